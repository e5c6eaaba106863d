"""The API's description is committed and complete; every command and every route explains itself."""

import json
from typing import Any

import pytest
from tests.house.source import ROOT
from tests.makers import described_api
from typer.main import get_command

from fluxion.faces.cli.main import COMMANDS, load
from fluxion.faces.cli.main import app as program

METHODS = ("get", "post", "put", "patch", "delete")


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    return described_api()


def operations(described: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [(path, method, op) for path, ops in described["paths"].items() for method, op in ops.items() if method in METHODS]


def test_openapi_json_is_fresh(described: dict[str, Any]) -> None:
    committed = json.loads((ROOT / "openapi.json").read_text(encoding="utf-8"))
    assert committed == json.loads(json.dumps(described)), "run: make openapi"


def test_every_operation_has_a_summary_a_tag_and_a_name(described: dict[str, Any]) -> None:
    found = operations(described)
    assert [f"{method} {path}" for path, method, op in found if not (op.get("summary") and op.get("tags") and op.get("operationId"))] == []
    names = [op["operationId"] for _, _, op in found]
    assert len(names) == len(set(names))


def test_every_operation_documents_its_errors_as_problems(described: dict[str, Any]) -> None:
    silent = []
    for path, method, op in operations(described):
        if not path.startswith("/api/v1"):
            continue
        for status, answer in op["responses"].items():
            if int(status) >= 400 and "application/problem+json" not in answer.get("content", {}):
                silent.append(f"{method} {path} {status}")
        if not {"401", "422"} <= set(op["responses"]):
            silent.append(f"{method} {path}")
    assert silent == []


def test_every_body_is_strict(described: dict[str, Any]) -> None:
    schemas = described["components"]["schemas"]
    loose = set()
    for path, method, op in operations(described):
        content = op.get("requestBody", {}).get("content", {}).get("application/json")
        reference = (content or {}).get("schema", {}).get("$ref", "")
        if reference and schemas[reference.rsplit("/", 1)[-1]].get("additionalProperties") is not False:
            loose.add(f"{method} {path}")
    assert loose == set()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_explains_itself(name: str) -> None:
    command = load(name)
    assert command.help
    assert [option.name for option in command.params if not getattr(option, "help", None)] == []


def test_the_program_lists_every_command() -> None:
    assert set(get_command(program).commands) <= set(COMMANDS)
