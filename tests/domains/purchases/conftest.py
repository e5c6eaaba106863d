"""A small company that buys: two products, two stores, two suppliers."""

from decimal import Decimal

import pytest

from fluxion.base.work import Works
from fluxion.domains import catalog, partners, purchases


@pytest.fixture
def company(works: Works) -> Works:
    """Rice costs 1.50 and comes from the south at 1.40; beans have no cost of their own and come from abroad in euro."""
    with works.write() as work:
        catalog.upsert_products(work, [{"sku": "ARR", "name": "Arroz", "cost": Decimal("1.5")}, {"sku": "FRI", "name": "Frijol ñandú"}])
        catalog.upsert_locations(work, [{"code": "N", "name": "Norte"}, {"code": "S", "name": "Sur"}])
        partners.upsert_suppliers(
            work,
            [
                {"code": "SUR", "name": "Alimentos del Sur", "email": "ventas@example.com"},
                {"code": "EUR", "name": "Legumbres Europa", "currency": "EUR"},
            ],
        )
        purchases.set_supply(
            work,
            [{"product_id": 1, "supplier_id": 1, "cost": Decimal("1.4"), "lead_time_days": 9}, {"product_id": 2, "supplier_id": 2}],
        )
    return works
