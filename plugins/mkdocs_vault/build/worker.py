"""A process that runs functions for another one: a call comes in through its standard input, the answer leaves through its output.

It is started as a program of its own, not by the standard library, which would import the main program again (MkDocs, that is) or copy a
process with threads. It imports what the functions need, and nothing else: it is ready in a fiftieth of a second.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import signal
import struct
from queue import SimpleQueue
from threading import Thread
from typing import IO

LENGTH = struct.Struct("<Q")
"""Stands before every message."""
SECONDS_AT_MOST = 1800
"""A call that takes longer ends the process, even where its owner was killed and can't."""


def main() -> None:
    """Answer calls until there are no more, or until the process that sends them is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that sends the calls.
    calls, answers = _own_pipes()
    queue: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_receive, args=(calls, queue), daemon=True).start()
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - pathlib takes a third of the time that a worker needs to start
        while True:
            call = queue.get()
            faulthandler.dump_traceback_later(SECONDS_AT_MOST, exit=True, file=nowhere)
            send(answers, _answer(call))
            faulthandler.cancel_dump_traceback_later()


def send(stream: IO[bytes], message: bytes) -> None:
    """Write one message."""
    stream.write(LENGTH.pack(len(message)))
    stream.write(message)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """The next message; None where the other side is gone."""
    length = stream.read(LENGTH.size)
    if len(length) < LENGTH.size:
        return None
    message = stream.read(LENGTH.unpack(length)[0])
    return message if len(message) == LENGTH.unpack(length)[0] else None


def _own_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Both pipes under other numbers: what a function prints goes to the errors, and what it reads is empty."""
    calls, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    return calls, answers


def _receive(calls: IO[bytes], queue: SimpleQueue[bytes]) -> None:
    """Runs beside the calls, so that the end of the other process is the end of this one, whatever it is doing."""
    while (call := receive(calls)) is not None:
        queue.put(call)
    os._exit(0)


def _answer(call: bytes) -> bytes:
    """Whether it went well, and the result or the exception."""
    try:
        function, arguments, keywords = pickle.loads(call)  # noqa: S301 - from the process that started this one, through a pipe of theirs
        return pickle.dumps((True, function(*arguments, **keywords)), pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # noqa: BLE001 - it is for the other process to decide about
        return _failure(error)


def _failure(error: Exception) -> bytes:
    try:
        message = pickle.dumps((False, error), pickle.HIGHEST_PROTOCOL)
        pickle.loads(message)  # noqa: S301 - an exception with arguments of its own often can't be read back
    except Exception:  # noqa: BLE001 - as above
        return pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")), pickle.HIGHEST_PROTOCOL)
    return message


if __name__ == "__main__":
    main()
