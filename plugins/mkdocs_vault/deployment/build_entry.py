"""Runs inside the build process: builds a site with MkDocs, or ProperDocs, whose `docs_dir` is the exported vault.

MkDocs has no option for `docs_dir`, and a second configuration file would move everything that is relative to the first: theme, hooks,
snippets. So this is what `mkdocs build` does, with one value more. Started as a file, in a process of its own, by `site_build`; it
imports nothing of this package.
"""

from __future__ import annotations

import logging
import sys
from importlib import import_module
from pathlib import Path

HOST_THAT_STANDS_IN = "properdocs"
"""A site whose configuration is called `properdocs.yml` is built by ProperDocs."""

OUTPUT_FORMAT = "%(levelname)-8s-  %(message)s"


def build(config: str, docs_dir: str, site_dir: str, strict: str) -> None:
    """Build; ends the process with MkDocs' exit code. `strict` is `yes`, `no`, or empty for what the configuration says."""
    if Path(config).name.startswith(HOST_THAT_STANDS_IN):
        import_module(f"{HOST_THAT_STANDS_IN}.replacement")  # From here on `mkdocs` means ProperDocs, as for its own command.
    from mkdocs.commands.build import build as build_site  # noqa: PLC0415 - the module stays importable without MkDocs
    from mkdocs.config import load_config  # noqa: PLC0415
    from mkdocs.exceptions import Abort, BuildError, ConfigurationError  # noqa: PLC0415

    logging.basicConfig(level=logging.WARNING, format=OUTPUT_FORMAT, stream=sys.stderr)
    logging.captureWarnings(capture=True)
    decided = {"yes": True, "no": False}.get(strict)
    try:
        configuration = load_config(config_file=config, docs_dir=docs_dir, site_dir=site_dir, strict=decided)
        configuration.plugins.on_startup(command="build", dirty=False)
        try:
            build_site(configuration)
        finally:
            configuration.plugins.on_shutdown()
    except (Abort, BuildError, ConfigurationError) as error:
        sys.stderr.write(f"ERROR   -  {error}\n")
        sys.exit(1)


if __name__ == "__main__":
    build(*sys.argv[1:5])
