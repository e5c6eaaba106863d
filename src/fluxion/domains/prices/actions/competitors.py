"""Writing competitors' prices down, correcting them and taking them back."""

from sqlalchemy import select

from fluxion.base.edits import apply, flush_or_taken, sent, unknown
from fluxion.base.work import Work
from fluxion.domains.catalog import Product
from fluxion.domains.prices.events.costs import CompetitorPriceDeleted, CompetitorPriceSaved
from fluxion.domains.prices.reads import competitors as reads
from fluxion.domains.prices.reads.policy import followed_in_the_dark, refuse_unseen_costs
from fluxion.domains.prices.rules.faults import field_error
from fluxion.domains.prices.shapes.competitors import CompetitorPriceEdit, CompetitorPriceIn, CompetitorPriceView
from fluxion.domains.prices.tables import CompetitorPrice
from fluxion.values.codes import search_key
from fluxion.values.errors import BadInput, NotFound, Taken, Text, require_version
from fluxion.values.money import is_currency

RIGHT = "prices.edit_competitor_price"
WHAT: Text = {"es": "un precio de ese competidor", "en": "A price of that competitor", "pt": "um preço desse concorrente"}


def create_competitor_price(work: Work, body: CompetitorPriceIn) -> CompetitorPriceView:
    """Write down what a competitor asks; one price a day of each competitor and product.

    Those that our own prices follow are for whoever may see costs, here as elsewhere.
    """
    work.require(RIGHT)
    if work.db.get(Product, body.product_id) is None:
        raise unknown("/product_id")
    _refuse_followed(work, body.product_id)
    currency, day = body.currency or work.settings.currency, body.observed_on or work.today
    _refuse_unknown(currency)
    key = search_key(body.competitor)
    same = select(CompetitorPrice.id).where(
        CompetitorPrice.product_id == body.product_id, CompetitorPrice.competitor_key == key, CompetitorPrice.observed_on == day
    )
    shown = f"{body.competitor}, {day.isoformat()}"
    if work.db.scalar(same) is not None:
        raise Taken(what=WHAT, value=shown)
    row = CompetitorPrice(
        product_id=body.product_id,
        competitor=body.competitor,
        competitor_key=key,
        observed_on=day,
        price=body.price,
        currency=currency,
        source=body.source,
        author_name=work.actor.name,
        created_at=work.now,
        version=1,
    )
    work.db.add(row)
    flush_or_taken(work.db, WHAT, shown)
    _announce(work, row)
    return reads.competitor_price(work, row.id)


def edit_competitor_price(work: Work, price_id: int, edit: CompetitorPriceEdit, version: int | None = None) -> CompetitorPriceView:
    """Correct what was written down."""
    work.require(RIGHT)
    row = _locked(work, price_id)
    _refuse_followed(work, row.product_id)
    require_version(row.version, version)
    values = sent(edit, ("price", "currency"))
    _refuse_unknown(values.get("currency", row.currency))
    if apply(row, values):
        row.version += 1
        work.db.flush()
        _announce(work, row)
    return reads.competitor_price(work, price_id)


def delete_competitor_price(work: Work, price_id: int, version: int | None = None) -> None:
    """Take a price back; the one seen before it counts again."""
    work.require(RIGHT)
    row = _locked(work, price_id)
    _refuse_followed(work, row.product_id)
    require_version(row.version, version)
    sku = work.db.get_one(Product, row.product_id).sku
    work.db.delete(row)
    work.emit(CompetitorPriceDeleted(subject_id=row.product_id, sku=sku, competitor=row.competitor, observed_on=row.observed_on))


def _refuse_followed(work: Work, product_id: int) -> None:
    if followed_in_the_dark(work, [product_id]):
        refuse_unseen_costs(work)


def _refuse_unknown(currency: str) -> None:
    if not is_currency(currency):
        raise BadInput(errors=[field_error("currency", "unknown_currency")])


def _announce(work: Work, row: CompetitorPrice) -> None:
    sku = work.db.get_one(Product, row.product_id).sku
    work.emit(
        CompetitorPriceSaved(
            subject_id=row.product_id,
            sku=sku,
            competitor=row.competitor,
            observed_on=row.observed_on,
            price=row.price,
            currency=row.currency,
        )
    )


def _locked(work: Work, price_id: int) -> CompetitorPrice:
    row = work.db.get(CompetitorPrice, price_id, with_for_update=True)
    if row is None:
        raise NotFound
    return row
