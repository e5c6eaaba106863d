"""What a process opens that was started for one heavy job."""

from collections.abc import Iterator
from contextlib import contextmanager

from fluxion.app import compose
from fluxion.base.settings import Settings
from fluxion.base.work import Works


@contextmanager
def company_works(settings: Settings) -> Iterator[Works]:
    """The company's works, with every part plugged in."""
    app = compose(settings)
    try:
        yield app.works
    finally:
        app.close()
