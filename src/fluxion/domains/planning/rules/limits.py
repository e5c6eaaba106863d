"""What a plan's orders may take in all: money of the company, a supplier, a location; weight and volume of a container."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True)
class Bounds:
    """What binds the orders of a plan: money of the company, of each supplier and each location; weight and volume of each order."""

    company: float
    supplier: Floats
    place: Floats
    kilos: Floats
    cubic: Floats

    @property
    def is_any(self) -> bool:
        """Whether there is any limit at all."""
        return any(np.any(np.isfinite(each)) for each in (np.array([self.company]), self.supplier, self.place, self.kilos, self.cubic))


def take_bounds(inputs: Inputs, series: Series, policy: Policy, supplier: Ints) -> Bounds:
    """The limits there are; `supplier` is that of each order."""
    places, first = np.unique(series.location, return_index=True)
    by_place = np.full(len(inputs.locations.id), np.inf)
    by_place[places] = policy.budget[first]
    kilos, cubic = (inputs.minimums.of(name, supplier, np.inf) for name in ("container_kg", "container_m3"))
    by_supplier = inputs.minimums.of("budget", inputs.minimums.supplier_id, np.inf)
    return Bounds(company_budget(inputs.settings), by_supplier, by_place, kilos, cubic)


def order_limits(
    inputs: Inputs, series: Series, bounds: Bounds, rows: Ints, order: Ints, supplier: Ints, unit_cost: Floats, at_home: Floats
) -> list[Limit]:
    """The limits of `rows`, which stand on `order` to `supplier`, in the order of `CUT_BY`.

    Budgets count what is paid: a supplier's its own currency (`unit_cost`), the company's and a location's what that is `at_home`.
    """
    product = series.product[rows]
    supplies = id_rows(supplier, inputs.minimums.supplier_id)
    return [
        Limit(np.zeros(len(rows), np.int64), at_home, np.array([bounds.company])),
        Limit(supplies[order], unit_cost, bounds.supplier),
        Limit(series.location[rows], at_home, bounds.place),
        Limit(order, inputs.products.told("weight")[product], bounds.kilos, fills=True),
        Limit(order, inputs.products.told("volume")[product], bounds.cubic, fills=True),
    ]
