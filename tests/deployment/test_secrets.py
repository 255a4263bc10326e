from __future__ import annotations

import base64
from pathlib import Path
from urllib.parse import quote

import pytest

from deployment.git_server import Faults, GitServer
from deployment.onlooker import Onlooker
from deployment.vault_site import Site, Upstream
from mkdocs_vault.deployment.redaction import Redactor

USER, PASSWORD = "reader", "canary/3f9c 1d77+äx"
FORMS = [
    PASSWORD, quote(PASSWORD, safe=""), quote(PASSWORD), base64.b64encode(PASSWORD.encode()).decode().rstrip("="),
    base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode().rstrip("="), "canary",
]  # fmt: skip


class Watcher(Onlooker):
    """Reads the arguments of every program on the machine while a run goes on."""

    rest_seconds = 0.005

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def look(self) -> None:
        for place in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                words = place.read_bytes().decode(errors="replace")
            except OSError:
                continue
            if any(form in words for form in FORMS):
                self.found.add(words)


@pytest.fixture
def closed_site(http_site: Site, server: GitServer) -> Site:
    server.user, server.password = USER, PASSWORD
    (http_site.folder / "token").write_text(f"{USER}:{PASSWORD}\n")
    http_site.change("vault", credentials_file="token")
    http_site.variables = dict.fromkeys(("GIT_TRACE", "GIT_CURL_VERBOSE", "GIT_TRACE_CURL", "GIT_TRACE_PACKET"), "1")
    return http_site


def no_secret_in(site: Site, *said: str) -> None:
    for text in said:
        assert not [form for form in FORMS if form in text], text
    for path in site.folder.rglob("*"):
        if path.is_file() and path.name != "token":
            content = path.read_bytes()
            assert not [form for form in FORMS if form.encode() in content], path


def test_a_password_is_nowhere_on_any_path(closed_site: Site, server: GitServer, upstream: Upstream) -> None:
    with Watcher() as watcher:
        said = [closed_site.deploy().said]
        for faults, code in ((Faults(status=403), 77), (Faults(status=500), 75), (Faults(cut=10), 75)):
            upstream.commit({"index.md": f"# {code}\n"})
            server.faults = faults
            said += [closed_site.deploy(code=code).said, closed_site.run("status", "--json").said, closed_site.run("deploy", "--json").said]
            server.faults = Faults()
        server.password = USER
        said.append(closed_site.deploy(code=77).said)
    assert watcher.found == set()
    assert "credentials_file" in said[-1]
    no_secret_in(closed_site, *said)


def test_a_rotated_password_is_used_at_once(closed_site: Site, server: GitServer) -> None:
    server.password = "other"  # noqa: S105 - made up
    closed_site.deploy(code=77)
    (closed_site.folder / "token").write_text(f"{USER}:other\r\n")
    closed_site.deploy()


def test_another_host_never_gets_the_password(closed_site: Site, server: GitServer, tmp_path: Path) -> None:
    other = GitServer(server.root, "x", "y").start()
    server.faults = Faults(redirect=f"http://localhost:{other.port}")
    server.password = ""
    closed_site.deploy(code=77)
    other.stop()
    assert other.hits
    assert not [header for header in other.authorizations if header not in {"", "Basic Og=="}]


@pytest.mark.parametrize("content", ["", "no colon\n", "user:\n", ":", b"\xff:\xfe\n"])
def test_a_broken_password_file_is_named_and_not_shown(closed_site: Site, content: str | bytes) -> None:
    (closed_site.folder / "token").write_bytes(content if isinstance(content, bytes) else content.encode())
    outcome = closed_site.deploy(code=78)
    assert "vault.credentials_file" in outcome.errors
    assert "no colon" not in outcome.errors


def test_a_missing_password_file_is_named(closed_site: Site) -> None:
    (closed_site.folder / "token").unlink()
    assert "vault.credentials_file" in closed_site.deploy(code=78).errors


def test_a_password_in_the_address_is_refused_and_not_shown(site: Site) -> None:
    site.change("vault", remote=f"https://{USER}:{quote(PASSWORD, safe='')}@example.org/x.git")
    no_secret_in(Site(site.folder / "theme", {}), site.deploy(code=78).said)


def test_the_redactor_knows_every_form() -> None:
    redact = Redactor()
    redact.learn(PASSWORD, f"{USER}:{PASSWORD}")
    for form in FORMS[:-1]:
        assert redact(f"a {form} b").startswith("a ***")
    assert redact("https://u:p@h/x") == "https://***@h/x"
    assert redact("Authorization: Basic abc") == "Authorization: Basic ***"
    assert redact("git@host:x") == "git@host:x"
