"""What `mkdocs serve` rebuilds the site for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileModifiedEvent, FileMovedEvent, FileSystemEvent

from building import write, write_config


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveReloadServer]:
    """A server as MkDocs makes it, which watches but was not started."""
    write(tmp_path / "docs", {"Note.md": "text", ".obsidian/app.json": "{}"})
    config = load_config(config_file=str(write_config(tmp_path)))
    server = LiveReloadServer(builder=lambda: None, host="127.0.0.1", port=0, root=str(tmp_path / "site"))
    server.watch(config.docs_dir)
    config.plugins.on_startup(command="serve", dirty=False)
    config.plugins.on_serve(server, config=config, builder=server.builder)
    yield server
    server.server_close()


def is_rebuilt_for(server: LiveReloadServer, event: FileSystemEvent) -> bool:
    (emitter,) = server.observer.emitters
    emitter.queue_event(event)
    return not server.observer.event_queue.empty()


@pytest.mark.parametrize("path", ["Note.md", "a/b/New.md", "image.png", ".obsidian/app.json", ".nav.yml", "a/.nav.yml", ".well-known/x"])
def test_a_file_that_a_page_depends_on_rebuilds_the_site(server: LiveReloadServer, tmp_path: Path, path: str) -> None:
    assert is_rebuilt_for(server, FileModifiedEvent(str(tmp_path / "docs" / path)))


@pytest.mark.parametrize(
    "path",
    [
        ".obsidian/workspace.json",
        ".obsidian/plugins/dataview/data.json",
        ".obsidian/graph.json",
        ".trash/Old.md",
        ".git/index",
        "a/.stversions/Note.md",
        "a/.DS_Store",
    ],
)
def test_a_file_of_the_app_rebuilds_nothing(server: LiveReloadServer, tmp_path: Path, path: str) -> None:
    assert not is_rebuilt_for(server, FileModifiedEvent(str(tmp_path / "docs" / path)))


def test_a_note_that_goes_into_the_trash_rebuilds_the_site(server: LiveReloadServer, tmp_path: Path) -> None:
    assert is_rebuilt_for(server, FileMovedEvent(str(tmp_path / "docs/Note.md"), str(tmp_path / "docs/.trash/Note.md")))


def test_a_hidden_folder_above_the_vault_hides_nothing(tmp_path: Path) -> None:
    root = tmp_path / ".hidden"
    write(root / "docs", {"Note.md": "text"})
    config = load_config(config_file=str(write_config(root)))
    server = LiveReloadServer(builder=lambda: None, host="127.0.0.1", port=0, root=str(root / "site"))
    server.watch(config.docs_dir)
    config.plugins.on_serve(server, config=config, builder=server.builder)
    assert is_rebuilt_for(server, FileModifiedEvent(str(root / "docs" / "Note.md")))
    server.server_close()
