"""Texts that hang or break converters: each is read and printed in time that grows with its length, and no further."""

from __future__ import annotations

import gc
import time

import pytest

from mkdocs_vault.diagnostics import DiagnosticCode
from rendering import html_of, rendered

TIMES_A_QUARTER = 9
"""What a text may take of the time of its first quarter: 4 where time grows with the length, 16 where with its square."""
LEAST_SECONDS = 0.05
"""Of CPU: what takes less is not measured, only that it stays short."""

BOMBS = {
    "50,000 nested quotes": ">" * 50_000 + " a",
    "50,000 nested quotes with spaces": "> " * 50_000 + "a",
    "a list nested 1,000 deep": "\n".join("    " * level + "- a" for level in range(1000)),
    "3,000 numbers in a row": "1. " * 3000 + "a",
    "quotes and lists in turn": "> - " * 2000 + "a",
    "open wiki links": "[[" * 20_000,
    "open embeds": "![[" * 13_000,
    "open brackets": "[" * 50_000,
    "open links": "[a](" * 5000,
    "open stars": "*a " * 20_000,
    "open stars and underscores": "*a _b " * 10_000,
    "emphasis beside CJK": "**「あ」**い" * 8000,
    "open emphasis beside CJK": "*「あ" * 15_000,
    "open highlights": "==a" * 20_000,
    "equals signs": "==" * 20_000,
    "open inline footnotes": "^[" * 20_000,
    "inline footnotes": "^[a] " * 15_000,
    "open formulas": "$a" * 20_000,
    "money": "a$1" * 20_000,
    "dollars": "$$" * 20_000,
    "blocks of formulas": "$$\n" * 15_000,
    "blocks of formulas with empty lines": "$$\na\n\nb\n$$\n" * 5000,
    "formulas in cells": "|" + "$$|" * 2000 + "\n|" + "-|" * 2000 + "\n" + ("|" + "$$|" * 2000 + "\n") * 10,
    "formulas and comments": "$$\na %% b\n\n$$ %%\n" * 3000,
    "comments": "%%a\n%%b" * 5000,
    "open comments and code": "%% ` %%" * 5000,
    "callouts": "> [!note] x\n\n" * 5000,
    "callouts that are none": "> [!note]\n" * 5000,
    "tasks": "- [*] a\n" * 8000,
    "open commands": "<% " * 20_000,
    "commands": "<% a %>" * 10_000,
    "open tags": "<a " * 20_000,
    "open elements": "<div>" * 20_000,
    "lines of elements": "<div>\n" * 3000 + "</div>\n" * 3000,
    "open attributes": '<a href="' * 10_000,
    "open HTML comments": "<!-- " * 20_000,
    "addresses with marks": "http://a_b.c/_x_ " * 6000,
    "an address of parentheses": "http://a.b/" + ")" * 50_000,
    "www": "www." * 20_000,
    "mail addresses": "a@b." * 20_000,
    "tags": "#a " * 30_000,
    "a tag of parts": "#" + "a/" * 50_000,
    "block ids": "a ^b\n\n" * 15_000,
    "headings": "# a\n\n" * 20_000,
    "footnotes in a circle": "".join(f"[^{n}]: x[^{(n + 1) % 3000}]\n" for n in range(3000)) + "\n[^0]",
    "a wide table": "|" + "a|" * 2000 + "\n|" + "-|" * 2000 + "\n" + ("|" + "b|" * 2000 + "\n") * 20,
    "backticks": "".join("a" + "`" * count for count in range(1, 400)),
    "time stamps": '<a class="yt-timestamp" data-t="01:00:00">x</a> ' * 3000,
    "open time stamps": '<a class="yt-timestamp" data-t="01:00:00">' * 3000,
    "accents and marks": "é ==é== #é " * 8000,
    "accents and addresses": "é http://é.b " * 8000,
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_takes_no_longer_than_its_length(text: str) -> None:
    assert any(seconds(text) < TIMES_A_QUARTER * max(seconds(text[: len(text) // 4]), LEAST_SECONDS) for _ in range(3))


def seconds(text: str) -> float:
    """CPU time of reading and printing a text, without the collector's rounds through what other tests have left in memory."""
    gc.collect()
    gc.freeze()
    try:
        start = time.process_time()
        html_of(text)
        return time.process_time() - start
    finally:
        gc.unfreeze()


def test_a_line_of_five_megabytes_has_its_page() -> None:
    assert html_of("a " * 2_500_000).startswith("<p>a a a")


def test_what_is_nested_too_deep_is_told_and_its_text_shown() -> None:
    page = rendered({"Main.md": "> " * 3000 + "treasure"})
    assert "treasure" in page.html
    assert [diagnostic.code for diagnostic in page.diagnostics] == [DiagnosticCode.NESTED_TOO_DEEP]


def test_two_notes_that_embed_each_other_end_in_a_link() -> None:
    page = rendered({"Main.md": "main ![[Other]]", "Other.md": "other ![[Main]]"})
    assert page.html.count("other") == 1
    assert DiagnosticCode.EMBED_CYCLE in {diagnostic.code for diagnostic in page.diagnostics}


def test_embeds_that_multiply_end_at_a_limit() -> None:
    notes = {f"N{level}.md": f"![[N{level + 1}]]\n\n" * 10 for level in range(8)}
    page = rendered({"Main.md": "![[N0]]", **notes, "N8.md": "end"})
    assert len(page.html) < 3_000_000
    assert DiagnosticCode.EMBED_LIMIT in {diagnostic.code for diagnostic in page.diagnostics}
