"""Putting prices that were advised into the draft of a list, in one act."""

from collections.abc import Mapping
from decimal import Decimal

from fluxion.base.work import Work
from fluxion.domains.prices.actions.list_drafts import write_draft
from fluxion.domains.prices.reads.in_force import draft_rows, stated_at
from fluxion.domains.prices.reads.lists import price_list
from fluxion.domains.prices.reads.locked_lists import editable_version, locked_list
from fluxion.domains.prices.rules.lists import NOTHING, repriced
from fluxion.domains.prices.shapes.lists import ListView


def put_advised(work: Work, list_id: int, prices: Mapping[int, Decimal], version: int | None = None) -> ListView:
    """Write prices into the draft of a list; breaks stay where they are still cheaper than the new price."""
    work.require("prices.edit_list")
    owner = locked_list(work, list_id, version)
    draft = editable_version(work, owner)
    now = stated_at(work.db, owner.id, work.now, list(prices)) | (draft_rows(work.db, draft.id) if draft else {})
    wished = {product: repriced(now.get(product, NOTHING), price, owner.currency) for product, price in prices.items()}
    if wished:
        write_draft(work, owner, wished, "advice")
    return price_list(work, owner.id)
