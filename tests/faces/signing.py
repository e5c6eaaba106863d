"""Somebody signed in over HTTP, on a server of only the routes that a test asks for."""

from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient

from fluxion.app import App
from fluxion.domains import access
from fluxion.domains.access.shapes import UserDraft
from fluxion.faces.http import access as access_routes
from fluxion.faces.http import errors, guards

PASSWORD = "cuatro palabras nada comunes"


def signed_in(app: App, role: str, *routers: APIRouter, name: str = "") -> TestClient:
    """A new account of the role, named after it unless told, as the client of a server with these routes; it reads Spanish."""
    server = FastAPI()
    server.state.fluxion = app
    errors.install(server)
    for each in (*access_routes.routers, *routers):
        server.include_router(each)
    guards.install(server, app.settings)
    email = f"{name or role}@empresa.com"
    with app.works.write() as work:
        access.create_user(work, UserDraft.model_validate({"email": email, "name": role, "password": PASSWORD, "roles": [role]}))
    client = TestClient(server)
    token = client.post("/api/v1/auth/token", json={"email": email, "password": PASSWORD}).json()["access_token"]
    client.headers.update({"Authorization": f"Bearer {token}", "Accept-Language": "es"})
    return client
