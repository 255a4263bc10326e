"""The cache of compiled notes: what it gives is what was put in, or nothing."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cached_notes
from cached_notes import COMPILER, OTHER_COMPILER, body, facts, fill, key, what_it_has
from mkdocs_vault.build import note_cache, pack_folder
from mkdocs_vault.build.cache_cleaning import MOST_PACKS
from mkdocs_vault.build.cache_folder import claim_folder
from mkdocs_vault.build.note_cache import NoteCache


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    cache = tmp_path / ".cache" / "mkdocs-vault"
    claim_folder(cache, tmp_path)
    return cache


def packs(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.pack"))


def test_gives_what_was_put_in_before_and_after_it_was_written(folder: Path) -> None:
    with NoteCache(folder, COMPILER) as cache:
        cache.put(key(1), b"facts", b"body")
        assert (cache.facts([key(1), key(2)]), cache.body(key(1)), cache.body(key(2))) == ({key(1): b"facts"}, b"body", None)
        cache.flush()
        assert (cache.facts([key(1), key(2)]), cache.body(key(1)), cache.body(key(2))) == ({key(1): b"facts"}, b"body", None)
        assert key(1) in cache
        assert key(2) not in cache
    with NoteCache(folder, COMPILER) as cache:
        assert (cache.facts([key(1), key(2)]), cache.body(key(1)), cache.body(key(2))) == ({key(1): b"facts"}, b"body", None)


def test_gives_what_was_put_in_last(folder: Path) -> None:
    for content in (b"old", b"new"):
        with NoteCache(folder, COMPILER) as cache:
            cache.put(key(1), content, content)
    with NoteCache(folder, COMPILER) as cache:
        assert (cache.facts([key(1)])[key(1)], cache.body(key(1))) == (b"new", b"new")


def test_without_a_folder_it_remembers_until_the_process_ends() -> None:
    with NoteCache(None, COMPILER) as cache:
        cache.put(key(1), b"facts", b"body")
        cache.flush()
        assert (cache.facts([key(1)]), cache.body(key(1))) == ({key(1): b"facts"}, b"body")


def test_what_another_compiler_made_is_not_there(folder: Path) -> None:
    fill(folder, range(5), OTHER_COMPILER)
    assert what_it_has(folder, range(5)) == set()
    assert what_it_has(folder, range(5), OTHER_COMPILER) == set(range(5))


def test_what_another_compiler_made_goes_when_nobody_needed_it_for_a_day(folder: Path) -> None:
    fill(folder, range(5), OTHER_COMPILER)
    yesterday = time.time() - 90_000
    os.utime(packs(folder)[0], (yesterday, yesterday))
    fill(folder, range(5, 6))
    assert what_it_has(folder, range(6)) == {5}
    assert len(packs(folder)) == 1


class TestDamage:
    @pytest.mark.parametrize("damaged", ["pack", "uses"])
    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data())
    def test_any_changed_byte_gives_less_and_never_something_else(self, folder: Path, damaged: str, data: st.DataObject) -> None:
        path = fresh(folder, damaged)
        content = bytearray(path.read_bytes())
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] ^= data.draw(st.integers(1, 255))
        path.write_bytes(content)
        what_it_has(folder, range(12))
        fill(folder, range(12))
        assert what_it_has(folder, range(12)) == set(range(12))

    @pytest.mark.parametrize("damaged", ["pack", "uses"])
    @settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data())
    def test_any_cut_gives_less_and_never_something_else(self, folder: Path, damaged: str, data: st.DataObject) -> None:
        path = fresh(folder, damaged)
        content = path.read_bytes()
        path.write_bytes(content[: data.draw(st.integers(0, len(content) - 1))] + data.draw(st.binary(max_size=80)))
        what_it_has(folder, range(12))
        fill(folder, range(12))
        assert what_it_has(folder, range(12)) == set(range(12))

    def test_a_damaged_body_takes_only_its_own_note(self, folder: Path) -> None:
        path = fresh(folder, "pack")
        content = path.read_bytes()
        path.write_bytes(content.replace(body(7), body(7).swapcase()))
        assert what_it_has(folder, range(12)) == set(range(12)) - {7}

    def test_a_file_that_shrinks_while_it_is_read_gives_less(self, folder: Path) -> None:
        path = fresh(folder, "pack")
        with NoteCache(folder, COMPILER) as cache:
            os.truncate(path, 20)
            assert key(11) not in cache.facts(map(key, range(12)))
            assert cache.body(key(11)) is None

    def test_a_damaged_pack_is_removed(self, folder: Path) -> None:
        os.truncate(fresh(folder, "pack"), 100)
        assert what_it_has(folder, range(12)) == set()
        assert packs(folder) == []

    @pytest.mark.skipif(os.name != "posix", reason="there are none")
    @pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
    def test_what_is_no_file_is_not_read(self, folder: Path, tmp_path: Path, kind: str) -> None:
        moved = fresh(folder, "pack").rename(tmp_path / "moved")
        odd = folder / "00000000000000000001-00.pack"
        if kind == "link":
            odd.symlink_to(moved)
        elif kind == "pipe":
            os.mkfifo(odd)
        else:
            odd.mkdir()
        assert what_it_has(folder, range(12)) == set()
        assert moved.exists()


def fresh(folder: Path, damaged: str) -> Path:
    """A folder with twelve notes in one pack, and the file that is to be damaged."""
    for path in [*packs(folder), folder / "uses"]:
        path.unlink(missing_ok=True)
    fill(folder, range(12))
    return packs(folder)[0] if damaged == "pack" else folder / "uses"


class TestWriting:
    def test_nobody_else_may_read_the_files(self, folder: Path) -> None:
        fill(folder, range(3))
        modes = {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
        assert (modes, stat.S_IMODE(folder.stat().st_mode)) == ({0o600}, 0o700)

    def test_a_full_disk_is_no_error(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        before = {path.name for path in folder.iterdir()}
        with NoteCache(folder, COMPILER) as cache, monkeypatch.context() as patch:
            patch.setattr(pack_folder, "write_pack", full)
            cache.put(key(1), b"facts", b"body")
            cache.flush()
            assert (cache.facts([key(1)]), cache.body(key(1))) == ({key(1): b"facts"}, b"body")
            assert {path.name for path in folder.iterdir()} == before
        assert len(packs(folder)) == 1

    def test_a_folder_that_is_gone_is_no_error(self, folder: Path) -> None:
        with NoteCache(folder, COMPILER) as cache:
            folder.rename(folder.with_name("moved"))
            cache.put(key(1), b"facts", b"body")
            cache.flush()
            assert cache.body(key(1)) == b"body"

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root mounts")
    @pytest.mark.parametrize("options", ["ro", "size=100k"])
    def test_a_disk_without_room_or_rights_is_no_error(self, options: str, small_disk: Path) -> None:
        cache_folder = small_disk / "cache"
        claim_folder(cache_folder, small_disk)
        fill(cache_folder, range(10))
        subprocess.run(["mount", "-o", f"remount,{options}", str(small_disk)], check=True)
        with NoteCache(cache_folder, COMPILER) as cache:
            assert len(cache.facts(map(key, range(10)))) == 10
            cache.put(key(99), b"facts", os.urandom(200_000))
            cache.flush()
            assert cache.facts([key(99)]) == {key(99): b"facts"}
        assert what_it_has(cache_folder, range(100)) == set(range(10))
        assert not list(cache_folder.glob("*.new"))

    def test_packs_are_written_as_soon_as_there_is_enough(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(note_cache, "PACK_BYTES", 300)
        cache = NoteCache(folder, COMPILER)
        for number in range(100):
            cache.put(key(number), facts(number), body(number))
        assert len(packs(folder)) > 5
        assert len(what_it_has(folder, range(100))) > 90

    def test_an_unfinished_file_of_a_killed_build_is_removed_later(self, folder: Path) -> None:
        left, current = folder / "1-left.new", folder / "2-current.new"
        for path in (left, current):
            path.write_bytes(b"half")
        os.utime(left, (0, 0))
        fill(folder, range(1))
        assert (left.exists(), current.exists()) == (False, True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], check=False, capture_output=True).returncode:
        pytest.skip("this system mounts nothing here")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


class TestSize:
    def test_stays_within_its_limit_and_keeps_what_was_used_last(self, folder: Path) -> None:
        big = os.urandom(10_000)
        for numbers in (range(10), range(10, 20), range(20, 30)):
            with NoteCache(folder, COMPILER) as cache:
                for number in numbers:
                    cache.put(key(number), b"", big)
        with NoteCache(folder, COMPILER, limit_bytes=250_000) as cache:
            cache.facts(map(key, range(10)))
        with NoteCache(folder, COMPILER) as cache:
            left = {number for number in range(30) if cache.body(key(number)) == big}
        assert sum(path.stat().st_size for path in packs(folder)) <= 250_000
        assert set(range(10)) <= left
        assert len(left) == 18
        assert left <= {*range(10), *range(20, 30)}

    def test_holds_its_limit_where_nothing_can_be_written(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        fill(folder, range(100))
        limit = packs(folder)[0].stat().st_size // 2
        with monkeypatch.context() as patch:
            patch.setattr(pack_folder, "write_pack", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
            NoteCache(folder, COMPILER, limit_bytes=limit).close()
        assert sum(path.stat().st_size for path in packs(folder)) <= limit

    def test_a_vault_that_is_too_large_keeps_the_same_notes_from_build_to_build(self, folder: Path) -> None:
        kept = []
        for _ in range(3):
            fill(folder, range(200), limit_bytes=9000)
            kept.append(what_it_has(folder, range(200)))
        assert kept[0] == kept[1] == kept[2]
        assert 50 < len(kept[0]) < 200

    def test_a_long_preview_keeps_few_files_open(self, folder: Path) -> None:
        with NoteCache(folder, COMPILER) as cache:
            for number in range(3 * MOST_PACKS):
                cache.put(key(number), facts(number), body(number))
                cache.flush()
            assert len(packs(folder)) <= 2 * MOST_PACKS
            assert len(cache.facts(map(key, range(3 * MOST_PACKS)))) == 3 * MOST_PACKS

    def test_many_small_packs_become_one(self, folder: Path) -> None:
        for number in range(MOST_PACKS + 2):
            fill(folder, range(number, number + 1))
        assert len(packs(folder)) <= MOST_PACKS
        assert what_it_has(folder, range(MOST_PACKS + 2)) == set(range(MOST_PACKS + 2))


def other_build(folder: Path, seed: int, turns: int) -> subprocess.Popen[bytes]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    return subprocess.Popen(
        [sys.executable, cached_notes.__file__, str(folder), str(seed), str(turns)], stdout=subprocess.PIPE, env=environment
    )


@pytest.mark.slow
def test_builds_that_run_at_once_do_not_disturb_each_other(folder: Path) -> None:
    builds = [other_build(folder, seed, 15) for seed in range(3)]
    for build in builds:
        build.communicate(timeout=100)
    assert [build.returncode for build in builds] == [0, 0, 0]
    fill(folder, range(400))
    assert what_it_has(folder, range(400)) == set(range(400))


@pytest.mark.slow
def test_a_build_that_is_killed_at_any_moment_leaves_a_cache_that_works(folder: Path) -> None:
    for turn in range(10):
        with other_build(folder, turn, 10_000) as build:
            assert build.stdout
            build.stdout.readline()
            time.sleep(0.02 * turn)
            build.kill()
        what_it_has(folder, range(400))
    fill(folder, range(400))
    assert what_it_has(folder, range(400)) == set(range(400))
