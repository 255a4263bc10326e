"""Footnotes in Material's markup: numbered by first use, every reference with its way back; each embedded note has its own."""

from __future__ import annotations

from collections.abc import Callable

from mkdocs_vault.note.compiled import Body
from mkdocs_vault.note.slots import FootnoteUse
from mkdocs_vault.website.filling.reading import Reading


def footnote_use(slot: FootnoteUse, reading: Reading) -> str:
    """A reference as a raised number."""
    footnotes = reading.footnotes
    if slot.label not in footnotes.uses:
        footnotes.order.append(slot.label)
    use = footnotes.uses[slot.label] = footnotes.uses.get(slot.label, 0) + 1
    number = footnotes.order.index(slot.label) + 1 if use > 1 else len(footnotes.order)
    identity = f"{reading.id_prefix}{number}"
    if slot.in_link:
        return f'<sup id="{_use_id(identity, use)}">{number}</sup>'
    return f'<sup id="{_use_id(identity, use)}"><a class="footnote-ref" href="#fn:{identity}">{number}</a></sup>'


def footnote_list(reading: Reading, fill: Callable[[Body, Reading], str]) -> str:
    """All footnotes that were referred to, those that only footnotes refer to included; `fill` fills a definition's slots."""
    footnotes = reading.footnotes
    printed: list[tuple[int, str]] = []
    for number, label in enumerate(footnotes.order, 1):  # grows while footnotes refer to further ones
        printed.append((number, fill(reading.body.footnotes[label], reading)))
    if not printed:
        return ""
    items = "".join(_item(number, footnotes.uses[footnotes.order[number - 1]], html, reading) for number, html in printed)
    return f'<div class="footnote">\n<hr>\n<ol>\n{items}</ol>\n</div>\n'


def _use_id(identity: str, use: int) -> str:
    return f"fnref{use if use > 1 else ''}:{identity}"


def _item(number: int, uses: int, html: str, reading: Reading) -> str:
    identity = f"{reading.id_prefix}{number}"
    title = reading.site.text["footnote_back"].replace("{number}", str(number))
    backs = "".join(
        f'&#160;<a class="footnote-backref" href="#{_use_id(identity, use)}" title="{title}">&#8617;</a>' for use in range(1, uses + 1)
    )
    html = html.rstrip().removesuffix("</p>") + backs + "</p>\n" if html.rstrip().endswith("</p>") else f"{html}<p>{backs}</p>\n"
    return f'<li id="fn:{identity}">\n{html}</li>\n'
