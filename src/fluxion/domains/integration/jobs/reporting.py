"""The report of a check or a load: counts that add up, samples, unknown codes, and the file of problems."""

import json
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from fluxion.base.bulk import RowChange
from fluxion.base.facts import as_json
from fluxion.domains.integration.jobs.reading import Reading
from fluxion.domains.integration.rules.problems import REFUSED
from fluxion.domains.integration.shapes import SAMPLES


@dataclass
class Report:
    """What a pass over a file found; `as_row` is what the import keeps of it."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    repeated: int = 0
    new_samples: list[dict[str, Any]] = field(default_factory=list)
    changed_samples: list[dict[str, Any]] = field(default_factory=list)
    unknown: list[dict[str, Any]] = field(default_factory=list)
    stock_outs: int = 0
    began: float = field(default_factory=time.monotonic)

    def take(self, outcome: str, key: str, before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> None:
        """Count one row and keep it as a sample while there are few."""
        if outcome == "new":
            self.new += 1
            if len(self.new_samples) < SAMPLES:
                self.new_samples.append(as_json(dict(after)))
        elif outcome == "changed":
            self.changed += 1
            if len(self.changed_samples) < SAMPLES:
                self.changed_samples.append({"key": key, "before": as_json(dict(before or {})), "after": as_json(dict(after))})
        else:
            self.unchanged += 1

    def name_unknown(self, entity: str, codes: list[str], created: bool) -> None:
        """Note codes that the file names and that did not exist."""
        if codes:
            self.unknown.append({"entity": entity, "codes": len(codes), "samples": codes[:SAMPLES], "created": created})

    def as_row(self, read: Reading) -> dict[str, Any]:
        """The report as JSON, with what the reading itself found."""
        con = read.con
        error = int(con.execute("SELECT count(DISTINCT row) FROM problem").fetchall()[0][0])
        skipped = con.execute("SELECT reason, sum(rows)::BIGINT FROM skipped GROUP BY reason ORDER BY reason").fetchall()
        codes = con.execute("SELECT code, count(*) FROM problem GROUP BY code ORDER BY count(*) DESC, code").fetchall()
        counts = {
            "total": read.total,
            "new": self.new,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "repeated": self.repeated,
            "skipped": sum(rows for _, rows in skipped),
            "error": error,
        }
        return {
            "counts": counts,
            "error_codes": dict(codes),
            "skipped": [{"reason": reason, "rows": rows} for reason, rows in skipped],
            "unknown": self.unknown,
            "samples": {"new": self.new_samples, "changed": self.changed_samples, "error": error_samples(read)},
            "stock_outs": self.stock_outs,
            "seconds": round(time.monotonic() - self.began, 2),
        }


def note(con: duckdb.DuckDBPyConnection, problems: Iterable[tuple[int, str | None, str | None, str, str | None]]) -> None:
    """Add problems found outside the engine: row, field, value, code, detail."""
    listed = list(problems)
    if listed:
        con.executemany("INSERT INTO problem VALUES (?, ?, left(?, 200), ?, ?)", listed)


def refused(row: int, change: RowChange) -> tuple[int, str | None, str | None, str, str | None]:
    """The problem of a row that another part refused, in that part's own words."""
    error = change.error
    words = dict(error.message) if error else {}
    named = error.pointer.strip("/") if error else ""
    return row, named or None, change.key, REFUSED, json.dumps(words, ensure_ascii=False)


def save_problems(read: Reading, path: Path) -> None:
    """Keep every problem beside the uploaded file, with the name of the column as the file writes it."""
    _name_columns(read)
    read.con.execute(
        f"""COPY (SELECT row, column_name, value, code, detail FROM problem LEFT JOIN named USING (field) ORDER BY row)
        TO '{str(path).replace("'", "''")}' (FORMAT parquet)"""
    )


def error_samples(read: Reading) -> list[dict[str, Any]]:
    """The first problems of the file."""
    _name_columns(read)
    rows = read.con.execute(
        f"""SELECT row, coalesce(column_name, field), value, code, detail FROM problem LEFT JOIN named USING (field)
        ORDER BY row, field LIMIT {SAMPLES}"""
    ).fetchall()
    return [
        {"row": row, "column": column, "value": value, "code": code, "detail": json.loads(detail) if code == REFUSED and detail else detail}
        for row, column, value, code, detail in rows
    ]


def _name_columns(read: Reading) -> None:
    read.con.execute("CREATE OR REPLACE TABLE named (field VARCHAR, column_name VARCHAR)")
    pairs = [[spec.name, read.mapping.columns.get(spec.name, spec.name)] for spec in read.spec.fields]
    read.con.executemany("INSERT INTO named VALUES (?, ?)", pairs)
