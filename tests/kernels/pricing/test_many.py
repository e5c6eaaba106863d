"""Bulk prices are those of the exact path, to the cent and to the reason."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from tests.kernels.pricing.cases import asked

from fluxion.kernels.pricing import DECIDERS, NONE, UNSAID, Asked, Configuration, Deductions, Priced, PricedMany, Promotion, price_many
from fluxion.kernels.pricing.machine import DOWN, HALF_UP, UP, divided

MONEY = ("computed_price", "list_price", "price", "break_even_price", "net", "vat", "other_taxes", "deductions_total")
MONEY += ("invoice_vat", "invoice_other_taxes", "cost")
LEFT = ("contribution", "regular_contribution")
TENTHS = ("largest_safe_discount_percent", "extra_units_to_keep_profit_percent", "margin_on_price_percent", "margin_on_cost_percent")


def whole(value: Decimal | None, decimals: int, unsaid: int) -> int:
    return unsaid if value is None or abs(value) >= 4 * 10**14 else int(value.scaleb(decimals))


def expected(one: Priced, decimals: int) -> list[int]:
    """What a row of `columns` must be, from the exact path."""
    found = [whole(getattr(one, name), decimals, NONE) for name in MONEY]
    found += [whole(getattr(one, name), decimals, UNSAID) for name in LEFT]
    found += [whole(getattr(one, name), 1, UNSAID) for name in TENTHS]
    return [*found, NONE if one.deciding_layer is None else DECIDERS.index(one.deciding_layer), int(one.protected)]


def columns(found: PricedMany) -> list[list[int]]:
    named = [found.column(name) for name in (*MONEY, *LEFT, *TENTHS)]
    return np.column_stack([*named, found.deciding, found.protected]).tolist()


def differing(rows: Asked) -> list[object]:
    """Rows on which the two ways of pricing do not agree."""
    found = price_many(rows)
    wrong: list[object] = []
    for place, got in enumerate(columns(found)):
        one = rows.priced(place)
        if got != expected(one, int(found.decimals[place])) or found.warnings(place) != one.warnings:
            wrong.append((place, rows.configurations[rows.configuration[place]], one, got))
    return wrong


def test_random_rows_are_priced_alike() -> None:
    rows = asked(seed=1, n=4_000, kinds=400)
    assert differing(rows) == []
    exact = price_many(rows).exact
    assert 0 < exact.sum() < 400  # both ways were taken


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("seed", range(2, 6))
def test_a_quarter_of_a_million_random_rows_are_priced_alike(seed: int) -> None:
    assert differing(asked(seed=seed, n=62_500, kinds=2_500)) == []


def test_rows_that_do_not_fit_take_the_exact_path_and_never_wrap() -> None:
    odd = Configuration(
        "CLF", "B2C", Decimal("21.0007"), deductions=Deductions(Decimal("3.0001"), Decimal("7.0003")), markup_percent=Decimal("999999.9999")
    )
    costs = 9 * 10 ** np.arange(1, 18)
    rows = Asked(
        [odd], np.zeros(len(costs), np.int64), costs, [Promotion("percentage", Decimal("33.3333"))], np.zeros(len(costs), np.int64)
    )
    found = price_many(rows)
    assert differing(rows) == []
    assert (found.exact.tolist()[0], found.exact.tolist()[-1]) == (False, True)
    assert found.warned("too_large").tolist() == [False] * 11 + [True] * 6  # 10^13 and more is no price
    assert (found.column("price") > 0).tolist() == [True] * 11 + [False] * 6


def test_costs_with_more_decimals_are_converted_before_they_are_rounded() -> None:
    plain = Configuration("EUR", markup_percent=Decimal(100))
    # 3.3333 at a rate of 0.0015 is 0.00499995: in cents nothing, twice that is one cent
    rows = Asked([plain], np.zeros(1, np.int64), np.array([499_995]), cost_decimals=8)
    found = price_many(rows)
    assert (found.column("cost")[0], found.column("list_price")[0]) == (0, 1)
    assert differing(rows) == []
    assert differing(replace(asked(seed=3, n=500, kinds=20), cost_decimals=9)) == []


def test_stored_columns_are_in_ten_thousandths() -> None:
    rows = Asked([Configuration("CLP"), Configuration("KWD")], np.array([0, 1, 1]), np.array([10_000_000, 12_345, 0]))
    found = price_many(rows)
    assert found.stored("price").tolist() == [10_000_000, 12_350, NONE]
    assert found.stored("contribution").tolist() == [0, 0, UNSAID]
    assert found.warned("cost_missing").tolist() == [False, False, True]


def test_an_empty_table_is_priced() -> None:
    empty = np.zeros(0, np.int64)
    assert len(price_many(Asked([], empty, empty)).column("price")) == 0


@pytest.mark.parametrize("seed", range(3))
def test_quotients_are_exact_wherever_they_fit(seed: int) -> None:
    rng = np.random.default_rng(seed)
    for _ in range(20_000):
        c = int(rng.integers(1, 2 ** int(rng.integers(1, 61))))
        a = int(rng.integers(0, 2 ** int(rng.integers(1, 63))))
        b = int(rng.integers(0, 2 ** int(rng.integers(1, 63))))
        quotient, rest = divmod(a * b, c)
        ways = [quotient + (2 * rest >= c), quotient + (rest > 0), quotient]
        got = [int(divided(np.int64(a), np.int64(b), np.int64(c), way)) for way in (HALF_UP, UP, DOWN)]
        assert got == (ways if quotient < 2**50 - 1 else got)
        assert quotient < 2**50 + 2**10 or got == [NONE] * 3
