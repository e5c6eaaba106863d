"""Units sold lately, by product, in the places that a person may see."""

from decimal import Decimal

import pytest
from sqlalchemy import select
from tests.domains.insights.company import AT_T2, trading

from fluxion.base.work import SYSTEM, Actor, Works
from fluxion.domains import insights
from fluxion.domains.catalog import Product
from fluxion.values.errors import Forbidden


@pytest.fixture(scope="module")
def works(tmp_path_factory: pytest.TempPathFactory) -> Works:
    return trading(tmp_path_factory.mktemp("units"))


def sold(works: Works, actor: Actor, days: int) -> dict[str, Decimal]:
    with works.read(SYSTEM) as work:
        skus = {row.id: row.sku for row in work.db.execute(select(Product.id, Product.sku))}
    with works.read(actor) as work:
        return {skus[product]: units for product, units in insights.units_sold(work, days).items()}


def test_units_of_the_last_days_with_sales(works: Works) -> None:
    assert sold(works, SYSTEM, 30) == {"A": Decimal(18), "B": Decimal(10), "C": Decimal(4)}  # 20 of A less 2 returned
    assert sold(works, SYSTEM, 90) == {"A": Decimal(28), "B": Decimal(15), "C": Decimal(4)}
    assert sold(works, AT_T2, 30) == {"B": Decimal(10)}
    with pytest.raises(Forbidden), works.read(Actor(id=9, name="x", rights=frozenset())) as work:
        insights.units_sold(work)
