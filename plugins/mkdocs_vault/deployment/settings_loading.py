"""`deploy.yml` and the environment -> settings. An error names the setting and never shows its value."""

from __future__ import annotations

import difflib
import os
from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_settings import SettingsError as EnvironmentValueError

from mkdocs_vault.deployment.errors import SettingsError
from mkdocs_vault.deployment.remote import Remote, parse_remote
from mkdocs_vault.deployment.settings import ENVIRONMENT_PREFIX, DeploySettings, PagesTarget, RemoteAccess

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

LARGEST_FILE_BYTES = 256 * 1024
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """Checked settings, the file that they come from, and the folder that relative paths count from."""

    values: DeploySettings
    file: Path
    base: Path
    remote: Remote

    def remote_of(self, access: RemoteAccess) -> Remote:
        """The checked remote of a target that is one."""
        return parse_remote(access.remote, self.base, access.allow_protocols)


def load_settings(file: Path) -> LoadedSettings:
    """Read, merge with `VAULT_DEPLOY__...` and check; raises `SettingsError` with one line per mistake."""
    absolute = Path(os.path.abspath(file))  # noqa: PTH100 - `resolve` would follow a link to another folder
    written = _read(absolute)
    _refuse_unknown_variables()
    try:
        values = DeploySettings(**written)
    except ValidationError as error:
        lines = "\n".join(f"{absolute.name}: {_sentence(detail)}" for detail in error.errors(include_input=False, include_url=False))
        raise SettingsError(lines) from None
    except EnvironmentValueError as error:
        message = f"{ENVIRONMENT_PREFIX}…: {error}"
        raise SettingsError(message) from None
    located = _located(values, absolute.parent)
    return LoadedSettings(located, absolute, absolute.parent, _checked_remotes(located, absolute))


def _checked_remotes(values: DeploySettings, file: Path) -> Remote:
    accesses: list[tuple[str, RemoteAccess]] = [("vault.remote", values.vault)]
    accesses += [
        (f"publish.targets.{number}.remote", target)
        for number, target in enumerate(values.publish.targets)
        if isinstance(target, PagesTarget)
    ]
    remotes = []
    for name, access in accesses:
        try:
            remotes.append(parse_remote(access.remote, file.parent, access.allow_protocols))
        except ValueError as error:
            message = f"{file.name}: {name}: {error}"
            raise SettingsError(message) from None
    if any(_inside(values.state, values.publish.folder / name) for name in ("releases", "current")):
        message = f"{file.name}: state: lies inside what is published"
        raise SettingsError(message)
    return remotes[0]


def _inside(path: Path, folder: Path) -> bool:
    return Path(os.path.normpath(path)).is_relative_to(os.path.normpath(folder))


def _read(file: Path) -> dict[str, Any]:
    try:
        with file.open("rb") as stream:
            text = stream.read(LARGEST_FILE_BYTES + 1)
    except FileNotFoundError:
        if any(name.startswith(ENVIRONMENT_PREFIX) for name in os.environ):
            return {}
        message = f"there is no settings file {file}"
        raise SettingsError(message, "name it with --config") from None
    except OSError as error:
        message = f"can't read {file}: {error.strerror}"
        raise SettingsError(message) from None
    if len(text) > LARGEST_FILE_BYTES:
        message = f"{file.name} is too large for a settings file"
        raise SettingsError(message)
    return _parsed(text, file.name)


def _parsed(text: bytes, name: str) -> dict[str, Any]:
    try:
        content = yaml.load(text, Loader=_UniqueKeyLoader)  # noqa: S506 - a subclass of SafeLoader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        message = f"{name}{place}: this is not YAML that can be read ({error.problem or error.context})"
        raise SettingsError(message) from None
    except (yaml.YAMLError, ValueError, RecursionError):
        message = f"{name}: this is not YAML that can be read"
        raise SettingsError(message) from None
    if content is None:
        return {}
    if not isinstance(content, dict) or not all(isinstance(key, str) for key in content):
        message = f"{name}: settings are `name: value` pairs"
        raise SettingsError(message)
    return content


class _UniqueKeyLoader(yaml.SafeLoader):
    """The pure loader, refusing a key that stands twice: the second would win silently."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002
        """A mapping, or an error at the second of two equal keys."""
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    raise yaml.constructor.ConstructorError(None, None, "this key stands twice", key.start_mark)
                seen.add(key.value)
        return super().construct_mapping(node, deep)


def _refuse_unknown_variables() -> None:
    known = set(DeploySettings.model_fields)
    for name in os.environ:
        section = name.removeprefix(ENVIRONMENT_PREFIX).split("__", 1)[0].lower()
        if name.startswith(ENVIRONMENT_PREFIX) and section not in known:
            message = f"{name}: there is no such setting{_guess(section, known)}"
            raise SettingsError(message)


def _sentence(detail: ErrorDetails) -> str:
    place = ".".join(str(part) for part in detail["loc"])
    match detail["type"]:
        case "extra_forbidden":
            return f"{place}: there is no such setting{_guess(str(detail['loc'][-1]), _names_beside(detail['loc']))}"
        case "missing":
            return f"{place}: is missing"
        case "union_tag_invalid" | "union_tag_not_found":
            return f"{place}.type: has to be 'pages', 'rsync' or 's3'"
        case "value_error":
            return f"{place}: {detail['msg'].removeprefix('Value error, ')}"
        case _:
            return f"{place}: {detail['msg'][:1].lower()}{detail['msg'][1:]}"


def _names_beside(location: tuple[int | str, ...]) -> set[str]:
    model: type[BaseModel] = DeploySettings
    for part in location[:-1]:
        field = model.model_fields.get(str(part))
        if field is None or not isinstance(field.annotation, type) or not issubclass(field.annotation, BaseModel):
            return set()
        model = field.annotation
    return set(model.model_fields)


def _guess(written: str, known: set[str]) -> str:
    close = difflib.get_close_matches(written, sorted(known), n=1)
    return f", did you mean '{close[0]}'?" if close else ""


def _located(model: Model, base: Path) -> Model:
    """The model with every relative path counted from `base`."""
    changes = {name: _located_value(getattr(model, name), base) for name in type(model).model_fields}
    return model.model_copy(update=changes)


def _located_value(value: object, base: Path) -> object:
    match value:
        case Path():
            expanded = value.expanduser()
            return Path(os.path.normpath(expanded if expanded.is_absolute() else base / expanded))
        case BaseModel():
            return _located(value, base)
        case tuple() if any(isinstance(item, BaseModel) for item in value):
            return tuple(_located_value(item, base) for item in value)
        case _:
            return value
