"""What a bucket of products comes to by itself, from its demand to its moves: the same functions wherever buckets are worked off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from fluxion.domains.planning.rules.buckets import Bucket, buckets, each_of, with_predecessors
from fluxion.domains.planning.rules.centres import forecasts_of_centres, without_a_run
from fluxion.domains.planning.rules.happenings import demand_with_events, forecasts_with_events
from fluxion.domains.planning.rules.inputs import Inputs, Ints, pair_rows
from fluxion.domains.planning.rules.moves import Needs, plan_moves
from fluxion.domains.planning.rules.overrides import Overridden
from fluxion.domains.planning.rules.policy import Classes, Policy, set_policy
from fluxion.domains.planning.rules.position import Position, take_position
from fluxion.domains.planning.rules.series import Series
from fluxion.domains.planning.rules.successions import Passing, demand_at_level, forecasts_with_successions, with_successions
from fluxion.kernels.forecasting import Demand, Forecasts, Pooled, Study, apply, study
from fluxion.kernels.forecasting.buckets import taken


@dataclass(frozen=True)
class Asked:
    """A bucket whose demand is known, and what `passing` from product to product does to it."""

    bucket: Bucket
    demand: Demand
    passing: Passing


@dataclass(frozen=True)
class Learned:
    """What a bucket tells before anything is forecast: its part of what all series learn from, and how long ago each sold."""

    study: Study
    since_sale: Ints


@dataclass(frozen=True)
class Settled:
    """What is known of the series of a bucket before their levels are set."""

    forecasts: Forecasts
    classes: Classes
    overridden: Overridden


@dataclass(frozen=True)
class Made:
    """What a bucket comes to by itself, before orders of all buckets are looked at together."""

    policy: Policy
    position: Position
    needs: Needs


class Passes(Protocol):
    """The three passes over all buckets, each of which needs something of all of them; answers stand in the order of `rows`."""

    @property
    def rows(self) -> list[slice]:
        """The series of each bucket."""
        ...

    def learn(self) -> list[Learned]:
        """First: what every bucket adds to what all learn from."""
        ...

    def forecast(self, pooled: Pooled) -> list[Forecasts]:
        """Second: forecasts, with what all series taught."""
        ...

    def plan(self, settled: list[Settled]) -> list[Made]:
        """Third: levels, positions and moves."""
        ...


class Here:
    """The passes in this process, on as many threads as there are processors; what one pass knows the next one has."""

    def __init__(self, inputs: Inputs, series: Series) -> None:
        self._inputs, self._series = inputs, series
        self._buckets = buckets(inputs, series)
        self._begun: list[tuple[Asked, Study]] = []

    @property
    def rows(self) -> list[slice]:
        """The series of each bucket."""
        return [each.rows for each in self._buckets]

    def learn(self) -> list[Learned]:
        """First: what every bucket adds to what all learn from."""

        def begin(bucket: Bucket) -> tuple[Asked, Study]:
            asked = ask(bucket, with_predecessors(bucket, self._inputs, self._series))
            return asked, study(asked.demand)

        self._begun = list(each_of(begin, self._buckets))
        return [Learned(studied, days_since_sale(asked.demand)) for asked, studied in self._begun]

    def forecast(self, pooled: Pooled) -> list[Forecasts]:
        """Second: forecasts, with what all series taught."""
        return list(each_of(lambda begun: forecast_bucket(*begun, pooled), self._begun))

    def plan(self, settled: list[Settled]) -> list[Made]:
        """Third: levels, positions and moves."""
        begun = [asked for asked, _ in self._begun]
        return list(each_of(lambda pair: plan_bucket(*pair), list(zip(begun, settled, strict=True))))


def ask(bucket: Bucket, wide: Bucket) -> Asked:
    """The demand of a bucket with events and changes from product to product; `wide` is the bucket with the products it replaces."""
    demand, passing = with_successions(demand_with_events(wide.inputs, wide.series), wide.inputs, wide.series)
    if wide is not bucket:
        mine = bucket.series
        rows = pair_rows(mine.product_id, mine.location_id, wide.series.product_id, wide.series.location_id)
        demand, passing = taken(demand, rows), passing.of(rows)
    return Asked(bucket, demand, passing)


def forecast_bucket(asked: Asked, studied: Study, pooled: Pooled) -> Forecasts:
    """Forecasts of a bucket with the stated effects of events and the changes from one product to another."""
    inputs, series = asked.bucket.inputs, asked.bucket.series
    found = apply(asked.demand, studied, pooled, inputs.horizon, (), threads=1)
    found = forecasts_of_centres(found, inputs, series, asked.demand)
    return forecasts_with_successions(forecasts_with_events(found, inputs, series), asked.passing)


def plan_bucket(asked: Asked, settled: Settled) -> Made:
    """Levels, positions and moves of the series of one bucket."""
    inputs, series, forecasts = asked.bucket.inputs, asked.bucket.series, settled.forecasts
    demand = without_a_run(demand_at_level(asked.demand, asked.passing), forecasts)
    policy = set_policy(inputs, series, demand, forecasts, settled.classes, settled.overridden)
    position = take_position(inputs, series, policy, forecasts)
    return Made(policy, position, plan_moves(inputs, series, policy, position, forecasts))


def days_since_sale(demand: Demand) -> Ints:
    """Days from the last sale to the day of the plan; the whole history where nothing sold in it."""
    has = np.diff(demand.ptr) > 0
    last = np.zeros(demand.n, np.int64)
    last[has] = demand.day[demand.ptr[1:][has] - 1]
    return demand.n_days - last
