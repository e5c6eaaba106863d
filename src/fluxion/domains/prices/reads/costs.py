"""What products cost on a day, in the currency asked for: the one place that says so, one by one or all at once.

The cost of a product with an active sheet is the sheet's version in force; of one without, the catalogue's cost in the
company's currency. Costs are converted at the rates of the day, never mixed, and kept with ten decimals rounded up, so that a
floor made of them is that of the exact cost.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, Literal

from sqlalchemy import BigInteger, ColumnElement, Date, Text, and_, bindparam, func, select, type_coerce

from fluxion.base import bulk
from fluxion.base.clock import local_day
from fluxion.base.paging import Query
from fluxion.base.work import Work
from fluxion.domains.catalog import Product
from fluxion.domains.prices.reads.rates import rates_at
from fluxion.domains.prices.rules.rates import COST_SCALE, Rates
from fluxion.domains.prices.tables import CostSheet, CostVersion
from fluxion.values.money import LARGEST, MONEY_SCALE

Reason = Literal["no_cost", "no_rate"]
"""Why a cost is not known: nobody stated one, or no exchange rate takes it to the currency asked for (or one that cannot be true)."""
_LARGEST = int(LARGEST) * 10**MONEY_SCALE
_FINER: int = 10 ** (COST_SCALE - MONEY_SCALE)


@dataclass(frozen=True, slots=True)
class ProductCost:
    """The cost of one unit in the currency asked for, or why it is not known."""

    cost: Decimal | None
    reason: Reason | None = None


def product_costs(work: Work, product_ids: Collection[int] | None, at: date | datetime, currency: str) -> dict[int, ProductCost]:
    """The cost of each of the products (None: of all) at a moment, in the currency; ids that do not exist are left out."""
    work.require("prices.read")
    day = local_day(at, work.settings.timezone) if isinstance(at, datetime) else at
    rates = rates_at(work, day)
    return {product_id: cost_in(rates, cost, own, currency) for product_id, cost, own in _rows(work, product_ids, day)}


def cost_in(rates: Rates, cost: Decimal | None, own: str, currency: str) -> ProductCost:
    """A cost as it was stated, if any was, in another currency."""
    if cost is None:
        return ProductCost(None, "no_cost")
    converted = rates.convert_up(cost, own, currency)
    return ProductCost(converted, None if converted is not None else "no_rate")


@dataclass(frozen=True)
class ManyCosts:
    """The costs of all products in the order of their ids, in 10^-`COST_SCALE` of a currency; None where unknown, for a reason."""

    product_ids: list[int]
    costs: list[int | None]
    reasons: list[Reason | None]


def many_costs(work: Work, at: date | datetime, currency: str) -> ManyCosts:
    """The cost of every product, as whole numbers; to the last decimal those of `product_costs`."""
    work.require("prices.read")
    day = local_day(at, work.settings.timezone) if isinstance(at, datetime) else at
    factors, found = _Factors(rates_at(work, day), currency), ManyCosts([], [], [])
    for product_id, scaled, own in work.db.execute(_query(is_scaled=True, is_some=False), _asked(work, day)):
        cost = None if scaled is None else factors.apply(scaled, own)
        found.product_ids.append(product_id)
        found.costs.append(cost)
        found.reasons.append(None if cost is not None else "no_cost" if scaled is None else "no_rate")
    return found


class _Factors:
    """Converts whole numbers of 10^-4, looking up each currency once."""

    def __init__(self, rates: Rates, currency: str) -> None:
        self._rates, self._currency, self._known = rates, currency, dict[str, Fraction | None]()

    def apply(self, scaled: int, own: str) -> int | None:
        if own == self._currency:
            return scaled * _FINER
        if own not in self._known:
            self._known[own] = self._rates.rate(own, self._currency)
        factor = self._known[own]
        if factor is None or scaled * factor.numerator >= _LARGEST * factor.denominator:
            return None
        # Fractions would be reduced each time, which takes longer than all the rest of reading a catalogue.
        return int(-(-scaled * _FINER * factor.numerator // factor.denominator))


def _rows(work: Work, product_ids: Collection[int] | None, day: date) -> Iterator[tuple[int, Decimal | None, str]]:
    if product_ids is None:
        yield from (tuple(row) for row in work.db.execute(_query(is_scaled=False, is_some=False), _asked(work, day)))
        return
    for some in bulk.batches(sorted(set(product_ids))):
        rows = work.db.execute(_query(is_scaled=False, is_some=True), _asked(work, day) | {"within": list(some)})
        yield from (tuple(row) for row in rows)


def _asked(work: Work, day: date) -> dict[str, Any]:
    return {"day": day, "company": work.settings.currency}


@cache
def _query(*, is_scaled: bool, is_some: bool) -> Query:
    """Product, cost and currency, by id; the version in force where there is one, else the catalogue's.

    Put together once: for the few products of a quote that takes several times as long as asking it.
    """
    within: Any = bindparam("within", expanding=True) if is_some else None
    current = current_versions(bindparam("day", type_=Date), within)
    cost: Any = func.coalesce(current.c.cost, Product.cost)
    kind = BigInteger() if is_scaled else Product.cost.type
    own = func.coalesce(current.c.currency, bindparam("company", type_=Text))
    query: Query = select(Product.id, type_coerce(cost, kind).label("cost"), own.label("currency")).outerjoin(
        current, current.c.product_id == Product.id
    )
    return (query if within is None else query.where(Product.id.in_(within))).order_by(Product.id)


def version_in_force(day: Any) -> ColumnElement[int]:
    """The version in force on the day of the sheet that a statement looks at: what `current_versions` says of all at once."""
    newest = (CostVersion.valid_from.desc(), CostVersion.id.desc())
    query = select(CostVersion.id).where(CostVersion.sheet_id == CostSheet.id, CostVersion.valid_from <= day)
    return query.order_by(*newest).limit(1).correlate(CostSheet).scalar_subquery()


def current_versions(day: Any, within: Any = None) -> Any:
    """Of each active sheet the version in force on the day: product, sheet, version, cost and currency."""
    place = func.row_number().over(partition_by=CostVersion.sheet_id, order_by=(CostVersion.valid_from.desc(), CostVersion.id.desc()))
    ranked = (
        select(
            CostSheet.product_id,
            CostVersion.sheet_id,
            CostVersion.id.label("version_id"),
            CostVersion.cost,
            CostVersion.currency,
            CostVersion.valid_from,
            CostVersion.source,
            place.label("place"),
        )
        .join(CostSheet, and_(CostSheet.id == CostVersion.sheet_id, CostSheet.active))
        .where(CostVersion.valid_from <= day)
    )
    if within is not None:
        ranked = ranked.where(CostSheet.product_id.in_(within))
    rows = ranked.subquery()
    return select(rows).where(rows.c.place == 1).subquery()
