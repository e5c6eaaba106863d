"""Forecasts of the company as a table."""

from datetime import date, timedelta

from tests.domains.planning.company import BUYER

from fluxion.base.work import Works
from fluxion.domains.planning.reads.forecasting import company_forecasts
from fluxion.domains.planning.rules.levels import Levels


def test_the_company_is_forecast_from_the_day_after_its_data(small: Works) -> None:
    with small.read(BUYER) as work:
        table = company_forecasts(work, 14, Levels((0.025, 0.25, 0.5, 0.75, 0.975), (50, 95))).whole()
    quantiles = ["q0.025", "q0.25", "q0.5", "q0.75", "q0.975"]
    assert table.column_names == ["unique_id", "ds", "mean", *quantiles, "lo-50", "hi-50", "lo-95", "hi-95"]
    rows = [row for row in table.to_pylist() if row["unique_id"] == "RICE@DC"]
    assert [row["ds"] for row in rows] == [date(2026, 3, 2) + timedelta(days=offset) for offset in range(14)]
    for row in rows:
        assert row["mean"] == 16.0
        assert row["lo-95"] <= row["lo-50"] <= row["hi-50"] <= row["hi-95"]
