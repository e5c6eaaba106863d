"""Counts and times of requests and jobs, in the text format that Prometheus reads."""

from collections.abc import Mapping
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

registry = CollectorRegistry()
_requests = Counter("fluxion_http_requests_total", "Requests answered.", ["method", "route", "status"], registry=registry)
_seconds = Histogram("fluxion_http_request_seconds", "Time to answer.", ["method", "route"], buckets=BUCKETS, registry=registry)
_jobs = Gauge("fluxion_jobs", "Durable jobs by state.", ["state"], registry=registry)


def count_request(scope: Mapping[str, Any], status: int, seconds: float) -> None:
    """Count one answered request under its route's pattern, so that ids do not multiply the series."""
    route = getattr(scope.get("route"), "path", "unmatched")
    _requests.labels(scope["method"], route, str(status)).inc()
    _seconds.labels(scope["method"], route).observe(seconds)


def exposition(jobs_by_state: Mapping[str, int]) -> bytes:
    """Everything counted so far, and the jobs as they are now."""
    for state, number in jobs_by_state.items():
        _jobs.labels(state).set(number)
    return generate_latest(registry)
