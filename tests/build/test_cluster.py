"""Notes compiled by the workers of a real Dask cluster, which has two processes on this machine."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import worker_functions
from building import write, write_config
from mkdocs_vault.build import cluster
from mkdocs_vault.build.chunks import Compiling, Made, VersionsDifferError
from mkdocs_vault.build.cluster import ClusterError, cluster_workers
from mkdocs_vault.build.executors import Workers, compile_notes
from mkdocs_vault.build.troubles import Trouble
from mkdocs_vault.command_line import main

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")]
dask = pytest.importorskip("dask")
distributed = pytest.importorskip("distributed")

NOTES = [(f"{number}.md", f"Text {number} " * number) for number in range(200)]

HOOK = """
from pathlib import Path

import worker_functions
from mkdocs_vault.build.chosen_workers import workers_for
from mkdocs_vault.build.chunks import Compiling
from mkdocs_vault.build.executors import compile_notes

def on_config(config):
    with workers_for(0, None) as workers:
        found = [result.result for _, result in compile_notes(Compiling(worker_functions.process_id), [("a", "b")], workers, print)]
    Path(config.config_file_path).with_name("compiled-by").write_text(str(found[0]))
"""


@pytest.fixture(scope="module", autouse=True)
def _main_process() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(worker_functions.MAIN_PROCESS, str(os.getpid()))
        yield


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """The address of a scheduler with two workers."""
    with cluster_of(2) as address:
        yield address


@contextmanager
def cluster_of(workers: int) -> Iterator[str]:
    """The address of a scheduler that ends with the context, as its workers do."""
    with distributed.LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address="127.0.0.1:0", silence_logs=50
    ) as local:
        local.wait_for_workers(workers)
        yield local.scheduler_address


def results(function: Any, workers: Workers | None) -> dict[str, Any]:
    found = compile_notes(Compiling(function, b"options"), NOTES, workers, lambda trouble: pytest.fail(str(trouble)))
    return {name: result.result for name, result in found if isinstance(result, Made)}


def test_a_cluster_gives_what_this_process_gives(scheduler: str) -> None:
    with cluster_workers(scheduler) as workers:
        assert workers.at_once == 4
        assert results(worker_functions.compiled, workers) == results(worker_functions.compiled, None)


def test_both_workers_have_a_part_in_it(scheduler: str) -> None:
    with cluster_workers(scheduler) as workers:
        processes = set(results(worker_functions.process_id, workers).values())
    assert os.getpid() not in processes
    assert len(processes) == 2


def test_a_note_that_kills_the_workers_of_a_cluster_is_named_and_compiled_here() -> None:
    notes = [*NOTES[:10], ("bad.md", "die"), *NOTES[10:100]]
    troubles: list[Trouble] = []
    with dask.config.set({"distributed.scheduler.allowed-failures": 0}), cluster_of(1) as scheduler, cluster_workers(scheduler) as workers:
        found = dict(compile_notes(Compiling(worker_functions.dying), notes, workers, troubles.append))
    assert found == {name: Made(text.upper()) for name, text in notes}
    assert ("bad.md",) in [trouble.notes for trouble in troubles]  # The scheduler may blame a chunk that waited, too.


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (worker_functions.own_version, "has another version of mkdocs-vault"),
        (worker_functions.missing_in_workers, "can't load mkdocs-vault, which must be installed there: No module named 'mkdocs_vault'"),
    ],
)
def test_a_worker_that_would_make_other_pages_is_an_error_in_clear_words(
    scheduler: str, monkeypatch: pytest.MonkeyPatch, function: Callable[[], bytes], message: str
) -> None:
    monkeypatch.setattr(cluster, "compiler_version", function)
    with pytest.raises(ClusterError, match=f"the worker at tcp://127.0.0.1:[0-9]+ {message}"), cluster_workers(scheduler):
        pytest.fail("it would be used")


def test_a_worker_with_another_compiler_that_comes_later_is_an_error_too(scheduler: str) -> None:
    with cluster_workers(scheduler) as workers:
        other = Workers(workers.executor, 4, compiler=b"another compiler")
        with pytest.raises(VersionsDifferError, match="another version of mkdocs-vault"):
            results(worker_functions.compiled, other)


def test_nobody_at_the_address_is_an_error_in_clear_words(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "SECONDS_TO_CONNECT", 0.5)
    assert main(["build", "--scheduler", "tcp://127.0.0.1:9", "-f", str(tmp_path / "mkdocs.yml")]) == 2
    assert capsys.readouterr().err.startswith("mkdocs-vault build: no scheduler answers at 'tcp://127.0.0.1:9'")


@pytest.mark.usefixtures("mkdocs_log")
def test_the_command_builds_the_same_site_with_a_cluster(scheduler: str, tmp_path: Path) -> None:
    write(tmp_path / "docs", {"index.md": "# Home\n[[Note]]", "Note.md": "Text.\n"})
    write(tmp_path, {"hook.py": HOOK})
    config_file = str(write_config(tmp_path, {"cache": False}, hooks=[str(tmp_path / "hook.py")]))
    compiled_by = tmp_path / "compiled-by"
    assert main(["build", "-q", "-f", config_file, "--site-dir", str(tmp_path / "alone")]) == 0
    assert int(compiled_by.read_text()) == os.getpid()
    assert main(["build", "-q", "-f", config_file, "--site-dir", str(tmp_path / "clustered"), "--scheduler", scheduler]) == 0
    assert int(compiled_by.read_text()) != os.getpid()
    assert pages(tmp_path / "alone") == pages(tmp_path / "clustered")


def pages(site: Path) -> dict[str, bytes]:
    """The site's files but those that hold when it was built."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file() and "sitemap" not in path.name
    }
