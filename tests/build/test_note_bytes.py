"""The compiler in workers and from the cache."""

from __future__ import annotations

from pathlib import Path

import pytest

import worker_functions
from mkdocs_vault.build.chunks import Compiling, Made
from mkdocs_vault.build.digests import NoteKeys, compiler_version
from mkdocs_vault.build.executors import Workers, compile_notes
from mkdocs_vault.build.note_bytes import encoded_options, note_bytes
from mkdocs_vault.build.note_cache import NoteCache
from mkdocs_vault.build.worker_processes import WorkerProcesses
from mkdocs_vault.note.compiled import CompileOptions
from mkdocs_vault.note.compiling import compile_note
from mkdocs_vault.note.encoding import decoded_body, decoded_facts

GUIDE = {path.name: path.read_text(encoding="utf-8") for path in Path(__file__).parents[2].joinpath("docs").rglob("*.md")}
OPTIONS = encoded_options(CompileOptions(bare_timestamps=True))


@pytest.mark.parametrize("name", ["Video notes.md", "Math.md", "Properties.md"])
def test_the_bytes_of_a_note_hold_its_facts_and_its_body(name: str) -> None:
    facts, body = note_bytes(GUIDE[name], OPTIONS)
    compiled = compile_note(GUIDE[name], CompileOptions(bare_timestamps=True))
    assert (decoded_facts(facts), decoded_body(body)) == (compiled.facts, compiled.body)


def test_options_change_the_key_of_a_note() -> None:
    plain, other = (encoded_options(CompileOptions(heading_links=links)) for links in (True, False))
    assert NoteKeys(plain, b"").key("text") != NoteKeys(other, b"").key("text")


def test_workers_compile_the_guide_to_the_same_bytes_and_the_cache_keeps_them(tmp_path: Path) -> None:
    keys = NoteKeys(OPTIONS, compiler_version())
    compiling = Compiling(note_bytes, OPTIONS)
    with WorkerProcesses(2) as processes, NoteCache(tmp_path, compiler_version()) as cache:
        for name, result in compile_notes(compiling, GUIDE.items(), Workers(processes, 4), print):
            assert isinstance(result, Made)
            cache.put(keys.key(GUIDE[name]), *result.result)
    with NoteCache(tmp_path, compiler_version()) as cache:
        kept = cache.facts(map(keys.key, GUIDE.values()))
        assert [(kept[key], cache.body(key)) for key in map(keys.key, GUIDE.values())] == [compiling(text) for text in GUIDE.values()]


def test_a_worker_that_compiles_notes_has_not_loaded_mkdocs() -> None:
    with WorkerProcesses(1) as processes:
        processes.submit(note_bytes, GUIDE["Code.md"], OPTIONS).result(60)
        loaded = processes.submit(worker_functions.loaded_modules, "", b"").result(60)
    assert not {name.partition(".")[0] for name in loaded} & {"mkdocs", "material", "jinja2", "multiprocessing", "numpy", "babel"}
