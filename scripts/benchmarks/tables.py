"""Results as Markdown tables, one for each number of notes."""

from __future__ import annotations

from benchmarks.results import Quantity, Results, Scenario

COLUMNS: tuple[tuple[str, Scenario, Quantity], ...] = (
    ("cold, CPU s", Scenario.COLD, "cpu"),
    ("cold, s", Scenario.COLD, "wall"),
    ("nothing changed, CPU s", Scenario.UNCHANGED, "cpu"),
    ("one note changed, CPU s", Scenario.ONE_CHANGED, "cpu"),
    ("first page, s", Scenario.FIRST_PAGE, "wall"),
    ("first page again, s", Scenario.FIRST_PAGE_WARM, "wall"),
    ("edit shown, s", Scenario.EDIT, "wall"),
    ("MB", Scenario.COLD, "main_mb"),
    ("MB, all processes", Scenario.COLD, "all_mb"),
)
HUNDRED = 100


def tables(results: Results) -> str:
    """All tables, the smallest vault first."""
    return "\n".join(table(results, notes) for notes in results.sizes())


def table(results: Results, notes: int) -> str:
    """Medians of one number of notes. The ratio is that of the cold builds' CPU seconds, to those of the first generator."""
    names = [name for name in results.generators() if results.value(name, notes, Scenario.COLD, "cpu") is not None]
    head = [f"{notes:,} notes", "ratio", *(title for title, _, _ in COLUMNS)]
    lines = [_line(head), _line(["---", *["---:"] * (len(head) - 1)])]
    ours = results.value(names[0], notes, Scenario.COLD, "cpu")
    for name in names:
        cold = results.value(name, notes, Scenario.COLD, "cpu")
        values = [results.value(name, notes, scenario, quantity) for _, scenario, quantity in COLUMNS]
        lines.append(_line([name, _number(cold / ours if cold and ours else None), *map(_number, values)]))
    return "\n".join([*lines, ""])


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _number(value: float | None) -> str:
    """Two figures that count; of larger numbers all before the point."""
    if value is None:
        return "-"
    if value >= HUNDRED:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 1 else f"{value:.2f}"
