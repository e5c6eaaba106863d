"""Whoever may not see costs cannot work them out either: what they may change, what is refused, and what every answer leaves out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests.domains.prices.selling import ANA, BEANS, LUIS, OIL, RICE, D, channel, make_list, policy, publish, put, selling
from tests.makers import NOON

from fluxion.base.paging import Ask
from fluxion.base.work import Actor, Work, Works
from fluxion.domains import prices
from fluxion.domains.prices.actions import campaigns as campaign_actions
from fluxion.domains.prices.actions import competitors, configurations, cost_sheets, publishing, rates, scenarios
from fluxion.domains.prices.errors.costs import CostsHidden
from fluxion.domains.prices.reads import campaign_previews as previews
from fluxion.domains.prices.reads import campaigns as campaign_reads
from fluxion.domains.prices.reads import configurations as configuration_reads
from fluxion.domains.prices.reads import cost_sheets as sheet_reads
from fluxion.domains.prices.reads import list_rows
from fluxion.domains.prices.reads import lists as list_reads
from fluxion.domains.prices.reads import scenarios as scenario_reads
from fluxion.domains.prices.reads.calculating import calculate
from fluxion.domains.prices.reads.sheet_costs import cost_history
from fluxion.domains.prices.reads.what_if import what_if
from fluxion.domains.prices.shapes.campaign_previews import PreviewFilter
from fluxion.domains.prices.shapes.campaigns import CampaignCopy, CampaignIn, CampaignSwitch, ProtectionSwitch
from fluxion.domains.prices.shapes.competitors import CompetitorPriceEdit, CompetitorPriceIn
from fluxion.domains.prices.shapes.configurations import ConfigurationEdit, ConfigurationIn, PolicyEdit, RateEdit, RateIn
from fluxion.domains.prices.shapes.cost_sheets import CostIn, SheetBatch, SheetEdit, SheetFilter, SheetIn
from fluxion.domains.prices.shapes.lists import RowFilter
from fluxion.domains.prices.shapes.scenarios import ScenarioIn
from fluxion.domains.prices.shapes.terms import CalculationIn
from fluxion.domains.prices.tables import CostSheet, ExchangeRate, PriceConfiguration, PricePolicy
from fluxion.values.errors import NotFound

BLIND = Actor(id=9, name="Noa", rights=frozenset({"prices.*"}))
"""Everything of prices, and not `insights.see_cost`."""
CAMPAIGN = {
    "name": "BF",
    "code": "BF",
    "kind": "percentage",
    "value": D("99.99"),
    "channels": [{"configuration_id": 1}],
    "products": {"scope": "all"},
    "starts_at": "2026-03-02T12:00",
    "ends_at": "2026-03-03T12:00",
    "is_on": False,
}
CALCULATION = {"configuration": 1, "cost": "1"}


@pytest.fixture
def company(works: Works) -> Works:
    """A shop that marks up by 61.7 %; the beans' price follows a competitor, one campaign and one rate are there, floors are enforced."""
    with selling(works).write(ANA) as work:
        channel(work, markup_percent=D("61.7"))
        cost_sheets.create_sheet(work, SheetIn(product_id=RICE, configuration_ids=[1]))
        cost_sheets.create_sheet(work, SheetIn(product_id=BEANS, configuration_ids=[1], strategy="aggressive"))
        for product in (RICE, BEANS):
            competitors.create_competitor_price(work, CompetitorPriceIn(product_id=product, competitor="Norte", price=D(9)))
        campaign_actions.create_campaign(work, CampaignIn.model_validate(CAMPAIGN))
        rates.record_rate(work, RateIn(currency="EUR", rate=D("1.25")))
        shared = {"name": "x", "is_shared": True, "cases": [{"name": "x", "calculation": {"configuration": {}, "cost": "8"}}]}
        scenarios.create_scenario(work, ScenarioIn.model_validate(shared))
        policy(work, "block")
    return works


def typed(**change: Any) -> CampaignIn:
    return CampaignIn.model_validate(CAMPAIGN | change)


REFUSED: dict[str, Callable[[Work], object]] = {
    "a channel of one's own": lambda work: configurations.create_configuration(work, ConfigurationIn(name="X")),
    "a markup": lambda work: configurations.edit_configuration(work, 1, ConfigurationEdit(markup_percent=D(0)), 1),
    "the markup that is there": lambda work: configurations.edit_configuration(work, 1, ConfigurationEdit(markup_percent=D("61.7")), 1),
    "a deduction": lambda work: configurations.edit_configuration(
        work, 1, ConfigurationEdit.model_validate({"deductions": {"other": "5"}}), 1
    ),
    "an ending, which stops at floors": lambda work: configurations.edit_configuration(work, 1, ConfigurationEdit(charm="down_99"), 1),
    "what is blocked": lambda work: configurations.edit_policy(work, PolicyEdit(below_cost="off"), None),
    "a target margin": lambda work: cost_sheets.edit_sheet(work, 1, SheetEdit(target_margin_percent=D(0), target_margin_base="cost"), 1),
    "a minimum": lambda work: cost_sheets.edit_sheet(work, 1, SheetEdit(minimum_price=D(1)), 1),
    "a strategy": lambda work: cost_sheets.edit_sheet(work, 1, SheetEdit(strategy="premium"), 1),
    "a multiplier of many": lambda work: cost_sheets.batch_sheets(work, SheetBatch(ids=[1], change=SheetEdit(premium_multiplier=D(2)))),
    "a sheet with a target": lambda work: cost_sheets.create_sheet(work, SheetIn(product_id=OIL, target_margin_percent=D(1))),
    "a cost": lambda work: cost_sheets.state_cost(work, 1, CostIn.model_validate({"components": [{"value": "1"}]}), 1),
    "a file of costs": lambda work: prices.upsert_costs(work, [{"sku": "ARR", "value": D(1)}], dry_run=True),
    "the calculator in a kept channel": lambda work: calculate(work, CalculationIn.model_validate(CALCULATION)),
    "a rate": lambda work: rates.record_rate(work, RateIn(currency="COP", rate=D(1))),
    "another rate": lambda work: rates.edit_rate(work, 1, RateEdit(rate=D(9)), 1),
    "no rate": lambda work: rates.delete_rate(work, 1, 1),
    "a campaign that holds": lambda work: campaign_actions.create_campaign(work, typed(code="B", is_on=True)),
    "a campaign that is made to hold": lambda work: campaign_actions.edit_campaign(work, 1, typed(is_on=True), 1),
    "the switch of a campaign": lambda work: campaign_actions.switch_campaign(work, 1, CampaignSwitch(is_on=True), 1),
    "a layer of protection": lambda work: campaign_actions.switch_protection(work, 1, ProtectionSwitch(layer="cost", is_on=False), 1),
    "a competitor that a price follows": lambda work: competitors.edit_competitor_price(work, 2, CompetitorPriceEdit(price=D(1)), 1),
    "a competitor more": lambda work: competitors.create_competitor_price(
        work, CompetitorPriceIn(product_id=BEANS, competitor="Sur", price=D(1))
    ),
    "a competitor less": lambda work: competitors.delete_competitor_price(work, 2, 1),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_would_tell_a_cost_is_refused_and_changes_nothing(company: Works, what: str) -> None:
    with pytest.raises(CostsHidden) as refused, company.write(BLIND) as work:
        REFUSED[what](work)
    assert refused.value.kind == "forbidden"
    assert "insights.see_cost" in refused.value.in_language("es")
    with company.read(ANA) as work:
        versions = [work.db.get_one(table, 1).version for table in (PriceConfiguration, CostSheet, ExchangeRate)]
        assert (versions, work.db.get_one(PricePolicy, 1).below_cost) == ([1, 1, 1], "block")
        assert campaign_reads.campaign(work, 1).version == 1


def test_what_tells_nothing_is_allowed(company: Works) -> None:
    with company.write(BLIND) as work:
        assert configurations.edit_configuration(work, 1, ConfigurationEdit(name="Local", active=True), 1).name == "Local"
        assert cost_sheets.edit_sheet(work, 1, SheetEdit(configuration_ids=[]), 1).prices == []
        assert cost_sheets.create_sheet(work, SheetIn(product_id=OIL, configuration_ids=[1])).cost is None
        assert configurations.edit_policy(work, PolicyEdit(approval_threshold_percent=D(5)), None).below_cost == "block"
        assert competitors.edit_competitor_price(work, 1, CompetitorPriceEdit(price=D(8)), 1).price == D(8)
        copy = CampaignCopy.model_validate({"name": "C", "code": "C", "starts_at": "2026-04-01T00:00", "ends_at": "2026-04-02T00:00"})
        assert campaign_actions.copy_campaign(work, 1, copy).is_on is False
        own = calculate(work, CalculationIn.model_validate({"configuration": {"markup_percent": "50"}, "cost": "10"}))
        assert (own.price, own.contribution) == (D("15.00"), D("5.00"))
        rows = [{"sku": sku, "competitor": "Este", "price": D(3), "observed_on": date(2026, 3, 1)} for sku in ("ARR", "FRI")]
        done = prices.upsert_competitor_prices(work, rows)
        assert [(each.outcome, each.error and each.error.code) for each in done] == [("new", None), ("error", "prices.costs_hidden")]


def test_a_version_that_floors_would_refuse_waits_for_somebody_who_sees_costs(company: Works) -> None:
    """Asked for price after price, being refused would tell the floor to the cent."""
    for price in ("0.01", "8.00", "7.99", "99"):
        with company.write(BLIND) as work:
            mine = make_list(work, f"L{price}").id
            put(work, mine, {"product_id": RICE, "price": price})
            seen = what_if(work, mine)
            assert (seen.needs_approval, seen.below_floor, seen.below_floor_rows) == (True, None, [])
            opened = publish(work, mine).open_version
            assert opened is not None and opened.state == "waiting"
    with pytest.raises(CostsHidden), company.write(replace(BLIND, id=10)) as work:
        publishing.approve_version(work, mine)
    with company.write(ANA) as work:
        policy(work, "off")
        put(work, 1, {"product_id": RICE, "price": "12"})
        publish(work, 1)
        policy(work, "block")
    with pytest.raises(CostsHidden), company.write(BLIND) as work:
        publishing.revert_version(work, 1, 1)


def test_no_answer_tells_a_cost_a_margin_or_a_floor(company: Works) -> None:
    """Rice costs 8.00, 61.7 % are marked up: 12.94. Beans cost 2.00; 5 % under the competitor is 8.55."""
    with company.write(ANA) as work:
        policy(work, "warn")
        put(work, 1, {"product_id": RICE, "price": "7"})
        publish(work, 1)
        put(work, 1, {"product_id": RICE, "price": "6.5"}, {"product_id": BEANS, "price": "1"})
        campaign_actions.create_campaign(
            work, typed(code="ON", is_on=True, value=D(10), starts_at="2026-03-04T00:00", ends_at="2026-03-05T00:00")
        )
    with company.read(BLIND) as work:
        asked = prices.QuoteAsk.model_validate({"lines": [{"sku": "ARR"}, {"sku": "FRI"}], "channel": "Tienda"})
        told: list[Any] = [
            *(sheet_reads.cost_sheet(work, each) for each in (1, 2)),
            sheet_reads.cost_sheets(work, SheetFilter(), Ask()),
            list(sheet_reads.cost_sheet_file(work, SheetFilter()).rows),
            cost_history(work, 1),
            configuration_reads.configuration(work, 1),
            list_rows.rows(work, 1, RowFilter(), Ask()),
            list(list_rows.row_sheet(work, 1, RowFilter()).rows),
            list_reads.price_list(work, 1),
            what_if(work, 1, units={RICE: D(10)}),
            prices.quote(work, asked),
            *(previews.campaign_preview(work, each, PreviewFilter(), Ask()) for each in (1, 2)),
            previews.draft_preview(work, typed(), PreviewFilter(), Ask()),
            campaign_reads.campaign(work, 2),
        ]
        numbers = {each for one in told for each in numbers_in(one)}
        assert {D("12.94"), D("8.55"), D(7), D("6.5")} <= numbers
        # costs, floors, markup, factor, contributions and margins: at 12.94, at 7.00, at 6.50 and at 8.55
        for secret in ("8", "2", "61.7", "1.617", "4.94", "38.2", "-1", "-14.3", "-1.5", "-23.1", "6.55", "76.6"):
            assert D(secret) not in numbers, secret
        with pytest.raises(NotFound):
            scenario_reads.scenario(work, 1)
        assert scenario_reads.scenarios(work, None, Ask()).items == []


def numbers_in(told: Any) -> set[Decimal]:
    """Every amount in an answer, however deep."""
    match told:
        case Decimal():
            return {told}
        case list() | tuple() | set():
            return {each for one in told for each in numbers_in(one)}
        case dict():
            return {each for one in told.values() for each in numbers_in(one)}
        case _ if hasattr(told, "__dict__"):
            return numbers_in(vars(told))
        case _:
            return set()


def test_a_campaign_of_somebody_who_sees_no_costs_holds_once_another_switched_it_on(company: Works) -> None:
    with company.write(BLIND) as work:
        made = campaign_actions.create_campaign(work, typed(code="M", ends_at=(NOON + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")))
        assert made.is_on is False
    with company.write(LUIS) as work:
        assert campaign_actions.switch_campaign(work, made.id, CampaignSwitch(is_on=True), made.version).is_on
    with company.write(BLIND) as work:
        assert campaign_actions.switch_campaign(work, made.id, CampaignSwitch(is_on=False), made.version + 1).is_on is False
