"""The next generation of the mart: built beside the current one, then made current in one commit with what it shows."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import duckdb

from fluxion.base.mart import Draft, Fill, GenerationMoved, MartBroken, MartMissing, announce
from fluxion.base.work import SYSTEM, Work
from fluxion.domains import partners
from fluxion.domains.history import rules
from fluxion.domains.history.actions.filling import fill
from fluxion.domains.history.actions.scope import Scope, scope_of
from fluxion.domains.history.errors import PublishContended
from fluxion.domains.history.events import GenerationPublished
from fluxion.domains.history.shapes import Opener, Progress
from fluxion.domains.history.tables import SALES
from fluxion.values.errors import Text, say

ATTEMPTS = 4
PUBLISH_JOB = "history.publish"
PUBLISH_TITLE: Text = {
    "es": "Actualizar los datos de las páginas",
    "en": "Bring the data of the pages up to date",
    "pt": "Atualizar os dados das páginas",
}


def publish(
    works: Opener,
    *,
    also: Callable[[Work], Any] | None = None,
    sections: Mapping[str, Fill] | None = None,
    full: bool = False,
    progress: Progress | None = None,
    on_behalf_of: str = "history.publish",
) -> int:
    """Build the next generation and make it current; gives its number.

    Only months whose files in the lake changed are aggregated again, or the few days of them that can differ (everything when `full`). `sections` fills tables
    that other domains keep in the mart. `also` runs in the commit that makes the generation current, so that what it
    writes appears with it or not at all; it may run again when another generation was published meanwhile.
    """
    with works.read() as work:
        work.require(on_behalf_of)
    for _ in range(ATTEMPTS):
        made, scope = _build(works, sections or {}, full, progress or _silent)
        announce(made)
        try:
            number = works.commit(partial(_make_current, made, scope, also))
        except GenerationMoved:
            continue
        finally:
            made.path.unlink(missing_ok=True)
        works.commit(lambda work: work.marts.sweep(work))
        return number
    raise PublishContended


def _make_current(made: Draft, scope: Scope, also: Callable[[Work], Any] | None, work: Work) -> int:
    if also is not None:
        also(work)
    number = work.marts.adopt(work, made)
    work.emit(GenerationPublished(subject_id=number, generation=number, months=scope.months))
    return number


def queue_publish(work: Work) -> str:
    """Ask for the next generation after this commit, for changes of masters or stock; requests that wait are joined.

    Anyone who sees the catalogue may ask for it.
    """
    work.require("catalog.read")
    return work.later(PUBLISH_JOB, {}, title=say(PUBLISH_TITLE, work.lang), key=PUBLISH_JOB)


def _build(works: Opener, sections: Mapping[str, Fill], full: bool, progress: Progress) -> tuple[Draft, Scope]:
    with works.read(SYSTEM) as work:
        is_full = full or _must_rebuild(work)
        with work.marts.build(work, full=is_full) as made:
            if not made.is_copy:
                _prepare_empty(made, work)
            scope = fill(made, work, sections, progress)
    return made, scope


def _prepare_empty(made: Draft, work: Work) -> None:
    """Give a new file bitmaps wide enough for the customers there are, with room for as many again."""
    made.con.execute(rules.DDL[0])
    made.con.execute("insert into meta values ('bit_capacity', ?)", [str(max(rules.BIT_CAPACITY, 2 * _last_customer(work)))])


def _last_customer(work: Work) -> int:
    return max(partners.customer_frame(work)["id"].to_pylist(), default=0)


def _must_rebuild(work: Work) -> bool:
    """Whether the current generation is absent, of another shape, too narrow, or mostly out of date."""
    try:
        with work.marts.batch(work) as con:
            meta = dict(con.execute("select key, value from meta").fetchall())
            scope = scope_of(con, work.lake)
    except (MartMissing, MartBroken, duckdb.Error):
        return True
    sales = scope.snapshots[SALES.name]
    stale = sales.rows(scope.changed[SALES.name])
    return (
        meta.get("schema") != rules.SCHEMA_VERSION
        or _last_customer(work) > int(meta["bit_capacity"])
        or stale > rules.FULL_SHARE * max(sales.rows(), 1)
    )


def _silent(_share: float, _step: str) -> None:
    return None
