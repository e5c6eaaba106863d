"""What a price is and why, and which prices should change because costs did."""

from fluxion.domains.prices import quote
from fluxion.domains.prices.actions import repricing as actions
from fluxion.domains.prices.reads import repricing as reads
from fluxion.domains.prices.shapes.lists import ListView
from fluxion.domains.prices.shapes.quotes import PriceQuote, QuoteAsk, RepriceApply, RepriceAsk, Repricing
from fluxion.faces.http.edge import IfMatchIfSent, ReadWork, WriteWork
from fluxion.faces.http.edge import router as make_router

router = make_router("pricing")


@router.post("/pricing/quote", summary="Prices for a customer in a channel, and why")
def quote_prices(work: ReadWork, body: QuoteAsk) -> PriceQuote:
    """Lists of the customer, its groups, the channel and everybody, in this order; then the computed and the catalogue's price.

    The lowest offer of a running campaign of the channel wins where it is lower. `trail` tells every place that was
    looked at and why it was used or passed over, in the language of the request. Nothing is kept.
    """
    return quote(work, body)


@router.post("/pricing/reprice", summary="Prices that should change at today's costs")
def reprice(work: ReadWork, body: RepriceAsk) -> Repricing:
    """Products of a list that fell under their target, furthest first, with the price proposed for each. Nothing is kept."""
    return reads.repricing(work, body)


@router.post("/pricing/reprice:apply", summary="Put the proposed prices into the draft of a list")
def apply_repricing(work: WriteWork, version: IfMatchIfSent, body: RepriceApply) -> ListView:
    """Those of the products named, or all; what the draft says of others stays."""
    return actions.apply_repricing(work, body, version)
