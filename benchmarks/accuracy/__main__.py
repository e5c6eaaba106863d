"""How good the forecasts are on held-out steps of real demand, beside the peers on the same series.

`python -m benchmarks.accuracy` runs every data set in a process of its own; names of sets after it run those alone. `--ours` leaves
the peers out, `--most N` judges a seeded sample of N series per set (peers are slow), `--save DIR` keeps every answer as .npz.
Data: ../shared/data, skipped by name where it is absent.
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from benchmarks.accuracy import measures, peers
from benchmarks.accuracy.boosting import boosted
from benchmarks.accuracy.cases import SETS, SHARED, Case
from benchmarks.accuracy.engine import engine_says
from benchmarks.accuracy.measures import LEVELS, Floats


def point_line(name: str, case: Case, rows: np.ndarray, said: Floats) -> str:
    """One model's errors on the rows of the series judged."""
    came, past, said = case.ahead[rows], case.history[case.scored[rows]], said * case.left[rows]
    return (
        f"  {name:<18} RMSSE {measures.rmsse(came, said, past):.3f}  MASE {measures.mase(came, said, past, case.season):.3f}"
        f"  WAPE sum {measures.wape_of_sums(came, said):.3f}  WAPE step {measures.wape(came, said):.3f}  bias {measures.bias(came, said):+.3f}"
    )


def sum_line(name: str, case: Case, quantiles: Floats) -> str:
    """Quantile loss and coverage of the sum of the first steps; series with an unknown step there are left out."""
    sums = case.ahead[:, : case.sum_steps].sum(1)
    known = ~np.isnan(sums)
    loss, kept = measures.wql(sums[known], quantiles[known]), measures.coverage(sums[known], quantiles[known])
    each = "  ".join(f"{level:g}: {a:.3f} ({b:.3f})" for level, a, b in zip(LEVELS, loss, kept, strict=True))
    return f"  {name:<18} sum of {case.sum_steps}: mean wQL {np.mean(loss):.4f}  by level (kept)  {each}"


def judge(case: Case, only_ours: bool, save: Path | None) -> None:
    """Print one case, ours first."""
    every = np.arange(len(case.scored))
    print(f"\n{case.name}: {len(every)} series of {len(case.ids)}", flush=True)
    began = time.process_time()
    said, quantiles = engine_says(case)
    took = time.process_time() - began
    print(point_line("fluxion", case, every, said) + f"  ({took:.1f} s of processor for all {len(case.ids)})")
    if case.out is None:
        print(sum_line("fluxion", case, quantiles), flush=True)
    answers = {"fluxion": said}
    if not only_ours:
        trees = boosted(case)
        answers["LightGBM"] = trees.mean
        print(point_line("LightGBM", case, every, trees.mean) + f"  ({trees.seconds:.0f} s of processor; {trees.variant})")
        if case.out is None:
            print(sum_line("LightGBM", case, trees.quantiles), flush=True)
        answers |= peers.peer_forecasts(case)
        for name, mean in answers.items():
            if name not in ("fluxion", "LightGBM"):
                print(point_line(name, case, every, mean))
        if case.out is None:
            print(sum_line("textbook normal", case, peers.textbook_quantiles(case, answers["mean of seven"], LEVELS)))
        chosen, mean = peers.auto_ets(case)
        for name in ("fluxion", "mean of seven"):
            print(point_line(f"{name}, sample", case, chosen, answers[name][chosen]))
        print(point_line(f"AutoETS, {len(chosen)}", case, chosen, mean), flush=True)
    if save is not None:
        save.mkdir(parents=True, exist_ok=True)
        name = case.name.replace(" ", "_").replace(",", "")
        np.savez(save / f"{name}.npz", scored=case.scored, ahead=case.ahead, quantiles=quantiles, **answers)


def main() -> int:
    """Every set asked for, each in a process of its own; 1 when one failed."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("sets", nargs="*", choices=[*SETS, []])
    words.add_argument("--ours", action="store_true")
    words.add_argument("--most", type=int, default=1000)
    words.add_argument("--save", type=Path)
    words.add_argument("--here", action="store_true", help="in this process")
    asked = words.parse_args()
    failed = 0
    for name in asked.sets or list(SETS):
        if not (SHARED / name).exists():
            print(f"{name}: skipped, {SHARED / name} is not there")
        elif asked.here:
            for case in SETS[name](asked.most):
                judge(case, asked.ours, asked.save)
        else:
            rest = [word for word in sys.argv[1:] if word not in SETS]
            failed += subprocess.run([sys.executable, "-m", "benchmarks.accuracy", name, "--here", *rest], check=False).returncode != 0
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
