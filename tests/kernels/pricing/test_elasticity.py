"""Elasticities are recovered where the weeks tell them and refused, with the reason, where they do not."""

from decimal import Decimal

import numpy as np
import pytest

from fluxion.kernels.pricing import Charm, Configuration, Deductions, Strategy
from fluxion.kernels.pricing.advising import Advice, advised_price
from fluxion.kernels.pricing.elasticity import Elasticity, Weeks, own_price_elasticity


def made(
    elasticity: float,
    weeks: int = 104,
    places: int = 1,
    noise: float = 0.2,
    seed: int = 0,
    levels: tuple[float, ...] = (10.0, 9.0, 8.0),
    **kind: float,
) -> Weeks:
    """Weeks with a known elasticity, a season, a trend and errors that last from week to week."""
    rng = np.random.default_rng(seed)
    week, place = (each.ravel() for each in np.meshgrid(np.arange(weeks), np.arange(places), indexing="ij"))
    price = np.repeat(rng.choice(levels, weeks), places)
    error = np.zeros(weeks)
    for at in range(1, weeks):
        error[at] = 0.5 * error[at - 1] + rng.normal(0, noise)
    demand = 4 + 0.4 * np.sin(2 * np.pi * week / 52.1775) + 0.3 * week / 52 + 0.5 * place + np.repeat(error, places)
    units = np.exp(demand + elasticity * np.log(price / 10) + rng.normal(0, noise / 2, len(week)))
    out = rng.random(len(week)) < kind.get("out", 0.0)
    units = np.where(rng.random(len(week)) < kind.get("empty", 0.0), 0.0, np.where(out, units * 0.3, units))
    return Weeks(week, place, price, units, out)


@pytest.mark.parametrize("truth", [-0.5, -1.5, -3.0])
@pytest.mark.parametrize("places", [1, 8])
def test_a_known_elasticity_is_recovered(truth: float, places: int) -> None:
    values, inside = [], 0
    for seed in range(30):
        found = own_price_elasticity(made(truth, places=places, seed=seed, out=0.1))
        assert found.refused is None
        assert found.value is not None and found.low is not None and found.high is not None
        values.append(found.value)
        inside += found.low <= truth <= found.high
    assert abs(np.mean(values) - truth) < 0.12
    assert np.std(values) < 0.4
    assert inside >= 26  # a 95 % interval misses more than 4 of 30 in about one set of 70


def test_one_giant_order_does_not_move_it() -> None:
    weeks = made(-2.0, seed=4)
    weeks.units[50] *= 200
    found = own_price_elasticity(weeks)
    assert found.value == pytest.approx(-2.0, abs=0.4)


def test_prices_seen_are_told_against_the_regular_one() -> None:
    week = np.arange(60)
    price = np.where(week % 5 < 2, 2.0, 1.0)
    price[-8:] = 1.6
    found = own_price_elasticity(Weeks(week, np.zeros(60, np.int64), price, 100 / price, np.zeros(60, np.bool_)))
    assert (found.least, found.most) == (pytest.approx(0.625), pytest.approx(1.25))


@pytest.mark.parametrize(
    ("weeks", "reason"),
    [
        (made(-2.0, weeks=25), "too_few_weeks"),
        (made(-2.0, levels=(10.0,)), "prices_hardly_varied"),
        (made(-2.0, levels=(10.0, 10.1)), "prices_hardly_varied"),
        (made(-2.0, out=0.4), "stock_outs"),
        (made(-2.0, empty=0.5), "sells_too_rarely"),
        (made(-2.0, weeks=40, noise=1.5), "too_uncertain"),
        (made(2.5), "rises_with_price"),
    ],
)
def test_what_the_weeks_do_not_tell_is_refused(weeks: Weeks, reason: str) -> None:
    found = own_price_elasticity(weeks)
    assert found.refused == reason
    assert (found.value is None) == (reason != "rises_with_price")


def test_a_single_step_of_the_price_is_not_told_from_the_times() -> None:
    weeks = made(-2.0)
    weeks.price[:] = np.where(weeks.week < 60, 8.0, 10.0)
    assert own_price_elasticity(weeks).refused == "prices_hardly_varied"


SURE = Elasticity(80, -2.0, 0.1, -2.2, -1.8, 0.5, 1.5)
PLAIN = Configuration("EUR")


def test_the_price_advised_earns_most_of_what_was_seen() -> None:
    found = advised_price(SURE, PLAIN, Decimal(10), Decimal(15))
    assert found.price is not None
    assert abs(found.price - 20) < Decimal("0.06")  # cost × e / (1 + e)
    assert found.now == pytest.approx(5.0)
    assert found.expected == pytest.approx(10 * (15 / 20) ** 2, rel=1e-3)
    assert found.worst is not None and found.best is not None and found.now is not None
    assert found.now < found.worst < found.best
    assert found.units_percent == pytest.approx(((15 / 20) ** 2 - 1) * 100, abs=0.4)


@pytest.mark.parametrize(
    ("strategy", "price", "bound"),
    [
        (Strategy(maximum=Decimal("17.999")), "17.99", "maximum"),
        (Strategy(minimum=Decimal("21.111")), "21.12", "floor"),
        (Strategy(), "22.50", "seen"),
    ],
)
def test_it_stays_within_what_is_allowed_and_was_seen(strategy: Strategy, price: str, bound: str) -> None:
    flat = Elasticity(80, -0.5, 0.05, -0.6, -0.4, 0.5, 1.5) if bound == "seen" else SURE
    found = advised_price(flat, PLAIN, Decimal(10), Decimal(15), strategy)
    assert (str(found.price), found.bound) == (price, bound)


def test_it_never_goes_below_break_even_and_charm_does_not_either() -> None:
    eager = Elasticity(80, -30.0, 0.1, -30.2, -29.8, 0.2, 1.0)  # wants to sell at next to no margin
    taxed = Configuration("EUR", "B2C", Decimal(21), deductions=Deductions(Decimal(15)), charm=Charm((Decimal("0.99"),), Decimal(1)))
    found = advised_price(eager, taxed, Decimal("5.50"), Decimal("18.99"))
    assert found.price is not None
    assert found.price >= Decimal("7.83")
    cheap = advised_price(eager, taxed, Decimal("5.50"), Decimal("18.99"), Strategy(minimum=Decimal(9)))
    assert (str(cheap.price), cheap.bound) == ("9.00", "floor")


@pytest.mark.parametrize(
    ("found", "kept"),
    [
        (advised_price(Elasticity(12, refused="too_few_weeks"), PLAIN, Decimal(10), Decimal(15)), "refused"),
        (advised_price(SURE, PLAIN, None, Decimal(15)), "cost_missing"),
        (advised_price(SURE, PLAIN, Decimal(0), Decimal(15)), "cost_missing"),
        (advised_price(SURE, PLAIN, Decimal(40), Decimal(15)), "no_room"),
        (advised_price(Elasticity(80, -2.0, 0.5, -3.0, -1.0, 0.5, 1.5), PLAIN, Decimal(10), Decimal("19.00")), "gain_uncertain"),
        (advised_price(Elasticity(80, -0.5, 0.05, -0.6, -0.4, 0.5, 1.0), PLAIN, Decimal(10), Decimal(15)), "already_best"),
    ],
)
def test_otherwise_the_price_stays_and_it_is_said_why(found: Advice, kept: str) -> None:
    assert (found.price, found.kept) == (None, kept)
