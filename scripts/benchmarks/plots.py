"""Results as a drawing: seconds against notes, both on logarithmic scales, one panel for builds and one for edits.

An SVG of its own ground and colours, so that it can be read on a light page and on a dark one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from pathlib import Path

from benchmarks.results import Quantity, Results, Scenario

COLOURS = ("#5e35b1", "#c2185b", "#00796b", "#b45309", "#1565c0", "#4e5d64")
DASHES = ("", "7 3", "2 3", "9 3 2 3", "4 4", "1 4")
"""So that lines can be told apart without their colours."""

WIDTH, HEIGHT = 920, 500
PANEL_WIDTH, PANEL_HEIGHT, LEFT, TOP, BETWEEN = 370, 300, 60, 50, 80
LEGEND_COLUMNS, LEGEND_LINE = 3, 26
STYLE = "text{font:14px system-ui,sans-serif;fill:#1f2328}.grid{stroke:#d0d7de}.line{fill:none;stroke-width:2.5}.title{font-weight:600}"


@dataclass(frozen=True, slots=True)
class Panel:
    """One diagram: which scenario, and which of its quantities."""

    title: str
    scenario: Scenario
    quantity: Quantity
    left: int


PANELS = (
    Panel("Cold build, CPU seconds", Scenario.COLD, "cpu", LEFT),
    Panel("Note saved to new text served, seconds", Scenario.EDIT, "wall", LEFT + PANEL_WIDTH + BETWEEN),
)


@dataclass(frozen=True, slots=True)
class Scale:
    """Powers of ten from `first` to `last`, spread over the pixels from `start` to `end`."""

    first: int
    last: int
    start: float
    end: float

    def at(self, value: float) -> float:
        """The pixel of a value."""
        return self.start + (math.log10(value) - self.first) / (self.last - self.first) * (self.end - self.start)

    def ticks(self) -> list[float]:
        """The powers of ten themselves."""
        return [10.0**power for power in range(self.first, self.last + 1)]


def plot(results: Results) -> str:
    """The SVG."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(described(results))}">'
    ]
    parts += [f"<style>{STYLE}</style>", f'<rect width="{WIDTH}" height="{HEIGHT}" rx="8" fill="#fff" stroke="#d0d7de"/>']
    parts += [part for panel in PANELS for part in _panel(results, panel)]
    parts += _legend(results.generators())
    return "\n".join([*parts, "</svg>", ""])


def described(results: Results) -> str:
    """What the drawing shows, in words."""
    sizes = results.sizes()
    return f"Seconds of a cold build and of an edit for {', '.join(results.generators())}, from {min(sizes):,} to {max(sizes):,} notes"


def write_plot(results: Results, file: Path) -> None:
    """Draw into a file."""
    file.write_text(plot(results), encoding="utf-8")


def _panel(results: Results, panel: Panel) -> list[str]:
    points = {name: _points(results, name, panel) for name in results.generators()}
    seconds = [y for line in points.values() for _, y in line]
    if not seconds:
        return []
    across = _scale([float(size) for size in results.sizes()], panel.left, panel.left + PANEL_WIDTH)
    upwards = _scale(seconds, TOP + PANEL_HEIGHT, TOP)
    return [
        f'<text class="title" x="{panel.left}" y="{TOP - 18}">{panel.title}</text>',
        *_grid(across, upwards, panel.left),
        *(_curve(points[name], across, upwards, number) for number, name in enumerate(results.generators())),
    ]


def _points(results: Results, name: str, panel: Panel) -> list[tuple[int, float]]:
    found = [(notes, results.value(name, notes, panel.scenario, panel.quantity)) for notes in results.sizes()]
    return [(notes, seconds) for notes, seconds in found if seconds]


def _scale(values: list[float], start: float, end: float) -> Scale:
    first, last = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return Scale(first, max(last, first + 1), start, end)


def _grid(across: Scale, upwards: Scale, left: int) -> list[str]:
    bottom, right = TOP + PANEL_HEIGHT, left + PANEL_WIDTH
    lines = []
    for notes in across.ticks():
        x = across.at(notes)
        lines.append(
            f'<path class="grid" d="M{x:.1f} {TOP}V{bottom}"/><text x="{x:.1f}" y="{bottom + 20}" text-anchor="middle">{notes:,.0f}</text>'
        )
    for seconds in upwards.ticks():
        y = upwards.at(seconds)
        lines.append(
            f'<path class="grid" d="M{left} {y:.1f}H{right}"/><text x="{left - 8}" y="{y + 5:.1f}" text-anchor="end">{seconds:g}</text>'
        )
    return [*lines, f'<text x="{right}" y="{bottom + 42}" text-anchor="end">notes</text>']


def _curve(points: list[tuple[int, float]], across: Scale, upwards: Scale, number: int) -> str:
    at = [f"{across.at(notes):.1f} {upwards.at(seconds):.1f}" for notes, seconds in points]
    line = f'<path class="line" stroke="{_colour(number)}" stroke-dasharray="{_dash(number)}" d="M{"L".join(at)}"/>' if at else ""
    dots = [f'<circle cx="{point.split()[0]}" cy="{point.split()[1]}" r="3.5" fill="{_colour(number)}"/>' for point in at]
    return line + "".join(dots)


def _legend(names: tuple[str, ...]) -> list[str]:
    lines = []
    for number, name in enumerate(names):
        x = LEFT + number % LEGEND_COLUMNS * (WIDTH - LEFT) // LEGEND_COLUMNS
        y = TOP + PANEL_HEIGHT + 80 + number // LEGEND_COLUMNS * LEGEND_LINE
        stroke = f'stroke="{_colour(number)}" stroke-dasharray="{_dash(number)}"'
        lines.append(f'<path class="line" {stroke} d="M{x} {y - 5}h36"/><text x="{x + 44}" y="{y}">{escape(name)}</text>')
    return lines


def _colour(number: int) -> str:
    return COLOURS[number % len(COLOURS)]


def _dash(number: int) -> str:
    return DASHES[number % len(DASHES)]
