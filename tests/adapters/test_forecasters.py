"""Another forecaster in place of the own engine: one contract, kept by statsforecast behind the port and by Chronos where it is installed.

The weights of the real models cannot be shipped: small models of the same classes, with weights drawn at random, are saved and loaded.
"""

import importlib.util
import math
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest
from scipy import special
from tests.stories.forecast_files import MONDAY, Run, days, long_file, run

from fluxion.adapters.chronos import ChronosForecaster, ChronosWeightsAway
from fluxion.adapters.chronos.levels import at_levels, mean_of
from fluxion.domains.planning.errors import BadSeriesFile, NotANumber
from fluxion.domains.planning.ports import Floats, Forecaster
from fluxion.domains.planning.reads.forecasting import FileAsk, file_forecasts
from fluxion.domains.planning.reads.series_files import read_series
from fluxion.domains.planning.rules.levels import Levels
from fluxion.domains.planning.rules.outside import histories_of

__all__ = ["run"]

needs_chronos = pytest.mark.skipif(importlib.util.find_spec("chronos") is None, reason="needs the package chronos-forecasting")
LEVELS = Levels((0.05, 0.5, 0.95), ())
DECILES = [k / 10 for k in range(1, 10)]


class Average:
    """The historic average of statsforecast with its normal intervals, which go below zero."""

    name = "average"

    def predict_quantiles(self, histories: list[Floats], horizon: int, levels: tuple[float, ...]) -> tuple[Floats, Floats]:
        from statsforecast.models import HistoricAverage

        widths = {level: round(abs(level - 0.5) * 200) for level in levels if level != 0.5}
        means, quantiles = [], []
        for history in histories:
            told = HistoricAverage().forecast(history[~np.isnan(history)], horizon, level=sorted(set(widths.values())))
            means.append(told["mean"])
            named = {level: f"{'lo' if level < 0.5 else 'hi'}-{width}" for level, width in widths.items()}
            quantiles.append(np.stack([told[named[level]] if level in named else told["mean"] for level in levels], axis=1))
        return np.array(means), np.array(quantiles)


def bolt(folder: Path) -> Forecaster:
    import torch
    from chronos.chronos_bolt import ChronosBoltModelForForecasting
    from transformers import T5Config

    torch.manual_seed(8)
    own = {
        "context_length": 64,
        "prediction_length": 8,
        "input_patch_size": 8,
        "input_patch_stride": 8,
        "quantiles": DECILES,
        "use_reg_token": True,
    }
    config = T5Config(
        d_model=16,
        d_kv=4,
        d_ff=32,
        num_layers=1,
        num_heads=2,
        vocab_size=2,
        feed_forward_proj="gated-gelu",
        pad_token_id=0,
        decoder_start_token_id=0,
    )
    config.chronos_config, config.chronos_pipeline_class = own, "ChronosBoltPipeline"
    config.architectures = ["ChronosBoltModelForForecasting"]
    ChronosBoltModelForForecasting(config).save_pretrained(folder)
    return ChronosForecaster(str(folder))


def chronos_two(folder: Path) -> Forecaster:
    import torch
    from chronos.chronos2 import Chronos2Model
    from chronos.chronos2.config import Chronos2CoreConfig

    torch.manual_seed(8)
    own = {
        "context_length": 64, "output_patch_size": 8, "input_patch_size": 8, "input_patch_stride": 8, "quantiles": [0.01, 0.05, *DECILES, 0.95, 0.99],
        "use_reg_token": True, "use_arcsinh": True, "max_output_patches": 4, "time_encoding_scale": 64,
    }  # fmt: skip
    config = Chronos2CoreConfig(d_model=16, d_kv=4, d_ff=32, num_layers=1, num_heads=2, vocab_size=2, pad_token_id=0, chronos_config=own)
    config.chronos_pipeline_class, config.architectures = "Chronos2Pipeline", ["Chronos2Model"]
    Chronos2Model(config).save_pretrained(folder)
    return ChronosForecaster(str(folder))


MAKERS = [
    pytest.param(lambda folder: Average(), id="statsforecast"),
    pytest.param(bolt, id="chronos-bolt", marks=needs_chronos),
    pytest.param(chronos_two, id="chronos-2", marks=needs_chronos),
]


def sales(folder: Path) -> Path:
    """A steady seller, one of rare sales with unknown days, one that never sold."""
    rng = np.random.default_rng(8)
    rare = [None if k % 11 == 5 else float(rng.integers(1, 9)) if k % 6 == 0 else 0.0 for k in range(80)]
    return long_file(
        folder / "long.parquet", days(80), {"steady": [float(x) for x in rng.poisson(20, 80)], "rare": rare, "never": [0.0] * 80}
    )


@pytest.mark.parametrize("made", MAKERS)
def test_every_forecaster_answers_the_same_columns_and_nothing_that_cannot_be(made: Callable[[Path], Forecaster], tmp_path: Path) -> None:
    file, asked = sales(tmp_path), Levels((0.05, 0.25, 0.5, 0.75, 0.98), (50.0,))
    own = file_forecasts(FileAsk(file, 20, asked)).table.whole()
    other = file_forecasts(FileAsk(file, 20, asked), made(tmp_path / "weights")).table.whole()
    assert other.schema == own.schema
    assert other.select(["unique_id", "ds"]) == own.select(["unique_id", "ds"])
    rows = other.to_pylist()
    for row in rows:
        found = [row[f"q{level:g}"] for level in asked.quantiles]
        assert all(math.isfinite(value) and value >= 0 for value in (row["mean"], *found)) and found == sorted(found)
        assert row["unique_id"] != "never" or row["mean"] == row["q0.98"] == 0.0
    assert max(row["q0.98"] for row in rows if row["unique_id"] == "steady") > 0


def test_the_answer_is_passed_on_as_it_is_but_for_what_cannot_be_sold(tmp_path: Path) -> None:
    file = long_file(tmp_path / "long.parquet", days(12), {"A": [0.0, 8.0] * 6})
    table = file_forecasts(FileAsk(file, 2, LEVELS), Average()).table.whole()
    # deviation of the history 4.178 with 11 degrees of freedom, times sqrt(1 + 1/12): 4.3485; 4 ± 1.6449 × 4.3485
    assert table["mean"].to_pylist() == [4.0, 4.0] and table["q0.05"].to_pylist() == [0.0, 0.0]
    assert table["q0.95"].to_pylist() == pytest.approx([11.1527] * 2, abs=1e-3)


def test_closed_days_ahead_are_nothing(tmp_path: Path) -> None:
    closed = [k % 7 == 6 for k in range(35)]
    file = long_file(tmp_path / "long.parquet", days(35), {"A": [0.0 if shut else 6.0 for shut in closed]}, closed=closed)
    ahead = {"unique_id": ["A"] * 7, "ds": days(7, MONDAY + timedelta(days=35)), "closed": [False] * 6 + [True]}
    parquet.write_table(pa.table(ahead), tmp_path / "ahead.parquet")
    made = file_forecasts(FileAsk(file, 7, LEVELS, future=tmp_path / "ahead.parquet"), Average()).table.whole()
    assert made["mean"].to_pylist() == [6.0] * 6 + [0.0] and made["q0.95"].to_pylist()[6] == 0.0


@pytest.mark.parametrize(("gaps", "filled"), [("unknown", math.nan), ("zero", 0.0)])
def test_a_history_begins_with_the_first_known_step_and_holds_what_is_unknown(gaps: Any, filled: float, tmp_path: Path) -> None:
    columns = {
        "unique_id": ["A"] * 6 + ["B"], "ds": [date(2026, 1, day) for day in (5, 6, 7, 9, 10, 11, 10)],
        "y": [None, 2.0, 0.0, 3.0, 0.0, 4.0, 7.0], "stock_out_share": [0.0, 0.0, 1.0, 1.0, 0.5, 0.0, 0.0],
    }  # fmt: skip
    parquet.write_table(pa.table(columns), tmp_path / "long.parquet")
    first, second = histories_of(read_series(tmp_path / "long.parquet", step="day", gaps=gaps), slice(0, 4096))
    np.testing.assert_array_equal(first, [2.0, math.nan, filled, 3.0, 0.0, 4.0])
    np.testing.assert_array_equal(second, [7.0, filled])


def test_what_is_no_number_is_refused_with_the_series(tmp_path: Path) -> None:
    class Broken(Average):
        name = "broken"

        def predict_quantiles(self, histories: list[Floats], horizon: int, levels: tuple[float, ...]) -> tuple[Floats, Floats]:
            means, quantiles = super().predict_quantiles(histories, horizon, levels)
            quantiles[1, 0, 2] = math.inf
            return means, quantiles

    with pytest.raises(NotANumber) as refused:
        file_forecasts(FileAsk(sales(tmp_path), 3, LEVELS), Broken())
    assert refused.value.in_language("en") == (
        "broken answered no number for the series steady. Check the model, or leave out --model to use the own engine."
    )


def test_sums_are_left_to_the_own_engine(tmp_path: Path) -> None:
    with pytest.raises(BadSeriesFile) as refused:
        file_forecasts(FileAsk(sales(tmp_path), 3, LEVELS, sums=3), Average())
    assert [each.code for each in refused.value.errors] == ["sums_of_model"]


def test_without_the_package_the_model_is_refused_and_the_own_engine_works(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "chronos", None)
    monkeypatch.setitem(sys.modules, "torch", None)
    file, out = sales(tmp_path), tmp_path / "f.parquet"
    said = run("--input", file, "--horizon", 3, "--out", out, "--model", "chronos", lang="es")
    assert said.code == 1 and not out.exists()
    assert "instale fluxion[chronos], o quite --model" in said.err
    assert run("--input", file, "--horizon", 3, "--out", out).code == 0
    assert parquet.read_table(out).num_rows == 9


def test_a_model_nobody_knows_is_refused(run: Run, tmp_path: Path) -> None:
    said = run("--input", sales(tmp_path), "--model", "oracle")
    assert said.code == 2 and "chronos:FOLDER" in said.err


@needs_chronos
def test_weights_that_are_not_here_are_refused_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(ChronosWeightsAway) as refused:
        ChronosForecaster(str(tmp_path / "nowhere"))
    assert "Download them first and name their folder: --model chronos:/folder." in refused.value.in_language("en")


@needs_chronos
def test_the_command_forecasts_with_the_weights_of_a_folder(run: Run, tmp_path: Path) -> None:
    bolt(tmp_path / "weights")
    said = run("--input", sales(tmp_path), "--horizon", 3, "--out", tmp_path / "f.parquet", "--model", f"chronos:{tmp_path / 'weights'}")
    assert said.code == 0 and "neither prices nor events nor words count" in said.err
    assert parquet.read_table(tmp_path / "f.parquet").num_rows == 9


def test_levels_between_and_beyond_the_trained_ones_and_the_mean_of_quantiles() -> None:
    normal = special.ndtri(DECILES)[None]
    assert at_levels(tuple(DECILES), normal, (0.02, 0.25, 0.9, 0.98))[0] == pytest.approx(special.ndtri([0.02, 0.25, 0.9, 0.98]))
    assert mean_of((0.1, 0.5, 0.9), np.array([[1.0, 2.0, 6.0]]))[0] == pytest.approx(0.3 * 1 + 0.4 * 2 + 0.3 * 6)
