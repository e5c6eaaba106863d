"""What a backtest replays: nothing made up for what is not known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from tests.stories.forecast_files import long_file, months

from fluxion.domains.planning.reads.backtest_cases import Terms, file_case

MONTHLY = Terms(lead_time=61.0, lead_time_sd=15.0, review=30.0)


def test_a_series_that_is_hardly_known_in_the_months_replayed_is_left_out(tmp_path: Path) -> None:
    sold: list[float | None] = [2.0, 0.0, 1.0] * 16
    some = [*sold[:40], None, *sold[41:]]
    path = long_file(tmp_path / "long.parquet", months(48), {"all": sold, "ended": [*sold[:20], *[None] * 28], "one unknown": some})
    case = file_case(path, MONTHLY, weeks=104)
    assert (case.n, case.total, case.left_out) == (2, 2, 1)
    np.testing.assert_array_equal(np.diff(case.demand.ptr), [32, 32])
