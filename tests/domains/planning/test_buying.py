"""What the policies promise of buying: budgets and containers, suppliers chosen together, lead times measured from receipts."""

from dataclasses import replace
from typing import Any

import numpy as np
from tests.domains.planning.arrays import plan, products, settings, sold
from tests.domains.planning.test_complaints import shown

from fluxion.domains.planning.rules.explain import sentences
from fluxion.domains.planning.rules.inputs import Minimums
from fluxion.domains.planning.rules.lead_times import Receipts, measured
from fluxion.domains.planning.rules.offers import Offers, choose
from fluxion.domains.planning.rules.parameters import Setting
from fluxion.domains.planning.rules.plan import Plan

NOISY = np.random.default_rng(4).poisson(5, 140)


def told(made: Plan, lang: str = "en", **where: int) -> str:
    return " ".join(sentences(shown(made, **where), lang))


def spent(made: Plan, places: list[int] | None = None) -> float:
    here = np.isin(made.series.location_id, places) if places else np.ones(made.series.n, bool)
    return float((made.orders.quantity * made.orders.unit_cost)[here].sum())


class TestLimits:
    sales = {(p, place): float(p) for p in (1, 2, 3) for place in (1, 2)}
    more: dict[str, Any] = {"n_products": 3, "n_locations": 2}

    def test_money_goes_to_the_units_worth_most(self) -> None:
        rich = products(3, price=np.array([50.0, 15.0, 15.0]))
        free = plan(self.sales, products=rich, **self.more)
        made = plan(self.sales, products=rich, settings=settings(("order_budget", 500)), **self.more)
        assert spent(free) > 500 >= spent(made) > 480
        kept = [shown(made, p)["suggested"] / shown(free, p)["suggested"] for p in (1, 2, 3)]
        assert kept[0] > 0.85 > 0.5 > kept[2]
        assert shown(made, 3)["cut"] > 0 and shown(made, 3)["cut_by"] == "company_budget"
        assert "do not fit in the company's budget" in told(made, product_id=3)

    def test_a_budget_of_nothing_buys_nothing_and_says_so(self) -> None:
        made = plan({(1, 1): 5.0}, settings=settings(("order_budget", 0)))
        assert (shown(made)["suggested"], shown(made)["outcome"]) == (0, "cut_by_limit")

    def test_a_budget_holds_without_any_supplier(self) -> None:
        nobody = {"products": products(1, supplier_id=-1), "minimums": Minimums(np.zeros(0, np.int64), np.zeros(0))}
        made = plan({(1, 1): 5.0}, settings=settings(("order_budget", 100)), **nobody)
        assert (made.orders.quantity * 10).sum() <= 100

    def test_a_location_has_its_own_budget(self) -> None:
        made = plan(self.sales, settings=(Setting("order_budget", 300, location_id=2),), **self.more)
        free = plan(self.sales, **self.more)
        assert spent(made, [2]) <= 300 < spent(free, [2])
        assert spent(made, [1]) == spent(free, [1])

    def test_a_supplier_has_its_own_budget(self) -> None:
        given = Minimums(np.array([1, 2]), np.zeros(2), budget=np.array([400.0, np.nan]))
        both = products(3, supplier_id=np.array([1, 1, 2]))
        made = plan(self.sales, products=both, minimums=given, **self.more)
        mine = np.isin(made.series.product_id, [1, 2])
        assert (made.orders.quantity * 10)[mine].sum() <= 400
        assert not made.orders.cut[~mine].any()

    def test_a_container_is_cut_to_and_filled_up_with_units_worth_having(self) -> None:
        heavy = products(3, weight=np.array([2.0, 2.0, 2.0]))
        sales = {(p, 1): NOISY * p for p in (1, 2, 3)}
        for kilos in (500.0, 3000.0):
            given = Minimums(np.array([1, 2]), np.zeros(2), container_kg=np.array([kilos, np.nan]))
            made = plan(sales, n_products=3, products=heavy, minimums=given)
            free = plan(sales, n_products=3, products=heavy)
            weight, wanted = 2 * made.orders.quantity.sum(), 2 * free.orders.quantity.sum()
            assert weight <= kilos
            assert weight < wanted if kilos < wanted else weight > wanted

    def test_what_a_budget_leaves_below_the_minimum_waits(self) -> None:
        calm = {(1, 1): 30.0}  # covers the lead time: nothing is urgent
        given = Minimums(np.array([1, 2]), np.array([300.0, 0.0]), budget=np.array([200.0, np.nan]))
        made = plan({(1, 1): 3.0}, calm, minimums=given, settings=settings(("plan_interval_days", 7)))
        assert (shown(made)["suggested"], shown(made)["outcome"]) == (0, "held_for_minimum")


def offers(*rows: tuple[int, int, float, float, bool]) -> Offers:
    """Offers of (product row, supplier, cost, lead time, preferred)."""
    columns = [np.array(each) for each in zip(*rows, strict=True)]
    nan = np.full(len(rows), np.nan)
    return Offers(
        columns[0], columns[1], columns[4].astype(bool), columns[2], columns[2], np.zeros(len(rows), bool), columns[3], nan, nan, nan, nan, ((),) * len(rows)
    )  # fmt: skip


def nothing_measured(n: int) -> Any:
    none = np.zeros(0, np.int64)
    empty = Receipts(none, none, np.zeros(0), np.zeros(0), none, np.zeros(0), np.zeros(0, bool))
    return measured(empty, np.arange(n), np.zeros(n, np.int64), np.full(n, np.nan), np.full(n, np.nan))


class TestSuppliers:
    sold = sold({(1, 1): NOISY, (2, 1): NOISY})
    ids, margin = np.array([1, 2]), np.array([5.0, 5.0])

    def chosen(self, told: Offers, minimum: list[float], advantage: float = 0.0, found: Any = None) -> list[int]:
        made = choose(
            told, found or nothing_measured(len(told.product)), self.sold, self.ids, self.margin, np.array(minimum), 1, advantage, 0.25
        )
        return [int(told.supplier_id[at]) if at >= 0 else -1 for at in made.row]

    def test_the_cheaper_supplier_is_chosen_unless_the_preferred_is_as_good(self) -> None:
        both = offers((0, 1, 10.0, 7, True), (0, 2, 9.0, 7, False), (1, 1, 10.0, 7, True), (1, 2, 9.9, 7, False))
        assert self.chosen(both, [0.0] * 4) == [2, 2]
        assert self.chosen(both, [0.0] * 4, advantage=0.03) == [2, 1]
        assert self.chosen(both, [0.0] * 4, advantage=10.0) == [1, 1]

    def test_a_long_and_erratic_lead_time_costs_the_stock_it_needs(self) -> None:
        both = offers((0, 1, 10.0, 7, True), (0, 2, 9.98, 90, False), (1, 1, 10.0, 7, True), (1, 2, 9.98, 7, False))
        assert self.chosen(both, [0.0] * 4) == [1, 2]

    def test_a_minimum_that_the_products_do_not_reach_together_is_not_worth_a_little(self) -> None:
        both = offers((0, 1, 10.0, 7, True), (0, 2, 9.95, 7, False), (1, 1, 10.0, 7, True), (1, 2, 9.95, 7, False))
        assert self.chosen(both, [0.0, 500.0, 0.0, 500.0]) == [2, 2]
        assert self.chosen(both, [0.0, 50_000.0, 0.0, 50_000.0]) == [1, 1]

    def test_without_comparable_prices_the_preferred_one_stays(self) -> None:
        told = offers((0, 1, 10.0, 7, False), (0, 2, 9.0, 7, True))
        assert self.chosen(replace(told, home_cost=np.array([10.0, np.nan])), [0.0, 0.0]) == [2, -1]

    def test_the_explanation_says_who_was_chosen_and_what_the_next_would_cost(self) -> None:
        one = products(1, offers=np.array([3.0]), next_cost_share=np.array([1.042]))
        assert "Of 3 suppliers the one of least total cost is chosen" in told(plan({(1, 1): 5.0}, {(1, 1): 0.0}, products=one))
        kept = products(1, offers=np.array([2.0]), next_cost_share=np.array([0.98]))
        assert "another would be 2% cheaper" in told(plan({(1, 1): 5.0}, {(1, 1): 0.0}, products=kept))


def receipts(*rows: tuple[int, int, float], ordered: float = 10.0, got: float = 10.0) -> Receipts:
    """Receipts of (product, supplier, days)."""
    columns = [np.array(each) for each in zip(*rows, strict=True)]
    n = len(rows)
    return Receipts(columns[0], columns[1], columns[2], np.full(n, got), np.arange(n), np.full(n, ordered), np.ones(n, bool))


class TestLeadTimes:
    def test_few_receipts_are_drawn_to_the_supplier_and_many_speak_for_themselves(self) -> None:
        told = receipts(*[(1, 7, 20.0)] * 36, *[(2, 7, 12.0)] * 4)
        found = measured(told, np.array([1, 2, 3]), np.array([7, 7, 7]), np.full(3, 10.0), np.full(3, 1.0))
        supplier = (4 * 10 + 36 * 20 + 4 * 12) / 44
        assert found.lead.tolist() == [round(v, 1) for v in ((4 * supplier + 36 * 20) / 40, (4 * supplier + 4 * 12) / 8, supplier)]
        assert found.receipts.tolist() == [36, 4, 0]
        assert found.supplier_receipts.tolist() == [40, 40, 40]

    def test_without_any_receipt_nothing_is_measured(self) -> None:
        found = measured(receipts((1, 7, 20.0)), np.array([1]), np.array([8]), np.array([10.0]), np.array([1.0]))
        assert np.isnan(found.lead).all() and found.supplier_receipts.tolist() == [0]

    def test_without_a_stated_lead_time_the_company_stands_in(self) -> None:
        told = receipts((1, 7, 20.0), (2, 8, 30.0), (3, 8, 40.0))
        found = measured(told, np.array([1]), np.array([7]), np.array([np.nan]), np.array([np.nan]))
        assert found.lead[0] == round((4 * ((4 * 30 + 20) / 5) + 20) / 5, 1)

    def test_what_never_arrived_counts_against_the_supplier(self) -> None:
        told = receipts((1, 7, 20.0), (2, 7, 20.0), ordered=10.0, got=8.0)
        assert measured(told, np.array([1]), np.array([7]), np.array([10.0]), np.array([1.0])).arrived_share.tolist() == [0.8]

    def test_the_measured_lead_time_is_used_and_the_explanation_says_from_how_many_receipts(self) -> None:
        late = products(
            1,
            measured_lead=np.array([12.5]),
            measured_lead_sd=np.array([2.0]),
            lead_receipts=np.array([4.0]),
            supplier_receipts=np.array([40.0]),
        )
        made = plan({(1, 1): 5.0}, {(1, 1): 0.0}, products=late)
        assert (shown(made)["lead_time_days"], shown(made)["lead_time_sd"]) == (12.5, 2)
        assert shown(made)["source_lead_time_days"] == "measured"
        assert "The lead time is measured: 4 receipts of this product and 40 in all from its supplier; the one stated is 7." in told(made)
        set_by_hand = plan({(1, 1): 5.0}, products=late, settings=(Setting("lead_time_days", 5.0, product_id=1),))
        assert shown(set_by_hand)["lead_time_days"] == 5
