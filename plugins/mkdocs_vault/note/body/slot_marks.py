"""Slots while a note is printed: each is a number between two NULs in the HTML, so that what is printed may be moved or dropped."""

from __future__ import annotations

from dataclasses import dataclass, field

from mkdocs_vault.note.slots import Mark, SlotValue

SEPARATOR = "\0"
"""Stands around the number of a slot while a note is printed, and for the slot itself in the finished body. No text holds it."""

ID_PREFIX = f"{SEPARATOR}{Mark.ID_PREFIX.value}{SEPARATOR}"
LINK_END = f"{SEPARATOR}{Mark.LINK_END.value}{SEPARATOR}"


@dataclass(slots=True)
class SlotMarks:
    """The slots that were left so far, by their numbers; the first are the marks that carry nothing."""

    _slots: list[SlotValue] = field(default_factory=lambda: list(Mark))

    def of(self, value: SlotValue) -> str:
        """What stands for a slot in HTML that is not finished."""
        return self.numbered(value)[1]

    def numbered(self, value: SlotValue) -> tuple[int, str]:
        """A slot's number, and what stands for it."""
        number = len(self._slots)
        self._slots.append(value)
        return number, f"{SEPARATOR}{number}{SEPARATOR}"

    def finished(self, html: str) -> tuple[str, list[int]]:
        """HTML with one NUL for each of its slots, and their numbers in their order."""
        if SEPARATOR not in html:
            return html, []
        pieces = html.split(SEPARATOR)
        return SEPARATOR.join(pieces[::2]), [int(number) for number in pieces[1::2]]

    def values(self, numbers: list[int]) -> tuple[SlotValue, ...]:
        """The slots with these numbers."""
        return tuple([self._slots[number] for number in numbers])
