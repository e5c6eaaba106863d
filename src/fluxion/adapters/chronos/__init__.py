"""Chronos: forecasts of a foundation model whose weights lie on this machine (optional extra `chronos`; nothing needs it)."""

from fluxion.adapters.chronos.adapter import ChronosForecaster
from fluxion.adapters.chronos.errors import ChronosMissing, ChronosWeightsAway

__all__ = ["ChronosForecaster", "ChronosMissing", "ChronosWeightsAway"]
