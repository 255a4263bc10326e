"""Strikethrough: `~~x~~` only; a single `~` is text, as in `~50%` (Obsidian help, Basic formatting syntax)."""

from __future__ import annotations

from mkdocs_vault.syntax.masking import MaskedText, SpannedEvent, starts


def mask_single_tildes(events: list[SpannedEvent], masked: MaskedText) -> bool:
    """Mask the marks of what the parser struck through with one `~`; whether the text must be parsed again."""
    changed = False
    for event, span in events:
        if starts(event, "Strikethrough") and not masked.seen.startswith(b"~~", span["start"]):
            masked.restore(span["start"], span["start"] + 1)
            masked.restore(span["end"] - 1, span["end"])
            changed = True
    return changed
