"""A digest of what all pages of a site are printed from: its settings, its templates, and the programs that print."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from mkdocs.plugins import BasePlugin
from mkdocs.utils import get_build_date
from msgspec.msgpack import encode

import mkdocs_vault
from mkdocs_vault.build.digests import compiler_version
from mkdocs_vault.note.digest import digest

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.theme import Theme

PRINTED_BY = ("babel", "jinja2", "markdown", "markupsafe", "mkdocs", "mkdocs-material", "numpy", "pygments", "pymdown-extensions")
_NOT_PRINTED = frozenset({"config_file_path", "docs_dir", "site_dir", "plugins", "theme", "watch", "strict", "dev_addr", "hooks"})
"""Settings that say where files lie and how a build goes, and those that are looked at one by one."""

_OF_PAGES = (".html", ".yml")
_SAYS_WHEN = (b"build_date_utc", b"update_date")
"""What a template prints that depends on the day."""


def shared_inputs(config: MkDocsConfig) -> bytes:
    """The digest for a site, once all plugins have had their say about its settings."""
    settings = {name: _plain(value) for name, value in config.items() if name not in _NOT_PRINTED}
    plugins = [(name, _source_of(plugin), _plain(dict(plugin.config))) for name, plugin in _plugins(config)]
    theme = {name: _plain(config.theme[name]) for name in config.theme}
    hooks = [_source_of(hook) for hook in config.plugins.values() if isinstance(hook, ModuleType)]  # Their names are relative to nothing.
    templates, say_when = _templates(config.theme)
    day = get_build_date() if say_when else ""
    versions = [_version(name) for name in PRINTED_BY]
    return digest(compiler_version(), _own_sources(), templates, *hooks, encode((settings, plugins, theme, versions, day)))


def _plugins(config: MkDocsConfig) -> Iterator[tuple[str, BasePlugin[Any]]]:
    """The plugins alone: MkDocs keeps the modules of hooks beside them."""
    return ((name, plugin) for name, plugin in config.plugins.items() if isinstance(plugin, BasePlugin))


def _plain(value: object) -> object:
    """A setting as data; an object that only Python knows is called by its name."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case Mapping():
            return {str(name): _plain(item) for name, item in value.items()}
        case list() | tuple() | set() | frozenset():
            items = [_plain(item) for item in value]
            return sorted(items, key=repr) if isinstance(value, set | frozenset) else items
        case _:
            name = getattr(value, "__qualname__", "")
            shown = "" if type(value).__str__ is object.__str__ else str(value)
            return [type(value).__qualname__, name, shown]


def _templates(theme: Theme) -> tuple[bytes, bool]:
    """The digest of the theme's templates and texts, and whether one of the site's own says when it was built."""
    own = Path(theme.custom_dir).resolve() if theme.custom_dir else None
    parts: list[bytes] = []
    say_when = False
    for folder in map(Path, theme.dirs):
        is_own = folder.resolve() == own
        for file in _files_of_pages(folder, with_icons=is_own):
            content = file.read_bytes()
            say_when |= is_own and any(word in content for word in _SAYS_WHEN)
            parts += (file.relative_to(folder).as_posix().encode("utf-8", "surrogateescape"), content)
    return digest(*parts), say_when


def _files_of_pages(folder: Path, *, with_icons: bool) -> Iterable[Path]:
    """Templates and texts; the icons of a theme come with its version, those of the site itself are files as any other."""
    suffixes = (*_OF_PAGES, ".svg") if with_icons else _OF_PAGES
    pending = [folder]
    while pending:
        for path in sorted(pending.pop().iterdir()):
            if path.is_dir():
                if with_icons or not path.name.startswith("."):
                    pending.append(path)
            elif path.name.endswith(suffixes):
                yield path


def _own_sources() -> bytes:
    """What this package is made of: whoever works on it never sees a page of yesterday's code."""
    package = Path(mkdocs_vault.__file__).parent
    files = sorted(package.rglob("*.py"))
    return digest(*(part for file in files for part in (file.relative_to(package).as_posix().encode(), file.read_bytes())))


def _source_of(plugin: BasePlugin[Any] | ModuleType) -> bytes:
    """The module of a plugin, or a hook. Which package it came with would say more, and takes longer to find out than all else here."""
    module = plugin if isinstance(plugin, ModuleType) else sys.modules.get(type(plugin).__module__)
    file = getattr(module, "__file__", None)
    return Path(file).read_bytes() if file else b""


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
