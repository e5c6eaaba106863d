"""What is paid: offers that cannot be compared, money of other countries, and the price of the quantity that is left."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.domains.planning.arrays import inputs, plan, products, settings, sold
from tests.domains.planning.test_buying import NOISY, nothing_measured, offers, spent, told
from tests.domains.planning.test_complaints import shown

from fluxion.domains.planning.rules.inputs import Minimums, Products
from fluxion.domains.planning.rules.offers import Offers, choose
from fluxion.domains.planning.rules.parameters import Setting
from fluxion.kernels.stocking import Breaks

NAN = np.nan


def unknown(told: Offers, *rows: int, has_cost: bool = False) -> Offers:
    """The offers with the home cost of some of them not known: for lack of a cost, or else of an exchange rate."""
    home, cost = told.home_cost.copy(), told.cost.copy()
    home[list(rows)] = NAN
    cost[list(rows)] = cost[list(rows)] if has_cost else NAN
    return replace(told, home_cost=home, cost=cost)


class TestOffersThatCannotBeCompared:
    sold = sold({(1, 1): NOISY, (2, 1): NOISY})
    ids, margin = np.array([1, 2]), np.array([5.0, 5.0])

    def chosen(self, told: Offers, minimum: list[float]) -> list[int]:
        made = choose(told, nothing_measured(len(told.product)), self.sold, self.ids, self.margin, np.array(minimum), 1, 0.0, 0.25)
        return [int(told.supplier_id[at]) if at >= 0 else -1 for at in made.row]

    def test_a_minimum_never_drops_a_preferred_supplier_whose_price_is_not_known(self) -> None:
        told = offers((0, 1, 10.0, 7, False), (0, 2, 10.0, 7, True), (1, 1, 10.1, 7, False), (1, 2, 10.0, 7, True))
        # a minimum of 90,000 costs far more than what the second supplier saves: without the first product it would go
        assert self.chosen(told, [0.0, 90_000.0] * 2) == [1, 1]
        assert self.chosen(unknown(told, 1), [0.0, 90_000.0] * 2) == [2, 2]

    def test_an_offer_without_a_price_leaves_the_others_to_be_compared(self) -> None:
        three = unknown(offers((0, 1, 10.0, 7, True), (0, 2, 9.0, 7, False), (0, 3, 1.0, 7, False)), 2)
        assert self.chosen(three, [0.0] * 3) == [2, -1]
        assert self.chosen(unknown(three, 1), [0.0] * 3) == [1, -1]

    def test_where_nobody_is_preferred_a_known_price_wins(self) -> None:
        both = offers((0, 1, 10.0, 7, False), (0, 2, 9.0, 7, False))
        assert self.chosen(unknown(both, 0), [0.0, 0.0]) == [2, -1]
        assert self.chosen(unknown(both, 0, 1), [0.0, 0.0]) == [1, -1]
        assert self.chosen(unknown(both, 0, 1), [90_000.0, 0.0]) == [1, -1]

    def test_offers_that_were_not_compared_are_counted_by_what_lacks(self) -> None:
        both = offers((0, 1, 10.0, 7, True), (0, 2, 9.0, 7, False), (1, 1, 10.0, 7, True), (1, 2, 9.0, 7, False))
        lacking = unknown(unknown(both, 1), 3, has_cost=True)
        made = choose(lacking, nothing_measured(4), self.sold, self.ids, self.margin, np.zeros(4), 1, 0.0, 0.25)
        assert (made.without_cost.tolist(), made.without_rate.tolist()) == ([1, 0], [0, 1])
        assert np.isnan(made.next_cost_share).all()

    def test_the_explanation_says_why(self) -> None:
        one = products(1, offers=np.array([3.0]), offers_without_cost=np.array([1.0]), offers_without_rate=np.array([1.0]))
        words = told(plan({(1, 1): 5.0}, {(1, 1): 0.0}, products=one))
        assert "Of 3 suppliers 1 cannot be compared (cost not known): such an offer never takes the place of the preferred one." in words
        assert "Of 3 suppliers 1 cannot be compared (no exchange rate for the currency): such an offer never takes" in words
        assert "cannot be compared" not in told(plan({(1, 1): 5.0}, {(1, 1): 0.0}, products=products(1, offers=np.array([3.0]))))


ABROAD: dict[str, Any] = {"cost": 10.0, "buy_cost": 40.0}
"""Costs 10 at home and 40 in the supplier's currency, so that one of its is worth a quarter by the catalogue."""


def bound(rate: float | None, **more: Any) -> Minimums:
    return Minimums(np.array([1]), np.zeros(1), rate=None if rate is None else np.array([rate]), **more)


def offered(*steps: tuple[float, float], **columns: Any) -> Products:
    """One product with price breaks (from, cost)."""
    least, cost = (np.array([each[k] for each in steps]) for k in (0, 1))
    return replace(products(1, **columns), breaks=Breaks(np.array([0, len(steps)]), least, cost))


class TestBudgets:
    sales, stock = {(1, 1): 5.0}, {(1, 1): 0.0}

    def made(self, budget: float, minimums: Minimums, one: Products | None = None, **columns: Any) -> Any:
        told = {"products": one or products(1, **columns), "minimums": minimums, "settings": settings(("order_budget", budget))}
        return plan(self.sales, self.stock, **told)

    def test_foreign_money_is_converted_with_its_rate(self) -> None:
        # a unit costs 40 abroad, 20 at home by the rate: 600 buy 30, whatever the catalogue says
        assert shown(self.made(600, bound(0.5), **ABROAD))["suggested"] == 30
        assert shown(self.made(600, bound(0.5), **ABROAD))["budgeted_at"] == "paid"

    def test_without_a_rate_the_catalogues_cost_is_counted_and_said_to_be(self) -> None:
        made = self.made(600, bound(NAN), **ABROAD)
        assert (shown(made)["suggested"], shown(made)["budgeted_at"]) == (60, "catalogue")
        assert (
            "As no exchange rate is known for the supplier's currency, budgets count the catalogue's cost instead of what is paid."
            in told(made)
        )
        free = plan(self.sales, self.stock, products=products(1, **ABROAD), minimums=bound(NAN))
        assert shown(free)["budgeted_at"] == "none" and "budgets" not in told(free)

    def test_what_costs_nobody_knows_how_much_at_home_is_named(self) -> None:
        made = self.made(600, bound(NAN), cost=NAN, buy_cost=40.0)
        assert shown(made)["suggested"] > 60 and shown(made)["budgeted_at"] == "unknown"
        assert "Its cost in the company's currency is not known: budgets do not count it." in told(made)

    def test_a_suppliers_budget_is_in_its_own_currency(self) -> None:
        for rate in (0.5, NAN):
            made = plan(self.sales, self.stock, products=products(1, **ABROAD), minimums=bound(rate, budget=np.array([1200.0])))
            assert shown(made)["suggested"] == 30

    def test_what_is_paid_counts_and_not_the_catalogue(self) -> None:
        assert shown(self.made(600, bound(None), cost=10.0, buy_cost=20.0))["suggested"] == 30

    def test_the_price_of_a_break_counts_while_the_quantity_reaches_it(self) -> None:
        one = offered((50.0, 8.0))
        free = shown(plan(self.sales, self.stock, products=one))
        assert free["suggested"] > 70
        # 480 buy 60 at 8; 390 would buy 48 at 8, but there 10 is asked, so that they buy 39
        assert shown(self.made(480, bound(None), one))["suggested"] == 60
        made = self.made(390, bound(None), one)
        assert (shown(made)["suggested"], spent(made)) == (39, 390)

    def test_a_lot_that_does_not_fit_gives_way_to_the_need_at_its_price(self) -> None:
        one = offered((300.0, 9.0))
        assert shown(plan(self.sales, self.stock, products=one))["suggested"] == 300
        made = self.made(500, bound(None), one)
        each = shown(made)
        assert (each["suggested"], each["lot"], each["break_from"], each["break_share"]) == (50, 0, 0, 0)
        assert each["rounded"] - each["cut"] == 50 and spent(made) == 500
        assert "charges" not in told(made)

    def test_another_product_gets_what_a_lost_break_leaves(self) -> None:
        both = replace(products(2), breaks=Breaks(np.array([0, 1, 1]), np.array([200.0]), np.array([9.0])))
        made = plan(
            {(1, 1): 5.0, (2, 1): 5.0}, {(1, 1): 0.0, (2, 1): 0.0}, products=both, n_products=2, minimums=bound(None),
            settings=settings(("order_budget", 1200)),
        )  # fmt: skip
        assert 1150 < spent(made) <= 1200


class TestPrices:
    def test_the_break_that_the_quantity_reaches_is_told_without_a_lot(self) -> None:
        made = plan({(1, 1): 5.0}, {(1, 1): 0.0}, products=offered((50.0, 9.5), (60.0, 9.0), (9000.0, 1.0)))
        each = shown(made)
        assert (each["lot"], each["break_from"], each["break_share"]) == (0, 60, 0.1)
        assert made.orders.unit_cost[0] == 9
        assert "From 60 on the supplier charges 10% less: the quantity reaches it." in told(made)

    def test_an_order_filled_to_its_minimum_reaches_it_at_the_price_it_then_has(self) -> None:
        one = offered((90.0, 8.0))
        made = plan({(1, 1): 5.0}, {(1, 1): 0.0}, products=one, minimums=Minimums(np.array([1]), np.array([940.0])))
        each = shown(made)
        assert each["suggested"] * made.orders.unit_cost[0] >= 940
        assert made.orders.unit_cost[0] == (8 if each["suggested"] >= 90 else 10)

    @pytest.mark.parametrize(("rate", "worth"), [(0.25, 10), (NAN, 10), (0.5, 20)])
    def test_the_economic_lot_weighs_the_cost_of_an_order_in_one_currency(self, rate: float, worth: float) -> None:
        # 20 an order; a unit costs 40 abroad: 10 or 20 at home, 10 by the catalogue where no rate is known
        made = plan(
            {(1, 1): 5.0}, {(1, 1): 0.0}, products=products(1, **ABROAD), minimums=bound(rate), settings=settings(("order_cost", 20))
        )
        assert shown(made)["suggested"] == np.ceil(np.sqrt(2 * 20 * 5 * 365 / (0.25 * worth)))

    def test_a_cost_per_order_that_cannot_be_converted_adds_no_lot(self) -> None:
        one = products(1, cost=NAN, buy_cost=40.0)
        made = plan({(1, 1): 5.0}, {(1, 1): 0.0}, products=one, minimums=bound(NAN), settings=settings(("order_cost", 2000)))
        assert shown(made)["lot"] == 0

    def test_a_location_with_a_budget_counts_what_is_paid_too(self) -> None:
        made = plan(
            {(1, 1): 5.0}, {(1, 1): 0.0}, products=products(1, **ABROAD), minimums=bound(0.5),
            settings=(Setting("order_budget", 600, location_id=1),),
        )  # fmt: skip
        assert shown(made)["suggested"] == 30
        assert inputs({}).minimums.rate_of(np.array([1, -1])).tolist() == [1, 1]
