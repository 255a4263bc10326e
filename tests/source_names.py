"""What the package defines, and who uses it: read from its source, for the tests of the house."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
ASKED_BY_NAME = frozenset(
    {"abstractmethod", "asynccontextmanager", "cache", "cached_property", "classmethod", "contextmanager", "lru_cache"}
    | {"override", "property", "staticmethod"}
)
"""Decorators after which a function is still called by its name; what others decorate, they call themselves."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A name that a module gives to something: `a.b` for a member of a class. Lines are those of its source."""

    module: str
    name: str
    first_line: int
    last_line: int
    is_field: bool = False

    @property
    def word(self) -> str:
        """The name by which others ask for it."""
        return self.name.rpartition(".")[2]

    def __str__(self) -> str:
        """As it is listed where a test fails."""
        return f"{self.module}:{self.name}"


@dataclass(frozen=True, slots=True)
class Use:
    """A place where a word is read. `is_bare` says that it can be no member's, `hands_on` that it is only passed to a field of its name."""

    module: str
    word: str
    line: int
    is_bare: bool = False
    hands_on: bool = False


@dataclass(frozen=True)
class Module:
    """A module by its path below the folder of the sources."""

    path: str
    tree: ast.Module

    @classmethod
    def of(cls, file: Path, folder: Path) -> Module:
        """The module in a file."""
        return cls(file.relative_to(folder).as_posix(), ast.parse(file.read_text(encoding="utf-8")))

    @cached_property
    def classes(self) -> list[ast.ClassDef]:
        """Every class, inner ones too."""
        return [node for node in ast.walk(self.tree) if isinstance(node, ast.ClassDef)]

    @cached_property
    def docstrings(self) -> list[ast.Constant]:
        """Every text that stands as a statement of its own: in modules, classes and functions, and below constants and fields."""
        return [value for node in ast.walk(self.tree) if isinstance(node, ast.Expr) and isinstance(value := node.value, ast.Constant)]

    @cached_property
    def words(self) -> set[str]:
        """Every word of the code, those of its texts too, but none that stands in docstrings and comments alone."""
        docstrings = set(map(id, self.docstrings))
        nodes = (node for node in ast.walk(self.tree) if id(node) not in docstrings)
        return {word for node in nodes for text in _texts(node) for word in re.findall(r"\w+", text)}

    @cached_property
    def names(self) -> set[str]:
        """What others can know of the module: its own name, what it defines, the attributes that it sets, names that it has as texts."""
        set_attributes = {node.attr for node in ast.walk(self.tree) if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)}
        texts = {text for node in ast.walk(self.tree) if isinstance(node, ast.Constant) for text in _texts(node) if "_" in text}
        defined = {node.name for node in ast.walk(self.tree) if isinstance(node, (ast.ClassDef, *FUNCTIONS))}
        fields = {name for owner in self.classes for node in owner.body for name in _targets(node)}
        constants = {name for node in self.tree.body for name in _targets(node)}
        return {*re.split(r"[/.]", self.path), *set_attributes, *filter(str.isidentifier, texts), *defined, *fields, *constants}

    def functions(self) -> Iterator[tuple[ast.FunctionDef | ast.AsyncFunctionDef, ast.ClassDef | None]]:
        """Every function, and the class whose method it is; none that others call because they know it from a class of theirs."""
        owners = {id(node): owner for owner in self.classes for node in owner.body}
        for node in ast.walk(self.tree):
            owner = owners.get(id(node))
            known = _members_of_others(self.path, owner.name) - {"__init__"} if owner else frozenset()
            if isinstance(node, FUNCTIONS) and node.name not in known:
                yield node, owner

    def definitions(self) -> Iterator[Definition]:
        """Functions, classes and constants of the module, methods and fields of its classes."""
        for node in self.tree.body:
            if isinstance(node, (ast.ClassDef, *FUNCTIONS)) and _is_asked_by_name(node):
                yield self._definition(node.name, node)
            for name in _targets(node):
                yield self._definition(name, node)
        for owner in self.classes:
            members = _members_of_others(self.path, owner.name)
            for node in owner.body:
                if isinstance(node, FUNCTIONS) and node.name not in members and _is_asked_by_name(node):
                    yield self._definition(f"{owner.name}.{node.name}", node)
                if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id not in members:
                    yield self._definition(f"{owner.name}.{node.target.id}", node, is_field=True)

    def uses(self, fields: dict[str, list[str]]) -> Iterator[Use]:
        """Every word that is read, from a string too; `fields` are those of each dataclass, in their order."""
        docstrings = set(map(id, self.docstrings))
        handed = {id(value) for call in ast.walk(self.tree) if isinstance(call, ast.Call) for value in _handed_on(call, fields)}
        for node in ast.walk(self.tree):
            match node:
                case ast.Attribute(attr=word, ctx=ast.Load()):
                    yield Use(self.path, word, node.lineno, hands_on=id(node) in handed)
                case ast.Name(id=word, ctx=ast.Load()):
                    yield Use(self.path, word, node.lineno, is_bare=True)
                case ast.MatchClass(kwd_attrs=words):
                    yield from (Use(self.path, word, node.lineno) for word in words)
                case ast.Constant(value=str(text)) if text.isidentifier() and id(node) not in docstrings:
                    yield Use(self.path, text, node.lineno)

    def _definition(self, name: str, node: ast.stmt, *, is_field: bool = False) -> Definition:
        return Definition(self.path, name, node.lineno, node.end_lineno or node.lineno, is_field)


def unused(definitions: Iterable[Definition], uses: Iterable[Use], elsewhere: set[str]) -> list[Definition]:
    """What nobody uses but itself. A private name can be used in its own module alone; `elsewhere` are words of templates and the like."""
    by_word: dict[str, list[Use]] = {}
    for use in uses:
        by_word.setdefault(use.word, []).append(use)
    return [
        found
        for found in definitions
        if (found.word.startswith("_") or found.word not in elsewhere)
        and not _is_dunder(found.word)
        and not any(_counts(use, found) for use in by_word.get(found.word, ()))
    ]


def parameters_never_given(modules: Iterable[Module], callers: Iterable[Module]) -> Iterator[str]:
    """Parameters with a default that no call in `callers` gives, as `module:function(parameter)`. Calls are told apart by name alone."""
    modules = list(modules)
    calls: dict[str, list[ast.Call]] = {}
    for call in (node for module in callers for node in ast.walk(module.tree) if isinstance(node, ast.Call)):
        called = call.args[0] if ast.unparse(call.func) == "partial" else call.func
        calls.setdefault(ast.unparse(called).rpartition(".")[2], []).append(call)
    classes = [owner for module in modules for owner in module.classes]
    for module in modules:
        for function, owner in module.functions():
            heirs = [heir.name for heir in classes if owner and owner.name in map(ast.unparse, heir.bases)]
            names = [owner.name, *heirs, *(["__init__"] if heirs else [])] if owner and function.name == "__init__" else [function.name]
            given = [call for name in names for call in calls.get(name, ())]
            for parameter, place in _optional(function, is_method=owner is not None):
                if not any(_gives(call, parameter, place) for call in given):
                    yield f"{module.path}:{function.name}({parameter})"


def fields_of_dataclasses(modules: Iterable[Module]) -> dict[str, list[str]]:
    """The fields of each dataclass by its name, in the order in which it takes them; those that it inherits first."""
    classes = {node.name: node for module in modules for node in module.classes}

    def fields(name: str) -> list[str]:
        if name not in classes:
            return []
        inherited = [field for base in classes[name].bases if isinstance(base, ast.Name) for field in fields(base.id)]
        return inherited + [
            node.target.id for node in classes[name].body if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
        ]

    return {name: found for name in classes if (found := fields(name))}


def _counts(use: Use, found: Definition) -> bool:
    if use.module == found.module and found.first_line <= use.line <= found.last_line:
        return False
    if found.word.startswith("_") and use.module != found.module:
        return False
    return not (use.is_bare and "." in found.name) and not (use.hands_on and found.is_field)


def _optional(function: ast.FunctionDef | ast.AsyncFunctionDef, *, is_method: bool) -> Iterator[tuple[str, int | None]]:
    """Parameters with a default, and which argument of a call gives them if that is not only their name."""
    by_place = function.args.posonlyargs + function.args.args
    static = any(ast.unparse(decorator) == "staticmethod" for decorator in function.decorator_list)
    for place in range(len(by_place) - len(function.args.defaults), len(by_place)):
        yield by_place[place].arg, place - (is_method and not static)
    for parameter, default in zip(function.args.kwonlyargs, function.args.kw_defaults, strict=True):
        if default is not None:
            yield parameter.arg, None


def _gives(call: ast.Call, parameter: str, place: int | None) -> bool:
    if any(keyword.arg in {parameter, None} for keyword in call.keywords):
        return True
    return place is not None and (len(call.args) > place or any(isinstance(argument, ast.Starred) for argument in call.args))


def _handed_on(call: ast.Call, fields: dict[str, list[str]]) -> Iterator[ast.expr]:
    names = fields.get(call.func.id, []) if isinstance(call.func, ast.Name) else []
    given = [*zip(names, call.args, strict=False), *((keyword.arg, keyword.value) for keyword in call.keywords if keyword.arg in names)]
    return (value for name, value in given if isinstance(value, ast.Attribute) and value.attr == name)


@cache
def _members_of_others(path: str, name: str) -> frozenset[str]:
    """The members that a class has from classes outside of the package: whoever made those, calls them."""
    module = importlib.import_module(path.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    found = getattr(module, name, None)
    bases = inspect.getmro(found)[1:] if inspect.isclass(found) else ()
    return frozenset(member for base in bases if not base.__module__.startswith("mkdocs_vault") for member in dir(base))


def _is_asked_by_name(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    decorators = [decorator.func if isinstance(decorator, ast.Call) else decorator for decorator in node.decorator_list]
    return isinstance(node, ast.ClassDef) or all(ast.unparse(decorator).rpartition(".")[2] in ASKED_BY_NAME for decorator in decorators)


def _targets(node: ast.stmt) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _texts(node: ast.AST) -> list[str]:
    """The names and texts that a node has itself."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.Constant(value=bytes(data)):
            return [data.decode("latin-1")]
        case _:
            values = [value for _, field in ast.iter_fields(node) for value in (field if isinstance(field, list) else [field])]
            return [value for value in values if isinstance(value, str)]


def _is_dunder(word: str) -> bool:
    return word.startswith("__") and word.endswith("__")
