"""Puts the HTTP face together: routes, guards, problems, the pages, and the API's description."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi

import fluxion
from fluxion.app import App
from fluxion.faces.http import errors, guards, pages
from fluxion.faces.http.lookup import Lookup

ROUTES = ("access", "audit", "catalog", "partners", "stock", "pricing", "purchases", "planning", "insights", "integration", "upkeep")
DESCRIPTION = """
The commercial operating system of a wholesale distributor. Exact numbers (money, quantities, prices) travel as decimal
text; statistics (forecasts, ratios, days of cover) as JSON numbers. Every failure is a problem (RFC 9457) with a stable
`code`. Lists give a page and `next_cursor`. Changes need `If-Match` with the ETag that was read; a POST that creates
takes an `Idempotency-Key`. Names of people's languages go into `Accept-Language` (es, en, pt).
"""


def create_server(app: App) -> FastAPI:
    """The ASGI application of a composed Fluxion."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        app.stopping.set()

    server = FastAPI(
        title="Fluxion",
        version=fluxion.__version__,
        description=DESCRIPTION,
        openapi_url="/api/v1/openapi.json" if app.settings.public_docs else None,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        redirect_slashes=False,
    )
    server.state.fluxion = app
    errors.install(server)
    server.router.routes.append(Lookup([route for name in ROUTES for router in _routers(name) for route in router.routes]))
    server.openapi = lambda: describe(server)  # type: ignore[method-assign]
    pages.install(server, app.settings)
    guards.install(server, app.settings)
    return server


def _routers(name: str) -> list[APIRouter]:
    module = import_module(f"fluxion.faces.http.{name}")
    return list(getattr(module, "routers", None) or [module.router])


def describe(server: FastAPI) -> dict[str, Any]:
    """The OpenAPI description, with how to sign in; made once."""
    if server.openapi_schema:
        return server.openapi_schema
    routes = [route for each in server.routes for route in (each.routes if isinstance(each, Lookup) else [each])]
    schema = get_openapi(title=server.title, version=server.version, description=server.description, routes=routes, openapi_version="3.1.0")
    components = schema.setdefault("components", {})
    components["securitySchemes"] = {
        "bearer": {"type": "http", "scheme": "bearer", "description": "Access token of `POST /auth/token`, or an API key."}
    }
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            if method != "post":
                operation["parameters"] = [each for each in operation.get("parameters", []) if each["name"] != "idempotency-key"]
            if path.startswith("/api/v1") and not operation.pop("x-public", False):
                operation.setdefault("security", [{"bearer": []}])
            for parameter in operation.get("parameters", []):
                if required := parameter["schema"].pop("x-required", None):
                    parameter.update(required=True, schema=required)
            for answer in operation.get("responses", {}).values():
                content = answer.get("content", {})
                if "application/problem+json" in content and "application/json" in content:
                    content["application/problem+json"].update(content.pop("application/json"))
    for unused in ("HTTPValidationError", "ValidationError"):
        components.get("schemas", {}).pop(unused, None)
    server.openapi_schema = schema
    return schema
