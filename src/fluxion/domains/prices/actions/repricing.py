"""Putting the prices that repricing proposes into the draft of a list, in one act."""

import numpy as np

from fluxion.base.work import Work
from fluxion.domains.prices.actions.list_drafts import write_draft
from fluxion.domains.prices.reads.in_force import draft_rows, stated_at
from fluxion.domains.prices.reads.list_rows import SEE_COST
from fluxion.domains.prices.reads.lists import price_list
from fluxion.domains.prices.reads.locked_lists import editable_version, locked_list
from fluxion.domains.prices.reads.repricing import list_and_channel, proposed
from fluxion.domains.prices.rules.lists import NOTHING, repriced
from fluxion.domains.prices.rules.what_if import amount
from fluxion.domains.prices.shapes.lists import ListView
from fluxion.domains.prices.shapes.quotes import RepriceApply


def apply_repricing(work: Work, ask: RepriceApply, version: int | None = None) -> ListView:
    """Write the proposed prices of a list into its draft; breaks stay where they are still cheaper than the new price."""
    work.require("prices.edit_list")
    work.require(SEE_COST)
    owner = locked_list(work, ask.list_id, version)
    draft = editable_version(work, owner)
    _, channel = list_and_channel(work, owner.id)
    found = proposed(work, owner, channel, ask.category_id)
    chosen = found.judged.chosen(ask.only)
    if ask.product_ids is not None:
        chosen &= np.isin(found.ids, np.array(ask.product_ids, np.int64))
    now = stated_at(work.db, owner.id, work.now) | (draft_rows(work.db, draft.id) if draft else {})
    places = np.flatnonzero(chosen)
    prices = zip(found.ids[places].tolist(), found.proposed[places].tolist(), strict=True)
    wished = {product: repriced(now.get(product, NOTHING), amount(price), owner.currency) for product, price in prices}
    if wished:
        write_draft(work, owner, wished, "reprice")
    return price_list(work, owner.id)
