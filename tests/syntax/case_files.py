"""Reads case files: Markdown that a person can read, each section a case with its note, its HTML and its diagnostics."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs_vault.syntax.nodes import CodeBlock, Heading
from mkdocs_vault.syntax.parse import parse

TESTS = Path(__file__).parent.parent
FOLDERS = (TESTS / "syntax" / "cases", TESTS / "note" / "cases")


@dataclass
class Case:
    """What holds, the notes of the vault by path (`Main.md` is the one that is shown), its HTML, its diagnostics."""

    title: str
    notes: dict[str, str] = field(default_factory=dict)
    html: str = ""
    diagnostics: str = ""

    def take(self, info: str, text: str) -> None:
        """Take one code block of the case: a note, the HTML, or the diagnostics."""
        kind, _, name = info.partition(" ")
        match kind:
            case "obsidian":
                self.notes[name or "Main.md"] = text
            case "html":
                self.html = text
            case "text":
                self.diagnostics = text
            case _:
                message = f"a case has no '{kind}' blocks"
                raise ValueError(message)


def cases() -> Iterator[tuple[str, Case]]:
    """Every case with a name for the test run: its file and what holds."""
    for file in (file for folder in FOLDERS for file in sorted(folder.glob("*.md"))):
        for case in _cases_of(file.read_text(encoding="utf-8")):
            yield f"{file.stem}: {case.title}", case


def _cases_of(text: str) -> list[Case]:
    found: list[Case] = []
    for block in parse(text, obsidian=False).blocks:
        if isinstance(block, Heading) and block.level > 1:
            found.append(Case(block.source))
        elif isinstance(block, CodeBlock) and found:
            found[-1].take(block.info or "", block.text)
    return found
