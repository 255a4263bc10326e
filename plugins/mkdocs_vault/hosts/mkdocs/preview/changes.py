"""What a batch of changed files asks for: nothing, opening the site again, or reading the configuration again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from mkdocs_vault.hosts.mkdocs.preview_server import concerns_the_site


class Remedy(Enum):
    """What is to be done after a change, the least first."""

    NOTHING = auto()
    OPEN_AGAIN = auto()
    READ_CONFIGURATION = auto()


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the files of a site lie: `docs_dir`, the vault in it, and what else is watched (the configuration, hooks, templates)."""

    docs: Path
    vault: Path
    settings: frozenset[Path] = frozenset()

    def concerning(self, paths: Iterable[Path]) -> list[Path]:
        """The paths that a page may depend on."""
        return [
            path for path in paths if self._is_setting(path) or (self._is_in_docs(path) and concerns_the_site(path, self.docs, self.vault))
        ]

    def remedy(self, paths: Iterable[Path]) -> Remedy:
        """What these paths, all of them `concerning`, ask for."""
        asked = [Remedy.READ_CONFIGURATION if self._is_setting(path) else Remedy.OPEN_AGAIN for path in paths]
        return max(asked, key=lambda remedy: remedy.value, default=Remedy.NOTHING)

    def _is_in_docs(self, path: Path) -> bool:
        return path.is_relative_to(self.docs)

    def _is_setting(self, path: Path) -> bool:
        return any(path == setting or setting in path.parents for setting in self.settings)
