"""Money: `$5 and US$7` are no formulas, as a digit follows what would end one (Obsidian help, Advanced formatting syntax)."""

from __future__ import annotations

from mkdocs_vault.syntax.masking import MaskedText, SpannedEvent


def mask_money(events: list[SpannedEvent], masked: MaskedText) -> bool:
    """Mask the `$` of what is no formula because a digit follows its end; whether the text must be parsed again."""
    changed = False
    for event, span in events:
        if not isinstance(event, dict) or "InlineMath" not in event:
            continue
        if masked.data[span["end"] : span["end"] + 1].isdigit():
            masked.restore(span["start"], span["start"] + 1)
            changed = True
    return changed
