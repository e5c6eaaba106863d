"""Idempotency keys: the first answer to a key is kept in the same commit as its effect, and given again."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from sqlalchemy import Index, LargeBinary, Text, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from fluxion.base.columns import Json, Row, moment
from fluxion.base.work import Work
from fluxion.values.errors import Kind, Refusal
from fluxion.values.errors import Text as Words

KEPT = timedelta(hours=24)


class KeyUsedForAnother(Refusal):
    """The same key came with another request."""

    code = "idempotency_key_reused"
    kind = Kind.BAD_INPUT
    text: ClassVar[Words] = {
        "es": "Esa Idempotency-Key ya se usó con otra solicitud; use una nueva.",
        "en": "That Idempotency-Key was already used with another request; use a new one.",
        "pt": "Essa Idempotency-Key já foi usada com outra solicitação; use uma nova.",
    }


class IdempotencyRow(Row):
    """One key of one person and the answer it got."""

    __tablename__ = "idempotency_key"
    __table_args__ = (Index("ix_idempotency_key_at", "at"),)

    owner: Mapped[str] = mapped_column(Text, primary_key=True)
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    fingerprint: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = moment(nullable=False)
    status: Mapped[int | None]
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    headers: Mapped[dict[str, Any] | None] = mapped_column(Json)


@dataclass(frozen=True)
class Kept:
    """An answer given before."""

    status: int
    body: bytes
    headers: dict[str, str]


def fingerprint(method: str, path: str, query: str, body: bytes) -> str:
    """What makes two requests the same request."""
    digest = hashlib.sha256()
    for part in (method.encode(), path.encode(), query.encode(), body):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def claim(work: Work, key: str, print_: str) -> Kept | None:
    """The answer kept for the key, or None once the key is ours; a second request waits here for the first to end.

    Raises KeyUsedForAnother.
    """
    owner = str(work.actor.id or work.actor.name)
    work.db.execute(delete(IdempotencyRow).where(IdempotencyRow.at < work.now - KEPT))
    dialect = sqlite if work.db.get_bind().dialect.name == "sqlite" else postgresql
    insert = dialect.insert(IdempotencyRow).values(owner=owner, key=key, fingerprint=print_, at=work.now)
    claimed = work.db.execute(insert.on_conflict_do_nothing().returning(IdempotencyRow.key)).first()
    if claimed:
        return None
    row = work.db.execute(select(IdempotencyRow).where(IdempotencyRow.owner == owner, IdempotencyRow.key == key)).scalar_one()
    if row.fingerprint != print_:
        raise KeyUsedForAnother
    return Kept(status=row.status or 200, body=row.body or b"", headers={str(k): str(v) for k, v in (row.headers or {}).items()})


def remember(work: Work, key: str, status: int, body: bytes, headers: dict[str, str]) -> None:
    """Keep the answer given to the key."""
    owner = str(work.actor.id or work.actor.name)
    work.db.execute(
        update(IdempotencyRow)
        .where(IdempotencyRow.owner == owner, IdempotencyRow.key == key)
        .values(status=status, body=body, headers=headers)
    )
