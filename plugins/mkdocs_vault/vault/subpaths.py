"""What a sub-path means in a note: a heading, a heading below a heading, or a block (Obsidian help, Internal links)."""

from __future__ import annotations

import unicodedata

from mkdocs_vault.note.anchors import slug
from mkdocs_vault.note.compiled import Block, Heading
from mkdocs_vault.vault.notes import Note

_COMPARED_AS_SPACE = str.maketrans(dict.fromkeys('!"#$%&()*+,.:;<=>?@^`{|}~/[]\\', " "))


def comparable_heading(text: str) -> str:
    """The form that headings are compared in: most ASCII punctuation as spaces, one space between words, lower case.

    Applied to the raw source on both sides (observed: obsidian-copy-block-link#15, obsidian-html#303).
    """
    return " ".join(unicodedata.normalize("NFC", text).translate(_COMPARED_AS_SPACE).lower().split())


class SubpathIndex:
    """The headings and blocks of one note, ready to be found."""

    def __init__(self, note: Note) -> None:
        """Linear in the headings and blocks of the note."""
        self._headings: dict[str, list[Heading]] = {}
        self._blocks: dict[str, Block] = {}
        self._anchors: dict[str, Heading] = {heading.anchor: heading for heading in reversed(note.headings)}
        for heading in note.headings:
            self._headings.setdefault(comparable_heading(heading.source), []).append(heading)
        for block in note.blocks:
            self._blocks.setdefault(block.block_id.lower(), block)

    def block(self, block_id: str) -> Block | None:
        """The block with this id (without its `^`), in any case."""
        return self._blocks.get(block_id.strip().lower())

    def heading(self, subpath: str) -> Heading | None:
        """The heading that `A`, or `A#B` for a heading below another one, means: the first one each time."""
        found: Heading | None = None
        for part in filter(None, map(comparable_heading, subpath.split("#"))):
            found = self._first_below(found, part)
            if found is None:
                return None
        return found

    def heading_by_anchor(self, subpath: str) -> Heading | None:
        """The heading whose id on the page is this, or what other tools would make of this."""
        last = subpath.rpartition("#")[2].strip()
        return self._anchors.get(last) or self._anchors.get(slug(last))

    def _first_below(self, above: Heading | None, wanted: str) -> Heading | None:
        headings = self._headings.get(wanted, ())
        if above is None:
            return next(iter(headings), None)
        return next((heading for heading in headings if heading.offset > above.offset and heading.level > above.level), None)


def block_id_in(subpath: str) -> str:
    """The block id of a sub-path that names a block (`^id`), else an empty string."""
    last = subpath.rpartition("#")[2].strip()
    return last[1:] if last.startswith("^") and not last.startswith("^^") else ""
