"""What a note's properties say of its article: the classes of `cssclasses`, the language of `lang` and the direction it is read in."""

from __future__ import annotations

import re
from html import escape

from mkdocs_vault.note.properties import Properties

ARTICLE = re.compile(r'<article class="(md-content__inner[^"]*)"')
RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi"})


def with_article_attributes(output: str, properties: Properties) -> str:
    """The page as the theme printed it, its article with the note's own classes and language; other themes' pages stay as they are."""
    classes = "".join(f" {name}" for name in properties.cssclasses)
    language = _language(properties.lang)
    if not classes and not language:
        return output
    return ARTICLE.sub(lambda found: f'<article class="{found[1]}{escape(classes)}"{language}', output, count=1)


def _language(lang: str | None) -> str:
    """`lang` and `dir` as attributes with a leading space."""
    if not lang:
        return ""
    is_right_to_left = re.split(r"[-_]", lang.lower())[0] in RIGHT_TO_LEFT
    return f' lang="{escape(lang)}" dir="{"rtl" if is_right_to_left else "ltr"}"'
