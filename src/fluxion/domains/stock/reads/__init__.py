"""Questions about stock, always within the locations that the person may see."""

from fluxion.domains.stock.reads.consolidated import consolidated
from fluxion.domains.stock.reads.frames import FirstGoods, first_goods, level_frame, transfer_frame
from fluxion.domains.stock.reads.levels import level_sheet, levels
from fluxion.domains.stock.reads.movements import movement, movement_sheet, movements
from fluxion.domains.stock.reads.transfers import transfer, transfers

__all__ = [
    "FirstGoods",
    "consolidated",
    "first_goods",
    "level_frame",
    "level_sheet",
    "levels",
    "movement",
    "movement_sheet",
    "movements",
    "transfer",
    "transfer_frame",
    "transfers",
]
