"""The composition root: settings → database, lake, marts, ports → `App`. The one file that knows every part."""

import threading
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from fluxion.base import jobs
from fluxion.base.buckets import Buckets
from fluxion.base.db import Database, open_database
from fluxion.base.lake import Lake
from fluxion.base.mart import Marts, MartSections
from fluxion.base.settings import Settings
from fluxion.base.work import Works

DOMAINS = (
    "access",
    "catalog",
    "partners",
    "stock",
    "prices",
    "sales",
    "purchases",
    "history",
    "planning",
    "insights",
    "integration",
    "upkeep",
)


@dataclass(frozen=True)
class App:
    """Fluxion put together over one company's data."""

    settings: Settings
    database: Database
    works: Works
    rights: tuple[str, ...]
    stopping: threading.Event = field(default_factory=threading.Event)

    def close(self) -> None:
        """Let go of files and connections."""
        self.stopping.set()
        self.works.marts.close()
        self.database.close()


def compose(settings: Settings) -> App:
    """The application over the settings' data; nothing is migrated or started by this."""
    doors = [import_module(f"fluxion.domains.{name}") for name in DOMAINS]
    load_jobs()
    database = open_database(settings)
    works = Works(
        settings=settings,
        database=database,
        lake=Lake.open(settings),
        marts=Marts.open(settings),
        dispatch=jobs.ring,
        ports={MartSections: MartSections(_sections(doors)), **_gates(), **_cluster(settings)},
    )
    _plug_marts(works)
    return App(settings, database, works, rights=tuple(sorted(right for door in doors for right in getattr(door, "RIGHTS", ()))))


def load_jobs() -> None:
    """Register every domain's durable jobs."""
    for name in job_modules():
        import_module(name)


def job_modules() -> list[str]:
    """The modules that register durable jobs."""
    folder = Path(__file__).parent / "domains"
    having = [name for name in DOMAINS if (folder / name / "jobs.py").exists() or (folder / name / "jobs").is_dir()]
    return [f"fluxion.domains.{name}.jobs" for name in having]


def _sections(doors: list[Any]) -> list[Any]:
    return [door.MART_SECTION for door in doors if hasattr(door, "MART_SECTION")]


def _gates() -> dict[type[Any], Any]:
    """What a lower part asks of an upper one before it changes something."""
    from fluxion.domains.partners.ports import TermsGate
    from fluxion.domains.prices.reads.customer_terms import terms_lowered_too_far

    return {TermsGate: TermsGate(terms_lowered_too_far)}


def _cluster(settings: Settings) -> dict[type[Any], Any]:
    """What does buckets of work elsewhere, if the settings name a cluster."""
    if not settings.spark_remote:
        return {}
    from fluxion.adapters.spark import SparkBuckets

    return {Buckets: SparkBuckets(settings.spark_remote, settings.spark_files)}


def _plug_marts(works: Works) -> None:
    """A mart file that is missing, broken or of another version is only a cache: ask for a new one."""
    from fluxion.domains import history
    from fluxion.domains.history.rules import shape

    def ask() -> None:
        with works.write() as work:
            history.queue_publish(work)

    def repair() -> None:
        # whoever met the broken mart may hold the turn to write already, and must not wait for itself
        threading.Thread(target=ask, name="mart-repair", daemon=True).start()

    works.marts.repair = repair
    works.marts.shape = shape(section.ddl for section in works.ports[MartSections])
