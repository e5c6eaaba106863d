"""The lake: what happened, kept as Delta tables of Parquet files by month, on disk or in an object store.

Only `history` writes here. Every change is one Delta commit, made exactly once per key: the key is kept as a Delta
application transaction, so that a load that was killed finds on its next run whether its commit is there. A second
application transaction, common to all commits, makes two writers at the same moment conflict instead of doubling rows;
the later one looks again and repeats its work on what it then finds.
"""

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from itertools import count
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, Transaction, WriterProperties, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError, TableNotFoundError

from fluxion.base.settings import Settings

MONTH = "month"
Span = tuple[date, date]
EMPTY = -1
ATTEMPTS = 5
ROW_GROUP = 122_880
_WRITER_LOCK = "fluxion-writer"
_KEEP = "interval 30 days"


class VersionGone(Exception):
    """The table has no such version, or no longer has its files."""


@dataclass(frozen=True)
class LakeTable:
    """A table of the lake: its columns, and the date column that its months are taken from."""

    name: str
    schema: pa.Schema
    by_month_of: str = "day"

    @property
    def stored(self) -> pa.Schema:
        """The columns with the month that the files are parted by."""
        return self.schema.append(pa.field(MONTH, pa.string(), nullable=False))


@dataclass(frozen=True)
class Change:
    """What a commit does: adds rows, or lets rows take the place of everything in some months."""

    rows: pa.Table | pa.RecordBatchReader
    months: frozenset[str] | None = None


@dataclass(frozen=True)
class Commit:
    """Where a commit stands in the table's history; `is_new` is False when an earlier run had made it."""

    version: int
    version_before: int
    is_new: bool


@dataclass(frozen=True)
class LakeFile:
    """One Parquet file of a table; `span` is its first and last day, None where the table does not say."""

    path: str
    month: str
    rows: int
    span: Span | None


class LakeSnapshot:
    """One version of one table: the exact list of its files."""

    def __init__(self, table: LakeTable, delta: DeltaTable | None) -> None:
        self.table = table
        self.delta = delta
        self.version = EMPTY if delta is None else delta.version()
        self._files = tuple(_files(delta, table.by_month_of)) if delta is not None else ()

    def months(self) -> list[str]:
        """The months that have rows, oldest first."""
        return sorted({file.month for file in self._files})

    def rows(self, months: Iterable[str] | None = None) -> int:
        """How many rows there are, without reading any."""
        return sum(file.rows for file in self._of(months))

    def files(self, months: Iterable[str] | None = None) -> list[str]:
        """Addresses of the files, oldest month first."""
        return [file.path for file in self._of(months)]

    def fingerprints(self) -> dict[str, str]:
        """For each month a text that changes when its files do, wherever the company's folder lies."""
        return {month: _digest(self.spans(month)) for month in self.months()}

    def spans(self, month: str) -> dict[str, Span | None]:
        """The first and last day of each file of a month, by the file's name; None where it is not known. A file never changes."""
        return {file.path.rsplit("/", 1)[-1]: file.span for file in self._of([month])}

    def committed(self, key: str) -> int | None:
        """The version before the commit that had this key, or None when there was none."""
        return None if self.delta is None else self.delta.transaction_version(key)

    def view(self, con: duckdb.DuckDBPyConnection, name: str, months: Iterable[str] | None = None) -> None:
        """Give the connection a view of these rows under a name of the caller's choosing."""
        wanted = None if months is None else sorted(set(months))
        files = self.files(wanted)
        if not files:
            con.register(name, self.table.schema.empty_table())
        elif self.delta is not None and "://" in files[0]:
            con.register(name, _remote(self.delta, wanted))
        else:
            listed = ", ".join(_quoted(file) for file in files)
            columns = ", ".join(f'"{column}"' for column in self.table.schema.names)
            con.execute(f"create or replace temp view {name} as select {columns} from read_parquet([{listed}])")

    def _of(self, months: Iterable[str] | None) -> list[LakeFile]:
        if months is None:
            return list(self._files)
        wanted = set(months)
        return [file for file in self._files if file.month in wanted]


@dataclass(frozen=True)
class Lake:
    """All tables of the lake, under one address."""

    uri: str
    _turn: threading.RLock = field(default_factory=threading.RLock)

    @classmethod
    def open(cls, settings: Settings) -> "Lake":
        """The lake the settings name; its folder appears with the first commit."""
        return cls(settings.lake_uri)

    def snapshot(self, table: LakeTable, version: int | None = None) -> LakeSnapshot:
        """The newest version of a table, or the one asked for; a table nobody wrote yet is empty, at version -1.

        Raises VersionGone when there is no such version.
        """
        if version == EMPTY:
            return LakeSnapshot(table, None)
        try:
            return LakeSnapshot(table, DeltaTable(self._address(table), version=version))
        except TableNotFoundError:
            if version is None:
                return LakeSnapshot(table, None)
            raise VersionGone(version) from None
        except DeltaError as error:
            if version is None:
                raise
            raise VersionGone(version) from error

    def commit(self, table: LakeTable, key: str, make: Callable[[LakeSnapshot], Change], note: Mapping[str, Any] | None = None) -> Commit:
        """Make one change exactly once; a key that was committed before changes nothing.

        `make` is called again, on the newer version, when another process committed in between.
        """
        with self._turn:
            self._create(table)
            for attempt in count(1):
                now = self.snapshot(table)
                if (before := now.committed(key)) is not None:
                    return Commit(before + 1, before, is_new=False)
                try:
                    self._write(now, make(now), key, note or {})
                except CommitFailedError:
                    if attempt == ATTEMPTS:
                        raise
                    continue
                after = self.snapshot(table)
                _settle(self._address(table), set(after.files()) - set(now.files()), after.version)
                return Commit(after.version, now.version, is_new=True)
        raise AssertionError("unreachable")

    def restore(self, table: LakeTable, version: int, key: str) -> Commit:
        """Put a table back as it was at an earlier version; the versions in between stay readable.

        Raises VersionGone when there is no such version, or its files are no longer kept.
        """
        with self._turn:
            now = self.snapshot(table)
            if (before := now.committed(key)) is not None:
                return Commit(before + 1, before, is_new=False)
            delta = DeltaTable(self._address(table))
            try:
                delta.restore(version, commit_properties=_properties(key, now.version, {"restored": version}))
            except DeltaError as error:
                raise VersionGone(version) from error
            after = self.snapshot(table)
            _settle(self._address(table), set(), after.version)
            return Commit(after.version, now.version, is_new=True)

    def tidy(self, table: LakeTable, keep_days: int = 30) -> None:
        """Join small files and remove those that no version of the last `keep_days` days needs."""
        with self._turn:
            now = self.snapshot(table)
            if now.version == EMPTY:
                return
            delta = DeltaTable(self._address(table))
            delta.optimize.compact(writer_properties=_WRITER, commit_properties=_properties(f"tidy-{now.version}", now.version, {}))
            delta.vacuum(retention_hours=keep_days * 24, dry_run=False, enforce_retention_duration=False)

    def _address(self, table: LakeTable) -> str:
        return f"{self.uri.rstrip('/')}/{table.name}"

    def _create(self, table: LakeTable) -> None:
        if DeltaTable.is_deltatable(self._address(table)):
            return
        if "://" not in self.uri:
            Path(self._address(table)).mkdir(parents=True, exist_ok=True)
        DeltaTable.create(
            self._address(table),
            schema=table.stored,
            mode="ignore",
            partition_by=[MONTH],
            configuration={"delta.logRetentionDuration": _KEEP, "delta.deletedFileRetentionDuration": _KEEP},
        )

    def _write(self, now: LakeSnapshot, change: Change, key: str, note: Mapping[str, Any]) -> None:
        target = now.delta or self._address(now.table)
        rows = _with_month(now.table, change.rows)
        properties = _properties(key, now.version, note)
        if change.months is None:
            write_deltalake(target, rows, mode="append", writer_properties=_WRITER, commit_properties=properties)
            return
        names = ", ".join(_quoted(month) for month in sorted(change.months))
        write_deltalake(
            target,
            rows,
            mode="overwrite",
            predicate=f"{MONTH} IN ({names})",
            writer_properties=_WRITER,
            commit_properties=properties,
        )


_WRITER = WriterProperties(compression="ZSTD", compression_level=3, max_row_group_size=ROW_GROUP)


def _properties(key: str, version_before: int, note: Mapping[str, Any]) -> CommitProperties:
    return CommitProperties(
        custom_metadata={"key": key} | {name: str(value) for name, value in note.items()},
        max_commit_retries=0,
        app_transactions=[Transaction(key, version_before), Transaction(_WRITER_LOCK, version_before)],
    )


def _files(delta: DeltaTable, day: str) -> Iterator[LakeFile]:
    adds = pa.table(delta.get_add_actions(flatten=True))
    if adds.num_rows == 0:
        return
    root = delta.table_uri.rstrip("/").removeprefix("file://")
    wanted = ("path", f"partition.{MONTH}", "num_records", f"min.{day}", f"max.{day}")
    told = (adds[name].to_pylist() if name in adds.column_names else [None] * adds.num_rows for name in wanted)
    for path, month, rows, first, last in sorted(zip(*told, strict=True), key=lambda each: (each[1], each[0])):
        yield LakeFile(f"{root}/{path}", month, rows or 0, None if first is None or last is None else (first, last))


def _remote(delta: DeltaTable, months: list[str] | None) -> Any:
    filters = None if months is None else [(MONTH, "in", months)]
    return delta.to_pyarrow_dataset(partitions=filters)


def _with_month(table: LakeTable, rows: pa.Table | pa.RecordBatchReader) -> pa.RecordBatchReader:
    """The rows in the table's own types with the month of each, a batch at a time."""
    if isinstance(rows, pa.Table):
        rows = rows.to_reader(max_chunksize=ROW_GROUP)

    def batches() -> Iterator[pa.RecordBatch]:
        for batch in rows:
            if batch.num_rows:
                columns = [batch.column(one.name).cast(one.type) for one in table.schema]
                months = month_names(columns[table.schema.get_field_index(table.by_month_of)])
                yield pa.RecordBatch.from_arrays([*columns, months], schema=table.stored)

    return pa.RecordBatchReader.from_batches(table.stored, batches())


def month_names(days: pa.Array) -> pa.Array:
    """The month of each day as "2026-01".

    >>> from datetime import date
    >>> month_names(pa.array([date(2026, 1, 31), date(2025, 12, 1)])).to_pylist()
    ['2026-01', '2025-12']
    """
    numbers = days.cast(pa.date32()).cast(pa.int32()).to_numpy(zero_copy_only=False)
    names, index = np.unique(numbers.astype("datetime64[D]").astype("datetime64[M]"), return_inverse=True)
    return pa.array(names.astype(str)).take(pa.array(index))


def _settle(address: str, files: set[str], version: int) -> None:
    """Force new files to the disk, so that what the records then promise survives a power cut."""
    if "://" in address:
        return
    log = Path(address) / "_delta_log" / f"{version:020d}.json"
    for path in [*map(Path, files), log, log.parent]:
        if path.exists():
            handle = os.open(path, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _digest(names: Iterable[str]) -> str:
    return blake2b("\n".join(sorted(names)).encode(), digest_size=12).hexdigest()


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
