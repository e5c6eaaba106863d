"""Sold lines are recorded once per load and once per line; a load can be taken back; the past can be restored."""

from datetime import date

import pyarrow as pa
import pytest
from tests.domains.history.lines import furnished, kept, line, lines

from fluxion.base.facts import FactRow
from fluxion.base.work import Actor, Works
from fluxion.domains import history
from fluxion.domains.history.errors import VersionUnknown
from fluxion.domains.history.shapes import LineCounts
from fluxion.domains.history.tables import SALES
from fluxion.values.errors import Forbidden, NotFound

JAN, FEB, MAR = date(2026, 1, 15), date(2026, 2, 10), date(2026, 3, 1)
FIRST = lines(line("F1", 1, JAN, 1, "5", "3"), line("F1", 2, JAN, 2, "2", "6"), line("F2", 1, FEB, 1, "1", "3"))


@pytest.fixture
def works(works: Works) -> Works:
    return furnished(works)


def test_a_first_load_adds_every_line(works: Works) -> None:
    done = history.record_sales(works, "import:1", FIRST)
    assert done.counts == LineCounts(total=3, new=3)
    assert kept(works) == [("F1", 1, "5.000"), ("F1", 2, "2.000"), ("F2", 1, "1.000")]


def test_the_same_source_again_changes_nothing(works: Works) -> None:
    first = history.record_sales(works, "import:1", FIRST)
    version = works.lake.snapshot(SALES).version
    again = history.record_sales(works, "import:1", FIRST)
    assert (again.already, again.batch_id, again.counts) == (True, first.batch_id, first.counts)
    assert works.lake.snapshot(SALES).version == version


def test_the_same_lines_from_another_source_are_unchanged(works: Works) -> None:
    history.record_sales(works, "import:1", FIRST)
    before = works.lake.snapshot(SALES).fingerprints()
    done = history.record_sales(works, "import:2", FIRST)
    assert done.counts == LineCounts(total=3, unchanged=3)
    assert works.lake.snapshot(SALES).fingerprints() == before


def test_corrections_replace_and_leave_other_months_alone(works: Works) -> None:
    history.record_sales(works, "import:1", FIRST)
    before = works.lake.snapshot(SALES).fingerprints()
    done = history.record_sales(works, "import:2", lines(line("F1", 1, JAN, 1, "50", "3"), line("F3", 1, JAN, 1, "9", "3")))
    assert done.counts == LineCounts(total=2, new=1, changed=1)
    assert kept(works) == [("F1", 1, "50.000"), ("F1", 2, "2.000"), ("F2", 1, "1.000"), ("F3", 1, "9.000")]
    assert works.lake.snapshot(SALES).fingerprints()["2026-02"] == before["2026-02"]


def test_a_line_that_moved_to_another_month_is_one_line(works: Works) -> None:
    history.record_sales(works, "import:1", FIRST)
    done = history.record_sales(works, "import:2", lines(line("F1", 1, MAR, 1, "5", "3")), moves=True)
    assert done.counts == LineCounts(total=1, changed=1)
    assert kept(works) == [("F1", 1, "5.000"), ("F1", 2, "2.000"), ("F2", 1, "1.000")]
    history.undo_sales(works, done.batch_id)
    assert works.lake.snapshot(SALES).months() == ["2026-01", "2026-02"]
    assert kept(works) == [("F1", 1, "5.000"), ("F1", 2, "2.000"), ("F2", 1, "1.000")]


def test_a_line_that_comes_twice_counts_once_as_it_was_last(works: Works) -> None:
    done = history.record_sales(works, "import:1", lines(line("F1", 1, JAN, 1, "5", "3"), line("F1", 1, JAN, 1, "6", "3")))
    assert done.counts == LineCounts(total=2, new=1, repeated=1)
    assert kept(works) == [("F1", 1, "6.000")]


def test_a_dry_run_writes_nothing(works: Works) -> None:
    history.record_sales(works, "import:1", FIRST)
    version = works.lake.snapshot(SALES).version
    with works.read() as work:
        counts = history.compare_sales(work, lines(line("F1", 1, JAN, 1, "50", "3"), line("F9", 1, JAN, 1, "9", "3")))
    assert counts == LineCounts(total=2, new=1, changed=1)
    assert works.lake.snapshot(SALES).version == version


def test_undoing_takes_away_what_was_added_and_brings_back_what_was_changed(works: Works) -> None:
    history.record_sales(works, "import:1", FIRST)
    done = history.record_sales(works, "import:2", lines(line("F1", 1, JAN, 1, "50", "3"), line("F3", 1, FEB, 1, "9", "3")))
    history.undo_sales(works, done.batch_id)
    assert kept(works) == [("F1", 1, "5.000"), ("F1", 2, "2.000"), ("F2", 1, "1.000")]
    version = works.lake.snapshot(SALES).version
    history.undo_sales(works, done.batch_id)
    assert works.lake.snapshot(SALES).version == version
    again = history.record_sales(works, "import:2", lines(line("F3", 1, FEB, 1, "9", "3")))
    assert (again.already, again.counts.new) == (False, 1)


def test_undoing_leaves_what_a_later_load_changed(works: Works) -> None:
    first = history.record_sales(works, "import:1", FIRST)
    second = history.record_sales(works, "import:2", lines(line("F1", 1, JAN, 1, "50", "3")))
    history.undo_sales(works, first.batch_id)
    assert kept(works) == [("F1", 1, "50.000")]
    history.undo_sales(works, second.batch_id)
    assert kept(works) == [], "the line of the undone first load does not rise again"


def test_the_sales_can_be_put_back_as_they_were_before_a_load(works: Works) -> None:
    history.record_sales(works, "import:1", FIRST)
    yesterday = history.record_sales(works, "import:2", lines(line("F1", 1, JAN, 1, "50", "3"), line("F8", 1, MAR, 1, "1", "1")))
    with works.read() as work:
        batch = next(one for one in _batches(work) if one.id == yesterday.batch_id)
    assert batch.lake_version_before is not None
    restored = history.restore_sales(works, batch.lake_version_before)
    assert kept(works) == [("F1", 1, "5.000"), ("F1", 2, "2.000"), ("F2", 1, "1.000")]
    with works.read() as work:
        assert [one.state for one in _batches(work)] == ["undone", "loaded"]
    history.restore_sales(works, restored - 1)
    assert kept(works)[0] == ("F1", 1, "50.000")
    with works.read() as work:
        assert [one.state for one in _batches(work)] == ["loaded", "loaded"]


def test_unknown_versions_and_batches_are_refused(works: Works) -> None:
    history.record_sales(works, "import:1", FIRST)
    with pytest.raises(VersionUnknown):
        history.restore_sales(works, 99)
    with pytest.raises(NotFound):
        history.undo_sales(works, 99)
    assert len(kept(works)) == 3


def test_loads_are_in_the_audit_trail(works: Works) -> None:
    done = history.record_sales(works, "import:1", FIRST)
    with works.read() as work:
        fact = work.db.query(FactRow).filter_by(kind="history.sales_recorded").one()
    assert (fact.subject_id, fact.data["new"], fact.data["source"]) == (str(done.batch_id), 3, "import:1")


class _As:
    """Opens works as somebody, the way a job does."""

    def __init__(self, works: Works, actor: Actor) -> None:
        self._works, self._actor = works, actor

    def read(self, actor: Actor | None = None):  # type: ignore[no-untyped-def]
        return self._works.read(actor or self._actor)

    def commit(self, change):  # type: ignore[no-untyped-def]
        return self._works.commit(change, self._actor)


def test_without_the_right_nothing_is_recorded(works: Works) -> None:
    seller = _As(works, Actor(5, "Ana", frozenset({"history.read"})))
    with pytest.raises(Forbidden):
        history.record_sales(seller, "import:1", FIRST)
    with pytest.raises(Forbidden):
        history.publish(seller)
    assert kept(works) == []
    importer = _As(works, Actor(6, "Luis", frozenset({"integration.load"})))
    assert history.record_sales(importer, "import:1", FIRST, on_behalf_of="integration.load").counts.new == 3


def _batches(work):  # type: ignore[no-untyped-def]
    from fluxion.domains.history.reads import sales_batches

    return sales_batches(work)


def test_other_rows_are_recorded_once_per_source_and_read_back(works: Works) -> None:
    rows = pa.Table.from_pylist(
        [
            {"day": day, "run_id": 1, "product_id": 1, "location_id": 1, "model": 3, "weeks": [1.5, 2.0]}
            for day in (JAN, FEB, date(2026, 2, 20))
        ],
        schema=history.FORECASTS.schema,
    )
    assert history.record_rows(works, history.FORECASTS, "run:1", rows)
    assert not history.record_rows(works, history.FORECASTS, "run:1", rows)
    with works.read() as work:
        assert history.rows_since(work, history.FORECASTS, date(2026, 2, 15)).to_pylist() == rows.slice(2).to_pylist()
        assert history.rows_since(work, history.FORECASTS, date(2027, 1, 1)).num_rows == 0


def test_known_ids_are_those_that_sales_tell_of(works: Works) -> None:
    with works.read() as work:
        assert history.known_ids(work) == {"products": set(), "locations": set(), "customers": set()}
    history.record_sales(works, "import:1", lines(line("F1", 1, JAN, 1, "5", "3", customer_id=9), line("F1", 2, JAN, 2, "2", "6")))
    with works.read() as work:
        assert history.known_ids(work) == {"products": {1, 2}, "locations": {1}, "customers": {9}}
