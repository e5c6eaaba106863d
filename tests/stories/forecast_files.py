"""Files of series as people bring them, and the command as they type it."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from tests.faces.program import Said, typed

USUAL = ["q0.05", "q0.1", "q0.2", "q0.25", "q0.5", "q0.75", "q0.8", "q0.9", "q0.95", "q0.98"]
MONDAY = date(2026, 1, 5)


Run = Callable[..., Said]


@pytest.fixture
def run() -> Run:
    """`fluxion forecast …` in this process."""

    def forecast(*words: object, lang: str = "en") -> Said:
        return typed("forecast", *map(str, words), environ={"FLUXION_LANG": lang})

    return forecast


def days(count: int, first: date = MONDAY, step: int = 1) -> list[date]:
    return [first + timedelta(days=step * k) for k in range(count)]


def months(count: int, first: date = date(2023, 1, 1)) -> list[date]:
    return [date(first.year + (first.month - 1 + k) // 12, (first.month - 1 + k) % 12 + 1, first.day) for k in range(count)]


def write(path: Path, columns: dict[str, Any]) -> Path:
    """The columns as Parquet, or as CSV with empty cells where nothing is known."""
    table = pa.table(columns)
    if path.suffix == ".parquet":
        parquet.write_table(table, path)
    else:
        lines = [",".join(columns)]
        lines += [",".join("" if value is None else str(value) for value in row.values()) for row in table.to_pylist()]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def long_file(path: Path, steps: list[date], series: dict[Any, list[float | None]], **more: list[Any]) -> Path:
    """A long file: each series has one value per step."""
    ids = [name for name in series for _ in steps]
    return write(path, {"unique_id": ids, "ds": steps * len(series), "y": [y for values in series.values() for y in values], **more})


def read(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = parquet.read_table(path).to_pylist()
    return rows
