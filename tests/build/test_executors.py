"""Notes compiled by worker processes: the same results, whatever happens to the workers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import worker_functions
from mkdocs_vault.build.chosen_workers import FEW_CHARACTERS, chosen_workers, processors, workers_for
from mkdocs_vault.build.chunks import CHUNK_CHARACTERS, CHUNK_NOTES, Compiling, Made, in_chunks
from mkdocs_vault.build.executors import Workers, compile_notes
from mkdocs_vault.build.troubles import NotCompiled, Patience, Trouble
from mkdocs_vault.build.worker_processes import WorkerDiedError, WorkerProcesses

NOTES = [(f"{number}.md", f"Text {number} " * number) for number in range(100)]
IMPATIENT = Patience(seconds_at_least=1.5)


@pytest.fixture(autouse=True)
def _main_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(worker_functions.MAIN_PROCESS, str(os.getpid()))


@pytest.fixture
def processes() -> Iterator[WorkerProcesses]:
    with WorkerProcesses(2) as executor:
        yield executor


def with_one(text: str) -> list[tuple[str, str]]:
    return [*NOTES[:40], ("bad.md", text), *NOTES[40:]]


def results(
    function: Any, notes: list[tuple[str, str]], workers: Workers | None, options: bytes = b""
) -> tuple[dict[str, Any], list[Trouble]]:
    troubles: list[Trouble] = []
    found = list(compile_notes(Compiling(function, options), notes, workers, troubles.append))
    assert len(found) == len(notes)
    return {name: result.result if isinstance(result, Made) else result for name, result in found}, troubles


def test_workers_give_what_this_process_gives(processes: WorkerProcesses) -> None:
    alone = results(worker_functions.compiled, NOTES, None, b"options")
    assert results(worker_functions.compiled, NOTES, Workers(processes, 4), b"options") == alone
    assert alone[1] == []


def test_any_executor_of_the_standard_library_will_do() -> None:
    with ThreadPoolExecutor(2) as threads:
        assert results(worker_functions.compiled, NOTES, Workers(threads, 4)) == results(worker_functions.compiled, NOTES, None)


def test_the_work_is_shared_by_other_processes(processes: WorkerProcesses) -> None:
    found, _ = results(worker_functions.process_id, NOTES, Workers(processes, 4))
    assert os.getpid() not in found.values()
    assert len(set(found.values())) <= 2


def test_a_worker_imports_neither_mkdocs_nor_what_starts_workers(processes: WorkerProcesses) -> None:
    loaded = processes.submit(worker_functions.loaded_modules, "", b"").result(30)
    names = {name.partition(".")[0] for name in loaded}
    assert not names & {"mkdocs", "material", "jinja2", "multiprocessing", "pytest", "dask", "distributed", "numpy", "email"}
    assert "mkdocs_vault.build.executors" not in loaded


def test_what_a_function_prints_does_not_get_between_the_answers(processes: WorkerProcesses) -> None:
    assert processes.submit(worker_functions.printing, "words", b"").result(30) == "words"


def test_a_note_that_kills_its_worker_is_named_and_compiled_here(processes: WorkerProcesses) -> None:
    found, troubles = results(worker_functions.dying, with_one("die"), Workers(processes, 4))
    assert found == {name: text.upper() for name, text in with_one("die")}
    assert troubles[-1].notes == ("bad.md",)
    assert "ended with code 3" in str(troubles[-1])
    assert "bad.md" in troubles[0].notes


def test_notes_whose_worker_was_killed_by_somebody_are_compiled_by_another(processes: WorkerProcesses, tmp_path: Path) -> None:
    found, troubles = results(worker_functions.dying_once, with_one("die"), Workers(processes, 4), os.fsencode(tmp_path / "died"))
    assert found == {name: text.upper() for name, text in with_one("die")}
    assert len(troubles) == 1
    assert "bad.md" in troubles[0].notes


def test_a_note_that_hangs_its_worker_is_named_and_the_others_are_compiled(processes: WorkerProcesses) -> None:
    found, troubles = results(worker_functions.hanging, with_one("hang"), Workers(processes, 4, patience=IMPATIENT))
    assert isinstance(found.pop("bad.md"), NotCompiled)
    assert found == {name: text.upper() for name, text in NOTES}
    assert troubles[-1].notes == ("bad.md",)


def test_an_exception_is_raised_as_if_there_were_no_workers(processes: WorkerProcesses) -> None:
    with pytest.raises(worker_functions.PeculiarError):
        results(worker_functions.raising, with_one("raise"), Workers(processes, 4))


def test_what_only_a_worker_lacks_is_no_error(processes: WorkerProcesses) -> None:
    found, troubles = results(worker_functions.raising_in_workers, NOTES, Workers(processes, 4))
    assert found == {name: text.upper() for name, text in NOTES}
    assert not troubles


def test_without_any_worker_that_starts_everything_is_compiled_here(processes: WorkerProcesses, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    found, troubles = results(worker_functions.process_id, NOTES, Workers(processes, 4))
    assert set(found.values()) == {os.getpid()}
    assert "can't be started" in troubles[0].what


def test_a_pool_that_breaks_is_no_error() -> None:
    with ThreadPoolExecutor(1) as threads:
        threads.shutdown()
        found, troubles = results(worker_functions.compiled, NOTES, Workers(threads, 2))
    assert found == results(worker_functions.compiled, NOTES, None)[0]
    assert troubles


def test_who_stops_asking_waits_for_nothing_that_hangs() -> None:
    notes = [*NOTES[:CHUNK_NOTES], *[("bad.md", "hang")] * CHUNK_NOTES]
    with WorkerProcesses(1) as processes:
        worker = processes.submit(os.getpid).result(30)
        running = compile_notes(Compiling(worker_functions.hanging), notes, Workers(processes, 2), print)
        assert next(running) == (NOTES[0][0], Made(NOTES[0][1].upper()))
        running.close()
    assert not is_running(worker)


def test_a_worker_takes_no_module_from_the_folder_that_it_is_started_in(
    processes: WorkerProcesses, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('this is not a module of ours')")
    monkeypatch.chdir(tmp_path)
    assert processes.submit(os.getpid).result(30) != os.getpid()


def test_an_exception_in_the_middle_ends_a_worker_that_hangs() -> None:
    processes = WorkerProcesses(1)
    process = processes.submit(os.getpid).result(30)
    processes.submit(worker_functions.hanging, "hang", b"")
    with pytest.raises(KeyboardInterrupt), processes:
        raise KeyboardInterrupt
    assert not is_running(process)


def test_nothing_is_taken_after_the_end(processes: WorkerProcesses) -> None:
    processes.shutdown()
    with pytest.raises(RuntimeError):
        processes.submit(os.getpid)


def test_what_was_submitted_is_done_before_the_end() -> None:
    with WorkerProcesses(1) as processes:
        futures = [processes.submit(worker_functions.compiled, str(number), b"") for number in range(20)]
    assert [future.result(0)[1] for future in futures] == [str(number).encode() for number in range(20)]


def test_a_process_that_is_stopped_fails_its_futures() -> None:
    processes = WorkerProcesses(1)
    first = processes.submit(worker_functions.hanging, "hang", b"")
    second = processes.submit(worker_functions.hanging, "hang", b"")
    while not first.running():
        time.sleep(0.01)
    processes.stop()
    with pytest.raises(WorkerDiedError):
        first.result(5)
    assert second.cancelled()


PROGRAM = """
import os, sys
import worker_functions
from mkdocs_vault.build.worker_processes import WorkerProcesses
with WorkerProcesses(2) as processes:
    print(*{processes.submit(os.getpid).result() for _ in range(50)}, flush=True)
    futures = [processes.submit(worker_functions.hanging, "hang", b"") for _ in range(2)]
    print("working", flush=True)
    futures[0].result()
"""


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL, signal.SIGTERM])
def test_a_build_that_is_interrupted_or_killed_leaves_no_workers(number: signal.Signals) -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    with subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment) as program:
        assert program.stdout
        workers = [int(word) for word in program.stdout.readline().split()]
        program.stdout.readline()
        program.send_signal(number)
        assert program.wait(30) != 0
    deadline = time.monotonic() + 30
    while any(map(is_running, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert workers
    assert not any(map(is_running, workers))


def is_running(process: int) -> bool:
    """Whether it still does something: one that has ended, and that nobody has asked about yet, doesn't."""
    try:
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat")
        return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


class TestChunks:
    def test_hold_all_notes_in_order(self) -> None:
        assert [note for chunk in in_chunks(NOTES) for note in chunk] == NOTES

    def test_are_small_whatever_the_notes(self) -> None:
        large = [(str(number), "x" * (CHUNK_CHARACTERS // 2)) for number in range(5)]
        assert [len(chunk) for chunk in in_chunks(large)] == [2, 2, 1]
        assert max(len(chunk) for chunk in in_chunks(NOTES)) == CHUNK_NOTES

    def test_may_take_longer_the_larger_they_are(self) -> None:
        patience = Patience(seconds_at_least=10, characters_a_second=100)
        assert (patience.seconds(0), patience.seconds(500)) == (10, 15)


class TestWhoCompiles:
    def test_this_process_alone_where_there_is_little(self) -> None:
        with workers_for(FEW_CHARACTERS - 1, 2) as workers:
            assert workers is None

    def test_this_process_alone_where_the_site_says_so(self) -> None:
        with workers_for(FEW_CHARACTERS * 100, 1) as workers:
            assert workers is None

    def test_worker_processes_where_there_is_much(self) -> None:
        with workers_for(FEW_CHARACTERS, 2) as workers:
            assert workers
            assert workers.at_once == 4
            assert workers.executor.submit(os.getpid).result(30) != os.getpid()

    def test_whoever_a_command_chose(self) -> None:
        with ThreadPoolExecutor(1) as threads, chosen_workers(Workers(threads, 2)), workers_for(0, 1) as workers:
            assert workers
            assert workers.executor is threads

    def test_as_many_as_there_are_processors(self) -> None:
        assert 1 <= processors() <= (os.cpu_count() or 1)
