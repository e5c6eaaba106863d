"""Serves the built pages: hashed files for ever, the one HTML document for every address of the application."""

import mimetypes
from functools import lru_cache
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException

from fluxion.base.settings import Settings

FOLDER = Path(__file__).parent / "pages"
FOR_EVER = "public, max-age=31536000, immutable"
NOT_BUILT = """<!doctype html><html lang="es"><meta charset="utf-8"><title>Fluxion</title>
<p>Las páginas no están construidas. Ejecute <code>make pages</code>. / The pages are not built: run <code>make pages</code>.</p></html>"""
COMPRESSED = {"br": ".br", "gzip": ".gz"}


def install(server: FastAPI, settings: Settings) -> None:
    """Add the pages behind everything else."""

    @server.api_route("/{path:path}", methods=["GET", "HEAD"], include_in_schema=False)
    def page(request: Request, path: str) -> Response:
        if path == "api/docs":
            return asset("api-docs/index.html", "")
        if path.startswith("api/"):
            raise HTTPException(404)
        if path.startswith("assets/") or "." in path.rsplit("/", 1)[-1]:
            return asset(path, request.headers.get("accept-encoding", ""))
        return document()


def document() -> Response:
    """The HTML document; never cached, so that a new version is seen at once."""
    index = FOLDER / "index.html"
    html = index.read_text(encoding="utf-8") if index.exists() else NOT_BUILT
    return HTMLResponse(html, headers={"Cache-Control": "no-cache"})


def asset(path: str, accepted: str) -> Response:
    """A file of the pages, compressed as built where the browser takes it; 404 outside the folder."""
    file = (FOLDER / path).resolve()
    if FOLDER.resolve() not in file.parents or not file.is_file():
        raise HTTPException(404)
    headers = {"Cache-Control": FOR_EVER if path.startswith("assets/") else "no-cache", "Vary": "Accept-Encoding"}
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    for name, suffix in COMPRESSED.items():
        packed = file.with_name(file.name + suffix)
        if name in accepted and packed.is_file():
            return Response(_read(packed, packed.stat().st_mtime_ns), media_type=kind, headers={**headers, "Content-Encoding": name})
    return Response(_read(file, file.stat().st_mtime_ns), media_type=kind, headers=headers)


@lru_cache(maxsize=256)
def _read(file: Path, _changed: int) -> bytes:
    return file.read_bytes()
