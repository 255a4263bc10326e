"""Math: `$…$` and `$$…$$` (Obsidian help, Advanced formatting syntax).

The parser reads most of it. What it gets wrong is money (`$5 and US$7`), and a `$$` block that holds what looks like Markdown:
a line `=`, a list, a blank line.
"""

from __future__ import annotations

from mkdocs_vault.syntax.masking import MaskedText, SpannedEvent, plain_texts

MARK = b"$$"
LONGEST_BLOCK_BYTES = 50_000


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


def mask_math_blocks(events: list[SpannedEvent], masked: MaskedText) -> bool:
    """Put each `$$` block that the parser took apart on one line, where it can't; whether the text must be parsed again."""
    done = 0
    changed = False
    for start, end in plain_texts(events):
        if start < done:
            continue
        opening = masked.data.find(MARK, start, end + 1)
        closing = _closing(masked, opening) if opening >= 0 else -1
        if closing < 0:
            continue
        inside = slice(opening + len(MARK), closing)
        masked.formulas[opening] = _tex(masked.data, opening, closing)
        masked.seen[inside] = b"x" * (inside.stop - inside.start)
        done = closing + len(MARK)
        changed = True
    return changed


def _closing(masked: MaskedText, opening: int) -> int:
    """Where the `$$` stands that ends a block begun at `opening`, or -1 where no block begins there."""
    data = masked.data
    prefix = _prefix(data, opening)
    closing = data.find(MARK, opening + len(MARK), opening + LONGEST_BLOCK_BYTES)
    if opening in masked.formulas or prefix.strip(b" \t>*+-.)0123456789") or closing < 0:
        return -1
    after = data[closing + len(MARK) : _line_end(data, closing)]
    lines = data[opening:closing].split(b"\n")[1:]
    return -1 if after.strip() or not all(_continues(line, prefix) for line in lines) else closing


def _prefix(data: bytes, at: int) -> bytes:
    return data[data.rfind(b"\n", 0, at) + 1 : at]


def _line_end(data: bytes, at: int) -> int:
    end = data.find(b"\n", at)
    return len(data) if end < 0 else end


def _continues(line: bytes, prefix: bytes) -> bool:
    """Whether a line is still in the quotes and the list item that the block began in."""
    quotes = prefix.count(b">")
    if quotes:
        return line.count(b">", 0, len(prefix) + quotes) >= quotes
    indentation = len(line) - len(line.lstrip(b" "))
    return not line.strip() or line.startswith(b"\t") or indentation >= len(prefix)


def _tex(data: bytes, opening: int, closing: int) -> str:
    """The block's TeX, without what puts its lines into a quote."""
    quotes = _prefix(data, opening).count(b">")
    lines = data[opening + len(MARK) : closing].decode("utf-8", "replace").split("\n")
    return "\n".join([lines[0], *(_without_quotes(line, quotes) for line in lines[1:])]).strip()


def _without_quotes(line: str, quotes: int) -> str:
    for _ in range(quotes):
        line = line.lstrip(" \t").removeprefix(">")
    return line
