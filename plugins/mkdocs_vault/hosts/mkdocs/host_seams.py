"""Everything that reaches into what MkDocs doesn't offer to others, each with its reason.

MkDocs has no event before it walks through `docs_dir`, none that could leave a page as it is, none between `on_startup` and its first
whole build, and none that makes a single page. ProperDocs answers imports of `mkdocs` with its own modules, which have the same names and
signatures; `preview_misfit` looks whether that holds.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import CodeType
from typing import TYPE_CHECKING, Any, ClassVar, cast

import mkdocs.commands.build
import mkdocs.utils
from mkdocs.structure.files import Files, get_files

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.plugins import PluginCollection
    from mkdocs.structure.files import File
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

_BUILD = vars(mkdocs.commands.build)
_SERVE_MODULES = ("mkdocs.commands.serve", "properdocs.commands.serve")

_EXPECTED = {
    "_populate_page": ("page", "config", "files", "dirty"),
    "_build_page": ("page", "config", "doc_files", "nav", "env", "dirty", "excluded"),
    "_build_theme_template": ("template_name", "env", "files", "config", "nav"),
    "_build_extra_template": ("template_name", "files", "config", "nav"),
    "build": ("config", "serve_url", "dirty"),
    "get_files": ("config",),
    "get_navigation": ("files", "config"),
    "set_exclusions": ("files", "config"),
}
"""Functions of `mkdocs.commands.build` that the preview calls, with their parameters."""

_REPLACED = ("build", "LiveReloadServer")
"""What `mkdocs.commands.serve.serve` looks up by name, so that another one can stand there for one run."""


def collect_files_by(collect: Callable[[MkDocsConfig], Files] | None) -> None:
    """Have builds collect the files of `docs_dir` by another function, or by MkDocs' own again.

    A link in a vault can make MkDocs' own walk endless: see `source_files.py`.
    """
    _BUILD["get_files"] = collect or get_files


def running_serve() -> dict[str, Any] | None:
    """The names of the module whose `serve` is calling us, or None: a build and `serve --clean` tell plugins the same command."""
    modules = [vars(sys.modules[name]) for name in _SERVE_MODULES if name in sys.modules]
    codes = {names["serve"].__code__: names for names in modules if "serve" in names}
    frame = inspect.currentframe()
    while frame:
        if frame.f_code in codes:
            return codes[frame.f_code]
        frame = frame.f_back
    return None


def preview_misfit(serve: Mapping[str, Any]) -> str:
    """Why pages can't be made on demand with this MkDocs; empty where they can."""
    for name, parameters in _EXPECTED.items():
        if name not in _BUILD or tuple(inspect.signature(_BUILD[name]).parameters)[: len(parameters)] != parameters:
            return f"its function {name} is not the one that was expected"
    looked_up = frozenset(_names_in(serve["serve"].__code__))
    missing = [name for name in _REPLACED if name not in looked_up or name not in serve]
    return f"its command serve does not use {missing[0]}" if missing else ""


def _names_in(code: CodeType) -> Iterator[str]:
    """The names that a function and the functions in it look up."""
    yield from code.co_names
    for constant in code.co_consts:
        if inspect.iscode(constant):
            yield from _names_in(constant)


class OutputTakeover:
    """Has MkDocs write files and print pages by other functions, until `end`.

    MkDocs empties the site's folder at the beginning of a build, and has no event that could leave a page as it is.
    """

    active: ClassVar[OutputTakeover | None] = None
    """The one that has not ended."""

    def __init__(
        self,
        write: Callable[[bytes, str], None],
        copy: Callable[..., None],
        empty: Callable[[str], None],
        read: Callable[..., None],
        page: Callable[..., None],
    ) -> None:
        """From now on. Their parameters are those of the functions that they stand in for; `copy` has two more, see `WrittenSite`."""
        OutputTakeover.active = self
        self.copy = copy
        self.clean_directory = mkdocs.utils.clean_directory
        self.populate_page = cast("Callable[..., None]", _BUILD["_populate_page"])
        self.build_page = cast("Callable[..., None]", _BUILD["_build_page"])
        self._utils = vars(mkdocs.utils)
        self._before = {name: self._utils[name] for name in ("write_file", "copy_file", "clean_directory")}
        self._utils.update({"write_file": write, "copy_file": copy, "clean_directory": empty})
        _BUILD.update({"_populate_page": read, "_build_page": page})

    def end(self) -> None:
        """Give MkDocs its own back."""
        OutputTakeover.active = None
        self._utils.update(self._before)
        _BUILD.update({"_populate_page": self.populate_page, "_build_page": self.build_page})


def copy_in_another_way(source: str, path: str, copy: Callable[[str, str], object], kind: bytes) -> None:
    """Copy a file by another function than MkDocs'. Where an `OutputTakeover` copies, it decides whether that must be done."""
    if OutputTakeover.active:
        OutputTakeover.active.copy(source, path, copy, kind)
    else:
        copy(source, path)


class ServeTakeover:
    """Has `mkdocs serve` use another server and another build, until `end`.

    The event that is meant for a server comes after the first whole build, which is what the preview does without.
    """

    def __init__(self, serve: dict[str, Any], server: Callable[..., object], build: Callable[..., None]) -> None:
        """From now on. `serve` are the names of the module of the command."""
        self.whole_build = cast("Callable[..., None]", _BUILD["build"])
        self._serve = serve
        self._before = {name: serve[name] for name in _REPLACED}
        serve.update({"build": build, "LiveReloadServer": server})

    def end(self) -> None:
        """Give MkDocs its own back."""
        self._serve.update(self._before)


def event_methods(plugins: PluginCollection) -> Mapping[str, frozenset[str]]:
    """The events of each plugin and each hook, by its name; `nav` is that of `on_nav`. MkDocs keeps the names of hooks to itself."""
    found: dict[str, set[str]] = {name: set() for name in plugins}
    for event, methods in plugins.events.items():
        for method in methods:
            found.setdefault(plugins._event_origins.get(method, "a hook"), set()).add(event)  # noqa: SLF001 - see above
    return {name: frozenset(events) for name, events in found.items()}


def run_event_of(plugins: PluginCollection, event: str, names: Iterable[str], **arguments: object) -> None:
    """Run an event, which answers nothing, for some plugins alone."""
    chosen = {id(plugins[name]) for name in names if name in plugins}
    for method in plugins.events[event]:
        if id(getattr(method, "__self__", None)) in chosen:
            method(**arguments)


def source_files(config: MkDocsConfig) -> Files:
    """The files of `docs_dir`, by the function that `on_pre_build` may have replaced."""
    return cast("Files", _BUILD["get_files"](config))


def theme_files(env: Environment, config: MkDocsConfig) -> tuple[File, ...]:
    """The files that the theme adds to a site. Looking for them takes longer than all else when a site is opened again."""
    files = Files([])
    files.add_files_from_theme(env, config)
    return tuple(files)


def navigation_of(files: Files, config: MkDocsConfig) -> Navigation:
    """The navigation as MkDocs makes it, once it is decided which files are drafts, excluded, and not in it."""
    _BUILD["set_exclusions"](files, config)
    return cast("Navigation", _BUILD["get_navigation"](files, config))


def read_page(page: Page, config: MkDocsConfig, files: Files) -> None:
    """Read and render one page with all events that belong to it, as a build does with one page after the other."""
    _BUILD["_populate_page"](page, config, files)


def write_page(page: Page, config: MkDocsConfig, documents: list[File], nav: Navigation, env: Environment) -> None:
    """Print one page into the site's folder with all events that belong to it; `documents` are the files of all pages."""
    _BUILD["_build_page"](page, config, documents, nav, env, excluded=page.file.inclusion.is_excluded())


def write_template(name: str, config: MkDocsConfig, files: Files, nav: Navigation, env: Environment) -> None:
    """Print one of the theme's or the site's templates that are no page, such as `sitemap.xml`, into the site's folder."""
    if name in config.theme.static_templates:
        _BUILD["_build_theme_template"](name, env, files, config, nav)
    else:
        _BUILD["_build_extra_template"](name, files, config, nav)


@contextmanager
def build_errors_told(config: MkDocsConfig) -> Iterator[None]:
    """Tell plugins of an error as a build does, so that they clean up after themselves."""
    try:
        yield
    except Exception as error:
        config.plugins.on_build_error(error=error)
        raise


class OtherSearch:
    """The index that MkDocs' or Material's own plugin `search` makes: its events put every page that is printed into it."""

    def __init__(self, plugins: PluginCollection) -> None:
        """Find the plugin; `name` is empty if the site doesn't have it."""
        self._plugins = plugins
        self.name = next((name for name, plugin in plugins.items() if hasattr(plugin, "search_index")), "")

    def begin(self) -> object:
        """An index without pages. Those that were printed meanwhile are no longer in the plugin's own."""
        plugin: Any = self._plugins[self.name]
        plugin.search_index = type(plugin.search_index)(**plugin.config)
        return cast("object", type(plugin.search_index)(**plugin.config))

    def add(self, index: object, page: Page) -> None:
        """Put a rendered page into an index."""
        cast("Any", index).add_entry_from_context(page)

    def write(self, index: object, config: MkDocsConfig) -> None:
        """Have the plugin write this index as at the end of a build."""
        plugin: Any = self._plugins[self.name]
        plugin.search_index = index
        run_event_of(self._plugins, "post_build", [self.name], config=config)
        self.begin()
