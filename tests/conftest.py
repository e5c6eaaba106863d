"""What every test process does once: it leaves alone, when it looks for garbage, what stays to its end anyway."""

import gc

import pytest


def pytest_collection_finish(session: pytest.Session) -> None:
    """Modules and tests are never garbage: looking through them again and again is lost time."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """At the end everything is, and libraries tell of what is not taken away."""
    gc.unfreeze()
