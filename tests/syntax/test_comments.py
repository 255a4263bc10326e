"""Nothing of a comment is ever shown, however many there are and whatever they hold."""

from __future__ import annotations

import re

import pytest

from rendering import html_of

HOLDERS = {
    "paragraphs": "line {} %% secret [[x]] `a` %% shown\n\n",
    "lines": "line {} %% secret [[x]] $a %% shown\n",
    "blocks": "line {}\n\n%%\nsecret\n- [ ] `\n%%\n\nshown\n\n",
    "items": "- line {} %% secret <b> %% shown\n",
    "items over lines": "- line {} %% secret\n  [[x]] `a` %% shown\n",
    "quotes": "> line {} %% secret\n> [[x %% shown\n",
    "cells": "| line {} %% secret `a %% | shown |\n| --- | --- |\n\n",
    "headings": "# line {} %% secret `a %% shown\n",
    "fences": "line {}\n\n%%\n```\nsecret\n```\n%%\n\nshown\n\n",
}


@pytest.mark.parametrize("holder", HOLDERS.values(), ids=HOLDERS.keys())
@pytest.mark.parametrize("count", [1, 50, 400])
def test_nothing_of_many_comments_is_shown(holder: str, count: int) -> None:
    html = html_of("".join(holder.format(number) for number in range(count)))
    assert "secret" not in html
    assert "%%" not in html
    assert len(re.findall(r"\bshown<|[ >]shown\b", html)) == count


def test_a_comment_may_hide_what_made_the_rest_of_a_paragraph_code() -> None:
    assert "secret" not in html_of("a %% ` %% b %% secret ` %% c")
    assert "secret" not in html_of("- a %% ` %% b\n  %% secret ` %% c\n- d %% secret %%")


def test_code_after_many_comments_stays_code() -> None:
    assert "<code>%% shown %%</code>" in html_of("a %% [x] %% b\n\n" * 300 + "`%% shown %%`")
