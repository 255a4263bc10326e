"""What is measured: this project, and others that make a site of the same notes. Each is a few files and two commands.

All lie in one folder with the notes in `docs`, and give a note's page the same address: `topic_0/name/`.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MATERIAL = "theme: {name: material, font: false, features: [navigation.prune]}\n"
"""Without pruning, Material prints the whole navigation on each page, and its time grows with the square of the notes."""

EXTENSIONS = """markdown_extensions: [
  admonition, attr_list, def_list, footnotes, md_in_html, nl2br, tables, toc, pymdownx.betterem, pymdownx.details, pymdownx.highlight,
  pymdownx.inlinehilite, pymdownx.mark, pymdownx.superfences, pymdownx.tasklist, pymdownx.tilde]
"""
"""What a Material site switches on to get most of what Obsidian shows."""

MKDOCS_BUILD = ("{python}", "-m", "mkdocs", "build", "--quiet", "-f", "{config}")
MKDOCS_SERVE = ("{python}", "-m", "mkdocs", "serve", "--quiet", "-f", "{config}", "-a", "127.0.0.1:{port}")
PAGE = "<!doctype html><title>{title}</title><main>{content}</main>\n"
"""The trivial theme of those that have none."""


@dataclass(frozen=True, slots=True)
class Programs:
    """Where the programs are; what is missing is empty, and whoever needs it isn't measured."""

    python: str
    peers_python: str = ""
    hugo: str = ""
    zensical: str = ""
    node: str = ""
    eleventy: str = ""


@dataclass(frozen=True, slots=True)
class Generator:
    """A way to make the site. Commands have places for programs, for `{port}`, and for `{config}`, the first of the files.

    `needs` names the programs, `leftovers` what a cold build must not find.
    """

    name: str
    files: Mapping[str, str]
    build: tuple[str, ...]
    serve: tuple[str, ...]
    needs: tuple[str, ...] = ("python",)
    leftovers: tuple[str, ...] = (".cache",)
    most_notes: int = 100_000

    def is_possible(self, programs: Programs) -> bool:
        """Whether its programs are there."""
        return all(getattr(programs, name) for name in self.needs)

    def write(self, folder: Path) -> None:
        """Write its configuration."""
        for path, content in self.files.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8")

    def forget(self, folder: Path) -> None:
        """Remove the site and all that it has kept."""
        for path in (*self.leftovers, self.site):
            shutil.rmtree(folder / path, ignore_errors=True)

    def command(self, words: tuple[str, ...], programs: Programs, port: int = 0) -> list[str]:
        """The words of a command with everything in its place."""
        places = {name: getattr(programs, name) for name in Programs.__slots__}
        return [word.format(config=next(iter(self.files)), site=self.site, port=port, **places) for word in words]

    @property
    def site(self) -> str:
        """The folder of the built site."""
        return f"site-{next(iter(self.files)).partition('.')[0]}"


def _mkdocs(name: str, plugins: str, theme: str) -> dict[str, str]:
    return {f"{name}.yml": f"site_name: Benchmark\nsite_dir: site-{name}\n{theme}\nplugins: [{plugins}]\n"}


def _of_peers(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.replace("{python}", "{peers_python}") for word in words)


OURS_BARE = Generator(
    "mkdocs-vault, without search",
    _mkdocs("bare", "vault: {search: none}", "theme: {name: material, font: false}"),
    MKDOCS_BUILD,
    MKDOCS_SERVE,
)
OURS = Generator("mkdocs-vault", _mkdocs("vault", "vault", "theme: {name: material, font: false}"), MKDOCS_BUILD, MKDOCS_SERVE)
STOCK = Generator(
    "Material, roamlinks, callouts",
    _mkdocs("stock", "search, roamlinks, callouts", MATERIAL + EXTENSIONS),
    _of_peers(MKDOCS_BUILD),
    _of_peers(MKDOCS_SERVE),
    needs=("peers_python",),
    most_notes=3000,
)
ZENSICAL = Generator(
    "Zensical",
    _mkdocs("zensical", "search", MATERIAL + EXTENSIONS),
    ("{zensical}", "build", "-f", "{config}"),
    ("{zensical}", "serve", "-f", "{config}", "-a", "127.0.0.1:{port}"),
    needs=("zensical",),
)
HUGO = Generator(
    "Hugo, trivial theme",
    {
        "hugo.toml": 'baseURL = "http://localhost/"\ntitle = "Benchmark"\ncontentDir = "docs"\npublishDir = "site-hugo"\n',
        "layouts/_default/single.html": PAGE.format(title="{{ .Title }}", content="{{ .Content }}"),
        "layouts/_default/list.html": PAGE.format(title="{{ .Title }}", content="{{ range .Pages }}<p>{{ .Title }}{{ end }}"),
    },
    ("{hugo}", "--quiet"),
    ("{hugo}", "server", "--quiet", "--bind", "127.0.0.1", "--port", "{port}"),
    needs=("hugo",),
    leftovers=("resources",),
)
ELEVENTY = Generator(
    "Eleventy, trivial theme",
    {
        "eleventy.config.js": """module.exports = (config) => {
  config.setTemplateFormats(["md"]);
  config.addGlobalData("layout", "page.html");
  return { markdownTemplateEngine: false, dir: { input: "docs", output: "site-eleventy", includes: "../includes" } };
};
""",
        "includes/page.html": PAGE.format(title="{{ title }}", content="{{ content }}"),
    },
    ("{node}", "{eleventy}", "--quiet"),
    ("{node}", "{eleventy}", "--quiet", "--serve", "--port={port}"),
    needs=("node", "eleventy"),
)
OUR_GENERATORS = (OURS_BARE, OURS)
GENERATORS = (*OUR_GENERATORS, STOCK, ZENSICAL, HUGO, ELEVENTY)
