"""Objects out of the mirror, each compared with its name: what was flipped on the disk is never published."""

from __future__ import annotations

import contextlib
import hashlib
import threading
from typing import TYPE_CHECKING, Self

from mkdocs_vault.deployment.errors import MirrorDamagedError

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

    from mkdocs_vault.deployment.git_runner import GitRunner


class ObjectReader:
    """Reads objects by name through two long-lived `git cat-file`: one tells sizes without unpacking, one gives content."""

    def __init__(self, runner: GitRunner, git_dir: Path) -> None:
        """Nothing is started before the first question."""
        self._runner = runner
        self._git_dir = git_dir
        self._children: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Self:
        """Nothing to do before the first question."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End both programs."""
        for child in self._children.values():
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout, child.stderr):
                if pipe is not None:
                    with contextlib.suppress(OSError):
                        pipe.close()
        self._children = {}

    def sizes(self, names: Sequence[str]) -> dict[str, int]:
        """The size of every named object in bytes."""
        return {name: size for name, _, size, _ in self._answers("--batch-check", names)}

    def contents(self, names: Sequence[str], kind: str) -> Iterator[tuple[str, bytes]]:
        """Name and content of every object, in the order of the names. Raises `MirrorDamagedError` for one that is not its name."""
        for name, found_kind, _, content in self._answers("--batch", names):
            if found_kind != kind or object_name(kind, content) != name:
                message = f"the mirror is damaged: object {name} is not what it was"
                raise MirrorDamagedError(message)
            yield name, content

    def _answers(self, mode: str, names: Sequence[str]) -> Iterator[tuple[str, str, int, bytes]]:
        child = self._children.get(mode)
        if child is None:
            child = self._children[mode] = self._runner.start_reader(self._git_dir, ["cat-file", mode])
        asking = threading.Thread(target=_ask, args=(child, names), daemon=True)
        asking.start()
        if child.stdout is None:
            raise AssertionError
        for name in names:
            header = child.stdout.readline().split()
            if len(header) != 3 or header[0].decode() != name or not header[2].isdigit():  # noqa: PLR2004 - name, kind, size
                message = f"the mirror is damaged: object {name} is missing or can't be read"
                raise MirrorDamagedError(message)
            size = int(header[2])
            content = child.stdout.read(size + 1)[:-1] if mode == "--batch" else b""
            yield name, header[1].decode(), size, content
        asking.join()


def object_name(kind: str, content: bytes) -> str:
    """The name that git gives to an object (SHA-1 of a header and the content)."""
    return hashlib.sha1(b"%b %d\0" % (kind.encode(), len(content)) + content, usedforsecurity=False).hexdigest()


def _ask(child: subprocess.Popen[bytes], names: Sequence[str]) -> None:
    if child.stdin is None:
        return
    with contextlib.suppress(BrokenPipeError, ValueError):
        for start in range(0, len(names), 500):
            child.stdin.write("".join(f"{name}\n" for name in names[start : start + 500]).encode())
            child.stdin.flush()
