"""The made-up company is the same each time, and is shaped like a real one."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from fluxion.kernels.synthesis import Company, CompanyOrder, SaleColumns, closing_stock, customer_names, make_company, sale_days

ORDER = CompanyOrder(stores=3, centres=1, products=80, lines=20_000, days=200, last_day=date(2026, 3, 31), seed=7)
COLUMNS = ("product", "store", "day", "document", "line", "customer", "quantity", "unit_price", "unit_cost", "discount")


def whole(company: Company) -> SaleColumns:
    days = list(sale_days(company))
    return SaleColumns(**{name: np.concatenate([getattr(day, name) for day in days]) for name in (*COLUMNS, "seller")})


def units(company: Company, sales: SaleColumns) -> np.ndarray:
    sold = np.zeros((company.order.products, company.order.stores))
    np.add.at(sold, (sales.product, sales.store), np.maximum(sales.quantity, 0))
    return sold


@pytest.fixture(scope="module")
def company() -> Company:
    return make_company(ORDER)


@pytest.fixture(scope="module")
def sales(company: Company) -> SaleColumns:
    return whole(company)


def test_the_same_order_gives_the_same_company_to_the_last_line(company: Company, sales: SaleColumns) -> None:
    again = whole(make_company(ORDER))
    assert make_company(ORDER).name == company.name
    for column in COLUMNS:
        np.testing.assert_array_equal(getattr(again, column), getattr(sales, column))
    stock = closing_stock(company, units(company, sales))
    np.testing.assert_array_equal(closing_stock(company, units(company, again)), stock)


def test_another_seed_gives_another_company(company: Company) -> None:
    assert make_company(replace(ORDER, seed=8)).name != company.name


def test_skus_and_names_are_unique(company: Company) -> None:
    assert len(set(company.sku)) == len(set(company.name)) == 80


def test_every_product_is_sold_above_its_cost(company: Company) -> None:
    assert (company.price > company.cost).all()


def test_as_many_lines_as_ordered_whatever_is_missing_or_not_yet_sold(company: Company, sales: SaleColumns) -> None:
    assert abs(len(sales.day) - ORDER.lines) < 4 * ORDER.lines**0.5
    assert len(customer_names(company)) > sales.customer.max()


def test_sales_are_sorted_positive_priced_and_closed_on_sundays(sales: SaleColumns) -> None:
    assert (np.diff(sales.day) >= 0).all()
    assert (sales.unit_price > 0).all()
    weekday = (ORDER.last_day.weekday() - (ORDER.days - 1 - sales.day)) % 7
    assert (weekday != 6).all()
    assert 0.009 < (sales.quantity < 0).mean() < 0.015


def test_a_document_has_one_day_one_store_and_numbered_lines(sales: SaleColumns) -> None:
    same = sales.document[1:] == sales.document[:-1]
    assert (np.diff(sales.document) >= 0).all()
    assert (sales.day[1:] == sales.day[:-1])[same].all()
    assert (sales.store[1:] == sales.store[:-1])[same].all()
    assert (sales.customer[1:] == sales.customer[:-1])[same].all()
    assert (sales.line[1:] == sales.line[:-1] + 1)[same].all()
    assert (sales.line[1:] == 1)[~same].all()


def test_promoted_fortnights_sell_more_and_are_the_only_ones_with_discounts(sales: SaleColumns) -> None:
    promoted = (sales.day + sales.product * 37) % 180 < 14
    assert (sales.discount[~promoted] == 0).all()
    assert 1.3 < promoted.mean() / (14 / 180) < 1.9


def test_a_few_products_make_most_of_the_sales(sales: SaleColumns) -> None:
    lines = np.sort(np.bincount(sales.product, minlength=80))[::-1]
    assert lines[:16].sum() > 0.4 * lines.sum()


def test_the_shelves_end_with_shortages_and_excess(company: Company, sales: SaleColumns) -> None:
    on_hand = closing_stock(company, units(company, sales))
    assert (on_hand >= 0).all()
    assert 0.02 < (on_hand[:, :3][company.listed] == 0).mean() < 0.5
