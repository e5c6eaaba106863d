"""Rows that planning owns, in the records and in the mart."""

from fluxion.domains.planning.tables.backtests import BacktestRow
from fluxion.domains.planning.tables.knowledge import EVENT_KINDS, OVERRIDE_KINDS, EventRow, LinkRow, OverrideRow
from fluxion.domains.planning.tables.mart import MART_SECTION
from fluxion.domains.planning.tables.records import (
    APPROVED,
    DONE,
    OPEN,
    OPEN_EDITED,
    QUEUED,
    REJECTED,
    REPLACED,
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
    "OPEN_EDITED",
    "OVERRIDE_KINDS",
    "QUEUED",
    "REJECTED",
    "REPLACED",
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
