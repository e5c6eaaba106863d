"""Runs buckets on Spark: the same functions as here, Arrow in and Arrow out, one call for each bucket."""

import re
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import structlog
from pyarrow.fs import FileInfo, FileSelector, FileSystem, FileType

from fluxion.adapters.spark.errors import SparkAway, SparkMissing
from fluxion.base.buckets import BUCKET, Kernel

_REASON = 300
MOST_BUCKETS = 100_000
"""A file each; more than a company is cut into."""
ABANDONED_AFTER_S = 24 * 3600.0
"""Longer than any run takes."""
OURS = re.compile(r"fluxion-[0-9a-f]{32}")
log = structlog.get_logger("fluxion.spark")


class SparkBuckets:
    """Buckets on the cluster at `remote` (`sc://host:port`), whose Python workers have this version of Fluxion installed.

    Tables travel through `files`, a folder that cluster and this machine both reach (`s3a://bucket/folder`, or a path on
    a shared disk), as Parquet files by bucket; without it they are sent over the connection, which serves for smaller ones.
    """

    def __init__(self, remote: str, files: str = "") -> None:
        self.remote = remote
        self.files = files.rstrip("/")

    def each(self, table: pa.Table, kernel: Kernel, schema: pa.Schema) -> pa.Table:
        """What `kernel` makes of every bucket, as one table of this schema; refused as `SparkMissing` or `SparkAway`."""
        with self.placed(table) as there:
            return there.each(kernel, schema)

    @contextmanager
    def placed(self, table: pa.Table) -> Iterator["PlacedOnSpark"]:
        """The table where the cluster finds it until the end, for several passes; refused as `SparkMissing` or `SparkAway`."""
        number = pc.count_distinct(table[BUCKET]).as_py()
        with ExitStack() as until_done:
            with self.answering():
                session = until_done.enter_context(_session(self.remote))
                rows = until_done.enter_context(self._placed(session, table))
            yield PlacedOnSpark(self, session, rows, number)

    @contextmanager
    def answering(self) -> Iterator[None]:
        """What goes wrong on the way or on the cluster becomes a refusal that names it."""
        try:
            from pyspark.errors import PySparkException
        except ImportError as error:
            raise SparkMissing from error
        try:
            yield
        except (PySparkException, OSError, RuntimeError) as error:
            raise SparkAway(remote=self.remote, reason=_reason(error)) from error
        except ImportError as error:
            raise SparkMissing from error

    @contextmanager
    def _placed(self, session: Any, table: pa.Table) -> Iterator[Any]:
        """The table as Spark sees it, its files removed afterwards."""
        if not self.files:
            yield session.createDataFrame(table)
            return
        place = f"{self.files}/fluxion-{uuid4().hex}"
        system, path = FileSystem.from_uri(re.sub(r"^s3a:", "s3:", place) if "://" in place else f"file://{place}")
        by_bucket = ds.partitioning(pa.schema([(BUCKET, pa.int32())]), flavor="hive")
        _sweep(system, path.rpartition("/")[0])
        try:
            ds.write_dataset(table, path, filesystem=system, format="parquet", partitioning=by_bucket, max_partitions=MOST_BUCKETS)
            yield session.read.parquet(place)
        finally:
            _remove(system, path)


@dataclass(frozen=True)
class PlacedOnSpark:
    """A table on the cluster, in so many buckets."""

    owner: SparkBuckets
    session: Any
    rows: Any
    number: int

    def each(self, kernel: Kernel, schema: pa.Schema, beside: pa.Table | None = None) -> pa.Table:
        """What `kernel` makes of every bucket, as one table of this schema; refused as `SparkAway`."""
        from pyspark.sql.pandas.types import from_arrow_schema

        with self.owner.answering(), self._with(beside) as rows:
            # Named partitions, so that no bucket shares a task with another: a handful of tasks would leave cores idle.
            grouped = rows.repartition(self.number, BUCKET).groupBy(BUCKET)
            made = grouped.applyInArrow(_plain(kernel), from_arrow_schema(schema)).toArrow()
        return made.select(schema.names).cast(schema)

    @contextmanager
    def _with(self, beside: pa.Table | None) -> Iterator[Any]:
        if beside is None:
            yield self.rows
            return
        with self.owner._placed(self.session, beside) as more:
            yield self.rows.unionByName(more)


@contextmanager
def _session(remote: str) -> Iterator[Any]:
    """A session of its own, let go of at the end: one left open asks its cluster when the process ends, and where that has gone, for minutes."""
    from pyspark.sql import SparkSession

    session = SparkSession.builder.remote(remote).create()
    try:
        yield session
    except BaseException:
        session.client.close()  # a cluster that may be away is not asked to forget it
        raise
    session.stop()


def _sweep(system: FileSystem, folder: str) -> None:
    """Remove what runs that were killed left in the shared folder; nothing but folders that this adapter named."""
    limit = time.time() - ABANDONED_AFTER_S
    for each in system.get_file_info(FileSelector(folder, allow_not_found=True)):
        if OURS.fullmatch(each.base_name) and each.type is FileType.Directory and _newest(system, each) < limit:
            _remove(system, each.path)


def _newest(system: FileSystem, folder: FileInfo) -> float:
    """When something in the folder was last written; object stores know no time of a folder itself."""
    inside = system.get_file_info(FileSelector(folder.path, recursive=True, allow_not_found=True))
    times = [each.mtime.timestamp() for each in (folder, *inside) if each.mtime is not None]
    return max(times, default=0.0)


def _remove(system: FileSystem, path: str) -> None:
    """Remove a folder of ours; when that fails it is left to a later sweep, and what went wrong before is what is told."""
    try:
        system.delete_dir(path)
    except OSError as error:
        log.warning("files for Spark are left behind", path=path, error=str(error))


def _reason(error: Exception) -> str:
    """What went wrong, in one line: of a stack trace from the cluster's Python, the exception at its end."""
    told = str(error).split("JVM stacktrace", 1)[0]
    raised = re.findall(r"^(\w+(?:\.\w+)*(?:Error|Exception|Refusal)\b.*)$", told, re.MULTILINE)
    return re.sub(r"\s+", " ", raised[-1] if raised else told)[:_REASON]


def _plain(kernel: Kernel) -> Kernel:
    """The kernel as a function of one table: Spark reads from its parameters what to call it with."""

    def run(table: pa.Table) -> pa.Table:
        return kernel(table)

    return run
