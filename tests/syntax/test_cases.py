"""The case files hold: each note becomes the HTML beside it, and is told what is wrong with it."""

from __future__ import annotations

import pytest

from rendering import rendered
from syntax.case_files import Case, cases

ALL = dict(cases())


@pytest.mark.parametrize("case", ALL.values(), ids=ALL.keys())
def test_a_note_becomes_its_page(case: Case) -> None:
    page = rendered(case.notes)
    assert page.html.strip() == case.html.strip()
    assert "".join(f"{diagnostic}\n" for diagnostic in page.diagnostics) == case.diagnostics


def test_every_case_says_what_comes_out() -> None:
    assert not [name for name, case in ALL.items() if not case.html]
