"""What buyers pay by all lists together, before and after somebody changes whom lists are for, when they hold or which goes first.

Prices that are published are measured by `what_if`; these changes move buyers between prices that are there already, so what a
buyer pays before is held against what the same buyer pays after.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import numpy as np
from sqlalchemy import select

from fluxion.base.work import Work
from fluxion.domains.prices.errors.lists import LoweredTooFar
from fluxion.domains.prices.reads.otherwise import Ground
from fluxion.domains.prices.reads.people import Kind, Person, buyers
from fluxion.domains.prices.reads.policy import approval_threshold
from fluxion.domains.prices.reads.quoting import Buyer, candidates_of
from fluxion.domains.prices.reads.what_if import products_named
from fluxion.domains.prices.rules.resolving import Asked, Candidate, unusable
from fluxion.domains.prices.rules.what_if import lowered
from fluxion.domains.prices.tables import PriceList, PriceListRow, PriceListVersion
from fluxion.values.money import plain

Looked = dict[tuple[Kind | None, int | None], tuple[Candidate, ...]]
"""The lists that a kind of buyer (None: one who has nothing of their own) is looked at by in a channel, in their order."""


@dataclass(frozen=True)
class Standing:
    """Who is what kind of buyer, and which lists they are looked at by."""

    kinds: dict[int, Kind]
    looked: Looked


@dataclass(frozen=True)
class Lowering:
    """The largest share that somebody's price falls by, in percent, and of which product."""

    percent: Decimal
    product_id: int


def standing(work: Work, people: Iterable[Person], anybody: Buyer | None) -> Standing:
    """Where the people, and somebody who has nothing of their own, stand right now: with lists that are off or do not hold yet too."""
    work.require("prices.read")
    work.db.flush()
    found = buyers(work, people, None)
    shown: dict[Kind | None, Buyer] = dict(found.values())
    if anybody is not None:
        shown[None] = anybody
    channels = [None, *work.db.scalars(select(PriceList.configuration_id).where(PriceList.configuration_id.is_not(None)).distinct())]
    looked = {
        (kind, channel): tuple(candidates_of(work, Buyer(buyer.customer, buyer.price_list, buyer.groups, channel)))
        for kind, buyer in shown.items()
        for channel in channels
    }
    return Standing({person: kind for person, (kind, _) in found.items()}, looked)


def moments_of(work: Work, list_ids: Collection[int], *, but: Sequence[datetime | None] = ()) -> list[datetime]:
    """Now, and every moment to come at which prices of the lists begin or end to hold; `but` are others of the kind."""
    work.require("prices.read")
    query = select(PriceListVersion.starts_at).where(PriceListVersion.list_id.in_(list_ids), PriceListVersion.state == "published")
    periods = work.db.execute(select(PriceList.starts_at, PriceList.ends_at).where(PriceList.id.in_(list_ids)))
    told = {*work.db.scalars(query), *(each for row in periods for each in row), *but}
    return sorted({work.now, *(each for each in told if each is not None and each > work.now)})


def refuse_lowered(work: Work, owners: Sequence[PriceList], before: Standing, after: Standing, moments: Sequence[datetime]) -> None:
    """Refuse what lowers somebody's price by more than the company lets one person decide."""
    work.require("prices.read")
    threshold = approval_threshold(work)
    for owner in owners:
        found = max((_lowering(work, owner, before, after, at) for at in moments), key=lambda each: each.percent)
        if found.percent > threshold:
            sku = products_named(work, [found.product_id])[found.product_id].sku
            raise LoweredTooFar(code=owner.code, sku=sku, percent=plain(found.percent), threshold=plain(threshold))


def _lowering(work: Work, owner: PriceList, before: Standing, after: Standing, at: datetime) -> Lowering:
    """By how much the prices of a list's products fall most for anybody at a moment."""
    query = select(PriceListRow.product_id).where(PriceListRow.list_id == owner.id).distinct()
    moves = sorted(
        _moves(before, after, owner.currency, at), key=lambda move: (move[0] or 0, *([each.id for each in side] for side in move[1:]))
    )
    largest = Lowering(Decimal(0), 0)
    if not moves:
        return largest
    ids = np.array(sorted(work.db.scalars(query)), np.int64)
    ground = Ground(work, owner.currency, ids, at)
    for channel, was, comes in moves:
        old, new = ground.priced(channel, was), ground.priced(channel, comes)
        sides = zip(old.price.tolist(), old.breaks, new.price.tolist(), new.breaks, strict=True)
        for place, (price, breaks, lower, steps) in enumerate(sides):
            if (price, breaks) != (lower, steps):
                share = Decimal(lowered((price, breaks), (lower, steps), owner.currency)).scaleb(-1)
                largest = max(largest, Lowering(share, int(ids[place])), key=lambda each: each.percent)
    return largest


def _moves(
    before: Standing, after: Standing, currency: str, at: datetime
) -> set[tuple[int | None, tuple[Candidate, ...], tuple[Candidate, ...]]]:
    """From which lists to which buyers move in each channel, each combination once; lists that do not count are left out."""
    pairs = {(before.kinds[person], kind) for person, kind in after.kinds.items()} | {(None, None)}
    found = set()
    for channel in {channel for _, channel in (*before.looked, *after.looked)}:
        asked = Asked(currency, at, channel)
        for old, new in pairs:
            sides = (before.looked.get((old, channel), ()), after.looked.get((new, channel), ()))
            was, comes = (tuple(each for each in side if unusable(each, asked) is None) for side in sides)
            if [each.id for each in was] != [each.id for each in comes]:
                found.add((channel, was, comes))
    return found
