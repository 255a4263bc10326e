"""While a site is built, Python looks for unreachable objects less often: nearly all of a build's millions of objects go by themselves.

Measured with 3000 notes: a tenth of the build's time.
"""

from __future__ import annotations

import gc
from dataclasses import dataclass

OBJECTS_UNTIL_A_LOOK = 100_000
"""Python's own number is 700, or 2000 from Python 3.13 on."""


@dataclass
class PatientCollection:
    """Begins with a build and ends with it; the program around it gets back what it had."""

    _before: tuple[int, int, int] | None = None

    def begin(self) -> None:
        """Raise the threshold of the youngest generation, unless it is higher already or collection is off."""
        if self._before is None and 0 < gc.get_threshold()[0] < OBJECTS_UNTIL_A_LOOK:
            self._before = gc.get_threshold()
            gc.set_threshold(OBJECTS_UNTIL_A_LOOK, *self._before[1:])

    def end(self) -> None:
        """Set the thresholds that `begin` found."""
        if self._before is not None:
            gc.set_threshold(*self._before)
            self._before = None
