"""Looks at the values that paths lead to, each step once for all paths that share it."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jinja2 import Environment, Undefined, UndefinedError

from mkdocs_vault.hosts.mkdocs.framing.jinja_seams import attribute
from mkdocs_vault.hosts.mkdocs.framing.plain_values import NotPlainError, plain_key

if TYPE_CHECKING:
    from mkdocs_vault.hosts.mkdocs.framing.template_reads import Path

NOT_PLAIN = object()
"""The key of a value that can't be told from others."""


@dataclass(frozen=True, slots=True, eq=False)
class Same:
    """The key of a value that is the same only as itself."""

    value: object

    def __eq__(self, other: object) -> bool:
        """Whether both are of the same object."""
        return isinstance(other, Same) and other.value is self.value

    def __hash__(self) -> int:
        """That of the object's identity."""
        return id(self.value)


@dataclass(slots=True)
class Look:
    """What to look at in one value, and in those below it by step. `path` leads to it."""

    path: Path
    is_whole: bool = False
    answers: list[str] = field(default_factory=list)
    below: dict[str, Look] = field(default_factory=dict)

    def add(self, path: Path) -> None:
        """Look at what this path leads to from here as well."""
        look = self
        for step in path:
            if step[0] in "?<":
                look.answers.append(step)
                return
            look = look.below.setdefault(step, Look((*look.path, step)))
        look.is_whole = True

    def keys(self, environment: Environment, value: object, found: list[Hashable], unknown: list[Path]) -> None:
        """Append the keys of all that is looked at to `found`; the paths of what is the same only as itself go to `unknown`."""
        if self.is_whole:
            try:
                found.append(value if type(value) is str else plain_key(value))
            except NotPlainError:
                found.append(Same(value))
                unknown.append(self.path)
        for step in self.answers:
            try:
                found.append(bool(value) if step == "?" else step[1:] in value)  # type: ignore[operator]
            except (TypeError, ValueError, UndefinedError):
                found.append(Same(value))
                unknown.append((*self.path, step))
        for step, look in self.below.items():
            if isinstance(value, Undefined):
                found.append(NOT_PLAIN)
            elif step[0] == ".":
                look.keys(environment, attribute(environment, value, step[1:]), found, unknown)
            else:
                look.keys(environment, environment.getitem(value, step[1:]), found, unknown)


@dataclass(slots=True)
class Looks:
    """What to look at in the variables of a template."""

    environment: Environment
    by_name: dict[str, Look] = field(default_factory=dict)
    paths: set[Path] = field(default_factory=set)

    def add(self, path: Path) -> bool:
        """Look at what this path leads to as well; whether that is new."""
        if path in self.paths:
            return False
        self.paths.add(path)
        self.by_name.setdefault(path[0], Look(path[:1])).add(path[1:])
        return True
