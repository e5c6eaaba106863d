"""What the order-up-to quantile earns: fill rate against stock held, simulated on real sales with lost demand.

500 SKUs of ../shared/data/online_retail, reviewed weekly, forecast anew every week, lead times gamma(14, sd 4), packs of 6.
The rival is what careful buyers do: weekly recomputed days of cover. `python -m benchmarks.kernels_policy`.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from benchmarks.kernels_forecast import SHARED, demand_of, online_retail
from fluxion.kernels.forecasting import Forecasts, cumulative_demand, forecast
from fluxion.kernels.stocking import order_quantities

Floats = NDArray[np.float64]
START, WARM_UP, REVIEW = 120, 42, 7
LEAD, LEAD_SD, PACK = 14.0, 4.0, 6.0


def simulate(table: Floats, up_to: Callable[[int], Floats], lead_times: NDArray[np.int64]) -> str:
    """Share of demand served and stock held in days of demand (mean and median over SKUs; of all units) ordering up to `up_to(day)`."""
    days = table.shape[1]
    on_hand, pipeline = up_to(START), np.zeros((days + 60, len(table)))
    sold, wanted, held = (np.zeros(len(table)) for _ in range(3))
    for day in range(START, days):
        on_hand = on_hand + pipeline[day]
        if (day - START) % REVIEW == 0:
            position = on_hand + pipeline[day + 1 :].sum(0)
            quantity = order_quantities(up_to(day) - position, pack=PACK)
            pipeline[day + lead_times[(day - START) // REVIEW], np.arange(len(table))] += quantity
        served = np.minimum(on_hand, table[:, day])
        on_hand = on_hand - served
        if day >= START + WARM_UP:
            sold, wanted, held = sold + served, wanted + table[:, day], held + on_hand
    some = wanted > 0
    mean = f"{np.mean(sold[some] / wanted[some]):.3f} @ {np.median(held[some] / wanted[some]):4.0f}"
    return f"{mean}      {sold.sum() / wanted.sum():.3f} @ {held.sum() / wanted.sum():4.0f}"


def main() -> None:
    if not (SHARED / "online_retail").exists():
        return
    table = online_retail()
    rows = np.sort(np.argsort(-(table[:, :START] > 0).sum(1))[:500])
    rng = np.random.default_rng(0)
    weeks = (table.shape[1] - START) // REVIEW + 1
    lead_times = np.maximum(rng.gamma((LEAD / LEAD_SD) ** 2, LEAD_SD**2 / LEAD, (weeks, len(rows))).round(), 1).astype(np.int64)
    weekly: dict[int, Forecasts] = {}

    def known(day: int) -> Forecasts:
        if day not in weekly:
            weekly[day] = forecast(demand_of(table[:, :day], first_weekday=2).with_closed_detected(), 30)
        return weekly[day]

    print("500 SKUs, lost sales, weekly review: fill rate @ stock in days of demand: mean and median over SKUs, then of all units")
    for level in (0.8, 0.85, 0.9, 0.95, 0.98):
        quantile = simulate(
            table[rows], lambda day, at=level: cumulative_demand(known(day), LEAD, LEAD_SD, REVIEW, at).quantile[rows], lead_times
        )
        print(f"  quantile {level:.2f}        {quantile}")
    for cover in (28, 35, 49, 70, 100):
        days = simulate(table[rows], lambda day, at=cover: table[rows, day - 56 : day].mean(1) * at, lead_times)
        print(f"  {cover:>3} days of cover    {days}")


if __name__ == "__main__":
    main()
