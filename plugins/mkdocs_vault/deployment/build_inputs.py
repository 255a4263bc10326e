"""Everything that a site is made from, besides the notes, as one key: if the key is the same, building again would change nothing."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs_vault.deployment.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PACKAGE = Path(__file__).resolve().parent.parent
LONGEST_PATH = 512
LARGEST_HASHED_BYTES = 4 * 1024 * 1024
MOST_FILES = 5_000
_SKIPPED_FOLDERS = frozenset({"__pycache__", "node_modules"})
_REPLACED = ("docs_dir", "site_dir")


@dataclass(frozen=True, slots=True)
class BuildKey:
    """What a release is built from, part by part, and the digest of it all."""

    parts: dict[str, str]

    @property
    def digest(self) -> str:
        """The key: 64 hexadecimal digits, the first eight are part of a release's name."""
        return hashlib.sha256(json.dumps(self.parts, sort_keys=True).encode()).hexdigest()

    def differs_by_notes_alone(self, built_from: object) -> bool:
        """Whether a release that was built from these parts had the same settings, templates and programs."""
        return isinstance(built_from, dict) and {**self.parts, "commit": ""} == {**built_from, "commit": ""}


def build_key(commit: str, config: Path, choices: dict[str, str], not_inputs: Iterable[Path]) -> BuildKey:
    """The key of a build. `choices` are settings that decide about the site, `not_inputs` folders that the deployment itself writes.

    Raises `SettingsError` if there is no configuration.
    """
    site, variables = _site_digest(config, tuple(not_inputs))
    return BuildKey(
        {
            "commit": commit,
            **choices,
            "site": site,
            "variables": variables,
            "packages": _packages_digest(),
            "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        }
    )


def _site_digest(config: Path, not_inputs: tuple[Path, ...]) -> tuple[str, str]:
    """Digest of the configuration, of those it inherits from and of every file that it names; and of the variables that it reads."""
    digest = hashlib.sha256()
    variables: dict[str, str] = {}
    for number, file in enumerate(_inheritance(config)):
        content = _read_config(file)
        digest.update(b"config %d %d\0" % (number, len(content)) + content)
        parsed = _parse_config(content, variables)
        if isinstance(parsed, dict):
            parsed = {key: value for key, value in parsed.items() if key not in _REPLACED}
        for named in sorted(set(_named_paths(parsed, config.parent, not_inputs))):
            for name, path in _files_below(named, config.parent):
                digest.update(name.encode("utf-8", "surrogateescape") + b"\0" + _file_digest(path))
    return digest.hexdigest(), hashlib.sha256(json.dumps(variables, sort_keys=True).encode()).hexdigest()


def _inheritance(config: Path) -> Iterator[Path]:
    seen: set[Path] = set()
    file: Path | None = config
    while file is not None and file not in seen:
        seen.add(file)
        yield file
        parsed = _parse_config(_read_config(file), {})
        parent = parsed.get("INHERIT") if isinstance(parsed, dict) else None
        file = Path(os.path.normpath(file.parent / parent)) if isinstance(parent, str) else None


def _read_config(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        message = f"site.config: can't read {file}: {error.strerror}"
        raise SettingsError(message) from None


def _parse_config(content: bytes, variables: dict[str, str]) -> Any:  # noqa: ANN401 - whatever YAML holds
    """The configuration as plain data; of MkDocs' own tags only `!ENV` matters here. A broken file is the build's to complain about."""
    import yaml  # noqa: PLC0415

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        """Reads a value with an unknown tag as if it had none."""

    def constructed(loader: Any, suffix: str, node: yaml.Node) -> Any:  # noqa: ANN401
        if isinstance(node, yaml.MappingNode):
            return loader.construct_mapping(node, deep=True)
        values = loader.construct_sequence(node, deep=True) if isinstance(node, yaml.SequenceNode) else [node.value]
        if suffix == "ENV":
            variables.update({name: os.environ.get(name, "") for name in values if isinstance(name, str)})
        return values

    Loader.add_multi_constructor("!", constructed)
    Loader.add_multi_constructor("tag:yaml.org,2002:python/", constructed)
    try:
        return yaml.load(content, Loader=Loader)  # noqa: S506 - a subclass of the safe loader
    except (yaml.YAMLError, ValueError, TypeError):
        return None


def _named_paths(value: object, base: Path, not_inputs: tuple[Path, ...]) -> Iterator[Path]:
    """Every file or folder beside the configuration that any of its values names: theme, hooks, snippets, macros."""
    match value:
        case dict():
            for key, member in value.items():
                yield from _named_paths(key, base, not_inputs)
                yield from _named_paths(member, base, not_inputs)
        case list():
            for member in value:
                yield from _named_paths(member, base, not_inputs)
        case str() if value and len(value) < LONGEST_PATH and value.isprintable() and "://" not in value:
            path = Path(os.path.normpath(base / value))
            inside = path.is_relative_to(base) and path != base
            if inside and not any(_overlap(path, folder) for folder in not_inputs) and path.exists():
                yield path


def _overlap(path: Path, folder: Path) -> bool:
    return path.is_relative_to(folder) or folder.is_relative_to(path)


def _files_below(path: Path, base: Path) -> Iterator[tuple[str, Path]]:
    if path.is_file():
        yield path.relative_to(base).as_posix(), path
        return
    count = 0
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if name not in _SKIPPED_FOLDERS and not name.startswith("."))
        for name in sorted(names):
            file = Path(folder, name)
            count += 1
            if count <= MOST_FILES and file.is_file():
                yield file.relative_to(base).as_posix(), file


def _file_digest(path: Path) -> bytes:
    try:
        status = path.stat()
        if status.st_size > LARGEST_HASHED_BYTES:
            return b"%d %d" % (status.st_size, status.st_mtime_ns)
        return hashlib.sha256(path.read_bytes()).digest()
    except OSError:
        return b"unreadable"


def _packages_digest() -> str:
    """Digest of the installed packages with their versions (the names of their `dist-info` folders) and of our own source."""
    names: set[str] = set()
    for place in sys.path:
        if place:
            try:
                names.update(name for name in os.listdir(place) if name.endswith((".dist-info", ".egg-info")))  # noqa: PTH208
            except OSError:
                continue
    digest = hashlib.sha256("\n".join(sorted(names)).encode())
    for name, path in _files_below(PACKAGE, PACKAGE):
        if not name.startswith("deployment/"):
            digest.update(name.encode() + b"\0" + _file_digest(path))
    return digest.hexdigest()
