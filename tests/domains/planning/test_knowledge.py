"""Events, overrides and successors: kept, changed, copied, taken back, and never beyond what a person may see."""

import random
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from tests.domains.planning.company import BEANS, BUYER, NORTH, OLD, RICE, SHOP, SOAP, SOUTH, confined, plan

from fluxion.base.facts import FactRow
from fluxion.base.paging import Ask
from fluxion.base.work import Actor, Works
from fluxion.domains import catalog
from fluxion.domains.planning.actions import calendar as event_actions
from fluxion.domains.planning.actions import links as link_actions
from fluxion.domains.planning.actions import overrides as actions
from fluxion.domains.planning.errors import NothingFound, TooManyFound
from fluxion.domains.planning.reads import calendar, links, overrides, records
from fluxion.domains.planning.rules.knowledge import Happening, Scope, conflicts, conflicts_of
from fluxion.domains.planning.shapes import (
    EventCopies,
    EventDraft,
    LinkDraft,
    LinkEdit,
    OverrideBatch,
    OverrideDraft,
    OverridesChosen,
    SeriesChoice,
)
from fluxion.domains.planning.tables import EventRow, OverrideRow
from fluxion.values.errors import BadInput, Forbidden, NotFound, Stale, Taken

FAIR = {"name": "Feria", "kind": "promotion", "starts_on": date(2026, 4, 6), "ends_on": date(2026, 4, 12)}
MORE = {"starts_on": date(2026, 3, 9), "ends_on": date(2026, 3, 15), "kind": "factor", "value": 1.5, "reason": "Feria del barrio"}


def grains(works: Works) -> int:
    with works.read() as work:
        return work.db.scalars(select(catalog.Category.id).where(catalog.Category.name == "Granos")).one()


def event(works: Works, actor: Actor = BUYER, **values: Any) -> int:
    with works.write(actor) as work:
        return event_actions.create_event(work, EventDraft(**(FAIR | values))).id


def override(works: Works, actor: Actor = BUYER, **values: Any) -> int:
    with works.write(actor) as work:
        return actions.create_override(work, OverrideDraft(**(MORE | {"product_id": RICE} | values))).id


def facts(works: Works, kind: str) -> list[dict[str, Any]]:
    with works.read() as work:
        return list(work.db.scalars(select(FactRow.data).where(FactRow.kind == kind).order_by(FactRow.id)))


def test_an_event_is_kept_changed_and_removed(distributor: Works) -> None:
    key = event(distributor, factor=1.4, category_id=grains(distributor))
    with distributor.write(BUYER) as work:
        seen = calendar.event(work, key)
        assert (seen.name, seen.category, seen.factor, seen.author_name, seen.version) == ("Feria", "Granos", 1.4, "Ana", 1)
        changed = event_actions.edit_event(work, key, EventDraft(**FAIR, category_id=seen.category_id), version=1)
        assert (changed.factor, changed.version) == (None, 2)
    with pytest.raises(Stale), distributor.write(BUYER) as work:
        event_actions.delete_event(work, key, version=1)
    with distributor.write(BUYER) as work:
        event_actions.delete_event(work, key, version=2)
        assert calendar.events(work, date(2026, 1, 1), date(2026, 12, 31)) == []
    assert facts(distributor, "planning.event_saved")[1]["changes"] == {"factor": [1.4, None]}
    assert facts(distributor, "planning.event_deleted") == [{"name": "Feria", "starts_on": "2026-04-06", "ends_on": "2026-04-12"}]


def test_a_yearly_event_happens_each_year_and_in_the_past(small: Works) -> None:
    key = event(small, name="Navidad", kind="season", starts_on=date(2026, 12, 20), ends_on=date(2027, 1, 2), yearly=True)
    with small.read(BUYER) as work:
        [seen] = calendar.events(work, date(2024, 1, 1), date(2025, 12, 31))
        assert [(each.starts_on.isoformat(), each.ends_on.isoformat()) for each in seen.days] == [
            ("2023-12-20", "2024-01-02"),
            ("2024-12-20", "2025-01-02"),
            ("2025-12-20", "2026-01-02"),
        ]
        frame = records.event_frame(work, date(2025, 6, 1), date(2026, 6, 1))
    assert frame.to_pylist() == [
        {
            "id": key,
            "kind": "season",
            "location_id": None,
            "category_id": None,
            "product_id": None,
            "starts_on": date(2025, 12, 20),
            "ends_on": date(2026, 1, 2),
            "factor": None,
        }
    ]


def test_events_that_meet_are_told(small: Works) -> None:
    family = event(small, name="Granos", category_id=grains(small))
    rice = event(small, name="Arroz", product_id=RICE, starts_on=date(2026, 4, 12), ends_on=date(2026, 4, 20))
    soap = event(small, name="Jabón", product_id=SOAP)
    shut = event(small, name="Inventario", kind="closure", location_id=SHOP, starts_on=date(2026, 4, 20), ends_on=date(2026, 4, 20))
    with small.read(BUYER) as work:
        found = calendar.events(work, date(2026, 4, 1), date(2026, 4, 30))
        of_rice = calendar.events(work, date(2026, 4, 1), date(2026, 4, 30), product_id=RICE)
    assert {each.id: [other.id for other in each.conflicts] for each in found} == {
        family: [rice],
        rice: [family, shut],
        soap: [],
        shut: [rice],
    }
    assert [each.id for each in of_rice] == [family, rice, shut]


def test_events_of_other_goods_are_not_compared_with_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten thousand promotions at once, each of its own product, took fifty million comparisons on each request."""
    looked: list[int] = []
    real = Scope.shares_place
    monkeypatch.setattr(Scope, "shares_place", lambda one, other: bool(looked.append(1)) or real(one, other))
    days = [(date(2026, 5, 1), date(2026, 5, 9))]
    own = [Happening(n, Scope(product_id=n, parent=n % 7), days) for n in range(1, 301)]
    assert conflicts(own) == {n: [] for n in range(1, 301)}
    assert looked == []
    assert conflicts([*own, Happening(999, Scope(category_id=3), days)])[999] == [n for n in range(1, 301) if n % 7 == 3]
    assert len(looked) == 43


def test_the_sweep_finds_what_comparing_every_pair_finds() -> None:
    chance = random.Random(5)

    def scope() -> Scope:
        place = chance.choice([None, 1, 2])
        goods = chance.choice(["all", "category", "product", "loose"])
        if goods == "product":
            product = chance.randint(1, 6)
            return Scope(place, None, product, product % 3 + 1)
        return Scope(place, chance.randint(1, 3) if goods == "category" else None, 9 if goods == "loose" else None)

    def days() -> list[tuple[date, date]]:
        first = date(2026, 1, 1) + timedelta(days=chance.randint(0, 60))
        return [(first, first + timedelta(days=chance.randint(0, 20)))]

    events = [Happening(n, scope(), days()) for n in range(1, 121)]
    assert conflicts(events) == {each.id: conflicts_of(each, events) for each in events}
    assert sum(map(len, conflicts(events).values())) > 500


def test_events_are_copied_to_the_next_year(small: Works) -> None:
    once, yearly = event(small, starts_on=date(2024, 2, 29), ends_on=date(2024, 3, 2)), event(small, yearly=True)
    with small.write(BUYER) as work:
        copied, left = event_actions.copy_events(work, EventCopies(ids=[once, yearly]))
        assert (copied.ok, left.ok, left.code) == (True, False, "not_found")
        made = calendar.event(work, copied.id)
        assert (made.starts_on, made.ends_on) == (date(2025, 2, 28), date(2025, 3, 2))


@pytest.mark.parametrize(
    ("values", "pointer", "code"),
    [
        ({"ends_on": date(2026, 4, 1)}, "/ends_on", "days_turned"),
        ({"ends_on": date(2027, 4, 7)}, "/ends_on", "too_long"),
        ({"category_id": 1, "product_id": RICE}, "/product_id", "one_scope"),
        ({"kind": "closure", "factor": 0.5}, "/factor", "closed_sells"),
        ({"kind": "closure", "product_id": RICE}, "/kind", "closed_where"),
        ({"product_id": 99}, "/product_id", "unknown"),
    ],
)
def test_events_that_cannot_be_are_refused_and_nothing_is_kept(small: Works, values: dict[str, Any], pointer: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        event(small, **values)
    assert [(each.pointer, each.code) for each in refused.value.errors] == [(pointer, code)]
    with small.read() as work:
        assert work.db.scalars(select(EventRow)).all() == []


def test_people_confined_to_a_location_write_for_it_alone(small: Works) -> None:
    store = confined(NORTH)
    everywhere, elsewhere = event(small), event(small, location_id=SOUTH)
    own = event(small, store, location_id=NORTH)
    with pytest.raises(Forbidden):
        event(small, store)
    with pytest.raises(NotFound):
        event(small, store, location_id=SOUTH)
    with pytest.raises(Forbidden):
        override(small, store)
    with pytest.raises(Forbidden), small.write(store) as work:
        event_actions.delete_event(work, everywhere)
    with pytest.raises(NotFound), small.write(store) as work:
        event_actions.delete_event(work, elsewhere)
    with small.read(store) as work:
        assert [each.id for each in calendar.events(work, date(2026, 1, 1), date(2026, 12, 31))] == [everywhere, own]


def test_an_override_needs_its_right(small: Works) -> None:
    with pytest.raises(Forbidden):
        override(small, confined(SHOP, role="viewer"), location_id=SHOP)
    with small.read() as work:
        assert work.db.scalars(select(OverrideRow)).all() == []


def test_an_override_is_kept_with_its_reason_and_stays_on_record_when_ended(distributor: Works) -> None:
    key = override(distributor, location_id=SHOP, expires_on=date(2026, 3, 10))
    with distributor.write(BUYER) as work:
        seen = overrides.override(work, key)
        assert (seen.state, seen.reason, seen.value, seen.author_name) == ("current", "Feria del barrio", 1.5, "Ana")
        actions.end_override(work, key, version=1)
        assert overrides.overrides(work, Ask(), state="current").items == []
        ended = overrides.override(work, key)
        assert (ended.state, ended.ended_by, ended.version) == ("ended", "Ana", 2)
        assert records.override_frame(work, date(2026, 3, 1), date(2026, 3, 31)).num_rows == 0
        assert actions.restore_overrides(work, OverridesChosen(ids=[key])).changed == 1
        assert records.override_frame(work, date(2026, 3, 1), date(2026, 3, 31))["id"].to_pylist() == [key]
        assert records.override_frame(work, date(2026, 3, 11), date(2026, 3, 31)).num_rows == 0  # expired by then
    assert facts(distributor, "planning.override_ended") == [{"what": "RICE@SHOP", "how": "×1.5"}]


@pytest.mark.parametrize(
    ("values", "pointer", "code"),
    [
        ({"product_id": None}, "/product_id", "no_scope"),
        ({"category_id": 1}, "/product_id", "one_scope"),
        ({"kind": "set", "value": -1.0}, "/value", "not_negative"),
        ({"ends_on": date(2026, 3, 8)}, "/ends_on", "days_turned"),
    ],
)
def test_overrides_that_cannot_be_are_refused(small: Works, values: dict[str, Any], pointer: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        override(small, **values)
    assert [(each.pointer, each.code) for each in refused.value.errors] == [(pointer, code)]


def test_many_products_are_overridden_and_taken_back_together(small: Works) -> None:
    plan(small)
    category = grains(small)
    with small.write(BUYER) as work:
        made = actions.override_many(work, OverrideBatch(filter=SeriesChoice(category_id=category), **MORE))
        assert made.made == 2
        found = overrides.overrides(work, Ask(sort="starts_on"), batch_id=made.batch_id).items
        assert [each.product.sku if each.product else None for each in found] == ["RICE", "BEANS"]
        assert actions.end_overrides(work, OverridesChosen(batch_id=made.batch_id)).changed == 2
        assert actions.restore_overrides(work, OverridesChosen(batch_id=made.batch_id)).changed == 2
    with pytest.raises(NothingFound), small.write(BUYER) as work:
        actions.override_many(work, OverrideBatch(filter=SeriesChoice(q="nada"), **MORE))
    with pytest.raises(NothingFound), small.write(BUYER) as work:
        actions.override_many(work, OverrideBatch(product_ids=[RICE, 99], **MORE))
    with small.read() as work:
        assert len(work.db.scalars(select(OverrideRow)).all()) == 2


def test_more_products_than_a_bulk_change_takes_are_refused(small: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    plan(small)
    category = grains(small)
    monkeypatch.setattr(actions, "MOST", 1)
    with pytest.raises(TooManyFound), small.write(BUYER) as work:
        actions.override_many(work, OverrideBatch(filter=SeriesChoice(category_id=category), **MORE))


def test_a_product_replaces_one_other_and_never_in_a_ring(distributor: Works) -> None:
    day = date(2026, 3, 1)
    with distributor.write(BUYER) as work:
        made = link_actions.create_link(work, LinkDraft(successor_id=SOAP, predecessor_id=OLD, share=0.8, starts_on=day))
        assert (made.successor.sku, made.predecessor.sku, made.share) == ("SOAP", "OLD", 0.8)
        link_actions.create_link(work, LinkDraft(successor_id=BEANS, predecessor_id=SOAP, starts_on=day))
    with pytest.raises(BadInput) as ring, distributor.write(BUYER) as work:
        link_actions.create_link(work, LinkDraft(successor_id=OLD, predecessor_id=BEANS, starts_on=day))
    assert ring.value.errors[0].code == "ring"
    with pytest.raises(Taken), distributor.write(BUYER) as work:
        link_actions.create_link(work, LinkDraft(successor_id=SOAP, predecessor_id=RICE, starts_on=day))
    with pytest.raises(Forbidden), distributor.write(confined(SHOP)) as work:
        link_actions.create_link(work, LinkDraft(successor_id=RICE, predecessor_id=OLD, starts_on=day))
    with distributor.write(BUYER) as work:
        assert link_actions.edit_link(work, made.id, LinkEdit(share=0.5, starts_on=day), version=1).share == 0.5
        assert records.link_frame(work).to_pylist()[0] == {"successor_id": BEANS, "predecessor_id": SOAP, "share": 1.0, "starts_on": day}
        link_actions.delete_link(work, made.id, version=2)
        assert [each.successor.sku for each in links.links(work, Ask()).items] == ["BEANS"]
