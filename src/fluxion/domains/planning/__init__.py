"""Planning decides what to buy, what to move and what to worry about, and says why.

A run gathers the company as arrays, computes with the kernels, and publishes forecasts, suggested orders, transfers and
alerts in one commit (`start_run`, then the job). People edit, reject and approve; approved lines become purchase orders
and transfers. `explain` answers for any product and location. Parameters hold by scope, the nearest wins; files bring them, events and successors
(`upsert_*`, taken back by `undo_upsert`).
"""

import fluxion.domains.planning.rules.fact_words  # noqa: F401 (puts facts into words)
from fluxion.domains.planning.actions.loads import undo_upsert, upsert_events, upsert_links
from fluxion.domains.planning.actions.parameters import upsert_parameters
from fluxion.domains.planning.actions.runs import start_run
from fluxion.domains.planning.reads.alerts import alert_counts, alerts
from fluxion.domains.planning.reads.explaining import explain
from fluxion.domains.planning.reads.runs import latest_run
from fluxion.domains.planning.reads.series import forecast_of
from fluxion.domains.planning.reads.suggestions import suggestions
from fluxion.domains.planning.shapes import AlertView, RunAsk, RunView, SuggestionFilter
from fluxion.domains.planning.tables import MART_SECTION, AlertDecisionRow, SuggestionRow

RIGHTS: tuple[str, ...] = (
    "planning.read",
    "planning.start_run",
    "planning.start_backtest",
    "planning.edit_suggestion",
    "planning.reject_suggestion",
    "planning.reopen_suggestion",
    "planning.approve_suggestion",
    "planning.edit_transfer",
    "planning.reject_transfer",
    "planning.reopen_transfer",
    "planning.approve_transfer",
    "planning.dismiss_alert",
    "planning.set_parameter",
    "planning.delete_parameter",
    "planning.edit_event",
    "planning.override_forecast",
    "planning.link_product",
)

__all__ = [
    "MART_SECTION",
    "RIGHTS",
    "AlertDecisionRow",
    "AlertView",
    "RunAsk",
    "RunView",
    "SuggestionFilter",
    "SuggestionRow",
    "alert_counts",
    "alerts",
    "explain",
    "forecast_of",
    "latest_run",
    "start_run",
    "suggestions",
    "undo_upsert",
    "upsert_events",
    "upsert_links",
    "upsert_parameters",
]
