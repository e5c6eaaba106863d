"""Forecasts as a table: of the company, and of any long file."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from tests.domains.planning.company import BUYER

from fluxion.base.work import Works
from fluxion.domains.planning.errors import BadSeriesFile
from fluxion.domains.planning.reads.forecasting import company_forecasts, file_forecasts

FIRST = date(2026, 1, 1)


def test_the_company_is_forecast_from_the_day_after_its_data(small: Works) -> None:
    with small.read(BUYER) as work:
        table = company_forecasts(work, 14, [50, 95])
    assert table.column_names == ["unique_id", "ds", "mean", "lo-50", "hi-50", "lo-95", "hi-95"]
    rows = [row for row in table.to_pylist() if row["unique_id"] == "RICE@DC"]
    assert [row["ds"] for row in rows] == [date(2026, 3, 2) + timedelta(days=offset) for offset in range(14)]
    for row in rows:
        assert row["mean"] == 16.0
        assert row["lo-95"] <= row["lo-50"] <= row["hi-50"] <= row["hi-95"]


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_any_long_file_is_forecast(tmp_path: Path, suffix: str) -> None:
    days = [FIRST + timedelta(days=offset) for offset in range(84)]
    table = pa.table({"unique_id": ["A"] * 84 + ["B"] * 84, "ds": days * 2, "y": np.r_[np.full(84, 3.0), np.full(84, 8.0)]})
    path = tmp_path / f"long{suffix}"
    if suffix == ".csv":
        path.write_text("unique_id,ds,y\n" + "".join(f"{r['unique_id']},{r['ds']},{r['y']}\n" for r in table.to_pylist()))
    else:
        parquet.write_table(table, path)
    made = file_forecasts(path, 7, [80]).to_pylist()
    assert [(row["unique_id"], row["mean"]) for row in made] == [("A", 3.0)] * 7 + [("B", 8.0)] * 7
    assert made[0]["ds"] == days[-1] + timedelta(days=1)


@pytest.mark.parametrize(
    "content",
    ["", "unique_id,ds,y\n", "unique_id,ds,y\nA,2026-01-01,-3\n", "unique_id,ds,y\nA,ayer,3\n", "sku,day,units\nA,2026-01-01,3\n"],
)
def test_a_file_that_cannot_be_forecast_is_refused_with_its_reason(tmp_path: Path, content: str) -> None:
    path = tmp_path / "long.csv"
    path.write_text(content)
    with pytest.raises(BadSeriesFile) as refused:
        file_forecasts(path, 7, [80])
    assert refused.value.params["reason"]
    with pytest.raises(BadSeriesFile):
        file_forecasts(tmp_path / "not-there.csv", 7, [80])
