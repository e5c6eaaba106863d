"""What becomes of a purchase order: approved, sent, received, cancelled; and what that does to stock."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from fluxion.base.clock import local_day
from fluxion.base.edits import apply, unknown
from fluxion.base.work import Work
from fluxion.domains import prices, stock
from fluxion.domains.catalog import Product
from fluxion.domains.purchases import reads
from fluxion.domains.purchases.errors import NothingOpen, PartlyReceived, ReceivedTooMuch
from fluxion.domains.purchases.events import OrderApproved, OrderCancelled, OrderReceived, OrderSent
from fluxion.domains.purchases.reads.locked import locked_order, named
from fluxion.domains.purchases.shapes import OrderView, Receipt
from fluxion.domains.purchases.tables import PurchaseOrder, PurchaseOrderLine, PurchaseReceipt
from fluxion.values.errors import BadInput, FieldError, Text
from fluxion.values.money import plain

NOT_YET: Text = {
    "es": "La mercancía no puede llegar después de hoy ni antes de que se hiciera el pedido.",
    "en": "Goods cannot arrive after today nor before the order was made.",
    "pt": "A mercadoria não pode chegar depois de hoje nem antes de o pedido ser feito.",
}


def approve_order(work: Work, order_id: int, version: int | None = None) -> OrderView:
    """Make a draft firm: its lines no longer change and count as on order."""
    work.require("purchases.approve_order")
    order = locked_order(work, order_id, "approve", version)
    _expect(work, order, _lines(work, order), "purchases.approve_order")
    apply(order, {"state": "approved", "approved_at": work.now, "approved_by": work.actor.name, "version": order.version + 1})
    work.emit(OrderApproved(**named(work, order), total=order.total, currency=order.currency))
    return reads.order(work, order.id)


def send_order(work: Work, order_id: int, version: int | None = None) -> OrderView:
    """Note that the supplier was told; actual lead times are measured from this day on."""
    work.require("purchases.send_order")
    order = locked_order(work, order_id, "send", version)
    apply(order, {"state": "sent", "sent_at": work.now, "version": order.version + 1})
    work.emit(OrderSent(**named(work, order)))
    return reads.order(work, order.id)


def receive_order(work: Work, order_id: int, receipt: Receipt, version: int | None = None) -> OrderView:
    """Put what arrived into stock; the order is received once nothing is open, or when the rest is given up."""
    work.require("purchases.receive_order")
    order = locked_order(work, order_id, "receive", version)
    day = receipt.received_on or work.today
    ordered = local_day(order.created_at, work.settings.timezone)
    if not ordered <= day <= max(work.today, work.now.date()):
        raise BadInput(errors=[FieldError("/received_on", "impossible_day", NOT_YET)])
    lines = _lines(work, order)
    arrived = _arrived(work, order, lines, receipt)
    _take_in(work, order, lines, arrived, day, receipt)
    is_complete = receipt.close or all(line.received >= line.quantity for line in lines)
    if is_complete:
        apply(order, {"state": "received", "received_at": work.now})
    order.version += 1
    skus = _skus(work, lines)
    told = {skus[line.product_id]: arrived[line.id] for line in lines if arrived[line.id]}
    work.emit(OrderReceived(**named(work, order), received_on=day, lines=told, is_complete=is_complete, reference=receipt.reference))
    return reads.order(work, order.id)


def cancel_order(work: Work, order_id: int, version: int | None = None) -> OrderView:
    """Give up an order of which nothing has arrived."""
    work.require("purchases.cancel_order")
    order = locked_order(work, order_id, "cancel", version)
    lines = _lines(work, order)
    if any(line.received for line in lines):
        raise PartlyReceived(number=order.number)
    if order.state != "draft":
        _expect(work, order, lines, "purchases.cancel_order", sign=-1)
    apply(order, {"state": "cancelled", "cancelled_at": work.now, "version": order.version + 1})
    work.emit(OrderCancelled(**named(work, order)))
    return reads.order(work, order.id)


def _lines(work: Work, order: PurchaseOrder) -> list[PurchaseOrderLine]:
    query = select(PurchaseOrderLine).where(PurchaseOrderLine.order_id == order.id).order_by(PurchaseOrderLine.product_id)
    return list(work.db.scalars(query))


def _expect(work: Work, order: PurchaseOrder, lines: Sequence[PurchaseOrderLine], right: str, sign: int = 1) -> None:
    moves = [
        stock.Move(product_id=line.product_id, location_id=order.location_id, on_order=sign * (line.quantity - line.received))
        for line in lines
    ]
    stock.move(work, moves, on_behalf_of=right)


def _arrived(work: Work, order: PurchaseOrder, lines: Sequence[PurchaseOrderLine], receipt: Receipt) -> dict[int, Decimal]:
    """What arrived of each line; everything open when no line is named, nothing when the rest is only given up."""
    open_ = {line.id: max(line.quantity - line.received, Decimal(0)) for line in lines}
    if receipt.lines is None:
        if not any(open_.values()):
            raise NothingOpen(number=order.number)
        return open_ if not receipt.close else dict.fromkeys(open_, Decimal(0))
    arrived = dict.fromkeys(open_, Decimal(0))
    for index, each in enumerate(receipt.lines):
        if each.line_id not in arrived:
            raise unknown(f"/lines/{index}/line_id")
        arrived[each.line_id] += each.quantity
    for line in lines:
        if arrived[line.id] > open_[line.id]:
            sku = work.db.get_one(Product, line.product_id).sku
            raise ReceivedTooMuch(sku=sku, open=plain(open_[line.id]), received=plain(arrived[line.id]))
    return arrived


def _take_in(
    work: Work, order: PurchaseOrder, lines: Sequence[PurchaseOrderLine], arrived: dict[int, Decimal], day: date, receipt: Receipt
) -> None:
    moves = []
    for line in lines:
        quantity = arrived[line.id]
        still_open = line.quantity - line.received
        line.received += quantity
        gone = still_open if receipt.close else quantity
        at = {"product_id": line.product_id, "location_id": order.location_id, "on_order": -gone}
        if quantity:
            moves.append(stock.Move(**at, kind="receipt", quantity=quantity, reference=order.number))
            work.db.add(PurchaseReceipt(line_id=line.id, received_on=day, quantity=quantity, reference=receipt.reference))
            _cost_arrived(work, order, line, day)
        elif gone:
            moves.append(stock.Move(**at))
    stock.move(work, moves, on_behalf_of="purchases.receive_order")


def _cost_arrived(work: Work, order: PurchaseOrder, line: PurchaseOrderLine, day: date) -> None:
    if line.unit_cost:
        known = {"reference": order.number, "on_behalf_of": "purchases.receive_order"}
        prices.record_cost(work, line.product_id, line.unit_cost, order.currency, day, **known)


def _skus(work: Work, lines: Sequence[PurchaseOrderLine]) -> dict[int, str]:
    rows = work.db.execute(select(Product.id, Product.sku).where(Product.id.in_([line.product_id for line in lines])))
    return {row.id: row.sku for row in rows}
