"""Periods put together: the rows of every series in their order, whatever each period knew of."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fluxion.kernels.forecasting.chaining import Period, chained, period_of

CELLS = st.dictionaries(st.tuples(st.integers(1, 5), st.integers(0, 89)), st.integers(1, 9), max_size=60)


def period(cells: dict[tuple[int, int], int]) -> Period:
    rows = sorted(cells)
    key, day = (np.array([row[at] for row in rows], kind) for at, kind in ((0, np.int64), (1, np.int8)))
    found = period_of(key, day, np.array([float(cells[row]) for row in rows]))
    assert found is not None
    return found


@settings(deadline=None)
@given(CELLS)
def test_months_put_together_are_the_sales_sorted_by_series_and_day(cells: dict[tuple[int, int], int]) -> None:
    months = [period({(key, day % 30): units for (key, day), units in cells.items() if day // 30 == month}) for month in range(3)]
    key, ptr, day, units = chained(months, [0, 30, 60])
    told = [(int(key[row]), int(day[at]), units[at]) for row in range(len(key)) for at in range(ptr[row], ptr[row + 1])]
    assert told == [(*cell, float(cells[cell])) for cell in sorted(cells)]
    assert key.tolist() == sorted({cell[0] for cell in cells}) and ptr[-1] == len(day) == len(cells)


@settings(deadline=None)
@given(CELLS, st.sets(st.integers(1, 29), max_size=5))
def test_days_added_behind_others_make_the_period_they_make_in_order(cells: dict[tuple[int, int], int], begins: set[int]) -> None:
    month = {cell: units for cell, units in cells.items() if cell[1] < 30}
    lying = sorted(month, key=lambda cell: (sum(cell[1] >= begin for begin in begins), cell))
    key, day = (np.array([row[at] for row in lying], kind) for at, kind in ((0, np.int64), (1, np.int8)))
    found = period_of(key, day, np.array([float(month[row]) for row in lying]))
    assert found is not None
    assert [each.tolist() for each in found] == [each.tolist() for each in period(month)]


@pytest.mark.parametrize(
    ("key", "day"),
    [([1, 1], [3, 2]), ([1, 2, 1], [3, 0, 1]), ([1, 1, 2, 1], [3, 2, 0, 4]), ([*range(40, 0, -1)], [*range(40)])],
    ids=["days fall", "days of a stretch behind are earlier", "days fall within a stretch", "too many stretches"],
)
def test_rows_out_of_order_are_no_period(key: list[int], day: list[int]) -> None:
    assert period_of(np.array(key), np.array(day, np.int8), np.ones(len(key))) is None


def test_no_period_is_no_series() -> None:
    key, ptr, day, units = chained([], [])
    assert key.tolist() == day.tolist() == units.tolist() == [] and ptr.tolist() == [0]
