"""Forecasts as a table: of the company's series, or of any long file of days, weeks or months."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

from fluxion.base.work import Work
from fluxion.domains import catalog
from fluxion.domains.planning.ports import Forecaster
from fluxion.domains.planning.reads.gather import gather, when_to_plan
from fluxion.domains.planning.reads.series_files import read_series
from fluxion.domains.planning.rules.file_problems import problem, refusal
from fluxion.domains.planning.rules.levels import Levels
from fluxion.domains.planning.rules.outside import Told, outside_forecasts
from fluxion.domains.planning.rules.series import list_series, series_demand
from fluxion.domains.planning.rules.series_file import Gaps, SeriesFile, file_demand
from fluxion.domains.planning.rules.steps import MOST_AHEAD, USUAL_AHEAD, Calendar
from fluxion.kernels.forecasting import Forecasts, cumulative_demand, quantiles_of_sums
from fluxion.kernels.forecasting import forecast as forecast_series
from fluxion.kernels.forecasting.demand import Step

_ROWS_AT_ONCE = 2_000_000


@dataclass(frozen=True)
class FileAsk:
    """What is asked of a file: how far, which levels, and what the file does not say itself."""

    path: Path
    horizon: int | None
    levels: Levels
    static: Path | None = None
    future: Path | None = None
    step: Step | None = None
    gaps: Gaps | None = None
    sums: int | None = None


@dataclass(frozen=True)
class Table:
    """Forecasts of many series, handed out in parts so that a million of them need not be a table at once."""

    ids: pa.Array
    calendar: Calendar
    ds_type: pa.DataType
    begin: int
    made: Forecasts | Told
    levels: Levels

    def parts(self) -> Iterator[pa.Table]:
        """The long table: unique_id, ds, mean, q…, and lo-WIDTH, hi-WIDTH for each band."""
        at_once = max(1, _ROWS_AT_ONCE // self.made.horizon)
        for first in range(0, len(self.ids), at_once):
            yield self._part(slice(first, first + at_once))

    def whole(self) -> pa.Table:
        """All parts as one table."""
        return pa.concat_tables(self.parts())

    def _part(self, rows: slice) -> pa.Table:
        ids, horizon = self.ids[rows], self.made.horizon
        days = np.tile(self.calendar.days(self.begin, self.begin + horizon), len(ids))
        made = self.made.quantiles[rows].astype(np.float64).reshape(len(days), -1)
        columns: dict[str, pa.Array] = {
            "unique_id": ids.take(pa.array(np.repeat(np.arange(len(ids)), horizon))),
            "ds": _dates(days, self.ds_type),
            "mean": pa.array(self.made.mean[rows].astype(np.float64).reshape(-1).round(6)),
        }
        return pa.table(columns | quantile_columns(made, self.levels))


def quantile_columns(made: np.ndarray, levels: Levels) -> dict[str, pa.Array]:
    """Columns q… of quantiles [rows, levels], and lo-WIDTH, hi-WIDTH of the bands."""
    made = np.maximum.accumulate(made, axis=1).round(6)
    columns = {f"q{level:g}": pa.array(made[:, k]) for k, level in enumerate(levels.quantiles)}
    for width in levels.bands:
        low, high = levels.ends(width)
        columns |= {f"lo-{width:g}": columns[f"q{low:g}"], f"hi-{width:g}": columns[f"q{high:g}"]}
    return columns


def _dates(days: np.ndarray, kind: pa.DataType) -> pa.Array:
    """Numbered days in the type the file has: dates, times, texts or plain numbers."""
    if pa.types.is_integer(kind):
        return pa.array(days).cast(kind)
    dates = pa.array(days.astype("datetime64[D]"), pa.date32())
    if pa.types.is_timestamp(kind):
        return dates.cast(pa.timestamp(kind.unit)).cast(kind)
    return dates.cast(kind)


@dataclass(frozen=True)
class FileForecasts:
    """Forecasts of a file, the sums over the first steps when they were asked for, and how the file was understood."""

    file: SeriesFile
    table: Table
    sums: pa.Table | None


def company_forecasts(work: Work, horizon: int | None, levels: Levels) -> Table:
    """Forecasts of every product × location (`SKU@LOCATION`) from the day after the newest data."""
    work.require("planning.read")
    as_of, _, _ = when_to_plan(work, None)
    inputs = gather(work, as_of, horizon)
    series = list_series(inputs)
    made = forecast_series(series_demand(inputs, series), inputs.horizon, levels.quantiles)
    products, places = catalog.product_frame(work), catalog.location_frame(work)
    sku = dict(zip(products["id"].to_pylist(), products["sku"].to_pylist(), strict=True))
    code = dict(zip(places["id"].to_pylist(), places["code"].to_pylist(), strict=True))
    names = [f"{sku[int(p)]}@{code[int(place)]}" for p, place in zip(series.product_id, series.location_id, strict=True)]
    first = (as_of - date(1970, 1, 1)).days
    return Table(pa.array(names, pa.string()), Calendar("day", first), pa.date32(), 0, made, levels)


def file_forecasts(ask: FileAsk, forecaster: Forecaster | None = None) -> FileForecasts:
    """Forecasts of every series of a CSV or Parquet file from the step after its newest known y, by the own engine or another forecaster.

    Raises `BadSeriesFile`, which names rows, fields and remedies, and what the other forecaster refuses.
    """
    if forecaster is not None and ask.sums is not None:
        raise refusal([problem("sums_of_model", value=forecaster.name)])
    file = read_series(ask.path, future=ask.future, static=ask.static, step=ask.step, gaps=ask.gaps)
    most = MOST_AHEAD[file.calendar.step]
    horizon = USUAL_AHEAD[file.calendar.step] if ask.horizon is None else ask.horizon
    if not 1 <= horizon <= most:
        raise refusal([problem("horizon", value=horizon, most=most)])
    if ask.sums is not None and not 1 <= ask.sums <= most:
        raise refusal([problem("sums", value=ask.sums, most=most)])
    if forecaster is not None:
        told = outside_forecasts(file, forecaster, horizon, ask.levels.quantiles)
        return FileForecasts(file, Table(file.ids, file.calendar, file.ds_type, file.n_steps, told, ask.levels), None)
    demand, closed_ahead = file_demand(file, horizon)
    made = forecast_series(demand, horizon, ask.levels.quantiles, closed_ahead=closed_ahead)
    table = Table(file.ids, file.calendar, file.ds_type, file.n_steps, made, ask.levels)
    return FileForecasts(file, table, _sums(file, made, ask) if ask.sums else None)


def _sums(file: SeriesFile, made: Forecasts, ask: FileAsk) -> pa.Table:
    """One row per series: the first and last step summed, mean and quantiles of the sum."""
    steps = int(ask.sums or 0)
    days = file.calendar.days(file.n_steps, file.n_steps + steps)
    columns: dict[str, pa.Array] = {
        "unique_id": file.ids,
        "from": _dates(np.repeat(days[:1], file.n), file.ds_type),
        "to": _dates(np.repeat(days[-1:], file.n), file.ds_type),
        "mean": pa.array(cumulative_demand(made, steps, 0, 0, 0.5).mean.round(6)),
    }
    return pa.table(columns | quantile_columns(quantiles_of_sums(made, 0, steps, ask.levels.quantiles), ask.levels))
