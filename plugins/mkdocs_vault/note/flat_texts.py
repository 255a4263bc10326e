"""The plain text of each block of a note, made once for all that asks for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from mkdocs_vault.note.sentences import FlatText
from mkdocs_vault.syntax import nodes

Container = nodes.Paragraph | nodes.Heading | nodes.TableCell | nodes.Callout
"""The blocks that hold inline nodes; of a callout it is the title."""


def inline_of(container: Container) -> list[nodes.Inline]:
    """The inline nodes of a block."""
    return container.title if isinstance(container, nodes.Callout) else container.children


@dataclass(slots=True)
class FlatTexts:
    """Flat texts by the blocks that they are of; each is made when somebody asks for it first."""

    _made: dict[int, FlatText] = field(default_factory=dict)

    def of(self, container: Container) -> FlatText:
        """The flat text of a block, which must live as long as this does."""
        flat = self._made.get(id(container))
        if flat is None:
            flat = self._made[id(container)] = FlatText(inline_of(container))
        return flat
