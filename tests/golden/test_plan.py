"""A small fixed distributor and the exact plan expected of it.

Forecasts follow from the steady sales by hand (16 a day × 17 days = 272). What sells the same every day has a long run equal to
its forecast (factor ½ × (1 + 16 / 16) = 1) and sums that never vary, so its deviation is what the forecasting kernel doubts by,
divided by √2 (RICE at DC 27.99 / √2 = 19.79); the safety stock is what a gamma of that mean and deviation exceeds its mean by at
the service level of the ABC × XYZ class (272 ± 19.79 at 97 %: 38.42).
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
    # takes nothing back from its stores; N lacks 92.31 − 44 of its level and S holds 92 − 55.39 above its own: 11.70 more to buy
    ("RICE", "DC"): (272.0, 38.42, 201.25, 310.42, 100.0, 0.0, 0.0, 11.7, 222.12, 228.0, "order"),
    ("RICE", "N"): (80.0, 12.31, 25.26, 92.31, 20.0, 24.0, 0.0, 0.0, 0.0, 0.0, "transfer"),
    # keeps what it sells in 14 days, 84 of 140, and gives the whole packs of 12 in the 56 that are left
    ("RICE", "S"): (48.0, 7.39, 15.16, 55.39, 140.0, 0.0, 48.0, 0.0, 0.0, 0.0, "covered_by_stock"),
    ("RICE", "SHOP"): (68.0, 9.61, 50.31, 77.61, 20.0, 24.0, 0.0, 0.0, 33.61, 36.0, "order"),
    ("BEANS", "SHOP"): (34.0, 4.8, 25.16, 38.8, 10.0, 0.0, 0.0, 0.0, 28.8, 100.0, "order"),
    ("SOAP", "SHOP"): (60.0, 7.95, 34.13, 67.95, 30.0, 0.0, 0.0, 0.0, 37.95, 0.0, "held_for_minimum"),
    ("LAMP", "SHOP"): (12.0, 1.72, 6.89, 13.72, 40.0, 0.0, 0.0, 0.0, 0.0, 0.0, "covered_by_stock"),
    ("OLD", "SHOP"): (0.0, 0.0, 0.0, 0.0, 12.0, 0.0, 0.0, 0.0, 0.0, 0.0, "no_history"),
}
ORDERS = [
    ("BEANS", "SHOP", "100.000", "400.0000", "2026-03-02", "2026-03-04", "2026-03-12", "late"),
    ("RICE", "DC", "228.000", "456.0000", "2026-03-02", "2026-03-05", "2026-03-12", "late"),
    ("RICE", "SHOP", "36.000", "72.0000", "2026-03-02", "2026-03-04", "2026-03-12", "late"),
]
MOVES = [
    ("balance", "RICE", "S", "SHOP", "24.000", "48.0000"),
    ("balance", "RICE", "S", "N", "24.000", "48.0000"),
]
ALERTS = [
    ("dead_stock", "OLD", "SHOP", "180.0000", 1),
    ("below_reorder", "RICE", "DC", "215.1000", 2),  # 160 sell in 10 days, 88.30 are there less what the stores lack: 71.70 at 3
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
        ("ACME", "SHOP", 2, "472.0000"),
        ("ACME", "DC", 1, "456.0000"),
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
        "The level rests on a steady demand: 4 a day in the long run and 4 by the forecast give the factor ½ × (1 + 4 / 4) = 1; 68 are planned with.",
        "Safety stock: 9.61, for a service level of 97% and a lead time that varies by ±0 days.",
        "Order-up-to level: 68 + 9.61 = 77.61.",
        "Service level expected: 97% (cycles without a shortage); fill rate expected: 99.77% (demand served from the shelf).",
        "The lead time is as stated: there are no receipts to measure it by.",
        "Inventory position: 20 on hand = 20.",
        "With what arrives within the lead time there are 20 to count on; the reorder point is 50.31: time to replenish.",
        "Before buying, 24 in excess elsewhere are moved here.",
        "Need: 77.61 order-up-to − 20 position − 24 moved in = 33.61.",
        "With a minimum of 0 and packs of 12, 36 are ordered.",
        "At the pace expected it runs out on 2026-03-07, before an order placed today arrives (2026-03-12).",
        "Parameters: service level 0.97 (ABC × XYZ class); review period 7 (built-in value); lead time 10 (the supplier's record); "
        "lead time variation 0 (the supplier's record); safety factor 1 (built-in value).",
        "Plan as of 2026-03-02 with sales up to 2026-03-01.",
    ]


def test_a_transfer_is_explained_with_its_packs(planned: Works) -> None:
    with planned.read(BUYER, lang="es") as work:
        (first, _) = transfers(work, Ask(), TransferFilter()).items
    assert first.explanation.sentences == [
        "En Tienda Sur sobran unidades y en Tienda Este faltan: trasladar 24 evita comprar o un quiebre.",
        "Se traslada en empaques enteros de 12.",
        "En Tienda Sur hay 140 disponibles y su nivel objetivo es 55,39.",
        "En Tienda Este la posición de inventario es 20 y su nivel objetivo 77,61.",
        "Plan al 02/03/2026 con ventas hasta el 01/03/2026.",
    ]
