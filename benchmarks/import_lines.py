"""How fast sales lines are taken in, and with how much memory: generate a file, load it in a fresh process, load it again.

python -m benchmarks.import_lines [ROWS] [--json]
"""

import json
import multiprocessing
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb

ROWS = 1_000_000


def write_lines(path: Path, rows: int) -> None:
    """A CSV file of sold lines: 20,000 products, 18 locations, 5,000 customers, one year, every 5,000th row wrong."""
    with duckdb.connect() as con:
        con.execute(
            f"""COPY (SELECT CASE WHEN i % 5000 = 0 THEN '31/02/2025' ELSE strftime(DATE '2025-01-01' + (i % 365)::INTEGER, '%d/%m/%Y') END AS fecha,
            'SKU' || lpad((hash(i) % 20000)::VARCHAR, 5, '0') AS codigo, 'L' || lpad((hash(i * 7) % 18)::VARCHAR, 2, '0') AS sucursal,
            'T' || lpad((i // 4)::VARCHAR, 8, '0') AS documento, i % 4 + 1 AS linea, hash(i * 3) % 20 + 1 AS cantidad,
            replace(round((hash(i * 5) % 100000) / 100.0, 2)::VARCHAR, '.', ',') AS precio, 'C' || (hash(i * 11) % 5000) AS cliente
            FROM range({rows}) AS t(i)) TO '{path}' (HEADER, DELIMITER ';')"""
        )


def load(folder: str, file: str, results: Any) -> None:
    """Load the file into the company of the folder; sends back seconds, counts and the peak of memory."""
    from tests.domains.integration.company import counts, load_jobs
    from tests.domains.integration.company import load as load_file
    from tests.makers import make_works

    from fluxion.domains.integration.actions import receive, upload_file

    load_jobs()
    works = make_works(Path(folder))
    began, cpu = time.monotonic(), time.process_time()
    with Path(file).open("rb") as source:
        received = receive(works.settings, file, iter(lambda: source.read(1 << 22), b""))
    with works.write() as work:
        view = upload_file(work, received, "sales")
    after = load_file(works, view, "products", "locations")
    seconds, spent = time.monotonic() - began, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    results.put({"seconds": round(seconds, 1), "cpu_seconds": round(spent, 1), "peak_mb": round(peak), "counts": counts(after)})


def measure(rows: int) -> list[dict[str, Any]]:
    """The first load and the same file again, each in a process of its own."""
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "lines.csv"
        write_lines(file, rows)
        measured = []
        for name in ("first load", "same file again"):
            results = context.SimpleQueue()
            process = context.Process(target=load, args=(f"{folder}/company", str(file), results))
            process.start()
            process.join()
            found = results.get()
            measured.append({"what": name, "rows": rows, "lines_per_second": round(rows / found["seconds"]), **found})
        return measured


def main() -> None:
    """Print what was measured."""
    numbers = [int(each) for each in sys.argv[1:] if each.isdigit()]
    measured = measure(numbers[0] if numbers else ROWS)
    if "--json" in sys.argv:
        print(json.dumps(measured, indent=1))
        return
    for each in measured:
        print(
            f"{each['what']}: {each['rows']:,} lines in {each['seconds']} s ({each['lines_per_second']:,}/s, "
            f"{each['cpu_seconds']} s of CPU), peak {each['peak_mb']} MB; {each['counts']}"
        )


if __name__ == "__main__":
    main()
