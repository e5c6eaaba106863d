"""What the columns of a file of series come to mean for the engine."""

from pathlib import Path

import numpy as np
import pytest
from tests.stories.forecast_files import MONDAY, days, long_file

from fluxion.domains.planning.reads.series_files import read_series
from fluxion.domains.planning.rules.series_file import file_demand
from fluxion.domains.planning.rules.series_words import cold_codes, group_codes
from fluxion.kernels.forecasting import Demand


def demand_of(tmp_path: Path, y: list[float | None], **known: list[float]) -> Demand:
    path = long_file(tmp_path / "long.parquet", days(len(y)), {"A": y}, **known)
    return file_demand(read_series(path), 7)[0]


def told(demand: Demand) -> dict[int, list[float]]:
    assert demand.regressors is not None
    return dict(zip(demand.regressors.step.tolist(), demand.regressors.values.tolist(), strict=True))


def test_a_price_is_told_as_the_logarithm_of_its_ratio_to_the_usual_one_and_zero_is_no_price(tmp_path: Path) -> None:
    demand = demand_of(tmp_path, [1.0] * 40, price=[2.0] * 36 + [1.0, 0.0, 4.0, 2.0])
    assert told(demand) == {36: [pytest.approx(np.log(0.5))], 38: [pytest.approx(np.log(2))]}


def test_a_flag_stays_a_flag_and_other_columns_are_told_against_what_is_usual(tmp_path: Path) -> None:
    demand = demand_of(tmp_path, [1.0] * 40, promo=[0] * 39 + [1], degrees=[-2.0] * 38 + [1.0, -2.0], same=[3] * 40)
    assert demand.regressors is not None and demand.regressors.names == ("degrees", "promo")
    assert told(demand) == {38: [3.0, 0.0], 39: [0.0, 1.0]}


def test_what_is_empty_inside_is_out_altogether_and_what_is_missing_too_beside_zeros(tmp_path: Path) -> None:
    demand = demand_of(tmp_path, [1.0, None, 0.0, 2.0])
    assert demand.stock_outs is not None
    assert (demand.stock_outs.day.tolist(), demand.stock_outs.share.tolist()) == ([1], [1.0])
    assert (demand.day.tolist(), demand.units.tolist(), demand.first_date) == ([0, 3], [1.0, 2.0], MONDAY)


@pytest.mark.parametrize(("zeros", "start"), [(4, 0), (40, -1)])
def test_a_few_zeros_before_the_first_sale_count_and_many_are_the_time_before_it_was_sold(tmp_path: Path, zeros: int, start: int) -> None:
    demand = demand_of(tmp_path, [0.0] * zeros + [1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0])
    assert demand.start is not None and demand.start.tolist() == [start]


def test_the_group_is_the_finest_that_holds_twenty_series_and_the_best_telling_attribute_comes_first() -> None:
    static = {"shop": [f"w{k % 60}" for k in range(120)], "brand": ["x", "y", "z"] * 40, "one": ["a"] * 120}
    group = group_codes(static, 120)
    assert group is not None and group.tolist() == [0, 1, 2] * 40
    levels = np.tile([1.0, 10.0, 100.0], 40)
    cold = cold_codes(static, levels)
    assert cold is not None and cold.shape == (120, 2) and cold[:, 0].tolist() == [0, 1, 2] * 40
    assert group_codes({"category": ["b", "a"] * 2, "brand": ["x"] * 4}, 4).tolist() == [1, 0, 1, 0]  # type: ignore[union-attr]
    assert group_codes({}, 4) is None
