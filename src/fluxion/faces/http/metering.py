"""Counts and times of requests and jobs, in the text format that Prometheus reads.

Where several processes serve, each counts into a file of the folder that `PROMETHEUS_MULTIPROC_DIR` names, and whichever
is asked adds them up.
"""

import os
from collections.abc import Iterator, Mapping
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

registry = CollectorRegistry()
_requests = Counter("fluxion_http_requests_total", "Requests answered.", ["method", "route", "status"], registry=registry)
_seconds = Histogram("fluxion_http_request_seconds", "Time to answer.", ["method", "route"], buckets=BUCKETS, registry=registry)


def count_request(scope: Mapping[str, Any], status: int, seconds: float) -> None:
    """Count one answered request under its route's pattern, so that ids do not multiply the series."""
    route = getattr(scope.get("route"), "path", "unmatched")
    _requests.labels(scope["method"], route, str(status)).inc()
    _seconds.labels(scope["method"], route).observe(seconds)


class JobStates(Collector):
    """The jobs as they are now."""

    def __init__(self, by_state: Mapping[str, int]) -> None:
        self.by_state = by_state

    def collect(self) -> Iterator[GaugeMetricFamily]:
        family = GaugeMetricFamily("fluxion_jobs", "Durable jobs by state.", labels=["state"])
        for state, number in self.by_state.items():
            family.add_metric([state], number)
        yield family


def exposition(jobs_by_state: Mapping[str, int]) -> bytes:
    """Everything counted so far by every process that serves, and the jobs as they are now."""
    jobs = CollectorRegistry()
    jobs.register(JobStates(jobs_by_state))
    counted = registry
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        counted = CollectorRegistry()
        MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    return generate_latest(counted) + generate_latest(jobs)
