"""What stands after the bars of an embed: a description, and a size in pixels."""

from __future__ import annotations

import re
from dataclasses import dataclass

SIZE = re.compile(r"(\d{1,6})(?:x(\d{1,6}))?\Z")
MOST_PIXELS = 10_000


@dataclass(frozen=True, slots=True)
class Labels:
    """A description, and a size in pixels (0 where none is given)."""

    text: str = ""
    width: int = 0
    height: int = 0

    def size(self) -> str:
        """The size as attributes, each with a leading space."""
        width = f' width="{self.width}"' if self.width else ""
        return width + (f' height="{self.height}"' if self.height else "")


NO_LABELS = Labels()


def labels(parts: tuple[str, ...]) -> Labels:
    """The meaning of an embed's labels: the last one is a size if it looks like one (`300`, `300x200`), the rest the description."""
    match = SIZE.match(parts[-1].strip()) if parts else None
    if match is None:
        return Labels("|".join(parts).strip())
    width, height = (min(int(pixels or 0), MOST_PIXELS) for pixels in match.groups())
    return Labels("|".join(parts[:-1]).strip(), width, height)
