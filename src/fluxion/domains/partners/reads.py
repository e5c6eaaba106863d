"""Questions about suppliers and customers."""

import pyarrow as pa
from sqlalchemy import func, select

from fluxion.base.exports import Column as Cell
from fluxion.base.exports import Sheet
from fluxion.base.frames import frame
from fluxion.base.paging import Ask, Column, Page, Query, read_page
from fluxion.base.search import matches
from fluxion.base.work import Work
from fluxion.domains.partners.shapes import CustomerView, PartnerFilter, SupplierView
from fluxion.domains.partners.tables import Customer, Supplier
from fluxion.values.errors import NotFound

BATCH = 2000
SUPPLIER_COLUMNS = (
    *(Cell("code"), Cell("name"), Cell("lead_time_days", "whole"), Cell("lead_time_std_days", "ratio")),
    *(
        Cell("minimum_order_value", "number"),
        Cell("order_budget", "number"),
        Cell("currency"),
        Cell("email"),
        Cell("phone"),
        Cell("active", "flag"),
    ),
    *(Cell("container_weight_kg", "number"), Cell("container_volume_m3", "number")),
)
CUSTOMER_COLUMNS = (
    *(Cell("code"), Cell("name"), Cell("tax_id"), Cell("phone"), Cell("email"), Cell("segment"), Cell("city"), Cell("address")),
    *(Cell("latitude", "ratio"), Cell("longitude", "ratio"), Cell("salesperson"), Cell("price_list"), Cell("created_on", "day")),
    Cell("active", "flag"),
)


def supplier(work: Work, supplier_id: int) -> SupplierView:
    """One supplier; raises NotFound."""
    work.require("partners.read")
    found = work.db.get(Supplier, supplier_id)
    if found is None:
        raise NotFound
    return _supplier_view(found)


def suppliers(work: Work, wanted: PartnerFilter, ask: Ask) -> Page[SupplierView]:
    """A page of the suppliers that match."""
    work.require("partners.read")
    orders: dict[str, Column] = {
        "code": Supplier.code_key.expression,
        "name": Supplier.name_key.expression,
        "lead_time_days": func.coalesce(Supplier.lead_time_days, -1),
    }
    query = _matching(select(Supplier), Supplier, wanted)
    return read_page(work.db, work.settings, query, ask, orders, Supplier.id.expression, lambda row: _supplier_view(row.Supplier), "code")


def supplier_sheet(work: Work, wanted: PartnerFilter) -> Sheet:
    """The suppliers that match, by code, to export."""
    work.require("partners.read")
    query = _matching(select(*(getattr(Supplier, column.name) for column in SUPPLIER_COLUMNS)), Supplier, wanted)
    rows = work.db.execute(query.order_by(Supplier.code_key).execution_options(yield_per=BATCH))
    return Sheet("suppliers", SUPPLIER_COLUMNS, (tuple(row) for row in rows))


def customer(work: Work, customer_id: int) -> CustomerView:
    """One customer; raises NotFound."""
    work.require("partners.read")
    found = work.db.get(Customer, customer_id)
    if found is None:
        raise NotFound
    return _customer_view(found)


def customers(work: Work, wanted: PartnerFilter, ask: Ask) -> Page[CustomerView]:
    """A page of the customers that match."""
    work.require("partners.read")
    orders: dict[str, Column] = {
        "code": Customer.code_key.expression,
        "name": Customer.name_key.expression,
        "city": func.coalesce(Customer.city, ""),
        "segment": func.coalesce(Customer.segment, ""),
    }
    query = _matching(select(Customer), Customer, wanted)
    return read_page(work.db, work.settings, query, ask, orders, Customer.id.expression, lambda row: _customer_view(row.Customer), "code")


def customer_sheet(work: Work, wanted: PartnerFilter) -> Sheet:
    """The customers that match, by code, to export."""
    work.require("partners.read")
    query = _matching(select(*(getattr(Customer, column.name) for column in CUSTOMER_COLUMNS)), Customer, wanted)
    rows = work.db.execute(query.order_by(Customer.code_key).execution_options(yield_per=BATCH))
    return Sheet("customers", CUSTOMER_COLUMNS, (tuple(row) for row in rows))


def supplier_frame(work: Work) -> pa.Table:
    """All suppliers with what planning needs of them, by id."""
    work.require("partners.read")
    query = select(
        Supplier.id,
        Supplier.code,
        Supplier.code_key,
        Supplier.name,
        Supplier.lead_time_days,
        Supplier.lead_time_std_days,
        Supplier.minimum_order_value,
        Supplier.order_budget,
        Supplier.container_weight_kg,
        Supplier.container_volume_m3,
        Supplier.currency,
        Supplier.active,
    )
    return frame(work.db, query.order_by(Supplier.id))


def customer_frame(work: Work) -> pa.Table:
    """All customers, by id."""
    work.require("partners.read")
    query = select(Customer.id, Customer.code, Customer.code_key, Customer.name, Customer.active)
    return frame(work.db, query.order_by(Customer.id))


def _matching(query: Query, table: type[Supplier] | type[Customer], wanted: PartnerFilter) -> Query:
    if wanted.q:
        query = query.where(matches(table.search, wanted.q))
    if wanted.active is not None:
        query = query.where(table.active == wanted.active)
    return query


def _supplier_view(each: Supplier) -> SupplierView:
    return SupplierView(
        id=each.id,
        code=each.code,
        name=each.name,
        lead_time_days=each.lead_time_days,
        lead_time_std_days=each.lead_time_std_days,
        minimum_order_value=each.minimum_order_value,
        order_budget=each.order_budget,
        container_weight_kg=each.container_weight_kg,
        container_volume_m3=each.container_volume_m3,
        currency=each.currency,
        email=each.email,
        phone=each.phone,
        active=each.active,
        version=each.version,
    )


def _customer_view(each: Customer) -> CustomerView:
    return CustomerView(
        id=each.id,
        code=each.code,
        name=each.name,
        tax_id=each.tax_id,
        phone=each.phone,
        email=each.email,
        segment=each.segment,
        city=each.city,
        address=each.address,
        latitude=each.latitude,
        longitude=each.longitude,
        salesperson=each.salesperson,
        price_list=each.price_list,
        created_on=each.created_on,
        active=each.active,
        version=each.version,
    )
