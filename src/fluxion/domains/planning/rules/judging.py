"""How right earlier plans turned out: what they expected of the weeks since, beside what sold."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa

from fluxion.domains.planning.rules.inputs import Floats, Inputs, Ints, Sold, pair_rows

MOST_WEEKS = 4
SCHEMA = pa.schema(
    [
        ("run_id", pa.int64()),
        ("as_of", pa.date32()),
        ("days", pa.int32()),
        ("location_id", pa.int32()),
        ("series", pa.int32()),
        ("forecast", pa.float64()),
        ("sold", pa.float64()),
        ("missed", pa.float64()),
    ]
)


def judge(published: pa.Table, inputs: Inputs, data_until: date) -> pa.Table:
    """Forecast, sold and absolute misses of each earlier run over one to four whole weeks, by location.

    Only weeks whose sales are complete count. Forecasts of centres, which include what they supply, are left out.
    """
    run_ids: list[int] = sorted(set(published.column("run_id").to_pylist()))
    parts = [_judge_run(published.filter(pa.compute.equal(published["run_id"], run_id)), inputs, data_until) for run_id in run_ids]
    return pa.concat_tables([SCHEMA.empty_table(), *parts])


def _judge_run(rows: pa.Table, inputs: Inputs, data_until: date) -> pa.Table:
    as_of = rows["day"][0].as_py()
    first = inputs.as_of.toordinal() - inputs.sold.n_days
    complete = min((data_until - as_of).days + 1, (inputs.as_of - as_of).days)
    product, location = rows["product_id"].to_numpy().astype(np.int64), rows["location_id"].to_numpy().astype(np.int64)
    centres = inputs.locations.id[np.unique(inputs.locations.parent[inputs.locations.parent >= 0])]
    judged = ~np.isin(location, centres)
    weeks = (
        rows["weeks"].combine_chunks().flatten().to_numpy().astype(np.float64).reshape(rows.num_rows, -1)
        if rows.num_rows
        else np.zeros((0, 0))
    )
    parts = [SCHEMA.empty_table()]
    for count in range(1, min(MOST_WEEKS, weeks.shape[1], complete // 7) + 1):
        since = as_of.toordinal() - first
        actual = _sold_between(inputs.sold, product, location, since, since + 7 * count)
        parts.append(
            _by_location(
                int(rows["run_id"][0].as_py()), as_of, 7 * count, location[judged], weeks[judged, :count].sum(axis=1), actual[judged]
            )
        )
    return pa.concat_tables(parts)


def _sold_between(sold: Sold, product_id: Ints, location_id: Ints, since: int, until: int) -> Floats:
    within = (sold.day >= since) & (sold.day < until)
    owner = np.repeat(np.arange(len(sold.product_id)), np.diff(sold.ptr))
    total = np.bincount(owner[within], sold.units[within], len(sold.product_id))
    rows = pair_rows(product_id, location_id, sold.product_id, sold.location_id)
    return np.where(rows >= 0, total[np.maximum(rows, 0)], 0.0) if len(total) else np.zeros(len(rows))


def _by_location(run_id: int, as_of: date, days: int, location_id: Ints, expected: Floats, actual: Floats) -> pa.Table:
    places, at = np.unique(location_id, return_inverse=True)
    n = len(places)
    return pa.table(
        {
            "run_id": np.full(n, run_id, np.int64),
            "as_of": pa.array([as_of] * n, pa.date32()),
            "days": np.full(n, days, np.int32),
            "location_id": places.astype(np.int32),
            "series": np.bincount(at, minlength=n).astype(np.int32),
            "forecast": np.bincount(at, expected, n),
            "sold": np.bincount(at, actual, n),
            "missed": np.bincount(at, np.abs(expected - actual), n),
        },
        schema=SCHEMA,
    )
