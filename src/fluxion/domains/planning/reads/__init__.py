"""Questions planning answers: suggestions, transfers, alerts, classes, series, forecasts, explanations, runs."""

from fluxion.domains.planning.reads.sheets import alert_sheet, suggestion_sheet, transfer_sheet
from fluxion.domains.planning.shapes import AlertFilter, SuggestionFilter, TransferFilter

__all__ = ["AlertFilter", "SuggestionFilter", "TransferFilter", "alert_sheet", "suggestion_sheet", "transfer_sheet"]
