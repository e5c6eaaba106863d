"""Where no exchange rate tells what a floor is: refused where the company blocks, warned of where it warns, never called protected."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domains.prices.selling import ANA, BEANS, RICE, SELLER, D, channel, make_list, policy, publish, put, selling
from tests.makers import NOON

from fluxion.base.paging import Ask
from fluxion.base.work import Work, Works
from fluxion.domains import prices
from fluxion.domains.prices.reads import campaign_previews as previews
from fluxion.domains.prices.reads import list_rows
from fluxion.domains.prices.reads import lists as list_reads
from fluxion.domains.prices.reads.bases import bases
from fluxion.domains.prices.reads.repricing import repricing
from fluxion.domains.prices.reads.scaled import columns
from fluxion.domains.prices.reads.what_if import what_if
from fluxion.domains.prices.rules.rates import make_rates
from fluxion.domains.prices.shapes.campaign_previews import PreviewFilter
from fluxion.domains.prices.shapes.campaigns import CampaignIn
from fluxion.domains.prices.shapes.lists import RowFilter
from fluxion.domains.prices.shapes.quotes import RepriceAsk
from fluxion.domains.prices.tables import CostSheet, CostVersion, ExchangeRate, PriceConfiguration
from fluxion.kernels.pricing import Configuration, Deductions, Promotion, Strategy, floors, up
from fluxion.values.errors import BadInput

EURO = ("EUR", "1.25")


@pytest.fixture
def company(works: Works) -> Works:
    """Rice costs 8 EUR and no rate tells what that is in dollars; beans cost 2 USD, and their least price is in EUR."""
    with selling(works).write(ANA) as work:
        rice = CostSheet(product_id=RICE, currency="USD", created_at=work.now)
        work.db.add_all([rice, CostSheet(product_id=BEANS, currency="EUR", minimum_price=D(3), created_at=work.now)])
        work.db.flush()
        known = {"valid_from": NOON.date(), "source": "manual", "author_name": "x", "created_at": NOON}
        work.db.add(CostVersion(sheet_id=rice.id, cost=D(8), currency="EUR", **known))
        policy(work, "block")
    return works


def rate(work: Work, currency: str = "EUR", value: str = "1.25") -> None:
    known = {"valid_on": NOON.date(), "author_name": "x", "created_at": NOON}
    work.db.add(ExchangeRate(currency=currency, to_currency="USD", rate=D(value), **known))
    work.db.flush()


def quoted(work: Work, sku: str, **more: Any) -> prices.PriceQuote:
    return prices.quote(work, prices.QuoteAsk.model_validate({"lines": [{"sku": sku}], **more}))


def test_nothing_is_published_whose_floor_nobody_can_tell_until_the_rate_is_recorded(company: Works) -> None:
    with company.write(ANA) as work:
        put(work, 1, {"product_id": RICE, "price": "12"}, {"product_id": BEANS, "price": "5"})
        found = what_if(work, 1)
        assert (found.not_protected, [each.sku for each in found.not_protected_rows], found.below_floor) == (2, ["ARR", "FRI"], 0)
        rows = {row.product.sku: (row.not_protected, row.is_below_floor) for row in list_rows.rows(work, 1, RowFilter(), Ask()).items}
        assert rows == {"ARR": (True, None), "FRI": (True, False)}
    with pytest.raises(BadInput) as refused, company.write(ANA) as work:
        publish(work, 1)
    assert [(each.pointer, each.code) for each in refused.value.errors] == [
        (f"/rows/{RICE}/price", "rate_missing"),
        (f"/rows/{BEANS}/price", "rate_missing"),
    ]
    told = refused.value.errors[0].in_language("es")["message"]
    assert "a USD el costo o el mínimo de ARR" in told and "regístrelo en Precios › Tipos de cambio" in told
    with company.write(ANA) as work:
        assert list_reads.price_list(work, 1).open_version.state == "draft"  # type: ignore[union-attr]
        rate(work)
        assert what_if(work, 1).not_protected == 0
        assert publish(work, 1).rows == 2  # 8 EUR are 10.00, and 3 EUR 3.75


@pytest.mark.parametrize("decided", ["warn", "off"])
def test_where_the_company_does_not_block_it_is_shown_and_can_be_published(company: Works, decided: str) -> None:
    with company.write(ANA) as work:
        policy(work, decided)
        put(work, 1, {"product_id": RICE, "price": "12"})
        assert what_if(work, 1).not_protected == 1
        assert publish(work, 1).rows == 1
    with company.read(SELLER) as work:
        line = quoted(work, "ARR").lines[0]
        assert (line.price, line.warnings) == (D("12.00"), ["not_protected"] if decided == "warn" else [])
        assert ("floor_unknown" in [step.code for step in line.trail]) == (decided == "warn")


def test_a_quote_gives_no_price_that_may_lie_below_cost(company: Works) -> None:
    with company.write(ANA) as work:
        line = quoted(work, "ARR").lines[0]  # the catalogue asks 12
        assert (line.price, line.amount, line.warnings, line.trail[-1].code) == (None, None, ["not_protected", "no_price"], "floor_refused")
        assert "falta el tipo de cambio que lo lleva a USD" in line.trail[-1].message
        assert not any(step.used for step in line.trail)
        assert quoted(work, "ARR").total is None
        rate(work)
        line = quoted(work, "ARR").lines[0]
        assert (line.price, line.floor, line.warnings) == (D("12.00"), D("10.00"), [])


def test_a_campaign_leaves_alone_what_it_cannot_protect_and_says_so(company: Works) -> None:
    with company.write(ANA) as work:
        shop = channel(work, markup_percent=D(50))
        put(work, 1, {"product_id": RICE, "price": "12"}, {"product_id": BEANS, "price": "5"})
        policy(work, "warn")
        publish(work, 1)
        body = CampaignIn.model_validate(
            {
                "name": "BF",
                "code": "BF",
                "kind": "percentage",
                "value": D(30),
                "products": {"scope": "all"},
                "channels": [{"configuration_id": shop}],
                "starts_at": "2026-03-02T12:00",
                "ends_at": "2026-03-03T12:00",
            }
        )
        told = {}
        for decided in ("warn", "block"):
            policy(work, decided)
            found = previews.draft_preview(work, body, PreviewFilter(), Ask())
            told[decided] = {row.product.sku: (row.price, row.flags) for row in found.items}
            assert found.totals.no_rate == 2
        assert told["warn"]["ARR"] == (D("8.40"), ["discounted", "no_rate"])
        assert told["block"]["ARR"] == (D("12.00"), ["no_rate", "no_discount"])
        assert told["warn"]["FRI"] == told["block"]["FRI"] == (D("5.00"), ["no_rate", "no_discount"])
        flagged = previews.draft_preview(work, body, PreviewFilter(flag="protected"), Ask())
        assert flagged.items == []


def test_repricing_proposes_nothing_for_products_whose_limits_nobody_can_tell(company: Works) -> None:
    with company.write(ANA) as work:
        shop = channel(work, markup_percent=D(50))
        made = make_list(work, "T", audience="channel", configuration_id=shop)
        found = repricing(work, RepriceAsk(list_id=made.id, only="all"))
        assert (found.proposals, found.without_cost) == ([], 3)
        rate(work)
        found = repricing(work, RepriceAsk(list_id=made.id, only="all"))
        assert {each.product.sku: (each.cost, each.proposed) for each in found.proposals} == {
            "ARR": (D(10), D("15.00")),
            "FRI": (D(2), D("3.75")),
        }


# Floors of converted costs.

amounts = st.decimals("0.0001", "99999", places=4)
factors = st.decimals("0.0000000001", "9999", places=10)


@given(amounts, factors, st.booleans(), st.sampled_from(["USD", "CLP", "KWD"]), st.none() | amounts)
def test_a_floor_is_never_below_the_cost_that_was_converted(
    cost: Decimal, factor: Decimal, inverse: bool, currency: str, minimum: Decimal | None
) -> None:
    """The cost's floor is that of the exact amount, to the cent; break-even is never below it and at most a cent above."""
    pair = (currency, "EUR") if inverse else ("EUR", currency)
    rates = make_rates([(*pair, factor, NOON.date())], currency)
    exact, kept = rates.exact(cost, "EUR", currency), rates.convert_up(cost, "EUR", currency)
    if exact is None:
        assert kept is None  # a rate that makes it 10^13 or more cannot be true
        return
    assert kept is not None
    terms = Configuration(currency, "B2C", D(21), deductions=Deductions(platform=D("12.5")))
    least = None if minimum is None else rates.convert_up(minimum, "EUR", currency)
    held = floors(
        terms, kept, Promotion("fixed", D(1), protect=frozenset({"cost", "product_minimum", "break_even"})), Strategy(minimum=least)
    )
    assert held["cost"] == up(exact, terms.decimals)
    if minimum is not None:
        own = rates.exact(minimum, "EUR", currency)
        assert held.get("product_minimum") == (None if own is None else up(own, terms.decimals))
    assert terms.even_share is not None
    even = up(exact * terms.even_share, terms.decimals)
    assert even <= held["break_even"] <= even + D(1).scaleb(-terms.decimals)


def test_the_bulk_path_keeps_converted_costs_as_fine_as_the_single_one(company: Works) -> None:
    """8 EUR at 0.40000125 dollars are 3.20001: rounded to four decimals first, the floor would be 3.20."""
    with company.write(ANA) as work:
        rate(work, value="0.4000012500")
        shop = work.db.get_one(PriceConfiguration, channel(work))
        single, many = bases(work, [RICE, BEANS], "USD", shop, NOON), columns(work, [RICE, BEANS], "USD", shop, NOON)
        assert (single[RICE].cost, single[RICE].floor()) == (D("3.20001"), (D("3.21"), "cost"))
        assert (many.cost_decimals, many.costs.tolist(), many.floors().tolist()) == (10, [32_000_100_000, 20_000_000_000], [32_100, 20_000])
        assert many.cost.tolist() == [32_001, 20_000]
        put(work, 1, {"product_id": RICE, "price": "3.20"})
        assert what_if(work, 1).below_floor == 1


def test_costs_too_large_for_ten_decimals_are_reckoned_with_those_that_fit(company: Works) -> None:
    with company.write(ANA) as work:
        rate(work, value="12345678.1234567891")
        shop = work.db.get_one(PriceConfiguration, channel(work, markup_percent=D(100)))
        work.db.get_one(CostVersion, 1).cost = D("999.9999")
        work.db.flush()
        single, many = bases(work, [RICE], "USD", shop, NOON)[RICE], columns(work, [RICE], "USD", shop, NOON)
        assert many.cost_decimals == 8
        floor = single.floor()
        assert floor is not None and many.floors().tolist() == [int(floor[0] * 10_000)] == [123_456_768_888_900]
