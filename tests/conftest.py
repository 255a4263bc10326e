"""What holds for all tests."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
WAIT_FOR_PROGRAMS = (HERE / "browser", HERE / "deployment", HERE / "hosts.mkdocs" / "test_search.py")
"""These wait for programs that a machine under load may starve. What is wrong fails three times."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Try again what may have failed for want of a processor."""
    for item in items:
        if any(item.path.is_relative_to(place) for place in WAIT_FOR_PROGRAMS):
            item.add_marker(pytest.mark.flaky(reruns=2))


@pytest.fixture
def mkdocs_log() -> Iterator[None]:
    """Restores how MkDocs logs, which its command line changes for the whole process."""
    log = logging.getLogger("mkdocs")
    before = log.level, log.propagate, list(log.handlers)
    yield
    log.level, log.propagate, log.handlers = before
