"""Gzip files that are the same bytes whichever Python wrote them."""

from __future__ import annotations

import gzip
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_vault.build.gzip_bytes import gzip_bytes


def test_the_bytes_are_these_under_every_python() -> None:
    assert gzip_bytes(b"").hex() == "1f8b0800000000000203" + "0300" + "00000000" + "00000000"
    assert gzip_bytes(b"a").hex() == "1f8b0800000000000203" + "4b0400" + "43beb7e8" + "01000000"


@given(st.binary(max_size=5000))
def test_what_was_packed_comes_out_again(content: bytes) -> None:
    assert gzip.decompress(gzip_bytes(content)) == content


@pytest.mark.skipif(sys.version_info >= (3, 13) or sys.platform != "linux", reason="this Python writes another header")
def test_they_are_those_that_python_3_11_writes_on_linux() -> None:
    content = b"words " * 1000
    assert gzip_bytes(content) == gzip.compress(content, mtime=0)
