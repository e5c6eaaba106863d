"""Files that people bring: what they are, read whole into DuckDB as text, and what each cell may mean.

`detect` looks, `stage` reads, `cell_sql` gives values and the reason of each cell that has none; `problem_text` says it
in the person's language. A broken row is reported and never stops the rows after it.
"""

from fluxion.base.files.cell_sql import CellSql, cell_sql, duck_type
from fluxion.base.files.cells import Cell, CellKind, CellType, read_cell
from fluxion.base.files.detect import detect
from fluxion.base.files.problems import PROBLEMS, Problem
from fluxion.base.files.shapes import Column, Detected, Limits, ReadOptions
from fluxion.base.files.staging import Staged, stage, workbench

__all__ = [
    "PROBLEMS",
    "Cell",
    "CellKind",
    "CellSql",
    "CellType",
    "Column",
    "Detected",
    "Limits",
    "Problem",
    "ReadOptions",
    "Staged",
    "cell_sql",
    "detect",
    "duck_type",
    "read_cell",
    "stage",
    "workbench",
]
