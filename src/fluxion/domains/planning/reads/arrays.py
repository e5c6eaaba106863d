"""Columns of gathered tables as arrays."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from fluxion.domains.planning.rules.inputs import Floats, Ints


def ints(table: pa.Table, name: str, missing: int = -1) -> Ints:
    """A column of whole numbers, `missing` where it is null."""
    return np.asarray(table.column(name).cast(pa.int64()).fill_null(missing).to_numpy(), np.int64)


def floats(table: pa.Table, name: str, missing: float = np.nan) -> Floats:
    """A column of numbers, `missing` where it is null."""
    return np.asarray(table.column(name).cast(pa.float64()).fill_null(missing).to_numpy(), np.float64)


def flags(table: pa.Table, name: str) -> NDArray[np.bool_]:
    """A column of truth values; null is false."""
    return np.asarray(table.column(name).cast(pa.bool_()).fill_null(False).to_numpy(), np.bool_)


def first_known(*choices: Floats | float) -> Floats:
    """The first of the columns that knows a figure, row by row."""
    result = np.asarray(choices[0], np.float64).copy()
    for choice in choices[1:]:
        result = np.where(np.isnan(result), choice, result)
    return result
