"""Math: TeX becomes MathML when the site is built; what can't be converted stays TeX in Material's `arithmatex` markup."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from math_core import LatexError, LatexToMathML

from mkdocs_vault.diagnostics import DiagnosticCode
from mkdocs_vault.note.body.printing import Printing
from mkdocs_vault.syntax.nodes import Math

CONVERTER = LatexToMathML(annotation=True, fancy_error=False)
MOST_TEX_CHARACTERS = 20_000


def math(node: Math, printing: Printing) -> str:
    """`<math>` with the TeX as its annotation, or the TeX itself and a diagnostic."""
    mathml, error = converted(node.tex, display=node.display)
    if mathml:
        return mathml
    printing.tell(DiagnosticCode.MATH_NOT_CONVERTED, node.start, f"this formula can't be converted ({error})", node.tex)
    return tex(node.tex, display=node.display)


def tex(source: str, *, display: bool) -> str:
    """The markup in which MathJax and KaTeX find a formula on a Material site."""
    opening, closing = (r"\[", r"\]") if display else (r"\(", r"\)")
    return f'<span class="arithmatex">{opening}{escape(source, quote=False)}{closing}</span>'


@lru_cache(maxsize=4096)
def converted(source: str, *, display: bool) -> tuple[str, str]:
    """MathML and nothing, or nothing and why not."""
    if len(source) > MOST_TEX_CHARACTERS:
        return "", f"longer than {MOST_TEX_CHARACTERS} characters"
    try:
        mathml = CONVERTER.convert_with_local_state(source, displaystyle=display)
    except LatexError as error:
        return "", " ".join(str(error).split())
    return mathml, ""
