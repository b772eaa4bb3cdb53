"""A data folder is gone into by a process of its own: what that changes in this one is put back."""

import os
from collections.abc import Generator

import pytest

from tests.postgres import MISSING, Cluster, find


@pytest.fixture(autouse=True)
def _own_process(monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    """Put the environment and the process's mask back, as the end of a process would. It speaks English."""
    before, mask = dict(os.environ), os.umask(0o022)
    for name in ("DATABASE_URL", "NHIP_DATA", "NHIP_DEMO", "SECRET_KEY", "JOURNAL_KEY"):
        os.environ.pop(name, None)
    monkeypatch.setenv("NHIP_LANG", "en")
    yield
    os.umask(mask)
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="session")
def cluster() -> Generator[Cluster]:
    """A real PostgreSQL, thrown away afterwards."""
    programs = find()
    if programs is None:
        if os.environ.get("NHIP_REQUIRE_POSTGRES") == "1":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    cluster = Cluster(programs)
    yield cluster
    cluster.stop()


@pytest.fixture
def server(cluster: Cluster, request: pytest.FixtureRequest) -> Generator[str]:
    """An empty database of PostgreSQL: its address."""
    cluster.client("createdb", "folder")
    yield cluster.url("folder")
    cluster.client("dropdb", "--force", "folder")
