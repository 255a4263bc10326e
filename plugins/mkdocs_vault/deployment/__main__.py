"""`python -m mkdocs_vault.deployment deploy ...`: the commands without the rest of the command line, for cron, systemd and the webhook."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from mkdocs_vault.deployment.command import add_commands

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; the answer is its exit code."""
    parser = argparse.ArgumentParser(prog="mkdocs-vault", description="Publish a vault and keep what is published up to date.")
    add_commands(parser.add_subparsers(required=True, metavar="COMMAND"))
    arguments = parser.parse_args(words)
    run: Callable[[argparse.Namespace], int] = arguments.run
    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
