"""kill -9 in the middle of a load: nothing half done is seen, and the worker that comes next finishes it, once."""

import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.domains.integration.company import PRODUCTS, SALES, begun, bring, counts, everything, load
from tests.makers import make_works

from fluxion.base.jobs.waiting import run_to_end
from fluxion.base.work import Works
from fluxion.domains.integration.actions import load_import
from fluxion.domains.integration.reads import import_run
from fluxion.domains.integration.shapes import LoadWish

pytestmark = pytest.mark.slow

JOBS = "fluxion.domains.integration.jobs"
CONTENT = SALES + "2026-02-04,F9,1,N1,S9,1,2.00,C7\n"
SALES_MOMENTS = {
    "before masters are created": (f"{JOBS}.sales", "new_masters"),
    "before the lines are written": (f"{JOBS}.sales", "write_lines"),
    "inside the lake": ("fluxion.base.lake", "write_deltalake"),
    "after the lake, before the records": ("fluxion.domains.history.actions.recording", "_finish"),
    "after the records, before the report": (f"{JOBS}.loading", "save_problems"),
    "before the generation is current": ("fluxion.domains.history.actions.publishing", "GenerationPublished"),
}
MASTER_MOMENTS = {
    "while rows are written": (f"{JOBS}.loading", "_keep_images"),
    "after the commit": (f"{JOBS}.loading", "_publish"),
}


def company(folder: Path) -> Works:
    return make_works(folder, clock=lambda: datetime.now(UTC))


def killed_at(works: Works, folder: Path, content: str, entity: str, moment: tuple[str, str]) -> tuple[int, str]:
    """Load the file in a process that dies at the moment; gives the import and its job."""
    view = bring(works, content, entity)
    with works.write() as work:
        started = load_import(work, view.id, LoadWish(create_missing=["products", "locations"]))
    done = subprocess.run(
        [sys.executable, "-m", "tests.domains.integration.dying", str(folder), started.job_id, *moment], capture_output=True
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    return view.id, started.job_id


@pytest.fixture(scope="module")
def untroubled(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What a company has in which nothing died."""
    works = begun(company(tmp_path_factory.mktemp("untroubled")))
    load(works, bring(works, CONTENT, "sales"), "products", "locations")
    return everything(works)


@pytest.mark.parametrize("moment", SALES_MOMENTS)
def test_a_killed_load_of_sales_is_finished_once(tmp_path: Path, untroubled: Any, moment: str) -> None:
    works = begun(company(tmp_path))
    run_id, job_id = killed_at(works, tmp_path, CONTENT, "sales", SALES_MOMENTS[moment])
    with works.read() as work:
        assert import_run(work, run_id).state == "loading"
        assert work.marts.query(work, "select count(*) from day_sales") == ((0,),)
    job = run_to_end(works, job_id)
    with works.read(lang="en") as work:
        after = import_run(work, run_id)
        assert work.marts.query(work, "select sum(lines) from day_sales") == ((5,),)
    assert (job.state, job.error, after.state) == ("done", None, "loaded")
    assert counts(after) == {"total": 5, "new": 5}
    assert everything(works) == untroubled


@pytest.mark.parametrize("moment", MASTER_MOMENTS)
def test_a_killed_load_of_masters_is_finished_once(tmp_path: Path, moment: str) -> None:
    works = begun(company(tmp_path))
    before = everything(works)
    run_id, job_id = killed_at(works, tmp_path, PRODUCTS.replace("A3", "A9").replace("Té verde", "Té"), "products", MASTER_MOMENTS[moment])
    if moment == "while rows are written":
        assert everything(works) == before
    assert run_to_end(works, job_id).state == "done"
    with works.read() as work:
        after = import_run(work, run_id)
    assert (after.state, counts(after)) == ("loaded", {"total": 3, "new": 1, "changed": 1, "unchanged": 1})
