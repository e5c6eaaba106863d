"""Suppliers, their receipts and price breaks on the way from the records into a plan."""

from datetime import timedelta
from decimal import Decimal

import numpy as np
from tests.domains.planning.company import ACME, BEANS, BETA, BUYER, SHOP, SOAP, TODAY, plan
from tests.makers import NOON

from fluxion.base.work import Works
from fluxion.domains import partners, purchases
from fluxion.domains.planning.reads.explaining import explain
from fluxion.domains.planning.reads.gather import gather
from fluxion.domains.prices.tables import ExchangeRate


def received(works: Works, days: int, times: int) -> None:
    """Beans from Acme that took so many days to arrive."""
    with works.write() as work:
        for at in range(times):
            sent = NOON - timedelta(days=days + 20 + at)
            order = purchases.PurchaseOrder(
                number=f"R{days}-{at}",
                supplier_id=ACME,
                location_id=SHOP,
                state="received",
                currency="USD",
                created_at=sent,
                created_by="Ana",
                sent_at=sent,
            )
            work.db.add(order)
            work.db.flush()
            line = purchases.PurchaseOrderLine(order_id=order.id, product_id=BEANS, quantity=Decimal(10), received=Decimal(10))
            work.db.add(line)
            work.db.flush()
            day = (sent + timedelta(days=days)).date()
            work.db.add(purchases.tables.PurchaseReceipt(line_id=line.id, received_on=day, quantity=Decimal(10)))


def test_lead_times_are_measured_from_receipts_and_the_explanation_says_so(distributor: Works) -> None:
    received(distributor, 18, 4)
    plan(distributor)
    with distributor.read(BUYER, lang="en") as work:
        told = explain(work, BEANS, SHOP)
    # stated 10; four receipts of 18 are believed half by the supplier, and half again by the product: (4 × 14 + 4 × 18) / 8
    assert told.figures["lead_time_days"] == 16
    assert "The lead time is measured: 4 receipts of this product and 4 in all from its supplier; the one stated is 10." in told.sentences
    assert [each.source for each in told.parameters if each.name == "lead_time_days"] == ["measured"]


def test_the_supplier_of_least_total_cost_is_taken_with_its_price_breaks(distributor: Works) -> None:
    with distributor.write() as work:
        purchases.set_supply(
            work,
            [{"product_id": BEANS, "supplier_id": BETA, "cost": Decimal("3.2"), "is_preferred": False, "price_breaks": "200:3;400:2.5"}],
        )
    with distributor.read(BUYER) as work:
        products = gather(work, TODAY, None).products
    at = int(np.flatnonzero(products.id == BEANS)[0])
    assert products.supplier_id[at] == BETA
    assert products.buy_cost[at] == 3.2
    assert products.told("offers")[at] == 2 and products.told("next_cost_share")[at] > 1.2
    assert products.breaks is not None
    mine = slice(*products.breaks.ptr[at : at + 2])
    assert (products.breaks.least[mine].tolist(), products.breaks.cost[mine].tolist()) == ([200, 400], [3, 2.5])


def test_money_of_other_countries_counts_by_its_exchange_rate_or_not_at_all(distributor: Works) -> None:
    with distributor.write() as work:
        partners.upsert_suppliers(work, [{"code": "BETA", "currency": "EUR", "minimum_order_value": Decimal(500)}])
        terms = {"product_id": BEANS, "supplier_id": BETA, "cost": Decimal("2"), "is_preferred": False}
        purchases.set_supply(work, [terms, {"product_id": SOAP, "supplier_id": BETA, "cost": Decimal("0.5")}])

    def seen() -> tuple[int, float, float, float, float]:
        with distributor.read() as work:
            told = gather(work, TODAY, None)
        at, soap = (int(np.flatnonzero(told.products.id == each)[0]) for each in (BEANS, SOAP))
        rate = told.minimums.rate_of(np.array([ACME, BETA]))
        assert rate[0] == 1
        products = told.products
        return (
            *(int(products.supplier_id[at]), float(products.told("offers_without_rate")[at])),
            *(float(rate[1]), float(products.cost[at]), float(products.buy_cost[soap])),
        )

    np.testing.assert_equal(seen(), (ACME, 1.0, np.nan, 4.0, 0.5))
    with distributor.write() as work:
        said = {"currency": "EUR", "to_currency": "USD", "rate": Decimal("1.25"), "author_name": "Ana", "created_at": NOON}
        work.db.add(ExchangeRate(valid_on=TODAY - timedelta(days=3), **said))
        work.db.add(ExchangeRate(valid_on=TODAY + timedelta(days=1), **(said | {"rate": Decimal(9)})))
    assert seen() == (BETA, 0.0, 1.25, 4.0, 0.5)
