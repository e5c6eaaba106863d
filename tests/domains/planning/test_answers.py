"""Questions about the plan: lists, filters, forecasts, classes, explanations and parameters, within what a person may see."""

from decimal import Decimal

import pytest
from tests.domains.planning.company import ALL_RIGHTS, BEANS, BUYER, DC, NORTH, OLD, RICE, SHOP, SOAP, SOUTH, confined, plan

from fluxion.base.paging import Ask, BadCursor, BadSort
from fluxion.base.work import Actor, Works
from fluxion.domains import planning
from fluxion.domains.planning.actions.loads import undo_upsert
from fluxion.domains.planning.actions.parameters import delete_parameter, set_parameter, upsert_parameters
from fluxion.domains.planning.errors import BadParameter, NoPlan
from fluxion.domains.planning.reads.classes import abc_classes
from fluxion.domains.planning.reads.explaining import explain
from fluxion.domains.planning.reads.parameters import parameters
from fluxion.domains.planning.reads.series import forecast_of, planned_series
from fluxion.domains.planning.reads.sheets import alert_sheet, suggestion_sheet, transfer_sheet
from fluxion.domains.planning.reads.suggestions import suggestions
from fluxion.domains.planning.shapes import AlertFilter, ParameterDraft, SuggestionFilter, TransferFilter
from fluxion.values.errors import Forbidden, NotFound, Stale

NORTH_ONLY = Actor(id=3, name="Norte", rights=ALL_RIGHTS, locations=frozenset({NORTH}))


def test_before_the_first_plan_every_question_has_an_answer(small: Works) -> None:
    with small.read(BUYER) as work:
        assert suggestions(work, Ask(), SuggestionFilter()).items == []
        assert explain(work, RICE, SHOP).outcome == "not_planned"
        for question in (lambda: forecast_of(work, RICE), lambda: planned_series(work, Ask()), lambda: abc_classes(work, Ask())):
            with pytest.raises(NoPlan):
                question()


def test_lists_are_filtered_sorted_and_paged(small: Works) -> None:
    plan(small)
    with small.read(BUYER) as work:
        first = suggestions(work, Ask(limit=2, sort="-amount", count=True), SuggestionFilter())
        rest = suggestions(work, Ask(limit=2, sort="-amount", cursor=first.next_cursor), SuggestionFilter())
        assert [each.amount for each in (*first.items, *rest.items)] == [Decimal(456), Decimal(400), Decimal(72)]
        assert (first.total, rest.next_cursor) == (3, None)
        found = suggestions(work, Ask(), SuggestionFilter(q="CARAOTAS", supplier_id=1, location_id=SHOP, urgency="late")).items
        assert [each.product.id for each in found] == [BEANS]
        assert [row[3] for row in suggestion_sheet(work, SuggestionFilter()).rows] == ["RICE", "BEANS", "RICE"]
        assert len(list(transfer_sheet(work, TransferFilter()).rows)) == 2
        assert len(list(alert_sheet(work, AlertFilter(kind="below_reorder")).rows)) == 5
        assert suggestions(work, Ask(), SuggestionFilter(without_supplier=True)).items == []
        with pytest.raises(BadSort):
            suggestions(work, Ask(sort="color"), SuggestionFilter())
        series = planned_series(work, Ask(limit=3, sort="sku"))
        more = planned_series(work, Ask(limit=200, sort="sku", cursor=series.next_cursor))
        assert [each.product.sku for each in (*series.items, *more.items)] == [
            "BEANS",
            "LAMP",
            "OLD",
            "RICE",
            "RICE",
            "RICE",
            "RICE",
            "SOAP",
        ]
        assert [each.product.id for each in planned_series(work, Ask(), outcome="held_for_minimum", q="jabon").items] == [SOAP]
        with pytest.raises(BadCursor):
            planned_series(work, Ask(sort="value", cursor=series.next_cursor))


def test_the_forecast_over_all_locations_counts_nothing_twice(small: Works) -> None:
    plan(small)
    with small.read(BUYER) as work:
        whole, centre, north = forecast_of(work, RICE), forecast_of(work, RICE, DC), forecast_of(work, RICE, NORTH)
    assert [round(each.forecast[0].mean, 2) for each in (whole, centre, north)] == [20.0, 16.0, 10.0]
    assert {day.units for day in whole.history} == {20.0}
    assert {day.units for day in centre.history} == {16.0}
    assert [place.code for place in centre.includes] == ["N", "S"]
    for day in whole.forecast:
        assert list(day.quantiles.values()) == sorted(day.quantiles.values())
        assert 16 < day.quantiles["0.05"] < day.mean == 20.0 < day.quantiles["0.95"] < 24  # locations have some of their doubt in common


def test_a_confined_person_sees_only_what_lies_at_their_locations(small: Works) -> None:
    plan(small)
    with small.read(NORTH_ONLY) as work:
        assert round(forecast_of(work, RICE).forecast[0].mean, 2) == 10.0
        assert {each.location.id for each in planned_series(work, Ask()).items} == {NORTH}
        assert [(each.product.id, each.location and each.location.id) for each in abc_classes(work, Ask()).items] == [(RICE, NORTH)]
        for question in (
            lambda: forecast_of(work, RICE, SHOP),
            lambda: explain(work, RICE, SHOP),
            lambda: abc_classes(work, Ask(), location_id=SHOP),
        ):
            with pytest.raises(NotFound):
                question()


def test_classes_follow_value_and_their_shares_add_up(small: Works) -> None:
    plan(small)
    with small.read(BUYER) as work:
        sheet = abc_classes(work, Ask(limit=200, count=True))
        here = abc_classes(work, Ask(limit=200), location_id=SHOP)
    assert [(each.product.sku, each.abc, each.xyz) for each in sheet.items] == [
        ("RICE", "A", "X"),
        ("LAMP", "A", "X"),
        ("BEANS", "B", "X"),
        ("SOAP", "B", "X"),
        ("OLD", "C", "Z"),
    ]
    assert sheet.total == sum(cell.skus for cell in sheet.matrix) == 5
    assert sum(cell.value_share for cell in sheet.matrix) == pytest.approx(1, abs=1e-5)
    assert sheet.items[-1].cumulative_share == pytest.approx(1)
    assert {each.product.sku for each in here.items} == {"RICE", "BEANS", "SOAP", "LAMP", "OLD"}


@pytest.mark.parametrize(
    ("product", "location", "outcome"),
    [
        (RICE, SHOP, "order"),
        (RICE, NORTH, "transfer"),
        (RICE, SOUTH, "covered_by_stock"),
        (SOAP, SHOP, "held_for_minimum"),
        (OLD, SHOP, "no_history"),
        (BEANS, NORTH, "not_planned"),
    ],
)
def test_every_product_can_be_asked_why_or_why_not(small: Works, product: int, location: int, outcome: str) -> None:
    plan(small)
    for lang in ("es", "en", "pt"):
        with small.read(BUYER, lang=lang) as work:
            answer = explain(work, product, location)
        assert answer.outcome == outcome
        assert answer.sentences and "{" not in " ".join(answer.sentences)
    with pytest.raises(NotFound), small.read(BUYER) as work:
        explain(work, 999, SHOP)


def test_a_parameter_changes_the_next_plan_and_is_named_in_its_explanation(small: Works) -> None:
    plan(small)
    with small.write(BUYER) as work:
        set_parameter(work, ParameterDraft(name="lead_time_days", value=3, product_id=BEANS, location_id=SHOP))
    plan(small)
    with small.read(BUYER) as work:
        answer = explain(work, BEANS, SHOP)
    told = {each.name: (each.value, each.source) for each in answer.parameters}
    assert told["lead_time_days"] == (3.0, "sku_location")
    assert answer.figures["protection_days"] == 10


def test_parameters_are_set_replaced_removed_and_audited(distributor: Works) -> None:
    with distributor.write(BUYER) as work:
        first = set_parameter(work, ParameterDraft(name="service_level", value=0.98, abc_class="A"))
        second = set_parameter(work, ParameterDraft(name="service_level", value=0.99, abc_class="A"), version=1)
    assert (first.id, second.value, second.version, second.scope) == (second.id, 0.99, 2, "abc")
    with pytest.raises(Stale), distributor.write(BUYER) as work:
        delete_parameter(work, first.id, version=1)
    with pytest.raises(BadParameter), distributor.write(BUYER) as work:
        set_parameter(work, ParameterDraft(name="service_level", value=95))
    with distributor.read(BUYER) as work:
        assert [each.value for each in parameters(work).items] == [0.99]
    with distributor.write(BUYER) as work:
        delete_parameter(work, first.id, version=2)
    with distributor.read(BUYER) as work:
        assert parameters(work).items == []


def test_a_confined_person_sets_parameters_for_their_own_locations_only(distributor: Works) -> None:
    buyer = confined(SHOP)
    with distributor.write(buyer) as work:
        assert set_parameter(work, ParameterDraft(name="service_level", value=0.9, location_id=SHOP)).scope == "location"
    for draft in (ParameterDraft(name="service_level", value=0.9), ParameterDraft(name="service_level", value=0.9, location_id=DC)):
        with pytest.raises((Forbidden, NotFound)), distributor.write(buyer) as work:
            set_parameter(work, draft)
    with distributor.read(BUYER) as work:
        assert len(parameters(work).items) == 1


def test_many_parameters_are_compared_loaded_and_undone(distributor: Works) -> None:
    rows = [
        {"name": "service_level", "value": "0.9"},
        {"name": "safety_factor", "value": 1.5, "location": "shop", "sku": "rice"},
        {"name": "lead_time_days", "value": 4, "category": "granos"},
        {"name": "service_level", "value": 1.5},
        {"name": "service_level", "value": 0.9, "sku": "NADA"},
    ]
    outcomes = ["new", "new", "new", "error", "error"]
    with distributor.write(BUYER) as work:
        assert [each.outcome for each in upsert_parameters(work, rows, dry_run=True)] == outcomes
        assert parameters(work).items == []
        done = upsert_parameters(work, rows)
        assert [each.outcome for each in done] == outcomes
        assert [each.outcome for each in upsert_parameters(work, rows[:3])] == ["unchanged"] * 3
    with distributor.write(BUYER) as work:
        undone = undo_upsert(work, "parameters", [(each.key, each.before, each.after) for each in done[:3]])
        assert [each.outcome for each in undone] == ["removed"] * 3
        assert parameters(work).items == []


def test_the_door_declares_every_right() -> None:
    assert {right.partition(".")[0] for right in planning.RIGHTS} == {"planning"}
    assert len(set(planning.RIGHTS)) == len(planning.RIGHTS)
