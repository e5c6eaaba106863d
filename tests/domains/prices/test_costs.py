"""What products cost on a day: the sheet's version in force, else the catalogue's; converted, never mixed."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from fluxion.base.work import Work, Works
from fluxion.domains import catalog
from fluxion.domains.prices.reads.costs import ProductCost, many_costs, product_costs
from fluxion.domains.prices.reads.rates import rates_at
from fluxion.domains.prices.reads.strategies import sheet_terms
from fluxion.domains.prices.tables import CompetitorPrice, CostSheet, CostVersion, ExchangeRate

D = Decimal
RICE, BEANS, SUGAR, SALT = 1, 2, 3, 4
EARLY, TODAY = date(2026, 1, 1), date(2026, 3, 2)


@pytest.fixture
def company(works: Works) -> Works:
    with works.write() as work:
        goods = [{"sku": "ARR", "name": "Arroz", "cost": D("1.5")}, {"sku": "FRI", "name": "Frijol", "cost": D(2)}]
        catalog.upsert_products(work, [*goods, {"sku": "AZU", "name": "Azúcar"}, {"sku": "SAL", "name": "Sal", "cost": D("0.3")}])
        _rate(work, "EUR", "USD", "1.25", EARLY)
        _rate(work, "EUR", "USD", "1.1", date(2026, 3, 1))
        _rate(work, "EUR", "USD", "9", date(2026, 3, 3))
        _rate(work, "USD", "ARS", "1000", EARLY)
        _sheet(work, RICE, [(EARLY, "4", "EUR"), (date(2026, 2, 1), "5", "EUR"), (date(2026, 4, 1), "9", "EUR")])
        _sheet(work, BEANS, [(EARLY, "7", "USD")], active=False)
        _sheet(work, SALT, [(EARLY, "3", "CLP")])
    return works


def _rate(work: Work, currency: str, to_currency: str, rate: str, day: date) -> None:
    known = {"author_name": "Ana", "created_at": work.now}
    work.db.add(ExchangeRate(currency=currency, to_currency=to_currency, rate=D(rate), valid_on=day, **known))


def _sheet(work: Work, product_id: int, versions: list[tuple[date, str, str]], **given: Any) -> None:
    sheet = CostSheet(product_id=product_id, currency="USD", created_at=work.now, **given)
    work.db.add(sheet)
    work.db.flush()
    for day, cost, currency in versions:
        known = {"source": "manual", "author_name": "Ana", "created_at": work.now}
        work.db.add(CostVersion(sheet_id=sheet.id, valid_from=day, cost=D(cost), currency=currency, **known))


def test_the_version_in_force_holds_and_the_catalogue_stands_in(company: Works) -> None:
    with company.read() as work:
        assert product_costs(work, None, TODAY, "USD") == {
            RICE: ProductCost(D("5.5")),
            BEANS: ProductCost(D(2)),
            SUGAR: ProductCost(None, "no_cost"),
            SALT: ProductCost(None, "no_rate"),
        }
        assert product_costs(work, [RICE], EARLY, "USD")[RICE].cost == D(5)
        assert product_costs(work, [RICE, BEANS, 99], TODAY, "ARS") == {RICE: ProductCost(D(5500)), BEANS: ProductCost(D(2000))}
        assert product_costs(work, [RICE], date(2025, 12, 31), "USD")[RICE].cost == D("1.5")


@pytest.mark.parametrize("currency", ["USD", "EUR", "ARS", "CLP"])
def test_all_at_once_is_the_same_as_one_by_one(company: Works, currency: str) -> None:
    with company.read() as work:
        single, many = product_costs(work, None, TODAY, currency), many_costs(work, TODAY, currency)
        scaled = {key: None if each.cost is None else int(each.cost.scaleb(10)) for key, each in single.items()}
        assert dict(zip(many.product_ids, many.costs, strict=True)) == scaled
        assert dict(zip(many.product_ids, many.reasons, strict=True)) == {key: each.reason for key, each in single.items()}


def test_a_rate_may_be_known_the_other_way_round_or_by_way_of_the_companys_currency(company: Works) -> None:
    with company.read() as work:
        rates = rates_at(work, TODAY)
        assert rates.convert(D(11), "USD", "EUR") == D(10)
        assert rates.convert(D(2), "EUR", "ARS") == D(2200)
        assert rates.convert(D(2), "EUR", "CLP") is None


def test_strategies_follow_the_lowest_of_the_latest_prices_of_competitors(company: Works) -> None:
    with company.write() as work:
        for name, day, price, currency in [
            ("Norte", date(2026, 2, 1), "7", "USD"),
            ("Norte", date(2026, 2, 20), "9", "USD"),
            ("Sur", date(2026, 2, 3), "8", "EUR"),
            ("Este", date(2026, 2, 3), "1", "CLP"),
            ("Oeste", date(2026, 3, 9), "2", "USD"),
        ]:
            known = {"author_name": "Ana", "created_at": work.now, "competitor_key": name.upper(), "observed_on": day}
            work.db.add(CompetitorPrice(product_id=RICE, competitor=name, price=D(price), currency=currency, **known))
        work.db.flush()
        terms = sheet_terms(work, [RICE, BEANS], TODAY, "USD")
        assert set(terms) == {RICE}
        assert terms[RICE].strategy is not None
        assert terms[RICE].strategy.competitor_price == D("8.8")
