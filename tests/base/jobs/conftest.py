"""A company on SQLite, and where PostgreSQL answers, the same on PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.base.jobs.company import company, postgres_answers, postgres_database

from fluxion.base.jobs.worker import Worker
from fluxion.base.work import Works


@pytest.fixture(params=["sqlite", "postgresql"])
def works(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Works]:
    """Works of a company without a worker, on each database."""
    if request.param == "sqlite":
        with company(tmp_path) as opened:
            yield opened
        return
    if not postgres_answers():
        pytest.skip("PostgreSQL does not answer")
    with postgres_database() as url, company(tmp_path, url) as opened:
        yield opened


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """The address of a PostgreSQL database of this test's own."""
    if not postgres_answers():
        pytest.skip("PostgreSQL does not answer")
    with postgres_database() as url:
        yield url


@pytest.fixture
def worker(works: Works) -> Iterator[Worker]:
    """A worker of that company, in this process."""
    started = Worker(works, clock=False)
    started.start()
    yield started
    started.stop(grace_s=2.0)
