"""Child programs that never outlive the run: one process group, watched by a guard that ends it when we are gone.

SIGKILL gives a program no chance to end its children, and `git fetch` alone has up to four. So every child is put into the process group
of a guard, a shell that waits for the end of a pipe that only this process holds. However this process ends, the kernel closes the pipe,
and the guard kills its whole group, itself included. The guard also keeps the run's lock open, so no other run starts before that.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import subprocess
import tempfile
import threading
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Self

from mkdocs_vault.deployment.errors import RefusedError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from mkdocs_vault.deployment.deadline import Deadline

_GUARD = "read -r _; kill -KILL 0"
MOST_OUTPUT_BYTES = 16 * 1024 * 1024
"""Output beyond this is read and thrown away: a hostile server must not fill our memory."""


class DeadlineExceededError(RefusedError):
    """A program was still running when its time was over; it and all its children are dead now."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A program that has ended. A negative code is the signal that killed it."""

    code: int
    output: bytes
    errors: str


class ProcessGroup:
    """All the children of one run. A context manager: none of them is left when it is left."""

    def __init__(self, held_descriptor: int | None = None) -> None:
        """Nothing is started yet; the guard will keep `held_descriptor` open."""
        self._held = () if held_descriptor is None else (held_descriptor,)
        self._guard: subprocess.Popen[bytes] | None = None
        self._pipe = -1

    def __enter__(self) -> Self:
        """Nothing to do before the first child."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End whatever still runs."""
        self.kill()

    def kill(self) -> None:
        """End every child of the group and the guard; a later start begins a new group."""
        if self._guard is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._guard.pid, signal.SIGKILL)
        self._guard.wait()
        os.close(self._pipe)
        self._guard = None

    def start(
        self,
        words: Sequence[str],
        environment: Mapping[str, str],
        folder: Path | str = "/",
        *,
        reads_input: bool = False,
        largest_file_bytes: int | None = None,
    ) -> subprocess.Popen[bytes]:
        """Start a program in the group; its output and errors are pipes, its input is empty or a pipe."""
        try:
            child = subprocess.Popen(  # noqa: S603 - no shell, the words are ours
                list(words),
                stdin=subprocess.PIPE if reads_input else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=dict(environment),
                cwd=folder,
                process_group=self._group(),
                umask=0o022,
            )
        except FileNotFoundError as error:
            message = f"the program {words[0]} can't be started: {error.strerror} ({error.filename})"
            raise SettingsError(message, f"install {words[0]}, or correct PATH") from None
        if largest_file_bytes is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                resource.prlimit(child.pid, resource.RLIMIT_FSIZE, (largest_file_bytes, largest_file_bytes))
        return child

    def run(
        self,
        words: Sequence[str],
        environment: Mapping[str, str],
        deadline: Deadline,
        folder: Path | str = "/",
        *,
        given: bytes | None = None,
        largest_file_bytes: int | None = None,
    ) -> Finished:
        """Run a program to its end. Past the deadline the whole group is killed and `DeadlineExceededError` raised."""
        child = self.start(words, environment, folder, reads_input=given is not None, largest_file_bytes=largest_file_bytes)
        with _Drain(child.stdout) as output, _Drain(child.stderr) as errors, _Feed(child.stdin, given):
            try:
                child.wait(deadline.left_seconds)
                output.wait(deadline.left_seconds)
                errors.wait(deadline.left_seconds)
            except (subprocess.TimeoutExpired, TimeoutError):
                self.kill()
                message = f"{words[0]} was not done after {deadline.seconds:g} seconds and was stopped"
                raise DeadlineExceededError(message) from None
            finally:
                if child.poll() is None:
                    child.kill()
                    child.wait()
        return Finished(child.returncode, output.content, errors.content.decode("utf-8", "replace"))

    def run_to_the_end(self, words: Sequence[str], environment: Mapping[str, str]) -> Finished:
        """Run a short local program that must not be stopped half way: it lives on for its moment even if we are killed.

        It writes to a file, not to a pipe, because a pipe that breaks with us would end it, too.
        """
        with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
            child = subprocess.Popen(  # noqa: S603 - no shell, the words are ours
                list(words),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=errors,
                env=dict(environment),
                cwd="/",
                start_new_session=True,
            )
            code = child.wait()
            output.seek(0)
            errors.seek(0)
            return Finished(code, output.read(MOST_OUTPUT_BYTES), errors.read(MOST_OUTPUT_BYTES).decode("utf-8", "replace"))

    def _group(self) -> int:
        if self._guard is None:
            reading, self._pipe = os.pipe()
            try:
                self._guard = subprocess.Popen(  # noqa: S603 - a fixed line
                    ["/bin/sh", "-c", _GUARD],
                    stdin=reading,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env={},
                    cwd="/",
                    process_group=0,
                    pass_fds=self._held,
                )
            finally:
                os.close(reading)
        return self._guard.pid


class _Drain:
    """Reads a pipe to its end in a thread and keeps the first part."""

    def __init__(self, pipe: IO[bytes] | None) -> None:
        self.content = b""
        self._pipe = pipe
        self._thread = threading.Thread(target=self._read, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._thread.join(1)
        if self._pipe is not None and not self._thread.is_alive():
            self._pipe.close()

    def wait(self, seconds: float) -> None:
        """Wait for the end of the pipe: a grandchild may hold it open longer than the child lives."""
        self._thread.join(seconds)
        if self._thread.is_alive():
            raise TimeoutError

    def _read(self) -> None:
        parts: list[bytes] = []
        kept = 0
        while self._pipe is not None and (part := os.read(self._pipe.fileno(), 65_536)):
            if kept < MOST_OUTPUT_BYTES:
                parts.append(part)
                kept += len(part)
        self.content = b"".join(parts)


class _Feed:
    """Writes a program's input in a thread; a program that doesn't read it all is no error."""

    def __init__(self, pipe: IO[bytes] | None, given: bytes | None) -> None:
        self._pipe = pipe
        self._given = given
        self._thread = threading.Thread(target=self._write, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._thread.join(1)

    def _write(self) -> None:
        if self._pipe is None:
            return
        with contextlib.suppress(BrokenPipeError, ValueError):
            self._pipe.write(self._given or b"")
        with contextlib.suppress(BrokenPipeError):
            self._pipe.close()
