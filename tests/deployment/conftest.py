from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from deployment.git_server import GitServer
from deployment.vault_site import Site, Upstream


@pytest.fixture
def upstream(tmp_path: Path) -> Upstream:
    upstream = Upstream.create(tmp_path / "upstream")
    upstream.commit({"index.md": "# Home\n", "Notes/One.md": "# One\n", "Notes/Two.md": "# Two\n"})
    return upstream


@pytest.fixture
def site(tmp_path: Path, upstream: Upstream) -> Site:
    return Site.create(tmp_path / "site", str(upstream.bare))


@pytest.fixture
def server(upstream: Upstream) -> Iterator[GitServer]:
    server = GitServer(upstream.folder).start()
    yield server
    server.stop()


@pytest.fixture
def http_site(site: Site, server: GitServer) -> Site:
    site.change("vault", remote=server.url("vault.git"))
    return site
