"""What may be wrong with workers, and how long they are waited for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trouble:
    """A worker did not do its work. The build goes on; who looks after the machine wants to know."""

    notes: tuple[str, ...]
    """The names of those that it was working on: one where it is clear which."""
    what: str
    """What happened, as the end of a sentence that begins with a worker."""

    def __str__(self) -> str:
        """A sentence for the log."""
        first = f"'{self.notes[0]}'"
        names = first if len(self.notes) == 1 else f"one of {len(self.notes)} notes, from {first} to '{self.notes[-1]}'"
        return f"A worker that compiled {names} failed: {self.what}"


TellTrouble = Callable[[Trouble], None]


@dataclass(frozen=True, slots=True)
class NotCompiled:
    """A note hangs the compiler."""

    reason: str


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a worker may take before it hangs: a hundred times what is usual, since machines may be busy."""

    seconds_at_least: float = 30
    characters_a_second: float = 30_000

    def seconds(self, characters: int) -> float:
        """How long for texts of this length."""
        return self.seconds_at_least + characters / self.characters_a_second


USUAL_PATIENCE = Patience()
