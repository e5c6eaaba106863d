"""What a backtest replays: real sales, read as plans read them, and nothing made up for what is not known."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np
from tests.domains.planning.arrays import inputs
from tests.domains.planning.company import ACME, BEANS, BUYER, SHOP, TODAY
from tests.makers import NOON
from tests.stories.forecast_files import long_file, months

from fluxion.base.work import Works
from fluxion.domains import purchases
from fluxion.domains.planning.reads.backtest_cases import Terms, company_case, file_case
from fluxion.domains.planning.rules.backtest_case import Case, as_planned, asked_for, receipts_for
from fluxion.domains.planning.rules.known import Happening, Known, Succession
from fluxion.domains.planning.rules.lead_times import Receipts
from fluxion.domains.planning.rules.series import list_series, series_demand

MONTHLY = Terms(lead_time=61.0, lead_time_sd=15.0, review=30.0)


def test_a_series_that_is_hardly_known_in_the_months_replayed_is_left_out(tmp_path: Path) -> None:
    sold: list[float | None] = [2.0, 0.0, 1.0] * 16
    some = [*sold[:40], None, *sold[41:]]
    path = long_file(tmp_path / "long.parquet", months(48), {"all": sold, "ended": [*sold[:20], *[None] * 28], "one unknown": some})
    case = file_case(path, MONTHLY, weeks=104)
    assert (case.n, case.total, case.left_out) == (2, 2, 1)
    np.testing.assert_array_equal(np.diff(case.demand.ptr), [32, 32])


def test_forecasts_read_what_plans_read_and_the_replay_what_sold() -> None:
    fair = Happening("promotion", 2, None, None, -10, -1, 3.0)
    links = (Succession(2, 1, 0.5, -60), Succession(4, 3, 1.0, -5))
    rows = {(1, 1): [4.0] * 140, (2, 1): [0.0] * 80 + [2.0] * 50 + [6.0] * 10, (3, 1): [5.0] * 140, (4, 1): [1.0] * 140}
    made = inputs(rows, n_products=4, known=Known(happenings=(fair,), successions=links))
    series = list_series(made)
    case = Case(as_planned(made, series, -50), *(np.ones(4),) * 2, 7, *(np.ones(4),) * 4, 4, sold=series_demand(made, series))
    read, sold = asked_for(case.demand), asked_for(case.real)
    assert sold[1, [0, 85, 139]].tolist() == [0.0, 2.0, 6.0]
    # half of the first's 4 a day before the change, its own after it, the fair's 6 brought to 2
    assert read[1, [0, 79, 85, 139]].tolist() == [2.0, 2.0, 2.0, 2.0]
    # a change after the replay began was not known
    assert read[3].tolist() == sold[3].tolist() == [1.0] * 140


def test_lead_times_are_drawn_from_twelve_receipts_of_the_product_or_else_of_its_supplier() -> None:
    days = np.array([*range(1, 13), 40.0, *([9.0] * 11)])
    product = np.array([*([1] * 12), 2, *([3] * 11)])
    supplier = np.array([*([7] * 13), *([8] * 11)])
    n = len(days)
    receipts = Receipts(product, supplier, days, np.ones(n), np.arange(n), np.ones(n), np.ones(n, np.bool_))
    measured = np.array([True, True, True, False])
    found = receipts_for(receipts, np.array([1, 2, 3, 1]), np.array([7, 7, 8, 7]), measured)
    assert [each.tolist() for each in found] == [list(range(1, 13)), [*range(1, 13), 40], [], []]


def test_the_company_s_case_is_a_sample_on_the_terms_that_plans_take(small: Works) -> None:
    with small.read(BUYER) as work:
        whole, part = company_case(work, 6), company_case(work, 6, most=2, seed=1)
    assert part.n == 2 < whole.n == part.total and part.sold is not None and part.sold.n == 2
    assert set(part.lead.tolist()) <= set(whole.lead.tolist()) and part.left_out == whole.left_out


def test_what_the_company_received_is_told_by_day_and_what_lies_there_now_less_what_came_since(small: Works) -> None:
    with small.write(BUYER) as work:
        order = purchases.PurchaseOrder(
            number="R1", supplier_id=ACME, location_id=SHOP, state="received", currency="USD", created_at=NOON, created_by="Ana"
        )
        work.db.add(order)
        work.db.flush()
        bought = purchases.PurchaseOrderLine(order_id=order.id, product_id=BEANS, quantity=Decimal(40), received=Decimal(40))
        work.db.add(bought)
        work.db.flush()
        for ago, units in ((10, 28), (3, 7), (3, 1), (0, 4)):
            day = TODAY - timedelta(days=ago)
            work.db.add(purchases.tables.PurchaseReceipt(line_id=bought.id, received_on=day, quantity=Decimal(units)))
    with small.read(BUYER) as work:
        case = company_case(work, 6)
    assert case.bought is not None
    (row,) = np.flatnonzero(case.bought.received.any(axis=1))
    days = np.flatnonzero(case.bought.received[row])
    assert (days - case.demand.n_days).tolist() == [-10, -3] and case.bought.received[row, days].tolist() == [28.0, 8.0]
    # ten lie there today, four of which came today
    assert case.bought.closing[row] == 6.0 and case.bought.is_direct[row]
