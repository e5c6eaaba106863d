"""Imports: upload, mapping, dry run, load, report, error file, undo."""

from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from fastapi import Depends, Request
from fastapi.responses import StreamingResponse
from pydantic import TypeAdapter, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from fluxion.base.files import Limits
from fluxion.base.files.errors import FileTooLarge
from fluxion.base.paging import Page
from fluxion.domains.integration import actions, reads
from fluxion.domains.integration.actions import Received
from fluxion.domains.integration.rules import ENTITIES, EntityName
from fluxion.domains.integration.shapes import CheckWish, EntityView, ImportView, LoadWish, RunChange, RunLine, Started, State
from fluxion.faces.http import edge
from fluxion.faces.http.edge import IfMatch, Opening, PageAsk, ReadWork, RowKey, WriteWork, app_of
from fluxion.values.errors import BadInput, FieldError, Forbidden, Refusal, Text

router = edge.router("imports")

LIMITS = Limits()
MEGA = 1 << 20
ENVELOPE = MEGA
"""What the form may weigh beside its file."""
CHUNK = MEGA
NO_FILE: Text = {
    "es": "Envíe el archivo en el campo «file».",
    "en": "Send the file in the field “file”.",
    "pt": "Envie o arquivo no campo “file”.",
}
NO_ENTITY: Text = {
    "es": "No es un tipo de archivo; use uno de: " + ", ".join(ENTITIES),
    "en": "Not a kind of file; use one of: " + ", ".join(ENTITIES),
    "pt": "Não é um tipo de arquivo; use um de: " + ", ".join(ENTITIES),
}
UPLOAD_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary", "description": "CSV, XLSX, Parquet or JSONL."},
                        "entity": {"type": "string", "enum": list(ENTITIES), "description": "Guessed from the columns when left out."},
                    },
                }
            }
        },
    }
}


class MalformedForm(Refusal):
    """The body is not the multipart form it says it is."""

    code = "malformed_form"
    text: ClassVar[Text] = {
        "es": "El cuerpo no es un formulario multipart/form-data válido.",
        "en": "The body is not a valid multipart/form-data form.",
        "pt": "O corpo não é um formulário multipart/form-data válido.",
    }


@dataclass(frozen=True)
class Upload:
    """A file taken in, and what the person says it holds."""

    received: Received
    entity: EntityName | None


async def _form(request: Request) -> AsyncIterator[FormData]:
    """The form, read only once it is known that the person may upload, and never beyond the limit."""
    opening = Opening(app_of(request), request, writes=False, body=b"")
    actor = await run_in_threadpool(opening.recognise)
    if not actor.may("integration.upload"):
        raise Forbidden(right="integration.upload")
    announced = request.headers.get("content-length", "0")
    if announced.isdigit() and int(announced) > LIMITS.size_mb * MEGA + ENVELOPE:
        raise FileTooLarge(limit=LIMITS.size_mb)
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise BadInput(errors=[FieldError("/file", "required", NO_FILE)])
    try:
        form = await MultiPartParser(request.headers, _limited(request), max_files=1, max_fields=5).parse()
    except (MultiPartException, UnicodeDecodeError, KeyError, ValueError) as error:
        raise MalformedForm from error
    try:
        yield form
    finally:
        await form.close()


async def _limited(request: Request) -> AsyncGenerator[bytes, None]:
    seen = 0
    async for chunk in request.stream():
        seen += len(chunk)
        if seen > LIMITS.size_mb * MEGA + ENVELOPE:
            raise FileTooLarge(limit=LIMITS.size_mb)
        yield chunk


def _taken_in(request: Request, form: Annotated[FormData, Depends(_form)]) -> Upload:
    """The file under a name of our own, looked at before any unit of work is opened."""
    file, entity = form.get("file"), form.get("entity") or None
    if not isinstance(file, UploadFile):
        raise BadInput(errors=[FieldError("/file", "required", NO_FILE)])
    try:
        known = TypeAdapter(EntityName | None).validate_python(entity)
    except ValidationError as error:
        raise BadInput(errors=[FieldError("/entity", "unknown", NO_ENTITY)]) from error
    chunks = iter(lambda: file.file.read(CHUNK), b"")
    return Upload(actions.receive(app_of(request).settings, file.filename or "", chunks, LIMITS), known)


@router.post("/imports", summary="Upload a file", status_code=201, openapi_extra=UPLOAD_BODY)
def upload_import(work: WriteWork, upload: Annotated[Upload, Depends(_taken_in)]) -> ImportView:
    """The file is looked at (format, encoding, delimiter, decimal mark, order of dates, columns) and a mapping proposed."""
    return actions.upload_file(work, upload.received, upload.entity)


@router.get("/imports", summary="Imports")
def list_imports(work: ReadWork, ask: PageAsk, entity: EntityName | None = None, state: State | None = None) -> Page[RunLine]:
    """Newest first. Sorted by `id` or `created_at`."""
    return reads.imports(work, ask, entity, state)


@router.get("/imports/entities", summary="Kinds of files")
def list_import_entities(work: ReadWork) -> list[EntityView]:
    """Their fields, which of them are required, and the headers by which their columns are recognised."""
    return reads.entities(work)


@router.get("/imports/{id}", summary="One import with its report")
def read_import(work: ReadWork, id: RowKey) -> ImportView:
    return reads.import_run(work, id)


@router.patch("/imports/{id}", summary="Change how a file is read or what its columns mean")
def edit_import(work: WriteWork, id: RowKey, version: IfMatch, body: RunChange) -> ImportView:
    """What was checked before has to be checked again."""
    return actions.edit_import(work, id, body, version)


@router.post("/imports/{id}/check", summary="Dry run over every row", status_code=202)
def check_import(work: WriteWork, id: RowKey, body: CheckWish) -> Started:
    """Follow the job at `/jobs/{job_id}/events`; the counts and samples are then in the import."""
    return actions.check_import(work, id, body)


@router.post("/imports/{id}/load", summary="Load the file", status_code=202)
def load_import(work: WriteWork, id: RowKey, body: LoadWish) -> Started:
    """Good rows go in and the others are reported, unless all or nothing is asked for."""
    return actions.load_import(work, id, body)


@router.post("/imports/{id}/undo", summary="Undo a load", status_code=202)
def undo_import(work: WriteWork, id: RowKey) -> Started:
    """Rows that somebody changed since the load are kept and named in the report."""
    return actions.undo_import(work, id)


@router.post("/imports/{id}/cancel", summary="Cancel an import")
def cancel_import(work: WriteWork, id: RowKey) -> ImportView:
    """Stops its job before anything is written; a load that has begun to write is finished and can be undone."""
    return actions.cancel_import(work, id)


@router.get(
    "/imports/{id}/errors.csv",
    summary="Every problem of the last check or load",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/csv": {"example": "row,column,value,code,reason,remedy\r\n"}}}},
)
def import_errors(work: ReadWork, id: RowKey) -> StreamingResponse:
    """Row, column, value, code, reason and remedy, safe to open in a spreadsheet."""
    pieces = reads.error_file(work, id)
    headers = {"Content-Disposition": f'attachment; filename="import-{id}-errors.csv"'}
    return StreamingResponse(pieces, media_type="text/csv; charset=utf-8", headers=headers)
