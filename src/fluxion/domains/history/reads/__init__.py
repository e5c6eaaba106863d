"""Questions about the past."""

from fluxion.domains.history.reads.batches import data_until, sales_batches
from fluxion.domains.history.reads.demand import demand

__all__ = ["data_until", "demand", "sales_batches"]
