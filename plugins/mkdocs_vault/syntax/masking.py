"""What Obsidian reads before CommonMark does, hidden from the parser without moving a byte.

Some of Obsidian's syntax changes how everything after it is read: a comment may hold half a code fence, a callout's first
line ends its paragraph, `$5` is no formula. The rules that know this look at the parser's own events, and replace the bytes
in question by harmless ones of the same number; then the text is parsed again. Offsets stay those of the file, and the tree
builder puts back (or leaves out) what was replaced.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

Event = Any
"""One event of pyromark: a string or a dictionary with one key (`Start`, `End`, `Text`, ...)."""

SpannedEvent = tuple[Event, Any]
"""An event with the byte range that it stands for: `start` and `end`."""

RESTORED = 1
REMOVED = 2
FILLER = ord("%")
"""Punctuation that no Markdown rule looks at: what stands beside it is read as beside any other punctuation."""


@dataclass(frozen=True, slots=True)
class CalloutHead:
    """`[!kind|metadata]+` of a callout."""

    kind: str
    metadata: str
    fold: Literal["", "+", "-"]


@dataclass(slots=True)
class MaskedText:
    """A note's bytes, the bytes that the parser sees, and for each byte whether it is restored or removed from the tree."""

    data: bytes
    seen: bytearray
    marks: bytearray
    callouts: dict[int, CalloutHead] = field(default_factory=dict)
    tasks: dict[int, str] = field(default_factory=dict)
    formulas: dict[int, str] = field(default_factory=dict)
    unclosed_comments: list[int] = field(default_factory=list)
    unclosed_formulas: list[int] = field(default_factory=list)
    touches_text: bool = False
    reads_as_written: bool = False
    """Whether no escape and no entity can stand in the text, so that the parser may merge what it read piece by piece."""

    @classmethod
    def of(cls, data: bytes, hidden_until: int = 0) -> MaskedText:
        """The bytes with nothing masked but the first `hidden_until`, which the parser sees as empty lines."""
        seen = bytearray(data)
        seen[:hidden_until] = b"\n" * hidden_until
        return cls(data, seen, bytearray(len(data)), reads_as_written=b"\\" not in data and b"&" not in data)

    def restore(self, start: int, end: int) -> None:
        """Make the bytes plain text for the parser; the tree shows them as written."""
        self.touches_text = True
        self.seen[start:end] = bytes([FILLER]) * (end - start)
        self.marks[start:end] = bytes([RESTORED]) * (end - start)

    def remove(self, start: int, end: int) -> None:
        """Make the bytes plain text for the parser; the tree leaves them out."""
        self.touches_text = True
        self.seen[start:end] = bytes([FILLER]) * (end - start)
        self.marks[start:end] = bytes([REMOVED]) * (end - start)

    def blank(self, start: int, end: int) -> None:
        """Make the bytes white space on one line for the parser."""
        self.seen[start:end] = b" " * (end - start)
        self.marks[start:end] = bytes([REMOVED]) * (end - start)

    def shown(self, start: int, end: int) -> tuple[int, str]:
        """The text that the tree shows for bytes which the parser read as plain text, and the offset that it begins at."""
        data = self.data[start:end]
        marks = self.marks[start:end]
        if REMOVED not in marks:
            return start, data.decode("utf-8", "replace")
        first = next((at for at, mark in enumerate(marks) if mark != REMOVED), len(marks))
        kept = bytes(byte for byte, mark in zip(data, marks, strict=True) if mark != REMOVED)
        return start + first, kept.decode("utf-8", "replace")


def starts(event: Event, kind: str) -> bool:
    """Whether the event opens a node of the kind."""
    if not isinstance(event, dict):
        return False
    opened = event.get("Start")
    return opened == kind or (isinstance(opened, dict) and kind in opened)


def opened_kind(event: Event) -> str:
    """The parser's name of the kind of node that the event opens; empty where it opens none."""
    return _kind(event.get("Start")) if isinstance(event, dict) else ""


def closed_kind(event: Event) -> str:
    """The parser's name of the kind of node that the event closes; empty where it closes none."""
    return _kind(event.get("End")) if isinstance(event, dict) else ""


def _kind(tag: Any) -> str:  # noqa: ANN401 - whatever the event carries
    return next(iter(tag)) if isinstance(tag, dict) else tag or ""


def hides_text(event: Event) -> bool:
    """Whether the event opens a node whose text is no text of the author's: code, a link that shows its own target."""
    kind = opened_kind(event)
    if kind in {"Link", "Image"}:
        opened = event["Start"][kind]["link_type"]
        return opened in ("Autolink", "Email") or opened == {"WikiLink": {"has_pothole": False}}
    return kind == "CodeBlock"


def plain_texts(events: list[SpannedEvent]) -> Iterator[tuple[int, int]]:
    """Start and end of every piece of text that is not in a code block."""
    in_code = False
    for event, span in events:
        if not isinstance(event, dict):
            continue
        if "Text" in event:
            if not in_code:
                yield span["start"], span["end"]
        elif "End" in event:
            in_code = in_code and event["End"] != "CodeBlock"
        else:
            in_code = in_code or starts(event, "CodeBlock")


def ends(event: Event, kind: str) -> bool:
    """Whether the event closes a node of the kind."""
    if not isinstance(event, dict):
        return False
    closed = event.get("End")
    return closed == kind or (isinstance(closed, dict) and kind in closed)


def is_wiki(event: Event, kind: Literal["Link", "Image"]) -> bool:
    """Whether the event opens a wiki link (`Link`) or an embed (`Image`)."""
    if not isinstance(event, dict):
        return False
    opened = event.get("Start")
    if not isinstance(opened, dict) or kind not in opened:
        return False
    return isinstance(opened[kind]["link_type"], dict)
