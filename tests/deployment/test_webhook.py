"""The webhook: every forge's signature, nothing that is forged, and a server that wakes the deploy."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from deployment.vault_site import Site, Upstream
from mkdocs_vault.deployment.webhook import LARGEST_BODY_BYTES
from mkdocs_vault.deployment.webhook_signatures import LARGEST_SKEW_SECONDS, Request, delivery_of, is_genuine

SECRET = "a long secret word"  # noqa: S105 - of this test alone
OTHER = "another secret word"
BODY = b'{"ref": "refs/heads/main"}'
NOW = 1_700_000_000.0
START_SECONDS = 20
DEPLOY_SECONDS = 40


def digest(secret: str = SECRET, body: bytes = BODY) -> str:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def standard(secret: str = SECRET, moment: int = int(NOW), body: bytes = BODY) -> dict[str, str]:
    signed = f"msg_1.{moment}.".encode() + body
    signature = base64.b64encode(hmac.new(secret.encode(), signed, hashlib.sha256).digest()).decode()
    return {"webhook-id": "msg_1", "webhook-timestamp": str(moment), "webhook-signature": f"v1,{signature}"}


GENUINE = {
    "GitHub": {"x-hub-signature-256": f"sha256={digest()}"},
    "GitHub beside its old signature": {"x-hub-signature-256": f"sha256={digest()}", "x-hub-signature": "sha1=00"},
    "Bitbucket": {"x-hub-signature": f"sha256={digest()}"},
    "Gitea": {"x-gitea-signature": digest()},
    "Forgejo": {"x-forgejo-signature": digest(), "x-gitea-signature": digest()},
    "upper-case digits": {"x-gitea-signature": digest().upper()},
    "GitLab": {"x-gitlab-token": SECRET},
    "Standard Webhooks": standard(),
    "the second secret": {"x-gitea-signature": digest(OTHER)},
}
FORGED = {
    "nothing": {},
    "an empty signature": {"x-hub-signature-256": ""},
    "a signature without its kind": {"x-hub-signature-256": digest()},
    "SHA-1 alone": {"x-hub-signature": "sha1=" + hmac.new(SECRET.encode(), BODY, "sha1").hexdigest()},
    "another secret": {"x-hub-signature-256": f"sha256={digest('no secret of ours')}"},
    "another body": {"x-gitea-signature": digest(body=b"{}")},
    "a bad one beside a good one": {"x-forgejo-signature": "0" * 64, "x-gitea-signature": digest()},
    "a wrong token": {"x-gitlab-token": SECRET[:-1]},
    "letters that are no ASCII": {"x-gitlab-token": "schlüssel"},
    "an old message": standard(moment=int(NOW) - LARGEST_SKEW_SECONDS - 1),
    "a message of the future": standard(moment=int(NOW) + LARGEST_SKEW_SECONDS + 1),
    "a message of another secret": standard("no secret of ours"),
    "half a message": {name: value for name, value in standard().items() if name != "webhook-signature"},
}


def request(headers: dict[str, str], body: bytes = BODY) -> Request:
    return Request({name: [value] for name, value in headers.items()}, body)


@pytest.mark.parametrize("headers", GENUINE.values(), ids=GENUINE.keys())
def test_a_genuine_request_is_taken(headers: dict[str, str]) -> None:
    assert is_genuine(request(headers), [SECRET, OTHER], NOW)


@pytest.mark.parametrize("headers", FORGED.values(), ids=FORGED.keys())
def test_a_forged_request_is_refused(headers: dict[str, str]) -> None:
    assert not is_genuine(request(headers), [SECRET, OTHER], NOW)


def test_a_header_that_stands_twice_is_no_signature() -> None:
    assert not is_genuine(Request({"x-gitea-signature": [digest(), digest()]}, BODY), [SECRET], NOW)


def test_one_changed_byte_is_noticed() -> None:
    assert not is_genuine(request({"x-gitea-signature": digest()}, BODY[:-1] + b"]"), [SECRET], NOW)


def test_a_delivery_has_the_name_that_its_forge_gave_it() -> None:
    assert delivery_of(request({"x-github-delivery": "72d3"})) == "x-github-delivery:72d3"
    assert not delivery_of(request({}))


@dataclass
class Server:
    """A running `mkdocs-vault webhook`."""

    process: subprocess.Popen[bytes]
    port: int

    def post(self, body: bytes = BODY, path: str = "/hooks/vault", **headers: str) -> int:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        asked = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data=body, headers=named, method="POST")
        try:
            with urllib.request.urlopen(asked, timeout=10) as answer:  # noqa: S310
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code


@pytest.fixture
def hook(site: Site) -> Iterator[Server]:
    site.change("webhook", port=0, secrets=[SECRET], pause_seconds=0)
    process = site.start("webhook")
    try:
        assert process.stdout is not None
        assert process.stderr is not None
        os.set_blocking(process.stdout.fileno(), False)
        os.set_blocking(process.stderr.fileno(), False)
        yield Server(process, _port_of(process))
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.communicate(timeout=20)


def _port_of(process: subprocess.Popen[bytes]) -> int:
    said = b""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        for stream in (process.stdout, process.stderr):
            said += (stream.read() or b"") if stream else b""
        if found := re.search(rb"listening on http://127\.0\.0\.1:(\d+)/", said):
            return int(found[1])
        time.sleep(0.05)
    pytest.fail(said.decode(errors="replace"))


def test_a_push_publishes_what_was_pushed(site: Site, upstream: Upstream, hook: Server) -> None:
    upstream.commit({"Notes/New.md": "# New\n"})
    assert hook.post(x_gitea_signature=digest()) == 202
    page = site.current / "Notes" / "New" / "index.html"
    end = time.monotonic() + DEPLOY_SECONDS
    while not page.exists() and time.monotonic() < end:
        time.sleep(0.1)
    assert page.exists()


def test_a_stranger_learns_and_wakes_nothing(site: Site, hook: Server) -> None:
    assert hook.post(x_gitea_signature="0" * 64) == 401
    assert hook.post() == 401
    assert hook.post(b"x" * (LARGEST_BODY_BYTES + 1), x_gitea_signature=digest()) == 413
    assert hook.post(path="/elsewhere") == 404
    time.sleep(0.5)
    assert not site.current.exists()


def test_a_server_without_a_secret_does_not_start(site: Site) -> None:
    outcome = site.run("webhook")
    assert outcome.code == 78
    assert "there is no secret" in outcome.said


def test_a_replay_wakes_nobody(site: Site, upstream: Upstream, hook: Server) -> None:
    assert hook.post(x_gitea_signature=digest(), x_gitea_delivery="1") == 202
    end = time.monotonic() + DEPLOY_SECONDS
    while not site.current.exists() and time.monotonic() < end:
        time.sleep(0.05)
    upstream.commit({"index.md": "# Later\n"})
    assert [hook.post(x_gitea_signature=digest(), x_gitea_delivery="1") for _ in range(30)] == [202] * 30
    time.sleep(1)
    assert "Later" not in site.page("index.html")


def test_the_slow_are_left(hook: Server) -> None:
    with socket.create_connection(("127.0.0.1", hook.port)) as lazy, socket.create_connection(("127.0.0.1", hook.port)) as slow:
        slow.sendall(b"POST /hooks/vault HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nx")
        lazy.sendall(b"POST /hooks")
        lazy.settimeout(15)
        slow.settimeout(15)
        assert lazy.recv(100) == b""
        assert b"408" in slow.recv(100)


def test_its_health_tells_nothing_that_is_private(site: Site, hook: Server) -> None:
    site.deploy()
    with urllib.request.urlopen(f"http://127.0.0.1:{hook.port}/healthz", timeout=10) as answer:
        body = answer.read().decode()
    assert site.names()[-1] in body
    assert str(site.folder) not in body
    assert site.settings["vault"]["remote"] not in body
