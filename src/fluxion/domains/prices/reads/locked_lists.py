"""A price list about to be changed: locked, current, and its open version."""

from sqlalchemy import func, select

from fluxion.base.work import Work
from fluxion.domains.prices.errors.lists import VersionWaiting
from fluxion.domains.prices.reads.lists import OPEN
from fluxion.domains.prices.tables import PriceList, PriceListRow, PriceListVersion
from fluxion.values.errors import NotFound, require_version


def locked_list(work: Work, list_id: int, version: int | None = None) -> PriceList:
    """The list, locked until the work ends; refused when it is unknown or changed since it was seen."""
    found = work.db.get(PriceList, list_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound
    require_version(found.version, version)
    return found


def open_version(work: Work, owner: PriceList) -> PriceListVersion | None:
    """The version of a list that is not published yet: its draft, or the one that waits for approval."""
    query = select(PriceListVersion).where(PriceListVersion.list_id == owner.id, PriceListVersion.state.in_(OPEN))
    return work.db.scalar(query)


def editable_version(work: Work, owner: PriceList) -> PriceListVersion | None:
    """The draft of a list, if it has one; refused while a version waits for approval."""
    found = open_version(work, owner)
    if found is not None and found.state == "waiting":
        raise VersionWaiting(number=found.number, code=owner.code)
    return found


def version_numbered(work: Work, owner: PriceList, number: int) -> PriceListVersion:
    """The version of that number; raises NotFound."""
    query = select(PriceListVersion).where(PriceListVersion.list_id == owner.id, PriceListVersion.number == number)
    found = work.db.scalar(query)
    if found is None:
        raise NotFound
    return found


def next_version_number(work: Work, owner: PriceList) -> int:
    """The number that the next version of a list gets; safe because the list is locked."""
    return (work.db.scalar(select(func.max(PriceListVersion.number)).where(PriceListVersion.list_id == owner.id)) or 0) + 1


def row_count(work: Work, version: PriceListVersion) -> int:
    """How many products a version says something of."""
    return work.db.scalar(select(func.count()).where(PriceListRow.version_id == version.id)) or 0
