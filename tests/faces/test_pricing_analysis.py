"""Price analysis over HTTP: exact numbers as text, statistics as numbers, costs only for whoever may see them."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from tests.domains.insights.test_price_analysis import selling

from fluxion.app import App
from fluxion.base.work import SYSTEM
from fluxion.domains import access
from fluxion.domains.access import signing_in
from fluxion.domains.access.shapes import UserDraft
from fluxion.faces.http import errors, guards
from fluxion.faces.http.pricing_analysis import router

RESULTS = "/api/v1/pricing/campaigns/{}/results"


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    works = selling(tmp_path_factory.mktemp("site"))
    tokens = {}
    with works.write(SYSTEM) as work:
        for role in ("manager", "sales"):
            draft = UserDraft(email=f"{role}@example.com", name=role, password="una frase bastante larga", lang="es", roles=[role])
            person = access.create_user(work, draft)
            tokens[role] = signing_in.open_session(work, person.id, signing_in.Device()).access_token
    server = FastAPI()
    server.state.fluxion = App(works.settings, works.database, works, rights=())
    errors.install(server)
    server.include_router(router)
    guards.install(server, works.settings)
    with TestClient(server, base_url="http://127.0.0.1") as client:
        yield lambda path, who="manager", **query: client.get(path, params=query, headers={"Authorization": f"Bearer {tokens[who]}"})


def test_results_tell_money_as_text_and_shares_as_numbers(ask: Any) -> None:
    found = ask(RESULTS.format(1)).json()
    assert found["inside"] == {"units": "100", "net": "210", "margin": "10"}
    assert found["units_lift"] == {"expected": "44", "extra": "56", "share": 1.2727}
    assert (
        found["summary"][0]
        == "En los 4 días de la campaña, sus productos (1) vendieron 100 unidades: +150 % frente a los 4 días anteriores."
    )
    hidden = ask(RESULTS.format(1), "sales").json()
    assert (hidden["inside"]["margin"], hidden["margin_lift"], hidden["products"][0]["margin"]) == (None, None, None)


def test_results_that_are_not_there_yet_or_at_all(ask: Any) -> None:
    answer = ask(RESULTS.format(4))
    assert (answer.status_code, answer.json()["code"]) == (409, "insights.no_sales_of_campaign")
    assert ask(RESULTS.format(99)).status_code == 404


def test_elasticity_or_why_there_is_none(ask: Any) -> None:
    found = ask("/api/v1/pricing/elasticity", product=1).json()
    assert (found["elasticity"], found["refused"], found["advice"]["kept"]) == (None, "too_few_weeks", "refused")
    assert found["message"].startswith("Solo hay 10 semanas con ventas y existencias; hacen falta 26.")
    assert ask("/api/v1/pricing/elasticity", "sales", product=1).json()["advice"] is None
    assert ask("/api/v1/pricing/elasticity", product=99).status_code == 404
    assert ask("/api/v1/pricing/elasticity").status_code == 422
    unknown = ask("/api/v1/pricing/elasticity", product=1, channel_id=99)
    assert unknown.status_code == 422


def test_recommendations_need_costs_and_tell_why_products_have_none(ask: Any) -> None:
    found = ask("/api/v1/pricing/recommendations", band=20).json()
    assert (found["looked_at"], found["measured"], found["gain_expected"], found["items"]) == (2, 0, "0", [])
    assert found["left_out"] == [{"reason": "too_few_weeks", "count": 2, "message": "menos de 26 semanas con ventas y existencias"}]
    assert ask("/api/v1/pricing/recommendations", "sales").status_code == 403
    assert ask("/api/v1/pricing/recommendations", list_id=99).status_code == 404
    for band in ("0", "101", "NaN", "1e9"):
        assert ask("/api/v1/pricing/recommendations", band=band).status_code == 422
