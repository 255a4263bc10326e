"""The files of an index as a site has them: without what other search boxes need, and the same for the same pages.

Pagefind keeps tags and languages in no order. A file's name is a hash of what is in it, so the order of tags changes the name of their
file, and with it the list of all files. Here they are sorted, and named anew by Pagefind's own rule.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from hashlib import sha1
from typing import Any

from mkdocs_vault.build.gzip_bytes import gzip_bytes
from mkdocs_vault.website.search.port import Files

ENTRY = "pagefind-entry.json"
_OF_OTHER_BOXES = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight", "pagefind-worker", "playground/")
_PROGRAMS = (".js", ".pagefind")
_SIGNATURE = b"pagefind_dcd"
_FILTERS = "filter/{}.pf_filter"
_LIST = "pagefind.{}.pf_meta"
_NUMBER_KINDS = (0, 1)
_TEXT_KINDS = (2, 3)
_ARRAY_KIND = 4
_SMALL = 24


def files_of_site(files: Files) -> Files:
    """The files that the site gets, in the order in which they are written: that which names the others is last."""
    kept = {path: content for path, content in files.items() if not path.startswith(_OF_OTHER_BOXES)}
    entry: dict[str, Any] = json.loads(kept.pop(ENTRY))
    entry["languages"] = dict(sorted(entry["languages"].items()))
    for language, index in entry["languages"].items():
        index["hash"] = _sorted_filters(kept, language, index["hash"])
    return {**dict(sorted(kept.items())), ENTRY: entry_bytes(entry)}


def files_of_later_part(files: Files) -> Files:
    """Those files of a part that are its own. The programs are the same for all, and are loaded once."""
    return {path: content for path, content in files.items() if not path.endswith(_PROGRAMS)}


def entry_bytes(entry: Mapping[str, Any]) -> bytes:
    """The file that says which languages there are, as Pagefind writes it."""
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()


def _sorted_filters(files: Files, language: str, list_hash: str) -> str:
    """Sort the filters of a language, in `files` itself; the new hash of the list of its files."""
    listed = _unpacked(files.pop(_LIST.format(list_hash)))
    for path in [path for path in files if path.startswith(f"filter/{language}_")]:
        content = _with_sorted_values(_unpacked(files.pop(path)))
        old, new = path.removeprefix("filter/").partition(".")[0], f"{language}_{sha1(content).hexdigest()[:7]}"  # noqa: S324 - A name.
        files[_FILTERS.format(new)] = _packed(content)
        listed = listed.replace(old.encode(), new.encode())
    list_hash = f"{language}_{sha1(listed).hexdigest()[:10]}"  # noqa: S324 - A name.
    files[_LIST.format(list_hash)] = _packed(listed)
    return list_hash


def _with_sorted_values(content: bytes) -> bytes:
    """A filter is CBOR: an array of its name and of an array of its values, each with the numbers of its pages."""
    _, _, start = _head(content, 0)
    start = _end(content, start)
    _, count, first = _head(content, start)
    values = list(_items(content, first, count))
    return content[:first] + b"".join(sorted(values)) + content[first + sum(map(len, values)) :]


def _items(content: bytes, at: int, count: int) -> Iterator[bytes]:
    for _ in range(count):
        end = _end(content, at)
        yield content[at:end]
        at = end


def _head(content: bytes, at: int) -> tuple[int, int, int]:
    """Kind and value of what begins here, and where its content begins (RFC 8949, 3)."""
    kind, value = content[at] >> 5, content[at] & 31
    if value < _SMALL:
        return kind, value, at + 1
    size = 1 << (value - _SMALL)
    return kind, int.from_bytes(content[at + 1 : at + 1 + size], "big"), at + 1 + size


def _end(content: bytes, at: int) -> int:
    kind, value, at = _head(content, at)
    if kind in _NUMBER_KINDS:
        return at
    if kind in _TEXT_KINDS:
        return at + value
    if kind != _ARRAY_KIND:
        raise ValueError("the index of the search has a form that isn't known")
    for _ in range(value):
        at = _end(content, at)
    return at


def _unpacked(content: bytes) -> bytes:
    return gzip.decompress(content).removeprefix(_SIGNATURE)


def _packed(content: bytes) -> bytes:
    """The content as Pagefind packs it."""
    return gzip_bytes(_SIGNATURE + content)
