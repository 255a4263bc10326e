"""What the site itself does with files of the vault: its configuration names them, its own pages show them, its programs read them."""

# ruff: noqa: PTH100
# Strings, not paths: each file of the vault is compared with a few folders.

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING
from urllib.parse import unquote

from mkdocs.config.config_options import ExtraScriptValue

from mkdocs_vault.vault.named_files import named_in_markdown
from mkdocs_vault.vault.paths import VaultPath, joined
from mkdocs_vault.vault.public_attachments import UseByTheSite

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File

    from mkdocs_vault.hosts.mkdocs.vault_files import VaultFiles

NAMING_SETTINGS = ("nav", "extra", "extra_css", "extra_javascript", "extra_templates")
"""Settings whose texts may be files of `docs_dir` that the site needs. Others, such as `exclude_docs` and `hooks`, name files, too."""

NAMES_FILES = frozenset({".css", ".js", ".mjs"})
"""Kinds of files that may need others."""

_IN_STYLES = re.compile(r"url\(\s*[\"']?([^\"')]+)|@import\s+[\"']([^\"']+)", re.IGNORECASE)
_IN_SCRIPTS = re.compile(r"(?:\bfrom|\bimport)\s*\(?\s*[\"'](\.{1,2}/[^\"']+)[\"']")


def use_by_the_site(found: VaultFiles, pages: Iterable[File], config: MkDocsConfig) -> UseByTheSite:
    """What the site does with these files. Reads `pages`, those of MkDocs' own, and styles and scripts that are named."""
    paths = {file.src_uri: path for path, file in found.attachments.items()}
    of_theme = _files_of_theme(config, found.attachments.values())
    is_run = _programs(config)
    steering = {uri for uri, path in paths.items() if uri.lower() in of_theme or is_run(found.attachments[path])}
    named = (_named_by_settings(config) - steering) | set(_texts(_theme_settings(config)))
    made = (path for path, file in found.attachments.items() if file.src_dir is None or file.generated_by or path.is_outside)
    shown = (uri for page in pages for uri in _shown_by(page))
    return UseByTheSite(
        named=frozenset((*made, *_paths(_with_what_they_need(named, paths, found), paths))),
        shown=frozenset(_paths(shown, paths)),
        steering=frozenset(_paths(steering, paths)),
    )


def _paths(uris: Iterable[str], paths: Mapping[str, VaultPath]) -> Iterator[VaultPath]:
    return (paths[uri] for uri in uris if uri in paths)


def _named_by_settings(config: MkDocsConfig) -> set[str]:
    return {text.partition("?")[0].removeprefix("./") for name in NAMING_SETTINGS for text in _texts(config[name])}


def _theme_settings(config: MkDocsConfig) -> list[object]:
    """Logo, favicon, and whatever else a theme asks for."""
    return [config.theme[name] for name in config.theme]


def _texts(value: object) -> Iterator[str]:
    match value:
        case str() | ExtraScriptValue():
            yield str(value)
        case Mapping():
            for item in value.values():
                yield from _texts(item)
        case list() | tuple():
            for item in value:
                yield from _texts(item)
        case _:
            return


def _with_what_they_need(uris: Iterable[str], paths: Mapping[str, VaultPath], found: VaultFiles) -> set[str]:
    """These files, and the fonts, pictures, styles and scripts that style sheets and scripts among them need."""
    done: set[str] = set()
    pending = [uri for uri in uris if uri in paths]
    while pending:
        uri = pending.pop()
        if uri in done:
            continue
        done.add(uri)
        if paths[uri].suffix.lower() in NAMES_FILES:
            text = _text_of(found.attachments[paths[uri]])
            pattern = _IN_STYLES if uri.lower().endswith(".css") else _IN_SCRIPTS
            needed = (next(filter(None, match.groups())) for match in pattern.finditer(text))
            pending += [needed_uri for address in needed if (needed_uri := _resolved(uri, address)) in paths]
    return done


def _resolved(uri: str, address: str) -> str:
    """The file of `docs_dir` that an address means in another one; something that is no file where it leads elsewhere."""
    return joined(uri.rpartition("/")[0], unquote(address.partition("#")[0].partition("?")[0].strip()))


def _shown_by(page: File) -> Iterator[str]:
    """The files that one of MkDocs' own pages may show. HTML in it may be written for the address of the page, a folder further down."""
    uri = page.src_uri
    for named in named_in_markdown(_text_of(page)):
        target = unquote(named.target)
        yield target.lstrip("/")
        yield joined(uri.rpartition("/")[0], target)
        yield joined(uri.rpartition(".")[0], target)


def _text_of(file: File) -> str:
    try:
        return file.content_bytes.decode("utf-8", "replace").replace("\r\n", "\n")
    except OSError:
        return ""


def _programs(config: MkDocsConfig) -> Callable[[File], bool]:
    """A function that tells whether a file is a program or the configuration of the site, or lies in its theme."""
    hooks = (hook.__file__ for hook in config.plugins.values() if isinstance(hook, ModuleType))
    run = {os.path.abspath(path) for path in (config.config_file_path, *hooks) if path}
    folders = tuple(f"{folder}{os.sep}" for folder in _theme_folders(config))

    def is_run(file: File) -> bool:
        location = os.path.abspath(file.abs_src_path or "")
        return location in run or location.startswith(folders)

    return is_run


def _theme_folders(config: MkDocsConfig) -> list[str]:
    """Where the theme lies; not a folder that holds all of `docs_dir`, of which only the author knows what is for the theme."""
    docs = f"{os.path.abspath(config.docs_dir)}{os.sep}"
    return [folder for folder in map(os.path.abspath, config.theme.dirs) if not docs.startswith(f"{folder}{os.sep}")]


def stands_in_for_the_theme(files: Iterable[File], config: MkDocsConfig) -> bool:
    """Whether one of these files lies where the theme has one of its own: MkDocs then leaves out that of the theme."""
    uris = {file.src_uri.lower(): file for file in files}
    return not uris.keys().isdisjoint(_files_of_theme(config, uris.values()))


def _files_of_theme(config: MkDocsConfig, files_of_site: Iterable[File]) -> set[str]:
    """The paths of the theme's files in lower case, as far as they lie in folders that the files of the site lie in, too."""
    tops = {file.src_uri.partition("/")[0].lower() for file in files_of_site}
    files: set[str] = set()
    for folder in map(Path, _theme_folders(config)):
        for top in _entries(folder):
            if top.name.lower() in tops:
                inside = top.rglob("*") if top.is_dir() else (top,)
                files |= {path.relative_to(folder).as_posix().lower() for path in inside}
    return files


def _entries(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []
