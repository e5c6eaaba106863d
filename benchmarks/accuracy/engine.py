"""What Fluxion says of a case: the case is written as the long file a company would bring, and read and forecast as the command does."""

import tempfile
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet

from benchmarks.accuracy.cases import Case
from benchmarks.accuracy.measures import LEVELS, Floats
from fluxion.domains.planning.reads.forecasting import FileAsk, file_forecasts
from fluxion.domains.planning.rules.levels import Levels


def write_case(case: Case, folder: Path) -> tuple[Path, Path | None]:
    """The case as a long file (what is known ahead in rows without y) and its static table, None when there are no words."""
    y = case.y.copy()
    y[:, case.origin :] = np.nan
    there = ~np.isnan(case.y)
    if not case.known:
        there[:, case.origin :] = False
    series, step = np.nonzero(there)
    days = np.array(case.dates(), dtype="datetime64[D]")
    columns = {
        "unique_id": pa.array(np.array(case.ids)[series]),
        "ds": pa.array(days[step]),
        "y": pa.array(y[series, step], from_pandas=True),
    }
    columns |= {name: pa.array(values[series, step], from_pandas=True) for name, values in case.known.items()}
    if case.out is not None:
        columns["stock_out_share"] = pa.array(np.where(step < case.origin, case.out[series, step], np.nan), from_pandas=True)
    parquet.write_table(pa.table(columns), folder / "long.parquet")
    if not case.attributes:
        return folder / "long.parquet", None
    parquet.write_table(pa.table({"unique_id": case.ids, **case.attributes}), folder / "static.parquet")
    return folder / "long.parquet", folder / "static.parquet"


def engine_says(case: Case) -> tuple[Floats, Floats]:
    """Means [judged, horizon] and quantiles of the sum of the first steps [judged, levels]."""
    with tempfile.TemporaryDirectory() as folder:
        path, static = write_case(case, Path(folder))
        ask = FileAsk(path, case.horizon, Levels(LEVELS, ()), static, sums=case.sum_steps)
        made = file_forecasts(ask)
    row_of = {name: row for row, name in enumerate(made.file.ids.to_pylist())}
    rows = np.array([row_of[case.ids[row]] for row in case.scored])
    assert made.sums is not None
    quantiles = np.stack([made.sums[f"q{level:g}"].to_numpy() for level in LEVELS], axis=1)
    return made.table.made.mean[rows].astype(np.float64), quantiles[rows]
