"""What prices did: how demand answers to them, and what came of campaigns."""

from typing import Annotated

from fastapi import Query

from fluxion.base.fields import Id
from fluxion.domains.insights import reads
from fluxion.domains.insights.shapes import CampaignResults, ElasticityView
from fluxion.faces.http.edge import ReadWork
from fluxion.faces.http.edge import router as make_router

router = make_router("pricing")


@router.get("/pricing/elasticity", summary="How demand for a product answers to its price")
def read_elasticity(
    work: ReadWork,
    product: Annotated[Id, Query(description="The product.")],
    channel_id: Annotated[Id | None, Query(description="The channel whose price is looked at; without it the product's own.")] = None,
) -> ElasticityView:
    """The own-price elasticity from up to three years of weeks with its 95 % interval, or the reason why there is none.

    `advice` is a price that would earn more even at the worse end of the interval, never below a floor; whoever may not see costs gets none.
    """
    return reads.elasticity(work, product, channel_id)


@router.get("/pricing/campaigns/{campaign_id}/results", summary="What came of a campaign")
def read_campaign_results(work: ReadWork, campaign_id: Id) -> CampaignResults:
    """Sales and margin of its products against as many days before, and that change against products in no campaign.

    `summary` says it in words, with how much the same comparison moves without a campaign. Refused while no day of it has sales.
    """
    return reads.campaign_results(work, campaign_id)
