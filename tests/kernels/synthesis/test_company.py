"""The made-up company is the same each time, and is shaped like a real one."""

from datetime import date

import numpy as np
import pytest

from fluxion.kernels.synthesis import Company, CompanyOrder, SaleColumns, make_company, make_sales

ORDER = CompanyOrder(stores=3, centres=1, products=80, lines=20_000, days=200, last_day=date(2026, 3, 31), seed=7)


@pytest.fixture(scope="module")
def company() -> Company:
    return make_company(ORDER)


@pytest.fixture(scope="module")
def sales(company: Company) -> SaleColumns:
    return make_sales(company)


def test_the_same_order_gives_the_same_company_to_the_last_line(company: Company, sales: SaleColumns) -> None:
    again = make_sales(make_company(ORDER))
    assert make_company(ORDER).name == company.name
    for column in ("product", "store", "day", "document", "line", "quantity", "unit_price", "on_hand"):
        np.testing.assert_array_equal(getattr(again, column), getattr(sales, column))


def test_another_seed_gives_another_company(company: Company) -> None:
    other = make_company(CompanyOrder(stores=3, centres=1, products=80, lines=20_000, days=200, last_day=date(2026, 3, 31), seed=8))
    assert other.name != company.name


def test_skus_and_names_are_unique(company: Company) -> None:
    assert len(set(company.sku)) == len(set(company.name)) == 80


def test_every_product_is_sold_above_its_cost(company: Company) -> None:
    assert (company.price > company.cost).all()


def test_sales_are_sorted_positive_priced_and_closed_on_sundays(sales: SaleColumns) -> None:
    assert (np.diff(sales.day) >= 0).all()
    assert (sales.unit_price > 0).all()
    last_weekday = ORDER.last_day.weekday()
    weekday = (last_weekday - (ORDER.days - 1 - sales.day)) % 7
    assert (weekday != 6).all()
    assert 0.005 < (sales.quantity < 0).mean() < 0.02
    assert 12_000 < len(sales.day) <= 22_000


def test_a_document_has_one_day_one_store_and_numbered_lines(sales: SaleColumns) -> None:
    same = sales.document[1:] == sales.document[:-1]
    assert (sales.day[1:] == sales.day[:-1])[same].all()
    assert (sales.store[1:] == sales.store[:-1])[same].all()
    assert (sales.line[1:] == sales.line[:-1] + 1)[same].all()
    assert (sales.line[1:] == 1)[~same].all()


def test_the_shelves_end_with_shortages_and_excess(company: Company, sales: SaleColumns) -> None:
    stores = sales.on_hand[:, :3][company.listed]
    assert (sales.on_hand >= 0).all()
    assert 0.02 < (stores == 0).mean() < 0.5
