"""Somebody who looks, again and again, while something else goes on."""

from __future__ import annotations

import threading
import time
from typing import Self


class Onlooker:
    """Calls `look` in a thread of its own until the block ends, with a short rest between."""

    rest_seconds = 0.002

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._go_on, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        self._thread.join()

    def look(self) -> None:
        raise NotImplementedError

    def _go_on(self) -> None:
        while not self._stop.is_set():
            self.look()
            time.sleep(self.rest_seconds)
