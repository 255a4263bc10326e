"""What a note's properties say of its article: the classes of `cssclasses`, the language of `lang` and the direction it is read in."""

from __future__ import annotations

import re
from html import escape

from mkdocs_vault.note.directions import direction_of_language
from mkdocs_vault.note.properties import Properties

ARTICLE = re.compile(r'<article class="(md-content__inner[^"]*)"')
NOTE_ICON = "dg-note-icon"
"""What Digital Garden calls a note's picture, which its style sheets choose by this name."""


def with_article_attributes(output: str, properties: Properties) -> str:
    """The page as the theme printed it, its article with the note's own classes and language; other themes' pages stay as they are."""
    classes = "".join(f" {name}" for name in properties.cssclasses)
    language = _language(properties.lang)
    icon = properties.others.get(NOTE_ICON)
    marked = f' data-note-icon="{escape(str(icon))}"' if isinstance(icon, str | int) else ""
    if not classes and not language and not marked:
        return output
    return ARTICLE.sub(lambda found: f'<article class="{found[1]}{escape(classes)}"{language}{marked}', output, count=1)


def _language(lang: str | None) -> str:
    """`lang` and `dir` as attributes with a leading space."""
    if not lang:
        return ""
    return f' lang="{escape(lang)}" dir="{direction_of_language(lang)}"'
