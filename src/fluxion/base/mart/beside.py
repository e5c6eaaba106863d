"""Columns kept beside the mart, ready as arrays: what takes long to ask for and is asked for again as it is.

Like the mart they are a cache: made when they are missing or unreadable, and never the only place where something is.
"""

import hashlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import pyarrow as pa
import structlog

FOLDER = "beside"
log = structlog.get_logger(__name__)


class Beside:
    """One family of columns by name, each in a file that lies until its `mark` changes; files of other marks are removed.

    A mark is any text that changes when the columns would.
    """

    def __init__(self, mart_dir: Path, family: str, marks: Mapping[str, str]) -> None:
        self._folder = mart_dir / FOLDER / family
        self._files = {name: f"{name}.{_short(mark)}.arrow" for name, mark in marks.items()}
        lasting = set(self._files.values())
        for path in self._folder.glob("*.arrow"):
            if path.name not in lasting:
                path.unlink(missing_ok=True)

    def get(self, name: str, make: Callable[[], pa.RecordBatch]) -> pa.RecordBatch:
        """The columns of that name, mapped from their file; made, and kept if the disk allows, when there is none to read."""
        path = self._folder / self._files[name]
        with suppress(OSError, pa.ArrowInvalid):
            return _read(path)
        made = make()
        try:
            _write(path, made)
        except OSError as error:
            log.warning("mart.beside_not_kept", file=path.name, error=str(error))
        return made


def _read(path: Path) -> pa.RecordBatch:
    return pa.ipc.open_file(pa.memory_map(str(path))).get_batch(0)


def _write(path: Path, batch: pa.RecordBatch) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    staged = path.with_name(f"{uuid4().hex}.staged")
    try:
        with pa.ipc.new_file(str(staged), batch.schema) as writer:
            writer.write_batch(batch)
        staged.replace(path)
    finally:
        staged.unlink(missing_ok=True)


def _short(mark: str) -> str:
    return hashlib.blake2b(mark.encode(), digest_size=12).hexdigest()
