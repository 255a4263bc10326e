from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from deployment.vault_site import Site, Upstream
from mkdocs_vault.deployment.errors import SettingsError
from mkdocs_vault.deployment.remote import branch_problem, parse_remote
from mkdocs_vault.deployment.settings_loading import LoadedSettings, load_settings

GOOD: dict[str, Any] = {"vault": {"remote": "https://git.example.org/me/notes.git"}, "publish": {"folder": "out"}}
CANARY = "canary-3f9c1d77"


def loaded(folder: Path, content: dict[str, Any] | str) -> LoadedSettings:
    file = folder / "deploy.yml"
    file.write_text(content if isinstance(content, str) else yaml.safe_dump(content))
    return load_settings(file)


def test_relative_paths_count_from_the_file(tmp_path: Path) -> None:
    values = loaded(tmp_path, GOOD | {"vault": {"remote": "./notes", "checkout": "../mine", "credentials_file": "token"}})
    assert values.remote.address == str(tmp_path / "notes")
    assert values.values.vault.checkout == tmp_path.parent / "mine"
    assert values.values.vault.credentials_file == tmp_path / "token"
    assert values.values.publish.folder == tmp_path / "out"
    assert values.values.state == tmp_path / ".vault-state"


def test_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAULT_DEPLOY__VAULT__REMOTE", "ssh://git@host/notes")
    monkeypatch.setenv("VAULT_DEPLOY__PUBLISH__KEEP", "9")
    monkeypatch.setenv("VAULT_DEPLOY__PUBLISH__TARGETS", '[{"type": "s3", "bucket": "b"}]')
    values = loaded(tmp_path, GOOD)
    assert values.remote.address == "ssh://git@host/notes"
    assert values.values.publish.keep == 9
    assert values.values.publish.targets[0].type == "s3"


def test_the_environment_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAULT_DEPLOY__VAULT__REMOTE", "https://h/x")
    monkeypatch.setenv("VAULT_DEPLOY__PUBLISH__FOLDER", "out")
    assert load_settings(tmp_path / "deploy.yml").values.publish.folder == tmp_path / "out"


@pytest.mark.parametrize(
    ("section", "values", "told"),
    [
        ("vault", {"remot": "x"}, "vault.remot: there is no such setting, did you mean 'remote'?"),
        ("vault", {"remote": "ext::sh -c touch% pwned"}, "vault.remote: names a transport helper"),
        ("vault", {"remote": "--upload-pack=touch pwned"}, "vault.remote: looks like an option"),
        ("vault", {"remote": "-oProxyCommand=x:y"}, "vault.remote: looks like an option"),
        ("vault", {"remote": "ssh://-oProxyCommand=x/y"}, "vault.remote: has no host"),
        ("vault", {"remote": "git://example.org/x"}, "vault.remote: uses git://"),
        ("vault", {"remote": "http://example.org/x"}, "vault.remote: uses http://"),
        ("vault", {"remote": "ftp://example.org/x"}, "vault.remote: has a transport that is not known"),
        ("vault", {"remote": f"https://me:{CANARY}@example.org/x"}, "vault.remote: holds a user name or a password"),
        ("vault", {"remote": f"https://{CANARY}@example.org/x"}, "vault.remote: holds a user name or a password"),
        ("vault", {"remote": "/x", "branch": "--output=x"}, "vault.branch: looks like an option"),
        ("vault", {"remote": "/x", "branch": "a..b"}, "vault.branch: is not a name"),
        ("vault", {"remote": "/x", "folder": "../x"}, "vault.folder: leads out"),
        ("vault", {"remote": "/x", "folder": "/etc"}, "vault.folder: leads out"),
        ("vault", {"remote": "/x", "deadline_seconds": 0}, "vault.deadline_seconds: input should be greater"),
        ("publish", {"folder": "o", "keep": 0}, "publish.keep: input should be greater"),
        ("publish", {"folder": "o", "targets": [{"type": "ftp"}]}, "publish.targets.0.type: has to be"),
        ("publish", {}, "publish.folder: is missing"),
        ("state", "out/releases/x", "state: lies inside what is published"),
        ("nonsense", 1, "nonsense: there is no such setting"),
    ],
)
def test_a_mistake_is_named_and_never_shown(tmp_path: Path, section: str, values: object, told: str) -> None:
    with pytest.raises(SettingsError) as caught:
        loaded(tmp_path, GOOD | {section: values})
    assert told in caught.value.message
    assert CANARY not in caught.value.message


@pytest.mark.parametrize("text", ["a: [", "- a\n", "a: b: c", "vault: {}\nvault: {}\n", "x: " + "[" * 5000, "\x00", "1: 2"])
def test_broken_yaml_is_a_mistake_of_the_settings(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsError):
        loaded(tmp_path, text)


@pytest.mark.parametrize("name", ["VAULT_DEPLOY__VAULTT__REMOTE", "VAULT_DEPLOY__VAULT__REMOTTE"])
def test_an_unknown_variable_is_a_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, CANARY)
    with pytest.raises(SettingsError) as caught:
        loaded(tmp_path, GOOD)
    assert CANARY not in caught.value.message


@pytest.mark.parametrize(
    ("written", "transport"),
    [
        ("https://h/x", "https"), ("HTTPS://h/x", "https"), ("ssh://git@h:22/x", "ssh"), ("git@h:me/x.git", "ssh"), ("h:x", "ssh"),
        ("file:///x", "file"), ("/x", "file"), ("../x", "file"), ("./a:b", "file"),
        ("http://127.0.0.1:8/x", "http"), ("git://[::1]/x", "git"),
    ],
)  # fmt: skip
def test_remotes_have_their_transport(written: str, transport: str) -> None:
    assert parse_remote(written, Path("/base")).transport == transport


def test_open_transports_can_be_allowed() -> None:
    assert parse_remote("http://example.org/x", Path("/"), frozenset({"http"})).origin == "http://example.org"


@pytest.mark.parametrize("name", ["main", "feature/x", "ä", "v1.0", "a-b"])
def test_names_of_branches(name: str) -> None:
    assert branch_problem(name) == ""


@pytest.mark.parametrize(
    "name",
    ["", "-x", "a b", "a..b", "a~1", "x.lock", "/a", "a/", "a//b", "@", "HEAD", ".a", "a/.b", "a\\b", "a@{1}", "x\x00"],
)
def test_names_that_no_branch_has(name: str) -> None:
    assert branch_problem(name)


def test_a_mistake_ends_with_78_and_touches_nothing(site: Site, upstream: Upstream) -> None:
    site.settings["vault"]["branch"] = "-x"
    site.write()
    assert site.deploy(code=78).errors.startswith("error: deploy.yml: vault.branch")
    assert not site.published.exists()
    assert not site.state.exists()


def test_a_missing_file_is_told(tmp_path: Path, site: Site) -> None:
    (site.folder / "deploy.yml").unlink()
    assert "no settings file" in site.deploy(code=78).errors
