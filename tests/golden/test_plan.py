"""A small fixed distributor and the exact plan expected of it.

Forecasts follow from the steady sales by hand (16 a day × 17 days = 272); safety stocks are what the forecasting kernel
gives at the service level of their ABC × XYZ class, so they change only with the kernel, on purpose and visibly here.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.domains.planning.company import BUYER, company, plan

from fluxion.base.paging import Ask
from fluxion.base.work import Works
from fluxion.domains.planning.reads.alerts import alerts
from fluxion.domains.planning.reads.suggestions import suggestions, supplier_totals
from fluxion.domains.planning.reads.transfers import transfers
from fluxion.domains.planning.shapes import SuggestionFilter, TransferFilter

COLUMNS = "forecast, safety_stock, reorder_point, order_up_to, position, moved_in, moved_out, stores_need, raw_need, suggested, outcome"
SERIES = {
    # the stores lack 97.18 − 50 and −(84 − 58.31) of their levels: 21.49 in all, which the centre's echelon stock counts
    ("RICE", "DC"): (272.0, 55.02, 212.16, 327.02, 100.0, 70.0, 0.0, 21.49, 178.51, 180.0, "order"),
    ("RICE", "N"): (80.0, 17.18, 26.36, 97.18, 20.0, 30.0, 0.0, 0.0, 0.0, 0.0, "transfer"),
    # keeps what it sells in 14 days, 84 of 200, and gives the rest
    ("RICE", "S"): (48.0, 10.31, 15.81, 58.31, 200.0, 0.0, 116.0, 0.0, 0.0, 0.0, "covered_by_stock"),
    ("RICE", "SHOP"): (68.0, 13.76, 53.04, 81.76, 20.0, 16.0, 0.0, 0.0, 45.76, 48.0, "order"),
    ("BEANS", "SHOP"): (34.0, 6.88, 26.52, 40.88, 10.0, 0.0, 0.0, 0.0, 30.88, 100.0, "order"),
    ("SOAP", "SHOP"): (60.0, 11.37, 35.91, 71.37, 30.0, 0.0, 0.0, 0.0, 41.37, 0.0, "held_for_minimum"),
    ("LAMP", "SHOP"): (12.0, 2.46, 7.28, 14.46, 40.0, 0.0, 0.0, 0.0, 0.0, 0.0, "covered_by_stock"),
    ("OLD", "SHOP"): (0.0, 0.0, 0.0, 0.0, 12.0, 0.0, 0.0, 0.0, 0.0, 0.0, "no_history"),
}
ORDERS = [
    ("BEANS", "SHOP", "100.000", "400.0000", "2026-03-02", "2026-03-03", "2026-03-12", "late"),
    ("RICE", "DC", "180.000", "360.0000", "2026-03-02", "2026-03-04", "2026-03-12", "late"),
    ("RICE", "SHOP", "48.000", "96.0000", "2026-03-02", "2026-03-03", "2026-03-12", "late"),
]
MOVES = [
    ("balance", "RICE", "S", "DC", "70.000", "140.0000"),
    ("balance", "RICE", "S", "N", "30.000", "60.0000"),
    ("balance", "RICE", "S", "SHOP", "16.000", "32.0000"),
]
ALERTS = [
    ("dead_stock", "OLD", "SHOP", "180.0000", 1),
    ("below_reorder", "RICE", "DC", "180.0000", 2),
    ("below_reorder", "BEANS", "SHOP", "60.0000", 2),
    ("below_reorder", "RICE", "SHOP", "60.0000", 2),
    ("below_reorder", "SOAP", "SHOP", "0.0000", 1),
    ("below_reorder", "RICE", "N", "0.0000", 1),
]


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Works]:
    works = company(Path(tmp_path_factory.mktemp("golden")))
    plan(works)
    yield works
    works.marts.close()
    works.database.close()


def test_every_series_has_exactly_these_figures(planned: Works) -> None:
    with planned.read(BUYER) as work:
        rows = work.marts.query(
            work, f"select sku, code, {COLUMNS} from plan_series join product_dim using (product_id) join location_dim using (location_id)"
        )
    assert {row[:2]: row[2:] for row in rows} == SERIES


def test_exactly_these_orders_are_suggested(planned: Works) -> None:
    with planned.read(BUYER) as work:
        found = suggestions(work, Ask(sort="sku"), SuggestionFilter()).items
        totals = supplier_totals(work, SuggestionFilter())
    assert sorted(
        (
            *(each.product.sku, each.location.code, str(each.quantity), str(each.amount)),
            *(str(each.order_by), str(each.needed_on), str(each.arrives_on), each.urgency),
        )
        for each in found
    ) == sorted(ORDERS)
    assert [(t.supplier and t.supplier.code, t.location.code, t.lines, str(t.amount)) for t in totals] == [
        ("ACME", "SHOP", 2, "496.0000"),
        ("ACME", "DC", 1, "360.0000"),
    ]


def test_exactly_these_transfers_are_suggested(planned: Works) -> None:
    with planned.read(BUYER) as work:
        found = transfers(work, Ask(), TransferFilter()).items
    assert [(m.kind, m.product.sku, m.origin.code, m.target.code, str(m.quantity), str(m.value)) for m in found] == MOVES


def test_exactly_these_alerts_are_raised(planned: Works) -> None:
    with planned.read(BUYER) as work:
        found = alerts(work, Ask()).items
    assert sorted((a.kind, a.product.sku, a.location.code, str(a.money_at_risk), a.severity) for a in found) == sorted(ALERTS)


def test_the_explanation_of_an_order_reads_exactly_so(planned: Works) -> None:
    with planned.read(BUYER, lang="en") as work:
        (rice,) = [each for each in suggestions(work, Ask(), SuggestionFilter(q="arroz")).items if each.location.code == "SHOP"]
    assert rice.explanation.sentences == [
        "68 are expected to sell in 17 days: 10 of lead time and 7 until the next order.",
        "Safety stock: 13.76, for a service level of 97% and a lead time that varies by ±0 days.",
        "Order-up-to level: 68 + 13.76 = 81.76.",
        "That level gives 97% of cycles without a shortage and serves 99.67% of demand from the shelf.",
        "The lead time is as stated: there are no receipts to measure it by.",
        "Inventory position: 20 on hand = 20.",
        "With what arrives within the lead time there are 20 to count on; the reorder point is 53.04: time to replenish.",
        "Before buying, 16 in excess elsewhere are moved here.",
        "Need: 81.76 order-up-to − 20 position − 16 moved in = 45.76.",
        "With a minimum of 0 and packs of 12, 48 are ordered.",
        "At the pace expected it runs out on 2026-03-07, before an order placed today arrives (2026-03-12).",
        "Parameters: service level 0.97 (ABC × XYZ class); review period 7 (built-in value); lead time 10 (the supplier's record); "
        "lead time variation 0 (the supplier's record); safety factor 1 (built-in value).",
        "Plan as of 2026-03-02 with sales up to 2026-03-01.",
    ]
