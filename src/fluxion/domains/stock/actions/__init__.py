"""What changes stock: movements, levels stated in bulk, transfers."""

from fluxion.domains.stock.actions.levels import set_levels, set_targets, undo_levels
from fluxion.domains.stock.actions.movements import move, record_movement
from fluxion.domains.stock.actions.transfers import (
    approve_transfer,
    cancel_transfer,
    create_transfer,
    draft_transfers,
    edit_transfer,
    receive_transfer,
    ship_transfer,
)

__all__ = [
    "approve_transfer",
    "cancel_transfer",
    "create_transfer",
    "draft_transfers",
    "edit_transfer",
    "move",
    "receive_transfer",
    "record_movement",
    "set_levels",
    "set_targets",
    "ship_transfer",
    "undo_levels",
]
