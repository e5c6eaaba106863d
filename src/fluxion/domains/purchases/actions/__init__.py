"""What changes who supplies what, and purchase orders."""

from fluxion.domains.purchases.actions.drafts import create_order, draft_orders, edit_order
from fluxion.domains.purchases.actions.states import approve_order, cancel_order, receive_order, send_order
from fluxion.domains.purchases.actions.supplies import replace_supply, set_supply, undo_supply

__all__ = [
    "approve_order",
    "cancel_order",
    "create_order",
    "draft_orders",
    "edit_order",
    "receive_order",
    "replace_supply",
    "send_order",
    "set_supply",
    "undo_supply",
]
