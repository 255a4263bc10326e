"""Which values of templates are probably attributes; Jinja takes an item where there is none, an undefined value where there is neither."""

from __future__ import annotations

from keyword import iskeyword

from jinja2 import nodes

from mkdocs_vault.hosts.mkdocs.framing.template_reads import PURE_FILTERS, PURE_TESTS

OF_DICTIONARIES = frozenset({"config", "extra", "meta", "metadata", "text", "theme"})
"""Names of what usually has items instead."""


def has_attributes(node: nodes.Node) -> bool:
    """Whether an expression or what is printed takes attributes, and can be tried twice: nothing in it acts."""
    acts = (nodes.Call, nodes.CallBlock, nodes.MarkSafeIfAutoescape, nodes.ExtensionAttribute, nodes.ImportedName)
    parts = [node, *node.find_all(nodes.Node)]
    if any(isinstance(part, acts) and not _is_text(part) for part in parts):
        return False
    if any(part.name not in PURE_FILTERS for part in parts if isinstance(part, nodes.Filter)):
        return False
    if any(part.name not in PURE_TESTS for part in parts if isinstance(part, nodes.Test)):
        return False
    return any(is_attribute(part) for part in parts if isinstance(part, nodes.Getattr))


def is_attribute(node: nodes.Getattr) -> bool:
    """Whether it is probably an attribute of an object, reached by attributes from a variable."""
    if iskeyword(node.attr):
        return False
    inner = node.node
    while isinstance(inner, nodes.Getattr):
        if inner.attr in OF_DICTIONARIES:
            return False
        inner = inner.node
    return isinstance(inner, nodes.Name) and inner.name not in OF_DICTIONARIES


def _is_text(node: nodes.Node) -> bool:
    """Whether it is a call of Material's macro for the texts of its interface."""
    return isinstance(node, nodes.Call) and node.node == nodes.Getattr(nodes.Name("lang", "load"), "t", "load")
