"""The folder shared with Spark: emptied after each call and of what killed runs left, and no reason hidden by its cleaning."""

import os
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyarrow as pa
import pytest
from pyarrow.fs import LocalFileSystem

from fluxion.adapters.spark import SparkBuckets, adapter
from fluxion.base.buckets import BUCKET

TABLE = pa.table({BUCKET: pa.array([1, 2], pa.int32()), "row": [1, 2]})


class Session:
    """Stands for Spark: says where it was told to read."""

    @property
    def read(self) -> Any:
        return self

    def parquet(self, place: str) -> list[str]:
        return sorted(each.name for each in Path(place).iterdir())


def test_the_files_of_a_call_are_there_while_it_lasts(tmp_path: Path) -> None:
    with SparkBuckets("sc://nowhere:1", str(tmp_path))._placed(Session(), TABLE) as seen:
        assert seen == ["bucket=1", "bucket=2"]
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_run_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    old, young, theirs = tmp_path / f"fluxion-{'a' * 32}", tmp_path / f"fluxion-{'b' * 32}", tmp_path / "reports"
    for folder in (old, young, theirs):
        (folder / "bucket=1").mkdir(parents=True)
        (folder / "bucket=1" / "part.parquet").write_bytes(b"x")
    long_ago = time.time() - 25 * 3600
    for folder in (old, theirs):
        for each in (folder / "bucket=1" / "part.parquet", folder / "bucket=1", folder):
            os.utime(each, (long_ago, long_ago))
    with SparkBuckets("sc://nowhere:1", str(tmp_path))._placed(Session(), TABLE):
        pass
    assert sorted(each.name for each in tmp_path.iterdir()) == [young.name, "reports"]


def test_cleaning_that_fails_does_not_hide_what_went_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stubborn(LocalFileSystem):  # type: ignore[misc]
        def delete_dir(self, path: str) -> None:
            raise OSError("the folder is away")

    stubborn = SimpleNamespace(from_uri=lambda place: (Stubborn(), place.removeprefix("file://")))
    monkeypatch.setattr(adapter, "FileSystem", stubborn)
    buckets = SparkBuckets("sc://nowhere:1", str(tmp_path))
    with pytest.raises(ValueError, match="no such product"), buckets._placed(Session(), TABLE):
        raise ValueError("no such product")
