"""The fact log: what happened, in the past tense, written in the same commit as the rows it tells of.

Audit trail, outbox, webhooks and activity feed are readers of this one table.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType
from typing import Any, ClassVar, cast, get_args, get_type_hints

from sqlalchemy import BigInteger, Index, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from fluxion.base import spoken
from fluxion.base.columns import Json, Row, moment, row_id
from fluxion.values.errors import Text as Words
from fluxion.values.errors import say
from fluxion.values.money import plain

Form = Callable[[Any, Mapping[str, Any], str], str]
"""How a field of a fact is written in a title: its value, all the fact's data, and the language."""
NOTHING = "—"
MOST_DECIMALS = 10
YES_NO: Mapping[bool, Words] = {True: {"es": "sí", "en": "yes", "pt": "sim"}, False: {"es": "no", "en": "no", "pt": "não"}}


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Base of every fact. Subclasses add plain fields and say which row they are about.

    `title` is what the audit page shows, with the fields filled in by `told`; `forms` say how those are written that are no words
    yet, such as codes. Numbers, days and moments are written as the language does.
    """

    kind: ClassVar[str]
    subject_type: ClassVar[str]
    title: ClassVar[Words]
    forms: ClassVar[Mapping[str, Form]] = {}
    subject_id: int | str | None = None
    location_id: int | None = None

    def data(self) -> dict[str, Any]:
        """The fact's own fields as JSON values."""
        own = asdict(self)
        own.pop("subject_id")
        own.pop("location_id")
        return {key: as_json(value) for key, value in own.items()}

    @classmethod
    def told(cls, data: Mapping[str, Any], lang: str, timezone: str) -> str:
        """The title of a stored fact in words; raises KeyError for data that lacks a field of it."""
        return say(cls.title, lang, _Told(cls, data, lang, timezone))


def shown_as(kind: type[Fact], **forms: Form) -> None:
    """Say how fields of a fact are written, where the words for them lie above its events."""
    kind.forms = {**kind.forms, **forms}


def of_codes(words: Mapping[str, Words]) -> Form:
    """A form for codes that have words; one without is written without its underscores.

    >>> of_codes({"stock_out": {"es": "Sin stock"}})("stock_out", {}, "es"), of_codes({})("dead_stock", {}, "es")
    ('Sin stock', 'dead stock')
    """
    return lambda value, _data, lang: say(words[value], lang) if value in words else str(value).replace("_", " ")


def as_day(value: Any, _data: Mapping[str, Any], lang: str) -> str:
    """A form for days that a fact keeps as text."""
    return spoken.day(date.fromisoformat(value), lang)


def as_points(value: Any, _data: Mapping[str, Any], lang: str) -> str:
    """A form for percent points."""
    return spoken.percent(Decimal(str(value)), lang)


def as_money(value: Any, _data: Mapping[str, Any], lang: str) -> str:
    """A form for amounts that stand before their currency."""
    return spoken.number(Decimal(str(value)), lang, least_decimals=2)


def as_share(value: Any, data: Mapping[str, Any], lang: str) -> str:
    """A form for shares of one."""
    return as_points(Decimal(str(value)) * 100, data, lang)


class _Told(Mapping[str, str]):
    """The fields of a fact as words, each written when the title asks for it."""

    def __init__(self, kind: type[Fact], data: Mapping[str, Any], lang: str, timezone: str) -> None:
        self._kind, self._data, self._lang, self._timezone = kind, data, lang, timezone

    def __getitem__(self, name: str) -> str:
        value = self._data[name]
        if name in self._kind.forms:
            return self._kind.forms[name](value, self._data, self._lang)
        return _written(value, _type_of(self._kind, name), self._lang, self._timezone)

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)


def _written(value: Any, kind: Any, lang: str, timezone: str) -> str:
    if value is None:
        return NOTHING
    if kind is bool:
        return say(YES_NO[value], lang)
    if kind in (int, float, Decimal):
        return spoken.number(Decimal(str(value)), lang, MOST_DECIMALS)
    if kind is datetime:
        return spoken.moment(datetime.fromisoformat(value), lang, timezone)
    if kind is date:
        return spoken.day(date.fromisoformat(value), lang)
    return str(value)


def _type_of(kind: type[Fact], name: str) -> Any:
    hint = _hints(cast(Any, kind))[name]
    return next(each for each in get_args(hint) if each is not NoneType) if NoneType in get_args(hint) else hint


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind)


class FactRow(Row):
    """One fact as stored; append-only."""

    __tablename__ = "fact"
    __table_args__ = (
        Index("ix_fact_at", "at"),
        Index("ix_fact_kind", "kind", "id"),
        Index("ix_fact_subject", "subject_type", "subject_id", "id"),
        Index("ix_fact_actor", "actor_id", "id"),
    )

    id: Mapped[int] = row_id()
    at: Mapped[datetime] = moment(nullable=False)
    actor_id: Mapped[int | None] = mapped_column(BigInteger)
    actor_name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    subject_type: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[str | None] = mapped_column(Text)
    location_id: Mapped[int | None] = mapped_column(BigInteger)
    data: Mapped[dict[str, Any]] = mapped_column(Json)
    request_id: Mapped[str | None] = mapped_column(Text)


def as_json(value: Any) -> Any:
    """The value as JSON can hold it: decimals and dates as text, containers all the way down."""
    match value:
        case Decimal():
            return plain(value)
        case datetime() | date():
            return value.isoformat()
        case Enum():
            return value.value
        case dict():
            return {str(key): as_json(item) for key, item in value.items()}
        case list() | tuple() | set() | frozenset():
            return [as_json(item) for item in value]
        case _:
            return value


def fact_kinds() -> dict[str, type[Fact]]:
    """Every kind of fact that the loaded domains announce."""
    found: dict[str, type[Fact]] = {}
    waiting = list(Fact.__subclasses__())
    while waiting:
        each = waiting.pop()
        waiting.extend(each.__subclasses__())
        found[each.kind] = each
    return found


def fact_mark(db: Session, apart_from: Collection[str]) -> str:
    """A text that changes when anything was announced, of these domains apart: how many facts, and the newest.

    Both, because one with a lower number may be committed after one with a higher.
    """
    kinds = [kind for kind in fact_kinds() if kind.partition(".")[0] not in apart_from]
    count, newest = db.execute(select(func.count(FactRow.id), func.max(FactRow.id)).where(FactRow.kind.in_(kinds))).one()
    return f"{count} {newest or 0}"
