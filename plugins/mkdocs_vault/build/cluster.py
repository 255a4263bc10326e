"""The workers of a Dask cluster, for vaults that outgrow a machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mkdocs_vault.build.chosen_workers import CHUNKS_A_WORKER
from mkdocs_vault.build.digests import compiler_version
from mkdocs_vault.build.executors import Workers
from mkdocs_vault.build.troubles import Patience

if TYPE_CHECKING:
    from distributed import Client

SECONDS_TO_CONNECT = 30
_PATIENCE = Patience(seconds_at_least=120)
"""A cluster may be busy with something else, and its workers may be starting."""


class ClusterError(Exception):
    """The cluster can't compile notes; its text says why."""


@contextmanager
def cluster_workers(address: str) -> Iterator[Workers]:
    """The workers of the scheduler at an address such as `tcp://192.0.2.7:8786`. Raises `ClusterError`."""
    try:
        from distributed import Client  # noqa: PLC0415 - it is an extra, and takes long to import
    except ImportError as error:
        raise ClusterError("this needs Dask: pip install 'mkdocs-vault[distributed]'") from error
    try:
        client: Client = Client(address, timeout=SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(f"no scheduler answers at '{address}': {error}") from error
    with client:
        _check_versions(client)
        # Pure functions get their results from the cluster's memory, which costs a digest of every text: the cache has done that already.
        executor = client.get_executor(pure=False, retries=0)
        try:
            yield Workers(
                executor, at_once=max(1, sum(client.ncores().values())) * CHUNKS_A_WORKER, compiler=compiler_version(), patience=_PATIENCE
            )
        finally:
            executor.shutdown(wait=False)


def _check_versions(client: Client) -> None:
    """The same text gives the same bytes only where the compiler is the same."""
    if not client.ncores():
        raise ClusterError("the scheduler has no workers")
    answers = client.run(compiler_version, on_error="return")
    for worker, answer in answers.items():
        if isinstance(answer, BaseException):
            raise ClusterError(f"the worker at {worker} can't load mkdocs-vault, which must be installed there: {answer}")
        if answer != compiler_version():
            raise ClusterError(
                f"the worker at {worker} has another version of mkdocs-vault, of pyromark, Pygments, math-core or msgspec, or of Python "
                "than this machine: install the same versions there"
            )
