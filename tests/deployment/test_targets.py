from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from deployment.git_server import Faults, GitServer
from deployment.vault_site import Site, Upstream, git, needs, rubbish
from mkdocs_vault.deployment.targets.bucket import upload_stages
from mkdocs_vault.deployment.targets.rsync import parse_destination

WITHOUT_BOTO3 = "import sys; sys.modules['boto3'] = None\nfrom mkdocs_vault.deployment.__main__ import main\nsys.exit(main())"

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


@pytest.fixture
def pages(site: Site, tmp_path: Path) -> Path:
    folder = tmp_path / "pages.git"
    git(tmp_path, "init", "-q", "--bare", str(folder))
    site.change("publish", targets=[{"type": "pages", "remote": str(folder)}])
    return folder


def branch(pages: Path) -> str:
    return git(pages, "rev-parse", "gh-pages")


def test_a_pages_branch_is_one_commit_without_a_past(site: Site, upstream: Upstream, pages: Path) -> None:
    site.deploy()
    first = branch(pages)
    upstream.commit({"index.md": "# New\n", "Notes/One.md": None})
    site.deploy()
    assert git(pages, "rev-list", "--count", "gh-pages") == "1"
    files = git(pages, "ls-tree", "-r", "--name-only", "gh-pages").splitlines()
    assert ".nojekyll" in files
    assert ".release.json" not in files
    assert "Notes/One/index.html" not in files
    assert "New" in git(pages, "show", "gh-pages:index.html")
    assert branch(pages) != first
    assert rubbish(site) == set()


def test_the_same_site_is_not_pushed_again(site: Site, upstream: Upstream, pages: Path) -> None:
    site.deploy()
    before, mark = branch(pages), (pages / "refs/heads/gh-pages").stat().st_mtime_ns
    (site.state / "state.json").unlink()
    assert "has it already" in site.deploy().output
    upstream.commit()
    site.deploy()
    assert (branch(pages), (pages / "refs/heads/gh-pages").stat().st_mtime_ns) == (before, mark)


def test_a_history_can_be_kept(site: Site, upstream: Upstream, pages: Path) -> None:
    site.settings["publish"]["targets"][0]["history"] = "keep"
    site.write()
    site.deploy()
    upstream.commit({"index.md": "# New\n"})
    site.deploy()
    upstream.commit()
    site.deploy()
    assert git(pages, "rev-list", "--count", "gh-pages") == "2"


def test_somebody_else_on_the_branch_is_replaced_and_links_and_odd_names_are_harmless(site: Site, upstream: Upstream, pages: Path) -> None:
    git(upstream.tree, "push", "-q", str(pages), "HEAD:gh-pages")
    upstream.commit({'q"uo te.md': "# Q\n", "ü.md": "# U\n"})
    site.deploy()
    assert 'q"uo te/index.html' in git(pages, "-c", "core.quotePath=false", "ls-tree", "-r", "-z", "--name-only", "gh-pages").split("\0")


def test_a_protected_branch_is_told_and_the_local_release_stands(site: Site, pages: Path) -> None:
    hook = pages / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho protected branch >&2\nexit 1\n")
    hook.chmod(0o755)
    assert "doesn't let us push" in site.deploy(code=77).errors
    assert site.names()
    hook.unlink()
    site.deploy()
    assert branch(pages)


def test_a_pages_remote_in_trouble_is_tried_again(site: Site, pages: Path, server: GitServer, upstream: Upstream) -> None:
    git(upstream.folder, "init", "-q", "--bare", "pages.git")
    git(upstream.folder / "pages.git", "config", "http.receivepack", "true")
    (site.folder / "token").write_text("u:secret-canary")
    target = {"type": "pages", "remote": server.url("pages.git"), "credentials_file": "token", "branch": "pages"}
    site.change("publish", targets=[target])
    server.user, server.password = "u", "other"
    outcome = site.deploy(code=77)
    assert "secret-canary" not in outcome.said
    server.password = "secret-canary"  # noqa: S105 - made up
    server.faults = Faults(status=503)
    site.deploy(code=75)
    server.faults = Faults()
    site.deploy()
    assert git(upstream.folder / "pages.git", "rev-list", "--count", "pages") == "1"
    assert len(site.names()) == 1


@pytest.mark.parametrize("step", ["target-started", "target-pages-committed", "target-pages-pushed", "target-done"])
def test_a_killed_push_is_made_up_for(site: Site, upstream: Upstream, pages: Path, step: str) -> None:
    assert site.run("deploy", FAULT_POINT=step).code == 137
    site.deploy()
    assert git(pages, "rev-list", "--count", "gh-pages") == "1"
    assert rubbish(site) == set()


@pytest.fixture
def ssh_server(tmp_path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """A real ssh server on loopback; gives `user@127.0.0.1` and the settings to reach it."""
    folder = tmp_path / "ssh"
    folder.mkdir()
    for name in ("host", "mine"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
    port = 20_000 + os.getpid() % 20_000
    (folder / "authorized").write_text((folder / "mine.pub").read_text())
    (folder / "known").write_text(f"[127.0.0.1]:{port} {(folder / 'host.pub').read_text()}")
    (folder / "config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/authorized\nStrictModes no\n"
        f"UsePAM no\nPasswordAuthentication no\nPidFile {folder}/pid\nPermitRootLogin yes\n"
    )
    Path("/run/sshd").mkdir(exist_ok=True)
    with subprocess.Popen(["/usr/sbin/sshd", "-D", "-e", "-f", str(folder / "config")], stderr=subprocess.DEVNULL) as daemon:
        time.sleep(0.4)
        user = subprocess.run(["id", "-un"], capture_output=True, text=True, check=True).stdout.strip()
        files = {"ssh_key_file": str(folder / "mine"), "ssh_known_hosts_file": str(folder / "known")}
        yield f"{user}@127.0.0.1", {**files, "ssh_port": str(port)}
        daemon.terminate()


@needs("rsync")
@pytest.mark.parametrize("over_ssh", [False, pytest.param(True, marks=needs("sshd", "ssh", "ssh-keygen"))])
def test_a_server_gets_a_release_beside_the_others_and_a_link(
    site: Site, upstream: Upstream, tmp_path: Path, over_ssh: bool, request: pytest.FixtureRequest
) -> None:
    there = tmp_path / "on the server"
    target: dict[str, object] = {"type": "rsync", "destination": str(there), "keep": 2}
    if over_ssh:
        login, access = request.getfixturevalue("ssh_server")
        target |= {"destination": f"{login}:{there}", **access}
    site.change("publish", targets=[target])
    for number in range(4):
        upstream.commit({"index.md": f"# {number}\n"})
        site.deploy()
    assert (there / "current").readlink() == Path("releases") / site.names()[-1]
    assert "3" in (there / "current" / "index.html").read_text()
    assert len(list((there / "releases").iterdir())) == 2
    assert (there / "current" / "sitemap.xml.gz").stat().st_nlink > 1
    assert {path.name for path in there.iterdir()} == {"current", "releases"}


@needs("rsync")
@pytest.mark.parametrize("step", ["target-rsync-copied", "target-rsync-linked"])
def test_a_killed_copy_is_made_up_for(site: Site, tmp_path: Path, step: str) -> None:
    there = tmp_path / "server"
    site.change("publish", targets=[{"type": "rsync", "destination": str(there)}])
    assert site.run("deploy", FAULT_POINT=step).code == 137
    site.deploy()
    assert len(list((there / "releases").iterdir())) == 1
    assert (there / "current" / "index.html").exists()


@needs("rsync")
def test_a_server_that_can_not_be_reached(site: Site, tmp_path: Path) -> None:
    fake = tmp_path / "bin" / "ssh"
    fake.parent.mkdir()
    fake.write_text("#!/bin/sh\necho 'ssh: connect to host h port 22: Connection refused' >&2\nexit 255\n")
    fake.chmod(0o755)
    site.change("publish", targets=[{"type": "rsync", "destination": "u@h:/srv"}])
    site.deploy(code=75, PATH=f"{fake.parent}:/usr/bin:/bin")
    assert len(site.names()) == 1


def test_destinations() -> None:
    assert parse_destination("u@h:/srv/x", Path("/b")).login == "u@h"
    assert parse_destination("h:x", Path("/b")).folder == "x"
    assert parse_destination("x/y:z", Path("/b")).folder == "/b/x/y:z"
    for bad in ("h:-x", "a b:/x", "-h:/x"):
        with pytest.raises(ValueError, match="neither"):
            parse_destination(bad, Path("/b"))


@pytest.fixture(scope="module")
def bucket_server() -> Iterator[str]:
    server = pytest.importorskip("moto.server").ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(site: Site, bucket_server: str) -> S3Client:
    import boto3  # noqa: PLC0415

    (site.folder / "keys").write_text("key:secret")
    name = site.folder.parent.name.replace("_", "-").lower()[:50].strip("-")
    client: S3Client = boto3.client(
        "s3",
        endpoint_url=bucket_server,
        region_name="us-east-1",
        aws_access_key_id="key",
        aws_secret_access_key="secret",  # noqa: S106
    )
    client.create_bucket(Bucket=name)
    target = {"type": "s3", "bucket": name, "prefix": "my/notes", "endpoint_url": bucket_server, "credentials_file": "keys"}
    site.change("publish", targets=[target])
    return client


def objects(client: S3Client, site: Site) -> dict[str, bytes]:
    name = site.settings["publish"]["targets"][0]["bucket"]
    keys = [entry["Key"] for entry in client.list_objects_v2(Bucket=name).get("Contents", [])]
    return {key: client.get_object(Bucket=name, Key=key)["Body"].read() for key in keys}


def shown(site: Site) -> dict[str, bytes]:
    return {f"my/notes/{name}": (site.current / name).read_bytes() for name in site.record()["manifest"]}


def test_a_bucket_holds_the_site_and_what_others_put_there(site: Site, upstream: Upstream, bucket: S3Client) -> None:
    name = site.settings["publish"]["targets"][0]["bucket"]
    bucket.put_object(Bucket=name, Key="my/notes/of-somebody-else", Body=b"x")
    site.deploy()
    upstream.commit({"index.md": "# New\n", "Notes/One.md": None, "i.svg": "<svg/>"})
    assert "deleted" in site.deploy().output
    found = objects(bucket, site)
    assert found.pop("my/notes/of-somebody-else") == b"x"
    assert found.pop("my/notes/.vault-release.json")
    assert found == shown(site)
    head = bucket.head_object(Bucket=name, Key="my/notes/index.html")
    assert head["ContentType"] == "text/html; charset=utf-8"
    assert head["CacheControl"] == "no-cache"


@pytest.mark.parametrize("step", ["target-bucket-assets", "target-bucket-pages", "target-bucket-deleted", "target-bucket-stated"])
def test_a_killed_upload_is_made_up_for(site: Site, upstream: Upstream, bucket: S3Client, step: str) -> None:
    site.deploy()
    upstream.commit({"index.md": "# New\n", "Notes/One.md": None, "more.md": "# more\n"})
    assert site.run("deploy", FAULT_POINT=step).code == 137
    upstream.commit({"more.md": None})
    site.deploy()
    found = objects(bucket, site)
    del found["my/notes/.vault-release.json"]
    assert found == shown(site)


def test_a_bucket_that_is_not_there_or_not_reachable(site: Site, bucket: S3Client) -> None:
    site.settings["publish"]["targets"][0]["bucket"] = "no-such-bucket"
    site.write()
    site.deploy(code=77)
    site.settings["publish"]["targets"][0]["endpoint_url"] = "http://127.0.0.1:9"
    site.write()
    site.deploy(code=75)


def test_pages_come_after_what_they_need() -> None:
    stages = upload_stages(["index.html", "a/index.html", "assets/x.css", "pic.png", "search/search_index.json", "sitemap.xml"])
    assert stages == (["assets/x.css"], ["pic.png"], ["a/index.html"], ["index.html", "search/search_index.json", "sitemap.xml"])


def test_boto3_is_only_needed_for_buckets(site: Site) -> None:
    finished = subprocess.run(
        [sys.executable, "-c", WITHOUT_BOTO3,
         "deploy", "--config", str(site.folder / "deploy.yml")],
        env=site.environment(), capture_output=True, check=False,
    )  # fmt: skip
    assert finished.returncode == 0, finished.stderr
