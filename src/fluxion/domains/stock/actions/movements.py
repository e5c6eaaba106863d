"""Moving stock: counts and adjustments by people, and what documents of other domains cause."""

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import insert, select

from fluxion.base import bulk
from fluxion.base.edits import unknown
from fluxion.base.work import Work
from fluxion.domains.catalog import Location, Product
from fluxion.domains.stock import reads, rules
from fluxion.domains.stock.errors import NotEnough
from fluxion.domains.stock.events import StockAdjusted, StockCounted
from fluxion.domains.stock.rules import Place
from fluxion.domains.stock.shapes import Move, MovementIn, MovementView
from fluxion.domains.stock.tables import StockLevel, StockMovement
from fluxion.values.errors import BadInput, FieldError, Text
from fluxion.values.money import plain

NEGATIVE_COUNT: Text = {
    "es": "Un conteo no puede ser negativo; para restar use un ajuste.",
    "en": "A count cannot be negative; use an adjustment to subtract.",
    "pt": "Uma contagem não pode ser negativa; para subtrair use um ajuste.",
}
NO_QUANTITY: Text = {
    "es": "Un ajuste de cero no cambia nada.",
    "en": "An adjustment of zero changes nothing.",
    "pt": "Um ajuste de zero não muda nada.",
}


def record_movement(work: Work, body: MovementIn) -> MovementView:
    """Write down a count (what there is) or an adjustment (by how much); never below zero."""
    work.require("stock.record_movement")
    product, location = work.db.get(Product, body.product_id), work.db.get(Location, body.location_id)
    if product is None:
        raise unknown("/product_id")
    if location is None or not work.sees(location.id):
        raise unknown("/location_id")
    quantity = body.quantity
    if body.kind == "count":
        if quantity < 0:
            raise BadInput(errors=[FieldError("/quantity", "negative", NEGATIVE_COUNT)])
        quantity -= _held(work, product.id, location.id)
    elif quantity == 0:
        raise BadInput(errors=[FieldError("/quantity", "zero", NO_QUANTITY)])
    one = Move(product_id=product.id, location_id=location.id, kind=body.kind, quantity=quantity, reference=body.reference)
    movement_id = _carry_out(work, [one])[0]
    done = reads.movement(work, movement_id)
    fact = StockCounted if body.kind == "count" else StockAdjusted
    work.emit(
        fact(
            subject_id=product.id,
            location_id=location.id,
            sku=product.sku,
            location=location.code,
            quantity=quantity,
            balance=done.balance,
            reference=body.reference,
        )
    )
    return done


def move(work: Work, moves: Sequence[Move], *, on_behalf_of: str) -> None:
    """Carry out what a document causes, under the right of the action that does; refuses to take more than there is."""
    work.require(on_behalf_of)
    _carry_out(work, moves)


def _held(work: Work, product_id: int, location_id: int) -> Decimal:
    """What lies there, locked until the work ends; the level is made when there is none, so that it can be locked."""
    row = {"product_id": product_id, "location_id": location_id, "on_hand": Decimal(0), "as_of": work.now}
    bulk.upsert_rows(work.db, StockLevel, [row], ["product_id", "location_id"], ["as_of"])
    query = select(StockLevel.on_hand).where(StockLevel.product_id == product_id, StockLevel.location_id == location_id)
    found: Decimal = work.db.execute(query.with_for_update()).scalar_one()
    return found


def _carry_out(work: Work, moves: Sequence[Move]) -> list[int]:
    """Change the levels and write the movements; gives the ids of the movements in the order of the physical moves."""
    net = rules.net_moves(moves)
    rows = [{"product_id": place[0], "location_id": place[1], **sums} for place, sums in net.items()]
    found = bulk.upsert_rows(work.db, StockLevel, rows, ["product_id", "location_id"], [], ["on_hand", "on_order", "in_transit"])
    final: dict[Place, Decimal] = {(row[0], row[1]): row[2] for row in found}
    for place, sums in net.items():
        if sums["on_hand"] < 0 and final[place] < 0:
            _refuse_shortage(work, place, final[place] - sums["on_hand"], -sums["on_hand"])
    physical = [each for each in moves if each.kind is not None]
    return _write_movements(work, physical, rules.balances(physical, final))


def _refuse_shortage(work: Work, place: Place, on_hand: Decimal, wanted: Decimal) -> None:
    product, location = work.db.get_one(Product, place[0]), work.db.get_one(Location, place[1])
    raise NotEnough(sku=product.sku, location=location.code, on_hand=plain(on_hand), wanted=plain(wanted))


def _write_movements(work: Work, physical: Sequence[Move], balances: Sequence[Decimal]) -> list[int]:
    if not physical:
        return []
    rows = [
        {
            "at": work.now,
            "product_id": each.product_id,
            "location_id": each.location_id,
            "kind": each.kind,
            "quantity": each.quantity,
            "balance": balance,
            "reference": each.reference,
            "actor_id": work.actor.id,
            "actor_name": work.actor.name,
        }
        for each, balance in zip(physical, balances, strict=True)
    ]
    return list(work.db.scalars(insert(StockMovement).returning(StockMovement.id, sort_by_parameter_order=True), rows))
