"""The made-up company's sales lines, day after day, and the stock that is left at the end.

How often a product sells at a store follows a Zipf–Mandelbrot law; on which days, the family's season, the weekday, the
product's life and its promotions. Days without stock sell nothing. Each day is drawn on its own, so that a company of
any size is written in the memory of one day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import numpy.typing as npt

from fluxion.kernels.synthesis.company import Company, Floats, Ints
from fluxion.kernels.synthesis.words import CUSTOMERS, FAMILIES, SAINTS, SELLERS

WEEKDAYS = np.array([1.05, 0.95, 0.95, 1.0, 1.25, 1.35, 0.0])
PAYDAYS = (15, 16, 30, 31, 1)
CENT = 0.01
RETURN_SHARE = 0.012
LINES_PER_DOCUMENT = 6
PROMOTED_EVERY, PROMOTED_FOR, PROMOTED_LIFT, PROMOTED_OFF = 180, 14, 1.6, 0.1
MOST_CUSTOMERS = 58_000
FINAL_STATES = (0.05, 0.10, 0.08, 0.05)
"""Shares of pairs that end out of stock, low, overstocked, and dead (stocked, but no longer sold)."""


@dataclass(frozen=True)
class SaleColumns:
    """Sales lines of one day as columns, store by store, document by document."""

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


@dataclass(frozen=True)
class _Shelves:
    """Product × store pairs, store by store: their lines on an ordinary day, and the days they sell on."""

    product: Ints
    store: Ints
    daily: Floats
    state: Ints
    born: Ints
    gone: Ints
    out_from: Ints
    out_to: Ints

    def on(self, company: Company, calendar: Floats, day: int) -> Floats:
        """Lines to expect of each pair on a day."""
        sells = (day >= self.born) & (day < self.gone) & ~((day >= self.out_from) & (day < self.out_to))
        lift = np.where(is_promoted(np.arange(company.order.products), day), PROMOTED_LIFT, 1.0)
        return np.asarray(self.daily * sells * (calendar[:, day][company.family] * lift)[self.product], np.float64)


def sale_days(company: Company) -> Iterator[SaleColumns]:
    """The sales of the company, one day at a time; about as many lines in all as were ordered. Closed days are empty."""
    shelves, calendar = _shelves(company), _calendar(company)
    expected = sum(float(shelves.on(company, calendar, day).sum()) for day in range(company.order.days))
    calendar *= company.order.lines / max(expected, 1.0)
    documents = 0
    for day in range(company.order.days):
        sold = _one_day(company, shelves, shelves.on(company, calendar, day), day, documents)
        documents = int(sold.document[-1]) if len(sold.document) else documents
        yield sold


def closing_stock(company: Company, sold: Floats) -> Ints:
    """What lies in each product × location at the end, as each pair ended: none, little, enough, too much or unsold.

    `sold` is the units each product sold in each store, over all days.
    """
    order, shelves = company.order, _shelves(company)
    chance = np.random.default_rng([order.seed, 3])
    product, store, state = shelves.product, shelves.store, shelves.state
    daily = sold[product, store] / order.days
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
    on_hand = np.zeros((order.products, order.locations), np.int64)
    on_hand[product, store] = np.round(daily * cover + np.where((state == 2) | (state == 3), company.pack_size[product], 0))
    total = np.bincount(product, daily, order.products)
    for centre in range(order.centres):
        on_hand[:, order.stores + centre] = np.round(total / order.centres * chance.uniform(0, 30, order.products))
    return on_hand


def customer_names(company: Company) -> list[str]:
    """The customers of the company, in the order in which sales name them."""
    return [f"{CUSTOMERS[i % len(CUSTOMERS)]} {SAINTS[(i // len(CUSTOMERS)) % len(SAINTS)]} {i + 1}" for i in range(_customers(company))]


def seller_names() -> list[str]:
    """The salespeople, in the order in which sales name them."""
    return list(SELLERS)


def _customers(company: Company) -> int:
    return max(40, min(MOST_CUSTOMERS, company.order.lines // 400))


def _shelves(company: Company) -> _Shelves:
    """What is sold where, from when to when, and when it is missing."""
    days, chance = company.order.days, np.random.default_rng([company.order.seed, 1])
    store, product = np.nonzero(company.listed.T)
    pairs = len(product)
    state = chance.choice(5, pairs, p=[*FINAL_STATES, 1 - sum(FINAL_STATES)])
    new = np.where(chance.random(company.order.products) < 0.08, chance.integers(0, days * 3 // 4, company.order.products), 0)
    out_from = np.where(chance.random(pairs) < 0.35, chance.integers(0, days, pairs), days)
    out_from = np.where(state == 0, days - chance.integers(2, 12, pairs), out_from)
    return _Shelves(
        product=product,
        store=store,
        daily=company.popularity[product] * company.traffic[store],
        state=state,
        born=new[product],
        gone=np.where(state == 3, chance.integers(days // 3, max(days - 95, days // 3 + 1), pairs), days),
        out_from=out_from,
        out_to=np.where(state == 0, days, out_from + chance.integers(3, 14, pairs)),
    )


def _calendar(company: Company) -> Floats:
    """How much each family sells on each day against an ordinary one: its season, the weekday, paydays, slow growth."""
    order = company.order
    dates = [order.last_day - timedelta(days=order.days - 1 - d) for d in range(order.days)]
    month = np.array([each.month + each.day / 31 for each in dates])
    same = WEEKDAYS[[each.weekday() for each in dates]] * np.linspace(0.92, 1.08, order.days)
    same *= np.where([each.day in PAYDAYS for each in dates], 1.25, 1.0)
    return np.array([same * (1 + kind.swing * np.cos((month - kind.peak_month - 0.5) / 12 * 2 * np.pi)) for kind in FAMILIES])


def _one_day(company: Company, shelves: _Shelves, expected: Floats, day: int, documents: int) -> SaleColumns:
    chance = np.random.default_rng([company.order.seed, 2, day])
    live = np.flatnonzero(expected > 0)
    pair = np.repeat(live, chance.poisson(expected[live]))
    store = shelves.store[pair]
    pair = pair[np.lexsort((chance.random(len(pair)), store))]  # what is bought together is mixed
    product = shelves.product[pair]
    quantity = _quantities(company, product, chance)
    document, line = _documents(store, chance)
    customer = _buyers(document, _customers(company), chance)
    price = _drifting(company.price[product], day, company.order.days)
    promoted = is_promoted(product, day) & (chance.random(len(pair)) < 0.8) & (quantity > 0)
    return SaleColumns(
        product=product,
        store=store,
        day=np.full(len(pair), day),
        document=document + documents,
        line=line,
        customer=customer,
        seller=(customer + store) % len(SELLERS),
        quantity=quantity,
        unit_price=price,
        unit_cost=_drifting(company.cost[product], day, company.order.days),
        discount=np.where(promoted, np.round(price * quantity * PROMOTED_OFF, 2), 0.0),
    )


def _quantities(company: Company, product: Ints, chance: np.random.Generator) -> Ints:
    """Units of each line: mostly one to a few, at times whole cases; about one line in eighty is a return."""
    quantity = chance.geometric(np.clip(0.25 + company.cost / 40, 0.2, 0.85)[product]).astype(np.int64)
    cases = np.flatnonzero(chance.random(len(product)) < 0.12)
    quantity[cases] = company.pack_size[product[cases]] * chance.integers(1, 4, len(cases))
    returned = chance.random(len(product)) < RETURN_SHARE
    return np.where(returned, -np.minimum(quantity, 3), quantity)


def _documents(store: Ints, chance: np.random.Generator) -> tuple[Ints, Ints]:
    """Document and line number of each line, from 1; a document never spans two stores."""
    if not len(store):
        return store, store
    begins = np.r_[True, store[1:] != store[:-1]] | (chance.random(len(store)) < 1 / LINES_PER_DOCUMENT)
    first = np.maximum.accumulate(np.where(begins, np.arange(len(store)), 0))
    return np.cumsum(begins), np.arange(len(store)) - first + 1


def _buyers(document: Ints, customers: int, chance: np.random.Generator) -> Ints:
    if not len(document):
        return document
    shares = np.cumsum(1 / (np.arange(customers) + 5.0))
    chosen = np.searchsorted(shares / shares[-1], chance.random(int(document[-1]) + 1))
    return np.minimum(chosen, customers - 1)[document]


def is_promoted(product: Ints, day: int) -> npt.NDArray[np.bool_]:
    """Products are promoted for two weeks at a time, each in its own rhythm."""
    promoted: npt.NDArray[np.bool_] = (day + product * 37) % PROMOTED_EVERY < PROMOTED_FOR
    return promoted


def _drifting(value: Floats, day: int, days: int) -> Floats:
    """Prices and costs as they stood on the day: some six per cent a year lower at the beginning."""
    drifted: Floats = np.round(value * (1 - 0.06 * (days - 1 - day) / 365), 2)
    return np.maximum(drifted, CENT)
