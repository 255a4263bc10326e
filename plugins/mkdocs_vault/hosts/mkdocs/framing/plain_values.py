"""Values as keys: equal keys print alike, whatever a template does with the values."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date, datetime
from types import NoneType

from jinja2 import Undefined
from jinja2.utils import Namespace
from markupsafe import Markup
from mkdocs.config.config_options import ExtraScriptValue

from mkdocs_vault.hosts.mkdocs.framing.jinja_seams import KeptMacro

MOST_DEPTH = 6
"""Deeper values are no keys; the settings of a site aren't."""


class NotPlainError(Exception):
    """A value that more hangs on than can be told from it: an object of another plugin, a page, a function."""


def plain_key(value: object, depth: int = 0) -> Hashable:
    """The key of a value: its type and all that is in it. Raises `NotPlainError` where that can't be told."""
    kind = type(value)
    if kind is str:
        return value
    known = _KEYS.get(kind)
    if known is None or depth > MOST_DEPTH:
        raise NotPlainError
    return known(value, depth)


def _scalar(value: object, depth: int) -> Hashable:  # noqa: ARG001 - all of these are called alike
    return type(value), value


def _sequence(value: list[object], depth: int) -> Hashable:
    return type(value), tuple([item if type(item) is str else plain_key(item, depth + 1) for item in value])


def _mapping(value: dict[object, object], depth: int) -> Hashable:
    return dict, tuple([(plain_key(key, depth + 1), plain_key(item, depth + 1)) for key, item in value.items()])


def _itself(value: KeptMacro, depth: int) -> Hashable:  # noqa: ARG001 - all of these are called alike
    return value


def _namespace(value: type, depth: int) -> Hashable:  # noqa: ARG001 - all of these are called alike
    if value is not Namespace:
        raise NotPlainError
    return value


def _script(value: ExtraScriptValue, depth: int) -> Hashable:
    return ExtraScriptValue, str(value), value.type, value.defer, value.async_, depth


_KEYS: dict[type, Callable[..., Hashable]] = {
    NoneType: _scalar,
    bool: _scalar,
    int: _scalar,
    float: _scalar,
    date: _scalar,
    datetime: _scalar,
    Markup: _scalar,
    KeptMacro: _itself,
    type: _namespace,
    list: _sequence,
    tuple: _sequence,
    dict: _mapping,
    Undefined: lambda value, depth: Undefined,  # noqa: ARG005
    ExtraScriptValue: _script,
}
