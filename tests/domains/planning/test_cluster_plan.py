"""A plan made bucket by bucket on a cluster: every figure of the plan made here, and nothing at all where a worker fails."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pyarrow as pa
import pytest
from tests.domains.planning.company import plan, plan_job
from tests.domains.planning.made_inputs import assert_the_same, made_inputs, unmet

from fluxion.adapters.spark import SparkAway
from fluxion.base.buckets import BUCKET, Buckets, InTurn, Kernel, PlacedHere
from fluxion.base.work import Works
from fluxion.domains.planning.rules import buckets, cluster_plan
from fluxion.domains.planning.rules.inputs import Inputs
from fluxion.domains.planning.rules.plan import Plan, compute
from fluxion.domains.planning.rules.series import list_series
from fluxion.kernels.forecasting import engine


@dataclass
class Watched(InTurn):
    """A cluster that notes what it was given and what came back, and whether what was placed is still there."""

    asked: list[int] = field(default_factory=list)
    there: list[PlacedHere] = field(default_factory=list)

    def each(self, table: pa.Table, kernel: Kernel, schema: pa.Schema) -> pa.Table:
        self.asked.append(len(table))
        return super().each(table, kernel, schema)

    @contextmanager
    def placed(self, table: pa.Table) -> Iterator[PlacedHere]:
        self.there.append(PlacedHere(table))
        try:
            yield self.there[-1]
        finally:
            self.there.pop()


@dataclass(frozen=True)
class LossyRows(PlacedHere):
    """Forgets the answer of a bucket."""

    def each(self, kernel: Kernel, schema: pa.Schema, beside: pa.Table | None = None) -> pa.Table:
        return super().each(kernel, schema, beside).slice(1)


class Lossy(InTurn):
    @contextmanager
    def placed(self, table: pa.Table) -> Iterator[PlacedHere]:
        yield LossyRows(table)


@pytest.fixture(scope="module")
def company() -> Inputs:
    return made_inputs(1_800)


@pytest.fixture(scope="module")
def here(company: Inputs) -> Plan:
    return compute(company, silent)


def silent(_share: float, _step: str) -> None:
    """Nobody looks."""


def on_cluster(inputs: Inputs, number: int, monkeypatch: pytest.MonkeyPatch, cluster: Buckets | None = None) -> Plan:
    n = list_series(inputs).n
    monkeypatch.setattr(cluster_plan, "SERIES_AT_ONCE", -(-n // number))
    return compute(inputs, silent, cluster or InTurn())


def failing(table: pa.Table, shared: bytes, **_told: object) -> pa.Table:
    raise SparkAway(remote="sc://spark", reason=f"no room for bucket {table[BUCKET][0].as_py()}")


def test_the_company_has_all_that_a_plan_can_meet(here: Plan) -> None:
    assert unmet(here) == []


@pytest.mark.parametrize("number", [1, 7, 64])
def test_a_cluster_makes_the_plan_made_here_to_the_last_bit(
    company: Inputs, here: Plan, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = on_cluster(company, number, monkeypatch)
    cut = buckets.buckets(company, list_series(company), cluster_plan.SERIES_AT_ONCE)
    assert number * 0.8 <= len(cut) <= number
    assert_the_same(found, here)


def test_buckets_here_make_no_difference_either(company: Inputs, here: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(buckets, "SERIES_AT_ONCE", 100)
    assert_the_same(compute(company, silent), here)


@pytest.mark.parametrize(("spare", "is_asked_again"), [(2.0, False), (0.5, True)])
def test_who_kept_back_series_that_all_learn_from_is_asked_for_them(
    company: Inputs, spare: float, is_asked_again: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (engine, cluster_plan):
        monkeypatch.setattr(module, "SAMPLE", 400)
    monkeypatch.setattr(cluster_plan, "_LEAST_SENT", 8)
    monkeypatch.setattr(cluster_plan, "_SPARE", spare)
    watched = Watched()
    found = on_cluster(company, 7, monkeypatch, watched)
    assert bool(watched.asked) is is_asked_again
    assert watched.there == []
    assert_the_same(found, compute(company, silent))


def test_a_bucket_sends_little_more_of_its_demand_than_all_learn_from(company: Inputs) -> None:
    series = list_series(company)
    with cluster_plan.on_cluster(company, series, InTurn()) as passes:
        asked = cluster_plan._asked(cluster_plan._rows(company, series, passes.buckets, [0]), passes.shared)
        kernel = cluster_plan.learn_rows(cluster_plan._rows(company, series, passes.buckets, [0]), passes.shared, 0.1)
    (learned,) = cluster_plan._unpacked(kernel, [0])
    assert asked.demand.n == series.n == len(learned.since_sale)
    assert learned.study.sample.n == int(0.1 * series.n) + cluster_plan._LEAST_SENT
    assert len(learned.study.traits.first) == 0


def test_a_bucket_that_does_not_come_back_is_missed(company: Inputs, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="7 buckets were sent and 6 came back"):
        on_cluster(company, 7, monkeypatch, Lossy())


@pytest.mark.parametrize("kernel", ["learn_rows", "forecast_rows", "plan_rows"])
def test_a_worker_that_fails_is_told_and_the_plan_before_stays(small: Works, kernel: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plan(small)
    before = published(small)
    monkeypatch.setattr(cluster_plan, kernel, failing)
    watched = Watched()
    row = plan_job(replace(small, ports={**small.ports, Buckets: watched}))
    assert (row.state, row.error_code) == ("failed", "spark.away")
    assert "no room for bucket 0" in str(row.error)
    assert (published(small), watched.there) == (before, [])


def test_a_cluster_does_the_nightly_plan(small: Works) -> None:
    told, again = plan(small), plan(replace(small, ports={**small.ports, Buckets: InTurn()}))
    assert {name: again[name] for name in ("series", "suggestions", "transfers", "alerts")} == {
        name: told[name] for name in ("series", "suggestions", "transfers", "alerts")
    }


def published(works: Works) -> tuple[int, list[tuple[object, ...]]]:
    """The generation that is current and what it says of the plan it holds."""
    with works.read() as work:
        return work.marts.generation(work), work.marts.query(work, "select key, value from plan_meta order by key")
