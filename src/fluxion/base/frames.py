"""Whole tables as Arrow, for arithmetic: exact columns become float64, a million rows in a second or two."""

from typing import Any, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import BigInteger, Boolean, Date, Float, Integer, Text, type_coerce
from sqlalchemy.orm import Session

from fluxion.base.columns import ScaledInteger, UtcDateTime
from fluxion.base.paging import Query

BATCH = 1_000
"""Rows turned into columns at a time: few enough to stay in the processor's cache, which makes it four times as quick as 100,000."""


def frame(db: Session, query: Query) -> pa.Table:
    """The rows of a Core select as an Arrow table; money and quantities as float64, ids as int64.

    Rows are taken from the driver as they are: turning each into a `Row` first takes seven times as long.
    """
    columns = list(query.selected_columns)
    raw = query.with_only_columns(
        *(type_coerce(c, BigInteger).label(c.key) if isinstance(c.type, ScaledInteger) else c for c in columns), maintain_column_froms=True
    )
    schema = pa.schema([pa.field(cast(str, c.key), _arrow_type(c.type)) for c in columns])
    pieces = []
    db.flush()
    result = db.connection().execute(raw)
    cursor: Any = result.cursor
    while rows := cursor.fetchmany(BATCH):
        arrays = [_array(column.type, values) for column, values in zip(columns, zip(*rows, strict=True), strict=True)]
        pieces.append(pa.RecordBatch.from_arrays(arrays, schema=schema))
    result.close()
    return pa.Table.from_batches(pieces, schema=schema).combine_chunks()


def _arrow_type(kind: Any) -> pa.DataType:
    match kind:
        case ScaledInteger() | Float():
            return pa.float64()
        case Boolean():
            return pa.bool_()
        case Integer():
            return pa.int64()
        case UtcDateTime():
            return pa.timestamp("us", tz="UTC")
        case Date():
            return pa.date32()
        case Text():
            return pa.string()
        case _:
            return pa.string()


def _array(kind: Any, values: tuple[Any, ...]) -> pa.Array:
    match kind:
        case ScaledInteger():
            whole = pa.array(values, type=pa.int64())
            if not whole.null_count:
                return pa.array(np.asarray(whole) / 10.0**kind.scale)
            known = np.asarray(whole.fill_null(0)) / 10.0**kind.scale
            return pa.array(known, mask=np.asarray(whole.is_null()))
        case UtcDateTime():
            return _moments(pa.array(values))
        case Boolean() | Date():  # SQLite has neither: it gives 0 and 1, and text
            return pa.array(values).cast(_arrow_type(kind))
        case _:
            return pa.array(values, type=_arrow_type(kind))


def _moments(given: pa.Array) -> pa.Array:
    """Times in UTC: text without a zone on SQLite, aware on PostgreSQL."""
    if pa.types.is_string(given.type):
        return pc.assume_timezone(given.cast(pa.timestamp("us")), "UTC")
    return given.cast(pa.timestamp("us", tz="UTC"))
