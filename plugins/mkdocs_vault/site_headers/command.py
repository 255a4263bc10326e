"""The command `mkdocs-vault headers`: prints the headers of a site that was built."""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from pathlib import Path

from mkdocs_vault.site_headers.formats import FORMATS, LONGEST_LINES
from mkdocs_vault.site_headers.page_sources import page_sources
from mkdocs_vault.site_headers.policy import BASE

SOURCE = re.compile(r"[^\s;,\"\\]+\Z")
DONE = 0
NO_SITE = 2


def add_headers_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the sub-parser; it sets `run`."""
    parser = subparsers.add_parser("headers", help="print the security headers of a built site", description=print_headers.__doc__)
    parser.add_argument("format", choices=FORMATS, help="for whom: a `_headers` file (netlify, cloudflare), nginx, caddy, or a meta tag")
    parser.add_argument("--site-dir", type=Path, default=Path("site"), metavar="FOLDER", help="the built site (default: site)")
    parser.add_argument(
        "--allow",
        action="append",
        default=[],
        type=_allowance,
        metavar="DIRECTIVE=SOURCE",
        help="allow what the pages don't show, such as script-src=https://stats.example.org; may be repeated",
    )
    parser.set_defaults(run=print_headers)


def print_headers(options: argparse.Namespace) -> int:
    """Print the headers that let a built site do what its pages do, and nothing else: 2 where there is no site."""
    found = page_sources(options.site_dir)
    if not found.pages:
        print(
            f"mkdocs-vault headers: no page below '{options.site_dir}': build the site first, or name it with --site-dir", file=sys.stderr
        )
        return NO_SITE
    allowed: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for directive, source in options.allow:
        allowed[directive] += (source,)
    text = FORMATS[options.format](found, allowed)
    sys.stdout.write(text)
    _warn_of_long_lines(text, options.format)
    return DONE


def _allowance(text: str) -> tuple[str, str]:
    directive, _, source = text.partition("=")
    if directive not in BASE or not SOURCE.match(source):
        raise argparse.ArgumentTypeError(f"'{text}' is no directive and source such as script-src=https://stats.example.org")
    return directive, source


def _warn_of_long_lines(text: str, name: str) -> None:
    longest = max(map(len, text.splitlines()))
    if longest > LONGEST_LINES.get(name, longest):
        print(f"mkdocs-vault headers: {name} takes {LONGEST_LINES[name]} characters a line, and one has {longest}", file=sys.stderr)
