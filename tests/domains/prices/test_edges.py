"""The edges of prices: equal campaigns, hours that exist twice, breaks beside fixed offers, versions to come, and sums that cannot be."""

from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import Any

import numpy as np
import pytest
from tests.domains.prices.selling import ANA, BEANS, LUIS, RICE, D, at, channel, make_list, policy, publish, put, selling, shown
from tests.makers import NOON, make_works

from fluxion.base.paging import Ask
from fluxion.base.work import Work, Works
from fluxion.domains import catalog, prices
from fluxion.domains.prices.actions import campaigns as actions
from fluxion.domains.prices.actions import list_drafts, publishing
from fluxion.domains.prices.actions.configurations import edit_policy
from fluxion.domains.prices.actions.repricing import apply_repricing
from fluxion.domains.prices.reads import campaign_previews as previews
from fluxion.domains.prices.reads.bases import bases
from fluxion.domains.prices.reads.costs import many_costs, product_costs
from fluxion.domains.prices.reads.scaled import columns
from fluxion.domains.prices.reads.what_if import what_if
from fluxion.domains.prices.shapes.campaign_previews import PreviewFilter
from fluxion.domains.prices.shapes.campaigns import CampaignIn
from fluxion.domains.prices.shapes.configurations import PolicyEdit
from fluxion.domains.prices.shapes.lists import Adjustment
from fluxion.domains.prices.shapes.quotes import RepriceApply
from fluxion.domains.prices.tables import ExchangeRate, PriceConfiguration, PricePolicy
from fluxion.values.errors import BadInput, Stale


@pytest.fixture
def company(works: Works) -> Works:
    with selling(works).write(ANA) as work:
        policy(work)
    return works


def rate(work: Work, currency: str, value: str) -> None:
    known = {"valid_on": NOON.date(), "author_name": "x", "created_at": NOON}
    work.db.add(ExchangeRate(currency=currency, to_currency="USD", rate=D(value), **known))
    work.db.flush()


def campaign(code: str, **change: Any) -> CampaignIn:
    plain = {
        "name": code,
        "code": code,
        "kind": "percentage",
        "value": D(10),
        "channels": [{"configuration_id": 1}],
        "products": {"scope": "all"},
        "starts_at": "2026-03-02T12:00",
        "ends_at": "2026-03-03T12:00",
    }
    return CampaignIn.model_validate(plain | change)


def quoted(work: Work, quantity: str = "1", **more: Any) -> Any:
    asked = {"lines": [{"sku": "ARR", "quantity": quantity}], "channel": "Tienda", **more}
    return prices.quote(work, prices.QuoteAsk.model_validate(asked)).lines[0]


def test_of_several_campaigns_at_one_price_the_preview_names_the_one_that_quotes_give(company: Works) -> None:
    with company.write(ANA) as work:
        channel(work, markup_percent=D(100))
        for code, priority, starts in (("A", 0, "12:00"), ("B", 5, "12:00"), ("C", 5, "11:00"), ("D", 5, "11:00")):
            actions.create_campaign(work, campaign(code, value=D(20), priority=priority, starts_at=f"2026-03-02T{starts}"))
        rice = next(row for row in previews.draft_preview(work, campaign("E"), PreviewFilter(), Ask()).items if row.product.sku == "ARR")
        line = quoted(work)
        assert (rice.price, rice.beaten_by, rice.best_price) == (D("14.40"), "C", D("12.80"))
        assert (line.price, line.campaign.code) == (D("12.80"), "C")
        tied = previews.draft_preview(work, campaign("E", value=D(20), priority=5), PreviewFilter(), Ask()).items
        assert {row.product.sku: row.beaten_by for row in tied}["ARR"] == "C"


def test_a_break_and_a_fixed_offer_are_never_added_up(company: Works) -> None:
    with company.write(ANA) as work:
        channel(work)
        put(work, 1, {"product_id": RICE, "price": "12", "breaks": [{"least": "10", "kind": "percentage", "value": "30"}]})
        publish(work, 1)
        actions.create_campaign(work, campaign("F", kind="fixed", value=D(9)))
        assert [(line.price, line.decided_by) for line in (quoted(work), quoted(work, "10"))] == [
            (D("9.00"), "campaign"),
            (D("8.40"), "break"),
        ]


def test_a_period_is_half_open_in_the_night_when_clocks_go_back_and_an_edit_keeps_the_hour_shown(tmp_path: Any) -> None:
    """02:30 of 25 October 2026 exists twice in Madrid: 00:30 and 01:30 UTC. The campaign starts at the second."""
    night = datetime(2026, 10, 25, 0, 45, tzinfo=UTC)
    works = make_works(tmp_path, timezone="Europe/Madrid", clock=lambda: night)
    with works.write(ANA) as work:
        catalog.upsert_products(work, [{"sku": "ARR", "name": "Arroz", "cost": D(1), "price": D(10)}])
        channel(work, markup_percent=D(900))
        made = actions.create_campaign(work, campaign("N", starts_at="2026-10-25T02:30:00+01:00", ends_at="2026-10-25T03:30"))
        assert made.starts_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    told = {}
    for minutes in (44, 45, 104, 105):
        with at(works, night + timedelta(minutes=minutes)).read(ANA) as work:
            told[minutes] = quoted(work).price
    assert told == {44: D("10.00"), 45: D("9.00"), 104: D("9.00"), 105: D("10.00")}
    with works.write(ANA) as work:
        same = campaign("N", name="Otra", starts_at=made.starts_local, ends_at=made.ends_local)
        edited = actions.edit_campaign(work, made.id, same, made.version)
        assert (edited.name, edited.starts_at, edited.ends_at) == ("Otra", made.starts_at, made.ends_at)
    works.database.close()


def test_versions_to_come_overlap_row_by_row_and_one_can_be_taken_out_between(company: Works) -> None:
    first, second = NOON + timedelta(days=10), NOON + timedelta(days=20)
    with company.write(ANA) as work:
        put(work, 1, {"product_id": RICE, "price": "10"}, {"product_id": BEANS, "price": "4"})
        publish(work, 1)
        put(work, 1, {"product_id": RICE, "price": "12"}, {"product_id": BEANS, "price": "5"})
        publish(work, 1, starts_at=second)
        put(work, 1, {"product_id": RICE, "price": "11"})
        publish(work, 1, starts_at=first)  # published later, holds earlier
        put(work, 1, {"product_id": RICE, "price": "13"})
        publish(work, 1, starts_at=second)  # of one moment the later version holds
    for moment, rice, beans in ((first - timedelta(seconds=1), 10, 4), (first, 11, 4), (second, 13, 5)):
        with at(company, moment).read(ANA) as work:
            assert shown(work) == {"ARR": (D(rice), None), "FRI": (D(beans), None)}
    with at(company, second).write(ANA) as work:
        publishing.revert_version(work, 1, 4)
        assert shown(work)["ARR"] == (D(12), None)


def test_a_repricing_is_undone_as_the_version_that_it_was_and_breaks_come_back(company: Works) -> None:
    with company.write(ANA) as work:
        made = make_list(work, "T", audience="channel", configuration_id=channel(work, markup_percent=D(50)))
        put(work, made.id, {"product_id": RICE, "price": "9", "breaks": [{"least": "10", "kind": "fixed", "value": "8.90"}]})
        publish(work, made.id)
        apply_repricing(work, RepriceApply(list_id=made.id, product_ids=[RICE]))
        publish(work, made.id)
        assert shown(work, made.id)["ARR"] == (D(12), None)
        publishing.revert_version(work, made.id, 2)
        line = quoted(work, "10")
        assert (line.price, line.base_price, line.list_version) == (D("8.90"), D("9.00"), 3)


def test_currencies_without_cents_and_with_three_decimals_keep_theirs(company: Works) -> None:
    with company.write(ANA) as work:
        rate(work, "CLP", "0.001")
        rate(work, "KWD", "3.25")
        found = {}
        for currency, price, bad in (("CLP", "11900", "11900.5"), ("KWD", "3.692", "3.6925")):
            made = make_list(work, currency, currency=currency).id
            with pytest.raises(BadInput):
                put(work, made, {"product_id": RICE, "price": bad})
            put(work, made, {"product_id": RICE, "price": price, "breaks": [{"least": "10", "value": "3.33"}]})
            publish(work, made)
            list_drafts.adjust_rows(work, made, Adjustment.model_validate({"percent": "1.11"}))
            basis = bases(work, [RICE], currency, None, NOON)[RICE].floor()
            found[currency] = (shown(work, made)["ARR"], basis and basis[0])
        assert found == {"CLP": ((D(11900), D(12032)), D(8000)), "KWD": ((D("3.692"), D("3.733")), D("2.462"))}


def test_a_rate_that_makes_sums_that_cannot_be_protects_nothing_and_breaks_nothing(company: Works) -> None:
    with company.write(ANA) as work:
        rate(work, "VES", "0.0000000001")
        catalog.upsert_products(work, [{"sku": "ARR", "cost": D("99999999"), "price": D("999999999999")}])
        assert product_costs(work, [RICE], NOON, "VES")[RICE].reason == "no_rate"
        assert many_costs(work, NOON, "VES").reasons[0] == "no_rate"
        shop = work.db.get_one(PriceConfiguration, channel(work, currency="VES", markup_percent=D(50)))
        many = columns(work, [RICE], "VES", shop, NOON)
        assert (many.costs.tolist(), many.no_rate.tolist()) == ([-1], [True])
        line = quoted(work, "999999999999.999", currency="VES")
        assert (line.price, [step.code for step in line.trail[4:6]]) == (None, ["floor_unknown", "no_rate"])
        assert line.trail[5].message.startswith("No hay tipo de cambio entre USD y VES")
        mine = make_list(work, "V", currency="VES").id
        put(work, mine, {"product_id": RICE, "price": "999999999999"})
        assert (what_if(work, mine).not_protected, publish(work, mine).rows) == (1, 1)


def test_amounts_as_large_as_can_be_typed_are_added_up_exactly(company: Works) -> None:
    with company.write(ANA) as work:
        most = "999999999999.99"
        catalog.upsert_products(work, [{"sku": f"X{each}", "name": "x", "cost": D(1)} for each in range(1200)])
        put(work, 1, *({"sku": f"X{each}", "price": most} for each in range(1200)))
        publish(work, 1)
        put(work, 1, *({"sku": f"X{each}", "price": "999999999999.98"} for each in range(1200)))
        found = what_if(work, 1, units=dict.fromkeys(range(4, 1204), D("999999999.999")))
        assert (found.margin_effect, found.margin_before_percent, found.margin_after_percent) == (D(-12), D("100.0"), D("100.0"))
        asked = [{"sku": "X0", "quantity": "999999999999.999"}] * 500
        told = prices.quote(work, prices.QuoteAsk.model_validate({"lines": asked}))
        assert (told.lines[0].amount, told.total) == (D("999999999999989000000000.00"), D("499999999999994500000000000.00"))
        with pytest.raises(BadInput) as refused:
            list_drafts.adjust_rows(work, 1, Adjustment.model_validate({"percent": "1000"}))
        assert [(each.pointer, each.code) for each in refused.value.errors] == [("/percent", "too_large")]
        row = prices.upsert_prices(work, [{"list": "BASE", "sku": "X0", "price": D("1e12")}])[0]
        assert (row.outcome, row.error and row.error.code) == ("error", "too_large")


def test_the_columns_of_very_large_costs_stay_numbers_of_the_machine(company: Works) -> None:
    with company.write(ANA) as work:
        rate(work, "EUR", "0.3333333333")
        catalog.upsert_products(work, [{"sku": "ARR", "cost": D("899999999999.99")}])
        many = columns(work, [RICE, BEANS], "EUR", None, NOON)
        assert (many.costs.dtype, many.cost_decimals) == (np.int64, 6)
        assert many.floors()[0] == 27_000_000_002_699_800


def test_loads_of_a_list_whose_code_has_a_slash_are_undone_in_that_list(works: Works) -> None:
    with selling(works).write(ANA) as work:
        catalog.upsert_products(work, [{"sku": "SUR / ARR", "name": "Otro"}])
        for code in ("NORTE / SUR", "NORTE"):
            make_list(work, code)
        rows = [{"list": "NORTE / SUR", "sku": "FRI", "price": D(3)}, {"list": "norte", "sku": "SUR / ARR", "price": D(4)}]
        images = [(each.key, each.before, each.after) for each in prices.upsert_prices(work, rows)]
        assert [shown(work, each).keys() for each in (2, 3)] == [{"FRI"}, {"SUR / ARR"}]
        assert [each.outcome for each in prices.undo_prices(work, images)] == ["removed", "removed"]
        assert [shown(work, each) for each in (2, 3)] == [{}, {}]


def test_who_waits_for_somebody_elses_decision_about_the_policy_is_told_of_it(works: Works) -> None:
    with selling(works).write(ANA) as work:
        policy(work)
    told: list[str] = []

    def decide() -> None:
        try:
            with works.write(LUIS) as work:
                edit_policy(work, PolicyEdit(below_cost="off"), 1)
            told.append("decided")
        except Stale:
            told.append("stale")

    late = Thread(target=decide)
    with works.write(ANA) as work:
        edit_policy(work, PolicyEdit(below_cost="block"), 1)
        late.start()
        late.join(0.5)  # by then it has looked at the policy and waits
    late.join()
    with works.read() as work:
        assert (told, work.db.get_one(PricePolicy, 1).below_cost) == (["stale"], "block")
