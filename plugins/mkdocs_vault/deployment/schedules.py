"""The files of a scheduled deploy, complete and explained: systemd, cron, GitHub, GitLab, Forgejo."""

from __future__ import annotations

import getpass
import os
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_vault.deployment import schedule_templates as templates
from mkdocs_vault.deployment.errors import ExitCode, RefusedError, SettingsError

if TYPE_CHECKING:
    import argparse

    from mkdocs_vault.deployment.progress import Progress
    from mkdocs_vault.deployment.settings_loading import LoadedSettings

KINDS = ("systemd", "cron", "github", "gitlab", "forgejo")
MINUTES_OF_AN_HOUR = 60
MINUTES_OF_A_DAY = 24 * 60
SHORTEST_PAUSE_OF_FORGES = 5
"""GitHub starts scheduled runs at most every five minutes."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Files to write (path -> content) and what to do with them."""

    files: dict[str, str]
    next_steps: str


def schedule(arguments: argparse.Namespace, progress: Progress) -> int:
    """Write the files of one kind; a file that is there and differs is only overwritten by force."""
    if not 1 <= arguments.every <= MINUTES_OF_A_DAY:
        message = f"--every: a number of minutes from 1 to {MINUTES_OF_A_DAY}"
        raise SettingsError(message)
    plan = _plan(arguments)
    differing = [name for name, content in plan.files.items() if not arguments.force and _differs(arguments.folder / name, content)]
    if differing:
        message = f"these files are there and differ: {', '.join(differing)}"
        raise RefusedError(message, "look at them, then use --force or --folder")
    for name, content in plan.files.items():
        path = arguments.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
        progress.result(f"wrote {path}")
    progress.answer(plan.next_steps)
    return ExitCode.OK


def _differs(path: Path, content: str) -> bool:
    try:
        return path.read_text("utf-8") != content
    except FileNotFoundError:
        return False
    except (OSError, UnicodeDecodeError):
        return True


def _plan(arguments: argparse.Namespace) -> Plan:
    match arguments.kind:
        case "systemd":
            return _systemd(_loaded(arguments.config), arguments.every)
        case "cron":
            return _cron(_loaded(arguments.config), arguments.every)
        case "github":
            files = {
                ".github/workflows/publish.yml": templates.GITHUB_SITE,
                "for-the-vault/.github/workflows/wake-site.yml": templates.GITHUB_VAULT,
            }
            return _forge(files, templates.GITHUB_STEPS, arguments)
        case "gitlab":
            return _forge({".gitlab-ci.yml": templates.GITLAB}, templates.GITLAB_STEPS, arguments)
        case _:
            return _forge({".forgejo/workflows/publish.yml": templates.FORGEJO}, templates.FORGEJO_STEPS, arguments)


def _loaded(config: Path) -> LoadedSettings:
    from mkdocs_vault.deployment.settings_loading import load_settings  # noqa: PLC0415

    return load_settings(config)


def _systemd(settings: LoadedSettings, minutes: int) -> Plan:
    values = settings.values
    writable = dict.fromkeys(str(path) for path in (settings.base, values.state, values.publish.folder))
    words = {
        "@PYTHON@": _unit_word(sys.executable),
        "@CONFIG@": _unit_word(str(settings.file)),
        "@WRITABLE@": " ".join(_unit_word(path) for path in writable),
        "@USER@": getpass.getuser(),
        "@MINUTES@": str(minutes),
        "@SECONDS@": str(round(values.vault.deadline_seconds + values.site.deadline_seconds) + 600),
        "@PATH@": templates.PATH,
    }
    files = {
        "mkdocs-vault.service": templates.SYSTEMD_SERVICE,
        "mkdocs-vault.timer": templates.SYSTEMD_TIMER,
        "mkdocs-vault-webhook.service": templates.SYSTEMD_WEBHOOK,
    }
    return Plan({name: _filled(text, words) for name, text in files.items()}, templates.SYSTEMD_STEPS)


def _unit_word(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'


def _cron(settings: LoadedSettings, minutes: int) -> Plan:
    command = shlex.join([sys.executable, "-m", "mkdocs_vault.deployment", "deploy", "--quiet", "--config", str(settings.file)])
    words = {
        "@TIMES@": cron_times(minutes),
        "@COMMAND@": command.replace("%", "\\%"),
        "@HOME@": os.path.expanduser("~"),  # noqa: PTH111 - only a text
        "@PATH@": templates.PATH,
    }
    return Plan({"mkdocs-vault.cron": _filled(templates.CRON, words)}, templates.CRON_STEPS)


def _forge(files: dict[str, str], next_steps: str, arguments: argparse.Namespace) -> Plan:
    words = {"@TIMES@": cron_times(max(arguments.every, SHORTEST_PAUSE_OF_FORGES)), "@CONFIG@": shlex.quote(arguments.config.as_posix())}
    return Plan({name: _filled(text, words) for name, text in files.items()}, _filled(next_steps, words))


def cron_times(minutes: int) -> str:
    """The five fields of cron for about every so many minutes; cron can only divide hours and days."""
    if minutes < MINUTES_OF_AN_HOUR:
        return f"*/{minutes} * * * *" if minutes > 1 else "* * * * *"
    hours = min(23, round(minutes / MINUTES_OF_AN_HOUR))
    return f"7 */{hours} * * *" if hours > 1 else "7 * * * *"


def _filled(text: str, words: dict[str, str]) -> str:
    for token, word in words.items():
        text = text.replace(token, word)
    return text
