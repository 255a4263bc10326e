from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from deployment.git_server import GitServer
from deployment.vault_site import COMMAND, PACKAGES, Site, Upstream, git, problem_with, rubbish


def test_the_first_deploy_publishes_one_whole_release(site: Site, upstream: Upstream) -> None:
    outcome = site.deploy()
    phases = [line.split()[0] for line in outcome.output.splitlines()]
    assert phases == ["ask", "fetch", "export", "build", "gates", "publish", "published:"]
    assert "One" in site.page("Notes/One/index.html")
    assert site.current.readlink() == Path("releases") / site.names()[0]
    assert site.record()["commit"] == upstream.head()
    assert site.record()["seq"] == 1
    assert problem_with(site.current.resolve()) == ""
    assert rubbish(site) == set()


def test_nothing_new_moves_nothing_and_asks_only_once(http_site: Site, server: GitServer) -> None:
    http_site.deploy()
    before = http_site.still()
    server.hits.clear()
    outcome = http_site.deploy()
    assert "already current" in outcome.output
    assert http_site.still() == before
    assert server.count("git-upload-pack") == 2  # the advertisement and one list of references


def test_a_new_commit_becomes_the_next_release(site: Site, upstream: Upstream) -> None:
    site.deploy()
    first = site.names()[0]
    upstream.commit({"Notes/One.md": "# Changed\n"})
    site.deploy()
    assert "Changed" in site.page("Notes/One/index.html")
    assert (site.published / "previous").readlink() == Path("releases") / first
    assert site.record()["seq"] == 2


def test_only_the_newest_releases_are_kept(site: Site, upstream: Upstream) -> None:
    site.change("publish", keep=2)
    for number in range(3):
        upstream.commit({"index.md": f"# {number}\n"})
        site.deploy()
    assert [name.split("-")[0] for name in site.names()] == ["2", "3"]


def test_a_changed_input_builds_again(site: Site, upstream: Upstream) -> None:
    hook, config = site.folder / "hook.py", site.folder / "mkdocs.yml"
    hook.write_text("def on_page_content(html, **kwargs):\n    return html\n")
    config.write_text(config.read_text() + "hooks: [hook.py]\n")
    upstream.commit({"sub/index.md": "# Sub\n"})
    site.deploy()
    changes: list[Callable[[], object]] = [
        lambda: config.write_text(config.read_text() + "site_author: me\n"),
        lambda: (site.folder / "theme" / "main.html").write_text("new {{ page.content }}"),
        lambda: hook.write_text("def on_page_content(html, **kwargs):\n    return html + 'x'\n"),
        lambda: site.change("site", strict=True),
        lambda: site.change("vault", folder="sub"),
    ]
    for number, change in enumerate(changes, start=2):
        change()
        site.deploy()
        assert site.record()["seq"] == number
    assert "already current" in site.deploy().output


def test_hooks_and_themes_stay_where_the_configuration_says(site: Site) -> None:
    (site.folder / "extra").mkdir()
    (site.folder / "extra" / "hook.py").write_text("def on_page_content(html, **kwargs):\n    return html + '<i>hooked</i>'\n")
    with (site.folder / "mkdocs.yml").open("a") as file:
        file.write("hooks: [extra/hook.py]\n")
    site.deploy()
    assert not (site.folder / "docs").exists()
    assert "<i>hooked</i>" in site.page("index.html")


def test_a_folder_of_the_repository_is_the_vault(site: Site, upstream: Upstream) -> None:
    upstream.commit({"my notes/index.md": "# Inside\n"})
    site.change("vault", folder="my notes/")
    site.deploy()
    assert "Inside" in site.page("index.html")
    assert not (site.current / "Notes").exists()


def test_a_missing_folder_is_refused(site: Site) -> None:
    site.change("vault", folder="nowhere")
    assert "no folder 'nowhere'" in site.deploy(code=65).errors


def test_a_failed_build_leaves_what_is_published(site: Site, upstream: Upstream) -> None:
    site.deploy()
    before = site.still()
    upstream.commit({"index.md": "# New\n"})
    (site.folder / "theme" / "main.html").write_text("{% broken")
    outcome = site.deploy(code=65)
    assert "build failed" in outcome.errors
    assert site.still() == before
    assert rubbish(site) == set()


def test_a_strict_site_is_not_published_with_warnings(site: Site, upstream: Upstream) -> None:
    upstream.commit({"index.md": "[gone](gone.md)\n"})
    site.change("site", strict=True)
    assert "gone.md" in site.deploy(code=65).errors
    site.change("site", strict=False)
    assert "warning: build: " in site.deploy().errors


def test_a_build_that_never_ends_is_stopped(site: Site) -> None:
    (site.folder / "slow.py").write_text("import time\ndef on_files(files, **kwargs):\n    time.sleep(60)\n")
    with (site.folder / "mkdocs.yml").open("a") as file:
        file.write("hooks: [slow.py]\n")
    site.change("site", deadline_seconds=2)
    start = time.monotonic()
    assert "not done after 2 seconds" in site.deploy(code=65).errors
    assert time.monotonic() - start < 40


def test_a_site_without_an_index_page_is_refused(site: Site, upstream: Upstream) -> None:
    upstream.commit({"index.md": None})
    assert "no index page" in site.deploy(code=65).errors


def test_a_mass_deletion_waits_for_its_confirmation(site: Site, upstream: Upstream) -> None:
    upstream.commit({f"n{number}.md": "# n\n" for number in range(40)})
    site.deploy()
    before = site.still()
    upstream.commit({f"n{number}.md": None for number in range(40)})
    outcome = site.deploy(code=65)
    assert site.still() == before
    line = next(line for line in outcome.errors.splitlines() if "--confirm-deletion" in line)
    command = shlex.split(line[line.index("mkdocs-vault") :])
    assert command[0] == "mkdocs-vault"
    confirmed = subprocess.run([*COMMAND, *command[1:]], env=site.environment(), capture_output=True, check=False)
    assert confirmed.returncode == 0, confirmed.stderr
    assert len(site.names()) == 2


def test_twenty_deleted_notes_need_no_confirmation(site: Site, upstream: Upstream) -> None:
    upstream.commit({f"n{number}.md": "# n\n" for number in range(20)})
    site.deploy()
    upstream.commit({f"n{number}.md": None for number in range(20)})
    site.deploy()
    assert not (site.current / "n1").exists()


def test_a_page_of_a_private_note_is_never_published(site: Site, upstream: Upstream) -> None:
    upstream.commit({"Secret plan.md": "---\ntitle: x\npublish: no\n---\n# Plan\n"})
    outcome = site.deploy(code=65, CI="")
    assert "Secret plan" in outcome.errors
    assert "Secret plan" not in site.deploy(code=65, CI="true").said
    with (site.folder / "mkdocs.yml").open("a") as file:
        file.write("exclude_docs: Secret plan.md\n")
    site.deploy()


def test_conflict_markers_and_lfs_pointers_are_told(site: Site, upstream: Upstream) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 9\n"
    upstream.commit({"a.md": "# A\n\n<<<<<<< HEAD\nx\n=======\ny\n>>>>>>> b\n", "i.png": pointer})
    errors = site.deploy().errors
    assert "a.md:3:1: a merge conflict was committed" in errors
    assert "i.png:1:1: this is a pointer of Git LFS" in errors


def test_a_second_run_says_who_is_at_work(site: Site) -> None:
    (site.folder / "slow.py").write_text("import time\ndef on_files(files, **kwargs):\n    time.sleep(2)\n")
    with (site.folder / "mkdocs.yml").open("a") as file:
        file.write("hooks: [slow.py]\n")
    with site.start("deploy") as first:
        while not (site.published / ".work").exists():
            time.sleep(0.02)
        outcome = site.deploy(code=75)
        waiting = site.deploy("--wait")
        assert first.wait(20) == 0
    assert f"another run is going on (pid {first.pid}, since 2" in outcome.errors
    assert "already current" in waiting.output
    assert len(site.names()) == 1


def test_of_eight_runs_at_once_one_publishes(http_site: Site, server: GitServer) -> None:
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda _: http_site.run("deploy", "--wait"), range(8)))
    assert [outcome.code for outcome in outcomes] == [0] * 8
    assert len(http_site.names()) == 1
    assert server.count("POST") == 8 + 2  # each asks, one asks again and fetches


def test_a_lock_file_of_a_dead_run_is_no_obstacle(site: Site) -> None:
    site.state.mkdir()
    (site.state / "lock").write_text('{"pid": 1, "since": "2001"}')
    site.deploy()


def test_cron_gives_nearly_nothing_and_that_is_enough(site: Site) -> None:
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(PACKAGES)}
    finished = subprocess.run(site.words("deploy"), env=environment, cwd="/", capture_output=True, check=False)
    assert finished.returncode == 0, finished.stderr


def test_a_site_is_the_same_in_every_folder_time_zone_and_language(tmp_path: Path, upstream: Upstream) -> None:
    surroundings: list[dict[str, str]] = [
        {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "America/New_York", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "SOURCE_DATE_EPOCH": "1"},
    ]
    results = []
    for name, variables in zip(("a", "another folder"), surroundings, strict=True):
        site = Site.create(tmp_path / name, str(upstream.bare))
        (site.folder / "mkdocs.yml").write_text("site_name: Notes\nsite_url: https://example.org/\ntheme: {name: material, font: false}\n")
        before = os.umask(0o077 if name == "a" else 0o002)
        site.variables = variables
        site.deploy()
        os.umask(before)
        files = {path.relative_to(site.current.resolve()): path for path in site.current.resolve().rglob("*")}
        results.append({name: (path.stat().st_mode, path.read_bytes() if path.is_file() else b"") for name, path in files.items()})
    assert results[0] == results[1]


def test_the_date_of_a_site_is_the_commits(site: Site, upstream: Upstream) -> None:
    upstream.commit({"index.md": "# x\n"}, GIT_COMMITTER_DATE="2011-11-11T12:00:00+0000")
    site.deploy()
    assert "<lastmod>2011-11-11</lastmod>" in site.page("sitemap.xml")


@pytest.mark.parametrize("date", ["@0 +0000", "@99999999999 -1200"])
def test_impossible_dates_order_nothing(site: Site, upstream: Upstream, date: str) -> None:
    site.deploy()
    upstream.commit({"index.md": "# odd\n"}, GIT_COMMITTER_DATE=date)
    site.deploy()
    upstream.commit({"index.md": "# even\n"})
    site.deploy()
    assert [name.split("-")[0] for name in site.names()] == ["1", "2", "3"]
    assert "even" in site.page("index.html")


def test_hooks_may_veto_and_are_told(site: Site, upstream: Upstream) -> None:
    log = site.folder / "log"
    veto = [["sh", "-c", "test -f $VAULT_SITE/index.html"]]
    site.change("publish", hooks={"before": veto, "after": [["sh", "-c", f"echo $VAULT_RELEASE >> {log}"]]})
    site.deploy()
    site.deploy()
    assert log.read_text().split() == site.names()
    site.change("publish", hooks={"before": [["sh", "-c", "echo not today >&2; exit 3"]]})
    upstream.commit({"index.md": "# x\n"})
    before = site.still()
    assert "not today" in site.deploy(code=65).errors
    assert site.still() == before


def test_a_failed_hook_is_told_again(site: Site) -> None:
    log = site.folder / "log"
    site.change("publish", hooks={"after": [["sh", "-c", f"echo $VAULT_RELEASE >> {log}; exit 1"]]})
    assert "published, but the hook" in site.deploy(code=75).errors
    assert len(site.names()) == 1
    site.deploy(code=75)
    assert len(log.read_text().split()) == 2


def test_the_lines_of_a_run_can_be_json(site: Site) -> None:
    outcome = site.deploy("--json")
    lines = [json.loads(line) for line in outcome.output.splitlines()]
    assert [line.get("phase") for line in lines][:2] == ["ask", "fetch"]
    assert lines[-1]["release"] == site.names()[0]
    assert outcome.errors == ""


def test_a_lost_link_or_state_is_made_again(site: Site) -> None:
    site.deploy()
    site.current.unlink()
    (site.state / "state.json").write_text("{}")
    site.deploy()
    assert problem_with(site.current.resolve()) == ""
    shutil.rmtree(site.state)
    assert "already current" in site.deploy().output


def test_something_else_called_current_is_not_touched(site: Site) -> None:
    (site.published / "current").mkdir(parents=True)
    assert "not a link of ours" in site.deploy(code=78).errors


def test_two_settings_of_one_folder_do_not_mix(site: Site, upstream: Upstream) -> None:
    site.deploy()
    (site.folder / "other.yml").write_text(f"vault: {{remote: {upstream.bare}}}\npublish: {{folder: public}}\nstate: other-state\n")
    finished = subprocess.run([*COMMAND, "deploy", "--config", str(site.folder / "other.yml")], env=site.environment(), check=False)
    assert finished.returncode == 0
    assert len(site.names()) == 1


@pytest.mark.parametrize("wish", ["follow", "hold", "fail"])
def test_a_rewound_branch_is_followed_or_held(site: Site, upstream: Upstream, wish: str) -> None:
    site.change("vault", on_rewind=wish)
    upstream.commit({"index.md": "# Two\n"})
    site.deploy()
    git(upstream.tree, "reset", "-q", "--hard", "HEAD^")
    upstream.push()
    site.deploy(code=65 if wish == "fail" else 0)
    assert ("Home" in site.page("index.html")) == (wish == "follow")


def test_a_run_that_is_asked_to_stop_says_so(site: Site) -> None:
    (site.folder / "slow.py").write_text("import time\ndef on_files(files, **kwargs):\n    time.sleep(30)\n")
    with (site.folder / "mkdocs.yml").open("a") as file:
        file.write("hooks: [slow.py]\n")
    with site.start("deploy") as child:
        while not (site.published / ".work").exists():
            time.sleep(0.02)
        child.terminate()
        _, errors = child.communicate(timeout=40)
    assert child.returncode == 75
    assert b"stopped by SIGTERM" in errors
    assert rubbish(site) == set()


def test_python_runs_without_the_working_folder(site: Site) -> None:
    (site.folder / "logging.py").write_text("raise SystemExit(9)")
    finished = subprocess.run(
        [sys.executable, "-P", "-m", "mkdocs_vault.deployment", "deploy"], env=site.environment(), cwd=site.folder, check=False
    )
    assert finished.returncode == 0
