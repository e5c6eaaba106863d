"""Stocking: from expected demand to what to order, move, hold back and worry about, for many series at once.

The chain is `project_stock` → `reorder_need` → `plan_transfers` and `serve_stores` → `order_quantities` →
`fill_supplier_minimum` → `decide_outcomes`; `abc_xyz` and `stock_alerts` stand beside it. `formulas` holds the textbook
formulas one at a time, with their sources.
"""

from fluxion.kernels.stocking import formulas
from fluxion.kernels.stocking.alerts import stock_alerts
from fluxion.kernels.stocking.classes import abc_xyz
from fluxion.kernels.stocking.minimums import fill_supplier_minimum
from fluxion.kernels.stocking.network import serve_stores
from fluxion.kernels.stocking.ordering import Outcome, decide_outcomes, order_quantities, reorder_need
from fluxion.kernels.stocking.projection import Receipts, project_stock
from fluxion.kernels.stocking.transfers import plan_transfers

__all__ = [
    "Outcome",
    "Receipts",
    "abc_xyz",
    "decide_outcomes",
    "fill_supplier_minimum",
    "formulas",
    "order_quantities",
    "plan_transfers",
    "project_stock",
    "reorder_need",
    "serve_stores",
    "stock_alerts",
]
