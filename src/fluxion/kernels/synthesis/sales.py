"""The made-up company's sales lines, day by day, and the stock that is left at the end.

Lines are drawn first and then dated: how often a product sells follows a Zipf–Mandelbrot law, on which days follows the
family's season, the weekday, the product's life and its promotions; days without stock sell nothing.
"""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import numpy.typing as npt

from fluxion.kernels.synthesis.company import Company, Floats, Ints
from fluxion.kernels.synthesis.words import CUSTOMERS, FAMILIES, SAINTS, SELLERS

WEEKDAYS = np.array([1.05, 0.95, 0.95, 1.0, 1.25, 1.35, 0.0])
CENT = 0.01
RETURN_SHARE = 0.012
LINES_PER_DOCUMENT = 6
FINAL_STATES = (0.05, 0.10, 0.08, 0.05)
"""Shares of pairs that end out of stock, low, overstocked, and dead (stocked, but no longer sold)."""


@dataclass(frozen=True)
class SaleColumns:
    """Sales lines as columns, sorted by day and store; `on_hand` is what each product × location holds at the end."""

    product: Ints
    store: Ints
    day: Ints
    document: Ints
    line: Ints
    customer: Ints
    seller: Ints
    quantity: Ints
    unit_price: Floats
    unit_cost: Floats
    discount: Floats
    customers: list[str]
    sellers: list[str]
    on_hand: Ints


def make_sales(company: Company) -> SaleColumns:
    """The sales of the company and its stock at the end; about as many lines as were ordered."""
    chance = np.random.default_rng(company.order.seed + 1)
    product, store = np.nonzero(company.listed)
    share = company.popularity[product] * company.traffic[store]
    share /= share.sum()
    state = chance.choice(5, len(product), p=[*FINAL_STATES, 1 - sum(FINAL_STATES)])
    pair = np.repeat(np.arange(len(product)), chance.poisson(share * company.order.lines))
    day = _days(company, company.family[product[pair]], chance)
    kept = _is_on_sale(company, product, state, pair, day, chance)
    pair, day = pair[kept], day[kept]
    order = np.lexsort((pair, store[pair], day))
    pair, day = pair[order], day[order]
    quantity = _quantities(company, product[pair], chance)
    document, line = _documents(store[pair], day, chance)
    customers = max(40, min(60_000, company.order.lines // 400))
    customer = _customers(document, customers, chance)
    promoted = chance.random(len(pair)) < _promotion_chance(company, product[pair], day)
    price = _drifting(company.price[product[pair]], day, company.order.days)
    return SaleColumns(
        product=product[pair],
        store=store[pair],
        day=day,
        document=document,
        line=line,
        customer=customer,
        seller=(customer + store[pair]) % len(SELLERS),
        quantity=quantity,
        unit_price=price,
        unit_cost=_drifting(company.cost[product[pair]], day, company.order.days),
        discount=np.where(promoted & (quantity > 0), np.round(price * quantity * 0.1, 2), 0.0),
        customers=[f"{CUSTOMERS[i % len(CUSTOMERS)]} {SAINTS[(i // len(CUSTOMERS)) % len(SAINTS)]} {i + 1}" for i in range(customers)],
        sellers=list(SELLERS),
        on_hand=_stock(company, product, store, state, pair, quantity, chance),
    )


def _days(company: Company, family: Ints, chance: np.random.Generator) -> Ints:
    """A day for each line, by the season of its family and the weekday (Sundays are closed)."""
    order = company.order
    dates = [order.last_day - timedelta(days=order.days - 1 - d) for d in range(order.days)]
    weekday = WEEKDAYS[[each.weekday() for each in dates]]
    month = np.array([each.month + each.day / 31 for each in dates])
    day = np.empty(len(family), np.int64)
    growth = np.linspace(0.92, 1.08, order.days)
    for number, kind in enumerate(FAMILIES):
        season = 1 + kind.swing * np.cos((month - kind.peak_month - 0.5) / 12 * 2 * np.pi)
        payday = np.array([1.25 if each.day in (15, 16, 30, 31, 1) else 1.0 for each in dates])
        curve = np.cumsum(weekday * season * growth * payday)
        mine = family == number
        day[mine] = np.searchsorted(curve, chance.random(int(mine.sum())) * curve[-1], side="right")
    return np.minimum(day, order.days - 1)


def _is_on_sale(company: Company, product: Ints, state: Ints, pair: Ints, day: Ints, chance: np.random.Generator) -> npt.NDArray[np.bool_]:
    """Whether the product was listed and in stock on the day of the line."""
    days, pairs = company.order.days, len(product)
    born = np.where(chance.random(company.order.products) < 0.08, chance.integers(0, days * 3 // 4, company.order.products), 0)[product]
    gone = np.where(state == 3, chance.integers(days // 3, max(days - 95, days // 3 + 1), pairs), days)
    out_from = np.where(chance.random(pairs) < 0.35, chance.integers(0, days, pairs), days)
    out_from = np.where(state == 0, days - chance.integers(2, 12, pairs), out_from)
    out_to = out_from + chance.integers(3, 14, pairs)
    out_to = np.where(state == 0, days, out_to)
    is_out = (day >= out_from[pair]) & (day < out_to[pair])
    inside: npt.NDArray[np.bool_] = (day >= born[pair]) & (day < gone[pair]) & ~is_out
    return inside


def _quantities(company: Company, product: Ints, chance: np.random.Generator) -> Ints:
    """Units of each line: mostly one to a few, at times whole cases; about one line in eighty is a return."""
    loose = chance.geometric(np.clip(0.25 + company.cost[product] / 40, 0.2, 0.85))
    cases = company.pack_size[product] * chance.integers(1, 4, len(product))
    quantity = np.where(chance.random(len(product)) < 0.12, cases, loose).astype(np.int64)
    returned = chance.random(len(product)) < RETURN_SHARE
    return np.where(returned, -np.minimum(quantity, 3), quantity)


def _documents(store: Ints, day: Ints, chance: np.random.Generator) -> tuple[Ints, Ints]:
    """Document and line number of each line: a document never spans two days or two stores."""
    begins = np.r_[True, (store[1:] != store[:-1]) | (day[1:] != day[:-1])]
    begins |= chance.random(len(store)) < 1 / LINES_PER_DOCUMENT
    document = np.cumsum(begins)
    first = np.maximum.accumulate(np.where(begins, np.arange(len(store)), 0))
    return document, np.arange(len(store)) - first + 1


def _customers(document: Ints, customers: int, chance: np.random.Generator) -> Ints:
    if not len(document):
        return document
    shares = 1 / (np.arange(customers) + 5.0)
    chosen = np.searchsorted(np.cumsum(shares) / shares.sum(), chance.random(int(document[-1]) + 1))
    return np.minimum(chosen, customers - 1)[document]


def _promotion_chance(company: Company, product: Ints, day: Ints) -> Floats:
    """Products are promoted for two weeks at a time, each in its own rhythm."""
    promoted: Floats = np.where((day + product * 37) % 180 < 14, 0.8, 0.0)
    return promoted


def _drifting(value: Floats, day: Ints, days: int) -> Floats:
    """Prices and costs as they stood on the day: some six per cent a year lower at the beginning."""
    drifted: Floats = np.round(value * (1 - 0.06 * (days - 1 - day) / 365), 2)
    return np.maximum(drifted, CENT)


def _stock(company: Company, product: Ints, store: Ints, state: Ints, pair: Ints, quantity: Ints, chance: np.random.Generator) -> Ints:
    """What lies in each product × location: none, little, enough, too much or unsold, as each pair ended."""
    sold = np.bincount(pair, np.maximum(quantity, 0), len(product)) / company.order.days
    cover = np.select(
        [state == 0, state == 1, state == 2, state == 3],
        [
            np.zeros(len(product)),
            chance.uniform(1, 5, len(product)),
            chance.uniform(120, 300, len(product)),
            chance.uniform(40, 90, len(product)),
        ],
        chance.uniform(12, 45, len(product)),
    )
    units = np.round(sold * cover + np.where((state == 2) | (state == 3), company.pack_size[product], 0))
    on_hand = np.zeros((company.order.products, company.order.locations), np.int64)
    on_hand[product, store] = units
    if company.order.centres:
        total = np.bincount(product, sold, company.order.products)
        for centre in range(company.order.centres):
            served = company.order.stores + centre
            on_hand[:, served] = np.round(total / company.order.centres * chance.uniform(0, 30, company.order.products))
    return on_hand
