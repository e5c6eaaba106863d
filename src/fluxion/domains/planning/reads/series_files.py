"""A long file of series (unique_id, ds, y and what else is known) read into arrays, or refused with what to correct.

Everything is done by DuckDB and numpy: nothing runs once per row.
"""

from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from fluxion.base.files import workbench
from fluxion.domains.planning.reads.series_columns import Columns, find_columns, source
from fluxion.domains.planning.reads.series_faults import check_cells, check_frequencies, check_once, misfit
from fluxion.domains.planning.rules.file_problems import problem, refusal
from fluxion.domains.planning.rules.series_file import Gaps, SeriesFile
from fluxion.domains.planning.rules.steps import MOST_STEPS, Calendar, find_calendar
from fluxion.kernels.forecasting.demand import Step

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_MEMORY = "6GB"


def read_series(
    path: Path, *, future: Path | None = None, static: Path | None = None, step: Step | None = None, gaps: Gaps | None = None
) -> SeriesFile:
    """The series of a CSV or Parquet file; what `step` and `gaps` leave open is found out.

    Raises `BadSeriesFile` naming rows, fields and remedies.
    """
    with workbench(memory=_MEMORY) as con:
        columns = find_columns(source(con, path, "history"), ("unique_id", "ds", "y"))
        check_cells(con, "history", columns)
        parts = [columns.typed("history", columns.known)]
        if future is not None:
            ahead = find_columns(source(con, future, "ahead"), ("unique_id", "ds"))
            check_cells(con, "ahead", ahead)
            parts.append(ahead.typed("ahead", columns.known, future=True))
        con.execute(f"create table cells as {' union all by name '.join(parts)}")
        if not con.execute("select count(y) from cells").fetchall()[0][0]:
            raise refusal([problem("nothing_known" if con.execute("select count(*) from cells").fetchall()[0][0] else "empty")])
        return _arranged(con, columns, static, step, gaps)


def _arranged(con: duckdb.DuckDBPyConnection, columns: Columns, static: Path | None, step: Step | None, gaps: Gaps | None) -> SeriesFile:
    calendar = _calendar(con, columns, step)
    con.execute("create table ids as select id, (row_number() over (order by id) - 1)::int as series from (select distinct id from cells)")
    days = con.execute("select distinct day from cells order by 1").fetchnumpy()["day"].astype(np.int64)
    con.register("numbered", pa.table({"day": days, "step": calendar.index(days)}))
    names = [f'"k{i}"' for i in range(len(columns.known))]
    rest = ", ".join(["y", *names, *(["out"] if columns.has_out else []), *(["closed"] if columns.has_closed else [])])
    sql = f"select series, step, {rest} from cells join ids using (id) join numbered using (day) order by series, step"
    rows = con.execute(sql).fetchnumpy()
    series, steps = rows["series"].astype(np.int64), rows["step"].astype(np.int64)
    check_once(con, columns, calendar, series, steps)
    y = _floats(rows["y"])
    known = ~np.isnan(y)
    n_steps = int(steps[known].max()) + 1
    zeros = bool(np.any(y == 0))
    ids = con.sql("select id from ids order by series").to_arrow_table()["id"].combine_chunks()
    words, dropped = _static(con, static) if static is not None else ({}, ())
    return SeriesFile(
        ids=_as_written(ids, columns.id_type),
        ds_type=columns.ds_type,
        calendar=calendar,
        n_steps=n_steps,
        gaps=gaps or ("zero" if calendar.step == "day" and not zeros else "unknown"),
        series=series,
        step=steps,
        y=y,
        known={name: _floats(rows[f"k{i}"]) for i, name in enumerate(columns.known)},
        out=_floats(rows["out"]) if columns.has_out else None,
        closed=_floats(rows["closed"]) if columns.has_closed else None,
        static=words,
        ignored=(*columns.ignored, *dropped),
    )


def _floats(values: Any) -> Floats:
    return np.ma.filled(np.ma.asarray(values, np.float64), np.nan)


def _as_written(ids: pa.Array, kind: pa.DataType) -> pa.Array:
    try:
        return ids.cast(kind)
    except pa.ArrowException:
        return ids


def _calendar(con: duckdb.DuckDBPyConnection, columns: Columns, said: Step | None) -> Calendar:
    if columns.plain_numbers and said is None:
        raise refusal([problem("step_unsaid")])
    days = con.execute("select distinct day from cells order by 1").fetchnumpy()["day"].astype(np.int64)
    if columns.plain_numbers:
        calendar = Calendar(said or "day", int(days[0]), plain=True)
    else:
        found = find_calendar(days, said)
        if found is None:
            raise misfit(con, said or "day")
        calendar = found
    if said is None:
        check_frequencies(con, calendar)
    count = int(calendar.index(days[-1:])[0]) + 1
    if count > MOST_STEPS:
        ends = con.execute("select arg_min(id, day)::varchar, min(day), max(day) from cells").fetchall()[0]
        raise refusal(
            [problem("too_far_apart", series=ends[0], date=day_text(ends[1]), other=day_text(ends[2]), value=count, most=MOST_STEPS)]
        )
    return calendar


def day_text(day: int) -> str:
    """A numbered day as people write it."""
    return str(np.datetime64(int(day), "D"))


def _static(con: duckdb.DuckDBPyConnection, path: Path) -> tuple[dict[str, list[Any]], tuple[str, ...]]:
    """Words about each series in the order of the series, and the columns that are no words."""
    columns = find_columns(source(con, path, "fixed"), ("unique_id",))
    check_cells(con, "fixed", columns)
    twice = con.execute(f"select {columns.id}::varchar, count(*) from fixed group by 1 having count(*) > 1 order by 1 limit 1").fetchall()
    if twice:
        raise refusal([problem("static_twice", series=twice[0][0], value=twice[0][1])])
    picked = ", ".join(f"{columns.ref(name)}::varchar as w{i}" for i, name in enumerate(columns.words))
    if not picked:
        return {}, columns.ignored
    table = con.sql(
        f"select {picked} from ids left join (select {columns.id}::varchar as key, * from fixed) f on ids.id::varchar = f.key order by series"
    ).to_arrow_table()
    return {name: table[f"w{i}"].to_pylist() for i, name in enumerate(columns.words)}, columns.ignored
