"""What the log says: sorted, weighed, summed up, and counted by MkDocs when it is strict."""

from __future__ import annotations

import logging

import pytest

from hosts.mkdocs.conftest import BuildSite
from mkdocs_vault.diagnostics import Diagnostic, DiagnosticCode, SourcePosition
from mkdocs_vault.hosts.mkdocs.reporting import SHOWN_OF_ONE_CODE, Reporter
from mkdocs_vault.vault.checks import with_guess
from mkdocs_vault.vault.links import LinkIndex
from vault.small_vaults import public


def unresolved(path: str, line: int, written: str = "x") -> Diagnostic:
    return Diagnostic(DiagnosticCode.UNRESOLVED_LINK, SourcePosition(path, line), "no note is called", written)


def logged(reporter: Reporter, caplog: pytest.LogCaptureFixture) -> list[str]:
    with caplog.at_level(logging.INFO, "mkdocs.plugins.vault"):
        reporter.log()
    return [f"{record.levelname} {record.getMessage()}" for record in caplog.records]


def test_lines_stand_in_the_order_of_the_vault_and_each_once(caplog: pytest.LogCaptureFixture) -> None:
    reporter = Reporter()
    reporter.add([unresolved("B.md", 1), unresolved("A.md", 10), unresolved("A.md", 9), unresolved("A.md", 9)])
    assert logged(reporter, caplog) == [
        "WARNING A.md:9:1: no note is called 'x' [unresolved-link]",
        "WARNING A.md:10:1: no note is called 'x' [unresolved-link]",
        "WARNING B.md:1:1: no note is called 'x' [unresolved-link]",
    ]


def test_more_than_twenty_of_one_code_are_summed_up(caplog: pytest.LogCaptureFixture) -> None:
    reporter = Reporter()
    reporter.add(unresolved("A.md", line) for line in range(1, 58))
    lines = logged(reporter, caplog)
    assert len(lines) == 21
    assert lines[-1] == "WARNING 37 more [unresolved-link]; `mkdocs-vault check` lists all"


def test_twenty_of_one_code_are_all_said(caplog: pytest.LogCaptureFixture) -> None:
    reporter = Reporter()
    reporter.add(unresolved("A.md", line) for line in range(1, 21))
    assert len(logged(reporter, caplog)) == 20


def test_a_severity_of_the_site_outweighs_the_default(caplog: pytest.LogCaptureFixture) -> None:
    reporter = Reporter({DiagnosticCode.UNRESOLVED_LINK: "info"})
    reporter.add([unresolved("A.md", 1)])
    assert logged(reporter, caplog)[0].startswith("INFO")


def test_what_is_ignored_is_not_said(caplog: pytest.LogCaptureFixture) -> None:
    reporter = Reporter({DiagnosticCode.UNRESOLVED_LINK: "ignore"})
    reporter.add([unresolved("A.md", 1)])
    assert not logged(reporter, caplog)


def test_nothing_is_said_twice(caplog: pytest.LogCaptureFixture) -> None:
    reporter = Reporter()
    reporter.add([unresolved("A.md", 1)])
    logged(reporter, caplog)
    caplog.clear()
    assert not logged(reporter, caplog)


class TestStrictBuild:
    def test_fails_on_a_warning(self, build: BuildSite) -> None:
        assert "1 warnings in strict mode" in build({"index.md": "[[nope]]"}, strict=True).failure

    def test_passes_where_the_warning_is_information(self, build: BuildSite) -> None:
        assert not build({"index.md": "[[nope]]"}, {"diagnostics": {"unresolved-link": "info"}}, strict=True).failure

    def test_passes_where_nothing_is_wrong(self, build: BuildSite) -> None:
        assert not build({"index.md": "[[Other]]", "Other.md": ""}, strict=True).failure


def test_an_embedded_problem_is_reported_once_and_where_it_stands(build: BuildSite) -> None:
    site = build({"A.md": "![[B]]", "B.md": "x\n[[nope]]", "C.md": "![[B]]"})
    assert len(site.warnings()) == 1
    assert site.warnings()[0].startswith("B.md:2:1:")


def test_two_builds_say_the_same(build: BuildSite) -> None:
    files = {f"{name}.md": "[[nope]] ![[none]] [[B#x]]" for name in "ABC"}
    assert build(files).warnings() == build(files).warnings()


@pytest.fixture
def guessed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every target that a name was guessed for."""
    targets: list[str] = []
    guess = LinkIndex.guess

    def noted(index: LinkIndex, target: str) -> str:
        targets.append(target)
        return guess(index, target)

    monkeypatch.setattr(LinkIndex, "guess", noted)
    return targets


DEAD_LINKS = {
    "index.md": "".join(f"[[Aplha {number}]] ![[pci {number}.png]]\n" for number in range(100)),
    "Alpha 3.md": "[[index#Nowhere]] ![[pic 4.png]]",
    "pic 4.png": b"x",
}


class TestGuesses:
    def test_are_looked_for_where_they_are_printed(self, build: BuildSite, guessed: list[str]) -> None:
        lines = build(DEAD_LINKS).warnings()
        assert len(guessed) == 2 * SHOWN_OF_ONE_CODE
        assert any("did you mean 'Alpha 3'?" in line for line in lines)
        assert any("did you mean 'pic 4.png'?" in line for line in lines)

    def test_are_not_looked_for_where_nothing_is_printed(self, build: BuildSite, guessed: list[str]) -> None:
        build(DEAD_LINKS, {"diagnostics": {"unresolved-link": "ignore"}})
        assert len(guessed) == SHOWN_OF_ONE_CODE
        assert all(target.startswith("pci") for target in guessed)

    def test_a_diagnostic_stays_as_it_was_found(self) -> None:
        found = unresolved("A.md", 1, "Aplha")
        printed = with_guess(found, LinkIndex(public({"Alpha.md": ""})))
        assert (found.guess, printed.guess) == ("", "did you mean 'Alpha'?")

    def test_other_problems_are_not_guessed_at(self, guessed: list[str]) -> None:
        ambiguous = Diagnostic(DiagnosticCode.AMBIGUOUS_LINK, SourcePosition("A.md"), "several files are called", "Log", "a/Log.md")
        assert with_guess(ambiguous, LinkIndex(public({"Log.md": ""}))) == ambiguous
        assert not guessed
