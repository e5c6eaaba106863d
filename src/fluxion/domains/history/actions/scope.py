"""What a generation of the mart lacks of the lake: the months that differ and, where few do, the days."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import duckdb

from fluxion.base.lake import Lake, LakeSnapshot, LakeTable, Span
from fluxion.domains.history import rules
from fluxion.domains.history.tables import SALES, STOCK_OUTS, STOCK_SNAPSHOTS

SOURCES: tuple[LakeTable, ...] = (SALES, STOCK_SNAPSHOTS, STOCK_OUTS)


@dataclass(frozen=True)
class Scope:
    """What a generation has to be brought up to: one version of each lake table, and for each month that differs
    the first and last day to be filled anew."""

    snapshots: Mapping[str, LakeSnapshot]
    changed: Mapping[str, Mapping[str, Span]]

    @property
    def months(self) -> int:
        """How many months are to be filled."""
        return sum(len(months) for months in self.changed.values())


@dataclass(frozen=True)
class _Filled:
    """What a month of the mart was made of; lines without a cost of their own took it from the masters."""

    fingerprint: str
    costs: str
    files: Mapping[str, Span | None]


_NEVER = _Filled("", "", {})


def scope_of(con: duckdb.DuckDBPyConnection, lake: Lake) -> Scope:
    """What differs between the lake now and the generation that the connection is on."""
    snapshots = {table.name: lake.snapshot(table) for table in SOURCES}
    known: dict[str, dict[str, _Filled]] = {name: {} for name in snapshots}
    costs = costs_mark(con)
    rows = con.execute("select source, month, fingerprint, costs, files from mart_month").fetchall()
    for source, month, fingerprint, filled_with, files in rows:
        spans = {each["name"]: None if each["first"] is None else (each["first"], each["last"]) for each in files}
        known[source][month] = _Filled(fingerprint, filled_with, spans)
    return Scope(snapshots, {name: _differing(snapshot, known[name], costs) for name, snapshot in snapshots.items()})


def whole_month(month: str) -> Span:
    """The first and last day of a month.

    >>> [day.isoformat() for day in whole_month("2028-02")]
    ['2028-02-01', '2028-02-29']
    """
    first = date.fromisoformat(f"{month}-01")
    return first, first.replace(day=monthrange(first.year, first.month)[1])


def costs_mark(con: duckdb.DuckDBPyConnection) -> str:
    """Changes when a product's cost does."""
    [(mark,)] = con.execute(rules.COSTS_MARK).fetchall()
    return str(mark)


def note_month(con: duckdb.DuckDBPyConnection, snapshot: LakeSnapshot, month: str, fingerprint: str | None) -> None:
    """Keep what a month was filled from; None where nothing is left of it."""
    source = snapshot.table.name
    con.execute("delete from mart_month where source = ? and month = ?", [source, month])
    if fingerprint is not None:
        spans = snapshot.spans(month).items()
        files = [{"name": name, "first": span and span[0], "last": span and span[1]} for name, span in spans]
        con.execute("insert into mart_month values (?, ?, ?, ?, ?)", [source, month, fingerprint, costs_mark(con), files])


def _differing(snapshot: LakeSnapshot, known: Mapping[str, _Filled], costs: str) -> dict[str, Span]:
    now = snapshot.fingerprints()
    return {
        month: _days(month, filled, snapshot.spans(month), costs)
        for month in sorted(now.keys() | known.keys())
        if now.get(month) != (filled := known.get(month, _NEVER)).fingerprint
    }


def _days(month: str, filled: _Filled, files: Mapping[str, Span | None], costs: str) -> Span:
    """The days of a month that can differ: those of files that came or went, or all of them where these are many or not known, or where
    lines take other costs than before."""
    whole = whole_month(month)
    moved = [{**filled.files, **files}[name] for name in filled.files.keys() ^ files.keys()]
    spans = [span for span in moved if span is not None]
    if not filled.files or not spans or len(spans) < len(moved) or filled.costs != costs:
        return whole
    span = (min(first for first, _ in spans), max(last for _, last in spans))
    return span if (span[1] - span[0]).days < rules.FEW_DAYS else whole
