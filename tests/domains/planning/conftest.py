"""A distributor ready to plan, on each database."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.domains.planning.company import PORTS, fill_as_usual
from tests.makers import make_works

from fluxion.base.work import Works


@pytest.fixture
def distributor(works: Works) -> Works:
    """The company of `company.py`, on SQLite and on PostgreSQL."""
    ready = replace(works, ports=PORTS)
    fill_as_usual(ready)
    return ready


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Works]:
    """The same company on SQLite only, for what does not depend on the database."""
    made = make_works(tmp_path, ports=PORTS)
    fill_as_usual(made)
    yield made
    made.marts.close()
    made.database.close()
