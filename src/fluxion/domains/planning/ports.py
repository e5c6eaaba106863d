"""What planning asks of the outside."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Forecaster(Protocol):
    """Another forecaster that may be asked instead of the company's own engine, such as a foundation model."""

    @property
    def name(self) -> str:
        """What people know it by."""
        ...

    def predict_quantiles(self, histories: list[Floats], horizon: int, levels: tuple[float, ...]) -> tuple[Floats, Floats]:
        """Means [n, horizon] and quantiles [n, horizon, levels] of what follows each history.

        Every history has a step at least, oldest first, nan where it is unknown; levels rise.
        """
        ...
