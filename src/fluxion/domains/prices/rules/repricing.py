"""Which prices fell short of what they should earn, and what they would have to be: on whole numbers of 10^-4. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fluxion.domains.prices.shapes.quotes import RepriceReason
from fluxion.values.errors import Text

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
WHY: Mapping[RepriceReason, Text] = {
    "below_floor": {
        "es": "El precio está por debajo del costo o del precio mínimo.",
        "en": "The price lies below the cost or the least price.",
        "pt": "O preço está abaixo do custo ou do preço mínimo.",
    },
    "under_target": {
        "es": "El margen bajó de su objetivo: {margin} % de {target} %.",
        "en": "The margin fell under its target: {margin}% of {target}%.",
        "pt": "A margem caiu abaixo da meta: {margin}% de {target}%.",
    },
    "above_target": {
        "es": "El precio está por encima del que da su configuración.",
        "en": "The price is above what its configuration gives.",
        "pt": "O preço está acima do que sua configuração dá.",
    },
    "no_price": {
        "es": "La lista aún no tiene precio para este producto.",
        "en": "The list has no price for this product yet.",
        "pt": "A lista ainda não tem preço para este produto.",
    },
}


@dataclass(frozen=True)
class Judged:
    """What is to be said of each product: flags that exclude each other, for those whose proposed price is known."""

    below_floor: Flags
    under_target: Flags
    above_target: Flags
    without_price: Flags
    without_cost: Flags

    def chosen(self, only: str) -> Flags:
        """The products to be repriced: those that earn too little, or all whose price would change."""
        short = self.below_floor | self.under_target
        return short if only == "under_target" else short | self.above_target | self.without_price

    def reason(self, place: int) -> RepriceReason:
        """Why the product at the place is named."""
        flags: Mapping[RepriceReason, Flags] = {
            "below_floor": self.below_floor,
            "under_target": self.under_target,
            "above_target": self.above_target,
        }
        return next((name for name, flag in flags.items() if flag[place]), "no_price")


def judged(price: Ints, proposed: Ints, floor: Ints, cost: Ints) -> Judged:
    """Where each price stands; NONE (-1) is a price, floor or cost that is not known.

    More is left of a higher price, so a price under the proposed one is one under its target.

    >>> found = judged(np.array([90, 100, -1]), np.array([100, 90, 50]), np.array([80, 80, 40]), np.array([80, 80, 40]))
    >>> found.under_target.tolist(), found.above_target.tolist(), found.without_price.tolist()
    ([True, False, False], [False, True, False], [False, False, True])
    """
    known = (cost > 0) & (proposed > 0)
    priced = known & (price > 0)
    below = priced & (floor > 0) & (price < floor) & (proposed > price)
    return Judged(
        below_floor=below,
        under_target=priced & (price < proposed) & ~below,
        above_target=priced & (price > proposed),
        without_price=known & (price <= 0),
        without_cost=~known,
    )
