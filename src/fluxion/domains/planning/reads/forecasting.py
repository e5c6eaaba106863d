"""Forecasts as a table: of the company's series, or of any long file of daily values."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from fluxion.base.work import Work
from fluxion.domains import catalog
from fluxion.domains.planning.errors import BadSeriesFile
from fluxion.domains.planning.reads.gather import gather, when_to_plan
from fluxion.domains.planning.rules.series import list_series, series_demand
from fluxion.kernels.forecasting import Demand, Forecasts
from fluxion.kernels.forecasting import forecast as forecast_series

MOST_DAYS = 3660


def company_forecasts(work: Work, horizon: int | None, widths: list[int]) -> pa.Table:
    """Forecasts of every product × location (`SKU@LOCATION`) from the day after the newest data, with central bands in percent."""
    work.require("planning.read")
    as_of, _, _ = when_to_plan(work, None)
    inputs = gather(work, as_of, horizon)
    series = list_series(inputs)
    made = forecast_series(series_demand(inputs, series), inputs.horizon, quantile_levels(widths))
    products, places = catalog.product_frame(work), catalog.location_frame(work)
    sku = dict(zip(products["id"].to_pylist(), products["sku"].to_pylist(), strict=True))
    code = dict(zip(places["id"].to_pylist(), places["code"].to_pylist(), strict=True))
    names = [f"{sku[int(p)]}@{code[int(place)]}" for p, place in zip(series.product_id, series.location_id, strict=True)]
    return forecast_table(names, as_of, made, widths)


def file_forecasts(path: Path, horizon: int, widths: list[int]) -> pa.Table:
    """Forecasts of the series of a CSV or Parquet file with columns unique_id, ds (a day) and y (not negative)."""
    rows = _read(path)
    ids, first, last = rows["unique_id"].unique().to_pylist(), min(rows["ds"].to_pylist()), max(rows["ds"].to_pylist())
    n_days = (last - first).days + 1
    if n_days > MOST_DAYS:
        raise BadSeriesFile(reason=f"{n_days} > {MOST_DAYS} ds")
    row_of = {name: row for row, name in enumerate(ids)}
    demand = Demand.from_rows(
        np.array([row_of[name] for name in rows["unique_id"].to_pylist()], np.int64),
        np.array([(day - first).days for day in rows["ds"].to_pylist()], np.int64),
        np.asarray(rows["y"].to_numpy(), np.float64),
        n_series=len(ids),
        n_days=n_days,
        first_weekday=first.weekday(),
    )
    return forecast_table(
        [str(name) for name in ids], last + timedelta(days=1), forecast_series(demand, horizon, quantile_levels(widths)), widths
    )


def quantile_levels(widths: list[int]) -> tuple[float, ...]:
    """The quantiles that bound central bands of these widths in percent, rising.

    >>> quantile_levels([80, 50])
    (0.1, 0.25, 0.75, 0.9)
    """
    return tuple(sorted({round(side, 4) for width in widths for side in (0.5 - width / 200, 0.5 + width / 200)}))


def forecast_table(names: list[str], first: date, made: Forecasts, widths: list[int]) -> pa.Table:
    """Long table: unique_id, ds, mean, then lo-WIDTH and hi-WIDTH for each band."""
    n, horizon = made.mean.shape
    at = {level: k for k, level in enumerate(made.levels)}
    days = np.datetime64(first, "D") + np.tile(np.arange(horizon), n).astype("timedelta64[D]")
    columns: dict[str, Any] = {
        "unique_id": _repeated(names, horizon),
        "ds": pa.array(days, pa.date32()),
        "mean": np.round(made.mean.reshape(-1).astype(np.float64), 4),
    }
    for width in sorted(widths):
        for side, sign in (("lo", -1), ("hi", 1)):
            level = round(0.5 + sign * width / 200, 4)
            columns[f"{side}-{width}"] = np.round(made.quantiles[:, :, at[level]].reshape(-1).astype(np.float64), 4)
    return pa.table(columns)


def _repeated(names: list[str], times: int) -> pa.Array:
    rows = pa.array(np.repeat(np.arange(len(names), dtype=np.int64), times))
    return pa.array(names, pa.string()).take(rows)


def _read(path: Path) -> pa.Table:
    if not path.exists():
        raise BadSeriesFile(reason=str(path))
    reader = "read_parquet" if path.suffix == ".parquet" else "read_csv"
    con = duckdb.connect()
    try:
        rows = con.sql(
            f"select unique_id::varchar as unique_id, ds::date as ds, sum(y)::double as y from {reader}($path) group by all order by all",
            params={"path": str(path)},
        ).to_arrow_table()
    except duckdb.Error as error:
        raise BadSeriesFile(reason=str(error).splitlines()[0]) from error
    if not rows.num_rows:
        raise BadSeriesFile(reason="0 rows")
    values = rows["y"].to_numpy()
    if rows["y"].null_count or rows["ds"].null_count or not np.all(np.isfinite(values) & (values >= 0)):
        raise BadSeriesFile(reason="y < 0, ds or y empty")
    return rows
