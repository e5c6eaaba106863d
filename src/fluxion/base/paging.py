"""Pages of a long list by cursor: never an offset, so the ten-thousandth page is as quick as the first."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar, Generic, TypeVar, cast

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import to_json
from sqlalchemy import ColumnElement, Row, Select, SQLColumnExpression, func, literal, select, tuple_
from sqlalchemy.orm import Session

from fluxion.base.secrets import secret_key
from fluxion.base.settings import Settings
from fluxion.base.web import Lasting
from fluxion.values.errors import Kind, Refusal, Text
from fluxion.values.money import plain

T = TypeVar("T")
PAGE_LIMIT = 200


class Page(BaseModel, Generic[T]):
    """One page of a list; `next_cursor` is null on the last one, `total` only where it was asked for."""

    model_config = ConfigDict(frozen=True)

    items: list[T]
    next_cursor: str | None = Field(default=None, description="Send it back as `cursor` to read on; null on the last page.")
    total: int | None = Field(default=None, description="Rows that match, when `count=true` was asked for.")

    def written(self) -> bytes | None:
        """The page as JSON, put together from rows whose JSON is kept; None when they are of another kind."""
        rows = [each.written for each in self.items if isinstance(each, Lasting)]
        if not rows or len(rows) < len(self.items):
            return None
        rest = to_json({"next_cursor": self.next_cursor, "total": self.total})
        return b'{"items":[' + b",".join(rows) + b"]," + rest[1:]


class BadCursor(Refusal):
    """A cursor that this list did not give."""

    code = "bad_cursor"
    kind = Kind.BAD_INPUT
    text: ClassVar[Text] = {
        "es": "El cursor no pertenece a esta lista; empiece de nuevo sin él.",
        "en": "The cursor does not belong to this list; start again without it.",
        "pt": "O cursor não pertence a esta lista; comece de novo sem ele.",
    }


class BadSort(Refusal):
    """An order that this list does not offer."""

    code = "bad_sort"
    kind = Kind.BAD_INPUT
    text: ClassVar[Text] = {
        "es": "No se puede ordenar por «{sort}»; se puede por: {known}.",
        "en": "It cannot be sorted by “{sort}”; it can by: {known}.",
        "pt": "Não é possível ordenar por “{sort}”; é possível por: {known}.",
    }


@dataclass(frozen=True)
class Ask:
    """Which page is wanted: how many rows, after which cursor, in which order (`name` or `-name`), counted or not."""

    limit: int = 50
    cursor: str | None = None
    sort: str = ""
    count: bool = False


Column = SQLColumnExpression[Any]
Query = Select[*tuple[Any, ...]]
Orders = Mapping[str, Column]


def read_page(
    db: Session,
    settings: Settings,
    query: Query,
    ask: Ask,
    orders: Orders,
    key: Column,
    view: Callable[[Row[Any]], T],
    default_sort: str,
) -> Page[T]:
    """The page of `query` that was asked for, each row turned into what the reader sees by `view`.

    `orders` maps the names a reader may sort by to never-null expressions; `key` is unique and settles ties.
    Raises BadSort or BadCursor.
    """
    sort = ask.sort or default_sort
    name, descending = sort.removeprefix("-"), sort.startswith("-")
    if name not in orders:
        raise BadSort(sort=sort, known=", ".join(orders))
    column = orders[name]
    total = db.scalar(select(func.count()).select_from(query.order_by(None).subquery())) if ask.count else None
    paged = query.add_columns(column.label("_sort"), key.label("_key"))
    if ask.cursor:
        paged = paged.where(_after(column, key, descending, open_cursor(settings, sort, ask.cursor)))
    order = (column.desc(), key.desc()) if descending else (column.asc(), key.asc())
    rows = db.execute(paged.order_by(*order).limit(ask.limit + 1)).all()
    shown = rows[: ask.limit]
    cursor = seal_cursor(settings, sort, [shown[-1]._sort, shown[-1]._key]) if len(rows) > ask.limit else None
    return Page(items=[view(row) for row in shown], next_cursor=cursor, total=total)


def _after(column: Column, key: Column, descending: bool, last: Sequence[Any]) -> ColumnElement[bool]:
    # A row value, and not `or`: only so do both databases start reading the index at the cursor.
    pair, behind = (
        tuple_(column, key),
        tuple_(*(literal(value, cast(ColumnElement[Any], each).type) for each, value in zip((column, key), last, strict=True))),
    )
    return pair < behind if descending else pair > behind


def seal_cursor(settings: Settings, sort: str, last: Sequence[Any]) -> str:
    """An opaque, signed cursor that stands behind the last row shown."""
    body = json.dumps([sort, [_tagged(value) for value in last]], separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(_seal(settings, body) + body).decode().rstrip("=")


def open_cursor(settings: Settings, sort: str, cursor: str) -> list[Any]:
    """The values that a cursor of this list and order stands behind; raises BadCursor for any other text."""
    try:
        raw = base64.b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        seal, body = raw[:12], raw[12:]
        if not hmac.compare_digest(seal, _seal(settings, body)):
            raise BadCursor
        stored_sort, last = json.loads(body)
    except (ValueError, TypeError) as error:
        raise BadCursor from error
    if stored_sort != sort:
        raise BadCursor
    return [_untagged(value) for value in last]


def _seal(settings: Settings, body: bytes) -> bytes:
    return hmac.digest(secret_key(settings, "cursor"), body, hashlib.sha256)[:12]


def _tagged(value: Any) -> Any:
    match value:
        case Decimal():
            return {"n": plain(value)}
        case datetime():
            return {"t": value.isoformat()}
        case date():
            return {"d": value.isoformat()}
        case _:
            return value


def _untagged(value: Any) -> Any:
    match value:
        case {"n": number}:
            return Decimal(number)
        case {"t": moment}:
            return datetime.fromisoformat(moment)
        case {"d": day}:
            return date.fromisoformat(day)
        case _:
            return value
