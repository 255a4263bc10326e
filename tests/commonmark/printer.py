"""A tree of CommonMark -> the HTML of its specification, to the byte. Shares nothing with what prints the pages of a site."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import quote

from mkdocs_vault.syntax.nodes import (
    Block,
    BlockQuote,
    Code,
    CodeBlock,
    Emphasis,
    HardBreak,
    Heading,
    HtmlBlock,
    Image,
    Inline,
    InlineHtml,
    Link,
    List,
    ListItem,
    Paragraph,
    SoftBreak,
    Strong,
    Text,
    ThematicBreak,
)
from mkdocs_vault.syntax.parse import parse

KEPT_IN_ADDRESSES = "-._~:/?#@!$&'()*+,;=%"


def to_html(text: str) -> str:
    """The HTML that the specification has for a text: links as written, raw HTML untouched."""
    return blocks(parse(text, obsidian=False).blocks)


def blocks(children: Iterable[Block]) -> str:
    """Sibling blocks; each begins on a line of its own."""
    html = ""
    for child in children:
        if html and not html.endswith("\n"):
            html += "\n"
        html += block(child)
    return html


def block(node: Block) -> str:  # noqa: PLR0911 - one for each kind of node
    """One block with its line end; a paragraph of a tight list is its text alone."""
    match node:
        case Paragraph(children=children, tight=True):
            return inline(children)
        case Paragraph(children=children):
            return f"<p>{inline(children)}</p>\n"
        case Heading(level=level, children=children):
            return f"<h{level}>{inline(children)}</h{level}>\n"
        case ThematicBreak():
            return "<hr />\n"
        case CodeBlock():
            return code_block(node)
        case HtmlBlock(html=html):
            return html if html.endswith("\n") else f"{html}\n"
        case BlockQuote(children=children):
            return f"<blockquote>\n{blocks(children)}</blockquote>\n"
        case List():
            return list_block(node)
        case _:
            raise TypeError(f"CommonMark has no {type(node).__name__}")


def code_block(node: CodeBlock) -> str:
    """The first word of the info string names the language."""
    words = (node.info or "").split()
    language = f' class="language-{escaped(words[0])}"' if words else ""
    return f"<pre><code{language}>{escaped(node.text)}</code></pre>\n"


def list_block(node: List) -> str:
    """Bullets, or numbers from `first` on."""
    name = "ul" if node.first is None else "ol"
    first = f' start="{node.first}"' if node.first not in {None, 1} else ""
    return f"<{name}{first}>\n{''.join(map(list_item, node.children))}</{name}>\n"


def list_item(node: ListItem) -> str:
    """Text of a tight list stands on the item's own line, blocks on the next."""
    begins_with_text = not node.children or (isinstance(node.children[0], Paragraph) and node.children[0].tight)
    return f"<li>{'' if begins_with_text else chr(10)}{blocks(node.children)}</li>\n"


def inline(children: Iterable[Inline]) -> str:
    """Inline nodes, one after the other."""
    return "".join(map(inline_node, children))


def inline_node(node: Inline) -> str:  # noqa: PLR0911 - one for each kind of node
    """One inline node."""
    match node:
        case Text(text=text):
            return escaped(text)
        case SoftBreak():
            return "\n"
        case HardBreak():
            return "<br />\n"
        case Code(text=text):
            return f"<code>{escaped(text)}</code>"
        case InlineHtml(html=html):
            return html
        case Emphasis(children=children):
            return f"<em>{inline(children)}</em>"
        case Strong(children=children):
            return f"<strong>{inline(children)}</strong>"
        case Link(target=target, title=title, children=children):
            return f'<a href="{address(target)}"{titled(title)}>{inline(children)}</a>'
        case Image(target=target, title=title, children=children):
            return f'<img src="{address(target)}" alt="{escaped(plain(children))}"{titled(title)} />'
        case _:
            raise TypeError(f"CommonMark has no {type(node).__name__}")


def plain(children: Iterable[Inline]) -> str:
    """The text of inline nodes without their markup."""
    text = ""
    for node in children:
        match node:
            case Text(text=words) | Code(text=words):
                text += words
            case SoftBreak() | HardBreak():
                text += "\n"
            case Emphasis(children=inner) | Strong(children=inner) | Link(children=inner) | Image(children=inner):
                text += plain(inner)
            case _:
                pass
    return text


def titled(title: str) -> str:
    """The attribute of a title, with a leading space."""
    return f' title="{escaped(title)}"' if title else ""


def address(target: str) -> str:
    """A target as an attribute: what may not stand in an address is percent-encoded as UTF-8."""
    return escaped(quote(target, safe=KEPT_IN_ADDRESSES))


def escaped(text: str) -> str:
    """The text with `&`, `<`, `>` and `"` as entities; the specification leaves `'` alone."""
    return escape(text, quote=False).replace('"', "&quot;")
