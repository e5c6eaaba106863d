"""The one place that knows the package chronos-forecasting: Chronos-2, Chronos-Bolt and the first Chronos, on the processor."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from fluxion.adapters.chronos.errors import ChronosMissing, ChronosWeightsAway
from fluxion.adapters.chronos.levels import at_levels, mean_of

Floats = NDArray[np.float64]

USUAL = "amazon/chronos-bolt-small"
AT_ONCE = 256  # histories in one pass through the model
LONGEST = 2_048  # steps of a history that are told


class ChronosForecaster:
    """Forecasts by the model whose weights are in the folder `weights`, or in this machine's cache of the model hub under that name.

    Nothing is ever downloaded. Refused as `ChronosMissing` or `ChronosWeightsAway`.
    """

    def __init__(self, weights: str = "") -> None:
        self.name = f"chronos:{weights or USUAL}"
        try:
            from chronos import BaseChronosPipeline
        except ImportError as error:
            raise ChronosMissing from error
        try:
            self._pipeline: Any = BaseChronosPipeline.from_pretrained(weights or USUAL, local_files_only=True)
        except (OSError, ValueError, KeyError, AttributeError, AssertionError, RuntimeError) as error:
            reason = str(error).strip().splitlines()
            raise ChronosWeightsAway(weights=weights or USUAL, reason=reason[0] if reason else type(error).__name__) from error

    def predict_quantiles(self, histories: list[Floats], horizon: int, levels: tuple[float, ...]) -> tuple[Floats, Floats]:
        """Means [n, horizon] and quantiles [n, horizon, levels].

        A model answers at the levels it was trained for. Those between are read off on the scale of normal scores, those beyond by the
        straight line through its outermost two. Its mean is that of its quantiles: what the package calls mean is the median,
        which for rare sales is 0.
        """
        trained = tuple(float(level) for level in getattr(self._pipeline, "quantiles", ()))
        parts = [self._ask(histories[at : at + AT_ONCE], horizon, trained or levels) for at in range(0, len(histories), AT_ONCE)]
        means, found = (np.concatenate(each) for each in zip(*parts, strict=True))
        if not trained:  # the first Chronos draws samples: their mean is one, and any level can be asked for
            return means, found
        found = np.maximum.accumulate(np.maximum(found, 0.0), axis=2)
        return mean_of(trained, found), at_levels(trained, found, levels)

    def _ask(self, histories: list[Floats], horizon: int, levels: tuple[float, ...]) -> tuple[Floats, Floats]:
        import torch

        told = [torch.from_numpy(history[-LONGEST:].astype(np.float32)) for history in histories]
        found, means = self._pipeline.predict_quantiles(told, prediction_length=horizon, quantile_levels=list(levels))
        return _stacked(means).reshape(len(told), horizon), _stacked(found).reshape(len(told), horizon, len(levels))


def _stacked(answer: Any) -> Floats:
    """Chronos-2 answers a tensor per series, the others one for all."""
    parts = [each.numpy() for each in answer]
    return np.stack(parts).astype(np.float64)
