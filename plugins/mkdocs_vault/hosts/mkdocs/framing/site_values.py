"""The values that templates read of the site's settings, looked at once a page instead of once for each place that reads them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jinja2 import Environment, Undefined

from mkdocs_vault.hosts.mkdocs.framing.looking import Looks

if TYPE_CHECKING:
    from mkdocs_vault.hosts.mkdocs.framing.template_reads import Path

SITE_NAMES = frozenset({"config", "nav", "mkdocs_version"})
"""Variables that are usually the same on all pages of a site."""


@dataclass(slots=True)
class SiteValues:
    """All values of the site that the templates loaded so far read. Equal values have equal numbers."""

    environment: Environment
    is_steady: bool = False
    """Whether nothing but templates can change the values between two pages."""
    last_number: int = 0
    """The number that was found last, 0 where the values may have changed since."""
    unknown: dict[int, frozenset[Path]] = field(default_factory=dict)
    """By number, the paths whose values can't be told from others."""
    addresses: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)
    """By the way from a page to the site's root, the addresses of files seen from there, each with the first part of its own."""
    _numbers: dict[Hashable, int] = field(default_factory=dict)
    _looks: Looks = field(init=False)

    def __post_init__(self) -> None:
        """Nothing is looked at before a template reads it."""
        self._looks = Looks(self.environment)

    def add(self, path: Path) -> bool:
        """Look at this value as well; whether it is new, so that numbers found before are not to be used."""
        return self._looks.add(path)

    def number(self, variables: Mapping[str, object]) -> int:
        """The number of the values as they are now."""
        keys: list[Hashable] = [len(self._looks.paths)]
        unknown: list[Path] = []
        for name, look in self._looks.by_name.items():
            look.keys(self.environment, variables.get(name, Undefined(name=name)), keys, unknown)
        key = tuple(keys)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._numbers) + 1
            self.unknown[number] = frozenset(unknown)
        return number
