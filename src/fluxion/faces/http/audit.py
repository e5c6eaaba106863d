"""The audit trail."""

from typing import Annotated

from fastapi import Query

from fluxion.base.fields import Moment
from fluxion.base.paging import Page
from fluxion.domains.access import reads
from fluxion.domains.access.shapes import AuditView
from fluxion.faces.http.edge import PageAsk, ReadWork
from fluxion.faces.http.edge import router as make_router

router = make_router("audit")
Word = Annotated[str | None, Query(max_length=100)]


@router.get("/audit", summary="Who changed what, and when")
def list_audit(
    work: ReadWork,
    ask: PageAsk,
    kind: Word = None,
    actor_id: int | None = None,
    subject_type: Word = None,
    subject_id: Word = None,
    first: Annotated[Moment | None, Query(alias="from", description="From this moment on (RFC 3339).")] = None,
    last: Annotated[Moment | None, Query(alias="to", description="Up to this moment (RFC 3339).")] = None,
    q: Annotated[str | None, Query(max_length=100, description="Part of a name or of the data.")] = None,
) -> Page[AuditView]:
    """Newest first. People confined to locations see those locations' lines only."""
    return reads.audit(
        work, ask, kind=kind, actor_id=actor_id, subject_type=subject_type, subject_id=subject_id, first=first, last=last, q=q
    )
