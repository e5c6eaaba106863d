"""Days of review: when to look at each series again, and what was proposed on the last one and still waits for a decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from fluxion.domains.planning.rules.inputs import Flags, Floats, Inputs
from fluxion.domains.planning.rules.series import Series


@dataclass(frozen=True)
class Reviews:
    """Which series are reviewed by this plan, and when they were or will be; NaN where that says nothing.

    `review_since` counts the days since the review whose proposal nobody has decided on yet, `review_ahead` those until the next.
    """

    is_review_day: Flags
    review_since: Floats
    review_ahead: Floats


def take_reviews(inputs: Inputs, series: Series, by_review: Flags, review_days: Floats, offset_days: Floats) -> Reviews:
    """What is reviewed today: all that does not go `by_review`, what has its day, and what a day before left undecided.

    A review ends with a decision: as long as its proposal is open, every plan brings it up to date, until the next day of review.
    """
    since, every = days_since_review(inputs.as_of, review_days, offset_days), _every(review_days)
    is_day = is_review_day(inputs.as_of, review_days, offset_days, inputs.planned_before)
    is_pending = by_review & ~is_day & (series.of(inputs.waiting, "open") > 0)
    return Reviews(
        is_review_day=~by_review | is_day | is_pending,
        review_since=np.where(is_pending, since, np.nan),
        review_ahead=np.where(by_review, every - since, np.nan),
    )


def days_since_review(as_of: date, review_days: Floats, offset_days: Floats) -> Floats:
    """Days from the last day of review to a day, 0 on one.

    Of a Monday, when Mondays or Thursdays are reviewed:

    >>> days_since_review(date(2026, 3, 2), np.array([7.0, 7.0]), np.array([0.0, 3.0]))
    array([0., 4.])
    """
    return np.asarray(np.floor(np.mod(as_of.toordinal() - 1 - offset_days, _every(review_days))), np.float64)


def _every(review_days: Floats) -> Floats:
    return np.maximum(np.round(review_days), 1.0)


def is_review_day(as_of: date, review_days: Floats, offset_days: Floats, planned_before: date | None) -> Flags:
    """Whether to review today: the day of review, counted from Mondays, came since the plan of the day before it.

    `planned_before` is the day of the newest plan of an earlier day: a day of review on which nobody planned is made up for by the next
    plan, whatever its day, and another plan of the same day finds the same. Without any plan before it everything is reviewed.

    Every Monday, every Thursday, every other Monday; planned yesterday, and last on Friday:

    >>> every, offset = np.array([7.0, 7.0, 14.0]), np.array([0.0, 3.0, 0.0])
    >>> is_review_day(date(2026, 3, 2), every, offset, date(2026, 3, 1))
    array([ True, False,  True])
    >>> is_review_day(date(2026, 3, 3), every, offset, date(2026, 2, 27))
    array([ True, False,  True])
    """
    since_review = days_since_review(as_of, review_days, offset_days)
    return np.asarray(since_review < (np.inf if planned_before is None else (as_of - planned_before).days))
