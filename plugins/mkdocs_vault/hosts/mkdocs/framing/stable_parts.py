"""Which statements of a template print the same on many pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from jinja2 import nodes

from mkdocs_vault.hosts.mkdocs.framing.site_values import SITE_NAMES
from mkdocs_vault.hosts.mkdocs.framing.template_reads import Path, Reads, reads_of

STABLE_NAMES = SITE_NAMES | {"base_url", "direction", "extra_css", "extra_javascript", "features", "lang", "namespace", "vault_search"}
"""Variables whose values many pages share. What reads others is printed for each page, as looking it up would be in vain."""
STABLE_PATHS = frozenset({("note", ".text"), ("vault_nav", ".text")})
LEAST_WORK = 3
"""What asks for fewer values, filters and the like is printed sooner than looked up."""
MADE_ELSEWHERE = (nodes.Assign, nodes.AssignBlock, nodes.Import, nodes.Include, nodes.Macro)
"""What gives others a value is done on each page; included templates are kept as such."""
WORK = (nodes.Call, nodes.Filter, nodes.For, nodes.Getattr, nodes.Getitem, nodes.If)


@dataclass(frozen=True, slots=True)
class KeptBody:
    """Statements beside each other, and what they read."""

    body: list[nodes.Node]
    reads: Reads


def is_stable(path: Path, names: frozenset[str] = STABLE_NAMES) -> bool:
    """Whether many pages are likely to have the same value there."""
    return (
        path[0] in names or path[-1][0] in "?<" or path[:2] in STABLE_PATHS or (path[:2] == ("page", ".meta") and path != ("page", ".meta"))
    )


def stable_names(template: nodes.Template) -> frozenset[str]:
    """Variables that are likely to have the same value on many pages: those known, and those that the template makes of them."""
    made: dict[str, list[nodes.Node]] = {}
    for assign in template.find_all(nodes.Assign):
        if isinstance(assign.target, nodes.Name):
            made.setdefault(assign.target.name, []).append(assign.node)
    for loop in template.find_all(nodes.For):
        for target in (loop.target, *loop.target.find_all(nodes.Name)):
            if isinstance(target, nodes.Name):
                made.setdefault(target.name, []).append(loop.iter)
    names = STABLE_NAMES | frozenset(made)
    while True:
        unstable = {name for name, values in made.items() if name in names and not all(_is_stable_value(value, names) for value in values)}
        if not unstable:
            return names
        names -= unstable


def made_names(template: nodes.Template) -> frozenset[str]:
    """Macros of a template, and variables that hold nothing but lists and dictionaries which it writes itself."""
    macros = {macro.name for macro in template.find_all(nodes.Macro)}
    written, others = set[str](), set[str]()
    for assign in template.find_all(nodes.Assign):
        is_written = isinstance(assign.node, nodes.Dict | nodes.List)
        (written if is_written else others).update(
            name.name for name in (assign.target, *assign.target.find_all(nodes.Name)) if isinstance(name, nodes.Name)
        )
    return frozenset(macros | (written - others))


def stable_reads(body: Iterable[nodes.Node], names: frozenset[str]) -> Reads | None:
    """What these statements read, and whether that is likely to be the same on many pages."""
    reads = reads_of(body)
    return reads and replace(reads, is_stable=all(is_stable(path, names) for path in (*reads.paths, *reads.calls)))


def _is_stable_value(value: nodes.Node, names: frozenset[str]) -> bool:
    reads = stable_reads([nodes.Output([value])], names)
    return reads is not None and reads.is_stable


def parts_of(body: Iterable[nodes.Node], names: frozenset[str]) -> Iterator[nodes.Node | KeptBody]:
    """The statements, those that belong together and print the same on many pages as one."""
    waiting: list[nodes.Node] = []
    for node in _single(body):
        if _is_kept(node, names):
            waiting.append(node)
        else:
            yield from _part(waiting)
            waiting = []
            yield node
    yield from _part(waiting)


def _single(body: Iterable[nodes.Node]) -> Iterator[nodes.Node]:
    for node in body:
        if isinstance(node, nodes.Output):
            for child in node.nodes:
                yield nodes.Output([child], lineno=child.lineno)
        else:
            yield node


def _is_kept(node: nodes.Node, names: frozenset[str]) -> bool:
    if isinstance(node, MADE_ELSEWHERE) or any(isinstance(part, MADE_ELSEWHERE) for part in node.find_all(nodes.Stmt)):
        return False
    reads = stable_reads([node], names)
    return reads is not None and reads.is_stable


def _part(body: list[nodes.Node]) -> Iterator[nodes.Node | KeptBody]:
    if sum(1 for node in body for _ in node.find_all(WORK)) < LEAST_WORK:
        yield from body
        return
    reads = reads_of(body)
    if reads is None:
        yield from body
    else:
        yield KeptBody(body, reads)
