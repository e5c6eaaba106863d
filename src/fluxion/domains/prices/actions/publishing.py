"""Publishing a price list: at once or on a day, approved above a threshold, taken back, undone."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import select

from fluxion.base.bulk import update_rows
from fluxion.base.work import Work
from fluxion.domains.catalog import Product
from fluxion.domains.prices.actions.list_drafts import write_version
from fluxion.domains.prices.errors.costs import CostsHidden
from fluxion.domains.prices.errors.lists import AllChangedSince, BelowFloor, LowersMoreNow, NoDraft, NotRevertible, NotWaiting, OwnApproval
from fluxion.domains.prices.events.lists import VersionPublished, VersionRefused, VersionSubmitted, VersionTakenBack
from fluxion.domains.prices.reads.configurations import below_cost_policy
from fluxion.domains.prices.reads.in_force import draft_rows, rows_before, stated_at
from fluxion.domains.prices.reads.lists import price_list
from fluxion.domains.prices.reads.locked_lists import editable_version, locked_list, open_version, row_count, version_numbered
from fluxion.domains.prices.reads.policy import SEE_COST, approval_threshold, is_floor_hidden
from fluxion.domains.prices.reads.what_if import Effect, effect_of, lost_products, needs_approval
from fluxion.domains.prices.rules.lists import NOTHING, not_protected
from fluxion.domains.prices.shapes.lists import ListView, Publishing, Refusing
from fluxion.domains.prices.tables import PriceList, PriceListRow, PriceListVersion
from fluxion.values.errors import BadInput, FieldError, Text
from fluxion.values.money import plain

NAMED_SKUS, NAMED_FAULTS = 5, 100
IN_THE_PAST: Text = {
    "es": "El comienzo ya pasó; escriba un momento futuro, o déjelo vacío para publicar ahora.",
    "en": "The start has passed; write a moment to come, or leave it empty to publish now.",
    "pt": "O início já passou; escreva um momento futuro, ou deixe vazio para publicar agora.",
}


def publish_list(work: Work, list_id: int, body: Publishing, version: int | None = None) -> ListView:
    """Publish the draft of a list, to take effect at once or when the clock reaches `starts_at`.

    Where a price changes by more than the company's threshold the version waits until somebody else approves it; so it does where
    floors are enforced and whoever publishes may not see costs: what they refuse would tell them.
    """
    work.require("prices.publish_list")
    owner = locked_list(work, list_id, version)
    draft = editable_version(work, owner)
    if draft is None:
        raise NoDraft(code=owner.code)
    if body.starts_at is not None and body.starts_at < work.now:
        raise BadInput(errors=[FieldError("/starts_at", "in_the_past", IN_THE_PAST)])
    draft.starts_at, draft.note, draft.refusal = body.starts_at or work.now, body.note, None
    is_unseen = is_floor_hidden(work)
    effect = _known(work, owner, draft, draft.starts_at) if is_unseen else _held(work, owner, draft, draft.starts_at)
    draft.submitted_at, draft.submitted_by, draft.submitted_by_id = work.now, work.actor.name, work.actor.id
    if needs_approval(work, effect):
        _submit(work, owner, draft, effect)
    else:
        _publish(work, owner, draft)
    return _told(work, owner)


def approve_version(work: Work, list_id: int, version: int | None = None) -> ListView:
    """Publish the version that waits; one whose start has passed meanwhile takes effect now. Nobody approves their own.

    Refused where it lowers what somebody pays by more than when approval was asked for. Where floors are enforced, only for who
    may see costs.
    """
    work.require("prices.approve_list")
    owner = locked_list(work, list_id, version)
    waiting = _waiting(work, owner)
    if waiting.submitted_by_id == work.actor.id:
        raise OwnApproval
    waiting.starts_at = max(waiting.starts_at or work.now, work.now)
    _refuse_more(work, owner, waiting, _held(work, owner, waiting, waiting.starts_at))
    waiting.approved_by = work.actor.name
    _publish(work, owner, waiting)
    return _told(work, owner)


def refuse_version(work: Work, list_id: int, body: Refusing, version: int | None = None) -> ListView:
    """Send the version that waits back to its author as a draft, with the reason."""
    work.require("prices.approve_list")
    owner = locked_list(work, list_id, version)
    waiting = _waiting(work, owner)
    waiting.state, waiting.refusal = "draft", body.reason
    work.emit(VersionRefused(subject_id=owner.id, code=owner.code, number=waiting.number, reason=body.reason))
    return _told(work, owner)


def take_back(work: Work, list_id: int, version: int | None = None) -> ListView:
    """Turn the version that waits for approval back into a draft."""
    work.require("prices.publish_list")
    owner = locked_list(work, list_id, version)
    waiting = _waiting(work, owner)
    waiting.state = "draft"
    work.emit(VersionTakenBack(subject_id=owner.id, code=owner.code, number=waiting.number, was="waiting"))
    return _told(work, owner)


def revert_version(work: Work, list_id: int, number: int, version: int | None = None) -> ListView:
    """Undo a published version: one that has not started is withdrawn, else a new version restores the prices before it, at once.

    Rows that a later version changed again stay as they are. Prices that held before need no approval, but floors hold them.
    """
    work.require("prices.publish_list")
    owner = locked_list(work, list_id, version)
    found = version_numbered(work, owner, number)
    if found.state != "published" or _is_undone(work, found):
        raise NotRevertible(number=number, code=owner.code)
    if found.starts_at is not None and found.starts_at > work.now:
        found.state = "withdrawn"
        work.emit(VersionTakenBack(subject_id=owner.id, code=owner.code, number=number, was="scheduled"))
        return _told(work, owner)
    stated = draft_rows(work.db, found.id)
    now = stated_at(work.db, owner.id, work.now, stated)
    mine = [product for product, each in stated.items() if now.get(product, NOTHING) == each]
    before = rows_before(work.db, found, mine)
    restored = {product: before.get(product, NOTHING) for product in mine if before.get(product, NOTHING) != stated[product]}
    if not restored:
        raise AllChangedSince(number=number)
    undoing = write_version(work, owner, restored, "revert")
    undoing.reverts_id, undoing.starts_at = found.id, work.now
    _held(work, owner, undoing, work.now)
    _publish(work, owner, undoing)
    return _told(work, owner)


def _held(work: Work, owner: PriceList, version: PriceListVersion, at: datetime) -> Effect:
    """What the version does at the moment; refused where the company lets no price lie below its floor and one does, or may."""
    if is_floor_hidden(work):
        raise CostsHidden(right=SEE_COST)
    effect = _known(work, owner, version, at)
    if len(effect.below) and below_cost_policy(work) == "block":
        ids = effect.rows.product_id[effect.below[:NAMED_SKUS]].tolist()
        skus = list(work.db.scalars(select(Product.sku).where(Product.id.in_(ids)).order_by(Product.sku_key)))
        named = ", ".join(skus) + (" …" if len(effect.below) > NAMED_SKUS else "")
        raise BelowFloor(rows=len(effect.below), code=owner.code, skus=named)
    return effect


def _known(work: Work, owner: PriceList, version: PriceListVersion, at: datetime) -> Effect:
    """What the version does at the moment; refused by row where floors are enforced and no exchange rate tells what they are."""
    work.db.flush()
    effect = effect_of(work, owner, version, at)
    if len(effect.not_protected) and below_cost_policy(work) == "block":
        lost = lost_products(work, effect)[:NAMED_FAULTS]
        raise BadInput(
            errors=[FieldError(f"/rows/{each.id}/price", "rate_missing", not_protected(each.sku, owner.currency)) for each in lost]
        )
    return effect


def _refuse_more(work: Work, owner: PriceList, waiting: PriceListVersion, effect: Effect) -> None:
    """Refuse a version of which more than one person may decide now exceeds what was asked for."""
    query = select(PriceListRow.product_id, PriceListRow.asked_fall).where(PriceListRow.version_id == waiting.id)
    asked = {product: fall for product, fall in work.db.execute(query) if fall is not None}
    threshold = int(approval_threshold(work) * 10)
    now = zip(effect.rows.product_id.tolist(), effect.falls().tolist(), strict=True)
    more = [(fall, product) for product, fall in now if fall > max(threshold, asked.get(product, fall))]
    if more:
        fall, product = max(more)
        sku = work.db.get_one(Product, product).sku
        percent, wished = (plain(Decimal(each).scaleb(-1)) for each in (fall, asked[product]))
        raise LowersMoreNow(code=owner.code, number=waiting.number, sku=sku, rows=len(more), percent=percent, asked=wished)


def _note_asked(work: Work, draft: PriceListVersion, effect: Effect) -> None:
    """Keep by row what approval is asked for: what is approved later is held against it."""
    fall = dict(zip(effect.rows.product_id.tolist(), effect.falls().tolist(), strict=True))
    rows = work.db.execute(select(PriceListRow.id, PriceListRow.product_id).where(PriceListRow.version_id == draft.id))
    update_rows(work.db, PriceListRow, [{"id": row_id, "asked_fall": fall[product]} for row_id, product in rows])


def _submit(work: Work, owner: PriceList, draft: PriceListVersion, effect: Effect) -> None:
    draft.state = "waiting"
    work.db.flush()
    _note_asked(work, draft, effect)
    work.emit(
        VersionSubmitted(
            subject_id=owner.id,
            code=owner.code,
            number=draft.number,
            rows=len(effect.changes),
            largest_change=plain(effect.largest_change),
            starts_at=draft.starts_at or work.now,
        )
    )


def _publish(work: Work, owner: PriceList, version: PriceListVersion) -> None:
    version.state, version.published_at, version.published_by = "published", work.now, work.actor.name
    undone = work.db.get(PriceListVersion, version.reverts_id) if version.reverts_id else None
    work.emit(
        VersionPublished(
            subject_id=owner.id,
            code=owner.code,
            number=version.number,
            rows=row_count(work, version),
            starts_at=version.starts_at or work.now,
            approved_by=version.approved_by,
            reverts=undone.number if undone else None,
        )
    )


def _waiting(work: Work, owner: PriceList) -> PriceListVersion:
    found = open_version(work, owner)
    if found is None or found.state != "waiting":
        raise NotWaiting(code=owner.code)
    return found


def _is_undone(work: Work, found: PriceListVersion) -> bool:
    """Whether a version that undoes it still stands: one that was itself undone counts no more."""
    undoing = select(PriceListVersion).where(PriceListVersion.reverts_id == found.id, PriceListVersion.state == "published")
    return any(not _is_undone(work, each) for each in work.db.scalars(undoing).all())


def _told(work: Work, owner: PriceList) -> ListView:
    owner.version += 1
    work.db.flush()
    return price_list(work, owner.id)
