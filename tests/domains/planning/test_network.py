"""A centre and the stores it supplies: what moves between them, in which quantities, and when the centre runs short."""

import numpy as np
import pytest
from tests.domains.planning.arrays import locations, plan, products, row

from fluxion.domains.planning.rules.columns import series_table
from fluxion.domains.planning.rules.exceptions import exception_table
from fluxion.domains.planning.rules.plan import Plan

DC, NORTH, SOUTH = 1, 2, 3


def network(on_hand: dict[int, float], pack: float = 1.0) -> Plan:
    """Two stores that sell 5 a day each, a day from their centre, which is a week from its supplier."""
    return plan(
        {(1, NORTH): 5.0, (1, SOUTH): 5.0},
        {(1, place): units for place, units in on_hand.items()},
        n_locations=3,
        locations=locations(3, {NORTH: DC, SOUTH: DC}, lead=np.array([np.nan, 1.0, 1.0])),
        products=products(1, pack=pack),
    )


def moved(made: Plan) -> list[tuple[int, int, float]]:
    place = made.series.location_id
    return [
        (int(place[one]), int(place[other]), float(units))
        for one, other, units in zip(made.moves.from_row, made.moves.to_row, made.moves.quantity, strict=True)
    ]


def test_a_centre_takes_nothing_back_from_its_stores_and_buys_what_all_of_them_lack() -> None:
    made = network({DC: 0.0, NORTH: 400.0, SOUTH: 60.0})
    assert [each for each in moved(made) if each[1] == DC] == []
    at = row(made, 1, DC)
    assert made.needs.stores[at] < 0
    assert made.needs.raw[at] == pytest.approx(made.policy.order_up_to[at] + made.needs.stores[at], abs=1e-6)


def test_a_centre_counts_the_excess_of_a_store_whether_or_not_another_is_short_enough_to_take_it_today() -> None:
    """Else it would buy the more, the less its stores lack: excess moves only to a store below its reorder point."""
    short, well = (network({DC: 90.0, NORTH: 400.0, SOUTH: there}) for there in (2.0, 42.0))
    at = row(well, 1, SOUTH)
    assert short.needs.moved_in[at] > 0 and well.needs.moved_in[at] == 0
    assert well.policy.order_up_to[at] > well.position.position[at]  # it lacks some, but is above its reorder point
    for made in (short, well):
        assert made.needs.stores[row(made, 1, DC)] <= 0 and not made.orders.quantity.any()


def test_a_centre_runs_out_when_it_cannot_give_its_stores_what_they_lack() -> None:
    holds = network({DC: 50.0, NORTH: 110.0, SOUTH: 110.0})  # 140 would sell in a fortnight, 270 are there
    assert row(holds, 1, DC) not in holds.warnings.row[holds.warnings.kind == "below_reorder"]
    lacks = network({DC: 120.0, NORTH: 5.0, SOUTH: 5.0})  # above the centre's own reorder point, 80 below the stores' levels
    at = row(lacks, 1, DC)
    assert lacks.position.in_lead_time[at] > lacks.policy.reorder_point[at]
    (found,) = [each for each in exception_table(lacks, series_table(lacks)).to_pylist() if each["location_id"] == DC]
    assert found["kind"] == "below_reorder"
    assert (
        found["in_lead_time"] == pytest.approx(120.0 - lacks.needs.stores[at], abs=1e-3) and found["in_lead_time"] < found["reorder_point"]
    )


def test_goods_move_in_whole_packs() -> None:
    made = network({DC: 500.0, NORTH: 2.0, SOUTH: 2.0}, pack=12.0)
    lacks = made.policy.order_up_to[row(made, 1, NORTH)] - 2.0
    assert moved(made) == [(DC, NORTH, np.ceil(lacks / 12) * 12), (DC, SOUTH, np.ceil(lacks / 12) * 12)]
    short = network({DC: 40.0, NORTH: 2.0, SOUTH: 2.0}, pack=12.0)
    assert sum(units for *_, units in moved(short)) == 36.0 and all(units % 12 == 0 for *_, units in moved(short))
    assert short.needs.unserved[[row(short, 1, NORTH), row(short, 1, SOUTH)]].sum() == pytest.approx(2 * lacks - 36, abs=1e-3)
    between = network({DC: 0.0, NORTH: 100.0, SOUTH: 2.0}, pack=12.0)
    gave = [units for one, other, units in moved(between) if (one, other) == (NORTH, SOUTH)]
    keeps = max(between.policy.order_up_to[row(between, 1, NORTH)], 14 * 5.0)
    assert gave and gave[0] % 12 == 0 and 100.0 - gave[0] >= keeps - 1e-6
