"""Any long file of days, weeks or months is forecast by the command: what comes out, and what the file's habits mean."""

import math
import random
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as csv
import pyarrow.parquet as parquet
import pytest
from tests.stories.forecast_files import MONDAY, USUAL, Run, days, long_file, months, read, run, write

__all__ = ["run"]

WEEK = [4.0, 6.0, 5.0, 5.0, 9.0, 2.0, 1.0]


def made(run: Run, file: Path, *words: object) -> list[dict[str, Any]]:
    out = file.with_name("f.parquet")
    assert run("--input", file, "--out", out, *words).code == 0
    return read(out)


def check_rows(rows: list[dict[str, Any]], *more: str) -> None:
    """No value is missing, negative or infinite, and quantiles rise."""
    for row in rows:
        numbers = [row[name] for name in ("mean", *USUAL, *more)]
        assert all(isinstance(value, float) and math.isfinite(value) and value >= 0 for value in numbers), row
        assert [row[name] for name in USUAL] == sorted(row[name] for name in USUAL)


def test_days_come_back_with_the_columns_and_types_of_the_file(run: Run, tmp_path: Path) -> None:
    file = long_file(tmp_path / "long.parquet", days(84), {"B": WEEK * 12, "A": [3.0] * 84})
    rows = made(run, file, "--horizon", 7)
    schema = parquet.read_schema(tmp_path / "f.parquet")
    bands = ["lo-50", "hi-50", "lo-80", "hi-80", "lo-95", "hi-95"]
    assert schema.names == ["unique_id", "ds", "mean", "q0.025", *USUAL[:9], "q0.975", USUAL[9], *bands]
    assert [schema.field(name).type for name in ("unique_id", "ds", "mean")] == [pa.string(), pa.date32(), pa.float64()]
    assert [(row["unique_id"], row["ds"]) for row in rows] == [(name, day) for name in "AB" for day in days(7, MONDAY + timedelta(days=84))]
    assert sum(row["mean"] for row in rows[:7]) == pytest.approx(21, rel=0.05)
    assert np.argmax([row["mean"] for row in rows[7:]]) == 4 and np.argmin([row["mean"] for row in rows[7:]]) == 6
    check_rows(rows)
    for row in rows:
        assert (row["lo-80"], row["hi-80"], row["lo-95"], row["hi-95"]) == (row["q0.1"], row["q0.9"], row["q0.025"], row["q0.975"])


@pytest.mark.parametrize("weekday", [0, 3, 6])
def test_weeks_are_found_on_any_weekday(run: Run, tmp_path: Path, weekday: int) -> None:
    weeks = days(60, MONDAY + timedelta(days=weekday), 7)
    rows = made(run, long_file(tmp_path / "weeks.csv", weeks, {"A": [20.0, 30.0] * 30, "B": [0.0, 0.0, 6.0] * 20}), "--horizon", 8)
    assert [row["ds"] for row in rows[:8]] == days(8, weeks[-1] + timedelta(days=7), 7)
    check_rows(rows)
    assert sum(row["mean"] for row in rows[:8]) == pytest.approx(200, rel=0.15)


@pytest.mark.parametrize("ends", [False, True])
def test_months_are_found_by_their_first_or_their_last_day(run: Run, tmp_path: Path, ends: bool) -> None:
    firsts = months(51)
    named = [first - timedelta(days=1) for first in firsts[1:]] if ends else firsts[:50]
    rows = made(run, long_file(tmp_path / "months.parquet", named, {"A": [100.0, 120.0] * 25}), "--horizon", 3)
    expected = [date(2027, 3, 31), date(2027, 4, 30), date(2027, 5, 31)] if ends else [date(2027, 3, 1), date(2027, 4, 1), date(2027, 5, 1)]
    assert [row["ds"] for row in rows] == expected
    assert sum(row["mean"] for row in rows) == pytest.approx(330, rel=0.1)
    check_rows(rows)


@pytest.mark.parametrize(
    ("ids", "dates"),
    [
        (pa.array([7, 1001], pa.int32()), pa.array(days(60), pa.date32())),
        (pa.array(["007", "x"]), pa.array(days(60), pa.date32()).cast(pa.timestamp("ns"))),
        (pa.array(["007", "x"]), pa.array([d.isoformat() for d in days(60)])),
        (pa.array([7, 1001]), pa.array(range(1, 61), pa.int16())),
    ],
)
def test_names_and_dates_come_back_in_their_own_type(run: Run, tmp_path: Path, ids: pa.Array, dates: pa.Array) -> None:
    rows = np.repeat(np.arange(2), 60)
    table = {"unique_id": ids.take(pa.array(rows)), "ds": pa.concat_arrays([dates, dates]), "y": np.tile([2.0, 4.0], 60)}
    said = ["--step", "day"] if pa.types.is_integer(dates.type) else []
    made(run, write(tmp_path / "typed.parquet", table), "--horizon", 2, *said)
    found = parquet.read_table(tmp_path / "f.parquet")
    assert (found["unique_id"].type, found["ds"].type) == (ids.type, dates.type)
    assert found["unique_id"].unique().to_pylist() == ids.to_pylist()
    following = pa.array([date(2026, 3, 6)]).cast(dates.type)[0] if not said else pa.scalar(61, pa.int16())
    assert found["ds"][0] == following


def test_the_order_of_rows_and_a_second_run_change_nothing(run: Run, tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    series = {f"S{k}": rng.poisson(k, 90).astype(float).tolist() for k in range(8)}
    file = long_file(tmp_path / "a.parquet", days(90), series, price=rng.choice([1.0, 0.8], 720).tolist())
    first, again = made(run, file), made(run, file)
    table = parquet.read_table(file)
    order = list(range(720))
    random.Random(1).shuffle(order)
    parquet.write_table(table.take(order), file)
    assert first == again == made(run, file)


def test_levels_below_one_are_quantiles_and_sums_go_to_a_second_file(run: Run, tmp_path: Path) -> None:
    file = long_file(tmp_path / "long.csv", days(84), {"A": WEEK * 12, "B": [0.0] * 84})
    rows = made(run, file, "--horizon", 20, "--levels", "90,0.99", "--sums", 14)
    check_rows(rows, "q0.99", "lo-90", "hi-90")
    sums = read(tmp_path / "f.sums.parquet")
    assert [(row["unique_id"], row["from"], row["to"]) for row in sums] == [(s, date(2026, 3, 30), date(2026, 4, 12)) for s in "AB"]
    check_rows(sums, "q0.99")
    assert sums[0]["mean"] == pytest.approx(sum(row["mean"] for row in rows[:14]), rel=1e-5)
    assert sums[0]["q0.05"] < sums[0]["mean"] < sums[0]["q0.95"]
    assert [value for name, value in sums[1].items() if name.startswith(("q", "mean"))] == [0.0] * 12


def test_json_tells_how_the_file_was_understood(run: Run, tmp_path: Path) -> None:
    steps = [*days(50), *days(40)]
    table = {"unique_id": ["A"] * 50 + ["B"] * 40, "ds": steps, "y": [0.0] + [1.0] * 89, "colour": ["red"] * 90}
    file = write(tmp_path / "long.csv", table)
    said = run("--input", file, "--horizon", 3, "--out", tmp_path / "f.csv", "--json")
    told = said.told
    assert (said.code, told["rows"], told["series"], told["step"], told["gaps"]) == (0, 6, 2, "day", "unknown")
    assert told["notes"][2:] == [
        "1 series end before the file does; all are forecast from 2026-02-24 on.",
        "Columns not used, because they are no numbers: colour.",
    ]
    assert csv.read_csv(tmp_path / "f.csv").num_rows == 6
    assert "Paso: día." in run("--input", file, "--horizon", 3, "--out", tmp_path / "f.csv", lang="es").err


def test_a_missing_day_is_a_zero_in_a_file_of_sales_only_and_unknown_beside_zeros(run: Run, tmp_path: Path) -> None:
    sparse = {"unique_id": ["A"] * 30 + ["B"] * 60, "ds": [*days(60)[::2], *days(60)], "y": [10.0] * 30 + [1.0] * 60}
    rare = made(run, write(tmp_path / "sparse.parquet", sparse), "--horizon", 14)
    assert sum(row["mean"] for row in rare[:14]) == pytest.approx(70, rel=0.15)
    unknown = made(run, tmp_path / "sparse.parquet", "--horizon", 14, "--gaps", "unknown")
    assert sum(row["mean"] for row in unknown[:14]) == pytest.approx(140, rel=0.15)
    sparse["y"][-5] = 0.0
    told = made(run, write(tmp_path / "sparse.parquet", sparse), "--horizon", 14)
    assert sum(row["mean"] for row in told[:14]) == pytest.approx(140, rel=0.15)


def test_what_is_empty_inside_a_series_is_unknown_and_not_zero(run: Run, tmp_path: Path) -> None:
    y: list[float | None] = [8.0] * 60
    y[20:35] = [None] * 15
    rows = made(run, long_file(tmp_path / "holes.csv", days(60), {"A": y}), "--horizon", 7)
    assert sum(row["mean"] for row in rows) == pytest.approx(56, rel=0.05)


def test_days_out_of_stock_are_not_days_without_demand(run: Run, tmp_path: Path) -> None:
    y = [6.0, 6.0, 6.0, 0.0] * 30
    out = [0.0, 0.0, 0.0, 1.0] * 30
    plain = made(run, long_file(tmp_path / "plain.parquet", days(120), {"A": y}), "--horizon", 28)
    told = made(run, long_file(tmp_path / "told.parquet", days(120), {"A": y}, stock_out_share=out), "--horizon", 28)
    assert sum(row["mean"] for row in plain) == pytest.approx(28 * 4.5, rel=0.1)
    assert sum(row["mean"] for row in told) == pytest.approx(28 * 6, rel=0.05)


def test_closed_days_ahead_are_forecast_as_nothing(run: Run, tmp_path: Path) -> None:
    steps = days(70)
    closed = [int(day.weekday() == 2) for day in steps]
    y = [None if k >= 63 else 0.0 if shut else 5.0 for k, shut in enumerate(closed)]
    rows = made(run, long_file(tmp_path / "closed.csv", steps, {"A": y}, closed=closed), "--horizon", 7)
    assert [row["mean"] == 0 and row["q0.98"] == 0 for row in rows] == [day.weekday() == 2 for day in steps[63:]]
    assert [row["mean"] for row in rows if row["mean"]] == pytest.approx([5.0] * 6, rel=0.05)


def test_the_future_may_come_in_the_file_or_in_one_of_its_own(run: Run, tmp_path: Path) -> None:
    rng = np.random.default_rng(9)
    steps, names = days(98), [f"S{k}" for k in range(12)]
    price = {name: [1.0 if rng.random() < 0.7 else 0.7 for _ in steps] for name in names}
    y = {name: [round(8 * (1 if p == 1 else 2.5) + float(rng.normal()), 2) for p in price[name]] for name in names}
    inside = {name: [*values[:84], *[None] * 14] for name, values in y.items()}
    prices = [p for name in names for p in price[name]]
    one = made(run, long_file(tmp_path / "one.parquet", steps, inside, price=prices), "--horizon", 14)
    long_file(tmp_path / "past.parquet", steps[:84], {n: v[:84] for n, v in y.items()}, price=[p for n in names for p in price[n][:84]])
    ahead = {"unique_id": [n for n in names for _ in range(14)], "ds": steps[84:] * 12, "price": [p for n in names for p in price[n][84:]]}
    two = made(run, tmp_path / "past.parquet", "--future", write(tmp_path / "ahead.csv", ahead), "--horizon", 14)
    assert one == two
    check_rows(one)


def test_words_about_the_series_come_from_a_static_table(run: Run, tmp_path: Path) -> None:
    names = [f"S{k:02}" for k in range(44)]
    file = long_file(tmp_path / "long.parquet", days(70), dict.fromkeys(names, WEEK * 10))
    static = write(tmp_path / "static.csv", {"unique_id": [*names, "other"], "category": ["a", "b"] * 22 + ["c"]})
    rows = made(run, file, "--static", static, "--horizon", 2)
    assert len(rows) == 88
    check_rows(rows)


def test_a_single_point_zeros_constants_and_explosions_are_answered(run: Run, tmp_path: Path) -> None:
    table = {
        "unique_id": ["point", *["zeros"] * 60, *["constant"] * 60, *["explodes"] * 60, *["huge"] * 60],
        "ds": [days(60)[-1], *days(60) * 4],
        "y": [5.0, *[0.0] * 60, *[7.0] * 60, *[1.5**k for k in range(60)], *[1e300] * 60],
    }
    rows = made(run, write(tmp_path / "odd.parquet", table), "--horizon", 30)
    check_rows(rows)
    assert {row["mean"] for row in rows if row["unique_id"] == "zeros"} == {0.0}
    assert sum(row["mean"] for row in rows if row["unique_id"] == "constant") == pytest.approx(210, rel=0.15)
    alone = made(run, write(tmp_path / "alone.csv", {"unique_id": ["A"], "ds": [MONDAY], "y": [5]}), "--horizon", 3)
    assert [row["ds"] for row in alone] == days(3, MONDAY + timedelta(days=1))
    check_rows(alone)


def test_the_program_itself_writes_csv_to_the_screen(tmp_path: Path) -> None:
    file = long_file(tmp_path / "long.csv", days(40), {"A": [2.0] * 40})
    words = ["forecast", "--input", str(file), "--horizon", "2", "--levels", "80"]
    done = subprocess.run([sys.executable, "-m", "fluxion.faces.cli.main", *words], capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    assert lines[0] == ",".join(f'"{name}"' for name in ["unique_id", "ds", "mean", *USUAL, "lo-80", "hi-80"])
    assert [line.split(",")[:2] for line in lines[1:]] == [['"A"', "2026-02-14"], ['"A"', "2026-02-15"]]
