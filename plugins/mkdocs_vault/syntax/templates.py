"""What the Templater plugin left behind: `<% tp.date.now() %>` runs only inside Obsidian, so its source is shown as code."""

from __future__ import annotations

from mkdocs_vault.syntax.masking import MaskedText, SpannedEvent, plain_texts
from mkdocs_vault.syntax.nodes import Inline, TemplateCommand, Text
from mkdocs_vault.syntax.texts import Cutter


def mask_templates(events: list[SpannedEvent], masked: MaskedText) -> bool:
    """Mask the commands in plain text, whose content is no Markdown; whether the text must be parsed again."""
    changed = False
    for start, end in plain_texts(events):
        opening = masked.data.find(b"<%", start, end)
        if opening < 0 or masked.marks[opening]:
            continue
        closing = masked.data.find(b"%>", opening + 2)
        if closing < 0:
            break
        if b"\n\n" in masked.data[opening:closing]:
            continue
        masked.restore(opening, closing + 2)
        changed = True
    return changed


def mark_templates(children: list[Inline], data: bytes) -> list[Inline]:
    """The nodes with each command in their text made a node."""
    del data
    marked: list[Inline] = []
    for child in children:
        if isinstance(child, Text) and "<%" in child.text:
            marked += _cut(child)
        else:
            marked.append(child)
    return marked


def _cut(node: Text) -> list[Inline]:
    parts: list[Inline] = []
    cutter, done = Cutter(node), 0
    opening = node.text.find("<%")
    while opening >= 0:
        closing = node.text.find("%>", opening + 2) + 2
        if closing < opening + 2:
            break
        parts += cutter.piece(done, opening)
        parts.append(TemplateCommand(cutter.offset(opening), cutter.offset(closing), node.text[opening:closing]))
        done = closing
        opening = node.text.find("<%", done)
    return [*parts, *cutter.piece(done, len(node.text))]
