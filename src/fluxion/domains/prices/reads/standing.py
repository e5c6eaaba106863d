"""What buyers pay by all lists together, before and after somebody changes whom lists are for, when they hold or which goes first,
or a customer's own segment or list.

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


Pair = tuple[Kind | None, Kind | None]
"""What kind of buyer somebody was, and is."""
Move = tuple[int | None, tuple[Candidate, ...], tuple[Candidate, ...]]
"""In a channel, the lists that a buyer moves from and to."""


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


NOTHING = Lowering(Decimal(0), 0)


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
    pairs = {(before.kinds[person], kind) for person, kind in after.kinds.items()} | {(None, None)}
    for owner in owners:
        moves = ((at, _moves(before, after, pairs, owner.currency, at)) for at in moments)
        found = max((each for at, some in moves for each in _lowerings(work, owner, some, at).values()), key=_percent, default=NOTHING)
        if found.percent > threshold:
            raise _told(work, owner, found, threshold)


def lowered_too_far(work: Work, before: Standing, after: Standing) -> dict[int, LoweredTooFar]:
    """Those of the people who change their kind by which they pay less than one person may decide, each with the refusal.

    People of one kind who become another kind are measured once, by the lists that only one of both has.
    """
    work.require("prices.read")
    threshold = approval_threshold(work)
    pairs = {person: (before.kinds[person], kind) for person, kind in after.kinds.items() if before.kinds[person] != kind}
    between = {pair: _between(before, after, pair) for pair in set(pairs.values())}
    refused: dict[Pair, LoweredTooFar] = {}
    owners = work.db.scalars(select(PriceList).where(PriceList.id.in_(set().union(*between.values()))).order_by(PriceList.id)).all()
    for owner in owners:
        for at in moments_of(work, [owner.id]):
            asked = [pair for pair, lists in between.items() if owner.id in lists and pair not in refused]
            moves = {pair: _moves(before, after, [pair], owner.currency, at) for pair in asked}
            found = _lowerings(work, owner, set().union(*moves.values()), at)
            for pair, some in moves.items():
                most = max((found[move] for move in some), key=_percent, default=NOTHING)
                if most.percent > threshold:
                    refused[pair] = _told(work, owner, most, threshold)
    return {person: refused[pair] for person, pair in pairs.items() if pair in refused}


def _between(before: Standing, after: Standing, pair: Pair) -> set[int]:
    """The lists that a buyer is looked at by either before or after, and not both."""
    channels = {channel for _, channel in (*before.looked, *after.looked)}
    was = {each.id for channel in channels for each in before.looked.get((pair[0], channel), ())}
    return was ^ {each.id for channel in channels for each in after.looked.get((pair[1], channel), ())}


def _percent(lowering: Lowering) -> Decimal:
    return lowering.percent


def _told(work: Work, owner: PriceList, found: Lowering, threshold: Decimal) -> LoweredTooFar:
    sku = products_named(work, [found.product_id])[found.product_id].sku
    return LoweredTooFar(code=owner.code, sku=sku, percent=plain(found.percent), threshold=plain(threshold))


def _lowerings(work: Work, owner: PriceList, moves: Collection[Move], at: datetime) -> dict[Move, Lowering]:
    """By how much each move lowers the price of that of a list's products which falls most, at a moment."""
    if not moves:
        return {}
    query = select(PriceListRow.product_id).where(PriceListRow.list_id == owner.id).distinct()
    ids = np.array(sorted(work.db.scalars(query)), np.int64)
    ground = Ground(work, owner.currency, ids, at)
    found = {}
    for move in sorted(moves, key=lambda move: (move[0] or 0, *([each.id for each in side] for side in move[1:]))):
        channel, was, comes = move
        largest = NOTHING
        old, new = ground.priced(channel, was), ground.priced(channel, comes)
        sides = zip(old.price.tolist(), old.breaks, new.price.tolist(), new.breaks, strict=True)
        for place, (price, breaks, lower, steps) in enumerate(sides):
            if (price, breaks) != (lower, steps):
                share = Decimal(lowered((price, breaks), (lower, steps), owner.currency)).scaleb(-1)
                largest = max(largest, Lowering(share, int(ids[place])), key=_percent)
        found[move] = largest
    return found


def _moves(before: Standing, after: Standing, pairs: Iterable[Pair], currency: str, at: datetime) -> set[Move]:
    """From which lists to which buyers move in each channel, each combination once; lists that do not count are left out."""
    pairs, found = list(pairs), set()
    for channel in {channel for _, channel in (*before.looked, *after.looked)}:
        asked = Asked(currency, at, channel)
        for old, new in pairs:
            sides = (before.looked.get((old, channel), ()), after.looked.get((new, channel), ()))
            was, comes = (tuple(each for each in side if unusable(each, asked) is None) for side in sides)
            if [each.id for each in was] != [each.id for each in comes]:
                found.add((channel, was, comes))
    return found
