"""`fluxion price`: what a price is and why, repricing into a draft, and files of prices, at the terminal."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner

import fluxion.migrations.every_table  # noqa: F401  (registers every table)
from fluxion.app import compose
from fluxion.base.db import migrate
from fluxion.base.settings import Settings
from fluxion.base.work import SYSTEM
from fluxion.domains import catalog, partners
from fluxion.domains.prices.actions import list_drafts, publishing
from fluxion.domains.prices.actions import lists as list_actions
from fluxion.domains.prices.shapes.lists import ListIn, Publishing, RowEdits
from fluxion.domains.prices.tables import PriceConfiguration, PricePolicy
from fluxion.faces.cli.main import app as program

PERCENTS = ("vat", "other_taxes", "platform", "payment", "shipping", "marketing", "other", "markup")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Rice costs 8 and is asked 10 for in the shop, which marks costs up by half."""
    settings = Settings(data_dir=tmp_path)
    migrate(settings)
    company = compose(settings)
    with company.works.write(SYSTEM) as work:
        catalog.upsert_products(work, [{"sku": "ARR", "name": "Arroz", "cost": Decimal(8)}])
        partners.upsert_customers(work, [{"code": "C1", "name": "Uno"}])
        fixed = {"currency": "USD", "price_type": "B2B", "tax_mode": "pass_through", "fee_base": "net", "method": "cost_plus"}
        percents = {f"{each}_percent": Decimal(50 if each == "markup" else 0) for each in PERCENTS}
        work.db.add(
            PriceConfiguration(name="Tienda", name_key="tienda", charm_step=Decimal(1), created_at=datetime.now(UTC), **fixed, **percents)
        )
        work.db.flush()
        work.db.add(PricePolicy(id=1, below_cost="warn", approval_threshold_percent=Decimal(100)))
        list_actions.create_list(work, ListIn(code="T", name="Tienda", audience="channel", currency="USD", configuration_id=1))
        rows = [{"sku": "ARR", "price": "10", "breaks": [{"least": "12", "value": "5"}]}]
        list_drafts.edit_rows(work, 1, RowEdits.model_validate({"rows": rows}))
        publishing.publish_list(work, 1, Publishing())
    company.close()
    monkeypatch.setenv("FLUXION_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("FLUXION_LANG", "es")
    return tmp_path


def test_a_quote_says_the_price_and_the_way_to_it(folder: Path) -> None:
    told = CliRunner().invoke(program, ["price", "quote", "--customer", "c1", "--channel", "Tienda", "ARR:24"])
    assert told.exit_code == 0, told.output
    assert told.output.splitlines()[0] == "ARR × 24: 9.5 USD  (Arroz)"
    assert "  → Listas del canal T: 10 Da el precio." in told.output.splitlines()
    asked = CliRunner().invoke(program, ["price", "quote", "ARR", "--channel", "Tienda", "--json"])
    assert (json.loads(asked.output)["lines"][0]["price"], json.loads(asked.output)["currency"]) == ("10", "USD")
    assert CliRunner().invoke(program, ["price", "quote", "ARR:mucho"]).exit_code == 2


def test_repricing_proposes_and_drafts_only_when_asked_to(folder: Path) -> None:
    seen = json.loads(CliRunner().invoke(program, ["price", "reprice", "--channel", "tienda", "--json"]).output)["lists"]
    assert [(each["price_list"]["code"], each["under_target"], each["proposals"][0]["proposed"], "draft" in each) for each in seen] == [
        ("T", 1, "12", False)
    ]
    done = CliRunner().invoke(program, ["price", "reprice", "--list", "t", "--apply"])
    assert done.exit_code == 0
    assert done.output.splitlines()[-1] == "T: borrador 2 con 1 precios; publíquelo en la página de la lista."
    assert CliRunner().invoke(program, ["price", "reprice", "--list", "NADA"]).exit_code == 1


def test_a_file_of_prices_goes_into_the_draft(folder: Path) -> None:
    file = folder / "precios.csv"
    file.write_text("lista;código;precio;escala de precios\nT;ARR;11,50;24:10%\nX;ARR;9;\n", encoding="utf-8")
    told = CliRunner().invoke(program, ["import", "prices", str(file), "--json"])
    report = json.loads(told.output)
    assert (report["counts"]["changed"], report["counts"]["error"]) == (1, 1), told.output
    quoted = CliRunner().invoke(program, ["price", "quote", "ARR", "--channel", "Tienda", "--json"])
    assert json.loads(quoted.output)["lines"][0]["price"] == "10"
