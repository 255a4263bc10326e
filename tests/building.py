"""Real MkDocs builds of small vaults, for tests."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import lxml.html
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

Content = str | bytes


@dataclass
class BuiltSite:
    """A site that was built, and what the build said."""

    folder: Path
    messages: list[tuple[str, str]] = field(default_factory=list)
    failure: str = ""

    def text(self, address: str) -> str:
        """The file at an address, as text."""
        return (self.folder / address).read_text(encoding="utf-8")

    def page(self, address: str) -> lxml.html.HtmlElement:
        """The page at an address such as `Note/`."""
        return lxml.html.document_fromstring(self.text(f"{address}index.html" if address.endswith("/") or not address else address))

    def article(self, address: str) -> lxml.html.HtmlElement:
        """The content of the page at an address."""
        return self.page(address).cssselect("article")[0]

    def has(self, address: str) -> bool:
        """Whether there is a file at an address."""
        return (self.folder / address).is_file()

    def files(self) -> set[str]:
        """All files of the site that are not the theme's."""
        paths = (path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file())
        return {path for path in paths if not path.startswith("assets/")}

    def warnings(self) -> list[str]:
        """What was logged as a warning or worse."""
        return [message for level, message in self.messages if level in {"WARNING", "ERROR", "CRITICAL"}]

    def notices(self, code: str) -> list[str]:
        """What the plugin said with a code, at whatever level."""
        return [message for _, message in self.messages if f"[{code}]" in message]

    def search_entries(self) -> list[dict[str, object]]:
        """The documents of Material's search index."""
        entries: list[dict[str, object]] = json.loads(self.text("search/search_index.json"))["docs"]
        return entries


class _Recorder(logging.Handler):
    def __init__(self, messages: list[tuple[str, str]]) -> None:
        super().__init__(logging.INFO)
        self.messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append((record.levelname, record.getMessage()))


def write(folder: Path, files: Mapping[str, Content]) -> None:
    """Write files below a folder; text is written as it is, without changing line ends."""
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)


def write_config(
    root: Path, options: Mapping[str, object] | None = None, plugins: Sequence[object] = (), *, vault: bool = True, **config: Any
) -> Path:
    """An `mkdocs.yml` for `root/docs` with the plugin and its options, after other plugins; or only with those.

    Without an index of the search, unless `options` ask for it: it takes longer than the rest of a small site.
    """
    settings: dict[str, object] = {
        "site_name": "Test",
        "docs_dir": str(root / "docs"),
        "site_dir": str(root / "site"),
        "theme": {"name": "material", "font": False},
        "plugins": [*plugins, *([{"vault": {"search": "none", **(options or {})}}] if vault else [])],
    }
    file = root / "mkdocs.yml"
    file.write_text(json.dumps(settings | config), encoding="utf-8")
    return file


def build_site(
    root: Path,
    files: Mapping[str, Content],
    options: Mapping[str, object] | None = None,
    plugins: Sequence[object] = (),
    *,
    command: str = "build",
    **config: Any,
) -> BuiltSite:
    """Write a vault to `root/docs` and build its site as MkDocs does; what ends the build ends the test, but for `--strict`."""
    (root / "docs").mkdir(exist_ok=True)
    write(root / "docs", files)
    return build_config(write_config(root, options, plugins, **config), command=command)


def build_config(config_file: Path, *, command: str = "build") -> BuiltSite:
    """Build the site of an `mkdocs.yml`."""
    site = BuiltSite(config_file.parent / "site")
    recorder = _Recorder(site.messages)
    log = logging.getLogger("mkdocs")
    level = log.level
    log.addHandler(recorder)
    log.setLevel(logging.INFO)
    try:
        config = load_config(config_file=str(config_file))
        config.plugins.on_startup(command="serve" if command == "serve" else "build", dirty=False)
        build(config, serve_url="http://127.0.0.1:8000/" if command == "serve" else None)
        config.plugins.on_shutdown()
    except Abort as error:
        site.failure = str(error)
    finally:
        log.removeHandler(recorder)
        log.setLevel(level)
    return site


def build_as_a_command(config_file: Path) -> dict[str, bytes]:
    """Build as `mkdocs build` does, over what is there: all files of the site by their paths, hidden ones left out."""
    config = load_config(config_file=str(config_file))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    config.plugins.on_shutdown()
    site = Path(config.site_dir)
    files = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if not name.startswith(".")}
