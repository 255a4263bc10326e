"""How long something may take, measured on a clock that nobody sets."""

from __future__ import annotations

import time


class Deadline:
    """A moment in the future, shared by all the steps that have to be done by then."""

    def __init__(self, seconds: float) -> None:
        """Start counting now."""
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    @property
    def left_seconds(self) -> float:
        """What is left, never negative."""
        return max(0.0, self._end - time.monotonic())

    @property
    def passed(self) -> bool:
        """Whether the moment has come."""
        return self.left_seconds == 0.0
