"""Rows that planning owns, in the records and in the mart."""

from fluxion.domains.planning.tables.mart import MART_SECTION
from fluxion.domains.planning.tables.records import (
    APPROVED,
    DONE,
    OPEN,
    QUEUED,
    REJECTED,
    STATES,
    SUPERSEDED,
    AlertRow,
    ParameterRow,
    RunRow,
    SuggestionRow,
    TransferSuggestionRow,
)

__all__ = [
    "APPROVED",
    "DONE",
    "MART_SECTION",
    "OPEN",
    "QUEUED",
    "REJECTED",
    "STATES",
    "SUPERSEDED",
    "AlertRow",
    "ParameterRow",
    "RunRow",
    "SuggestionRow",
    "TransferSuggestionRow",
]
