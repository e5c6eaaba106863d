"""Every operation of the API, asked in ways its description allows and in ways it does not, keeps what it describes."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance, unsupported_method

from fluxion.app import compose
from fluxion.base.db import migrate
from fluxion.base.settings import Settings
from fluxion.base.work import SYSTEM
from fluxion.domains import access
from fluxion.domains.access import signing_in
from fluxion.domains.access.shapes import UserDraft
from fluxion.faces.cli.demo import fill
from fluxion.faces.http.server import create_server, describe
from fluxion.kernels.synthesis import CompanyOrder

ORDER = CompanyOrder(stores=2, centres=1, products=25, lines=1500, days=60, last_day=date(2026, 3, 1), seed=3)
NOT_ASKED = ("/api/v1/auth/logout", "/api/v1/auth/password", "/readyz")
"""Two end the session; the third says 503 because the test client starts and stops the application around each request."""

EXAMPLES = 10
LEFT_OUT = [
    unsupported_method,  # the pages answer GET everywhere, so other methods are 405 without an entry of their own
    positive_data_acceptance,  # no schema can say that a cursor must be ours, a period must not end before it starts, an id must exist
    ignored_auth,  # it sends a wrong header beside ours; `tests/faces/test_edge.py` proves that nobody comes in without a live token
]


def operations() -> list[tuple[str, str]]:
    """Every operation of the committed description, which `tests/house` holds equal to the served one."""
    described = json.loads((Path(__file__).parents[2] / "openapi.json").read_text(encoding="utf-8"))
    return [(method, path) for path, found in described["paths"].items() for method in found if path not in NOT_ASKED]


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The description of a running company with products, sales, a plan and an administrator."""
    chosen = Settings(data_dir=tmp_path_factory.mktemp("contract"), rate_per_minute=0, demo=True)
    migrate(chosen)
    app = compose(chosen)
    fill(app, SYSTEM, ORDER)
    with app.works.write(SYSTEM) as work:
        draft = UserDraft(email="ana@empresa.com", name="Ana", password="cuatro palabras nada comunes", roles=["admin"])
        user = access.create_user(work, draft)
        tokens = signing_in.open_session(work, user.id, signing_in.Device())
    server = create_server(app)
    described = json.loads(json.dumps(describe(server)))
    for path in NOT_ASKED:
        described["paths"].pop(path)
    schema = schemathesis.openapi.from_dict(described)
    schema.app = server
    yield schema, {"Authorization": f"Bearer {tokens.access_token}"}
    app.close()


@pytest.mark.parametrize(("method", "path"), operations())
def test_an_operation_keeps_what_it_describes(api: Any, method: str, path: str) -> None:
    schema, bearer = api

    @given(case=schema[path][method].as_strategy())
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def prove(case: schemathesis.Case) -> None:
        case.call_and_validate(headers=bearer, excluded_checks=LEFT_OUT)

    prove()
