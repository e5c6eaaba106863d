"""Products as a plan takes them: with the supplier chosen for each, and that supplier's terms as stated and as measured."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
from sqlalchemy import select

from fluxion.base.work import Work
from fluxion.domains import catalog, partners, purchases
from fluxion.domains.planning.reads.arrays import first_known, flags, floats, ints
from fluxion.domains.planning.reads.rates import home_rates
from fluxion.domains.planning.rules.inputs import Floats, Ints, Products, Sold, id_rows
from fluxion.domains.planning.rules.lead_times import Measured, Receipts, measured, receipts_of
from fluxion.domains.planning.rules.offers import Chosen, Offers, choose, taken_breaks
from fluxion.domains.planning.rules.parameters import Setting, company_value

MEASURED_DAYS = 730
"""Receipts older than two years say little of a supplier today."""
EPOCH = 719_163  # the ordinal of 1970-01-01


def gather_products(work: Work, sold: Sold, settings: list[Setting], places: int) -> Products:
    """Every product with the terms of the supplier it is bought from; `places` is how many locations buy from suppliers."""
    rows, suppliers = catalog.product_frame(work).sort_by("id"), partners.supplier_frame(work).sort_by("id")
    product_id, own, price = ints(rows, "id"), floats(rows, "cost"), floats(rows, "price")
    rate = home_rates(work, suppliers)
    offers = _offers(work, suppliers, rate, product_id, own)
    found = _measured(work, offers, product_id, company_value("measured_lead_times", settings) > 0)
    at = id_rows(offers.supplier_id, ints(suppliers, "id"))
    chosen = choose(
        offers,
        found,
        sold,
        product_id,
        np.where(price > own, price - own, np.nan),
        np.nan_to_num(floats(suppliers, "minimum_order_value", 0.0) * rate)[at],
        places,
        company_value("preferred_advantage", settings),
        company_value("holding_cost_rate", settings),
    )
    return replace(_with_terms(rows, offers, found, chosen), brand=_brands(rows), new_since=_new_since(work, product_id))


def _brands(rows: pa.Table) -> Ints:
    """Brands as codes, -1 where none is told; case and spaces around do not tell two brands apart."""
    told = [(each or "").strip().casefold() for each in rows["brand"].to_pylist()]
    names = {name: code for code, name in enumerate(sorted(set(told) - {""}))}
    return np.array([names.get(each, -1) for each in told], np.int64)


def _new_since(work: Work, product_id: Ints) -> Floats:
    """The day (ordinal) on which each product was entered, where that was after the catalogue was first loaded; NaN for all others.

    What came with the first load is as old as the company: that it never sold says something.
    """
    added = {row.id: row.created_at for row in work.db.execute(select(catalog.Product.id, catalog.Product.created_at))}
    days = np.array([float(added[each].date().toordinal()) if each in added else np.nan for each in product_id.tolist()])
    first = np.nanmin(days, initial=np.inf) if len(days) else np.inf
    return np.where(days > first, days, np.nan)


def _with_terms(rows: pa.Table, offers: Offers, found: Measured, chosen: Chosen) -> Products:
    """The products with the terms of the offers chosen."""
    row, none = np.maximum(chosen.row, 0), chosen.row < 0

    def terms(values: Floats) -> Floats:
        return np.where(none, np.nan, values[row]) if len(values) else np.full(len(none), np.nan)

    own, agreed, abroad = floats(rows, "cost"), terms(offers.cost), terms(offers.is_abroad.astype(np.float64)) == 1
    return Products(
        id=ints(rows, "id"),
        category_id=ints(rows, "category_id"),
        active=flags(rows, "active"),
        cost=first_known(own, terms(offers.home_cost)),
        buy_cost=first_known(agreed, np.where(abroad, np.nan, own)),
        price=floats(rows, "price"),
        pack=first_known(terms(offers.pack), floats(rows, "pack_size"), 1.0),
        moq=first_known(terms(offers.moq), floats(rows, "moq"), 0.0),
        supplier_id=np.where(none, -1, offers.supplier_id[row]) if len(offers.product) else np.full(len(none), -1),
        supply_lead=terms(offers.lead),
        supplier_lead=terms(offers.supplier_lead),
        supplier_lead_sd=terms(offers.supplier_lead_sd),
        shelf_life=floats(rows, "shelf_life_days"),
        weight=floats(rows, "weight_kg"),
        volume=floats(rows, "volume_m3"),
        measured_lead=terms(found.lead),
        measured_lead_sd=terms(found.sd),
        lead_receipts=terms(found.receipts.astype(np.float64)),
        supplier_receipts=terms(found.supplier_receipts.astype(np.float64)),
        arrived_share=terms(found.arrived_share),
        offers=chosen.offers,
        next_supplier_id=chosen.next_supplier_id,
        next_cost_share=chosen.next_cost_share,
        offers_without_cost=chosen.without_cost,
        offers_without_rate=chosen.without_rate,
        breaks=taken_breaks(offers, chosen.row),
    )


def lead_receipts(work: Work) -> Receipts:
    """What arrived in the last two years, with the days each receipt took from the day its order was sent."""
    frame = purchases.lead_time_frame(work)
    oldest = pa.scalar(work.today - timedelta(days=MEASURED_DAYS), pa.date32())
    recent = frame.filter(pa.compute.greater_equal(frame["received_on"], oldest))
    place = ZoneInfo(work.settings.timezone)
    sent = [0 if each is None else each.astimezone(place).date().toordinal() - EPOCH for each in recent["ordered_at"].to_pylist()]
    return receipts_of(recent, np.array(sent, np.int64))


def _offers(work: Work, suppliers: pa.Table, rate: Floats, product_id: Ints, own: Floats) -> Offers:
    """The supplies of active suppliers for known products; `rate` is what one of each supplier's currency is worth at home."""
    supply = purchases.supply_frame(work)
    seller = id_rows(ints(supply, "supplier_id"), ints(suppliers, "id"))
    at = id_rows(ints(supply, "product_id"), product_id)
    active = flags(suppliers, "active")
    keep = np.flatnonzero((at >= 0) & (seller >= 0) & (active[np.maximum(seller, 0)] if len(active) else False))
    at, seller = at[keep], seller[keep]
    is_home = np.array([currency == work.settings.currency for currency in suppliers["currency"].to_pylist()], np.bool_)
    cost = floats(supply, "cost")[keep]
    paid = cost * rate[seller] if len(rate) else cost
    breaks = supply["price_breaks"].to_pylist()
    return Offers(
        product=at,
        supplier_id=ints(supply, "supplier_id")[keep],
        is_preferred=flags(supply, "is_preferred")[keep],
        cost=cost,
        home_cost=np.where(is_home[seller], first_known(cost, own[at]), paid),
        is_abroad=~is_home[seller],
        lead=floats(supply, "lead_time_days")[keep],
        supplier_lead=floats(suppliers, "lead_time_days")[seller],
        supplier_lead_sd=floats(suppliers, "lead_time_std_days")[seller],
        pack=floats(supply, "pack_size")[keep],
        moq=floats(supply, "moq")[keep],
        breaks=tuple(tuple((float(least), float(price)) for least, price in purchases.read_breaks(breaks[row])) for row in keep.tolist()),
    )


def _measured(work: Work, offers: Offers, product_id: Ints, is_wanted: bool) -> Measured:
    if is_wanted and len(offers.product):
        stated = first_known(offers.lead, offers.supplier_lead)
        return measured(lead_receipts(work), product_id[offers.product], offers.supplier_id, stated, offers.supplier_lead_sd)
    n = len(offers.product)
    none = np.zeros(n, np.int64)
    return Measured(np.full(n, np.nan), np.full(n, np.nan), none, none, np.ones(n))
