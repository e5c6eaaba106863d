"""Sales of the last days of every product: added up, or brought up to date by the days that differ."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta

import duckdb

from fluxion.base.lake import Span
from fluxion.domains.history import rules

Days = set[date]


def keep_days(con: duckdb.DuckDBPyConnection, spans: Collection[Span]) -> date | None:
    """Set aside the sales of days that will be filled anew; gives the newest day that the windows reach to, None where they are to be
    added up: there are none, or too many days will be filled."""
    if len(_days_of(spans)) > rules.FEW_DAYS:
        return None
    con.execute(rules.NOTHING_KEPT)
    for first, last in spans:
        con.execute(rules.KEEP_DAYS, {"first": first, "last": last})
    return _newest(con)


def fill_windows(con: duckdb.DuckDBPyConnection, spans: Collection[Span], reached: date | None) -> None:
    """Make the windows those of the sales there are now: from the windows that `reached` a day, by the days of the spans as `keep_days` set
    them aside and those that came in or went out since, where these are few."""
    newest = _newest(con)
    if reached is not None and newest is not None and abs((newest - reached).days) < rules.FEW_DAYS:
        _shift(con, _days_of(spans), reached, newest)
    else:
        con.execute("delete from sales_window")
        for days in rules.WINDOWS:
            con.execute(rules.FILL_WINDOW, {"days": days})
    con.execute("drop table if exists kept_day")
    con.execute("delete from product_window")
    for days in rules.WINDOWS:
        con.execute(rules.FILL_PRODUCT_WINDOW, {"days": days})


def _shift(con: duckdb.DuckDBPyConnection, filled: Days, reached: date, newest: date) -> None:
    """What was sold on a day counts once more or once less in every window that it came into or left, or where it differs."""
    moves: dict[tuple[str, date], list[tuple[int, bool]]] = defaultdict(list)
    for length in rules.WINDOWS:
        before, now = _window(reached, length), _window(newest, length)
        for day in filled & before:
            moves["kept_day", day].append((length, False))
        for day in (filled & now) | (now - before - filled):
            moves["day_sales", day].append((length, True))
        for day in before - now - filled:
            moves["day_sales", day].append((length, False))
    con.execute(rules.NOTHING_SHIFTED)
    for (table, day), each in moves.items():
        windows, is_in = zip(*each, strict=True)
        con.execute(rules.SHIFT[table], {"day": day, "windows": list(windows), "is_in": list(is_in)})
    for statement in rules.FOLLOW_SHIFT:
        con.execute(statement)


def _days_of(spans: Collection[Span]) -> Days:
    return {day for span in spans for day in _between(*span)}


def _window(newest: date, length: int) -> Days:
    return set(_between(newest - timedelta(days=length - 1), newest))


def _between(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=each) for each in range((last - first).days + 1))


def _newest(con: duckdb.DuckDBPyConnection) -> date | None:
    [(newest,)] = con.execute("select max(day) from day_location").fetchall()
    return newest if isinstance(newest, date) else None
