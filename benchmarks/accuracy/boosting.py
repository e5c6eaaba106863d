"""LightGBM as a peer: one global model of a case, direct over the horizon, Tweedie for the means, quantile loss for the sums.

Fair effort, and nothing from after the origin: number of rounds, and whether the target is in units or in each series' own scale (every
series alike, or weighted by its units), are chosen on the last horizon before the origin; then the model is fitted again up to the origin.
"""

import hashlib
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import lightgbm
import numpy as np

from benchmarks.accuracy import measures
from benchmarks.accuracy.boosting_rows import LEAST_BEFORE, Rows, rows_from, sums_from, together
from benchmarks.accuracy.cases import SEED, Case, some
from benchmarks.accuracy.measures import LEVELS, Floats

STORE = Path(tempfile.gettempdir()) / "fluxion-accuracy"
MOST_ROWS = 200_000  # to learn from; a million and half the learning rate take ten times as long for a few per cent
MOST_CHECKED = 4_000  # series by which rounds and variant are chosen
MOST_ROUNDS, PATIENCE = 300, 20
STRIDE = {"day": 7, "week": 1, "month": 1}
COMMON = {
    "learning_rate": 0.1, "num_leaves": 31, "min_data_in_leaf": 50, "feature_fraction": 0.8, "bagging_fraction": 0.8, "bagging_freq": 1,
    "verbose": -1, "num_threads": 1, "seed": SEED, "deterministic": True,
}  # fmt: skip
TWEEDIE = {"objective": "tweedie", "tweedie_variance_power": 1.3}
VARIANTS = ("units", "own scale", "own scale, weighted by units")


@dataclass(frozen=True)
class Boosted:
    """Means [judged, horizon], quantiles of sums [judged, levels], which variant was chosen, and seconds of processor."""

    mean: Floats
    quantiles: Floats
    variant: str
    seconds: float


def _origins(case: Case, until: int) -> list[int]:
    least = LEAST_BEFORE[case.step]
    return list(range(until - STRIDE[case.step], least - 1, -STRIDE[case.step])) or [max(until - 1, 1)]


def _training(case: Case, until: int) -> Rows:
    """Rows of all series at origins before `until`, of steps before it; at most so many, drawn with the seed."""
    every, rng = np.arange(len(case.ids)), np.random.default_rng(SEED)
    origins = _origins(case, until)
    ahead = sum(min(case.horizon, until - origin) for origin in origins)
    share = min(1.0, 1.5 * MOST_ROWS / max(ahead * len(every), 1))
    parts = []
    for origin in origins:
        chosen = every if share == 1.0 else np.flatnonzero(rng.random(len(every)) < share)
        found = rows_from(case, origin, min(origin + case.horizon, until), chosen)
        parts.append(_usable(found))
    return _at_most(together(parts))


def _usable(rows: Rows) -> Rows:
    return rows.only(~np.isnan(rows.target))


def _at_most(rows: Rows) -> Rows:
    if len(rows.target) <= MOST_ROWS:
        return rows
    return rows.only(np.sort(np.random.default_rng(SEED).choice(len(rows.target), MOST_ROWS, replace=False)))


def _data(rows: Rows, variant: str, categories: list[int]) -> lightgbm.Dataset:
    label = rows.target if variant == "units" else rows.target / rows.scale
    weight = rows.scale if variant == "own scale, weighted by units" else None
    return lightgbm.Dataset(rows.features, label, weight=weight, categorical_feature=categories, free_raw_data=False)


def _categories(case: Case, columns: int) -> list[int]:
    """Columns that hold codes of words: the last ones."""
    return list(range(columns - len(case.attributes), columns))


def _said(model: lightgbm.Booster, rows: Rows, variant: str, rounds: int) -> Floats:
    made = np.asarray(model.predict(rows.features, num_iteration=rounds), np.float64)
    return np.maximum(made if variant == "units" else made * rows.scale, 0.0)


def _fit_with_patience(learn: Rows, check: Rows, variant: str, categories: list[int], objective: dict[str, object]) -> lightgbm.Booster:
    data = _data(learn, variant, categories)
    return lightgbm.train(
        COMMON | objective, data, MOST_ROUNDS, [_data(check, variant, categories).set_reference(data)],
        callbacks=[lightgbm.early_stopping(PATIENCE, verbose=False)],
    )  # fmt: skip


def _chosen(case: Case) -> tuple[str, int]:
    """The variant and the rounds with the least WAPE of the sums plus RMSSE on the last horizon before the origin."""
    before = max(case.origin - case.horizon, LEAST_BEFORE[case.step] + 1)
    learn, chosen = _training(case, before), some(np.arange(len(case.ids)), MOST_CHECKED)
    held = rows_from(case, before, case.origin, chosen)
    check, past, categories = _usable(held), case.y[chosen, :before], _categories(case, held.features.shape[1])
    best = (np.inf, VARIANTS[0], MOST_ROUNDS)
    for variant in VARIANTS:
        model = _fit_with_patience(learn, check, variant, categories, TWEEDIE)
        said = _said(model, held, variant, model.best_iteration).reshape(case.origin - before, -1).T
        came = held.target.reshape(case.origin - before, -1).T
        error = measures.wape_of_sums(came, said) + measures.rmsse(came, said, past)
        best = min(best, (error, variant, model.best_iteration))
    return best[1], best[2]


def _means(case: Case) -> tuple[Floats, str]:
    variant, rounds = _chosen(case)
    learn = _training(case, case.origin)
    model = lightgbm.train(COMMON | TWEEDIE, _data(learn, variant, _categories(case, learn.features.shape[1])), rounds)
    ahead = rows_from(case, case.origin, case.origin + case.horizon, case.scored)
    return _said(model, ahead, variant, rounds).reshape(case.horizon, -1).T, f"{variant}, {rounds} rounds"


def _quantiles(case: Case) -> Floats:
    """Quantiles of the sum of the first steps, one model per level, put in order; rounds chosen on the newest sums but for the last fit."""
    every = np.arange(len(case.ids))
    stride = max(STRIDE[case.step], 1)
    origins = range(case.origin - case.sum_steps, LEAST_BEFORE[case.step] - 1, -stride)
    parts = [_usable(sums_from(case, origin, every)) for origin in origins]
    newest, early = parts[0], [part for part, origin in zip(parts, origins, strict=True) if origin + 2 * case.sum_steps <= case.origin]
    all_rows, ahead = _at_most(together(parts)), sums_from(case, case.origin, case.scored)
    said, variant = [], VARIANTS[2]
    for level in LEVELS:
        objective = {"objective": "quantile", "alpha": level}
        rounds = 100
        if early:
            rounds = max(_fit_with_patience(_at_most(together(early)), newest, variant, [], objective).best_iteration, 1)
        model = lightgbm.train(COMMON | objective, _data(all_rows, variant, []), rounds)
        said.append(_said(model, ahead, variant, rounds))
    return np.maximum.accumulate(np.stack(said, 1), axis=1)


def boosted(case: Case) -> Boosted:
    """What LightGBM says of the series judged, taught by all series of the case; taken from the temporary folder when asked the same before."""
    path = STORE / f"lightgbm-{_key(case)}.npz"
    if path.exists():
        kept = np.load(path)
        return Boosted(kept["mean"], kept["quantiles"], str(kept["variant"]), float(kept["seconds"]))
    began = time.process_time()
    mean, variant = _means(case)
    made = Boosted(mean, _quantiles(case), variant, time.process_time() - began)
    STORE.mkdir(exist_ok=True)
    np.savez(path, **vars(made))
    return made


def _key(case: Case) -> str:
    """Of everything the answer depends on: the case and the text of this module and of the rows it asks for."""
    digest = hashlib.sha256(f"{case.name}|{case.origin}|{case.sum_steps}|{lightgbm.__version__}|{case.attributes}".encode())
    for values in (case.y, case.scored, *case.known.values(), *([] if case.out is None else [case.out])):
        digest.update(np.ascontiguousarray(values).tobytes())
    for name in ("boosting.py", "boosting_rows.py"):
        digest.update(Path(__file__).with_name(name).read_bytes())
    return digest.hexdigest()[:24]
