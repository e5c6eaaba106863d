"""Saying which product replaces which, so that the new one is not forecast from nothing."""

from sqlalchemy import select

from fluxion.base.edits import apply, flush_or_taken, unknown
from fluxion.base.work import Work
from fluxion.domains import catalog
from fluxion.domains.planning.events import ProductLinked, ProductUnlinked
from fluxion.domains.planning.reads.links import link
from fluxion.domains.planning.rules.knowledge import RING, closes_ring
from fluxion.domains.planning.shapes import LinkDraft, LinkEdit, LinkView
from fluxion.domains.planning.tables import LinkRow
from fluxion.values.errors import BadInput, FieldError, Forbidden, NotFound, Text, require_version

RIGHT = "planning.link_product"
WHAT: Text = {"es": "un antecesor de", "en": "A predecessor of", "pt": "um antecessor de"}


def create_link(work: Work, draft: LinkDraft) -> LinkView:
    """Say that a product replaces another; each product replaces at most one."""
    work.require(RIGHT)
    _refuse_confined(work)
    for field, key in (("successor_id", draft.successor_id), ("predecessor_id", draft.predecessor_id)):
        if work.db.get(catalog.Product, key) is None:
            raise unknown(f"/{field}")
    known = {row.successor_id: row.predecessor_id for row in work.db.execute(select(LinkRow.successor_id, LinkRow.predecessor_id))}
    if closes_ring(known, draft.successor_id, draft.predecessor_id):
        raise BadInput(errors=[FieldError("/predecessor_id", "ring", RING)])
    sku = _sku(work, draft.successor_id)
    row = LinkRow(**draft.model_dump(), author_name=work.actor.name, created_at=work.now, version=1)
    work.db.add(row)
    flush_or_taken(work.db, WHAT, sku)
    _announce(work, row)
    return link(work, row.id)


def edit_link(work: Work, link_id: int, edit: LinkEdit, *, version: int | None = None) -> LinkView:
    """Change the share that is inherited, or from when."""
    work.require(RIGHT)
    _refuse_confined(work)
    row = _row(work, link_id)
    require_version(row.version, version)
    if apply(row, edit.model_dump()):
        row.version += 1
        work.db.flush()
        _announce(work, row)
    return link(work, link_id)


def delete_link(work: Work, link_id: int, *, version: int | None = None) -> None:
    """The product no longer replaces the other."""
    work.require(RIGHT)
    _refuse_confined(work)
    row = _row(work, link_id)
    require_version(row.version, version)
    new, old = _sku(work, row.successor_id), _sku(work, row.predecessor_id)
    work.db.delete(row)
    work.emit(ProductUnlinked(subject_id=row.id, successor=new, predecessor=old))


def _refuse_confined(work: Work) -> None:
    """Products are the same everywhere: people confined to some locations do not link them."""
    if work.actor.locations is not None:
        raise Forbidden(right=RIGHT)


def _row(work: Work, link_id: int) -> LinkRow:
    row = work.db.get(LinkRow, link_id, with_for_update=True)
    if row is None:
        raise NotFound
    return row


def _sku(work: Work, product_id: int) -> str:
    return work.db.get_one(catalog.Product, product_id).sku


def _announce(work: Work, row: LinkRow) -> None:
    new, old = _sku(work, row.successor_id), _sku(work, row.predecessor_id)
    work.emit(ProductLinked(subject_id=row.id, successor=new, predecessor=old, share=row.share, starts_on=row.starts_on.isoformat()))
