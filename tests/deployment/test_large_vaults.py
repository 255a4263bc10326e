from __future__ import annotations

import re
import time

import pytest

from deployment.vault_site import Site, Upstream

PHASE = re.compile(r"^(\w+) +([0-9.]+) s", re.MULTILINE)


@pytest.mark.timeout(300)
def test_ten_thousand_notes(site: Site, upstream: Upstream) -> None:
    """The build is a stand-in that writes one page: what is measured is the deployment's own work."""
    (site.folder / "few.py").write_text(
        "from mkdocs.structure.files import Files\n"
        "def on_files(files, **kwargs):\n    return Files([file for file in files if file.src_uri == 'index.md'])\n"
    )
    with (site.folder / "mkdocs.yml").open("a") as file:
        file.write("hooks: [few.py]\n")
    upstream.commit({f"folder {n % 100}/note {n}.md": f"# Note {n}\n\n{'text ' * 100}\n" for n in range(10_000)})
    site.deploy()
    upstream.commit({"folder 1/note 1.md": "# changed\n"})
    seconds = {name: float(time) for name, time in PHASE.findall(site.deploy().output)}
    assert seconds["fetch"] + seconds["export"] <= 12
    best = min(_nothing_new(site) for _ in range(5))
    assert best <= 3


def _nothing_new(site: Site) -> float:
    start = time.monotonic()
    assert "already current" in site.deploy().output
    return time.monotonic() - start
