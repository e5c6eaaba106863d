"""Measures how long `fluxion --help` takes, five times, and prints the middle one."""

import statistics
import subprocess
import sys
import time


def main() -> None:
    took = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "fluxion.faces.cli.main", "--help"], check=True, stdout=subprocess.DEVNULL)
        took.append(time.perf_counter() - began)
    print(f"fluxion --help: {statistics.median(took):.2f} s (middle of {len(took)})")


if __name__ == "__main__":
    main()
