"""Worker processes behind the interface of `concurrent.futures.Executor`."""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from types import TracebackType
from typing import IO, Any, cast

from mkdocs_vault.build.worker import receive, send

_PROGRAM = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from mkdocs_vault.build.worker import main; main()"
_SECONDS_TO_END = 5


class WorkerDiedError(Exception):
    """The process that worked on it is gone, or could not be started."""


class _Process:
    """One worker, which is started when it is first needed, and again after it died."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()
        self._stopped = False

    def answer(self, call: bytes) -> bytes:
        """Raises `WorkerDiedError`."""
        process = self.start()
        try:
            send(cast("IO[bytes]", process.stdin), call)
            answer = receive(cast("IO[bytes]", process.stdout))
        except (OSError, ValueError):
            answer = None
        if answer is None:
            self.kill()
            raise WorkerDiedError(f"a worker process ended with code {process.returncode}")
        return answer

    def start(self) -> subprocess.Popen[bytes]:
        """The running process. Raises `WorkerDiedError`."""
        with self._lock:
            if self._stopped:
                raise WorkerDiedError("the workers were stopped")
            if self._process is None:
                try:
                    self._process = _started()
                except OSError as error:
                    raise WorkerDiedError(f"a worker process can't be started: {error.strerror or error}") from error
            return self._process

    def kill(self, *, for_ever: bool = False) -> None:
        """End the process now; the next call starts another one, unless it is the end for ever."""
        with self._lock:
            self._stopped |= for_ever
            process, self._process = self._process, None
        if process:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):
                    cast("IO[bytes]", pipe).close()


def _started() -> subprocess.Popen[bytes]:
    """It is no member of the group that a terminal's Ctrl-C goes to, and finds modules where this process does.

    That is not the current folder (`-P`): somebody's vault may have a file with the name of a module.
    """
    group: dict[str, Any] = {"process_group": 0} if os.name == "posix" else {"creationflags": _new_group_on_windows()}
    command = [sys.executable, "-P", "-c", _PROGRAM, json.dumps(sys.path)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **group)  # noqa: S603 - our own program


def _new_group_on_windows() -> int:
    return getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0) | getattr(subprocess, "CREATE_NO_WINDOW", 0)


_Task = tuple[Future[Any], bytes]


class WorkerProcesses(Executor):
    """Some processes that do what is submitted. Functions, arguments and results are pickled: our own code, between our own processes.

    A process that dies takes only what it was doing with it: that future gets a `WorkerDiedError`, and another process takes its place.
    """

    def __init__(self, number: int) -> None:
        """Nothing runs until `start`, or until something is submitted."""
        self._processes = [_Process() for _ in range(number)]
        self._doing: dict[_Process, Future[Any]] = {}
        self._tasks: SimpleQueue[_Task | None] = SimpleQueue()
        self._threads: list[Thread] = []
        self._is_shut_down = False

    def start(self) -> None:
        """Start the processes, which then load Python while this one does something else."""
        for process in self._processes:
            with contextlib.suppress(WorkerDiedError):
                process.start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ANN401 - as in the standard library
        """A future of what the function returns in one of the processes."""
        if self._is_shut_down:
            raise RuntimeError("cannot schedule new futures after shutdown")
        if not self._threads:
            self._threads = [Thread(target=self._work, args=(process,), daemon=True) for process in self._processes]
            for thread in self._threads:
                thread.start()
        future: Future[Any] = Future()
        self._tasks.put((future, pickle.dumps((fn, args, kwargs), pickle.HIGHEST_PROTOCOL)))
        return future

    def abandon(self, future: Future[Any]) -> None:
        """Nobody waits for this any more: it is not begun, or its process is killed."""
        if not future.cancel():
            for process, doing in list(self._doing.items()):
                if doing is future:
                    process.kill()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as in the standard library
        """End the processes once all is done that was submitted, or was begun."""
        self._is_shut_down = True
        if cancel_futures:
            self._cancel_waiting()
        for _ in self._threads:
            self._tasks.put(None)
        if not self._threads:
            self._kill()
        for thread in self._threads if wait else []:
            thread.join()

    def stop(self) -> None:
        """End everything now."""
        self._is_shut_down = True
        self._cancel_waiting()
        self._kill()
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join(_SECONDS_TO_END)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """After an error, Ctrl-C among them, nobody waits for what is being done."""
        if kind is None:
            self.shutdown()
        else:
            self.stop()

    def _kill(self) -> None:
        for process in self._processes:
            process.kill(for_ever=True)

    def _cancel_waiting(self) -> None:
        with contextlib.suppress(Empty):
            while True:
                if task := self._tasks.get_nowait():
                    task[0].cancel()

    def _work(self, process: _Process) -> None:
        while task := self._tasks.get():
            future, call = task
            if not future.set_running_or_notify_cancel():
                continue
            self._doing[process] = future
            try:
                went_well, result = pickle.loads(process.answer(call))  # noqa: S301 - from a process that this one started
            except Exception as error:  # noqa: BLE001 - whatever it is, somebody waits for this future
                went_well, result = False, error
            finally:
                del self._doing[process]
            if went_well:
                future.set_result(result)
            else:
                future.set_exception(result)
        process.kill(for_ever=True)
