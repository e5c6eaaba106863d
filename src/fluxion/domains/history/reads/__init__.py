"""Questions about the past."""

from fluxion.domains.history.reads.batches import data_until, sales_batches
from fluxion.domains.history.reads.demand import demand
from fluxion.domains.history.reads.lake import known_ids, rows_since

__all__ = ["data_until", "demand", "known_ids", "rows_since", "sales_batches"]
