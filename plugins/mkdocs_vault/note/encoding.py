"""Compiled notes as bytes and back: MessagePack, which can't execute anything. The same note always gives the same bytes.

MessagePack knows no dates, no tuples of unknown depth and no whole number beyond 64 bits; a property may hold all of these.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from msgspec import ValidationError
from msgspec.msgpack import Decoder, Encoder, Ext
from msgspec.structs import replace

from mkdocs_vault.note.compiled import Body, NoteFacts
from mkdocs_vault.note.properties import Properties

_DATE, _DATE_AND_TIME, _LARGE_NUMBER = 1, 2, 3
_NUMBERS = range(-(2**63), 2**64)

_ENCODER = Encoder()
"""Names stand in the order in which they were put in: that of properties is their author's own."""


def _from_extension(code: int, data: memoryview) -> object:
    text = bytes(data).decode("ascii")
    if code == _DATE:
        return date.fromisoformat(text)
    if code == _DATE_AND_TIME:
        return datetime.fromisoformat(text)
    if code == _LARGE_NUMBER:
        return int(text)
    raise ValidationError("an extension that no compiled note has")


_FACTS = Decoder(NoteFacts, ext_hook=_from_extension)
_BODY = Decoder(Body)


def encoded_facts(facts: NoteFacts) -> bytes:
    """The facts of a note as bytes."""
    return _ENCODER.encode(replace(facts, properties=_packed_properties(facts.properties)))


def decoded_facts(data: bytes) -> NoteFacts:
    """The facts that these bytes hold. Raises msgspec's `DecodeError` or `ValidationError`, or `ValueError`, where they hold none."""
    facts = _FACTS.decode(data)
    others = facts.properties.others
    if not any(isinstance(value, list | dict) for value in others.values()):
        return facts
    unpacked = {name: _unpacked(value) for name, value in others.items()}
    return replace(facts, properties=replace(facts.properties, others=unpacked))


def encoded_body(body: Body) -> bytes:
    """The body of a note as bytes."""
    return _ENCODER.encode(body)


def decoded_body(data: bytes) -> Body:
    """The body that these bytes hold. Raises msgspec's `DecodeError` or `ValidationError` where they hold none."""
    return _BODY.decode(data)


def _packed_properties(properties: Properties) -> Properties:
    return replace(
        properties,
        date=_packed(properties.date),
        created=_packed(properties.created),
        updated=_packed(properties.updated),
        duration=_packed(properties.duration),
        others={name: _packed(value) for name, value in properties.others.items()},
    )


def _packed(value: Any) -> Any:  # noqa: ANN401 - whatever a property holds
    match value:
        case bool() | str() | float() | None:
            return value
        case int():
            return value if value in _NUMBERS else Ext(_LARGE_NUMBER, str(value).encode("ascii"))
        case datetime():
            return Ext(_DATE_AND_TIME, value.isoformat().encode("ascii"))
        case date():
            return Ext(_DATE, value.isoformat().encode("ascii"))
        case Mapping():
            return {name: _packed(item) for name, item in value.items()}
        case _:
            return [_packed(item) for item in value]


def _unpacked(value: Any) -> Any:  # noqa: ANN401 - as above
    if isinstance(value, list):
        return tuple([_unpacked(item) for item in value])
    return {name: _unpacked(item) for name, item in value.items()} if isinstance(value, dict) else value
