"""A note's text -> its tree: front matter off, what Obsidian reads first masked, the parser's events, then the rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from pyromark import Markdown, Options

from mkdocs_vault.diagnostics import DiagnosticCode
from mkdocs_vault.syntax.admonitions import FENCE, with_admonitions
from mkdocs_vault.syntax.bare_urls import link_bare_urls, mask_markup_in_urls
from mkdocs_vault.syntax.callouts import guess_callouts, mask_callouts
from mkdocs_vault.syntax.cjk_emphasis import mask_cjk_beside_emphasis, may_hold_cjk_emphasis
from mkdocs_vault.syntax.comments import mask_comments
from mkdocs_vault.syntax.document import Document, FrontMatter, Problem, Source
from mkdocs_vault.syntax.finished_nodes import InlineRule
from mkdocs_vault.syntax.footnotes import mark_inline_footnotes
from mkdocs_vault.syntax.front_matter import split_front_matter
from mkdocs_vault.syntax.highlights import mark_highlights
from mkdocs_vault.syntax.masking import MaskedText, SpannedEvent
from mkdocs_vault.syntax.math import mask_math_blocks
from mkdocs_vault.syntax.money import mask_money
from mkdocs_vault.syntax.spaced_addresses import mark_spaced_addresses
from mkdocs_vault.syntax.strikethrough import mask_single_tildes
from mkdocs_vault.syntax.tags import mark_tags
from mkdocs_vault.syntax.tasks import mask_tasks
from mkdocs_vault.syntax.templates import mark_templates, mask_templates
from mkdocs_vault.syntax.timestamps import mark_bare_timestamps, mark_timestamps
from mkdocs_vault.syntax.tree_builder import TreeBuilder
from mkdocs_vault.syntax.wiki_links import mask_broken_wiki_links, mask_embeds_in_links

Mask = Callable[[list[SpannedEvent], MaskedText], bool]
Trigger = Callable[[bytes], object]
Rules = tuple[InlineRule, ...]

COMMONMARK = Markdown()
OBSIDIAN = Markdown(
    options=Options.ENABLE_TABLES | Options.ENABLE_FOOTNOTES | Options.ENABLE_STRIKETHROUGH | Options.ENABLE_MATH | Options.ENABLE_WIKILINKS
)


def holding(words: bytes) -> Trigger:
    """A quick look that tells whether a text can hold a syntax at all."""
    return lambda data: words in data


MASKS: tuple[tuple[tuple[Mask, Trigger], ...], ...] = (
    ((mask_comments, holding(b"%%")),),  # first: what is in a comment is no callout, no task, no formula
    (
        (mask_callouts, holding(b"[!")),
        (mask_tasks, re.compile(rb"\[[^\]\n]{1,4}\][ \t]").search),
        (mask_templates, holding(b"<%")),
        (mask_math_blocks, holding(b"$$")),
    ),
    (  # what stands in a formula is none of these
        (mask_money, re.compile(rb"\$\d").search),
        (mask_broken_wiki_links, re.compile(rb"\[\[(?:[\s#^|\\]|[^\[\]\n]*\n)").search),
        (mask_embeds_in_links, re.compile(rb"!\[\[[^\[\]\n]+\]\][^\[\]\n]*\]").search),
        (mask_markup_in_urls, lambda data: (b"://" in data or b"www." in data) and any(mark in data for mark in (b"*", b"_", b"~"))),
        (mask_single_tildes, holding(b"~")),
    ),
    ((mask_cjk_beside_emphasis, may_hold_cjk_emphasis),),  # last: it looks at marks that are no one else's
)
"""What Obsidian reads before CommonMark, in stages: each sees the text as those before it leave it. Each mask has the quick look
that says whether it is worth asking."""

INLINE_RULES = (
    InlineRule(mark_templates, (b"<%",)),  # first: nothing inside a command is markup
    InlineRule(mark_timestamps, (b"yt-timestamp",)),
    InlineRule(mark_inline_footnotes, (b"^[",)),  # before what may stand inside one
    InlineRule(link_bare_urls, (b"://", b"www.", b"@"), works_in_links=False),  # before what looks into text: `==` and `#` are its own
    InlineRule(mark_tags, (b"#",), works_in_links=False),  # before highlights, which may hold tags
    InlineRule(mark_highlights, (b"==",)),
)
"""What is added to the parser's inline nodes, in order."""

SPACED_ADDRESSES = InlineRule(mark_spaced_addresses, (b"](",), works_in_links=False)
"""Before all others, where a site wants it: an address is no text."""

MOST_PASSES = 40
"""Every pass masks something that changes what the next one sees. Real notes need one to three."""


def parse(text: str, *, obsidian: bool = True, bare_timestamps: bool = False, spaced_addresses: bool = False) -> Document:
    """The tree of a note's text. Never raises; linear in the text's length.

    Without `obsidian` the text is read as CommonMark alone, with no front matter. With `bare_timestamps` `[12:34]` is a time stamp, too;
    with `spaced_addresses` a space in an address doesn't make text of an image or a link.
    """
    source = Source(clean(text))
    if not obsidian:
        masked = MaskedText.of(source.data)
        events = [*COMMONMARK.events_with_range(source.text)]
        builder = TreeBuilder(masked, (), ())
        return Document(source, None, builder.build(events), builder.headings)
    front_matter = split_front_matter(source.text)
    hidden_until = front_matter.end if front_matter else 0
    rules = (SPACED_ADDRESSES, *INLINE_RULES) if spaced_addresses else INLINE_RULES
    document = _document(source, front_matter, hidden_until, rules)
    if bare_timestamps:
        mark_bare_timestamps(document.blocks)
    return document


def _document(source: Source, front_matter: FrontMatter | None, hidden_until: int, rules: Rules, depth: int = 0) -> Document:
    """The tree of a text; `depth` is how many fences it stands in that are read as Markdown."""
    document = _read(source, front_matter, MaskedText.of(source.data, hidden_until), rules, guessing=True)
    document = document or _read(source, front_matter, MaskedText.of(source.data, hidden_until), rules)
    document = document or Document(source, front_matter, [])
    if FENCE in source.text:
        with_admonitions(document, lambda text, depth: _document(Source(text), None, 0, rules, depth), depth)
    return document


def _read(
    source: Source, front_matter: FrontMatter | None, masked: MaskedText, possible: Rules, *, guessing: bool = False
) -> Document | None:
    """The tree; None where callouts were guessed and a guess was wrong."""
    if guessing:
        guess_callouts(masked)
    events = _masked_events(masked, without=mask_callouts if guessing else None)
    rules = tuple(rule for rule in possible if rule.may_apply(masked.data, 0, len(masked.data)))
    builder = TreeBuilder(masked, rules, tuple(rule for rule in rules if rule.works_in_links))
    blocks = builder.build(events)
    if guessing and builder.callouts_misread:
        return None
    return Document(source, front_matter, blocks, builder.headings, [*_unclosed(masked), *builder.problems])


def clean(text: str) -> str:
    r"""The text with `\\n` line ends and without what no Unicode text may hold: NUL, lone surrogates, a byte order mark."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    text = text.removeprefix("\ufeff")
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _masked_events(masked: MaskedText, without: Mask | None) -> Iterable[SpannedEvent]:
    """The parser's events once all masks but one are in place; where none is needed, one after the other as they are read."""
    stages = [[mask for mask, trigger in stage if mask is not without and trigger(masked.data)] for stage in MASKS]
    if not any(stages):
        return OBSIDIAN.events_with_range(masked.seen.decode("utf-8", "replace"), merge_text=masked.reads_as_written)
    events = _events(masked)
    for _ in range(MOST_PASSES):
        if not any(_apply(stage, events, masked) for stage in stages):
            break
        events = _events(masked)
    return events


def _apply(stage: list[Mask], events: list[SpannedEvent], masked: MaskedText) -> bool:
    """Whether any mask of the stage changed the text; all of them are asked."""
    changed = [mask(events, masked) for mask in stage]
    return any(changed)


def _events(masked: MaskedText) -> list[SpannedEvent]:
    text = masked.seen.decode("utf-8", "replace")
    return list(OBSIDIAN.events_with_range(text, merge_text=masked.reads_as_written))


def _unclosed(masked: MaskedText) -> Iterator[Problem]:
    for offset in masked.unclosed_comments:
        yield Problem(DiagnosticCode.UNCLOSED_COMMENT, offset, "this comment is never closed, so it is shown as text", "%%")
    for offset in masked.unclosed_formulas:
        yield Problem(DiagnosticCode.UNCLOSED_FORMULA, offset, "this formula is never closed, so it is shown as text", "$$")
