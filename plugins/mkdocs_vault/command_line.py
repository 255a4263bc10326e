"""The command `mkdocs-vault`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_vault.build_command import add_build_command
from mkdocs_vault.site_headers.command import add_headers_command

if TYPE_CHECKING:
    from collections.abc import Callable

    from mkdocs_vault.website.findings import Finding

CONFIG_FILE = "mkdocs.yml"
CONFIG_FILE_OF_PROPERDOCS = "properdocs.yml"
CONFIG_HELP = f"the site's configuration (default: {CONFIG_FILE}, else {CONFIG_FILE_OF_PROPERDOCS})"
MORE_COMMANDS = "mkdocs_vault.deployment.command"
"""A module that may be left out; its `add_commands(subparsers)` adds its own."""

FINE = 0
FOUND_WARNINGS = 1
CANNOT_CHECK = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with the arguments of the process, or those given; the answer is the exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    return run(options)


def check(options: argparse.Namespace) -> int:
    """Print all that is wrong in a vault: 1 where there are warnings, 2 where it can't be checked."""
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415 - MkDocs takes long to import, and a deploy needs none of it

    try:
        findings = _findings(options.vault, options.config_file)
    except (MkDocsException, OSError) as error:
        print(f"mkdocs-vault check: {error}", file=sys.stderr)
        return CANNOT_CHECK
    if options.json:
        print(json.dumps([finding.as_dict() for finding in findings], indent=2, ensure_ascii=True))
    else:
        _print(findings)
    return FOUND_WARNINGS if any(finding.severity == "warning" for finding in findings) else FINE


def _findings(vault: Path | None, config_file: Path | None) -> list[Finding]:
    from mkdocs_vault.hosts.mkdocs.checking import check_folder, check_site  # noqa: PLC0415 - see above

    if vault is None:
        return check_site(config_file or _config_file_here())
    if not vault.is_dir():
        raise NotADirectoryError(f"'{vault}' is not a folder")
    return check_folder(vault)


def _config_file_here() -> Path:
    return next((path for path in map(Path, (CONFIG_FILE, CONFIG_FILE_OF_PROPERDOCS)) if path.is_file()), Path(CONFIG_FILE))


def _print(findings: Sequence[Finding]) -> None:
    for finding in findings:
        print(finding.diagnostic)
    warnings = sum(finding.severity == "warning" for finding in findings)
    print(f"{_counted(warnings, 'warning')}, {_counted(len(findings) - warnings, 'notice')}", file=sys.stderr)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mkdocs-vault", description="Publish an Obsidian vault with MkDocs.")
    subparsers = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    add_build_command(subparsers)
    _add_check(subparsers)
    add_headers_command(subparsers)
    if find_spec(MORE_COMMANDS):
        import_module(MORE_COMMANDS).add_commands(subparsers)
    return parser


def _add_check(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("check", help="print all that is wrong in a vault", description=check.__doc__)
    source = parser.add_mutually_exclusive_group()
    source.add_argument("vault", nargs="?", type=Path, metavar="VAULT_FOLDER", help="a vault without an mkdocs.yml")
    source.add_argument("-f", "--config-file", type=Path, metavar="FILE", help=CONFIG_HELP)
    parser.add_argument("--json", action="store_true", help="print the findings for programs")
    parser.set_defaults(run=check)


if __name__ == "__main__":
    sys.exit(main())
