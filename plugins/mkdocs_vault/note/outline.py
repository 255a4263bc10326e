"""What pages of other notes rest on in a note, as two digests: where it leads and what can be reached in it, and what its links say.

Most edits change neither: then pages that only link to the note, or are linked from it, are the same as before.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from msgspec.msgpack import encode
from msgspec.structs import replace

from mkdocs_vault.note.compiled import Heading, NoteFacts, OutgoingLink
from mkdocs_vault.note.digest import digest
from mkdocs_vault.note.encoding import encoded_facts


def with_digests(facts: NoteFacts) -> NoteFacts:
    """The facts with their `outline` and what their links have `said`."""
    return replace(facts, outline=_outline(facts), said=_said(facts))


def section_anchor(headings: Sequence[Heading], link: OutgoingLink) -> str:
    """The anchor of the heading that a link stands below; empty above the first."""
    above = bisect_right(headings, link.offset, key=lambda heading: heading.offset)
    return headings[above - 1].anchor if above else ""


def _outline(facts: NoteFacts) -> bytes:
    """All facts, but for words that only the note's own page and `said` have, and for the places in its text."""
    return digest(
        encoded_facts(
            replace(
                facts,
                headings=tuple([replace(heading, offset=0) for heading in facts.headings]),
                blocks=tuple([replace(block, offset=0) for block in facts.blocks]),
                links=tuple([OutgoingLink(link.kind, link.target, link.subpath, "", "", 0, 0, 0) for link in facts.links]),
                opening="",
                problems=(),
                passages=(),
                text_start=0,
                lead=(),
                outside_picture=None,
                html_links=(),
                stamps=b"",
                video=replace(facts.video, told_seconds=0, last_second=0),  # matter to notes of the same video alone
            )
        )
    )


def _said(facts: NoteFacts) -> bytes:
    """The sentences of all links, the words of the links in them, and the headings above."""
    return digest(encode([(link.text, link.sentence, link.place, section_anchor(facts.headings, link)) for link in facts.links]))
