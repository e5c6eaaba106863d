"""What the policies promise: service of three kinds, steady levels, reviews, echelons, lots and caps."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from tests.domains.planning.arrays import AS_OF, inputs, locations, plan, products, row, settings
from tests.domains.planning.test_complaints import shown

from fluxion.domains.planning.rules.explain import formula, number, sentences
from fluxion.domains.planning.rules.known import Happening, Known, Override
from fluxion.domains.planning.rules.parameters import Setting
from fluxion.domains.planning.rules.plan import Plan, compute
from fluxion.kernels.forecasting import cumulative_demand
from fluxion.kernels.stocking import Breaks

NOISY = np.random.default_rng(4).poisson(5, 140)


def told(made: Plan, lang: str = "en", **where: int) -> str:
    return " ".join(sentences(shown(made, **where), lang))


class TestService:
    def test_both_figures_are_shown_whatever_is_assured(self) -> None:
        each = shown(plan({(1, 1): NOISY}, {(1, 1): 0.0}))
        assert each["cycle_service"] == each["service_level"] == 0.95
        assert 0.99 < each["fill_rate"] < 1
        assert "Service level expected: 95% (cycles without a shortage); fill rate expected: 99." in told(
            plan({(1, 1): NOISY}, {(1, 1): 0.0})
        )

    @pytest.mark.parametrize("target", [0.9, 0.97, 0.995])
    def test_a_fill_rate_target_is_met_and_needs_less_stock_than_the_same_cycle_service(self, target: float) -> None:
        given = settings(("service_kind", 2), ("fill_rate_target", target))
        made = shown(plan({(1, 1): NOISY}, {(1, 1): 0.0}, settings=given))
        cycle = shown(plan({(1, 1): NOISY}, {(1, 1): 0.0}, locations=locations(1, service=target)))
        assert made["fill_rate"] >= target - 0.005
        assert made["cycle_level"] < target
        assert made["order_up_to"] < cycle["order_up_to"]

    def test_value_sets_the_level_at_what_a_unit_short_costs_against_one_held(self) -> None:
        by_value = settings(("service_kind", 3), ("holding_cost_rate", 0.365))
        made = shown(plan({(1, 1): NOISY}, {(1, 1): 0.0}, settings=by_value))
        # margin 5 against 10 held for 7 days at 0.1 % a day: 5 / 5.07
        assert made["cycle_level"] == round(5 / (5 + 0.07), 4)
        fresh = products(1, shelf_life=np.array([28.0]))
        spoils = shown(plan({(1, 1): NOISY}, {(1, 1): 0.0}, settings=by_value, products=fresh))
        # a quarter of the shelf life passes in a review, and of its cost of 10 with it
        assert spoils["cycle_level"] == round(5 / (5 + 0.07 + 2.5), 4) < made["cycle_level"]

    def test_classes_set_the_service_and_the_nearest_scope_wins(self) -> None:
        nowhere = locations(1, service=np.nan)
        sales, value = {(1, 1): NOISY, (2, 1): [0.0] * 100 + [40.0] + [0.0] * 39}, {}
        made = plan(sales, value, n_products=2, locations=nowhere)
        assert [shown(made, p)["service_level"] for p in (1, 2)] == [0.97, 0.95]  # AX and AZ: both sell for as much
        assert shown(made, 1)["source_service_level"] == "matrix"
        for nearer, expected in (
            (Setting("service_level", 0.9), 0.9),
            (Setting("service_level", 0.91, abc_class="A"), 0.91),
            (Setting("service_level", 0.92, abc_class="AX"), 0.92),
            (Setting("service_level", 0.93, abc_class="AX", location_id=1), 0.93),
            (Setting("service_level", 0.94, product_id=1), 0.94),
        ):
            value[len(value)] = nearer
            made = plan(sales, {}, n_products=2, locations=nowhere, settings=tuple(value.values()))
            assert shown(made, 1)["service_level"] == expected


RISEN = [3.0] * 110 + [12.0] * 30
"""Sold three a day for 110 days, and twelve a day for the last month."""


class TestSteadyLevel:
    def test_half_the_forecast_and_half_the_long_run_and_the_explanation_says_so(self) -> None:
        each = shown(plan({(1, 1): RISEN}, {(1, 1): 0.0}))
        weights = 0.5 ** (np.arange(139, -1, -1) / 200)
        assert each["steady_level"] == pytest.approx((weights * RISEN).sum() / weights.sum(), abs=0.01)  # weekdays weigh nearly alike
        assert each["daily_mean"] > 8
        factor = 0.5 * (1 + each["steady_level"] / each["daily_mean"])
        assert each["steady_factor"] == round(factor, 3)
        assert each["planned"] == pytest.approx(each["steady_factor"] * each["forecast"], abs=0.006)
        assert each["order_up_to"] == pytest.approx(each["planned"] + each["safety_stock"])
        level, pace, planned = (number(each[name], "es") for name in ("steady_level", "daily_mean", "planned"))
        written = f"½ × (1 + {level} / {pace}) = {number(each['steady_factor'], 'es')}"
        said = {lang: [one for one in sentences(each, lang) if "½" in one] for lang in ("es", "en", "pt")}
        assert said["es"] == [
            f"El nivel parte de una demanda estable: {level} por día a largo plazo y {pace} según el pronóstico dan el factor {written}; se planifica con {planned}."
        ]
        assert said["en"][0].startswith("The level rests on a steady demand: ") and said["pt"][0].startswith(
            "O nível parte de uma demanda estável: "
        )
        steps = {step.name: step for step in formula(each, "es")}
        assert list(steps)[:3] == ["steady_factor", "planned", "order_up_to"]
        assert (steps["planned"].values, steps["planned"].value) == (
            f"{number(each['steady_factor'], 'es')} × {number(each['forecast'], 'es')}",
            each["planned"],
        )

    def test_a_long_run_of_more_than_twice_the_forecast_counts_no_more(self) -> None:
        made = plan({(1, 1): [12.0] * 100 + [2.0] * 40}, {(1, 1): 0.0})
        each = shown(made)
        assert each["steady_level"] > 2 * each["daily_mean"] > 0
        assert (each["steady_factor"], each["planned"]) == (1.5, pytest.approx(1.5 * each["forecast"], abs=0.01))
        assert "the factor is capped at 1.5" in told(made)

    def test_the_nearest_parameter_chooses_the_rule(self) -> None:
        sales: dict[Any, Any] = {(1, 1): RISEN, (2, 1): RISEN}
        by_forecast = (Setting("stock_level_rule", 2.0, product_id=2),)
        both = plan(sales, n_products=2, settings=by_forecast)
        steady, alone = shown(both, 1), shown(both, 2)
        assert (steady["forecast"], steady["order_up_to"] < alone["order_up_to"]) == (alone["forecast"], True)
        assert (alone["planned"], alone["steady_factor"], alone["stock_level_rule"]) == (alone["forecast"], 1.0, 2.0)
        assert "½" not in told(both, product_id=2)
        lead, review, at = both.policy.lead_time_days, both.policy.review_days, row(both, 2)
        quantile = cumulative_demand(both.forecasts, lead, 0.0, review, 0.95).quantile[at]
        assert alone["order_up_to"] == pytest.approx(quantile, abs=0.02)

    def test_what_people_state_for_a_day_is_stocked_as_stated(self) -> None:
        override = Override(id=1, product_id=1, category_id=None, location_id=None, first=0, last=29, kind="set", value=600.0)
        made = plan({(1, 1): RISEN}, {(1, 1): 0.0}, known=Known(overrides=(override,)))
        each = shown(made)
        assert each["planned"] == each["forecast"] == each["stated"] == pytest.approx(14 * 20, abs=3)
        assert "fall on days that people stated by hand" in told(made)
        week = replace(override, last=6, value=140.0)
        part = shown(plan({(1, 1): RISEN}, {(1, 1): 0.0}, known=Known(overrides=(week,))))
        assert part["stated"] == 140.0
        assert part["planned"] == pytest.approx(140 + part["steady_factor"] * (part["forecast"] - 140), abs=0.02)

    def test_expecting_more_never_plans_less(self) -> None:
        grown = [12.0] * 100 + [2.0] * 40
        override = Override(id=1, product_id=1, category_id=None, location_id=None, first=0, last=29, kind="factor", value=1.05)
        plain, more = (shown(plan({(1, 1): grown}, {(1, 1): 0.0}, known=Known(overrides=each))) for each in ((), (override,)))
        assert plain["steady_factor"] == more["steady_factor"] == 1.5
        assert more["planned"] == pytest.approx(1.05 * plain["planned"], rel=1e-3)
        added = shown(plan({(1, 1): grown}, {(1, 1): 0.0}, known=Known(overrides=(replace(override, kind="add", value=30.0),))))
        assert added["planned"] == pytest.approx(plain["planned"] + added["stated"], abs=0.02)
        assert added["stated"] == pytest.approx(14, abs=0.5)

    def test_what_a_store_adds_leaves_the_rest_of_its_centre_as_it_was(self) -> None:
        network = {"n_locations": 2, "locations": locations(2, {1: 2})}
        sales = {(1, 1): [4.0] * 100 + [2.0] * 40, (1, 2): [12.0] * 100 + [2.0] * 40}
        some = Override(id=1, product_id=1, category_id=None, location_id=1, first=0, last=29, kind="add", value=30.0)
        plain, more = (
            shown(plan(sales, {(1, 1): 0.0, (1, 2): 0.0}, known=Known(overrides=each), **network), location_id=2) for each in ((), (some,))
        )
        assert more["planned"] == pytest.approx(plain["planned"] + more["stated"], rel=0.01)

    def test_an_event_ahead_acts_in_full(self) -> None:
        fair = Happening("fair", 1, None, None, 0, 29, 3.0)
        plain, busy = (shown(plan({(1, 1): RISEN}, {(1, 1): 0.0}, known=Known(happenings=each))) for each in ((), (fair,)))
        assert busy["steady_factor"] == plain["steady_factor"]
        assert busy["planned"] == pytest.approx(3 * plain["planned"], rel=1e-3)

    def test_figures_of_an_older_version_still_explain_themselves(self) -> None:
        each = shown(plan({(1, 1): RISEN}, {(1, 1): 0.0}))
        older = {
            name: value
            for name, value in each.items()
            if name not in ("stock_level_rule", "steady_level", "steady_factor", "stated", "planned")
        }
        assert f"Order-up-to level: {number(each['forecast'], 'en')} + " in " ".join(sentences(older, "en"))
        assert [step.name for step in formula(older, "en")][:2] == ["order_up_to", "position"]
        assert [step.name for step in formula(older | {"planned": None, "stock_level_rule": None}, "en")][:2] == ["order_up_to", "position"]


class TestReviews:
    weekly = settings(("reorder_rule", 2))
    yesterday = {"planned_before": AS_OF - timedelta(days=1)}

    def test_with_reviews_nothing_is_ordered_between_and_all_is_filled_up_on_their_day(self) -> None:
        sales, stock = {(1, 1): 5.0}, {(1, 1): 60.0}
        monday = shown(plan(sales, stock, settings=self.weekly, **self.yesterday))
        assert monday["suggested"] == np.ceil(monday["order_up_to"] - 60) > 0
        assert monday["reorder_point"] == monday["order_up_to"]
        thursday = shown(plan(sales, stock, settings=(*self.weekly, Setting("review_offset_days", 3)), **self.yesterday))
        assert (thursday["suggested"], thursday["outcome"]) == (0, "not_review_day")
        assert shown(plan(sales, stock, **self.yesterday))["suggested"] == 0  # (R, s, S): above the reorder point

    @pytest.mark.parametrize(
        "day, before, reviews",
        [
            (3, 2, True),  # Thursday, planned on Wednesday
            (3, 0, True),  # planned on Monday last
            (4, 2, True),  # Friday, and nobody planned on Thursday
            (6, 2, True),  # nor until Sunday
            (4, 3, False),  # planned on Thursday: the next one is in a week
            (2, -1, False),  # Wednesday: the Thursday before was planned on Sunday at the latest
            (2, -4, False),  # and on that Thursday itself
            (2, -5, True),  # but not when the last plan was on the Wednesday before it
            (2, None, True),  # a first plan looks at everything
        ],
    )
    def test_a_review_on_whose_day_nobody_planned_is_made_up_for_once(self, day: int, before: int | None, reviews: bool) -> None:
        thursdays = (*self.weekly, Setting("review_offset_days", 3))
        last = None if before is None else AS_OF + timedelta(days=before)
        today = {"settings": thursdays, "as_of": AS_OF + timedelta(days=day), "planned_before": last}
        made = shown(plan({(1, 1): 5.0}, {(1, 1): 60.0}, **today))
        assert (made["suggested"] > 0, made["outcome"]) == ((True, "order") if reviews else (False, "not_review_day"))


class TestNetwork:
    def test_a_centre_buys_less_when_its_stores_hold_more(self) -> None:
        sales, network = {(1, 2): 6.0, (1, 3): 6.0}, {"n_locations": 3, "locations": locations(3, {2: 1, 3: 1})}
        network |= {"settings": settings(("min_transfer_quantity", 1e6))}
        bought = [shown(plan(sales, {(1, 2): held, (1, 3): 40.0}, **network))["suggested"] for held in (0.0, 40.0, 80.0, 5000.0)]
        assert bought[0] - bought[1] == pytest.approx(40, abs=1)
        assert bought[1] - bought[2] == pytest.approx(40, abs=1)
        # a surplus of years offsets what that store asks for meanwhile, not what the other one needs
        assert bought[3] >= shown(plan({(1, 3): 6.0}, {(1, 3): 40.0}, **network))["suggested"] * 0.8

    def test_what_a_centre_sends_changes_nothing_of_what_it_buys(self) -> None:
        network = {"n_locations": 2, "locations": locations(2, {2: 1})}
        apart = shown(plan({(1, 2): 6.0}, {(1, 1): 60.0, (1, 2): 0.0}, **network))
        there = shown(plan({(1, 2): 6.0}, {(1, 1): 20.0, (1, 2): 40.0}, **network))
        assert apart["suggested"] == there["suggested"] > 0

    def test_stores_that_compete_for_short_stock_share_it_by_the_chance_to_need_it(self) -> None:
        made = plan({(1, 2): 4.0, (1, 3): 12.0}, {(1, 1): 60.0}, n_locations=3, locations=locations(3, {2: 1, 3: 1}))
        small, large = shown(made, 1, 2), shown(made, 1, 3)
        assert small["served"] + large["served"] == 60
        assert small["served"] / 4 == pytest.approx(large["served"] / 12, rel=0.35)

    def test_what_would_burn_out_soon_is_no_excess(self) -> None:
        sales, stock = {(1, 1): 6.0, (1, 2): 6.0}, {(1, 1): 200.0, (1, 2): 0.0}
        moved = [
            shown(plan(sales, stock, n_locations=2, settings=settings(("transfer_burn_out_days", days))), 1, 2)["moved_in"]
            for days in (0, 14, 25, 40)
        ]
        assert moved[0] == moved[1] > 0  # the order-up-to holds more than 14 days
        assert moved[2] == 200 - 25 * 6
        assert moved[3] == 0


class TestQuantity:
    def test_never_more_is_ordered_than_sells_within_the_shelf_life(self) -> None:
        fresh = products(1, shelf_life=np.array([10.0]), pack=4.0)
        made = plan({(1, 1): 5.0}, {(1, 1): 0.0}, products=fresh)
        assert shown(made)["suggested"] == 40  # 10 days × 0.8 × 5 a day
        assert "more would not sell within its shelf life of 10 days" in told(made)
        forced = plan({(1, 1): 5.0}, {(1, 1): 0.0}, products=replace(fresh, moq=np.array([60.0])))
        assert (shown(forced)["suggested"], shown(forced)["outcome"]) == (0, "above_shelf_life")

    def test_a_price_break_is_taken_when_it_costs_less_in_all(self) -> None:
        def bought(price: float) -> dict[str, Any]:
            offered = replace(products(1), breaks=Breaks(np.array([0, 1]), np.array([300.0]), np.array([price])))
            return shown(plan({(1, 1): 5.0}, {(1, 1): 0.0}, products=offered))

        # 1,825 a year at 10; 300 instead of some 80 cost 0.25 × 10 × 110 more a year to hold
        assert bought(9.0)["suggested"] == 300
        assert bought(9.0)["break_share"] == 0.1
        assert bought(9.95)["suggested"] < 100

    def test_with_a_cost_per_order_the_economic_lot_is_ordered(self) -> None:
        made = shown(plan({(1, 1): 5.0}, {(1, 1): 0.0}, settings=settings(("order_cost", 20))))
        assert made["suggested"] == np.ceil(np.sqrt(2 * 20 * 5 * 365 / (0.25 * 10)))


@st.composite
def small_company(draw: st.DrawFn) -> dict[str, Any]:
    chance = np.random.default_rng(draw(st.integers(0, 10_000)))
    goods, places = 3, 3
    pairs = [(p, place) for p in range(1, goods + 1) for place in range(1, places + 1)]
    return {
        "sales": {pair: chance.poisson(chance.choice([0.1, 1.0, 8.0]), 140) for pair in pairs},
        "on_hand": {pair: float(chance.integers(0, 120)) for pair in pairs},
        "n_products": goods,
        "n_locations": places,
        "locations": locations(places, draw(st.sampled_from([{}, {2: 1}, {2: 1, 3: 1}]))),
        "products": products(
            goods,
            pack=draw(st.sampled_from([1.0, 6.0])),
            moq=draw(st.sampled_from([0.0, 25.0])),
            shelf_life=np.array([np.nan, 20.0, 60.0]),
            cost=np.array([2.0, 10.0, 50.0]),
            price=np.array([3.0, 11.0, 90.0]),
        ),
        "settings": settings(("service_kind", draw(st.sampled_from([1, 2, 3]))), ("order_cost", draw(st.sampled_from([0.0, 10.0])))),
    }


def of(company: dict[str, Any], **changed: Any) -> Plan:
    return compute(inputs(**(company | changed)), lambda share, step: None)


@examples(max_examples=20, deadline=None)
@given(small_company())
def test_an_order_is_whole_packs_within_its_cap_and_nothing_when_the_position_suffices(company: dict[str, Any]) -> None:
    made = of(company)
    quantity, pack = made.orders.quantity, made.inputs.products.pack[made.series.product]
    assert np.all(np.isfinite(quantity)) and np.all(quantity >= 0)
    np.testing.assert_allclose(quantity / pack, np.round(quantity / pack), atol=1e-6)
    assert np.all(quantity <= made.orders.cap + 1e-6)
    echelon = made.position.position + made.needs.moved_in - made.needs.moved_out - made.needs.stores
    assert not quantity[echelon >= made.policy.order_up_to].any()
    for values in (made.policy.safety_stock, made.policy.order_up_to, made.policy.fill_rate, made.policy.cycle_service):
        assert np.all(np.isfinite(values)) and np.all(values >= 0)


@examples(max_examples=20, deadline=None)
@given(small_company(), st.integers(1, 60), st.integers(0, 8))
def test_more_stock_never_buys_more(company: dict[str, Any], more: int, which: int) -> None:
    pair = sorted(company["on_hand"])[which]
    before, after = of(company), of(company, on_hand=company["on_hand"] | {pair: company["on_hand"][pair] + more})
    mine = before.series.product_id == pair[0]
    same_moves = np.array_equal(before.needs.moved_in[mine], after.needs.moved_in[mine])
    # moves go in whole packs, and what one brings beyond the need serves nobody else: up to a pack is needed anew
    pack = 0.0 if same_moves else float(company["products"].pack[0])
    assert after.needs.raw[mine].sum() <= before.needs.raw[mine].sum() + pack + 1e-6
    if same_moves:  # excess given out another way is rounded up to other lots
        assert np.all(after.orders.quantity[mine] <= before.orders.quantity[mine] + 1e-6)


@examples(max_examples=20, deadline=None)
@given(small_company(), st.floats(0.55, 0.95), st.floats(0.001, 0.045))
def test_a_higher_service_level_never_lowers_the_safety_stock(company: dict[str, Any], level: float, more: float) -> None:
    places = company["locations"]
    low, high = (of(company, locations=replace(places, service=np.full(3, each)), settings=()) for each in (level, level + more))
    assert np.all(high.policy.safety_stock >= low.policy.safety_stock - 0.011)  # rounded to 0.01
    assert np.all(high.policy.order_up_to >= low.policy.order_up_to - 0.011)


@examples(max_examples=15, deadline=None)
@given(small_company(), st.integers(0, 1000))
def test_the_order_of_the_input_changes_nothing(company: dict[str, Any], seed: int) -> None:
    told = inputs(**company)
    mixed = np.random.default_rng(seed).permutation(len(told.stock.product_id))
    stock = replace(
        told.stock,
        product_id=told.stock.product_id[mixed],
        location_id=told.stock.location_id[mixed],
        values={name: values[mixed] for name, values in told.stock.values.items()},
    )
    one, other = compute(told, lambda share, step: None), compute(replace(told, stock=stock), lambda share, step: None)
    np.testing.assert_array_equal(one.orders.quantity, other.orders.quantity)
    np.testing.assert_array_equal(one.moves.quantity, other.moves.quantity)
    assert row(one) == row(other)
