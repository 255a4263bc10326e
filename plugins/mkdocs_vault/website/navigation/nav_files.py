"""What a `.nav.yml` says about its folder, as awesome-nav has it: title, order, what is hidden, what stands where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import normpath
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mkdocs_vault.note.addresses import is_safe
from mkdocs_vault.vault.folders import Folder, FolderOrder, ShownTitles
from mkdocs_vault.vault.natural_order import natural_key
from mkdocs_vault.vault.paths import VaultPath

NAME = ".nav.yml"
MAXIMUM_CHARACTERS = 64 * 1024


class Sort(BaseModel):
    """How items that are not named are sorted; what is not said is inherited."""

    model_config = ConfigDict(extra="ignore")

    by: Literal["path", "filename", "title"] | None = None
    direction: Literal["asc", "desc"] | None = None
    type: Literal["natural", "alphabetical"] | None = None
    sections: Literal["first", "last", "mixed"] | None = None

    def over(self, above: Sort) -> Sort:
        """This, with what it leaves open from the folder above."""
        return Sort(**above.model_dump(exclude_none=True) | self.model_dump(exclude_none=True))


class NavFile(BaseModel):
    """One `.nav.yml`. Options of awesome-nav that are not here have no meaning for a vault, and none is an error."""

    model_config = ConfigDict(extra="ignore")

    title: str | None = None
    hide: bool = False
    nav: list[object] | None = None
    sort: Sort = Field(default_factory=Sort)
    ignore: str | list[str] = Field(default_factory=list)
    append_unmatched: bool | None = None
    flatten_single_child_sections: bool | None = None


@dataclass
class Planned:
    """An item of the navigation: a folder or section with children, a page, or a link."""

    title: str | None = None
    folder: Folder | None = None
    path: VaultPath | None = None
    address: str = ""
    children: list[Planned] = field(default_factory=list)


@dataclass(frozen=True)
class _Rules:
    """What a folder hands on to those below it."""

    sort: Sort
    append_unmatched: bool = False
    flatten: bool = False
    ignore: tuple[re.Pattern[str], ...] = ()


class NavPlan:
    """Plans the navigation of a tree of folders whose files lie in `docs`."""

    def __init__(self, docs: Path, order: FolderOrder, titles: ShownTitles) -> None:
        """`order` holds wherever no file says otherwise."""
        self._docs = docs
        self._titles = titles
        self._files: dict[VaultPath, NavFile] = {}
        self._rules = _Rules(Sort(by="title", direction="asc", type="natural", sections="mixed" if order == "mixed" else "first"))
        self._placed: set[str] = set()
        self.problems: list[str] = []
        """What is wrong in the files that were read, in words for the log."""

    def items(self, root: Folder) -> list[Planned]:
        """The items of the root, its own page left out."""
        return self._items(root, self._read(root), self._rules)

    def _items(self, folder: Folder, file: NavFile, above: _Rules) -> list[Planned]:
        rules = _rules(file, folder, above)
        if file.nav is None:
            return list(self._unmatched(folder, rules))
        self._placed.update(_named_paths(file.nav, folder))
        items = [item for written in file.nav for item in self._written(written, folder, rules)]
        return [*items, *(self._unmatched(folder, rules) if rules.append_unmatched else ())]

    def _unmatched(self, folder: Folder, rules: _Rules, glob: str = "*") -> Iterator[Planned]:
        """Items of the folder that nothing has placed yet and that match, in their order."""
        pattern = _pattern(folder.path, glob)
        candidates = _candidates(folder, deep="/" in glob or "**" in glob)
        for item in self._sorted([item for item in candidates if self._fits(item, pattern, rules)], rules.sort):
            yield from self._item(item, None, rules)

    def _sorted(self, items: list[Folder | VaultPath], sort: Sort) -> list[Folder | VaultPath]:
        def key(item: Folder | VaultPath) -> tuple[object, ...]:
            name = self._sorted_by(item, sort)
            return (name,) if sort.type == "alphabetical" else (natural_key(name),)

        in_order = sorted(items, key=key, reverse=sort.direction == "desc")
        if sort.sections == "mixed":
            return in_order
        return sorted(in_order, key=lambda item: isinstance(item, Folder) == (sort.sections == "last"))

    def _sorted_by(self, item: Folder | VaultPath, sort: Sort) -> str:
        match item, sort.by:
            case Folder(), "title":
                return self._read(item).title or item.title
            case Folder(), by:
                return item.path if by == "path" else item.name
            case _, "title":
                return self._titles.of_page(item)
            case _, by:
                return item if by == "path" else item.stem

    def _fits(self, item: Folder | VaultPath, pattern: re.Pattern[str], rules: _Rules) -> bool:
        path = item.path if isinstance(item, Folder) else item
        return path not in self._placed and bool(pattern.fullmatch(path)) and not any(ignored.fullmatch(path) for ignored in rules.ignore)

    def _item(self, item: Folder | VaultPath, title: str | None, rules: _Rules) -> Iterator[Planned]:
        if not isinstance(item, Folder):
            self._placed.add(item)
            yield Planned(title, path=item)
            return
        self._placed.add(item.path)
        file = self._read(item)
        if file.hide and title is None:
            return
        children = self._items(item, file, rules)
        if rules.flatten and len(children) == 1 and item.page is None:
            yield children[0]
        elif children or item.page:
            yield Planned(title or file.title, folder=item, children=children)

    def _written(self, written: object, folder: Folder, rules: _Rules) -> Iterator[Planned]:
        match written:
            case str():
                yield from self._named(written, folder, None, rules)
            case {"glob": str(glob)}:
                yield from self._unmatched(folder, rules, glob)
            case dict() if len(written) == 1:
                ((title, value),) = written.items()
                if isinstance(value, list):
                    children = [item for below in value for item in self._written(below, folder, rules)]
                    yield Planned(str(title), children=children)
                elif isinstance(value, str):
                    yield from self._named(value, folder, str(title), rules)
            case _:
                self.problems.append(f"{folder.path}/{NAME}: {written!r} is not an item of a navigation")

    def _named(self, written: str, folder: Folder, title: str | None, rules: _Rules) -> Iterator[Planned]:
        item = _at(folder, written)
        if item is None and is_safe(written) and ("://" in written or written.startswith(("/", "mailto:"))):
            yield Planned(title or written, address=written)
        elif item is None and title is None and re.search(r"[*?\[]", written):
            yield from self._unmatched(folder, rules, written)
        elif item is not None and item != folder.page:
            yield from self._item(item, title, rules)

    def _read(self, folder: Folder) -> NavFile:
        """The folder's file, read once; where there is none, or none that can be read, one that says nothing."""
        if folder.path not in self._files:
            self._files[folder.path] = self._read_now(folder)
        return self._files[folder.path]

    def _read_now(self, folder: Folder) -> NavFile:
        file = self._docs / folder.path / NAME
        if not file.is_file() or file.is_symlink():
            return NavFile()
        try:
            return NavFile.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")[:MAXIMUM_CHARACTERS]) or {})
        except (OSError, ValueError, RecursionError, yaml.YAMLError, ValidationError) as error:
            path, reason = f"{folder.path}/{NAME}".lstrip("/"), str(error).partition("\n")[0]
            self.problems.append(f"{path} can't be used: {reason}")
            return NavFile()


def _rules(file: NavFile, folder: Folder, above: _Rules) -> _Rules:
    globs = [file.ignore] if isinstance(file.ignore, str) else file.ignore
    own = [_pattern(folder.path, glob if glob.startswith("/") else f"**/{glob}") for glob in globs if glob != "$inherit"]
    return _Rules(
        sort=file.sort.over(above.sort),
        append_unmatched=above.append_unmatched if file.append_unmatched is None else file.append_unmatched,
        flatten=above.flatten if file.flatten_single_child_sections is None else file.flatten_single_child_sections,
        ignore=(*above.ignore, *own),
    )


def _named_paths(nav: list[object], folder: Folder) -> Iterator[str]:
    """What a list names outright, sections in it included: no pattern takes it before."""
    pending = list(nav)
    while pending:
        match pending.pop():
            case str(written):
                found = _at(folder, written)
                if found is not None:
                    yield found.path if isinstance(found, Folder) else found
            case dict() as section:
                for value in section.values():
                    pending.extend(value if isinstance(value, list) else [value])


def _at(folder: Folder, written: str) -> Folder | VaultPath | None:
    """The folder or file at a path below a folder."""
    path = normpath(written.strip("/"))
    *above, name = path.split("/")
    for part in above:
        if part not in folder.folders:
            return None
        folder = folder.folders[part]
    if name in folder.folders:
        return folder.folders[name]
    wanted = VaultPath(f"{folder.path}/{name}" if folder.path else name)
    return wanted if wanted in folder.files else None


def _candidates(folder: Folder, *, deep: bool) -> Iterator[Folder | VaultPath]:
    pending = [folder]
    while pending:
        each = pending.pop()
        yield from each.items
        if deep:
            pending.extend(each.folders.values())


def _pattern(folder: str, glob: str) -> re.Pattern[str]:
    """`*` and `?` within a name, `**` for any folders, below the folder."""
    parts = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    text = "".join(parts.get(piece, re.escape(piece)) for piece in re.split(r"(\*\*/|\*\*|\*|\?)", glob.strip("/")))
    return re.compile(f"{re.escape(folder)}/{text}" if folder else text)
