"""Lead times and reliability of suppliers, measured from what arrived."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from fluxion.domains.planning.rules.inputs import Flags, Floats, Ints, id_rows
from fluxion.kernels.stocking import LeadTimes, shrunk_lead_times

COMPANY_SD_SHARE = 0.2
"""Deviation of a stated lead time, as a share of it, where nobody states one either."""


@dataclass(frozen=True)
class Measured:
    """What receipts say of n offers (product × supplier): lead time, receipts of the offer and of its supplier, share arrived.

    `lead` is NaN where its supplier has delivered nothing yet.
    """

    lead: Floats
    sd: Floats
    receipts: Ints
    supplier_receipts: Ints
    arrived_share: Floats


@dataclass(frozen=True)
class Receipts:
    """Receipts as they were: whose, how many days after the order was sent, what of the line was ordered and whether it is closed."""

    product_id: Ints
    supplier_id: Ints
    days: Floats
    quantity: Floats
    line_id: Ints
    ordered: Floats
    is_closed: Flags


def receipts_of(frame: pa.Table, sent_on: Ints) -> Receipts:
    """Receipts from `purchases.lead_time_frame`; `sent_on` is the day (since 1970, 0: not known) each was sent for, in the company's calendar."""
    got = frame.column("received_on").cast(pa.int32()).to_numpy().astype(np.int64)
    known = (sent_on > 0) & (got >= sent_on)

    def column(name: str) -> Floats:
        return np.asarray(frame.column(name).cast(pa.float64()).to_numpy()[known], np.float64)

    return Receipts(
        product_id=column("product_id").astype(np.int64),
        supplier_id=column("supplier_id").astype(np.int64),
        days=(got - sent_on)[known].astype(np.float64),
        quantity=column("quantity"),
        line_id=column("line_id").astype(np.int64),
        ordered=column("ordered"),
        is_closed=np.array([state == "received" for state in frame.column("state").to_pylist()], np.bool_)[known],
    )


def measured(receipts: Receipts, product_id: Ints, supplier_id: Ints, stated: Floats, stated_sd: Floats) -> Measured:
    """The lead time of each offer: its own receipts, drawn towards its supplier's, those towards what is stated or the company's.

    A receipt counts once whatever its size. What was stated (NaN: nothing) is believed as much as `kernels.stocking.leads.TRUST`
    receipts; where nothing was, all receipts of the company stand in for it.
    """
    sellers, seller = np.unique(supplier_id, return_inverse=True)
    of = id_rows(receipts.supplier_id, sellers)
    known = of >= 0
    overall = float(np.mean(receipts.days)) if len(receipts.days) else np.nan
    overall_sd = float(np.std(receipts.days)) if len(receipts.days) > 1 else np.nan
    promised = _by_group(seller, stated, len(sellers), overall)
    spread = _by_group(seller, stated_sd, len(sellers), np.nan)
    spread = np.where(np.isnan(spread), np.where(np.isnan(overall_sd), promised * COMPANY_SD_SHARE, overall_sd), spread)
    by_seller = shrunk_lead_times(of[known], len(sellers), receipts.days[known], promised, spread)
    wide = np.int64(max(int(product_id.max(initial=0)), int(receipts.product_id.max(initial=0))) + 1)
    offers, offer = np.unique(seller * wide + product_id, return_inverse=True)
    own = id_rows(of * wide + receipts.product_id, offers)
    mine = own >= 0
    whose = offers // wide
    by_offer = shrunk_lead_times(own[mine], len(offers), receipts.days[mine], by_seller.mean[whose], by_seller.sd[whose])
    found = LeadTimes(by_offer.mean[offer], by_offer.sd[offer], by_offer.count[offer])
    in_all = by_seller.count[seller]
    return Measured(
        lead=np.where(in_all > 0, np.round(found.mean, 1), np.nan),
        sd=np.where(in_all > 0, np.round(found.sd, 2), np.nan),
        receipts=found.count,
        supplier_receipts=in_all,
        arrived_share=_arrived(receipts, of, len(sellers))[seller],
    )


def _by_group(group: Ints, values: Floats, n: int, missing: float) -> Floats:
    """The mean of the known values of each group."""
    known = ~np.isnan(values)
    count = np.bincount(group[known], minlength=n)
    return np.where(count > 0, np.bincount(group[known], values[known], n) / np.maximum(count, 1), missing)


def _arrived(receipts: Receipts, of: Ints, n: int) -> Floats:
    """Share of what was ordered that arrived, of each supplier's finished orders; 1 where there are none."""
    done = receipts.is_closed & (of >= 0)
    lines, first = np.unique(receipts.line_id[done], return_index=True)
    at = np.searchsorted(lines, receipts.line_id[done])
    got = np.minimum(np.bincount(at, receipts.quantity[done], len(lines)), receipts.ordered[done][first])
    ordered, came = (np.bincount(of[done][first], each, n) for each in (receipts.ordered[done][first], got))
    return np.where(ordered > 0, came / np.maximum(ordered, 1e-9), 1.0)
