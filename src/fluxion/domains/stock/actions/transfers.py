"""Transfers between locations, from draft to arrival."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, select

from fluxion.base.edits import apply, refuse_lines, sent, unknown
from fluxion.base.numbers import next_number
from fluxion.base.work import Work
from fluxion.domains.catalog import Location, Product
from fluxion.domains.stock import reads, rules
from fluxion.domains.stock.actions.movements import move
from fluxion.domains.stock.errors import MoreThanShipped, WrongState
from fluxion.domains.stock.events import (
    TransferApproved,
    TransferCancelled,
    TransferDrafted,
    TransferEdited,
    TransferReceived,
    TransferShipped,
)
from fluxion.domains.stock.shapes import Move, TransferEdit, TransferIn, TransferLineDraft, TransferReceipt, TransferView
from fluxion.domains.stock.tables import Transfer, TransferLine
from fluxion.values.errors import BadInput, FieldError, NotFound, Text, require_version
from fluxion.values.money import plain

SAME_PLACE: Text = {
    "es": "El origen y el destino deben ser distintos.",
    "en": "The two locations must differ.",
    "pt": "A origem e o destino devem ser diferentes.",
}


def create_transfer(work: Work, body: TransferIn) -> TransferView:
    """Draft a transfer; the person must see one of its ends."""
    work.require("stock.create_transfer")
    _check_ends(work, body.from_location_id, body.to_location_id)
    _check_products(work, [line.product_id for line in body.lines])
    lines = [line.model_dump() for line in body.lines]
    transfer = _insert(work, body.from_location_id, body.to_location_id, lines)
    apply(transfer, {"expected_on": body.expected_on, "notes": body.notes})
    return reads.transfer(work, transfer.id)


def draft_transfers(work: Work, drafts: Sequence[TransferLineDraft]) -> list[TransferView]:
    """One draft for each pair of locations, holding all its lines; a product met twice is added up."""
    work.require("stock.create_transfer")
    groups: dict[tuple[int, int], list[TransferLineDraft]] = {}
    for draft in drafts:
        groups.setdefault((draft.from_location_id, draft.to_location_id), []).append(draft)
    views = []
    for (origin, target), group in sorted(groups.items()):
        _check_ends(work, origin, target)
        merged: dict[int, dict[str, Any]] = {}
        for draft in group:
            line = draft.model_dump(include={"product_id", "quantity", "suggestion_id", "explanation"})
            if draft.product_id in merged:
                merged[draft.product_id]["quantity"] += draft.quantity
            else:
                merged[draft.product_id] = line
        _check_products(work, list(merged))
        transfer = _insert(work, origin, target, list(merged.values()))
        transfer.expected_on = min((draft.expected_on for draft in group if draft.expected_on), default=None)
        views.append(reads.transfer(work, transfer.id))
    return views


def edit_transfer(work: Work, transfer_id: int, edit: TransferEdit, version: int | None = None) -> TransferView:
    """Change a draft; lines that are sent replace all lines."""
    work.require("stock.edit_transfer")
    transfer = _locked(work, transfer_id, "edit", version)
    values = sent(edit)
    lines = values.pop("lines", None)
    changes = apply(transfer, values)
    if lines is not None:
        _check_products(work, [line.product_id for line in lines])
        before = {line.product_id: line.quantity for line in _lines(work, transfer)}
        changes["lines"] = [before, {line.product_id: line.quantity for line in lines}]
        work.db.execute(delete(TransferLine).where(TransferLine.transfer_id == transfer.id))
        work.db.add_all(TransferLine(transfer_id=transfer.id, **line.model_dump()) for line in lines)
    if changes:
        transfer.version += 1
        work.emit(TransferEdited(**_named(work, transfer), changes=changes))
    return reads.transfer(work, transfer.id)


def approve_transfer(work: Work, transfer_id: int, version: int | None = None) -> TransferView:
    """Let a draft be shipped."""
    work.require("stock.approve_transfer")
    transfer = _locked(work, transfer_id, "approve", version)
    apply(transfer, {"state": "approved", "approved_at": work.now, "approved_by": work.actor.name, "version": transfer.version + 1})
    work.emit(TransferApproved(**_named(work, transfer)))
    return reads.transfer(work, transfer.id)


def ship_transfer(work: Work, transfer_id: int, version: int | None = None) -> TransferView:
    """Take the goods from the donor and put them on their way; the person must see the donor."""
    work.require("stock.ship_transfer")
    transfer = _locked(work, transfer_id, "ship", version)
    work.require_location(transfer.from_location_id)
    moves = []
    lines = _lines(work, transfer)
    for line in lines:
        line.shipped = line.quantity
        out = {"product_id": line.product_id, "location_id": transfer.from_location_id, "quantity": -line.shipped}
        moves.append(Move(**out, kind="transfer_out", reference=transfer.number))
        moves.append(Move(product_id=line.product_id, location_id=transfer.to_location_id, in_transit=line.shipped))
    move(work, moves, on_behalf_of="stock.ship_transfer")
    apply(transfer, {"state": "shipped", "shipped_at": work.now, "version": transfer.version + 1})
    work.emit(TransferShipped(**_named(work, transfer), lines=_by_sku(work, {line.product_id: line.shipped for line in lines})))
    return reads.transfer(work, transfer.id)


def receive_transfer(work: Work, transfer_id: int, receipt: TransferReceipt, version: int | None = None) -> TransferView:
    """Put the goods into the receiver's stock; what did not arrive is no longer on its way, and is told of."""
    work.require("stock.receive_transfer")
    transfer = _locked(work, transfer_id, "receive", version)
    work.require_location(transfer.to_location_id)
    lines = _lines(work, transfer)
    arrived = _arrived(work, lines, receipt)
    moves = []
    for line in lines:
        line.received = arrived[line.id]
        at = {"product_id": line.product_id, "location_id": transfer.to_location_id, "in_transit": -line.shipped}
        kind = "transfer_in" if line.received else None
        moves.append(Move.model_validate({**at, "kind": kind, "quantity": line.received, "reference": transfer.number}))
    move(work, moves, on_behalf_of="stock.receive_transfer")
    apply(transfer, {"state": "received", "received_at": work.now, "version": transfer.version + 1})
    missing = {line.product_id: line.shipped - line.received for line in lines if line.received < line.shipped}
    received = {line.product_id: line.received for line in lines}
    work.emit(TransferReceived(**_named(work, transfer), lines=_by_sku(work, received), missing=_by_sku(work, missing)))
    return reads.transfer(work, transfer.id)


def cancel_transfer(work: Work, transfer_id: int, version: int | None = None) -> TransferView:
    """Give up a transfer that has not left yet."""
    work.require("stock.cancel_transfer")
    transfer = _locked(work, transfer_id, "cancel", version)
    apply(transfer, {"state": "cancelled", "cancelled_at": work.now, "version": transfer.version + 1})
    work.emit(TransferCancelled(**_named(work, transfer)))
    return reads.transfer(work, transfer.id)


def _check_products(work: Work, product_ids: Sequence[int]) -> None:
    known = work.db.scalars(select(Product.id).where(Product.id.in_(product_ids)))
    refuse_lines(product_ids, set(known))


def _check_ends(work: Work, origin: int, target: int) -> None:
    if origin == target:
        raise BadInput(errors=[FieldError("/to_location_id", "same_place", SAME_PLACE)])
    sees_one = work.sees(origin) or work.sees(target)
    for pointer, location_id in (("/from_location_id", origin), ("/to_location_id", target)):
        if not sees_one or work.db.get(Location, location_id) is None:
            raise unknown(pointer)


def _insert(work: Work, origin: int, target: int, lines: Sequence[dict[str, Any]]) -> Transfer:
    transfer = Transfer(
        number=next_number(work.db, "transfer", "TR"),
        from_location_id=origin,
        to_location_id=target,
        state="draft",
        created_at=work.now,
        created_by=work.actor.name,
    )
    work.db.add(transfer)
    work.db.flush()
    work.db.add_all(TransferLine(transfer_id=transfer.id, **line) for line in lines)
    work.db.flush()
    work.emit(TransferDrafted(**_named(work, transfer), lines=len(lines)))
    return transfer


def _locked(work: Work, transfer_id: int, doing: str, version: int | None) -> Transfer:
    transfer = work.db.get(Transfer, transfer_id, with_for_update=True)
    if transfer is None or not (work.sees(transfer.from_location_id) or work.sees(transfer.to_location_id)):
        raise NotFound
    require_version(transfer.version, version)
    allowed = rules.TRANSFER_STATES[doing]
    if transfer.state not in allowed:
        raise WrongState(number=transfer.number, state=transfer.state, allowed=", ".join(allowed))
    return transfer


def _lines(work: Work, transfer: Transfer) -> list[TransferLine]:
    query = select(TransferLine).where(TransferLine.transfer_id == transfer.id).order_by(TransferLine.product_id)
    return list(work.db.scalars(query))


def _arrived(work: Work, lines: Sequence[TransferLine], receipt: TransferReceipt) -> dict[int, Decimal]:
    arrived = {line.id: line.shipped for line in lines}
    for index, each in enumerate(receipt.lines):
        if each.line_id not in arrived:
            raise unknown(f"/lines/{index}/line_id")
        arrived[each.line_id] = each.quantity
    for line in lines:
        if arrived[line.id] > line.shipped:
            sku = work.db.get_one(Product, line.product_id).sku
            raise MoreThanShipped(sku=sku, shipped=plain(line.shipped), received=plain(arrived[line.id]))
    return arrived


def _named(work: Work, transfer: Transfer) -> dict[str, Any]:
    origin, target = work.db.get_one(Location, transfer.from_location_id), work.db.get_one(Location, transfer.to_location_id)
    return {
        "subject_id": transfer.id,
        "location_id": target.id,
        "number": transfer.number,
        "from_location": origin.code,
        "to_location": target.code,
    }


def _by_sku(work: Work, quantities: dict[int, Decimal]) -> dict[str, Decimal]:
    rows = work.db.execute(select(Product.id, Product.sku).where(Product.id.in_(quantities)))
    return {row.sku: quantities[row.id] for row in rows}
