"""The made-up company itself: its places, its goods, who supplies them, and what lies on the shelves."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from fluxion.kernels.synthesis.words import CENTRES, CITIES, FAMILIES, SUPPLIERS

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class CompanyOrder:
    """What company is wanted; the same order gives the same company.

    `listing` is the share of its stores that an ordinary product is sold in.
    """

    stores: int
    centres: int
    products: int
    lines: int
    days: int
    last_day: date
    seed: int = 20260101
    listing: float = 0.45

    @property
    def locations(self) -> int:
        return self.stores + self.centres


@dataclass(frozen=True)
class Company:
    """Columns of the masters, by position: products `n`, stores first among the locations, then the centres.

    `popularity` and `traffic` are relative shares; `listed` says which product is sold in which store.
    """

    order: CompanyOrder
    sku: list[str]
    name: list[str]
    family: Ints
    brand: list[str]
    supplier: Ints
    cost: Floats
    price: Floats
    pack_size: Ints
    moq: Ints
    popularity: Floats
    listed: npt.NDArray[np.bool_]
    traffic: Floats
    place_code: list[str]
    place_name: list[str]
    place_kind: list[str]
    place_at: list[tuple[float, float]]
    place_centre: Ints
    lead_time_days: Ints
    lead_time_std_days: Floats
    minimum_order: Ints

    @property
    def families(self) -> list[str]:
        return [family.name for family in FAMILIES]

    @property
    def suppliers(self) -> list[str]:
        return list(SUPPLIERS)


def make_company(order: CompanyOrder) -> Company:
    """The masters of the company that was ordered.

    >>> order = CompanyOrder(stores=2, centres=1, products=50, lines=1000, days=90, last_day=date(2026, 1, 1))
    >>> company = make_company(order)
    >>> len(company.sku), company.place_code
    (50, ['T01', 'T02', 'CD1'])
    """
    chance = np.random.default_rng(order.seed)
    weights = np.array([family.weight for family in FAMILIES])
    family = np.sort(chance.choice(len(FAMILIES), order.products, p=weights / weights.sum()))
    names, brands, skus = _names(family, chance)
    low, high = np.array([f.cost for f in FAMILIES])[family].T
    cost = np.round(np.exp(chance.uniform(np.log(low), np.log(high))), 2)
    least, most = np.array([f.markup for f in FAMILIES])[family].T
    price = np.round(cost * (1 + chance.uniform(least, most)) * 1.16, 2)
    pack = np.array([chance.choice(FAMILIES[f].case) for f in family])
    rank = chance.permutation(order.products)
    popularity = 1.0 / (rank + 2.7) ** 0.85
    listed = chance.random((order.products, order.stores)) < np.clip(order.listing + popularity[:, None] / popularity.max(), 0, 0.98)
    cities = [CITIES[i % len(CITIES)] for i in range(order.stores)]
    centres = [CENTRES[i % len(CENTRES)] for i in range(order.centres)]
    listed[np.arange(order.products), chance.integers(0, order.stores, order.products)] = True
    return Company(
        order=order,
        sku=skus,
        name=names,
        family=family,
        brand=brands,
        supplier=family % len(SUPPLIERS),
        cost=cost,
        price=price,
        pack_size=pack,
        moq=np.where(chance.random(order.products) < 0.3, pack * chance.integers(1, 5, order.products), 0),
        popularity=popularity / popularity.sum(),
        listed=listed,
        traffic=np.sort(chance.uniform(0.5, 2.0, order.stores))[::-1],
        place_code=[f"T{i + 1:02d}" for i in range(order.stores)] + [f"CD{i + 1}" for i in range(order.centres)],
        place_name=[f"Tienda {city[0]}" for city in cities] + [f"CEDI {city[0]}" for city in centres],
        place_kind=["store"] * order.stores + ["dc"] * order.centres,
        place_at=[(city[1], city[2]) for city in cities + centres],
        place_centre=np.arange(order.stores) % max(order.centres, 1),
        lead_time_days=chance.integers(3, 18, len(SUPPLIERS)),
        lead_time_std_days=np.round(chance.uniform(0.5, 3.5, len(SUPPLIERS)), 1),
        minimum_order=chance.choice([0, 300, 500, 1000, 2000], len(SUPPLIERS)),
    )


def _names(family: Ints, chance: np.random.Generator) -> tuple[list[str], list[str], list[str]]:
    names, brands, skus, seen = [], [], [], dict[str, int]()
    for position, each in enumerate(family):
        kind = FAMILIES[each]
        brand = kind.brands[chance.integers(len(kind.brands))]
        name = f"{kind.goods[chance.integers(len(kind.goods))]} {brand} {kind.sizes[chance.integers(len(kind.sizes))]}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ref. {seen[name]}")
        brands.append(brand)
        skus.append(f"{kind.name[:3].upper()}-{position + 1:05d}")
    return names, brands, skus
