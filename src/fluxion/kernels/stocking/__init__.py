"""Stocking: from expected demand to what to order, move, hold back and worry about, for many series at once.

The chain is `shrunk_lead_times` and `choose_offers` → levels (`service`) → `project_stock` → `plan_transfers`, `echelon_gaps` and
`serve_stores` → `best_lots` or `order_quantities` → `fill_supplier_minimum` and `load_within`; `abc_xyz` and `stock_alerts` stand
beside it. `worth` says what the next unit is worth, by which everything scarce is shared; `formulas` holds the textbook
formulas one at a time, with their sources.
"""

from fluxion.kernels.stocking import formulas, service
from fluxion.kernels.stocking.alerts import stock_alerts
from fluxion.kernels.stocking.classes import abc_xyz
from fluxion.kernels.stocking.leads import LeadTimes, shrunk_lead_times
from fluxion.kernels.stocking.limits import Limit, Loaded, load_within
from fluxion.kernels.stocking.minimums import fill_supplier_minimum
from fluxion.kernels.stocking.network import covered_from_outside, echelon_demand, echelon_gaps, serve_stores
from fluxion.kernels.stocking.ordering import Breaks, Lots, best_lots, break_prices, order_quantities, sellable
from fluxion.kernels.stocking.projection import Receipts, project_stock
from fluxion.kernels.stocking.sourcing import choose_offers, offer_costs, recent_sums
from fluxion.kernels.stocking.transfers import plan_transfers
from fluxion.kernels.stocking.worth import Lines

__all__ = [
    "Breaks",
    "LeadTimes",
    "Limit",
    "Lines",
    "Loaded",
    "Lots",
    "Receipts",
    "abc_xyz",
    "best_lots",
    "break_prices",
    "choose_offers",
    "covered_from_outside",
    "echelon_demand",
    "echelon_gaps",
    "fill_supplier_minimum",
    "formulas",
    "load_within",
    "offer_costs",
    "order_quantities",
    "plan_transfers",
    "project_stock",
    "recent_sums",
    "sellable",
    "serve_stores",
    "service",
    "shrunk_lead_times",
    "stock_alerts",
]
