"""What a piece of a template reads, found in its syntax tree: with the same values it prints the same text."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from jinja2 import nodes

Path = tuple[str, ...]
"""A variable of the context and the steps from it to a value. The first character of a step says which: `.name` an attribute,
`[name` an item; as a last step, `?` is whether the value is true, and `<text` whether it contains a text."""

PURE_FILTERS = frozenset(
    "abs capitalize center count d default dictsort e escape first float forceescape int items join last length list lower max min replace "
    "reverse round safe script_tag sort string striptags title tojson trim truncate unique upper url urlencode wordcount".split()
)
"""Filters whose result depends on nothing but what they are given, and for `url` and `script_tag`, the address of the page."""
PURE_TESTS = frozenset(
    "boolean defined eq equalto false float integer iterable lower mapping ne none number sequence string true undefined".split()
)
PLAIN_EXPRESSIONS = (
    nodes.BinExpr,
    nodes.Compare,
    nodes.Concat,
    nodes.CondExpr,
    nodes.Const,
    nodes.Dict,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Keyword,
    nodes.List,
    nodes.Operand,
    nodes.Pair,
    nodes.Slice,
    nodes.TemplateData,
    nodes.Tuple,
    nodes.UnaryExpr,
)
"""What depends on its parts alone."""


class NotUnderstoodError(Exception):
    """A piece of a template does what this module can't judge."""


@dataclass(frozen=True, slots=True)
class Reads:
    """What a piece reads: values, functions that it calls, filters and tests by name, templates that it includes or imports by name."""

    paths: tuple[Path, ...] = ()
    calls: tuple[Path, ...] = ()
    filters: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    includes: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()
    has_unnamed: bool = False
    """Whether it includes or imports templates whose names are known only when it is printed."""
    is_stable: bool = False
    """Whether all that it reads is likely to be the same on many pages."""


def reads_of(body: Iterable[nodes.Node]) -> Reads | None:
    """What these statements read, or None where that can't be told."""
    found = _Reader()
    try:
        found.statements(body, _Scope())
    except NotUnderstoodError:
        return None
    return Reads(
        paths=tuple(sorted(found.paths)),
        calls=tuple(sorted(found.calls)),
        filters=tuple(sorted(found.filters)),
        tests=tuple(sorted(found.tests)),
        includes=tuple(sorted(found.includes)),
        imports=tuple(sorted(found.imports)),
        has_unnamed=found.has_unnamed,
    )


@dataclass(slots=True)
class _Scope:
    """Names that the piece itself gives a value: `callable` are its macros and the templates that it imports."""

    bound: set[str] = field(default_factory=set)
    callable: set[str] = field(default_factory=set)

    def inner(self, names: AbstractSet[str] = frozenset()) -> _Scope:
        return _Scope(self.bound | names, self.callable - names)


@dataclass(slots=True)
class _Reader:
    paths: set[Path] = field(default_factory=set)
    calls: set[Path] = field(default_factory=set)
    filters: set[str] = field(default_factory=set)
    tests: set[str] = field(default_factory=set)
    includes: set[str] = field(default_factory=set)
    imports: set[str] = field(default_factory=set)
    has_unnamed: bool = False
    is_in_macro: bool = False

    def statements(self, body: Iterable[nodes.Node], scope: _Scope) -> None:
        for node in body:
            self.statement(node, scope)

    def statement(self, node: nodes.Node, scope: _Scope) -> None:
        match node:
            case nodes.Output():
                self.expressions(node.nodes, scope)
            case nodes.If():
                self.test(node.test, scope)
                self.statements(node.body, scope.inner())
                self.statements(node.elif_, scope)
                self.statements(node.else_, scope.inner())
            case nodes.For(recursive=False):
                self.loop(node, scope)
            case nodes.With():
                self.expressions(node.values, scope)
                self.statements(node.body, scope.inner(_names(node.targets)))
            case nodes.Assign() | nodes.AssignBlock():
                self.assignment(node, scope)
            case nodes.Macro():
                self.macro(node, scope)
            case nodes.Import(with_context=False) | nodes.Include(with_context=True, ignore_missing=False):
                self.other_template(node, scope)
            case _:
                raise NotUnderstoodError

    def loop(self, node: nodes.For, scope: _Scope) -> None:
        self.expression(node.iter, scope)
        inner = scope.inner(_names([node.target]) | {"loop"})
        if node.test:
            self.expression(node.test, inner)
        self.statements(node.body, inner)
        self.statements(node.else_, scope.inner())

    def assignment(self, node: nodes.Assign | nodes.AssignBlock, scope: _Scope) -> None:
        if any(target.name not in scope.bound for target in node.find_all(nodes.NSRef)):
            raise NotUnderstoodError
        if isinstance(node, nodes.Assign):
            self.expression(node.node, scope)
        else:
            self.statements(node.body, scope.inner())
            if node.filter:
                self.expression(node.filter, scope)
        names = _names([node.target])
        scope.bound |= names
        scope.callable -= names

    def macro(self, node: nodes.Macro, scope: _Scope) -> None:
        self.expressions(node.defaults, scope)
        scope.bound.add(node.name)
        scope.callable.add(node.name)
        outside, self.is_in_macro = self.is_in_macro, True
        self.statements(node.body, scope.inner(_names(node.args) | {"caller", "kwargs", "varargs"}))
        self.is_in_macro = outside

    def other_template(self, node: nodes.Import | nodes.Include, scope: _Scope) -> None:
        """A template whose name is no constant is judged when it is known; what macros print is asked before that."""
        known = self.imports if isinstance(node, nodes.Import) else self.includes
        if isinstance(node.template, nodes.Const) and isinstance(node.template.value, str):
            known.add(node.template.value)
        elif self.is_in_macro:
            raise NotUnderstoodError
        else:
            self.has_unnamed = True
            self.expression(node.template, scope)
        if isinstance(node, nodes.Import):
            scope.bound.add(node.target)
            scope.callable.add(node.target)

    def expressions(self, given: Iterable[nodes.Node], scope: _Scope) -> None:
        for node in given:
            self.expression(node, scope)

    def expression(self, node: nodes.Node, scope: _Scope) -> None:
        if (path := path_of(node)) or (path := _text_within(node)):
            if path[0] not in scope.bound:
                self.paths.add(path)
        else:
            self.composite(node, scope)

    def composite(self, node: nodes.Node, scope: _Scope) -> None:
        """An expression that is made of others."""
        match node:
            case nodes.Filter(name=name, node=filtered) if filtered and name in PURE_FILTERS and not _has_unpacking(node):
                self.filters.add(name)
                self.expressions(node.iter_child_nodes(), scope)
            case nodes.Test(name=name) if name in PURE_TESTS and not _has_unpacking(node):
                self.tests.add(name)
                self.expressions(node.iter_child_nodes(), scope)
            case nodes.Call():
                self.call(node, scope)
            case nodes.CondExpr():
                self.test(node.test, scope)
                self.expressions([node.expr1, *([node.expr2] if node.expr2 else [])], scope)
            case _ if isinstance(node, PLAIN_EXPRESSIONS):
                self.expressions(node.iter_child_nodes(), scope)
            case _:
                raise NotUnderstoodError

    def test(self, node: nodes.Node, scope: _Scope) -> None:
        """An expression of which only the truth is asked."""
        if isinstance(node, nodes.And | nodes.Or):
            self.test(node.left, scope)
            self.test(node.right, scope)
        elif isinstance(node, nodes.Not):
            self.test(node.node, scope)
        elif path := path_of(node):
            if path[0] not in scope.bound:
                self.paths.add((*path, "?"))
        else:
            self.expression(node, scope)

    def call(self, node: nodes.Call, scope: _Scope) -> None:
        called = path_of(node.node)
        if not called or _has_unpacking(node):
            raise NotUnderstoodError
        if called[0] in scope.bound:
            if called[0] not in scope.callable:
                raise NotUnderstoodError
        else:
            self.calls.add(called)
        self.expressions([*node.args, *node.kwargs], scope)


def path_of(node: nodes.Node) -> Path | None:
    """The path that an expression is, if it is nothing else."""
    match node:
        case nodes.Name(ctx="load", name=name):
            return (name,)
        case nodes.Getattr(node=base, attr=name) if path := path_of(base):
            return (*path, f".{name}")
        case nodes.Getitem(node=base, arg=nodes.Const(value=str(name))) if path := path_of(base):
            return (*path, f"[{name}")
    return None


def _text_within(node: nodes.Node) -> Path | None:
    """The path of the question whether a value contains a text, if an expression is that."""
    match node:
        case nodes.Compare(expr=nodes.Const(value=str(text)), ops=[nodes.Operand(op="in" | "notin", expr=value)]) if path := path_of(value):
            return (*path, f"<{text}")
    return None


def _names(targets: Iterable[nodes.Node]) -> set[str]:
    return {name.name for target in targets for name in (target, *target.find_all(nodes.Name)) if isinstance(name, nodes.Name)}


def _has_unpacking(node: nodes.Call | nodes.Filter | nodes.Test) -> bool:
    return node.dyn_args is not None or node.dyn_kwargs is not None
