"""What publishing the draft of a list would do: rows changed, margins, the biggest movers, what falls below its floor."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import numpy as np
from sqlalchemy import BigInteger, select, type_coerce

from fluxion.base.bulk import IN_LIMIT, batches
from fluxion.base.work import Work
from fluxion.domains.catalog import Category, Product, ProductRef
from fluxion.domains.prices.errors.lists import NoDraft
from fluxion.domains.prices.reads.configurations import below_cost_policy
from fluxion.domains.prices.reads.in_force import in_force
from fluxion.domains.prices.reads.list_rows import SEE_COST
from fluxion.domains.prices.reads.locked_lists import open_version
from fluxion.domains.prices.reads.otherwise import otherwise
from fluxion.domains.prices.reads.policy import approval_threshold, is_floor_hidden
from fluxion.domains.prices.reads.quoting import candidate_of
from fluxion.domains.prices.reads.scaled import Columns, Ints, columns
from fluxion.domains.prices.rules.resolving import Asked, unusable
from fluxion.domains.prices.rules.what_if import NONE, Measured, Otherwise, Rows, amount, falls, measured, tenths
from fluxion.domains.prices.shapes.lists import Mover, WhatIf
from fluxion.domains.prices.tables import PriceConfiguration, PriceList, PriceListRow, PriceListVersion
from fluxion.kernels.pricing import UNSAID, PricedMany, half_up
from fluxion.values.errors import NotFound
from fluxion.values.money import MONEY_SCALE

MOVERS = 20


@dataclass(frozen=True)
class Effect:
    """What the rows of a version do at a moment, still as columns."""

    rows: Rows
    held: Columns
    floors: Ints
    below: Ints
    not_protected: Ints
    changes: list[Decimal | None]
    measured: Measured
    ways: list[Otherwise]
    is_used: bool
    is_special: bool

    @property
    def largest(self) -> list[Decimal]:
        return self.measured.largest

    @property
    def largest_change(self) -> Decimal:
        return max(self.largest, default=Decimal(0))

    def falls(self) -> Ints:
        """By how many tenths of a percent each row lowers what somebody pays."""
        return falls(self.rows, self.ways, is_used=self.is_used, is_special=self.is_special)


def what_if(work: Work, list_id: int, starts_at: datetime | None = None, units: Mapping[int, Decimal] | None = None) -> WhatIf:
    """What publishing the open version of a list would do if it started at the moment (its own, or now).

    `units` are units sold of each product, which the effect on the margin is weighed with as well.
    """
    work.require("prices.read")
    owner = work.db.get(PriceList, list_id)
    if owner is None:
        raise NotFound
    version = open_version(work, owner)
    if version is None:
        raise NoDraft(code=owner.code)
    moment = max(starts_at or version.starts_at or work.now, work.now)
    effect = effect_of(work, owner, version, moment)
    threshold = approval_threshold(work)
    sees_cost = work.actor.may(SEE_COST)
    kinds = effect.rows.kinds()
    moved = [each for each in effect.changes if each is not None]
    return WhatIf(
        starts_at=moment,
        rows=len(effect.changes),
        new=kinds["new"],
        raised=kinds["raised"],
        lowered=kinds["lowered"],
        breaks_changed=kinds["breaks"],
        removed=kinds["removed"],
        same=kinds["same"],
        average_change_percent=half_up(sum(moved, Decimal(0)) / len(moved), 1) if moved else None,
        **_margins(effect, units if sees_cost else None, sees_cost=sees_cost),
        currency=owner.currency,
        below_floor=len(effect.below) if sees_cost else None,
        below_floor_policy=below_cost_policy(work),
        largest_change_percent=effect.largest_change if effect.measured.compared else None,
        needs_approval=needs_approval(work, effect),
        approval_threshold_percent=threshold,
        not_protected=len(effect.not_protected),
        movers=_movers(work, effect, _biggest(effect), sees_cost=sees_cost),
        below_floor_rows=_movers(work, effect, effect.below[:MOVERS], sees_cost=True) if sees_cost else [],
        not_protected_rows=lost_products(work, effect)[:MOVERS],
        version=owner.version,
    )


def needs_approval(work: Work, effect: Effect) -> bool:
    """Whether a second person has to look before prices hold: somebody's price changes by more than the company's threshold.

    So does every version of whoever may not see the floors that it is held against.
    """
    work.require("prices.read")
    return effect.largest_change > approval_threshold(work) or is_floor_hidden(work)


def lost_products(work: Work, effect: Effect) -> list[ProductRef]:
    """The products stated whose floor nobody can tell, because an exchange rate is missing, by SKU."""
    work.require("prices.read")
    named = products_named(work, effect.rows.product_id[effect.not_protected].tolist())
    return sorted(named.values(), key=lambda each: each.sku)


def effect_of(work: Work, owner: PriceList, version: PriceListVersion, at: datetime) -> Effect:
    """What a version of a list does to the prices that hold at the moment."""
    work.require("prices.read")
    rows = _rows(work, owner, version, at)
    channel = work.db.get(PriceConfiguration, owner.configuration_id) if owner.configuration_id else None
    held = columns(work, rows.product_id.tolist(), owner.currency, channel, at)
    floors, lowest = held.floors(), rows.lowest()
    below = np.flatnonzero((lowest > 0) & (floors > 0) & (lowest < floors))
    is_used = unusable(candidate_of(owner), Asked(owner.currency, at, owner.configuration_id)) is None
    is_special = owner.audience in ("segment", "customer")
    ways = otherwise(work, owner, held, at)
    change = measured(rows, ways, is_used=is_used, is_special=is_special)
    lost = np.flatnonzero((lowest > 0) & held.no_rate)
    return Effect(rows, held, floors, below, lost, rows.changes(), change, ways, is_used, is_special)


def _rows(work: Work, owner: PriceList, version: PriceListVersion, at: datetime) -> Rows:
    scaled = type_coerce(PriceListRow.price, BigInteger)
    stated = select(PriceListRow.product_id, scaled, PriceListRow.breaks).where(PriceListRow.version_id == version.id)
    after = work.db.execute(stated.order_by(PriceListRow.product_id)).all()
    ids = [product for product, _, _ in after]
    before: dict[int, tuple[int | None, str | None]] = {}
    last: dict[int, int] = {}
    for some in [None] if len(ids) > IN_LIMIT else batches(ids):
        conditions = (
            [PriceListRow.list_id == owner.id] if some is None else [PriceListRow.list_id == owner.id, PriceListRow.product_id.in_(some)]
        )
        now = in_force(at, *conditions)
        for product, price, breaks in work.db.execute(select(now.c.product_id, type_coerce(now.c.price, BigInteger), now.c.breaks)):
            before[product] = (price, breaks)
        ever = in_force(at, *conditions, PriceListRow.price.is_not(None))
        last |= {each[0]: each[1] for each in work.db.execute(select(ever.c.product_id, type_coerce(ever.c.price, BigInteger)))}
    nothing = (None, None)
    return Rows(
        owner.currency,
        np.array(ids, np.int64),
        np.array([NONE if (price := before.get(each, nothing)[0]) is None else price for each in ids], np.int64),
        np.array([NONE if price is None else price for _, price, _ in after], np.int64),
        np.array([last.get(each, NONE) for each in ids], np.int64),
        [before.get(each, nothing)[1] for each in ids],
        [breaks for _, _, breaks in after],
    )


def _margins(effect: Effect, units: Mapping[int, Decimal] | None, *, sees_cost: bool) -> dict[str, object]:
    """Average margins before and after, and what that is in money; nothing for whoever may not see costs."""
    names = ("margin_before_percent", "margin_after_percent", "margin_effect", "units_effect", "without_cost")
    if not sees_cost:
        return dict.fromkeys(names)
    both = effect.rows.is_compared
    before, after = effect.held.priced(np.maximum(effect.rows.before, 0)), effect.held.priced(np.maximum(effect.rows.after, 0))
    known = both & (before.column("contribution") != UNSAID) & (after.column("contribution") != UNSAID)
    left, gained = before.stored("contribution")[known], after.stored("contribution")[known]
    weight = [units.get(product, Decimal(0)) for product in effect.rows.product_id[known].tolist()] if units else []
    by_units = sum((Decimal(int(gain)) * each for gain, each in zip(gained - left, weight, strict=bool(weight))), Decimal(0))
    # As numbers without end: large prices of many products do not fit into those of the machine.
    nets, sums = (
        [sum(each.tolist()) for each in pair] for pair in ((before.stored("net")[known], after.stored("net")[known]), (left, gained))
    )
    return {
        "margin_before_percent": tenths(sums[0], nets[0]),
        "margin_after_percent": tenths(sums[1], nets[1]),
        "margin_effect": Decimal(sums[1] - sums[0]).scaleb(-MONEY_SCALE) if known.any() else None,
        "units_effect": by_units.scaleb(-MONEY_SCALE) if weight else None,
        "without_cost": int(((effect.rows.after > 0) & (effect.held.cost <= 0)).sum()),
    }


def _biggest(effect: Effect) -> Ints:
    sizes = np.array([float(each) for each in effect.largest])
    order = np.lexsort((effect.rows.product_id, -sizes))[:MOVERS]
    return order[sizes[order] > 0]


def _movers(work: Work, effect: Effect, places: Ints, *, sees_cost: bool) -> list[Mover]:
    if not len(places):
        return []
    ids = effect.rows.product_id[places].tolist()
    named = products_named(work, ids)
    wanted = np.zeros(len(effect.rows.product_id), np.bool_)
    wanted[places] = True
    some = effect.held.only(wanted)
    at = {product: place for place, product in enumerate(some.product_id.tolist())}
    before, after = (some.priced(np.maximum(side[wanted], 0)) for side in (effect.rows.before, effect.rows.after))
    movers = []
    for place, product in zip(places.tolist(), ids, strict=True):
        floor = amount(int(effect.floors[place])) if sees_cost else None
        movers.append(
            Mover(
                product=named[product],
                before=amount(int(effect.rows.before[place])),
                after=amount(int(effect.rows.after[place])),
                otherwise=amount(effect.measured.otherwise[place]),
                change_percent=effect.changes[place],
                largest_change_percent=effect.largest[place],
                margin_before_percent=margin_at(before, at[product]) if sees_cost else None,
                margin_after_percent=margin_at(after, at[product]) if sees_cost else None,
                floor=floor,
            )
        )
    return movers


def margin_at(priced: PricedMany, place: int) -> Decimal | None:
    """The margin on the net price in percent, or None where no cost is known."""
    value = int(priced.column("margin_on_price_percent")[place])
    return None if value == UNSAID else Decimal(value).scaleb(-1)


def products_named(work: Work, ids: list[int]) -> dict[int, ProductRef]:
    """The products as answers name them, by id."""
    work.require("prices.read")
    found = {}
    for some in batches(sorted(ids)):
        query = select(Product.id, Product.sku, Product.name, Category.name.label("category")).where(Product.id.in_(some))
        for row in work.db.execute(query.outerjoin(Category, Category.id == Product.category_id)):
            found[row.id] = ProductRef(id=row.id, sku=row.sku, name=row.name, category=row.category)
    return found
