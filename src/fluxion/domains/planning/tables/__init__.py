"""Rows that planning owns, in the records and in the mart."""

from fluxion.domains.planning.tables.backtests import BacktestRow
from fluxion.domains.planning.tables.knowledge import EVENT_KINDS, OVERRIDE_KINDS, EventRow, LinkRow, OverrideRow
from fluxion.domains.planning.tables.mart import MART_SECTION
from fluxion.domains.planning.tables.records import (
    APPROVED,
    DONE,
    OPEN,
    QUEUED,
    REJECTED,
    STATES,
    SUPERSEDED,
    AlertDecisionRow,
    ParameterRow,
    RunRow,
    SuggestionRow,
    TransferSuggestionRow,
)

__all__ = [
    "APPROVED",
    "DONE",
    "EVENT_KINDS",
    "MART_SECTION",
    "OPEN",
    "OVERRIDE_KINDS",
    "QUEUED",
    "REJECTED",
    "STATES",
    "SUPERSEDED",
    "AlertDecisionRow",
    "BacktestRow",
    "EventRow",
    "LinkRow",
    "OverrideRow",
    "ParameterRow",
    "RunRow",
    "SuggestionRow",
    "TransferSuggestionRow",
]
