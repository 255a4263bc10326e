"""How far a long build is, with a clock and a terminal made for tests."""

from __future__ import annotations

import io
import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from building import build_config, write, write_config
from mkdocs_vault.hosts.mkdocs import progress as module
from mkdocs_vault.hosts.mkdocs.progress import BAR_SECONDS, LINE_SECONDS, SHORT_BUILD_SECONDS, BuildProgress

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
CLEAR_LINE = "\x1b[2K"


class Clock:
    """Goes on only when it is told to, or by a step whenever somebody looks."""

    def __init__(self) -> None:
        self.seconds, self.step = 100.0, 0.0

    def __call__(self) -> float:
        self.seconds += self.step
        return self.seconds


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(module, "monotonic", clock)
    return clock


@contextmanager
def standard_error(stream: io.StringIO, *, level: int = logging.INFO, term: str = "xterm") -> Iterator[logging.Logger]:
    """Have MkDocs log to this stream, as to the standard error of this process; the logger that the plugin has."""
    handler, root, log = logging.StreamHandler(stream), logging.getLogger("mkdocs"), logging.getLogger("mkdocs.plugins.vault")
    before = root.level
    root.addHandler(handler)
    root.setLevel(level)
    try:
        # Not in a fixture: pytest puts its own stream in place when the test begins.
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "stderr", stream)
            patch.setenv("TERM", term)
            yield log
    finally:
        root.removeHandler(handler)
        root.setLevel(before)


@pytest.fixture
def terminal() -> Terminal:
    return Terminal()


def reading(total: int) -> BuildProgress:
    progress = BuildProgress()
    progress.begin()
    progress.expect("pages read", total)
    return progress


def test_a_short_build_shows_no_bar(clock: Clock, terminal: Terminal) -> None:
    with standard_error(terminal):
        progress = reading(3)
        clock.seconds += SHORT_BUILD_SECONDS - 0.1
        progress.step()
        progress.end()
    assert terminal.getvalue() == ""


def test_a_terminal_has_a_bar_that_says_how_much_is_done(clock: Clock, terminal: Terminal) -> None:
    with standard_error(terminal):
        progress = reading(10_000)
        clock.seconds += SHORT_BUILD_SECONDS
        progress.step()
        progress.notes_compiled(1200, 10_000)
        assert "1 of 10,000 pages read" in terminal.getvalue()
        assert "1,200" not in terminal.getvalue(), "it is drawn only so often"
        clock.seconds += BAR_SECONDS
        progress.notes_compiled(1200, 10_000)
        assert "1,200 of 10,000 notes compiled" in terminal.getvalue()
        clock.seconds += BAR_SECONDS
        progress.waiting_for_search()
        assert "Waiting for the index of the search" in terminal.getvalue()
        progress.end()


def test_lines_of_the_log_and_of_others_stand_above_the_bar_as_they_are(clock: Clock, terminal: Terminal) -> None:
    long_line = f"[bold]{'word ' * 50}[unresolved-link] 12"
    with standard_error(terminal) as log:
        progress = reading(2)
        clock.seconds += SHORT_BUILD_SECONDS
        progress.step()
        before = len(terminal.getvalue())
        log.info("%s", long_line)
        sys.stderr.write("printed by another plugin\n")
        after = terminal.getvalue()[before:]
        progress.end()
    assert after.index(CLEAR_LINE) < after.index("[bold]"), "the bar goes before the line comes"
    shown = [line.rpartition("\r")[2] for line in ESCAPES.sub("", after).split("\n")]
    assert long_line in shown
    assert "printed by another plugin" in shown


def test_in_the_end_the_terminal_is_as_if_there_had_been_no_bar(clock: Clock, terminal: Terminal) -> None:
    with standard_error(terminal) as log:
        progress = reading(2)
        clock.seconds += SHORT_BUILD_SECONDS
        progress.step()
        progress.end()
        written = terminal.getvalue()
        assert written.endswith(CLEAR_LINE)
        assert written.count("\x1b[?25l") == written.count("\x1b[?25h") == 1, "the cursor is hidden, and shown again"
        log.info("Done")
        assert terminal.getvalue() == f"{written}Done\n"
        assert sys.stderr is terminal


def test_elsewhere_a_line_comes_every_few_seconds(clock: Clock) -> None:
    pipe = io.StringIO()
    with standard_error(pipe):
        progress = reading(10_000)
        for _ in range(3500):
            clock.seconds += LINE_SECONDS / 1000
            progress.step()
        progress.end()
    lines = pipe.getvalue().splitlines()
    assert len(lines) == 3
    assert all(re.fullmatch(r"[123],00\d of 10,000 pages read", line) for line in lines), lines


def test_a_terminal_that_can_not_move_its_cursor_has_lines(clock: Clock, terminal: Terminal) -> None:
    with standard_error(terminal, term="dumb"):
        progress = reading(7)
        clock.seconds += LINE_SECONDS
        progress.step()
    assert terminal.getvalue() == "1 of 7 pages read\n"


@pytest.mark.parametrize("stream", [Terminal(), io.StringIO()])
def test_a_quiet_build_shows_nothing(clock: Clock, stream: io.StringIO) -> None:
    with standard_error(stream, level=logging.ERROR):
        progress = reading(7)
        clock.seconds += 100
        progress.step()
    assert stream.getvalue() == ""


@pytest.mark.parametrize("cache", [True, False])
def test_every_phase_of_a_build_is_told_to_its_end(clock: Clock, tmp_path: Path, cache: bool) -> None:
    write(tmp_path / "docs", {"index.md": "Text.\n", **{f"Note {number}.md": "Text.\n" for number in range(4)}})
    config = write_config(tmp_path, {"cache": cache, "navigation": "material", "graph": False})
    pipe = io.StringIO()
    clock.step = LINE_SECONDS
    with standard_error(pipe):
        build_config(config)
    for line in ("5 of 5 notes compiled", "5 of 5 pages read", "5 of 5 pages printed"):
        assert line in pipe.getvalue().splitlines()


def test_pages_that_stay_count_as_printed(clock: Clock, tmp_path: Path) -> None:
    write(tmp_path / "docs", {"index.md": "Text.\n", **{f"Note {number}.md": "Text.\n" for number in range(4)}})
    config = write_config(tmp_path, {"navigation": "material", "graph": False})
    build_config(config)
    pipe = io.StringIO()
    clock.step = LINE_SECONDS
    with standard_error(pipe):
        build_config(config)
    assert "5 of 5 pages printed" in pipe.getvalue().splitlines()
    assert "notes compiled" not in pipe.getvalue()
