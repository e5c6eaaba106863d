"""Whether an installation can serve: asked by probes over HTTP and by `fluxion doctor` at the terminal."""

from sqlalchemy.exc import SQLAlchemyError

from fluxion.app import App
from fluxion.base.db import RecordsBusy, schema_is_current
from fluxion.base.work import SYSTEM
from fluxion.domains import upkeep
from fluxion.domains.upkeep.shapes import Check, Readiness


def ready_state(app: App, lang: str) -> Readiness:
    """What the checks find, a database that does not answer or takes no writes among it."""
    try:
        current = schema_is_current(app.settings, app.database)
        with app.works.write(SYSTEM, lang=lang) as work:
            return upkeep.readiness(work, current)
    except (SQLAlchemyError, RecordsBusy) as error:
        return Readiness(ready=False, checks=[Check(name="database", verdict="failed", detail=type(error).__name__)])
