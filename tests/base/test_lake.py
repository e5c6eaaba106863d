"""The lake: commits are atomic, made once per key, readable as of any version, and never lost to a second writer."""

from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from fluxion.base.lake import Change, Lake, LakeSnapshot, LakeTable

TABLE = LakeTable("things", pa.schema([("key", pa.int64()), ("day", pa.date32()), ("units", pa.decimal128(18, 3))]))


def rows(*each: tuple[int, date, str]) -> pa.Table:
    keys, days, units = zip(*each, strict=True)
    numbers = pa.array(units).cast(pa.decimal128(18, 3))
    return pa.Table.from_arrays([pa.array(keys, pa.int64()), pa.array(days, pa.date32()), numbers], schema=TABLE.schema)


def keys(snapshot: LakeSnapshot, months: list[str] | None = None) -> list[int]:
    con = duckdb.connect()
    snapshot.view(con, "seen", months)
    return [key for (key,) in con.execute("select key from seen order by key").fetchall()]


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(str(tmp_path / "lake"))


JANUARY = rows((1, date(2026, 1, 5), "1.5"), (2, date(2026, 1, 31), "2"))
FEBRUARY = rows((3, date(2026, 2, 1), "3"))


def test_a_table_nobody_wrote_is_empty(lake: Lake) -> None:
    snapshot = lake.snapshot(TABLE)
    assert (snapshot.version, snapshot.rows(), snapshot.months(), keys(snapshot)) == (-1, 0, [], [])


def test_rows_are_parted_by_month_and_read_back_exactly(lake: Lake) -> None:
    lake.commit(TABLE, "a", lambda now: Change(JANUARY))
    lake.commit(TABLE, "b", lambda now: Change(FEBRUARY))
    snapshot = lake.snapshot(TABLE)
    assert snapshot.months() == ["2026-01", "2026-02"]
    assert (snapshot.rows(), snapshot.rows(["2026-01"])) == (3, 2)
    assert keys(snapshot, ["2026-02"]) == [3]
    con = duckdb.connect()
    snapshot.view(con, "seen")
    assert [str(u) for (u,) in con.execute("select units from seen order by key").fetchall()] == ["1.500", "2.000", "3.000"]


def test_the_same_key_changes_nothing_the_second_time(lake: Lake) -> None:
    first = lake.commit(TABLE, "load-1", lambda now: Change(JANUARY))
    again = Lake(lake.uri).commit(TABLE, "load-1", lambda now: pytest.fail("made again"))
    assert first.is_new and not again.is_new
    assert (again.version, again.version_before) == (first.version, first.version_before)
    assert keys(lake.snapshot(TABLE)) == [1, 2]


def test_replacing_months_leaves_the_others_alone(lake: Lake) -> None:
    lake.commit(TABLE, "a", lambda now: Change(pa.concat_tables([JANUARY, FEBRUARY])))
    before = lake.snapshot(TABLE).fingerprints()
    lake.commit(TABLE, "b", lambda now: Change(rows((9, date(2026, 1, 9), "9")), frozenset({"2026-01"})))
    after = lake.snapshot(TABLE)
    assert keys(after) == [3, 9]
    assert after.fingerprints()["2026-02"] == before["2026-02"]
    assert after.fingerprints()["2026-01"] != before["2026-01"]


def test_a_month_can_be_emptied(lake: Lake) -> None:
    lake.commit(TABLE, "a", lambda now: Change(pa.concat_tables([JANUARY, FEBRUARY])))
    lake.commit(TABLE, "b", lambda now: Change(TABLE.schema.empty_table(), frozenset({"2026-01"})))
    assert keys(lake.snapshot(TABLE)) == [3]
    assert lake.snapshot(TABLE).months() == ["2026-02"]


def test_earlier_versions_stay_readable_and_can_come_back(lake: Lake) -> None:
    first = lake.commit(TABLE, "a", lambda now: Change(JANUARY))
    lake.commit(TABLE, "b", lambda now: Change(FEBRUARY))
    assert keys(lake.snapshot(TABLE, first.version)) == [1, 2]
    assert lake.restore(TABLE, first.version, "undo").is_new
    assert keys(lake.snapshot(TABLE)) == [1, 2]
    assert not lake.restore(TABLE, first.version, "undo").is_new
    lake.commit(TABLE, "c", lambda now: Change(FEBRUARY))
    assert keys(lake.snapshot(TABLE)) == [1, 2, 3]


def test_a_writer_in_another_process_makes_this_one_look_again(lake: Lake) -> None:
    """Two loads of the same rows at once: the later one must see the first one's rows before it decides what is new."""
    lake.commit(TABLE, "start", lambda now: Change(JANUARY))
    other, seen = Lake(lake.uri), []

    def make(now: LakeSnapshot) -> Change:
        seen.append(keys(now))
        if len(seen) == 1:
            other.commit(TABLE, "other", lambda _: Change(FEBRUARY))
            return Change(FEBRUARY)
        return Change(TABLE.schema.empty_table())

    lake.commit(TABLE, "mine", make)
    assert seen == [[1, 2], [1, 2, 3]]
    assert keys(lake.snapshot(TABLE)) == [1, 2, 3]


def test_a_change_that_fails_leaves_nothing(lake: Lake) -> None:
    lake.commit(TABLE, "a", lambda now: Change(JANUARY))

    def broken() -> pa.RecordBatchReader:
        def batches():  # type: ignore[no-untyped-def]
            yield from FEBRUARY.to_batches()
            raise RuntimeError("the file ended in the middle")

        return pa.RecordBatchReader.from_batches(TABLE.schema, batches())

    with pytest.raises(Exception, match="the file ended"):
        lake.commit(TABLE, "b", lambda now: Change(broken()))
    assert keys(lake.snapshot(TABLE)) == [1, 2]
    assert lake.snapshot(TABLE).committed("b") is None


def test_tidying_joins_files_and_keeps_the_rows(lake: Lake) -> None:
    for number in range(4):
        lake.commit(TABLE, f"a{number}", lambda now, n=number: Change(rows((n, date(2026, 1, 5), "1"))))
    assert len(lake.snapshot(TABLE).files()) == 4
    lake.tidy(TABLE)
    after = lake.snapshot(TABLE)
    assert (len(after.files()), keys(after)) == (1, [0, 1, 2, 3])
    assert keys(lake.snapshot(TABLE, 2)) == [0, 1]
    assert after.committed("a2") is not None
