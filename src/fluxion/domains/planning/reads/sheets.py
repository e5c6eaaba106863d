"""Suggestions, transfers and alerts as files of exactly what a filter finds."""

from collections.abc import Iterator
from datetime import UTC
from typing import Any

from sqlalchemy import select

from fluxion.base.exports import Column as Cell
from fluxion.base.exports import Sheet
from fluxion.base.work import Work
from fluxion.domains.planning.reads import alerts, suggestions, transfers
from fluxion.domains.planning.reads.mart import PlanMeta
from fluxion.domains.planning.reads.reasons import plan_shown, ship_day
from fluxion.domains.planning.rules.explain import alert_text
from fluxion.domains.planning.shapes import URGENCIES, AlertFilter, SuggestionFilter, TransferFilter
from fluxion.domains.planning.tables import SuggestionRow, TransferSuggestionRow

PIECE = 2_000
SEE_COST = "insights.see_cost"
SUGGESTIONS = (
    *(Cell("supplier"), Cell("supplier_name"), Cell("location"), Cell("sku"), Cell("name"), Cell("category"), Cell("abc"), Cell("xyz")),
    *(Cell("quantity_suggested", "number"), Cell("quantity", "number"), Cell("unit_cost", "number"), Cell("amount", "number")),
    *(Cell("currency"), Cell("on_hand", "ratio"), Cell("on_order", "ratio"), Cell("in_transit", "ratio"), Cell("days_of_cover", "ratio")),
    *(Cell("forecast", "ratio"), Cell("safety_stock", "ratio"), Cell("reorder_point", "ratio"), Cell("order_up_to", "ratio")),
    *(Cell("pack_size", "ratio"), Cell("moq", "ratio"), Cell("order_by", "day"), Cell("needed_on", "day"), Cell("arrives_on", "day")),
    *(Cell("urgency"), Cell("state"), Cell("reject_reason")),
)
TRANSFERS = (
    *(Cell("kind"), Cell("from"), Cell("to"), Cell("sku"), Cell("name"), Cell("category"), Cell("quantity_suggested", "number")),
    *(Cell("quantity", "number"), Cell("unit_cost", "number"), Cell("value", "number"), Cell("currency"), Cell("ship_by", "day")),
    *(Cell("state"), Cell("reject_reason")),
)
ALERTS = (
    *(
        Cell("kind"),
        Cell("severity", "whole"),
        Cell("location"),
        Cell("sku"),
        Cell("name"),
        Cell("category"),
        Cell("money_at_risk", "number"),
    ),
    *(Cell("currency"), Cell("text"), Cell("since", "moment")),
)


def suggestion_sheet(work: Work, wanted: SuggestionFilter) -> Sheet:
    """The suggestions that match, by supplier, location and SKU, to export."""
    work.require("planning.read")
    table = SuggestionRow
    query = (
        select(table).where(*suggestions.conditions(work, wanted)).order_by(table.supplier_name, table.location_code, table.sku, table.id)
    )
    rows = work.db.scalars(query.execution_options(yield_per=PIECE))
    return Sheet("suggestions", SUGGESTIONS, _suggestions(rows, work.actor.may(SEE_COST)))


def transfer_sheet(work: Work, wanted: TransferFilter) -> Sheet:
    """The suggested transfers that match, by their two ends and SKU, to export."""
    work.require("planning.read")
    table = TransferSuggestionRow
    query = select(table).where(*transfers.conditions(work, wanted)).order_by(table.from_code, table.to_code, table.sku, table.id)
    rows = work.db.scalars(query.execution_options(yield_per=PIECE))
    return Sheet("transfers", TRANSFERS, _transfers(rows, work.actor.may(SEE_COST), plan_shown(work)))


def alert_sheet(work: Work, wanted: AlertFilter) -> Sheet:
    """The alerts that match, the most severe first, to export."""
    work.require("planning.read")
    return Sheet("alerts", ALERTS, _alerts(alerts.alert_rows(work, wanted), work))


def _suggestions(rows: Any, has_cost: bool) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        told = row.explanation["figures"]
        yield (
            *(row.supplier_code, row.supplier_name, row.location_code, row.sku, row.product_name, row.category, row.abc, row.xyz),
            *(row.quantity_suggested, row.quantity, row.unit_cost if has_cost else None, row.amount if has_cost else None),
            *(row.currency, told["on_hand"], told["on_order"], told["in_transit"], told["days_of_cover"]),
            *(told["forecast"], told["safety_stock"], told["reorder_point"], told["order_up_to"]),
            *(told["pack_size"], told["moq"], row.order_by, row.needed_on, row.arrives_on),
            *(URGENCIES[row.urgency], row.state, row.reject_reason),
        )


def _transfers(rows: Any, has_cost: bool, meta: PlanMeta | None) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        yield (
            *(row.kind, row.from_code, row.to_code, row.sku, row.product_name, row.category, row.quantity_suggested),
            *(row.quantity, row.unit_cost if has_cost else None, row.value if has_cost else None, row.currency, ship_day(row, meta)),
            *(row.state, row.reject_reason),
        )


def _alerts(rows: Iterator[dict[str, Any]], work: Work) -> Iterator[tuple[Any, ...]]:
    has_cost = work.actor.may(SEE_COST)
    for row in rows:
        yield (
            *(row["kind"], row["severity"], row["code"], row["sku"], row["product_name"], row["category"]),
            *(row["money_at_risk"] if has_cost else None, work.settings.currency),
            *(alert_text(row["kind"], row, work.lang), row["since"].replace(tzinfo=UTC)),
        )
