"""What was measured: one value for each run, kept in a file so that tables and plots can be made again without measuring."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from statistics import median
from typing import Literal


class Scenario(StrEnum):
    """What was done while the clock ran."""

    COLD = "cold build"
    UNCHANGED = "built again, nothing changed"
    ONE_CHANGED = "built again, one note changed"
    FIRST_PAGE = "server started, first page"
    FIRST_PAGE_WARM = "server started again, first page"
    EDIT = "note saved, new text served"


Quantity = Literal["wall", "cpu", "main_mb", "all_mb"]


@dataclass(frozen=True, slots=True)
class Measurement:
    """One run: seconds of the clock and of all processors, megabytes of the main process and of all processes; None: not measured."""

    generator: str
    notes: int
    scenario: Scenario
    wall: float
    cpu: float | None = None
    main_mb: float | None = None
    all_mb: float | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """All runs; questions are answered with medians."""

    measurements: tuple[Measurement, ...]

    def generators(self) -> tuple[str, ...]:
        """The generators in the order in which they were measured."""
        return tuple(dict.fromkeys(measurement.generator for measurement in self.measurements))

    def sizes(self) -> tuple[int, ...]:
        """The numbers of notes, smallest first."""
        return tuple(sorted({measurement.notes for measurement in self.measurements}))

    def value(self, generator: str, notes: int, scenario: Scenario, quantity: Quantity) -> float | None:
        """The median of the runs, or None where there is none."""
        asked = (generator, notes, scenario)
        runs = [getattr(run, quantity) for run in self.measurements if (run.generator, run.notes, run.scenario) == asked]
        known = [value for value in runs if value is not None]
        return median(known) if known else None

    def save(self, file: Path) -> None:
        """Write all runs as JSON."""
        file.write_text(json.dumps([asdict(measurement) for measurement in self.measurements], indent=1), encoding="utf-8")


def load(files: Iterable[Path]) -> Results:
    """The runs that `save` wrote to some files, taken together."""
    found = [run for file in files for run in json.loads(file.read_text(encoding="utf-8"))]
    return Results(tuple(Measurement(**run | {"scenario": Scenario(run["scenario"])}) for run in found))
