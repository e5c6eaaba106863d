"""What prices did and might do: how demand answers to them, what that recommends, and what came of campaigns."""

from typing import Annotated

from fastapi import Query

from fluxion.base.fields import Id
from fluxion.domains.insights import reads
from fluxion.domains.insights.rules.advice import DAYS
from fluxion.domains.insights.shapes import CampaignDiscount, CampaignResults, ElasticityView, RecommendationApply, Recommendations
from fluxion.domains.prices.actions.advised import put_advised
from fluxion.domains.prices.reads.campaign_advice import campaign_grounds
from fluxion.domains.prices.shapes.campaigns import CampaignIn
from fluxion.domains.prices.shapes.lists import ListView
from fluxion.faces.http.edge import IfMatchIfSent, ReadWork, WriteWork
from fluxion.faces.http.edge import router as make_router

router = make_router("pricing")

Band = Annotated[int, Query(ge=1, le=100, description="How far from the present price, in percent, one is looked for.")]


@router.get("/pricing/elasticity", summary="How demand for a product answers to its price")
def read_elasticity(
    work: ReadWork,
    product: Annotated[Id, Query(description="The product.")],
    channel_id: Annotated[Id | None, Query(description="The channel whose price is looked at; without it the product's own.")] = None,
    band: Band = reads.BAND,
) -> ElasticityView:
    """The own-price elasticity from up to three years of weeks with its 95 % interval, or the reason why there is none.

    `advice` is a price and a discount that would earn more even at the worse end of the interval, never below a floor; whoever may not see
    costs gets none.
    """
    return reads.elasticity(work, product, channel_id, band)


@router.get("/pricing/recommendations", summary="Prices and discounts that would earn more")
def list_recommendations(
    work: ReadWork,
    list_id: Annotated[Id | None, Query(description="The list whose prices are looked at.")] = None,
    channel_id: Annotated[Id | None, Query(description="The channel whose prices are looked at; without it each product's own.")] = None,
    category_id: Annotated[Id | None, Query(description="Only products of this category.")] = None,
    band: Band = reads.BAND,
) -> Recommendations:
    """Of the 300 products that sold most in the last 28 days, those with a better price or a discount worth trying, most to gain first.

    Nothing is advised below a floor, outside the band, at a price never asked for, or where the worse end of the interval earns less than
    today; `left_out` counts the others by reason. Needs `insights.see_cost`.
    """
    return reads.recommendations(work, list_id, channel_id, band, category_id)


@router.post("/pricing/recommendations:apply", summary="Put advised prices into the draft of a list")
def apply_recommendations(work: WriteWork, version: IfMatchIfSent, body: RecommendationApply) -> ListView:
    """Those of the products named, as advised now; products without a better price are left as they are. Nothing holds until published."""
    prices = reads.advised_prices(work, body.list_id, body.product_ids, body.band_percent)
    return put_advised(work, body.list_id, prices, version)


@router.post("/pricing/campaigns/discount-advice", summary="The discount that would earn most in a campaign")
def advise_campaign_discount(
    work: ReadWork,
    body: CampaignIn,
    configuration_id: Annotated[Id | None, Query(description="The channel to look at; the first one when left out.")] = None,
) -> CampaignDiscount:
    """The whole percent off that earns most over the campaign's products whose answer to price is known, under every floor, or why none pays.

    Of the products with the greatest sales of the last 28 days; nothing is kept. Needs `insights.see_cost`.
    """
    units = reads.units_sold(work, DAYS)
    return reads.campaign_discount(work, campaign_grounds(work, body, configuration_id, units), units)


@router.get("/pricing/campaigns/{campaign_id}/results", summary="What came of a campaign")
def read_campaign_results(work: ReadWork, campaign_id: Id) -> CampaignResults:
    """Sales and margin of its products against as many days before, and that change against products in no campaign.

    `summary` says it in words, with how much the same comparison moves without a campaign. Refused while no day of it has sales.
    """
    return reads.campaign_results(work, campaign_id)
