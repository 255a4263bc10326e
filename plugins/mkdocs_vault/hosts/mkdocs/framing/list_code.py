"""A template's code that fills one list and keeps what it prints, written by methods in the place of those of `jinja2.compiler`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass
from typing import cast

from jinja2 import Undefined, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef, optimizeconst
from jinja2.nodes import Node

from mkdocs_vault.hosts.mkdocs.framing.direct_attributes import has_attributes, is_attribute
from mkdocs_vault.hosts.mkdocs.framing.site_values import SITE_NAMES
from mkdocs_vault.hosts.mkdocs.framing.stable_parts import KeptBody, made_names, parts_of, stable_names, stable_reads
from mkdocs_vault.hosts.mkdocs.framing.template_reads import Reads

PIECES = "pieces"
READS = "vault_reads"
CHANGING_METHODS = frozenset("add append clear discard extend insert pop popitem remove reverse setdefault sort update".split())
HARMLESS_FUNCTIONS = frozenset({"caller", "cycler", "dict", "joiner", "lipsum", "loop", "namespace", "range", "super"})
RUNTIME = "mkdocs_vault.hosts.mkdocs.framing.template_runtime"


@dataclass(frozen=True, slots=True)
class Written:
    """A name of the code in the place of an expression."""

    name: str


@dataclass(frozen=True, slots=True)
class Truth:
    """An expression of which only the truth is asked."""

    of: Node


class ListCode(CodeGenerator):
    """Jinja hands every piece up through a generator for each template around it; here it is put into a list.

    Jinja itself takes any iterable in the place of these generators, so both kinds of code go together.
    """

    names: frozenset[str]
    depth = 0
    """How many macros, loops and kept parts are around what is being written."""
    is_direct = False
    """Whether attributes are written as such; where there are none, what is written then raises `AttributeError`."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        """Write what the functions use before them, and the parts that they keep and what they read after them."""
        self.names = stable_names(node)
        self.made = made_names(node)
        self.parts: list[Reads] = []
        self.writeline(f"from {RUNTIME} import *")
        super().visit_Template(node, frame)
        self.writeline(f"{READS} = {stable_reads(node.body, self.names)!r}")
        if any(name.ctx != "load" and name.name in SITE_NAMES for name in node.find_all(nodes.Name)):
            self.writeline("environment.vault_framing.switch_off()")
        for number, reads in enumerate(self.parts):
            self.writeline(f"part_{number} = environment.vault_framing.part({reads!r})")

    def writeline(self, x: str, node: nodes.Node | None = None, extra: int = 0) -> None:
        """A list where Jinja begins a generator; the parent template's pieces are taken in `leave_frame`."""
        if x == "if 0: yield None":
            x = f"{PIECES} = []"
        elif x == "yield from parent_template.root_render_func(context)":
            x = "pass"
        super().writeline(x, node, extra)

    def enter_frame(self, frame: Frame) -> None:
        """Have all that is no macro, filter or `set` block print into the list."""
        if frame.buffer is None:
            frame.buffer = PIECES
        super().enter_frame(frame)

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:
        """At the end of a template or block, return the list."""
        super().leave_frame(frame, with_python_scope)
        if not with_python_scope or not (frame.rootlevel or frame.block_frame):
            return
        if frame.rootlevel and self.extends_so_far:
            self.writeline("if parent_template is not None:")
            self.indent()
            self.writeline(f"{PIECES}.extend(parent_template.root_render_func(context))")
            self.outdent()
        self.writeline(f"return {PIECES}")

    def blockvisit(self, nodes: Iterable[Node], frame: Frame) -> None:
        """Have those statements keep what they print that print the same on many pages."""
        if self.depth or frame.require_output_check or frame.eval_ctx.volatile:
            super().blockvisit(nodes, frame)
        else:
            super().blockvisit(cast("Iterable[Node]", parts_of(nodes, self.names)), frame)

    def visit_KeptBody(self, node: KeptBody, frame: Frame) -> None:
        """Print what is kept, or the statements into a list of their own to keep it."""
        part, text, inner = f"part_{len(self.parts)}", self.temporary_identifier(), frame.soft()
        self.parts.append(node.reads)
        self.writeline(f"{text} = {part}.find(context, {self.dump_local_context(frame)})", node.body[0])
        self.writeline(f"if {text} is None or type({text}) is Pending:")
        self.indent()
        self.buffer(inner)
        self.depth += 1
        for statement in node.body:
            self.visit(statement, inner)
        self.depth -= 1
        self.writeline(f"{text} = kept({text}, concat({inner.buffer}))")
        self.outdent()
        self.simple_write(text, frame)

    def visit_Block(self, node: nodes.Block, frame: Frame) -> None:
        """Take a block's pieces."""
        if frame.toplevel and self.has_known_extends:
            return
        is_checked = frame.toplevel and self.extends_so_far > 0
        if is_checked:
            self.writeline("if parent_template is None:")
            self.indent()
        if node.required:
            self.writeline(f"if len(context.blocks[{node.name!r}]) <= 1:", node)
            self.indent()
            self.writeline(f"raise TemplateRuntimeError({f'Required block {node.name!r} not found'!r})", node)
            self.outdent()
        context = self.derive_context(frame) if node.scoped else self.get_context_ref()
        self.writeline(f"{frame.buffer}.extend(context.blocks[{node.name!r}][0]({context}))", node)
        if is_checked:
            self.outdent()

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:
        """Take an included template's pieces."""
        if node.ignore_missing:
            self.writeline("try:")
            self.indent()
        found = self.temporary_identifier()
        self.writeline(f"{found} = environment.vault_framing.included(", node)
        self.visit(node.template, frame)
        self.write(f", {self.name!r})")
        if node.ignore_missing:
            self.outdent()
            self.writeline("except TemplateNotFound:")
            self.indent()
            self.writeline("pass")
            self.outdent()
            self.writeline("else:")
            self.indent()
        if node.with_context:
            is_named = isinstance(node.template, nodes.Const)
            self.writeline(f"{frame.buffer}.extend(included({found}, context, {self.dump_local_context(frame)}, is_named={is_named}))")
        else:
            self.writeline(f"{frame.buffer}.append(str({found}.template.module))")
        if node.ignore_missing:
            self.outdent()

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        self.write("imported(environment.vault_framing.included(")
        self.visit(node.template, frame)
        self.write(f", {self.name!r}), context, {self.dump_local_context(frame) if node.with_context else None})")

    def visit_For(self, node: nodes.For, frame: Frame) -> None:
        """Keep nothing in loops: what they print differs from round to round."""
        self.depth += 1
        super().visit_For(node, frame)
        self.depth -= 1

    def macro_body(self, node: nodes.Macro | nodes.CallBlock, frame: Frame) -> tuple[Frame, MacroRef]:
        """Keep nothing in macros: what they print differs from call to call."""
        self.depth += 1
        body = super().macro_body(node, frame)
        self.depth -= 1
        return body

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        """Print values, taking attributes for what they look like as long as that holds."""
        self.write_tried(node, lambda: super(ListCode, self).visit_Output(node, frame), is_twice=has_attributes(node))

    def visit_Assign(self, node: nodes.Assign, frame: Frame) -> None:
        """Set a variable, taking attributes for what they look like as long as that holds."""
        if not has_attributes(node.node) or node.find(nodes.NSRef):
            super().visit_Assign(node, frame)
            return
        value, plain = self.temporary_identifier(), copy(node)
        self.write_tried(node, lambda: self.write_value(value, node.node, frame), is_twice=True)
        plain.node = cast("nodes.Expr", Written(value))
        super().visit_Assign(plain, frame)

    def visit_If(self, node: nodes.If, frame: Frame) -> None:
        """Test a value, taking attributes for what they look like as long as that holds."""
        test, soft, plain = self.temporary_identifier(), frame.soft(), copy(node)
        self.write_tried(node, lambda: self.write_value(test, Truth(node.test), soft), is_twice=has_attributes(node.test))
        plain.test = cast("nodes.Expr", Written(test))
        plain.elif_ = [nodes.If(cast("nodes.Expr", Truth(inner.test)), inner.body, [], [], lineno=inner.lineno) for inner in node.elif_]
        super().visit_If(plain, frame)

    def write_tried(self, node: nodes.Node, write: Callable[[], None], *, is_twice: bool) -> None:
        """Have something written, or twice: with attributes as such, and for where there are none."""
        if is_twice:
            self.writeline("try:", node)
            self.indent()
            self.is_direct = True
            write()
            self.is_direct = False
            self.outdent()
            self.writeline("except AttributeError:")
            self.indent()
        write()
        if is_twice:
            self.outdent()

    def write_value(self, name: str, value: Node | Truth, frame: Frame) -> None:
        """Give a name of the code a value."""
        self.writeline(f"{name} = ")
        self.visit_any(value, frame)

    def visit_any(self, node: Node | Truth, frame: Frame) -> None:
        """Write what stands for a node. Jinja calls a method by the name of the node's class, whatever class that is."""
        self.visit(cast("Node", node), frame)

    def visit_Written(self, node: Written, frame: Frame) -> None:  # noqa: ARG002 - called like all of these methods
        """A name of the code."""
        self.write(node.name)

    def visit_Truth(self, node: Truth, frame: Frame) -> None:
        """An expression of which only the truth is asked."""
        match node.of:
            case nodes.And(left=left, right=right) | nodes.Or(left=left, right=right):
                self.write("(")
                self.visit_any(Truth(left), frame)
                self.write(" and " if isinstance(node.of, nodes.And) else " or ")
                self.visit_any(Truth(right), frame)
                self.write(")")
            case nodes.Not(node=inner):
                self.write("(not ")
                self.visit_any(Truth(inner), frame)
                self.write(")")
            case nodes.Getattr(node=inner, attr=attr) if self.environment.undefined is Undefined:
                self.write("attribute_if_any(")
                self.visit(inner, frame)
                self.write(f", {attr!r})")
            case other:
                self.visit(other, frame)

    def visit_Or(self, node: nodes.BinExpr, frame: Frame) -> None:
        """The first of two values that is true."""
        self.write("(")
        self.visit_any(Truth(node.left) if isinstance(node.left, nodes.Getattr) else node.left, frame)
        self.write(" or ")
        self.visit(node.right, frame)
        self.write(")")

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """An attribute, found more quickly."""
        if self.is_direct and is_attribute(node):
            self.visit(node.node, frame)
            self.write(f".{node.attr}")
            return
        self.write("attribute(environment, ")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r})")

    @optimizeconst
    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """A call, made more quickly."""
        self.write("acting(context, " if self.may_act(node) else "called(context, ")
        self.visit(node.node, frame)
        names = {"caller": forward_caller, "_loop_vars": frame.loop_frame, "_block_vars": frame.block_frame}
        self.signature(node, frame, {name: name for name, is_given in names.items() if is_given})
        self.write(")")

    def may_act(self, node: nodes.Call) -> bool:
        """Whether a call may change values that others read, rather than only give one."""
        match node.node:
            case nodes.Name(name=name):
                return name not in self.made and name not in HARMLESS_FUNCTIONS
            case nodes.Getattr(attr=attr, node=value):
                return attr in CHANGING_METHODS and not (isinstance(value, nodes.Name) and value.name in self.made)
        return True
