"""A company with price lists, and the steps that tests of lists and quotes take."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from fluxion.base.paging import Ask
from fluxion.base.work import Actor, Work, Works
from fluxion.domains import catalog, partners
from fluxion.domains.prices import QuoteAsk, quote
from fluxion.domains.prices.actions import list_drafts, publishing
from fluxion.domains.prices.actions import lists as list_actions
from fluxion.domains.prices.reads import list_rows
from fluxion.domains.prices.shapes.lists import ListIn, ListView, Publishing, RowEdits, RowFilter
from fluxion.domains.prices.tables import PriceConfiguration, PricePolicy

D = Decimal
RICE, BEANS, OIL = 1, 2, 3
ANA = Actor(id=1, name="Ana", rights=frozenset({"*"}))
LUIS = Actor(id=2, name="Luis", rights=frozenset({"*"}))
SELLER = Actor(id=3, name="Sol", rights=frozenset({"prices.read"}))


def selling(works: Works) -> Works:
    """Rice costs 8.00, beans 2.00, and what oil costs nobody knows; one list for everybody in dollars."""
    with works.write() as work:
        goods = [("ARR", "Arroz", "8", "12"), ("FRI", "Frijol", "2", None), ("ACE", "Aceite", None, "5")]
        catalog.upsert_products(
            work, [{"sku": sku, "name": name, "cost": cost and D(cost), "price": price and D(price)} for sku, name, cost, price in goods]
        )
        partners.upsert_customers(work, [{"code": "C1", "name": "Uno"}, {"code": "C2", "name": "Dos", "segment": "mayorista"}])
        make_list(work, "BASE")
    return works


def selling_to_all(works: Works) -> Works:
    """The same with prices for everybody, 10.00 for rice and 4.00 for beans; changes of more than 10 % need a second person."""
    with selling(works).write(ANA) as work:
        policy(work)
        put(work, 1, {"product_id": RICE, "price": "10"}, {"product_id": BEANS, "price": "4"})
        publish(work, 1)
        policy(work, threshold="10")
    return works


def make_list(work: Work, code: str, **more: Any) -> ListView:
    return list_actions.create_list(
        work, ListIn.model_validate({"code": code, "name": code, "audience": "base", "currency": "USD", **more})
    )


def channel(work: Work, name: str = "Tienda", **more: Any) -> int:
    percents = ("vat", "other_taxes", "platform", "payment", "shipping", "marketing", "other", "markup")
    row = PriceConfiguration(
        name=name,
        name_key=name.lower(),
        created_at=work.now,
        charm_step=D(1),
        **{"currency": "USD", "price_type": "B2B", "tax_mode": "pass_through", "fee_base": "net", "method": "cost_plus"}
        | {f"{each}_percent": D(0) for each in percents}
        | more,
    )
    work.db.add(row)
    work.db.flush()
    return row.id


def policy(work: Work, below_cost: str = "warn", threshold: str = "1000") -> None:
    work.db.merge(PricePolicy(id=1, below_cost=below_cost, approval_threshold_percent=D(threshold)))
    work.db.flush()


def put(work: Work, list_id: int, *rows: dict[str, Any]) -> ListView:
    return list_drafts.edit_rows(work, list_id, RowEdits.model_validate({"rows": list(rows)}))


def publish(work: Work, list_id: int, starts_at: datetime | None = None, version: int | None = None) -> ListView:
    return publishing.publish_list(work, list_id, Publishing(starts_at=starts_at), version)


def at(works: Works, moment: datetime) -> Works:
    return replace(works, clock=lambda: moment)


def shown(work: Work, list_id: int = 1, **wanted: Any) -> dict[str, tuple[Decimal | None, Decimal | None]]:
    page = list_rows.rows(work, list_id, RowFilter(**wanted), Ask())
    return {row.product.sku: (row.price, row.draft_price) for row in page.items}


def approved(works: Works, code: str, price: str, **more: Any) -> int:
    """A list with a price for rice that was once looked at by two."""
    with works.write(ANA) as work:
        policy(work)
        made = make_list(work, code, **more).id
        put(work, made, {"product_id": RICE, "price": price})
        publish(work, made)
        policy(work, threshold="10")
    return made


def pays(works: Works, customer: int | None, **more: Any) -> Decimal | None:
    with works.read(ANA) as work:
        return quote(work, QuoteAsk.model_validate({"customer_id": customer, "lines": [{"product_id": RICE}], **more})).lines[0].price
