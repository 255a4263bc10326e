"""What the templates print of a note's video or recording: its player, and the list of its moments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup, escape

from mkdocs_vault.note.addresses import attribute
from mkdocs_vault.note.recordings import SOUNDS
from mkdocs_vault.vault.notes import Note
from mkdocs_vault.website.filling.moments import MomentGroup
from mkdocs_vault.website.filling.players import Players
from mkdocs_vault.website.routes import SiteAddresses

MOST_MOMENTS = 60
"""So that a page's list stays below about 12 KB; a lecture with more stamps has them all in its text."""


@dataclass(frozen=True, slots=True)
class PlayerValues:
    """The player above a note's text. `kind` is the element that plays: `youtube`, `video` or `audio`."""

    kind: str
    title: Markup
    address: Markup


class MomentValues(NamedTuple):
    """One line of the list: the clock as it is read, where it leads, what is said there."""

    clock: str
    seconds: int
    address: Markup
    words: Markup


@dataclass(frozen=True, slots=True)
class MomentGroupValues:
    """The lines below one heading."""

    heading: Markup
    address: Markup
    moments: tuple[MomentValues, ...]


@dataclass(frozen=True, slots=True)
class MomentsValues:
    """The list of a note's moments: how many there are, and those that are listed."""

    count: int
    groups: tuple[MomentGroupValues, ...]

    @property
    def more(self) -> int:
        """How many are not listed."""
        return self.count - sum(len(group.moments) for group in self.groups)


def player_values(players: Players, note: Note, addresses: SiteAddresses) -> PlayerValues | None:
    """The player that stands above a note's text; None where the text shows it itself, or there is none."""
    if players.in_text:
        return None
    title = escape(note.title)
    if players.video_id:
        return PlayerValues("youtube", title, Markup(f"https://www.youtube.com/watch?v={players.video_id}"))  # noqa: S704 - checked letters
    if players.file is None:
        return None
    address = addresses.address(players.file, note.path)
    kind = "audio" if players.file.path.suffix.lower() in SOUNDS else "video"
    return PlayerValues(kind, title, Markup(attribute(address)))  # noqa: S704 - escaped


def moments_values(groups: tuple[MomentGroup, ...]) -> MomentsValues | None:
    """The list of a note's moments, or None where it has none."""
    if not groups:
        return None
    return MomentsValues(sum(len(group.moments) for group in groups), tuple(_groups(groups)))


def _groups(groups: Iterable[MomentGroup]) -> Iterator[MomentGroupValues]:
    left = MOST_MOMENTS
    for group in groups:
        listed = tuple(
            MomentValues(clock(moment.seconds), moment.seconds, Markup(moment.address), escape(moment.words))  # noqa: S704 - printed before
            for moment in group.moments[:left]
        )
        left -= len(listed)
        if listed:
            yield MomentGroupValues(escape(group.heading), escape(f"#{group.anchor}") if group.anchor else Markup(), listed)


def clock(seconds: int) -> str:
    """`2:42`, or `1:02:42` from the first hour on: as players show it."""
    hours, minutes = divmod(seconds // 60, 60)
    return f"{hours}:{minutes:02d}:{seconds % 60:02d}" if hours else f"{minutes}:{seconds % 60:02d}"
