"""What holds for every text: nothing raises, positions are true, pages are balanced, nothing runs."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_vault.syntax.nodes import Node
from mkdocs_vault.syntax.parse import parse
from mkdocs_vault.syntax.walk import children_of, walk
from rendering import html_of

MARKS = (
    "[[", "![[", "]]", "|", "#", "\\|", "%%", "==", "$", "$$", "^[", " ^id", "[^1]", "[^1]: ", "> ", "> [!note]- T", "[!tip]",
    "- ", "- [ ] ", "- [*] ", "1. ", "#tag", "```\n", "```js\n", "`", "<b>", "</b>", "<div>", "</div>", "<script>", "</script>",
    "</p>", "<!--", "-->", "<a ", 'href="javascript:x"', 'onload="x"', '<img src="x" onerror=y>', "<style>", "<svg/>", "<% ", " %>",
    "~", "~~", "*", "**", "_", "\n", "\n\n", "\t", "    ", "\\", "&amp;", "&#37;", "---\n", "===\n", "# ", "http://a_b.c/",
    "www.x.y", "a@b.co", "[x](y)", "![x](y.png)", "{{x}}", '<a class="yt-timestamp" data-t="25:50:00">', "</a>", "🙂", "é", "日本",
    "\0", "\r\n", "word", "Main",
)  # fmt: skip
TEXTS = st.one_of(st.lists(st.sampled_from(MARKS), max_size=40).map("".join), st.text(max_size=200))
VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
ADDRESSES = frozenset(("href", "src", "action", "formaction", "xlink:href"))


class Reader(HTMLParser):
    """Reads a page as a strict reader would, and notes all that is wrong with it."""

    def __init__(self) -> None:
        """Nothing is open, nothing is wrong."""
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element and look at its attributes."""
        if tag not in VOID:
            self.open.append(tag)
        if tag in {"script", "style", "base", "object"}:
            self.wrong.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on"):
                self.wrong.append(name)
            if name in ADDRESSES and re.sub(r"[\x00-\x20]", "", value or "").lower().startswith(("javascript:", "vbscript:")):
                self.wrong.append(f"{name}={value}")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element that closes itself."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last, which must be this one."""
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}>")


def problems_of(html: str) -> list[str]:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.wrong + [f"never closed: {tag}" for tag in reader.open]


@settings(deadline=None, max_examples=250, derandomize=True)
@given(TEXTS)
def test_positions_lie_inside_the_text_and_inside_the_parent(text: str) -> None:
    document = parse(text)
    length = len(document.source.data)
    for node in walk(document.blocks):
        assert 0 <= node.start <= node.end <= length
        assert all(_lies_in(child, node) for child in children_of(node))


def _lies_in(child: Node, parent: Node) -> bool:
    return parent.start <= child.start and child.end <= parent.end


@settings(deadline=None, max_examples=100, derandomize=True)
@given(TEXTS)
def test_a_text_is_read_the_same_way_twice(text: str) -> None:
    assert parse(text).blocks == parse(text).blocks


@settings(deadline=None, max_examples=250, derandomize=True)
@given(TEXTS)
def test_every_page_is_balanced_and_runs_nothing(text: str) -> None:
    html = html_of(text, Other="## Part\n\nwords ^id")
    assert problems_of(html) == []
    assert "\0" not in html


@settings(deadline=None, max_examples=150, derandomize=True)
@given(TEXTS)
def test_every_position_has_a_line_and_a_column(text: str) -> None:
    document = parse(text)
    lines = document.source.text.split("\n")
    for node in walk(document.blocks):
        line, column = document.source.line_and_column(node.start)
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1
