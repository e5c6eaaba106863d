"""Goods that arrive say what they cost: their part of the sheet is replaced, and nothing keeps them from being received."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from fluxion.base.facts import FactRow
from fluxion.base.work import Actor, Work, Works
from fluxion.domains import catalog, partners
from fluxion.domains.access import ROLES
from fluxion.domains.catalog.actions import edit_product
from fluxion.domains.catalog.shapes import ProductEdit
from fluxion.domains.prices.actions.catalogue_costs import costs_followed
from fluxion.domains.prices.actions.cost_sheets import create_sheet
from fluxion.domains.prices.reads.cost_sheets import cost_sheet
from fluxion.domains.prices.reads.costs import product_costs
from fluxion.domains.prices.reads.sheet_costs import cost_history
from fluxion.domains.prices.shapes.cost_sheets import SheetIn
from fluxion.domains.prices.tables import CostSheet, CostVersion
from fluxion.domains.purchases import actions
from fluxion.domains.purchases.shapes import OrderIn, Receipt

D = Decimal
RICE, BEANS, USD, EUR = 1, 2, 1, 2
DAY = date(2026, 3, 2)
BUYER = Actor(id=8, name="Eva", rights=ROLES["buyer"])
STOREKEEPER = Actor(id=7, name="Leo", rights=ROLES["store"])


@pytest.fixture
def company(works: Works) -> Works:
    with works.write() as work:
        catalog.upsert_products(work, [{"sku": "ARR", "name": "Arroz", "cost": D("1.5")}, {"sku": "FRI", "name": "Frijol", "cost": D(2)}])
        catalog.upsert_locations(work, [{"code": "N", "name": "Norte"}])
        partners.upsert_suppliers(work, [{"code": "SUR", "name": "Sur"}, {"code": "EUR", "name": "Europa", "currency": "EUR"}])
        parts = [{"name": "Arroz", "value": "1.50"}, {"type": "packaging", "name": "Saco", "value": "0.10"}]
        create_sheet(work, SheetIn.model_validate({"product_id": RICE, "components": parts}))
    return works


def receive(works: Works, supplier: int, lines: Sequence[tuple[int, str | None]]) -> None:
    with works.write() as work:
        body = {"supplier_id": supplier, "location_id": 1, "lines": [{"product_id": p, "quantity": "5", "unit_cost": c} for p, c in lines]}
        order = actions.approve_order(work, actions.create_order(work, OrderIn.model_validate(body)).id)
    with works.write(STOREKEEPER) as work:
        assert actions.receive_order(work, order.id, Receipt()).state == "received"


def facts(work: Work) -> list[str]:
    return list(work.db.scalars(select(FactRow.kind).where(FactRow.kind.startswith("prices.cost")).order_by(FactRow.id)))


def test_a_receipt_replaces_the_products_own_cost_and_keeps_the_rest(company: Works) -> None:
    receive(company, USD, [(RICE, "1.80"), (BEANS, "2.40")])
    with company.read() as work:
        costs = product_costs(work, None, DAY, "USD")
        assert (costs[RICE].cost, costs[BEANS].cost) == (D("1.9"), D("2.4"))
        sheet = cost_sheet(work, 1)
        assert [(each.type, each.name, each.value) for each in sheet.components] == [
            ("product", "", D("1.8")),
            ("packaging", "Saco", D("0.1")),
        ]
        history = cost_history(work, 1).versions
        assert [(each.source, each.reference, each.author_name, each.cost) for each in history] == [
            ("receipt", "OC-000001", "Leo", D("1.9")),
            ("manual", None, "Fluxion", D("1.6")),
        ]


def test_the_same_cost_again_writes_nothing(company: Works) -> None:
    receive(company, USD, [(RICE, "1.50")])
    with company.read() as work:
        assert work.db.scalar(select(func.count()).select_from(CostVersion)) == 1
        assert work.db.scalar(select(func.count()).select_from(CostSheet)) == 1


def test_goods_are_received_even_when_no_rate_brings_their_cost_into_the_sheet(company: Works) -> None:
    receive(company, EUR, [(RICE, "1.20"), (BEANS, "3")])
    with company.read() as work:
        assert product_costs(work, [RICE], DAY, "USD")[RICE].cost == D("1.6")
        assert product_costs(work, [BEANS], DAY, "EUR")[BEANS].cost == D(3)
        assert (product_costs(work, [BEANS], DAY, "USD")[BEANS].reason, facts(work)[1:]) == (
            "no_rate",
            ["prices.cost_not_taken", "prices.cost_recorded"],
        )


def test_a_cost_typed_in_the_catalogue_is_followed_by_its_sheet(company: Works) -> None:
    """Only a cost that changes: another name says nothing of the cost, and neither does a cost that is taken away."""
    with company.write(BUYER) as work:
        with costs_followed(work, [RICE, BEANS, 99]):
            edit_product(work, RICE, ProductEdit(name="Arroz blanco"))
        assert work.db.scalar(select(func.count()).select_from(CostVersion)) == 1
        with costs_followed(work, [RICE, BEANS]):
            edit_product(work, RICE, ProductEdit(cost=D("1.70")))
            edit_product(work, BEANS, ProductEdit(cost=D("2.20")))
        with costs_followed(work, [RICE]):
            edit_product(work, RICE, ProductEdit(cost=None))
    with company.read() as work:
        costs = product_costs(work, None, DAY, "USD")
        assert (costs[RICE].cost, costs[BEANS].cost) == (D("1.8"), D("2.2"))
        history = cost_history(work, 1).versions
        assert [(each.source, each.author_name, each.cost, [part.value for part in each.components]) for each in history] == [
            ("catalog", "Eva", D("1.8"), [D("1.7"), D("0.1")]),
            ("manual", "Fluxion", D("1.6"), [D("1.5"), D("0.1")]),
        ]
        assert facts(work) == ["prices.cost_recorded", "prices.cost_recorded"]
        assert work.db.scalar(select(func.count()).select_from(CostSheet)) == 1


def test_a_cost_of_the_catalogue_that_no_rate_adds_up_is_announced(company: Works) -> None:
    with company.write() as work:
        parts = [{"value": "1.50", "currency": "EUR"}, {"type": "freight", "value": "1", "currency": "EUR"}]
        create_sheet(work, SheetIn.model_validate({"product_id": BEANS, "currency": "EUR", "components": parts}))
        with costs_followed(work, [BEANS]):
            edit_product(work, BEANS, ProductEdit(cost=D("2.20")))
        assert facts(work)[-1] == "prices.cost_not_taken"
        assert product_costs(work, [BEANS], DAY, "EUR")[BEANS].cost == D("2.5")
