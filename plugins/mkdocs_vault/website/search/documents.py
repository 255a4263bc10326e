"""What the index of the search is told of a page: a small HTML document of its own, so that the page itself carries nothing for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from html import escape

NOT_SEARCHED = (".headerlink", ".footnote-backref", ".linenos", "annotation", "[data-search-exclude]")
"""What stands in a text without being words of it, as selectors; the last one is Material's own way to leave something out."""

ANY_LANGUAGE = "en"
"""The language of a page whose own nobody knows."""

WRITTEN_WITHOUT_SPACES = frozenset({"ja", "km", "lo", "my", "th", "zh"})

_LANGUAGE = re.compile(r"[a-z]{2,3}(?![a-z0-9])")
_MARKUP = re.compile(r"<[^>]*>")
_PAGE_WEIGHT = 400
_WEIGHT_WITHOUT_SPACES = 6
_DIGEST_BYTES = 16


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """What is found of one page.

    `address` is relative to the site, `body` is HTML with the ids that the page has, `folders` are names from the outermost to the
    innermost, tags stand without `#`.
    """

    address: str
    language: str
    title: str
    body: str
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """Tells documents apart: the same digest, the same entry in the index."""
        return digest_of(self.html())

    @property
    def weight(self) -> int:
        """What the document costs the program that makes the index: see `weight_of`."""
        return weight_of(self.html(), self.language)

    def at_hand(self) -> SearchDocument:
        """It is."""
        return self

    def html(self) -> str:
        """The document in the markup that Pagefind reads."""
        described = {
            "title": self.title,
            "aliases": ", ".join(self.aliases),
            "tags": " ".join(f"#{tag}" for tag in self.tags),
            "path": " / ".join(self.folders),
        }
        return "".join(
            (
                f'<!doctype html><html lang="{self.language}"><body data-pagefind-body>',
                *(_meta(name, value) for name, value in described.items() if value),
                *(f'<meta data-pagefind-filter="tag[content]" content="{escape(tag)}">' for tag in _with_tags_above(self.tags)),
                self.body,
                "</body></html>",
            )
        )


def primary_language(*codes: object) -> str:
    """`pt-BR` -> `pt`, as there is one index for each language: that of the first code which is one, else `ANY_LANGUAGE`."""
    for code in codes:
        found = _LANGUAGE.match(str(code or "").lower().replace("_", "-"))
        if found:
            return found[0]
    return ANY_LANGUAGE


def digest_of(html: str) -> str:
    """The digest of a document's HTML."""
    return blake2b(html.encode(errors="surrogatepass"), digest_size=_DIGEST_BYTES).hexdigest()


def weight_of(html: str, language: str) -> int:
    """What a document costs, in characters of English text.

    Pagefind's memory was measured: 60 bytes for each character of an English text, six times that where words must be cut out of
    lines without spaces, and some for each page, however short.
    """
    characters = len(_MARKUP.sub("", html))
    return _PAGE_WEIGHT + characters * (_WEIGHT_WITHOUT_SPACES if language in WRITTEN_WITHOUT_SPACES else 1)


def _with_tags_above(tags: Iterable[str]) -> list[str]:
    """`a/b` is also found under `a`; capitals make no other tag."""
    found: dict[str, None] = {}
    for tag in tags:
        parts = tag.lower().split("/")
        found |= dict.fromkeys("/".join(parts[: depth + 1]) for depth in range(len(parts)))
    return list(found)


def _meta(name: str, value: str) -> str:
    return f'<meta data-pagefind-meta="{name}[content]" content="{escape(value)}">'
