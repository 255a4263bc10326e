"""A note's properties as the metadata of its page: safe to print in a template, and of the types that themes and plugins expect.

Neither MkDocs nor Material escapes what templates print, and several end the build over a value of another type than they expect.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from markupsafe import Markup, escape

from mkdocs_vault.diagnostics import Diagnostic, DiagnosticCode, SourcePosition
from mkdocs_vault.vault.notes import Note
from mkdocs_vault.vault.standing import Standing

Meta = dict[str, object]

_ICON = re.compile(r"[a-z0-9]+(?:[-/][a-z0-9]+)*\Z")
_TEMPLATES_OF_OTHER_PAGES = frozenset({"404.html", "blog.html", "blog-post.html", "redirect.html", "sitemap.xml"})
"""Templates of Material that need more than a page; with a note they fail, or send its readers elsewhere."""
_DEEPEST = 20


class _WrongTypeError(Exception):
    """A value that a theme could not use; its text says what is expected, `right` gives an example."""

    def __init__(self, rule: str, right: str = "") -> None:
        super().__init__(rule)
        self.right = right


def escaped(text: str) -> str:
    """The text for a place in a page that prints it as it is."""
    return str(escape(text))


def title_markup(text: str) -> Markup:
    """A title for templates: those that escape leave it alone, those that don't print it safely."""
    return escape(text)


def title_meta(title: str) -> dict[str, object]:
    """The title among the metadata, where it must be: of `page.title` Material strips tags, which undoes escapes, but not of that one."""
    return {"title": escaped(title)} if "<" in title else {}


def standing_meta(standing: Standing, meta: Meta) -> Meta:
    """What tells other plugins where a page may not be found: search, feeds (which leave out drafts), and lists of tags."""
    found: Meta = {}
    if not standing.searched:
        search = meta.get("search")
        found["search"] = {**(search if isinstance(search, dict) else {}), "exclude": True}
    if not standing.announced:
        found["draft"] = True
    if not standing.listed and "tags" in meta:
        found["tags"] = []
    return found


@dataclass(frozen=True, slots=True)
class ThemeFiles:
    """Asks for the files of the site's theme, the site's own `custom_dir` included."""

    folders: tuple[str, ...]

    def has_template(self, name: str) -> bool:
        """Whether pages can be printed with this template: it lies at the top of the theme and is made for any page."""
        is_name = name.endswith(".html") and not {"/", "\\", "\0"} & set(name)
        return is_name and name not in _TEMPLATES_OF_OTHER_PAGES and self._has(name)

    def has_icon(self, name: str) -> bool:
        """Whether the theme has the icon, such as `material/book`."""
        return bool(_ICON.match(name)) and self._has(f".icons/{name}.svg")

    def _has(self, path: str) -> bool:
        return any(Path(folder, path).is_file() for folder in self.folders)


def page_meta(note: Note, theme: ThemeFiles) -> tuple[Meta, tuple[Diagnostic, ...]]:
    """The metadata of a note's page, and a diagnostic for each property that the theme could not use."""
    meta: Meta = {}
    diagnostics: list[Diagnostic] = []
    properties = note.properties.as_meta()
    if note.tags:
        properties["tags"] = list(note.tags)
    for name, value in properties.items():
        if name.startswith("_"):
            continue
        try:
            meta[escaped(name)] = _checked(name, value, theme)
        except _WrongTypeError as error:
            position = SourcePosition(note.path, note.properties.lines.get(name, 1))
            diagnostics.append(Diagnostic(DiagnosticCode.PROPERTY_INVALID, position, f"'{name}' {error}", _written(value), error.right))
    return meta, tuple(diagnostics)


def _checked(name: str, value: object, theme: ThemeFiles) -> object:
    if name == "template" and not theme.has_template(str(value)):
        raise _WrongTypeError("is not a template of this site's theme", "write the name of one, such as main.html")
    if name == "icon" and not theme.has_icon(str(value)):
        raise _WrongTypeError("is not an icon of this site's theme", "write the path of one, such as material/book")
    check = _CHECKS.get(name)
    return check(value) if check else _printable(value)


def _text(value: object) -> str:
    if isinstance(value, list):
        return escaped(", ".join(str(item) for item in value))
    if isinstance(value, dict):
        raise _WrongTypeError("must be one line of text")
    return escaped(str(value))


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [escaped(value)]
    if not isinstance(value, list):
        raise _WrongTypeError("must be a list of texts, such as [one, two]")
    return [escaped(str(item)) for item in value if isinstance(item, str | int | float | date)]


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise _WrongTypeError("must be true or false")
    return value


def _search(value: object) -> Meta:
    """What Material's search asks of a page."""
    if not isinstance(value, dict):
        raise _WrongTypeError("must hold 'exclude' or 'boost', such as {exclude: true}")
    boost = value.get("boost", 1)
    if isinstance(boost, bool) or not isinstance(boost, int | float):
        raise _WrongTypeError("must have a number as its 'boost'")
    return {name: value[name] for name in ("exclude", "boost") if name in value}


def _mapping(value: object) -> object:
    if not isinstance(value, dict):
        raise _WrongTypeError("must hold other properties, such as {cards: false}")
    return _printable(value)


_CHECKS: Mapping[str, Callable[[object], object]] = {
    "author": _text,
    "status": _text,
    "subtitle": _text,
    "location": _text,
    "revision_date": _text,
    "hide": _texts,
    "comments": _truth,
    "search": _search,
    "social": _mapping,
}
"""Properties that Material's templates and plugins read, and what they take."""


def _printable(value: object, depth: int = 0) -> object:
    """The value with every text in it escaped; what lies too deep to be meant is left out."""
    if depth > _DEEPEST:
        return None
    match value:
        case str():
            return escaped(value)
        case dict():
            return {escaped(str(key)): _printable(item, depth + 1) for key, item in value.items()}
        case list() | tuple():
            return [_printable(item, depth + 1) for item in value]
        case _:
            return value


def _written(value: object) -> str:
    """A value on one line."""
    return value if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False)
