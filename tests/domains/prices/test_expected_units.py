"""What a campaign is expected to sell: the pace of the last four weeks where nobody said, and what was said where somebody did."""

from decimal import Decimal

import pytest
from tests.domains.prices.test_campaign_previews import CABLE, COSTS, GIFT, LAPTOP, SHIRT, company, typed

from fluxion.base.paging import Ask
from fluxion.base.work import Works
from fluxion.domains.prices.reads import campaign_previews as previews
from fluxion.domains.prices.shapes.campaign_previews import CampaignPreview, PreviewFilter

__all__ = ["company"]

D = Decimal
SOLD = {SHIRT: D(14), CABLE: D("100.5"), LAPTOP: D(-1), 99: D(7)}


def seen(works: Works, **change: object) -> CampaignPreview:
    with works.read(COSTS) as work:
        return previews.draft_preview(work, typed(**change), PreviewFilter(), Ask(), sold=SOLD)


def units(found: CampaignPreview) -> dict[int, Decimal | None]:
    return {row.product.id: row.expected_units for row in found.items}


def test_what_nobody_said_sells_at_its_pace_of_late_over_the_days_of_the_campaign(company: Works) -> None:
    # a day of the shirt is 14 ÷ 28; of the cable 100.5 ÷ 28 = 3.589…; more of the laptop came back than went
    assert units(seen(company)) == {SHIRT: D("0.5"), CABLE: D("3.6"), LAPTOP: None, GIFT: None}
    week = seen(company, ends_at="2026-03-09T12:00")
    assert units(week) == {SHIRT: D("3.5"), CABLE: D("25.1"), LAPTOP: None, GIFT: None}
    # shirt 30.00 × 3.5 + cable 7.50 × 25.1
    assert (week.totals.units, week.totals.revenue_before) == (D("28.6"), D("293.25"))


@pytest.mark.parametrize(("said", "shirt", "cable"), [({}, D(2), D("3.6")), ({"expected_units": D(9)}, D(2), D(9))])
def test_what_was_said_of_a_product_or_of_all_wins(company: Works, said: dict[str, Decimal], shirt: Decimal, cable: Decimal) -> None:
    found = seen(company, expected=[{"product_id": SHIRT, "units": D(2)}], **said)
    assert (units(found)[SHIRT], units(found)[CABLE]) == (shirt, cable)


def test_without_sales_to_see_nothing_is_expected(company: Works) -> None:
    with company.read(COSTS) as work:
        found = previews.draft_preview(work, typed(), PreviewFilter(), Ask())
    assert set(units(found).values()) == {None}
    assert found.totals.revenue is None
