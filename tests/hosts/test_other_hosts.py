"""MkDocs and ProperDocs, Material and MaterialX: each pair gives the same site."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from itertools import product
from pathlib import Path

import lxml.html
import pytest

from building import BuiltSite, write
from hosts.installing import PIP, Environment, environment_like_this, packages, this_environment
from mkdocs_vault.deployment.site_build import ENTRY

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

HOSTS = ("mkdocs", "properdocs")
THEMES = ("material", "materialx")
PAIRS = list(product(HOSTS, THEMES))
GUIDE = Path(__file__).resolve().parents[2] / "docs" / "Getting started.md"
OURS = ".vault-nav, .vault-path, .vault-search, article > *"
"""What the plugin has on a page, whatever stands around it."""

VAULT = {
    "index.md": "# Home\n\n[[Rye|A bread]] and [[Diary]].\n\n![[Rye]]\n",
    "Kitchen/Bread/Rye.md": "---\ntags: [bread]\naliases: [Black bread]\n---\nSour and dark. [[Schedule]]\n",
    "Kitchen/Schedule.md": "```mermaid\ngraph LR; Knead --> Bake\n```\n\n> [!tip] Patience\n> $t = 12$\n",
    "Diary.md": "---\npublish: false\n---\nUnspeakable\n",
}
Site = Callable[[str, str], BuiltSite]


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """ProperDocs and MaterialX, each in a folder."""
    folder = tmp_path_factory.mktemp("pieces")
    packages(folder / "properdocs", "properdocs")
    packages(folder / "materialx", "mkdocs-materialx")
    return folder


@pytest.fixture(scope="module")
def site(pieces: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The vault's site, made by a host with a theme; once for each pair."""
    built: dict[tuple[str, str], BuiltSite] = {}

    def of(host: str, theme: str) -> BuiltSite:
        if (host, theme) not in built:
            root = tmp_path_factory.mktemp(f"{host}-{theme}")
            environment_of(pieces, host, theme).succeed("-m", host, "build", "--quiet", "-f", site_of(root, theme))
            built[host, theme] = BuiltSite(root / "site")
        return built[host, theme]

    return of


def environment_of(pieces: Path, host: str, theme: str) -> Environment:
    return this_environment(*(pieces / name for name in (host, theme) if (pieces / name).is_dir()))


def site_of(root: Path, theme: str, name: str = "mkdocs.yml", **config: object) -> Path:
    write(root / "docs", VAULT)
    settings = {"site_name": "Kitchen", "theme": {"name": theme, "font": False}, "plugins": [{"vault": {"diagnostics": {}}}], **config}
    (root / name).write_text(json.dumps(settings), encoding="utf-8")
    return root / name


def ours(site: BuiltSite, address: str) -> list[str]:
    return [lxml.html.tostring(element, encoding="unicode", with_tail=False) for element in site.page(address).cssselect(OURS)]


@pytest.mark.parametrize(("host", "theme"), PAIRS[1:])
def test_every_pair_has_what_mkdocs_with_material_has(site: Site, host: str, theme: str) -> None:
    usual, other = site("mkdocs", "material"), site(host, theme)
    assert other.files() == usual.files()
    pages = [address for address in usual.files() if address.endswith(".html")]
    assert len(pages) > len(VAULT)
    assert {address: ours(other, address) for address in pages} == {address: ours(usual, address) for address in pages}


@pytest.mark.parametrize(("host", "theme"), PAIRS)
def test_search_navigation_breadcrumbs_and_diagrams_are_there(site: Site, host: str, theme: str) -> None:
    built = site(host, theme)
    page = built.page("Kitchen/Bread/Rye/")
    for selector in (".vault-nav", ".vault-path li", ".vault-search input", ".md-header [for=__search]", ".md-footer__link"):
        assert page.cssselect(selector), selector
    assert built.has("assets/vault/search/pagefind-entry.json")
    assert built.has("assets/mermaid/mermaid.min.js")


@pytest.mark.parametrize(("host", "theme"), PAIRS)
def test_nothing_private_is_published(site: Site, host: str, theme: str) -> None:
    files = [path for path in site(host, theme).folder.rglob("*") if path.is_file()]
    assert not [path for path in files if path.stem == "Diary" or b"Unspeakable" in path.read_bytes()]


def test_a_strict_properdocs_counts_our_warnings(pieces: Path, tmp_path: Path) -> None:
    config = site_of(tmp_path, "material")
    write(tmp_path / "docs", {"Wrong.md": "[[Nowhere]]"})
    done = environment_of(pieces, "properdocs", "material").run("-m", "properdocs", "build", "--strict", "-f", config)
    assert done.returncode == 1
    assert "[unresolved-link]" in done.stderr


def test_a_deploy_builds_the_site_of_a_properdocs_yml_with_properdocs(pieces: Path, tmp_path: Path) -> None:
    config = site_of(tmp_path, "materialx", "properdocs.yml")
    environment_of(pieces, "properdocs", "materialx").succeed("-P", ENTRY, config, tmp_path / "docs", tmp_path / "site", "")
    assert "ProperDocs" in (tmp_path / "site" / "index.html").read_text("utf-8")


def test_check_reads_a_properdocs_yml(pieces: Path, tmp_path: Path) -> None:
    site_of(tmp_path, "materialx", "properdocs.yml")
    write(tmp_path / "docs", {"Wrong.md": "[[Nowhere]]"})
    done = environment_of(pieces, "properdocs", "materialx").run("-m", "mkdocs_vault.command_line", "check", folder=tmp_path)
    assert (done.returncode, "unresolved-link" in done.stdout) == (1, True), done.stdout + done.stderr


@pytest.fixture(scope="module")
def without_material(pieces: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """An environment in which the commands of the guide have put MaterialX in Material's place."""
    environment = environment_like_this(tmp_path_factory.mktemp("place"))
    commands = shown_commands()
    assert [command[:2] for command in commands] == [["pip", "install"], ["pip", "uninstall"], ["pip", "install"]]
    for command in commands[1:]:  # The first installs the plugin, which is there.
        this_environment().succeed(*PIP, "--python", environment.python, *command[1:])
    return environment


def shown_commands() -> list[list[str]]:
    section = GUIDE.read_text(encoding="utf-8").partition("### MaterialX")[2]
    block = re.search(r"^```sh\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
    assert block
    return [shlex.split(line) for line in block[1].splitlines()]


@pytest.mark.parametrize("host", HOSTS)
def test_materialx_takes_the_place_of_material_as_the_guide_says(
    site: Site, without_material: Environment, tmp_path: Path, host: str
) -> None:
    asked = "import importlib.metadata as m, sys; sys.exit('mkdocs-material' in {d.name for d in m.distributions()})"
    without_material.succeed("-c", asked)
    without_material.succeed("-m", host, "build", "--quiet", "-f", site_of(tmp_path, "materialx"))
    assert ours(BuiltSite(tmp_path / "site"), "Kitchen/Bread/Rye/") == ours(site("mkdocs", "material"), "Kitchen/Bread/Rye/")


def test_a_vault_without_a_site_is_checked_without_material(without_material: Environment, tmp_path: Path) -> None:
    write(tmp_path, {"Wrong.md": "[[Nowhere]]"})
    done = without_material.run("-m", "mkdocs_vault.command_line", "check", tmp_path)
    assert (done.returncode, "unresolved-link" in done.stdout) == (1, True), done.stdout + done.stderr
