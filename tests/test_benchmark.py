"""The benchmark's own arithmetic: medians, ratios, scales, and to which room a moment belongs. It measures nothing here."""

from __future__ import annotations

import inspect
import shutil
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from types import FrameType

import pytest

from benchmarks.generators import GENERATORS, HUGO, OURS, Generator, Programs
from benchmarks.plots import Scale, plot
from benchmarks.processes import ProgramFailedError, run
from benchmarks.publishing import PAGE, PICTURE, README, publish
from benchmarks.results import Measurement, Results, Scenario, load
from benchmarks.rooms import profile_table, room_of
from benchmarks.scenarios import edited
from benchmarks.tables import table

ROOT = Path(__file__).resolve().parent.parent


def results() -> Results:
    runs = [
        (name, notes, factor * notes * noise) for name, factor in (("a", 0.01), ("b", 0.04)) for notes in (100, 1000) for noise in (1, 9, 1)
    ]
    return Results(tuple(Measurement(name, notes, scenario, cpu, cpu) for name, notes, cpu in runs for scenario in Scenario))


def test_a_value_is_the_median_of_its_runs() -> None:
    assert results().value("a", 100, Scenario.COLD, "cpu") == 1
    assert results().value("a", 100, Scenario.COLD, "all_mb") is None


def test_a_table_has_the_ratio_to_the_first_generator() -> None:
    lines = table(results(), 100).splitlines()
    assert [line.split(" | ")[:3] for line in lines[2:]] == [["| a", "1.0", "1.0"], ["| b", "4.0", "4.0"]]
    assert len({line.count("|") for line in lines}) == 1


def test_results_are_read_as_they_were_saved(tmp_path: Path) -> None:
    results().save(tmp_path / "runs.json")
    assert load([tmp_path / "runs.json"]) == results()


def test_a_scale_spreads_powers_of_ten_alike() -> None:
    scale = Scale(1, 3, 0, 200)
    assert [scale.at(value) for value in scale.ticks()] == [0, 100, 200]


def test_the_plot_has_a_line_and_a_word_for_each_generator() -> None:
    svg = ET.fromstring(plot(results()))  # noqa: S314 - our own
    lines = [path for path in svg.findall(".//{*}path") if path.get("class") == "line" and "L" in (path.get("d") or "")]
    assert len(lines) == 4
    assert {"a", "b"} <= {text.text for text in svg.findall(".//{*}text")}
    assert "from 100 to 1,000 notes" in (svg.get("aria-label") or "")


def test_the_plot_of_one_size_has_no_line_without_end() -> None:
    only = Results(tuple(run for run in results().measurements if run.notes == 100))
    assert "nan" not in plot(only)
    assert "inf" not in plot(only)


@pytest.mark.parametrize("generator", GENERATORS, ids=lambda generator: generator.name)
def test_every_place_in_a_command_is_filled(generator: Generator) -> None:
    words = generator.command((*generator.build, *generator.serve), Programs("p", "q", "h", "z", "n", "e"), port=8123)
    assert not [word for word in words if "{" in word]
    assert any("8123" in word for word in words)


def test_a_generator_without_its_program_is_left_out() -> None:
    assert OURS.is_possible(Programs("python"))
    assert not HUGO.is_possible(Programs("python"))


def test_a_program_that_fails_tells_why(tmp_path: Path) -> None:
    with pytest.raises(ProgramFailedError, match="no such luck"):
        run([sys.executable, "-c", "import sys; sys.exit('no such luck')"], tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems don't tell how much memory a process has")
def test_memory_and_time_of_a_program_and_its_children_are_measured(tmp_path: Path) -> None:
    child = "x = bytearray(60_000_000); import time; time.sleep(0.4)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}]); sum(range(3_000_000))"
    took = run([sys.executable, "-c", parent], tmp_path)
    assert took.main_mb is not None
    assert took.all_mb is not None
    assert took.all_mb > took.main_mb + 50
    assert 0 < took.cpu < took.wall + 1


def test_an_edited_note_is_itself_again_afterwards(tmp_path: Path) -> None:
    note = tmp_path / "Note.md"
    note.write_text("words\n", encoding="utf-8")
    with edited(note, "mark"):
        assert note.read_text(encoding="utf-8").endswith("mark\n")
    assert note.read_text(encoding="utf-8") == "words\n"


def frame_of(file: str, function: str, call: str = "ask()") -> FrameType | None:
    """The frame of a function that asks, as if it stood in that file."""
    found: list[FrameType | None] = []
    names = {"ask": lambda: found.append(inspect.currentframe())}
    exec(compile(f"def {function}():\n    {call}\n", file, "exec"), names)  # noqa: S102 - three words of our own
    names[function]()
    return found[0]


@pytest.mark.parametrize(
    ("file", "function", "room"),
    [
        ("/site-packages/mkdocs_vault/syntax/parse.py", "parse", "parse (syntax)"),
        ("/plugins/mkdocs_vault/a_new_room/thing.py", "thing", "a_new_room"),
        ("/site-packages/material/templates/base.html", "root", "templates"),
        ("/site-packages/mkdocs/utils/__init__.py", "write_file", "write"),
        ("/site-packages/mkdocs/commands/build.py", "build", "MkDocs"),
        ("/site-packages/jinja2/runtime.py", "call", "templates"),
    ],
)
def test_a_moment_belongs_to_the_innermost_room(file: str, function: str, room: str) -> None:
    assert room_of(frame_of(file, function)) == room


def test_shares_of_a_profile_add_up() -> None:
    lines = profile_table({"vault": 3.0, "write": 1.0}, 1000).splitlines()
    assert lines[2:4] == ["| vault | 3.00 | 75% |", "| write | 1.00 | 25% |"]
    assert lines[4] == "| all | 4.00 | |"


def test_tables_plot_and_profile_are_put_into_readme_and_guide(tmp_path: Path) -> None:
    for path in (README, PAGE, PICTURE):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, tmp_path / path)
    for _ in range(2):
        publish(results(), tmp_path, profile_table({"vault": 3.0}, 1000))
    assert (tmp_path / README).read_text("utf-8").count("| 1,000 notes |") == 1
    page = (tmp_path / PAGE).read_text("utf-8")
    assert [page.count(words) for words in ("| 100 notes |", "| 1,000 notes |", "| vault | 3.00 |")] == [1, 1, 1]
    assert "from 100 to 1,000 notes" in (tmp_path / PICTURE).read_text("utf-8")
