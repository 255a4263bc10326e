"""Tasks: a list item that begins with `[c]` and a space, `c` any one character (Obsidian help, Basic formatting syntax)."""

from __future__ import annotations

from mkdocs_vault.syntax.masking import MaskedText, SpannedEvent, starts

SAFE_STATES = frozenset(" xX/-><?+0123456789abcdefghijklmnopqrstuvwyzABCDEFGHIJKLMNOPQRSTUVWYZ")
LONGEST_CHARACTER_BYTES = 4


def mask_tasks(events: list[SpannedEvent], masked: MaskedText) -> bool:
    """Note the state of every task and leave its mark out of the text; whether the text must be parsed again."""
    changed = False
    for index, (event, span) in enumerate(events):
        if not starts(event, "Item") or span["start"] in masked.tasks:
            continue
        following = index + 1
        if following < len(events) and starts(events[following][0], "Paragraph"):
            following += 1
        if following < len(events) and _is_inline(events[following][0]):
            changed |= _mask_state(masked, span["start"], events[following])
    return changed


def _is_inline(event: object) -> bool:
    return not isinstance(event, dict) or "End" not in event


def _mask_state(masked: MaskedText, item_start: int, first: SpannedEvent) -> bool:
    opening = first[1]["start"]
    data = masked.data
    if data[opening : opening + 1] != b"[" or data[opening - 1 : opening] == b"\\" or masked.marks[opening]:
        return False
    closing = data.find(b"]", opening + 2, opening + 2 + LONGEST_CHARACTER_BYTES)
    if closing < 0 or data[closing + 1 : closing + 2] not in {b" ", b"\t"}:
        return False
    state = data[opening + 1 : closing].decode("utf-8", "replace")
    if len(state) != 1 or state in "\n\t":
        return False
    masked.tasks[item_start] = state
    was_text = isinstance(first[0], dict) and "Text" in first[0]
    masked.remove(opening, closing + 2)
    return state not in SAFE_STATES or not was_text
