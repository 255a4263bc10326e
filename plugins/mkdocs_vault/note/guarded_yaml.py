"""Any front matter -> entries, through PyYAML's composer: nothing is constructed, and nothing hostile gets far.

Only PyYAML's Python loader will do: the C one ends the process on deep nesting. What makes the Python one slow or endless is
refused before or while it reads: size, depth, aliases, and what they would grow to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from mkdocs_vault.note.property_values import NULLS, Entry, Mapping, Scalar, Sequence, Unusable, Value

MAXIMUM_DEPTH = 24
MAXIMUM_ALIASES = 100
MAXIMUM_VALUES = 20_000

_BRACKETS = re.compile(r"[\[\]{}]")
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
_CORE_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map"))
_PLAIN = "plain"
_QUOTED = "quoted"
_COLLECTION = "collection"


class UnreadableError(Exception):
    """Front matter that is not YAML, or not a mapping, or more than a note's properties can be."""

    def __init__(self, reason: str, line: int, written: str = "") -> None:
        """`line` is counted from 1 in the front matter's text."""
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.written = written


def read_entries(text: str, first_line: int) -> tuple[Entry, ...]:
    """The entries of a YAML (or JSON) mapping, none for an empty text; lines count from `first_line`.

    Raises UnreadableError, and nothing else.
    """
    _refuse_depth(text)
    root = _composed(text.replace("\t", " ") if text.lstrip().startswith("{") else text)
    if root is None or (isinstance(root, yaml.ScalarNode) and root.tag == _PLAIN and root.value in NULLS):
        return ()
    if not isinstance(root, yaml.MappingNode):
        reason = "the properties are not a list of 'name: value'"
        raise UnreadableError(reason, root.start_mark.line + 1, text.strip().partition("\n")[0])
    return _Conversion(first_line).entries(root, 0)


def _refuse_depth(text: str) -> None:
    """Brackets are counted before PyYAML sees them: it looks a thousand characters ahead, slower with every open one."""
    depth = 0
    for bracket in _BRACKETS.finditer(text):
        depth += 1 if bracket[0] in "[{" else -1 if depth else 0
        if depth > MAXIMUM_DEPTH:
            raise UnreadableError(_TOO_DEEP, text.count("\n", 0, bracket.start()) + 1)


_TOO_DEEP = f"the properties are nested deeper than {MAXIMUM_DEPTH} levels"


class _GuardedLoader(yaml.SafeLoader):
    """Composes nodes whose tag says whether they were plain; stops at the limits."""

    def __init__(self, text: str) -> None:
        self.depth = 0
        self.aliases = 0
        super().__init__(text)

    def resolve(self, kind: type[yaml.Node], value: object, implicit: tuple[bool, bool]) -> str:
        """In place of YAML 1.1's guess of a type: what was written."""
        del value
        if kind is not yaml.ScalarNode:
            return _COLLECTION
        return _PLAIN if implicit[0] else _QUOTED

    def scan_plain(self) -> yaml.ScalarToken:
        """As PyYAML does it, but `[Why?]` is a list of one text, as in YAML 1.2: PyYAML would end the text before the `?`."""
        self.__dict__["peek"] = self._peek_past_question_mark
        try:
            token: yaml.ScalarToken = super().scan_plain()
        finally:
            del self.__dict__["peek"]
        return token

    def _peek_past_question_mark(self, index: int = 0) -> str:
        """The next character; a letter for `?`, which PyYAML then takes for part of the text (it reads the text itself elsewhere)."""
        character: str = super().peek(index)
        return "x" if character == "?" else character

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """As PyYAML does it, within limits."""
        line = self.line + 1
        self.aliases += self.check_event(yaml.AliasEvent)
        self.depth += 1
        if self.depth > MAXIMUM_DEPTH:
            raise UnreadableError(_TOO_DEEP, line)
        if self.aliases > MAXIMUM_ALIASES:
            reason = f"the properties have more than {MAXIMUM_ALIASES} YAML aliases"
            raise UnreadableError(reason, line)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def _composed(text: str) -> yaml.Node | None:
    """The root node. PyYAML lets bad escapes and directives through as ValueError, OverflowError or IndexError."""
    try:
        return _GuardedLoader(text).get_single_node()
    except yaml.MarkedYAMLError as error:
        raise _unreadable(error, text) from None
    except yaml.reader.ReaderError as error:
        reason = f"the properties hold the character U+{error.character:04X}, which YAML doesn't allow"
        raise UnreadableError(reason, text.count("\n", 0, error.position) + 1) from None
    except (yaml.YAMLError, ValueError, OverflowError, IndexError, AttributeError) as error:
        raise UnreadableError("the properties are not YAML", 1, str(error)) from None


def _unreadable(error: yaml.MarkedYAMLError, text: str) -> UnreadableError:
    mark = error.problem_mark or error.context_mark
    lines = text.split("\n")
    line = min(mark.line, len(lines) - 1) if mark else 0
    return UnreadableError(f"the properties are not YAML ({error.problem or error.context})", line + 1, lines[line].strip())


@dataclass
class _Conversion:
    """Nodes to values: aliases unfolded up to a limit, lines made those of the file."""

    first_line: int
    values: int = 0

    def entries(self, node: yaml.MappingNode, depth: int) -> tuple[Entry, ...]:
        return tuple(self._entry(key, value, depth) for key, value in node.value)

    def _entry(self, key: yaml.Node, value: yaml.Node, depth: int) -> Entry:
        line = key.start_mark.line + self.first_line
        if isinstance(key, yaml.ScalarNode):
            return Entry(_text(key), self._value(value, depth + 1), line)
        return Entry("", Unusable("a list or mapping can't name a property", line), line)

    def _value(self, node: yaml.Node, depth: int) -> Value:
        line = node.start_mark.line + self.first_line
        self.values += 1
        if depth > MAXIMUM_DEPTH or self.values > MAXIMUM_VALUES:
            reason = f"the properties' YAML aliases lead to themselves, or to more than {MAXIMUM_VALUES} values"
            raise UnreadableError(reason, node.start_mark.line + 1)
        if node.tag not in _CORE_TAGS and node.tag not in {_PLAIN, _QUOTED, _COLLECTION}:
            return Unusable(f"the YAML tag {node.tag} is not read", line)
        if isinstance(node, yaml.ScalarNode):
            return Scalar(_text(node), node.tag == _PLAIN, line)
        if isinstance(node, yaml.SequenceNode):
            return Sequence(tuple(self._value(item, depth + 1) for item in node.value), line)
        return Mapping(self.entries(node, depth), line) if isinstance(node, yaml.MappingNode) else Unusable("an empty value", line)


def _text(node: yaml.ScalarNode) -> str:
    """The text of a scalar; half a surrogate pair can't be written to any file, so it is replaced."""
    return _LONE_SURROGATES.sub("\ufffd", str(node.value))
