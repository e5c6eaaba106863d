"""What every test process does once: it begins with the long tests, and leaves alone, when it looks for garbage, what stays to its end anyway."""

import gc

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with long tests first: one that begins last keeps a processor waiting for the other."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Modules and tests are never garbage: looking through them again and again is lost time."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """At the end everything is, and libraries tell of what is not taken away."""
    gc.unfreeze()
