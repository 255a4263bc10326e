"""Indexes that Pagefind makes: in parts, of which those are made again that have changed."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

import mkdocs_vault
from mkdocs_vault.build.search_index.index_files import ENTRY
from mkdocs_vault.build.search_index.pagefind_index import PagefindMaker
from mkdocs_vault.build.search_index.pagefind_program import IndexingError, PagefindRuns, pagefind_program
from mkdocs_vault.website.search.documents import SearchDocument
from mkdocs_vault.website.search.port import Searchable
from search_indexes import MANY_SECONDS, CountedRuns, Heard, documents, index_of, maker

FEW = 20
FOUR_PARTS = sum(page.weight for page in documents(FEW)) // 4 + 50


class Deferred:
    """A document whose HTML may not be asked for."""

    def __init__(self, page: SearchDocument) -> None:
        self.address, self.language, self.digest, self.weight = page.address, page.language, page.digest, page.weight

    def at_hand(self) -> Searchable:
        raise AssertionError("nobody needs it")

    def html(self) -> str:
        raise AssertionError("nobody needs it")


class TestTheFiles:
    def test_are_told_with_that_which_names_the_others_last(self) -> None:
        heard = index_of(maker(), documents(FEW))
        assert list(heard.files)[-1] == ENTRY
        assert set(heard.paths or ()) == set(heard.files)
        assert not heard.reasons

    def test_of_a_small_site_lie_in_one_folder(self) -> None:
        heard = index_of(maker(), documents(FEW))
        assert "parts" not in json.loads(heard.files[ENTRY])
        assert [path for path in heard.files if path.count("/") > 1] == []

    def test_of_a_large_site_name_their_parts_and_have_its_programs_once(self) -> None:
        files = index_of(maker(part_weight=FOUR_PARTS), [*documents(FEW), *documents(2, language="de")]).files
        assert json.loads(files[ENTRY])["parts"] == {"en": ["en-1", "en-2", "en-3"]}
        assert list(json.loads(files[ENTRY])["languages"]) == ["de", "en"]
        assert len([path for path in files if path.endswith("pagefind.js")]) == 1
        counts = [json.loads(files[f"{name}{ENTRY}"])["languages"]["en"]["page_count"] for name in ("", "en-1/", "en-2/", "en-3/")]
        assert sum(counts) == FEW
        assert len([path for path in files if path.endswith(".pf_fragment")]) == FEW + 2

    def test_are_the_same_whatever_the_order_of_pages(self) -> None:
        pages = [replace(page, tags=(f"t{number}", f"u{number}")) for number, page in enumerate(documents(FEW))]
        one = index_of(maker(part_weight=FOUR_PARTS), pages).files
        random.Random(1).shuffle(pages)  # noqa: S311 - Any order will do.
        assert index_of(maker(part_weight=FOUR_PARTS), pages).files == one

    def test_are_there_for_a_site_without_pages(self) -> None:
        assert json.loads(index_of(maker(), []).files[ENTRY])["languages"] == {}

    def test_have_the_last_document_of_an_address(self) -> None:
        assert index_of(maker(), [*documents(2), *documents(2, changed=[1])]).files == index_of(maker(), documents(2, changed=[1])).files


class TestPartsThatAreKept:
    def test_are_not_made_again_nor_are_their_documents_read(self, tmp_path: Path, runs: CountedRuns) -> None:
        first = index_of(maker(tmp_path, part_weight=FOUR_PARTS), documents(FEW))
        assert len(runs.addresses) == 4
        again = index_of(maker(tmp_path, part_weight=FOUR_PARTS), map(Deferred, documents(FEW)))
        assert len(runs.addresses) == 4
        assert again.files == first.files

    def test_are_all_but_one_after_an_edit(self, tmp_path: Path, runs: CountedRuns) -> None:
        index_of(maker(tmp_path, part_weight=FOUR_PARTS), documents(FEW))
        edited = index_of(maker(tmp_path, part_weight=FOUR_PARTS), documents(FEW, changed=[7]))
        assert len(runs.addresses) == 5
        assert "en/7/" in runs.addresses[-1]
        assert edited.files == index_of(maker(part_weight=FOUR_PARTS), documents(FEW, changed=[7])).files

    def test_are_made_again_once_they_are_damaged(self, tmp_path: Path, runs: CountedRuns) -> None:
        first = index_of(maker(tmp_path, part_weight=FOUR_PARTS), documents(FEW))
        damaged = min(tmp_path.iterdir())
        damaged.write_bytes(damaged.read_bytes()[:-1] + b"?")
        assert index_of(maker(tmp_path, part_weight=FOUR_PARTS), documents(FEW)).files == first.files
        assert len(runs.addresses) == 5

    def test_are_made_again_for_other_selectors(self, tmp_path: Path, runs: CountedRuns) -> None:
        index_of(maker(tmp_path), documents(FEW))
        index_of(replace(maker(tmp_path), leaves_out=(".x",)), documents(FEW))
        assert len(runs.addresses) == 2

    def test_do_not_grow_in_number_with_every_edit(self, tmp_path: Path, runs: CountedRuns) -> None:
        for number in range(6):
            index_of(maker(tmp_path), documents(FEW, changed=[number]))
        assert len(runs.addresses) == 6
        assert len(list(tmp_path.iterdir())) == 2

    def test_are_shared_by_builds_that_run_at_once(self, tmp_path: Path) -> None:
        heard = [Heard(), Heard(), Heard()]
        indexes = [maker(tmp_path, part_weight=FOUR_PARTS).begin(each) for each in heard]
        for index in indexes:
            for page in documents(FEW):
                index.add(page)
            index.finish()
        assert all(index.has_ended(within_seconds=MANY_SECONDS) for index in indexes)
        assert heard[0].files == heard[1].files == heard[2].files
        assert len(list(tmp_path.glob("*.part"))) == len(list(tmp_path.iterdir())) == 4


class TestAPartThatFails:
    def test_ends_the_index_with_a_reason_and_without_the_file_that_names_the_others(self, tmp_path: Path, runs: CountedRuns) -> None:
        runs.failing = 3
        heard = index_of(maker(tmp_path, part_weight=FOUR_PARTS), documents(FEW))
        assert len(heard.reasons) == 1
        assert "part 3 of 4" in heard.reasons[0]
        assert ENTRY not in heard.files
        assert heard.paths is None

    def test_leaves_the_others_to_the_next_index(self, tmp_path: Path, runs: CountedRuns) -> None:
        runs.failing = 3
        index_of(maker(tmp_path, part_weight=FOUR_PARTS), documents(FEW))
        assert index_of(maker(tmp_path, part_weight=FOUR_PARTS), documents(FEW)).paths
        assert len(runs.addresses) == 3 + 2


class TestCancelling:
    def test_before_anything_runs_leaves_nothing_to_be_heard(self) -> None:
        heard = Heard()
        index = maker().begin(heard)
        index.add(documents(1)[0])
        index.cancel()
        index.finish()
        assert index.has_ended()
        assert (heard.files, heard.reasons) == ({}, [])

    @pytest.mark.skipif(os.name == "nt", reason="no program can be halted there")
    @pytest.mark.parametrize("parts_before", [0, 1])
    def test_while_a_part_is_made_ends_the_program_and_keeps_earlier_parts(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parts_before: int
    ) -> None:
        halted: list[subprocess.Popen[bytes]] = []
        is_halted = Event()
        original = PagefindRuns._ask

        def ask(self: PagefindRuns, process: subprocess.Popen[bytes], payload: dict[str, object]) -> dict[str, object]:
            if payload["type"] == "GetFiles" and len(list(tmp_path.glob("*.part"))) == parts_before:
                process.send_signal(signal.SIGSTOP)
                halted.append(process)
                is_halted.set()
            return original(self, process, payload)

        monkeypatch.setattr(PagefindRuns, "_ask", ask)
        heard = Heard()
        index = maker(tmp_path, part_weight=FOUR_PARTS).begin(heard)
        for page in documents(FEW):
            index.add(page)
        index.finish()
        assert is_halted.wait(MANY_SECONDS)
        assert not index.has_ended()
        index.cancel()
        assert index.has_ended()
        assert [process.poll() is None for process in halted] == [False]
        assert (heard.paths, heard.reasons) == (None, [])
        assert len(list(tmp_path.iterdir())) == parts_before

    def test_is_for_good(self) -> None:
        program = pagefind_program()
        assert program
        runs = PagefindRuns(program)
        runs.stop()
        with pytest.raises(IndexingError):
            runs.files_of([], [])


class TestTheProgram:
    @pytest.mark.skipif(os.name == "nt", reason="Windows has classes instead")
    def test_gives_way_to_others(self, monkeypatch: pytest.MonkeyPatch) -> None:
        priorities: list[int] = []
        original = PagefindRuns._ask

        def ask(self: PagefindRuns, process: subprocess.Popen[bytes], payload: dict[str, object]) -> dict[str, object]:
            priorities.append(os.getpriority(os.PRIO_PROCESS, process.pid))
            return original(self, process, payload)

        monkeypatch.setattr(PagefindRuns, "_ask", ask)
        index_of(maker(), documents(1))
        assert min(priorities) > os.getpriority(os.PRIO_PROCESS, 0) or min(priorities) == 19

    def test_is_not_there_without_the_package(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "pagefind.service", None)
        assert pagefind_program() is None

    def test_that_cannot_be_run_is_told(self, tmp_path: Path) -> None:
        assert len(index_of(PagefindMaker(tmp_path / "nothing"), documents(1)).reasons) == 1

    def test_ends_with_the_process_that_runs_it(self, tmp_path: Path) -> None:
        script = f"""
import os, sys
sys.path.insert(0, {str(Path(mkdocs_vault.__file__).parents[1])!r})
from mkdocs_vault.build.search_index.pagefind_program import PagefindRuns, pagefind_program
from mkdocs_vault.website.search.documents import SearchDocument
def pages():
    yield SearchDocument("A/", "en", "A", "Words")
    print(runs._process.pid, flush=True)
    os._exit(0)
runs = PagefindRuns(pagefind_program())
runs.files_of(pages(), [])
"""
        done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
        assert done.stdout.strip().isdigit()
