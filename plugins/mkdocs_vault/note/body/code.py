"""Code blocks in Material's markup: Pygments' colours, titles, marked lines; Mermaid diagrams; what Obsidian's plugins left."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from mkdocs_vault.diagnostics import DiagnosticCode
from mkdocs_vault.note.body.diagrams import mermaid
from mkdocs_vault.note.body.printing import Printing
from mkdocs_vault.syntax.nodes import CodeBlock

PLUGIN_LANGUAGES = {
    "dataview": "a Dataview query",
    "dataviewjs": "a Dataview script",
    "button": "a button",
    "query": "an embedded search",
    "tasks": "a Tasks query",
    "templater": "a Templater script",
    "meta-bind": "a Meta Bind field",
    "meta-bind-button": "a Meta Bind button",
    "meta-bind-js-view": "a Meta Bind view",
    "kanban": "a Kanban board",
    "excalidraw": "a drawing",
}
NOT_SHOWN_YET = {"base": "a base"}
OPTION = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s}]+))""")
LINE_RANGES = re.compile(r"\{([\d,\s-]+)\}")
RANGE = re.compile(r"(\d+)(?:\s*-\s*(\d+))?")
LANGUAGE = re.compile(r"[\w+#.*-]+")
MOST_MARKED_LINES = 10_000
MOST_COLOURED_CHARACTERS = 200_000


@dataclass(frozen=True, slots=True)
class FenceOptions:
    """What a fence's info string asks for."""

    language: str = ""
    title: str = ""
    marked_lines: tuple[int, ...] = ()


def code_block(node: CodeBlock, printing: Printing) -> str:
    """A code block, whatever its language: a diagram, coloured code, or plain text."""
    options = fence_options(node.info or "")
    language = options.language.lower()
    if language == "mermaid":
        return mermaid(node.text, printing, node.block_id)
    if language in PLUGIN_LANGUAGES:
        message = f"{PLUGIN_LANGUAGES[language]} runs only inside Obsidian, so its source is shown"
        printing.tell(DiagnosticCode.PLUGIN_SYNTAX, node.start, message, options.language)
    elif language in NOT_SHOWN_YET:
        message = f"{NOT_SHOWN_YET[language]} is not shown yet, so its source is"
        printing.tell(DiagnosticCode.NOT_SHOWN_YET, node.start, message, options.language)
    anchor = printing.block_anchor(node.block_id)
    return highlighted(node.text, options, anchor)


def highlighted(text: str, options: FenceOptions, anchor: str = "") -> str:
    """Code in Material's `.highlight` markup; `anchor` is a whole attribute with a leading space."""
    name = LANGUAGE.fullmatch(options.language)
    kind = f"language-{escape(options.language)} " if name else ""
    title = f'<span class="filename">{escape(options.title)}</span>' if options.title else ""
    return f'<div class="{kind}highlight"{anchor}>{title}<pre><span></span><code>{_coloured(text, options)}</code></pre></div>'


def _coloured(text: str, options: FenceOptions) -> str:
    lexer = lexer_for(options.language)
    if lexer is None or len(text) > MOST_COLOURED_CHARACTERS:
        lexer = None
    if lexer is None and not options.marked_lines:
        return escape(text, quote=False)
    formatter = HtmlFormatter(nowrap=True, hl_lines=options.marked_lines)
    return highlight(text, lexer or get_lexer_by_name("text", stripnl=False, ensurenl=False), formatter)


@lru_cache(maxsize=128)
def lexer_for(language: str) -> Lexer | None:
    """Pygments' lexer for a language name, or None where it has none."""
    if not LANGUAGE.fullmatch(language) or language.lower() in {"text", "txt", "plain", "plaintext"}:
        return None
    try:
        return get_lexer_by_name(language.lower(), stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


@lru_cache(maxsize=512)
def fence_options(info: str) -> FenceOptions:
    """What an info string says: `python title="a.py" hl_lines="2 4-5"`, `js {2,4-5}`, `{.python title="a.py"}`."""
    words = info.strip()
    if words.startswith("{"):
        words = words.strip("{}").strip().removeprefix(".")
    first = words.split(None, 1)[0] if words else ""
    language = "" if "=" in first else first.partition("{")[0].removeprefix(".")
    options = {name: next((v for v in values if v), "") for name, *values in OPTION.findall(words)}
    ranges = options.get("hl_lines", "") or " ".join(LINE_RANGES.findall(info))
    return FenceOptions(language, options.get("title", ""), _lines(ranges))


def _lines(ranges: str) -> tuple[int, ...]:
    lines: set[int] = set()
    for match in RANGE.finditer(ranges):
        first = int(match.group(1)[:9])
        last = int((match.group(2) or match.group(1))[:9])
        lines.update(range(first, min(last, first + MOST_MARKED_LINES) + 1))
    return tuple(sorted(lines))
