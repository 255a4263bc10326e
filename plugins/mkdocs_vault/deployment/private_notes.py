"""Which exported notes say themselves that they are private. Only a net below the plugin, which decides what is public.

Nothing of a note is parsed but its first lines, by the strictest reading: YAML is not needed to see a line `publish: no`.
"""

from __future__ import annotations

import re

LONGEST_PROPERTIES_BYTES = 65_536
_BORDER = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*-{3,}[ \t]*\r?\n")
_END = re.compile(rb"^(?:-{3,}|\.{3})[ \t]*\r?$", re.MULTILINE)
_NO = rb"(?:false|no|off|0|n)"
_YES = rb"(?:true|yes|on|1|y)"
_VALUE = rb"[ \t]*:[ \t]*(?:!!?[a-z]+[ \t]+)?\[?[ \t]*[\"']?"
_AFTER = rb"[\"']?[ \t]*\]?[ \t]*(?:#.*)?\r?$"
_KEY = rb"^[\"']?"
_PUBLISH = rb"(?:publish|published|dg-publish)[\"']?"
_LIST = rb"[ \t]*:[ \t]*\r?\n[ \t]*-[ \t]+[\"']?"
_FLAGS = re.MULTILINE | re.IGNORECASE
_PRIVATE_LINES = (
    re.compile(_KEY + _PUBLISH + _VALUE + _NO + _AFTER, _FLAGS),
    re.compile(_KEY + _PUBLISH + _LIST + _NO + _AFTER, _FLAGS),
    re.compile(_KEY + rb"(?:private|draft)[\"']?" + _VALUE + _YES + _AFTER, _FLAGS),
)


def says_private(content: bytes) -> bool:
    """Whether a note's properties hold a plain "not for others": `publish: false`, `draft: true` and their spellings.

    Properties without an end count to the limit, so a forgotten `---` publishes nothing.
    """
    head = content[:LONGEST_PROPERTIES_BYTES]
    start = _BORDER.match(head)
    if start is None:
        return False
    end = _END.search(head, start.end())
    properties = head[start.end() : end.start() if end else len(head)]
    return any(line.search(properties) for line in _PRIVATE_LINES)
