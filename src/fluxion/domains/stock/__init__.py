"""Stock holds the goods: what lies where, what changed it, and transfers between locations.

Loads state levels with `set_levels` (undone by `undo_levels`), planning keeps its targets with `set_targets` and drafts transfers with `draft_transfers`; documents of upper domains change stock with `move`. Arithmetic reads `level_frame`,
`transfer_frame` and `first_goods`; other reads join `StockLevel`.
"""

from fluxion.domains.stock.actions import draft_transfers, move, set_levels, set_targets, undo_levels
from fluxion.domains.stock.reads import first_goods, level_frame, transfer_frame
from fluxion.domains.stock.shapes import Move, TransferLineDraft
from fluxion.domains.stock.tables import StockLevel

RIGHTS: tuple[str, ...] = (
    "stock.read",
    "stock.record_movement",
    "stock.set_levels",
    "stock.create_transfer",
    "stock.edit_transfer",
    "stock.approve_transfer",
    "stock.ship_transfer",
    "stock.receive_transfer",
    "stock.cancel_transfer",
)

__all__ = [
    "RIGHTS",
    "Move",
    "StockLevel",
    "TransferLineDraft",
    "draft_transfers",
    "first_goods",
    "level_frame",
    "move",
    "set_levels",
    "set_targets",
    "transfer_frame",
    "undo_levels",
]
