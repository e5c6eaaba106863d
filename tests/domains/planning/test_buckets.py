"""A plan in many buckets is the plan in one, to the last column; and a bucket has everything its products need."""

from dataclasses import replace

import numpy as np
import pytest
from benchmarks.planning_run import made_up

from fluxion.domains.planning.rules import buckets
from fluxion.domains.planning.rules.columns import product_table, series_table
from fluxion.domains.planning.rules.inputs import Inputs
from fluxion.domains.planning.rules.known import Happening, Known, Override, Succession
from fluxion.domains.planning.rules.plan import Plan, compute
from fluxion.domains.planning.rules.series import list_series

KNOWN = Known(
    overrides=(Override(1, None, 3, None, 0, 6, "set", 500.0), Override(2, 7, None, 4, 2, 9, "factor", 1.5)),
    happenings=(Happening("promotion", None, None, 5, -60, -50, None), Happening("closure", None, None, 6, 3, 4, None)),
    successions=(Succession(70, 2, 0.5, 0), Succession(71, 3, 0.5, 6)),
)


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    made = made_up(1_300)
    sold = made.sold
    row = np.arange(0, len(sold.product_id), 50)
    day = np.array([sold.day[sold.ptr[each]] if sold.ptr[each] < sold.ptr[each + 1] else 0 for each in row], np.int32)
    return replace(made, known=KNOWN, sold=replace(sold, outs_row=row, outs_day=day, outs_share=np.full(len(row), 0.5)))


def cut(inputs: Inputs) -> list[buckets.Bucket]:
    return buckets.buckets(inputs, list_series(inputs))


def planned(inputs: Inputs, at_once: int, monkeypatch: pytest.MonkeyPatch) -> Plan:
    monkeypatch.setattr(buckets, "SERIES_AT_ONCE", at_once)
    return compute(inputs, lambda _share, _step: None)


@pytest.mark.parametrize("at_once", [60, 400])
def test_many_buckets_give_the_plan_of_one(inputs: Inputs, at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, parted = planned(inputs, 1_000_000, monkeypatch), planned(inputs, at_once, monkeypatch)
    assert len(cut(inputs)) > 1_000 // at_once
    one, many = series_table(whole), series_table(parted)
    assert [name for name in one.column_names if not one[name].equals(many[name])] == []
    assert product_table(whole).equals(product_table(parted))
    for name in ("from_row", "to_row", "quantity", "is_supply"):
        np.testing.assert_array_equal(getattr(whole.moves, name), getattr(parted.moves, name))
    for name in ("row", "kind", "money", "severity"):
        np.testing.assert_array_equal(getattr(whole.warnings, name), getattr(parted.warnings, name))
    assert whole.overridden.ids == parted.overridden.ids


def test_buckets_part_the_inputs_between_products(inputs: Inputs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(buckets, "SERIES_AT_ONCE", 60)
    parts = cut(inputs)
    for name in ("sold", "stock", "value"):
        of_each = [set(getattr(part.inputs, name).product_id.tolist()) for part in parts]
        assert sum(map(len, of_each)) == len(set.union(*of_each)) == len(set(getattr(inputs, name).product_id.tolist()))
    assert sum(part.inputs.sold.units.sum() for part in parts) == pytest.approx(inputs.sold.units.sum())
    assert sum(len(part.inputs.sold.outs_day) for part in parts) == len(inputs.sold.outs_day)
    assert {len(part.inputs.products.id) for part in parts} == {len(inputs.products.id)}


def test_a_successor_takes_its_predecessor_into_its_bucket(inputs: Inputs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(buckets, "SERIES_AT_ONCE", 60)
    parts = cut(inputs)
    (heir,) = [part for part in parts if 70 in part.series.product_id]
    assert 2 not in heir.inputs.sold.product_id and heir.series.n < list_series(inputs).n
    wide = buckets.with_predecessors(heir, inputs, list_series(inputs))
    assert set(wide.inputs.sold.product_id.tolist()) == {*heir.inputs.sold.product_id.tolist(), 2}
    mine = inputs.sold.product_id == 2
    cells = np.repeat(wide.inputs.sold.product_id == 2, np.diff(wide.inputs.sold.ptr))
    np.testing.assert_array_equal(wide.inputs.sold.units[cells], inputs.sold.units[np.repeat(mine, np.diff(inputs.sold.ptr))])
    assert len(wide.inputs.sold.outs_day) == np.isin(inputs.sold.product_id[inputs.sold.outs_row], wide.inputs.sold.product_id).sum()
    assert set(wide.inputs.stock.product_id.tolist()) == {*heir.inputs.stock.product_id.tolist(), 2}
    assert buckets.with_predecessors(parts[0], inputs, list_series(inputs)) is parts[0]
