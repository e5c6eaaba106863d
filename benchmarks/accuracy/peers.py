"""What the named peers say of the same series: statsforecast's models, zero, and the mean of the seven cheap ones."""

import hashlib
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.accuracy.cases import Case, some
from benchmarks.accuracy.measures import Floats, since_first_sale

STORE = Path(tempfile.gettempdir()) / "fluxion-accuracy"
WINDOW = {"day": 56, "week": 8, "month": 6}
SEASONS_IN_WINDOW = {"day": 8, "week": 1, "month": 2}
SEVEN = ("seasonal window", "window average", "TSB", "ADIDA", "IMAPA", "seasonal ES", "theta")
SLOW_SAMPLE = 200

Model = Callable[[Floats, int], Floats]


def _models(step: str, season: int) -> dict[str, Model]:
    from statsforecast import models

    weeks = SEASONS_IN_WINDOW[step]
    named = {
        "seasonal naive": models.SeasonalNaive(season),
        "SES": models.SimpleExponentialSmoothingOptimized(),
        "Croston SBA": models.CrostonSBA(),
        "TSB": models.TSB(0.1, 0.1),
        "ADIDA": models.ADIDA(),
        "IMAPA": models.IMAPA(),
        "seasonal ES": models.SeasonalExponentialSmoothingOptimized(season),
        "theta": models.DynamicOptimizedTheta(season_length=season),
        "seasonal window": models.SeasonalWindowAverage(season, weeks),
    }
    result: dict[str, Model] = {name: _guarded(model) for name, model in named.items()}
    result["window average"] = lambda row, h: np.full(h, row[-WINDOW[step] :].mean())
    return result


def _guarded(model: object) -> Model:
    """The model's forecast; a series too short for it gets its mean, as their own fallback does."""

    def said(row: Floats, horizon: int) -> Floats:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                made = np.asarray(model.forecast(row, horizon)["mean"], np.float64)  # type: ignore[attr-defined]
        except Exception:
            made = np.full(horizon, np.nan)
        return np.where(np.isfinite(made), made, row.mean())

    return said


def _kept(name: str, rows: list[Floats], horizon: int, made: Callable[[], Floats]) -> Floats:
    """A peer's answer, taken from the temporary folder when it was asked the same before: peers do not change."""
    key = hashlib.sha256(f"{name}|{horizon}|".encode() + b"|".join(row.tobytes() for row in rows)).hexdigest()[:24]
    path = STORE / f"{key}.npy"
    if path.exists():
        return np.asarray(np.load(path), np.float64)
    answer = made()
    STORE.mkdir(exist_ok=True)
    np.save(path, answer)
    return answer


def peer_forecasts(case: Case, rows: list[Floats] | None = None) -> dict[str, Floats]:
    """Every peer's means [series judged, horizon], each series from its first sale on, unknown steps skipped."""
    rows = rows or [since_first_sale(row) for row in case.history[case.scored]]
    said = {"zero": np.zeros((len(rows), case.horizon))}
    for name, model in _models(case.step, case.season).items():
        began = time.perf_counter()
        tag = f"{name}|{case.step}|{case.season}"
        made = _kept(tag, rows, case.horizon, lambda m=model: np.array([m(row, case.horizon) for row in rows]))  # type: ignore[misc]
        said[name] = np.maximum(made, 0.0)
        took = time.perf_counter() - began
        if took > 20:
            print(f"  ({name}: {took:.0f} s)", flush=True)
    said["mean of seven"] = np.mean([said[name] for name in SEVEN], axis=0)
    return said


def auto_ets(case: Case) -> tuple[np.ndarray, Floats]:
    """Positions among the series judged, and AutoETS's means for them: a sample, for it is slow."""
    from statsforecast import models

    chosen = some(np.arange(len(case.scored)), SLOW_SAMPLE)
    rows = [since_first_sale(row) for row in case.history[case.scored[chosen]]]
    season = case.season if case.season <= 12 else 1
    model = _guarded(models.AutoETS(season_length=season))
    tag = f"AutoETS|{case.step}|{season}"
    made = _kept(tag, rows, case.horizon, lambda: np.array([model(row, case.horizon) for row in rows]))
    return chosen, np.maximum(made, 0.0)


def textbook_quantiles(case: Case, mean: Floats, levels: tuple[float, ...]) -> Floats:
    """Normal quantiles of the sum from the mean of seven and the deviation of the series' own steps: the usual textbook."""
    from scipy import special

    sums = mean[:, : case.sum_steps].sum(1)
    spread = np.array([np.std(since_first_sale(row)[-180:]) for row in case.history[case.scored]])
    return np.maximum(sums[:, None] + special.ndtri(levels)[None, :] * spread[:, None] * np.sqrt(case.sum_steps), 0.0)
