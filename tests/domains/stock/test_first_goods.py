"""When goods were first recorded somewhere: what was there when the records began is of unknown age."""

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from tests.makers import NOON, make_works

from fluxion.base.work import Actor, Works
from fluxion.domains import catalog, stock
from fluxion.values.errors import Forbidden

RICE, BEANS = 1, 2
NORTH, SOUTH, WEST = 1, 2, 3
DAY = timedelta(days=1)
Rows = tuple[list[tuple[int, datetime]], list[tuple[int, int, datetime]]]


@pytest.fixture
def company(tmp_path: Path) -> Works:
    """Rice in two stores since the first day; beans in the north since day 40, the west opened on day 50 and was counted again on day 60."""
    now = [NOON]
    works = make_works(tmp_path, clock=lambda: now[0])
    for day, levels in (
        (0, [(RICE, NORTH, 10), (RICE, SOUTH, 4), (BEANS, SOUTH, 0)]),
        (40, [(BEANS, NORTH, 5)]),
        (50, [(RICE, WEST, 3), (RICE, NORTH, 9)]),
        (60, [(RICE, WEST, 2)]),
    ):
        now[0] = NOON + day * DAY
        with works.write() as work:
            if not day:
                catalog.upsert_products(work, [{"sku": "ARR", "name": "Arroz"}, {"sku": "FRI", "name": "Frijol"}])
                catalog.upsert_locations(work, [{"code": code, "name": code} for code in ("N", "S", "W")])
            stock.set_levels(work, [{"product_id": a, "location_id": b, "on_hand": Decimal(c)} for a, b, c in levels])
    return works


def first(works: Works, since: datetime, actor: Actor | None = None) -> Rows:
    with works.read(actor) if actor else works.read() as work:
        found = stock.first_goods(work, since)
        places = zip(found.locations["location_id"].to_pylist(), found.locations["at"].to_pylist(), strict=True)
        pairs = zip(*(found.pairs[name].to_pylist() for name in ("product_id", "location_id", "at")), strict=True)
        return list(places), list(pairs)


def test_every_location_and_what_came_somewhere_lately(company: Works) -> None:
    places, pairs = first(company, NOON + 45 * DAY)
    assert places == [(NORTH, NOON), (SOUTH, NOON), (WEST, NOON + 50 * DAY)]
    assert pairs == [(RICE, WEST, NOON + 50 * DAY)]
    assert first(company, NOON + 70 * DAY) == (places, [])


def test_what_came_on_the_first_day_of_the_records_is_of_unknown_age(company: Works) -> None:
    _, pairs = first(company, NOON - 100 * DAY)
    assert pairs == [(RICE, WEST, NOON + 50 * DAY), (BEANS, NORTH, NOON + 40 * DAY)]


def test_who_is_confined_to_a_store_is_told_of_it_alone(company: Works) -> None:
    luis = Actor(id=8, name="Luis", rights=frozenset({"*"}), locations=frozenset({NORTH}))
    assert first(company, NOON - DAY, luis) == ([(NORTH, NOON)], [(BEANS, NORTH, NOON + 40 * DAY)])


def test_it_takes_the_right_to_read_stock(company: Works) -> None:
    with company.read(Actor(id=9, name="Eva", rights=frozenset())) as work, pytest.raises(Forbidden):
        stock.first_goods(work, NOON)


def test_a_company_without_movements_has_none(tmp_path: Path) -> None:
    assert first(make_works(tmp_path), NOON) == ([], [])
