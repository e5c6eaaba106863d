"""Columns kept beside the mart: read again as they were, made anew when their mark, their file or the disk fails them."""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from fluxion.base.mart import Beside


def batch(*values: int) -> pa.RecordBatch:
    return pa.record_batch([pa.array(values)], names=["value"])


def unasked() -> pa.RecordBatch:
    raise AssertionError("made again although it was kept")


def making(*values: int) -> Callable[[], pa.RecordBatch]:
    return lambda: batch(*values)


def files(folder: Path) -> list[Path]:
    return sorted((folder / "beside").rglob("*.*"))


def test_what_was_made_once_is_read_afterwards(tmp_path: Path) -> None:
    for made in (making(1, 2), unasked):
        assert Beside(tmp_path, "demand", {"2026-01": "a"}).get("2026-01", made).equals(batch(1, 2))


def test_columns_without_rows_are_kept_too(tmp_path: Path) -> None:
    empty = pa.record_batch([pa.array([], pa.int64())], names=["value"])
    for made in (lambda: empty, unasked):
        assert Beside(tmp_path, "demand", {"2026-01": "a"}).get("2026-01", made).equals(empty)


def test_another_mark_makes_them_anew_and_removes_the_old(tmp_path: Path) -> None:
    first = Beside(tmp_path, "demand", {"2026-01": "a", "2026-02": "b"})
    first.get("2026-01", making(1))
    first.get("2026-02", making(2))
    held = first.get("2026-01", unasked)
    second = Beside(tmp_path, "demand", {"2026-01": "c", "2026-02": "b"})
    assert second.get("2026-01", making(3)).equals(batch(3)) and second.get("2026-02", unasked).equals(batch(2))
    assert len(files(tmp_path)) == 2
    assert held.equals(batch(1))  # who had it mapped still reads it


def test_families_do_not_touch_each_other(tmp_path: Path) -> None:
    Beside(tmp_path, "demand", {"x": "a"}).get("x", making(1))
    Beside(tmp_path, "other", {"x": "b"}).get("x", making(2))
    assert Beside(tmp_path, "demand", {"x": "a"}).get("x", unasked).equals(batch(1))


@pytest.mark.parametrize("damage", [b"", b"no arrow at all", b"ARROW1\0\0 and then nothing"])
def test_a_file_that_cannot_be_read_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    kept = Beside(tmp_path, "demand", {"x": "a"})
    kept.get("x", making(1))
    [path] = files(tmp_path)
    path.write_bytes(damage)
    assert kept.get("x", making(2)).equals(batch(2)) and kept.get("x", unasked).equals(batch(2))


def test_a_disk_that_takes_nothing_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "beside").write_text("a file where the folder should be")
    kept = Beside(tmp_path, "demand", {"x": "a"})
    assert kept.get("x", making(1)).equals(batch(1)) and kept.get("x", making(1)).equals(batch(1))


def test_what_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        Beside(tmp_path, "demand", {"x": "a"}).get("x", unasked)
    assert files(tmp_path) == []
