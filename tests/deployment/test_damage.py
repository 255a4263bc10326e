from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from deployment.vault_site import Site, Upstream, problem_with, rubbish

LOCKS = [
    "index.lock", "HEAD.lock", "config.lock", "packed-refs.lock", "shallow.lock", "FETCH_HEAD.lock", "refs/vault/head.lock",
    "refs/heads/main.lock", "gc.pid", "objects/pack/tmp_pack_abc", "objects/tmp_objdir-incoming-x/y", "objects/ab/tmp_obj_x",
]  # fmt: skip


def test_locks_that_a_dead_git_left_need_nobody(site: Site, upstream: Upstream) -> None:
    site.deploy()
    mirror = site.state / "mirror.git"
    for name in LOCKS:
        (mirror / name).parent.mkdir(parents=True, exist_ok=True)
        (mirror / name).write_text("x")
    upstream.commit({"index.md": "# New\n"})
    site.deploy()
    assert rubbish(site) == set()


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    path.chmod(0o644)
    if content:
        content[at % len(content)] ^= 0x41
    path.write_bytes(content)


def flips(site: Site, upstream: Upstream, rounds: int, seed: int) -> None:
    """Flip one byte somewhere in the state, deploy something new, and see that it is whole and right."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    site.deploy()
    for number in range(rounds):
        files = sorted(path for path in site.state.rglob("*") if path.is_file())
        flip(chance.choice(files), chance.randrange(10_000))
        upstream.commit({"index.md": f"# Round {number}\n"})
        site.deploy()
        assert f"Round {number}" in site.page("index.html")
        assert problem_with(site.current.resolve()) == ""
        assert rubbish(site) == set()


def test_flipped_bytes_heal(site: Site, upstream: Upstream) -> None:
    flips(site, upstream, 6, 1)


@pytest.mark.fuzz
@pytest.mark.timeout(900)
def test_flipped_bytes_heal_a_hundred_times(site: Site, upstream: Upstream) -> None:
    flips(site, upstream, 100, 2)


@pytest.mark.parametrize("name", ["config", "HEAD", "refs/vault/head", "objects/pack"])
def test_every_kind_of_file_heals(site: Site, upstream: Upstream, name: str) -> None:
    upstream.commit({f"n{number}.md": f"# {number}\n" * 50 for number in range(120)})
    site.deploy()
    place = site.state / "mirror.git" / name
    for file in sorted(place.rglob("*")) if place.is_dir() else [place]:
        flip(file, 700)
    upstream.commit({"n1.md": "# changed\n"})
    site.deploy()
    assert "changed" in site.page("n1/index.html")


def test_a_damaged_mirror_without_a_remote_harms_nothing(site: Site, upstream: Upstream) -> None:
    site.deploy()
    upstream.commit({"index.md": "# New\n"})
    for pack in (site.state / "mirror.git" / "objects").rglob("*"):
        if pack.is_file():
            flip(pack, 40)
    before = site.still()
    moved = upstream.bare.rename(upstream.folder / "away.git")
    site.deploy(code=75)
    assert site.still() == before
    moved.rename(upstream.bare)
    site.deploy()


def test_a_mirror_that_is_something_else_is_replaced(site: Site) -> None:
    site.state.mkdir()
    (site.state / "mirror.git").write_text("a file")
    site.deploy()
    shutil.rmtree(site.state / "mirror.git" / "objects")
    (site.folder / "mkdocs.yml").write_text((site.folder / "mkdocs.yml").read_text() + "site_author: me\n")
    site.deploy()
