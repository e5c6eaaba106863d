"""Season and known effects (price, promotions, events): learned for the company, bent by group, then by item.

A log-linear model around the level of the time. What a group's own data add to the company's coefficients, and
an item's to its group's, is weighed against how much groups and items truly differ (empirical Bayes); how far a column may
be believed at all is what it foretold of the last steps, held out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from fluxion.kernels.forecasting.models import slopes
from fluxion.kernels.forecasting.passes import Rows
from fluxion.kernels.forecasting.threads import over_slices

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_COMPANY_ROUNDS, _GROUP_ROUNDS = 5, 2
_LARGEST_STEP = 1.0


class Told(NamedTuple):
    """Scores [n, k] and information [n, k, k] of the series on a span, by the columns asked for, and the spread left over."""

    score: Floats
    information: Floats
    spread: float


class Span(NamedTuple):
    """First step, last step (exclusive), half the window whose level is free, and steps looked at together where only waves act."""

    since: int
    until: int
    half: int
    bucket: int


@dataclass(frozen=True)
class Effects:
    """Coefficients [groups + 1, columns] (the company's last), how much items differ, and how far they may be believed."""

    beta: Floats
    between: Floats  # [columns] variance of items' coefficients around their group's
    belief: Floats  # [groups + 1, columns] 0..1
    spread: float


Sums = tuple[Floats, Floats]
"""Units and exposure [n, weeks] of series that are asked about again and again; no rows: nothing is kept."""
_NOTHING_KEPT = np.zeros((0, 0)), np.zeros((0, 0))


def _room(rows: Rows, span: Span) -> Sums:
    """Where the first question on a span leaves the sums of the series that only waves act on; single steps take more room than time."""
    if span.bucket == 1:
        return _NOTHING_KEPT
    weeks = max(span.until - span.since, 0) // span.bucket
    return np.full((len(rows.first), weeks), np.nan), np.full((len(rows.first), weeks), np.nan)


def told(
    rows: Rows, beta: Floats, cv2: Floats, span: Span, threads: int | None, columns: Ints | None = None, sums: Sums = _NOTHING_KEPT
) -> Told:
    """What the demand says against these coefficients [n, all columns]; of some of the columns only, where they are named."""
    asked = np.arange(beta.shape[1]) if columns is None else columns
    n, k = len(beta), len(asked)
    score, information, misfit = np.zeros((n, k)), np.zeros((n, k, k)), np.zeros((n, 2))

    def work(begin: int, end: int) -> None:
        slopes(begin, end, rows, beta, cv2, (span.since, span.until, span.half, span.bucket), asked, sums, (score, information, misfit))

    over_slices(n, work, threads)
    low = np.tril(np.ones((k, k), np.bool_), -1)
    information += np.where(low, information, 0.0).transpose(0, 2, 1)
    return Told(score, information, float(max(misfit[:, 0].sum() / max(misfit[:, 1].sum(), 1.0), 1e-3)))


def _towards(said: Told, here: Floats, parent: Floats, between: Floats) -> Floats:
    """One Newton step of every row's coefficients, held to the parent's by the inverse of how much rows differ."""
    free = between > 0
    hold = np.diag(1.0 / np.where(free, between, 1e-12))
    pull = said.score / said.spread - (here - parent) @ hold
    step = np.linalg.solve(said.information / said.spread + hold, pull[:, :, None])[:, :, 0]
    return np.asarray(here + np.clip(step, -_LARGEST_STEP, _LARGEST_STEP), np.float64)


def _summed(said: Told, group: Ints, groups: int) -> Told:
    score = np.zeros((groups, said.score.shape[1]))
    information = np.zeros((groups, *said.information.shape[1:]))
    np.add.at(score, group, said.score)
    np.add.at(information, group, said.information)
    return Told(score, information, said.spread)


def _differ(said: Told, most: Floats) -> Floats:
    """Variance between rows by the method of moments: scores vary more than noise alone would make them."""
    own = np.einsum("ikk->ik", said.information)
    surplus = (said.score**2 - said.spread * own).sum(0)
    return np.asarray(np.clip(surplus / np.maximum((own**2).sum(0), 1e-300), 0.0, most), np.float64)


def fit(rows: Rows, cv2: Floats, group: Ints, groups: int, span: Span, prior: Floats, threads: int | None) -> Effects:
    """Coefficients of company and groups on a span; `prior` [columns] is the variance they may have at all."""
    n, k = len(rows.ptr) - 1, len(prior)
    company, nobody, sums = np.zeros((1, k)), np.zeros(n, np.int64), _room(rows, span)
    for _ in range(_COMPANY_ROUNDS):
        said = told(rows, np.repeat(company, n, 0), cv2, span, threads, sums=sums)
        company = _towards(_summed(said, nobody, 1), company, np.zeros((1, k)), prior)
    said = told(rows, np.repeat(company, n, 0), cv2, span, threads, sums=sums)
    beta = np.repeat(company, groups + 1, 0)
    apart = _differ(_summed(said, group, groups + 1), prior)
    if groups > 1 and apart.any():
        for _ in range(_GROUP_ROUNDS):
            beta = _towards(_summed(said, group, groups + 1), beta, company, apart)
            said = told(rows, beta[group], cv2, span, threads, sums=sums)
    beta[groups] = company[0]
    return Effects(beta, _differ(said, prior), np.ones((groups + 1, k)), said.spread)


def of_items(rows: Rows, cv2: Floats, group: Ints, effects: Effects, span: Span, threads: int | None) -> Floats:
    """Coefficients of every item [n, columns]: its group's, bent by its own history, as far as they may be believed.

    One Newton step: held to the group's as they are, a second one moves no forecast in its third digit. Columns in which
    items do not differ stay the group's.
    """
    beta, free = effects.beta[group], np.flatnonzero(effects.between > 0)
    if len(free):
        said = told(rows, beta, cv2, span, threads, free)._replace(spread=effects.spread)
        beta[:, free] = _towards(said, beta[:, free], beta[:, free], effects.between[free])
    return np.asarray(beta * effects.belief[group], np.float64)


def believed(rows: Rows, cv2: Floats, group: Ints, groups: int, beta: Floats, span: Span, parts: Ints, threads: int | None) -> Floats:
    """How far each column is to be believed, by group [groups + 1, columns]: the slope of demand on what it foretold.

    `beta` [n, columns] was learned before the span; columns of one part (the yearly waves) are judged together. 1 is as
    told, 0 is noise; more than told is never believed.
    """
    count = int(parts.max()) + 1
    onto = (parts[:, None] == np.arange(count)).astype(np.float64)
    trust = np.ones((1, count))
    nobody, sums = np.zeros(len(beta), np.int64), _room(rows, span)
    for _ in range(3):
        said = _by_part(told(rows, beta * (trust @ onto.T), cv2, span, threads, sums=sums), beta, onto)
        trust = np.clip(_towards(_summed(said, nobody, 1), trust, np.ones((1, count)), np.full(count, 1.0)), 0.0, 1.0)
    said = _by_part(told(rows, beta * (trust @ onto.T), cv2, span, threads, sums=sums), beta, onto)
    by_group = np.repeat(trust, groups + 1, 0)
    if groups > 1:
        by_group = np.clip(_towards(_summed(said, group, groups + 1), by_group, trust, np.full(count, 0.1)), 0.0, 1.0)
        by_group[groups] = trust[0]
    return np.asarray(by_group @ onto.T, np.float64)


def _by_part(said: Told, beta: Floats, onto: Floats) -> Told:
    score = (said.score * beta) @ onto
    information = np.einsum("ijk,ij,ik->ijk", said.information, beta, beta)
    return Told(score, onto.T @ information @ onto, said.spread)
