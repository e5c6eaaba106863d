"""`fluxion import` as people type it: reports, error file, dry run, exit codes."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.domains.integration.company import LOCATIONS, PRODUCTS, SALES
from tests.faces.program import Said, typed

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("company")
    assert run(folder, "init").code == 0
    assert run(folder, "import", "locations", write(folder, "locations.csv", LOCATIONS)).code == 0
    command = [sys.executable, "-m", "fluxion.faces.cli.main", "import", "products", write(folder, "products.csv", PRODUCTS)]
    subprocess.run(command, env={**os.environ, **environ(folder)}, capture_output=True, check=True)  # once as the process that people start
    return folder


def write(folder: Path, name: str, content: str) -> str:
    (folder / name).write_text(content, encoding="utf-8")
    return str(folder / name)


def environ(folder: Path) -> dict[str, str]:
    return {"FLUXION_DATA_DIR": str(folder / "data"), "FLUXION_LANG": "en"}


def run(folder: Path, *arguments: str) -> Said:
    return typed(*arguments, environ=environ(folder))


def report(folder: Path, *arguments: str) -> dict[str, Any]:
    done = run(folder, "import", *arguments, "--json")
    assert done.code == 0, done.err
    found: dict[str, Any] = done.told
    return found


def test_a_dry_run_then_the_load_then_the_same_again(company: Path) -> None:
    file = write(company, "sales.csv", SALES + "2026-02-04,F9,1,ZZ,S1,1,2.00,\n")
    seen = report(company, "sales", file, "--dry-run")
    assert (seen["state"], seen["dry_run"], seen["counts"]["new"], seen["counts"]["error"]) == ("checked", True, 4, 1)
    errors = company / "errors.csv"
    done = run(company, "import", "sales", file, "--errors", str(errors))
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[0] == "5 rows: 4 new, 0 changed, 0 unchanged, 0 repeated, 0 skipped, 1 in error"
    assert errors.read_text(encoding="utf-8-sig").splitlines()[1].startswith("6,sku,ZZ,unknown_sku,")
    again = report(company, "sales", file, "--create-missing", "products")
    assert (again["state"], again["counts"]["new"], again["counts"]["unchanged"]) == ("loaded", 1, 4)


def test_a_refusal_ends_with_1_and_bad_usage_with_2(company: Path) -> None:
    file = write(company, "bad.csv", "sku,name,price\nB1,One,x\n")
    assert run(company, "import", "products", file).code == 1
    refused = run(company, "import", "products", write(company, "half.csv", "sku,name,price\nB1,One,x\nB2,Two,2\n"), "--all-or-nothing")
    assert (refused.code, "integration.rows_in_error" in refused.err) == (1, True)
    assert run(company, "import", "products", write(company, "empty.csv", "")).code == 1
    assert run(company, "import", "planets", file).code == 2
    assert run(company, "import", "products", str(company / "nowhere.csv")).code == 2
    assert run(company, "import", "products", file, "--create-missing", "planets").code == 2


def test_a_mapping_file_is_used_and_a_wrong_one_told(company: Path) -> None:
    file = write(company, "odd.csv", "a;b;c\nX1;Uno;1,50\n")
    mapping = write(company, "m.yaml", "columns: {sku: a, name: b, price: c}\nconstants: {category: 7}\n")
    assert report(company, "products", file, "--mapping", mapping)["counts"]["new"] == 1
    for wrong in ("columns: {sku: a}\ncolumns: {sku: b}\n", "colour: blue\n", "just text\n", "a: [\n"):
        done = run(company, "import", "products", file, "--mapping", write(company, "wrong.yaml", wrong))
        assert (done.code, "wrong.yaml" in done.err) == (2, True), done.err
