"""Code and formulas are opaque: nothing in them is read as anything else, and nothing of them is lost."""

from __future__ import annotations

from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_vault.syntax.nodes import Code, CodeBlock, Math, Node
from mkdocs_vault.syntax.parse import parse
from mkdocs_vault.syntax.walk import walk

Kind = TypeVar("Kind", bound=Node)

MARKS = (
    "[[", "![[", "]]", "|", "#", "%%", "==", "$", "$$", "^[", " ^id", "[^1]", "> [!note]", "- [ ]", "#tag", "<b>", "<script>", "<!--",
    "<a ", "<% ", " %>", "~", "~~", "*", "_", "\\", "&amp;", "---", "# ", "http://a_b.c/", "www.x.y", "a@b.co", "[x](y)", "é", "word", " ",
)  # fmt: skip
LINES = st.lists(st.sampled_from(MARKS), min_size=1, max_size=8).map("".join)
TEXTS = st.lists(LINES, min_size=1, max_size=6).map("\n".join)


def only(text: str, kind: type[Kind]) -> Kind:
    """The one node of a kind in a text."""
    (found,) = [node for node in walk(parse(text).blocks) if isinstance(node, kind)]
    return found


@settings(deadline=None, max_examples=300, derandomize=True)
@given(TEXTS)
def test_a_fence_keeps_its_lines(text: str) -> None:
    assert only(f"words\n\n```\n{text}\n```\n\nwords", CodeBlock).text == f"{text}\n"


@settings(deadline=None, max_examples=300, derandomize=True)
@given(TEXTS)
def test_a_fence_in_a_callout_keeps_its_lines(text: str) -> None:
    quoted = "\n".join(f"> {line}" for line in text.split("\n"))
    fence = "~" * 20
    assert only(f"> [!note] T\n> {fence}\n{quoted}\n> {fence}\n", CodeBlock).text == f"{text}\n"


@settings(deadline=None, max_examples=200, derandomize=True)
@given(TEXTS)
def test_indented_code_keeps_its_lines(text: str) -> None:
    lines = ["x" + line for line in text.split("\n")]
    code = only("words\n\n" + "\n".join(f"    {line}" for line in lines) + "\n\nwords", CodeBlock).text
    assert code.rstrip("\n") == "\n".join(lines)


@settings(deadline=None, max_examples=300, derandomize=True)
@given(LINES)
def test_a_code_span_keeps_its_text(text: str) -> None:
    assert only(f"words ``x{text}x`` words", Code).text == f"x{text}x"


@settings(deadline=None, max_examples=300, derandomize=True)
@given(TEXTS.filter(lambda text: "$" not in text and not text.endswith("\\")))
def test_a_block_of_tex_keeps_its_lines(text: str) -> None:
    formula = only(f"words\n\n$$\n{text}\n$$\n\nwords", Math)
    assert formula.display
    assert formula.tex == text.strip()
