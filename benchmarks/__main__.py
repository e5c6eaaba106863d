"""Runs every measurement, each in a process of its own, and prints its figures: `make bench`, or `python -m benchmarks NAME…`."""

import os
import platform
import subprocess
import sys
import time

import psutil

PARTS: dict[str, list[str]] = {
    "start_up": [],
    "jobs": [],
    "import_lines": ["1000000"],
    "kernels_forecast": [],
    "accuracy": [],
    "new_stores": [],
    "censoring": [],
    "backtest": [],
    "planning_run": [],
    "pricing": [],
    "campaign_preview": [],
    "elasticity": [],
    "mart_queries": [],
    "http_load": ["--size", "small"],
    "http_load_large": ["--size", "large"],
}


def main(wanted: list[str]) -> int:
    """Print the machine, then each part's figures; 1 when a part failed."""
    print(
        f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} processors, {psutil.virtual_memory().total / 2**30:.0f} GiB"
    )
    failed = []
    for name, words in PARTS.items():
        if wanted and name not in wanted:
            continue
        print(f"\n== {name}", flush=True)
        began = time.perf_counter()
        done = subprocess.run([sys.executable, "-m", f"benchmarks.{name.removesuffix('_large')}", *words], check=False)
        print(f"({time.perf_counter() - began:.0f} s)", flush=True)
        if done.returncode:
            failed.append(name)
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
