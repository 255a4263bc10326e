"""The command `mkdocs-vault build`: what `mkdocs build` does, with the notes compiled by a cluster where there is one."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path

CANNOT_BUILD = 2
CONFIG_FILES = ("mkdocs.yml", "properdocs.yml")
"""The first that there is, where none is named. A file whose name begins with `properdocs` is built by ProperDocs."""


def add_build_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the sub-parser; it sets `run`."""
    parser = subparsers.add_parser("build", help="build the site, as `mkdocs build` does", description=build.__doc__)
    parser.add_argument("--scheduler", metavar="ADDRESS", help="let the workers of this Dask scheduler compile the notes")
    parser.add_argument("-f", "--config-file", metavar="FILE", help=f"the site's configuration (default: {', else '.join(CONFIG_FILES)})")
    parser.add_argument("-d", "--site-dir", metavar="FOLDER", help="where the site is written to")
    parser.add_argument("-s", "--strict", action="store_true", help="end with an error if there are warnings")
    parser.add_argument("-q", "--quiet", action="store_true", help="print only errors")
    parser.add_argument("-v", "--verbose", action="store_true", help="print more")
    parser.set_defaults(run=build)


def build(options: argparse.Namespace) -> int:
    """Build the site as `mkdocs build` does, with its exit codes; 2 where the scheduler's workers can't be used."""
    if options.scheduler is None:
        return _build(options)
    from mkdocs_vault.build.chosen_workers import chosen_workers  # noqa: PLC0415 - only builds need it
    from mkdocs_vault.build.chunks import VersionsDifferError  # noqa: PLC0415 - see above
    from mkdocs_vault.build.cluster import ClusterError, cluster_workers  # noqa: PLC0415 - see above

    try:
        with cluster_workers(options.scheduler) as workers, chosen_workers(workers):
            return _build(options)
    except (ClusterError, VersionsDifferError) as error:
        print(f"mkdocs-vault build: {error}", file=sys.stderr)
        return CANNOT_BUILD


def _arguments_of_mkdocs(options: argparse.Namespace, config_file: str) -> list[str]:
    values = {"--config-file": config_file, "--site-dir": options.site_dir}
    flags = {"--strict": options.strict, "--quiet": options.quiet, "--verbose": options.verbose}
    given = [part for name, value in values.items() if value is not None for part in (name, value)]
    return ["build", *given, *(name for name, is_set in flags.items() if is_set)]


def _build(options: argparse.Namespace) -> int:
    config_file = options.config_file or next((name for name in CONFIG_FILES if Path(name).is_file()), CONFIG_FILES[0])
    if Path(config_file).name.startswith("properdocs"):
        import_module("properdocs.replacement")  # From here on `mkdocs` means ProperDocs, as for its own command.
    from mkdocs.__main__ import cli  # noqa: PLC0415 - MkDocs takes long to import, and other commands need none of it

    try:
        cli(_arguments_of_mkdocs(options, config_file), prog_name="mkdocs-vault")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0
