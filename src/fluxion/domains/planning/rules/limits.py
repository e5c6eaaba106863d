"""What a plan's orders may take in all: money of the company, a supplier, a location; weight and volume of a container."""

from __future__ import annotations

import numpy as np

from fluxion.domains.planning.rules.inputs import Floats, Inputs, Ints, id_rows
from fluxion.domains.planning.rules.parameters import Setting
from fluxion.domains.planning.rules.policy import Policy
from fluxion.domains.planning.rules.series import Series
from fluxion.kernels.stocking import Limit

CUT_BY = ("none", "company_budget", "supplier_budget", "location_budget", "container_weight", "container_volume")
"""What can have cut a suggestion; the limits stand in the same order."""


def company_budget(settings: tuple[Setting, ...]) -> float:
    """Money that one plan may spend on orders; infinite where nobody set it."""
    found = [each.value for each in settings if each.name == "order_budget" and each.scope == "global"]
    return found[-1] if found else np.inf


def order_limits(inputs: Inputs, series: Series, policy: Policy, rows: Ints, order: Ints, supplier: Ints, unit_cost: Floats) -> list[Limit]:
    """The limits of `rows`, which stand on `order` to `supplier`, in the order of `CUT_BY`; empty where there is none at all."""
    total = company_budget(inputs.settings)
    by_supplier = inputs.minimums.of("budget", inputs.minimums.supplier_id, np.inf)
    places, first = np.unique(series.location, return_index=True)
    by_place = np.full(len(inputs.locations.id), np.inf)
    by_place[places] = policy.budget[first]
    kilos, cubic = (inputs.minimums.of(name, supplier, np.inf) for name in ("container_kg", "container_m3"))
    if not any(np.any(np.isfinite(each)) for each in (np.array([total]), by_supplier, by_place, kilos, cubic)):
        return []
    product = series.product[rows]
    at_home = np.nan_to_num(np.where(np.isnan(inputs.products.cost[product]), unit_cost[rows], inputs.products.cost[product]))
    supplies = id_rows(supplier, inputs.minimums.supplier_id)
    return [
        Limit(np.zeros(len(rows), np.int64), at_home, np.array([total])),
        Limit(supplies[order], unit_cost[rows], by_supplier),
        Limit(series.location[rows], at_home, by_place),
        Limit(order, inputs.products.told("weight")[product], kilos, fills=True),
        Limit(order, inputs.products.told("volume")[product], cubic, fills=True),
    ]
