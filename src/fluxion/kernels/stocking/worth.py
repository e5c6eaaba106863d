"""What the next unit is worth, and handing out what is limited unit by unit: the loops, as machine code.

A unit more on top of `have` is worth what its absence would cost times the chance that it is asked for within the protection
period, less what it costs to hold (until it sells) and to lose times the chance that it is not. The steps are
portions of whole packs, the best first; equal ones go to the earlier row.
"""

from __future__ import annotations

import heapq
import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fluxion.kernels.compiling import compiled

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

HAIR = 1e-9
_STEADY = 100.0  # a gamma of this shape or more is as good as normal
_LONG = 3650.0  # days that a unit nobody asks for is taken to lie


class Lines(NamedTuple):
    """What the worth of a unit more depends on, per row.

    `have` is the position without anything ordered, `mean` and `sd` the demand of the protection period of `days`, of
    which `review` lie between two orders; `pace` a day's demand. `short_cost` per unit short, `hold_cost` per unit and
    day, `spoil_cost` per unit left over. `most` units at most are ordered, `pack` by pack, at least `moq`.
    """

    have: Floats
    mean: Floats
    sd: Floats
    pace: Floats
    days: Floats
    review: Floats
    short_cost: Floats
    hold_cost: Floats
    spoil_cost: Floats
    pack: Floats
    moq: Floats
    most: Floats

    @classmethod
    def of(cls, n: int, **columns: ArrayLike) -> Lines:
        """Rows from columns or single values; what is not told is 0, packs 1, `most` without limit."""
        given = {"pack": 1.0, "most": np.inf} | columns
        return cls(*(np.broadcast_to(np.asarray(given.get(name, 0.0), np.float64), n).copy() for name in cls._fields))

    def rows(self, chosen: Ints) -> Lines:
        """Some of the rows."""
        return Lines(*(np.ascontiguousarray(column[chosen]) for column in self))


@compiled
def _gamma_tail(shape: float, x: float) -> float:
    """Chance that a gamma variable of scale 1 exceeds x: series below the mean, continued fraction above."""
    front = math.exp(shape * math.log(x) - x - math.lgamma(shape))
    if x < shape + 1.0:
        term = total = 1.0 / shape
        k = shape
        while term > total * 1e-14:
            k += 1.0
            term *= x / k
            total += term
        return max(1.0 - total * front, 0.0)
    b = x + 1.0 - shape
    c, d = 1e300, 1.0 / b
    h = d
    for i in range(1, 500):
        an = -i * (i - shape)
        b += 2.0
        d = 1.0 / (an * d + b)
        c = b + an / c
        h *= d * c
        if abs(d * c - 1.0) < 1e-14:
            break
    return front * h


@compiled
def short_units(level: float, mean: float, sd: float) -> float:
    """Expected units short when gamma demand meets the level; as `formulas.gamma_loss`, normal where demand is very steady."""
    if mean <= 0.0:
        return max(-level, 0.0)
    if sd <= 0.0 or level <= 0.0:
        return max(mean - level, 0.0)
    shape = (mean / sd) * (mean / sd)
    if shape > _STEADY:
        k = (level - mean) / sd
        density = math.exp(-0.5 * k * k) / math.sqrt(2.0 * math.pi)
        return max(sd * (density - k * 0.5 * math.erfc(k / math.sqrt(2.0))), 0.0)
    x = level / sd * (mean / sd)
    if x <= 0.0 or x > 700.0:
        return max(mean - level, 0.0)
    tail = _gamma_tail(shape, x)
    more = math.exp(shape * math.log(x) - x - math.lgamma(shape + 1.0))
    return max(mean * (tail + more) - level * tail, 0.0)


@compiled
def worth_of(lines: Lines, i: int, ordered: float, units: float) -> float:
    """Worth of `units` more of a row on top of its position and what is ordered already."""
    have = lines.have[i] + ordered
    asked = short_units(have, lines.mean[i], lines.sd[i]) - short_units(have + units, lines.mean[i], lines.sd[i])
    asked = min(max(asked, 0.0), units)
    lies = _LONG
    if lines.pace[i] > 0.0:
        lies = min(max(lines.review[i], (have + 0.5 * units) / lines.pace[i] - lines.days[i]), _LONG)
    return float(lines.short_cost[i] * asked - (units - asked) * (lines.hold_cost[i] * lies + lines.spoil_cost[i]))


@compiled
def _portion(lines: Lines, i: int, ordered: float, wish: float) -> float:
    """About `wish` units in whole packs, at least the minimum on an empty line; 0 where the line may carry no more."""
    units = max(math.ceil(wish / lines.pack[i] - HAIR), 1.0) * lines.pack[i]
    if ordered <= 0.0:
        units = max(units, math.ceil(lines.moq[i] / lines.pack[i] - HAIR) * lines.pack[i])
    return units if ordered + units <= lines.most[i] + HAIR else 0.0


@compiled
def top_up_all(
    lines: Lines, cost: Floats, quantity: Floats, by_order: Ints, begins: Ints, ends: Ints, lacking: Floats, tried: Flags
) -> Floats:
    """Tops up (in place) every order that is tried, whose rows are `by_order[begins:ends]`; answers what each still lacks."""
    left = lacking.copy()
    for o in range(len(begins)):
        if tried[o]:
            left[o] = _top_up(lines, cost, quantity, by_order[begins[o] : ends[o]], lacking[o])
    return left


@compiled
def _top_up(lines: Lines, cost: Floats, quantity: Floats, mine: Ints, lacking: float) -> float:
    """Adds the best next units per money to an order (in place) until its value is reached; answers what still lacks."""
    queue = [(0.0, 0, 0.0)][:0]
    for i in mine:
        _offer(queue, lines, cost, quantity, i, lacking)
    while len(queue) > 0 and lacking > 1e-6:
        _, i, units = heapq.heappop(queue)
        quantity[i] += units
        lacking -= units * cost[i]
        if lacking > 1e-6:
            _offer(queue, lines, cost, quantity, i, lacking)
    return lacking


@compiled
def _offer(queue: list[tuple[float, int, float]], lines: Lines, cost: Floats, quantity: Floats, i: int, lacking: float) -> None:
    """A day's demand more of a line, or what completes the order: pack by pack would take for ever on single units."""
    if cost[i] <= 0.0 or lines.pace[i] <= 0.0:
        return
    units = _portion(lines, i, quantity[i], min(lines.pace[i], lacking / cost[i]))
    if units > 0.0:
        heapq.heappush(queue, (-worth_of(lines, i, quantity[i], units) / (units * cost[i]), i, units))


@compiled
def load(
    lines: Lines, wanted: Floats, use: Floats, group: Ints, left: Floats, scarce: Floats, extra: Flags, quantity: Floats, blocked: Ints
) -> None:
    """Fills `quantity` (in place) with the best next portions while every limit a row belongs to has room.

    `use[k, i]` is what a unit of row i takes of limit `group[k, i]` (-1: none) of which `left` remain; `scarce` weighs a limit's
    use (1 / its size where it binds). Rows go up to what is `wanted`; `extra` rows then on while a unit is worth more than it
    costs. `blocked[i]` becomes the kind k of the limit that stopped a row, else stays -1.
    """
    for is_extra in (False, True):
        queue = [(0.0, 0, 0.0)][:0]
        for i in range(len(wanted)):
            if not is_extra or extra[i]:
                _want(queue, lines, wanted, use, group, scarce, quantity, i, is_extra)
        while len(queue) > 0:
            _, i, units = heapq.heappop(queue)
            fits, stopped = units, -1
            for k in range(len(use)):
                if group[k, i] >= 0 and use[k, i] > 0.0:
                    room = math.floor(left[group[k, i]] / use[k, i] / lines.pack[i] + HAIR) * lines.pack[i]
                    if room < fits:
                        fits, stopped = room, k
            least = min(lines.moq[i], units) if quantity[i] <= 0.0 else 0.0
            if fits <= 0.0 or fits < least - HAIR:
                fits = 0.0
            quantity[i] += fits
            for k in range(len(use)):
                if group[k, i] >= 0:
                    left[group[k, i]] -= fits * use[k, i]
            if stopped < 0 and fits > 0.0:
                _want(queue, lines, wanted, use, group, scarce, quantity, i, is_extra)
            elif not is_extra:
                blocked[i] = stopped


@compiled
def _want(
    queue: list[tuple[float, int, float]], lines: Lines, wanted: Floats, use: Floats, group: Ints, scarce: Floats, quantity: Floats,
    i: int, is_extra: bool,
) -> None:  # fmt: skip
    """The next portion of a row, if it still wants one: an eighth of what it wants, or a day's demand beyond."""
    if is_extra:
        units = _portion(lines, i, quantity[i], lines.pace[i]) if lines.pace[i] > 0.0 else 0.0
    else:
        rest = wanted[i] - quantity[i]
        first = math.ceil(lines.moq[i] / lines.pack[i] - HAIR) * lines.pack[i] if quantity[i] <= 0.0 else 0.0
        units = min(max(_portion(lines, i, quantity[i], wanted[i] / 8.0), lines.pack[i], first), rest) if rest > HAIR else 0.0
    if units <= HAIR:
        return
    worth = worth_of(lines, i, quantity[i], units)
    if is_extra and worth <= 0.0:
        return
    taken = 1e-12
    for k in range(len(use)):
        if group[k, i] >= 0:
            taken += units * use[k, i] * scarce[group[k, i]]
    heapq.heappush(queue, (-worth / taken if worth > 0.0 else -worth * taken, i, units))


@compiled
def share_among(starts: Ints, spare: Floats, lines: Lines, request: Floats, sent: Floats) -> None:
    """Gives each centre's spare units (in place) to the rows between its starts, a portion at a time where a unit is worth most."""
    for c in range(len(starts) - 1):
        rest = spare[c]
        queue = [(0.0, 0, 0.0)][:0]
        for i in range(starts[c], starts[c + 1]):
            _ask(queue, lines, request, sent, i)
        while len(queue) > 0:
            _, i, units = heapq.heappop(queue)
            units = min(units, math.floor(rest / lines.pack[i] + HAIR) * lines.pack[i])
            if units <= 0.0:
                continue
            sent[i] += units
            rest -= units
            _ask(queue, lines, request, sent, i)


@compiled
def _ask(queue: list[tuple[float, int, float]], lines: Lines, request: Floats, sent: Floats, i: int) -> None:
    lacking = request[i] - sent[i]
    if lacking > HAIR:
        units = min(max(math.ceil(request[i] / 16.0 / lines.pack[i] - HAIR), 1.0) * lines.pack[i], lacking)
        heapq.heappush(queue, (-worth_of(lines, i, sent[i], units) / units, i, units))


def unit_worth(lines: Lines, ordered: ArrayLike, units: ArrayLike) -> Floats:
    """Worth of so many units more of every row, on top of its position and what is ordered already.

    The 61st newspaper of SPT's newsvendor reasoning: margin 5, nothing back for what is left (cost 10), demand 50 ± 0 asks for
    50, so the 50th is worth its margin and the 51st costs what it cost.

    >>> paper = Lines.of(1, mean=50.0, short_cost=5.0, spoil_cost=10.0)
    >>> unit_worth(paper, 49.0, 1.0), unit_worth(paper, 50.0, 1.0)
    (array([5.]), array([-10.]))
    """
    n = len(lines.have)
    have, more = (np.broadcast_to(np.asarray(x, np.float64), n) for x in (ordered, units))
    return np.array([worth_of(lines, i, have[i], more[i]) for i in range(n)])
