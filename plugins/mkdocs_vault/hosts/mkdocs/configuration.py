"""The plugin's options in `mkdocs.yml`: each with its type and default; a wrong one gets MkDocs' ordinary configuration error."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import PurePosixPath, PureWindowsPath
from typing import Literal, get_args

from mkdocs.config.base import BaseConfigOption, Config, ValidationError
from mkdocs.config.config_options import Choice, ListOfItems, Optional, Type
from pathspec import GitIgnoreSpec

from mkdocs_vault.diagnostics import DiagnosticCode, Severity
from mkdocs_vault.website.slugs import Slugs

SEVERITIES: tuple[Severity, ...] = get_args(Severity)


class FolderInside(BaseConfigOption[str]):
    """A folder below `docs_dir`, as a relative path with `/`; empty means `docs_dir` itself."""

    def __init__(self) -> None:
        """The default is `docs_dir` itself."""
        super().__init__()
        self.default = ""

    def run_validation(self, value: object, /) -> str:
        """The path without a trailing slash; refuses what is absolute or leads out."""
        if value is None:
            return ""
        if not isinstance(value, str):
            raise ValidationError(f"Expected type: {str} but received: {type(value)}")
        path = PurePosixPath(value.replace("\\", "/"))
        if path.is_absolute() or PureWindowsPath(value).is_absolute() or ".." in path.parts:
            raise ValidationError(f"Expected a folder inside of docs_dir, relative to it, but received: {value!r}")
        return "" if path == PurePosixPath() else str(path)


class Patterns(ListOfItems[str]):
    """A list of patterns as `.gitignore` and MkDocs' `exclude_docs` have them."""

    def __init__(self) -> None:
        """The default is an empty list."""
        super().__init__(Type(str), default=[])

    def run_validation(self, value: object) -> list[str]:
        """The patterns, once it is clear that each one can be read."""
        patterns = super().run_validation(value)
        for pattern in patterns:
            try:
                GitIgnoreSpec.from_lines([pattern])
            except ValueError as error:
                raise ValidationError(f"{pattern!r} is not a pattern: {error}") from error
        return patterns


class WhichAttachments(BaseConfigOption[Literal["used", "all"] | tuple[str, ...]]):
    """Which attachments are published: `used`, `all`, or patterns."""

    def __init__(self) -> None:
        """The default is `used`."""
        super().__init__()
        self.default = "used"

    def run_validation(self, value: object, /) -> Literal["used", "all"] | tuple[str, ...]:
        """The word, or the patterns once it is clear that each one can be read."""
        match value:
            case "used" | "all":
                return value
            case list():
                return tuple(Patterns().validate(value))
            case _:
                raise ValidationError(f"Expected 'used', 'all' or a list of patterns, but received: {value!r}")


class Severities(BaseConfigOption[dict[DiagnosticCode, Severity]]):
    """How much each diagnostic weighs: a mapping from its code to `warning`, `info` or `ignore`."""

    def __init__(self) -> None:
        """The default is an empty mapping: every code keeps its own severity."""
        super().__init__()
        self.default = {}

    def run_validation(self, value: object, /) -> dict[DiagnosticCode, Severity]:
        """The mapping with its keys as codes; refuses codes and severities that don't exist."""
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise ValidationError(f"Expected a mapping of diagnostic codes to severities, but received: {type(value)}")
        return {_code(code): _severity(code, severity) for code, severity in value.items()}


def _code(name: object) -> DiagnosticCode:
    known = [code.value for code in DiagnosticCode]
    if isinstance(name, str) and name in known:
        return DiagnosticCode(name)
    near = get_close_matches(str(name), known, n=1)
    guess = f" Did you mean '{near[0]}'?" if near else f" The codes are: {', '.join(known)}"
    raise ValidationError(f"No diagnostic has the code '{name}'.{guess}")


def _severity(code: object, name: object) -> Severity:
    if name in SEVERITIES:
        return name
    raise ValidationError(f"Expected one of: {SEVERITIES} for '{code}' but received: {name!r}")


class CacheFolder(BaseConfigOption[bool | str]):
    """Where compiled notes are kept: true for the usual place, false for nowhere, or a folder."""

    def __init__(self) -> None:
        """The default is the usual place."""
        super().__init__()
        self.default = True

    def run_validation(self, value: object, /) -> bool | str:
        """The value; refuses what can't be the name of a folder."""
        if isinstance(value, bool):
            return value
        if not isinstance(value, str) or not value.strip() or "\0" in value:
            raise ValidationError(f"Expected true, false or a folder, but received: {value!r}")
        return value


class AtLeast(Type[int]):
    """A whole number that isn't smaller than another one."""

    def __init__(self, least: int, *, default: int | None = None) -> None:
        """Without a default the option must be given, or be wrapped in `Optional`."""
        super().__init__(int, default=default)
        self._least = least

    def run_validation(self, value: object) -> int:
        """The number. YAML's `true` isn't one, though Python says so."""
        number = super().run_validation(value)
        if isinstance(number, bool) or number < self._least:
            raise ValidationError(f"Expected a whole number of at least {self._least}, but received: {value!r}")
        return number


class VaultOptions(Config):
    """The options of the plugin `vault`."""

    folder = FolderInside()
    """Where in `docs_dir` the vault lies."""

    leave = Patterns()
    """Pages, relative to `docs_dir`, that stay MkDocs' own: Python-Markdown and its extensions render them."""

    publish = Choice[Literal["all", "only"]](("all", "only"), default="all")
    """`all`: every note but those that say no. `only`: no note but those that say yes."""

    exclude = Patterns()
    """Notes and attachments, relative to the vault, that are not published."""

    publish_templates = Type(bool, default=False)
    """Whether the folder is published that Obsidian's plugins Templates and Templater take templates from."""

    attachments = WhichAttachments()
    """`used`: those that something public uses. `all`, or those of `all` that match patterns: those that no private note uses, too."""

    special_files = Patterns()
    """Files, relative to the vault, that are published though a server, a browser or the site's generator obeys them."""

    picture_metadata = Choice[Literal["remove", "keep"]](("remove", "keep"), default="remove")
    """Whether pictures are published with all that cameras and programs wrote into them."""

    links = Choice[Literal["obsidian", "tolerant"]](("obsidian", "tolerant"), default="obsidian")
    """`tolerant` also finds notes by alias, by title, and by names that differ only in `-`, `_`, spaces and case."""

    slugs = Choice[Slugs](("as-is", "lowercase", "ascii"), default="as-is")
    """How names of files, folders and tags become addresses: as they are, in lower case with dashes, or in plain letters, too."""

    strict_line_breaks = Optional(Type(bool))
    """Whether a single line end is a space (true) or a line break (false); unset, the vault's own setting decides."""

    bare_timestamps = Type(bool, default=False)
    """Whether `[12:34]` is a time stamp in a note that has a video or a recording."""

    heading_links = Type(bool, default=True)
    """Whether each heading gets a link to itself."""

    properties = Choice[Literal["open", "folded", "none"]](("open", "folded", "none"), default="open")
    """Whether a note's properties are shown above its text, or behind a line that opens them, or not at all."""

    hidden_properties = ListOfItems(Type(str), default=[])
    """Names of properties that are not shown."""

    git_dates = Type(bool, default=True)
    """Whether notes that don't say when they were made and changed get these dates from the git repository that they lie in."""

    backlinks = Type(bool, default=True)
    """Whether a note shows the notes that link to it."""

    mentions = Type(bool, default=False)
    """Whether a note shows the notes that name it without linking to it."""

    related_notes = Type(int, default=5)
    """How many notes a note shows that share links and tags with it."""

    previews = Type(bool, default=True)
    """Whether links show what they lead to under the pointer."""

    diagnostics = Severities()
    """`warning`, `info` or `ignore` for each diagnostic code that shall differ from its default."""

    stylesheet = Type(bool, default=True)
    """Whether the plugin's own stylesheet is added to the site."""

    navigation = Choice[Literal["folders-first", "mixed", "material"]](("folders-first", "mixed", "material"), default="folders-first")
    """The order of the navigation where the site has no `nav`; `material` leaves navigation to MkDocs and the theme."""

    folder_pages = Type(bool, default=True)
    """Whether a folder without a note of its own gets a page that lists what is in it."""

    tag_pages = Type(bool, default=True)
    """Whether every tag gets a page with its notes."""

    graph = Choice[bool | str]((True, False, "notes", "page"), default=True)
    """Whether there is a graph beside every note, and a page with that of the whole vault; or only one of them."""

    graph_depth = Choice[int]((1, 2, 3), default=1)
    """How many links far the graph beside a note shows others, until its reader chooses."""

    graph_layout = Type(str, default="")
    """A file beside the configuration that keeps where notes stand in the graph of the whole vault."""

    recent_page = Type(bool, default=True)
    """Whether there is a page of the notes that changed last."""

    breadcrumbs = Type(bool, default=True)
    """Whether the folders that a page lies in stand above it."""

    neighbours = Type(bool, default=True)
    """Whether the previous and the next page of the folder stand below a page."""

    search = Choice[Literal["pagefind", "none"]](("pagefind", "none"), default="pagefind")
    """Who makes the index of the search box; a site that lists Material's own plugin `search` keeps that."""

    cache = CacheFolder()
    """Where compiled notes are kept for the next build: true is `.cache/mkdocs-vault` beside the configuration, false is nowhere."""

    cache_size = AtLeast(1, default=1000)
    """How much room the cache may take, in millions of bytes."""

    workers = Optional(AtLeast(1))
    """How many processes compile notes side by side; unset, as many as there are processors. 1 is none but the build's own."""
