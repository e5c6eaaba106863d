"""What is wrong with a file of series: each kind of fault with the first row that shows it."""

import duckdb
import numpy as np
from numpy.typing import NDArray

from fluxion.domains.planning.errors import BadSeriesFile
from fluxion.domains.planning.reads.series_columns import CLOSED, OUT, Columns
from fluxion.domains.planning.rules.file_problems import problem, refusal
from fluxion.domains.planning.rules.steps import Calendar
from fluxion.kernels.forecasting.demand import Step
from fluxion.values.errors import FieldError, Text

Ints = NDArray[np.int64]

_ENOUGH = 8  # points before a series' rhythm can be told
_OTHERS = 0.1  # share of the series with another rhythm from which on it is no chance
_STEP_WORDS: dict[Step, Text] = {
    "day": {"es": "días", "en": "days", "pt": "dias"},
    "week": {"es": "semanas", "en": "weeks", "pt": "semanas"},
    "month": {"es": "meses", "en": "months", "pt": "meses"},
}
_SINGULAR: dict[Step, Text] = {
    "day": {"es": "día", "en": "day", "pt": "dia"},
    "week": {"es": "semana", "en": "week", "pt": "semana"},
    "month": {"es": "mes", "en": "month", "pt": "mês"},
}
_FROM_THURSDAY: tuple[Text, ...] = (
    {"es": "jueves", "en": "Thursday", "pt": "quinta-feira"},
    {"es": "viernes", "en": "Friday", "pt": "sexta-feira"},
    {"es": "sábado", "en": "Saturday", "pt": "sábado"},
    {"es": "domingo", "en": "Sunday", "pt": "domingo"},
    {"es": "lunes", "en": "Monday", "pt": "segunda-feira"},
    {"es": "martes", "en": "Tuesday", "pt": "terça-feira"},
    {"es": "miércoles", "en": "Wednesday", "pt": "quarta-feira"},
)
_WEEKDAY = "(day + 700000) % 7"  # 0 on a Thursday, as 1970-01-01 was


def check_cells(con: duckdb.DuckDBPyConnection, view: str, columns: Columns) -> None:
    """Refuses cells that cannot be read, naming for each kind of fault the first row; rows are counted as people see them."""
    faults = _cell_faults(columns)
    counts = ", ".join(f"count(*) filter ({condition})" for _, _, condition, _ in faults)
    found = con.execute(f"select {counts} from {view}").fetchall()[0]
    problems = [_first(con, view, columns, fault) for fault, count in zip(faults, found, strict=True) if count]
    if problems:
        raise refusal(problems)


Fault = tuple[str, str, str, str]  # code, field, condition in SQL, value in SQL


def _cell_faults(columns: Columns) -> list[Fault]:
    faults = [("no_id", "unique_id", f"{columns.id} is null", "''")]
    if "ds" in columns.names:
        value = columns.value("ds")
        faults += [
            ("no_date", "ds", f"{value} is null", "''"),
            ("bad_date", "ds", f"{value} is not null and {columns.day} is null", value),
        ]
    faults += [("not_finite", name, f"isinf({columns.number(name)})", columns.value(name)) for name in columns.known]
    for name in (name for name in ("y", OUT, CLOSED) if name in columns.names):
        value, number = columns.value(name), columns.number(name)
        faults += [
            ("bad_number", name, f"{value} is not null and {number} is null", value),
            ("not_finite", name, f"not isfinite({number})", value),
        ]
        if name == "y":
            faults.append(("negative", name, f"isfinite({number}) and {number} < 0", value))
        if name in (OUT, CLOSED):
            faults.append(("bad_share", name, f"isfinite({number}) and ({number} < 0 or {number} > 1)", value))
    return faults if "ds" in columns.names else faults[:1]


def _first(con: duckdb.DuckDBPyConnection, view: str, columns: Columns, fault: Fault) -> FieldError:
    code, field, condition, value = fault
    header = 0 if columns.typed_file else 1
    row, series, told = con.execute(
        f"""select row + {header}, {columns.id}::varchar, {value}::varchar from (select row_number() over () as row, * from {view})
            where {condition} order by row limit 1"""
    ).fetchall()[0]
    return problem(code, row=row, series=series, field=field, value=told)


def check_once(con: duckdb.DuckDBPyConnection, columns: Columns, calendar: Calendar, series: Ints, step: Ints) -> None:
    """Refuses two rows of one series for one step, or several times within a day; rows are sorted by series and step."""
    same = np.flatnonzero((series[1:] == series[:-1]) & (step[1:] == step[:-1]))
    if not len(same):
        return
    at = int(same[0])
    count = int(np.sum((series == series[at]) & (step == step[at])))
    name = con.execute("select id::varchar from ids where series = ?", [int(series[at])]).fetchall()[0][0]
    day = int(calendar.days(int(step[at]), int(step[at]) + 1)[0])
    date = str(day) if calendar.plain else str(np.datetime64(day, "D"))
    within = con.execute(
        f"select count(distinct {columns.value('ds')}) from history where {columns.id}::varchar = ? and {columns.day} = ?", [name, day]
    ).fetchall()[0][0]
    if within > 1:
        raise refusal([problem("within_a_day", series=name, date=date, value=within)])
    raise refusal([problem("duplicate", series=name, date=date, value=count)])


def check_frequencies(con: duckdb.DuckDBPyConnection, calendar: Calendar) -> None:
    """Refuses a file whose series keep different calendars: many of them exactly by week or by month in a file of days."""
    if calendar.step != "day" or calendar.plain:
        return
    rows = con.execute(
        f"""with each as (
                select id, count(*) as n, max(day) - min(day) as span, min({_WEEKDAY}) as weekday, max({_WEEKDAY}) as last_weekday,
                    min(date '1970-01-01' + day::int) as first, max(date '1970-01-01' + day::int) as last,
                    min(day(date '1970-01-01' + day::int)) as low, max(day(date '1970-01-01' + day::int)) as high,
                from cells group by id having count(*) >= {_ENOUGH}),
            kinds as (select id, weekday, case when weekday = last_weekday and span = 7 * (n - 1) then 'week'
                when (low = high or low >= 28) and datediff('month', first, last) = n - 1 then 'month' else 'day' end as kind from each)
            select kind, count(*), arg_min(id, weekday)::varchar, min(weekday), max(weekday) from kinds group by kind"""
    ).fetchall()
    found = {kind: (count, name, low, high) for kind, count, name, low, high in rows}
    total = sum(each[0] for each in found.values())
    if set(found) == {"week"} and len(rows) == 1:
        _, name, low, high = found["week"]
        raise refusal([problem("two_weekdays", series=name, value=_FROM_THURSDAY[low], other=_FROM_THURSDAY[high])])
    for kind in ("week", "month"):
        if kind in found and len(found) > 1 and found[kind][0] >= _OTHERS * total:
            others: Step = "day" if "day" in found else "month"
            raise refusal([_two(others, "week" if kind == "week" else "month", found[kind][1])])


def _two(value: Step, other: Step, series: str) -> FieldError:
    return problem("two_steps", series=series, value=_STEP_WORDS[value], other=_STEP_WORDS[other])


def misfit(con: duckdb.DuckDBPyConnection, step: Step) -> BadSeriesFile:
    """The refusal that names a date which does not fall on the step asked for."""
    if step == "week":
        order = f"select id::varchar, day from cells where {_WEEKDAY} <> (select mode({_WEEKDAY}) from cells) order by day, id limit 1"
    else:
        inner = "day(date '1970-01-01' + day::int)"
        order = f"select id::varchar, day from cells where {inner} <> (select mode({inner}) from cells) order by day, id limit 1"
    name, day = con.execute(order).fetchall()[0]
    return refusal([problem("off_step", series=name, date=str(np.datetime64(int(day), "D")), value=_SINGULAR[step])])
