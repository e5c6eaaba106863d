"""Lists as files for download: which format was asked for, and the answer that carries it."""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from fastapi import Depends, Query
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from fluxion.base.exports import MEDIA_TYPES, CsvStyle, FileFormat, Sheet, write_sheet
from fluxion.base.work import Work

_DELIMITERS: dict[str, Literal[",", ";", "\t"]] = {"comma": ",", "semicolon": ";", "tab": "\t"}


@dataclass(frozen=True)
class FileAsk:
    """The file that is wanted."""

    file_format: FileFormat
    style: CsvStyle


async def _file_ask(
    file_format: Annotated[FileFormat, Query(alias="format", description="File format.")] = "csv",
    delimiter: Annotated[Literal["comma", "semicolon", "tab"], Query(description="CSV only: what separates the cells.")] = "comma",
    decimal: Annotated[Literal["point", "comma"], Query(description="CSV only: the decimal mark.")] = "point",
    bom: Annotated[bool, Query(description="CSV only: begin with a byte order mark, which Excel wants to see UTF-8.")] = False,
    formula_safe: Annotated[bool, Query(description="CSV only: put an apostrophe before text that looks like a formula.")] = True,
) -> FileAsk:
    mark: Literal[".", ","] = "," if decimal == "comma" else "."
    return FileAsk(file_format, CsvStyle(_DELIMITERS[delimiter], mark, has_bom=bom, is_formula_safe=formula_safe))


WantedFile = Annotated[FileAsk, Depends(_file_ask)]

FILE_ANSWER: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file, with every row that matches.",
        "content": {
            media.partition(";")[0]: {
                "schema": {"type": "array", "items": {"type": "object"}} if name == "json" else {"type": "string", "format": "binary"}
            }
            for name, media in MEDIA_TYPES.items()
        },
    }
}
"""How a download is described; for the routes' `responses`."""


def download(work: Work, sheet: Sheet, asked: FileAsk) -> FileResponse:
    """The sheet as a file to download; written to disk in pieces, so that its size is no matter of memory."""
    with tempfile.NamedTemporaryFile(prefix="fluxion-", suffix=f".{asked.file_format}", delete=False) as made:
        path = Path(made.name)
    try:
        write_sheet(sheet, path, asked.file_format, asked.style)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return FileResponse(
        path,
        media_type=MEDIA_TYPES[asked.file_format],
        filename=f"{sheet.name}-{work.today.isoformat()}.{asked.file_format}",
        background=BackgroundTask(path.unlink, missing_ok=True),
    )
