"""The commands: `mkdocs-vault check`, `mkdocs build`, and `mkdocs serve` with an edit."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from building import write, write_config
from mkdocs_vault.command_line import main

FILES = {
    "Note.md": "---\ncover: none.png\n---\n" + "[[nope]]\n" * 25,
    "B.md": "---\ntemplate: nope.html\n---\n<% tp.date %> $\\nope$",
    "Secret.md": "---\npublish: false\n---\n[[canary]]",
}


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    write(tmp_path / "docs", FILES)
    return tmp_path / "docs"


class TestCheck:
    def test_prints_all_and_fails_on_warnings(self, vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["check", str(vault)]) == 1
        lines = capsys.readouterr().out.splitlines()
        assert sum("[unresolved-link]" in line for line in lines) == 26
        assert sum("[property-invalid]" in line for line in lines) == 1
        assert sum("[plugin-syntax]" in line for line in lines) == 1
        assert sum("[math-not-converted]" in line for line in lines) == 1
        assert lines[0].startswith("B.md:")
        assert not [line for line in lines if "canary" in line or "Secret" in line]

    def test_writes_nothing_into_the_vault(self, vault: Path) -> None:
        before = sorted((path, path.stat().st_mtime_ns) for path in vault.rglob("*"))
        main(["check", str(vault)])
        assert sorted((path, path.stat().st_mtime_ns) for path in vault.rglob("*")) == before

    def test_uses_the_options_of_the_site(self, vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
        severities = {"unresolved-link": "ignore", "property-invalid": "info", "math-not-converted": "info"}
        config_file = write_config(vault.parent, {"diagnostics": severities})
        assert main(["check", "--config-file", str(config_file)]) == 0
        captured = capsys.readouterr()
        assert "[unresolved-link]" not in captured.out
        assert captured.err == "0 warnings, 3 notices\n"

    def test_takes_the_site_of_the_current_folder(self, vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write_config(vault.parent)
        monkeypatch.chdir(vault.parent)
        assert main(["check"]) == 1

    def test_prints_json_for_programs(self, vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
        main(["check", "--json", str(vault)])
        finding = next(item for item in json.loads(capsys.readouterr().out) if item["written"] == "nope")
        assert finding["severity"] == "warning"
        assert (finding["path"], finding["line"], finding["column"]) == ("Note.md", 4, 1)
        assert finding["written"] == "nope"

    def test_guesses_every_name_that_it_can(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        write(tmp_path, {"Note.md": "[[Ohter]]\n" * 25, "Other.md": ""})
        main(["check", str(tmp_path)])
        assert capsys.readouterr().out.count("did you mean 'Other'?") == 25
        main(["check", "--json", str(tmp_path)])
        assert {item["guess"] for item in json.loads(capsys.readouterr().out)} == {"did you mean 'Other'?"}

    def test_passes_where_nothing_is_wrong(self, tmp_path: Path) -> None:
        write(tmp_path, {"Note.md": "Words."})
        assert main(["check", str(tmp_path)]) == 0

    @pytest.mark.parametrize("arguments", [["nowhere"], ["-f", "nowhere.yml"]])
    def test_says_what_it_can_not_check(self, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["check", *arguments]) == 2
        assert "nowhere" in capsys.readouterr().err

    def test_says_so_where_the_site_has_no_vault(self, vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["check", "-f", str(write_config(vault.parent, plugins=["search"], vault=False))]) == 2
        assert "does not have the plugin 'vault'" in capsys.readouterr().err


@pytest.mark.slow
def test_mkdocs_builds_from_the_command_line(vault: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(write_config(vault.parent))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "WARNING -  B.md:2:1: 'template' is not a template of this site's theme 'nope.html' [property-invalid]" in done.stderr
    assert "6 more [unresolved-link]; `mkdocs-vault check` lists all" in done.stderr
    assert (vault.parent / "site" / "Note" / "index.html").is_file()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """The address of a site that `mkdocs serve` serves from `tmp_path`."""
    write(tmp_path / "docs", {"Note.md": "Before. [[Other]]", "Other.md": "## Part\n"})
    address = f"127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address, "--config-file", str(write_config(tmp_path))]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ | {"PYTHONUNBUFFERED": "1"}
    ) as process:
        yield f"http://{address}/"
        process.terminate()


def wait_for(address: str, words: str, timeout_seconds: float = 40) -> str:
    deadline = time.monotonic() + timeout_seconds
    text = ""
    while time.monotonic() < deadline:
        try:
            with urlopen(address, timeout=5) as answer:  # noqa: S310 - our own server
                text = answer.read().decode()
        except (URLError, ConnectionError, TimeoutError):
            pass
        if words in text:
            return str(text)
        time.sleep(0.1)
    pytest.fail(f"'{words}' never appeared")


@pytest.mark.slow
def test_mkdocs_serve_shows_an_edit(served: str, tmp_path: Path) -> None:
    wait_for(f"{served}Note/", "Before.")
    write(tmp_path / "docs", {"New.md": "Brand new.", "Note.md": "After. [[New]] [[Other]]"})
    page = wait_for(f"{served}Note/", "After.")
    assert 'href="../New/"' in page
    wait_for(f"{served}New/", "Brand new.")


@pytest.mark.usefixtures("mkdocs_log")
class TestBuild:
    def test_does_what_mkdocs_build_does(self, vault: Path) -> None:
        assert main(["build", "-f", str(write_config(vault.parent)), "--site-dir", str(vault.parent / "elsewhere")]) == 0
        assert (vault.parent / "elsewhere" / "Note" / "index.html").is_file()
        assert not (vault.parent / "site").exists()

    def test_fails_on_warnings_where_it_is_told_to(self, vault: Path) -> None:
        assert main(["build", "--strict", "-f", str(write_config(vault.parent))]) == 1

    def test_says_what_is_missing(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["build", "-f", str(tmp_path / "nowhere.yml")]) != 0
        assert "nowhere.yml" in capsys.readouterr().err

    def test_lets_properdocs_build_what_is_configured_for_it(
        self, vault: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        stand_in = "import sys\nprint('ProperDocs is asked', file=sys.stderr)"
        write(vault.parent / "modules", {"properdocs/__init__.py": "", "properdocs/replacement.py": stand_in})
        monkeypatch.syspath_prepend(vault.parent / "modules")
        for name in ("properdocs", "properdocs.replacement"):
            monkeypatch.delitem(sys.modules, name, raising=False)
        write_config(vault.parent).rename(vault.parent / "properdocs.yml")
        monkeypatch.chdir(vault.parent)
        assert main(["build"]) == 0
        assert "ProperDocs is asked" in capsys.readouterr().err
        assert (vault.parent / "site" / "Note" / "index.html").is_file()
