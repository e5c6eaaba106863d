"""`Work`: the one object for effects. A face opens it, commits once and closes it; nobody else commits."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar, cast

from sqlalchemy.orm import Session

from fluxion.base.clock import Clock, local_day, utc_now
from fluxion.base.db import Database
from fluxion.base.facts import Fact, FactRow
from fluxion.base.jobs import JobDispatcher, queue_job
from fluxion.base.lake import Lake
from fluxion.base.mart import Marts
from fluxion.base.priority import promptly
from fluxion.base.settings import Settings
from fluxion.values.errors import Forbidden, NotFound

P = TypeVar("P")
T = TypeVar("T")
PATIENCE_S = 15.0
"""How long somebody waits for others to finish writing before they are told to come back."""


@dataclass(frozen=True)
class Actor:
    """Who acts: a person, a machine or the system itself, with their rights and the locations they may see.

    `locations` None means all of them.
    """

    id: int | None
    name: str
    rights: frozenset[str]
    locations: frozenset[int] | None = None
    lang: str = "es"

    def may(self, right: str) -> bool:
        """Whether the right is among the actor's; `stock.*`, `*.read` and `*` stand for many."""
        domain, _, verb = right.partition(".")
        return not self.rights.isdisjoint((right, f"{domain}.*", f"*.{verb}", "*"))


SYSTEM = Actor(id=None, name="Fluxion", rights=frozenset({"*"}))


@dataclass
class Work:
    """Everything one unit of work may touch; whatever it changes is committed together or not at all."""

    db: Session
    actor: Actor
    now: datetime
    lang: str
    settings: Settings
    lake: Lake
    marts: Marts
    request_id: str | None = None
    ports: Mapping[type[Any], Any] = field(default_factory=dict)
    queued: list[str] = field(default_factory=list)

    def require(self, right: str) -> None:
        """Refuse as `Forbidden` unless the actor has the right."""
        if not self.actor.may(right):
            raise Forbidden(right=right)

    def sees(self, location_id: int) -> bool:
        """Whether the actor may see the location."""
        return self.actor.locations is None or location_id in self.actor.locations

    def require_location(self, location_id: int) -> None:
        """Refuse as `NotFound` what lies outside the actor's locations: its existence is not told."""
        if not self.sees(location_id):
            raise NotFound

    @property
    def today(self) -> date:
        """The calendar day where the company is."""
        return local_day(self.now, self.settings.timezone)

    def emit(self, fact: Fact) -> None:
        """Announce a fact; it is written with the rows it tells of."""
        self.db.add(
            FactRow(
                at=self.now,
                actor_id=self.actor.id,
                actor_name=self.actor.name,
                kind=fact.kind,
                subject_type=fact.subject_type,
                subject_id=None if fact.subject_id is None else str(fact.subject_id),
                location_id=fact.location_id,
                data=fact.data(),
                request_id=self.request_id,
            )
        )

    def later(self, kind: str, args: dict[str, Any], *, title: str, key: str | None = None) -> str:
        """Queue a durable job with this commit; gives its id. A `key` that is already waiting or running gives that job."""
        job_id = queue_job(
            self.db,
            kind,
            args,
            title=title,
            key=key,
            actor_id=self.actor.id,
            actor_name=self.actor.name,
            rights=self.actor.rights,
            locations=self.actor.locations,
            lang=self.lang,
            now=self.now,
        )
        self.queued.append(job_id)
        return job_id

    def port(self, kind: type[P]) -> P:
        """The adapter that the composition root plugged for this port."""
        return cast(P, self.ports[kind])


@dataclass(frozen=True)
class Works:
    """Opens units of work; the only place that commits."""

    settings: Settings
    database: Database
    lake: Lake
    marts: Marts
    dispatch: JobDispatcher
    clock: Clock = utc_now
    ports: Mapping[type[Any], Any] = field(default_factory=dict)
    patience_s: float = PATIENCE_S

    @contextmanager
    def read(self, actor: Actor = SYSTEM, *, lang: str | None = None, request_id: str | None = None) -> Iterator[Work]:
        """Work that only looks; nothing it does is kept."""
        with self.database.session(writes=False) as session:
            yield self._work(session, actor, lang, request_id)

    @contextmanager
    def write(
        self, actor: Actor = SYSTEM, *, lang: str | None = None, request_id: str | None = None, patient: bool = False
    ) -> Iterator[Work]:
        """Work that is committed when the block ends well, and undone when it raises.

        Refused as `RecordsBusy` when others keep writing for too long; who is `patient` waits until they have finished.
        """
        with self.database.session(writes=True, patience_s=None if patient else self.patience_s) as session:
            work = self._work(session, actor, lang, request_id)
            yield work
            session.commit()
        if work.queued:
            self.dispatch(work.queued)

    def commit(self, change: Callable[[Work], T], /, actor: Actor = SYSTEM) -> T:
        """What `change` gives once what it wrote is committed. For jobs: patient, and at normal priority while others wait for it."""

        def done() -> T:
            with self.write(actor, patient=True) as work:
                return change(work)

        return promptly(done)

    def _work(self, session: Session, actor: Actor, lang: str | None, request_id: str | None) -> Work:
        return Work(
            db=session,
            actor=actor,
            now=self.clock(),
            lang=lang or actor.lang,
            settings=self.settings,
            lake=self.lake,
            marts=self.marts,
            request_id=request_id,
            ports=self.ports,
        )
