"""What a question is about: the period and the one before, the locations, and whether costs are shown."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, ClassVar

from fluxion.base.mart import MartMissing
from fluxion.base.work import Work
from fluxion.domains import history
from fluxion.domains.insights.rules import Totals, margin
from fluxion.domains.insights.shapes import Span
from fluxion.values.errors import BadInput, FieldError
from fluxion.values.money import round_money
from fluxion.values.period import Period

DEFAULT_DAYS = 30
LONGEST_DAYS = 1100
EARLIEST = date(1950, 1, 1)
HERE = "location_id in (select unnest(cast($locations as int[])))"
"""The condition that confines rows to the locations of the question; `ask` leaves it out when that is all of them."""
OF_CATEGORY = "coalesce(category_id, 0) = $category_id"
"""The condition that confines rows to a category; `ask` leaves it out when none is asked for."""


class PeriodRefused(BadInput):
    """The period ends before it starts, or is too long to be shown."""

    code: ClassVar[str] = "insights.period_refused"


@dataclass(frozen=True)
class Scope:
    """The frame of a question; `locations` None means all of them."""

    period: Period
    locations: list[int] | None
    data_until: date | None
    sees_cost: bool
    currency: str

    @property
    def before(self) -> Period:
        return self.period.before()

    @property
    def params(self) -> dict[str, Any]:
        """The values that every statement about both periods binds."""
        return {"first": self.period.first, "last": self.period.last, "before": self.before.first, "locations": self.locations}

    def money(self, amount: Decimal | None) -> Decimal:
        """The amount in the decimals of the currency; nothing is zero."""
        return round_money(amount or Decimal(0), self.currency)

    def margin(self, costed: Decimal | None, cost: Decimal | None) -> Decimal | None:
        """The margin as the person may see it."""
        if not self.sees_cost:
            return None
        earned = margin(Totals(costed=costed or Decimal(0), cost=cost or Decimal(0)))
        return None if earned is None else round_money(earned, self.currency)

    @property
    def spans(self) -> tuple[Span, Span]:
        return Span(first=self.period.first, last=self.period.last), Span(first=self.before.first, last=self.before.last)


def scope_of(work: Work, first: date | None, last: date | None, location_id: int | None) -> Scope:
    """The frame asked for: by default the 30 days up to the last day with sales, in all locations the person may see."""
    work.require("insights.read")
    if location_id is not None:
        work.require_location(location_id)
    until = history.data_until(work)
    end = last or (until if first is None or (until is not None and until >= first) else None) or max(work.today, first or work.today)
    start = first or max(end, EARLIEST + timedelta(days=DEFAULT_DAYS)) - timedelta(days=DEFAULT_DAYS - 1)
    _refuse_period(start, end)
    visible = None if work.actor.locations is None else sorted(work.actor.locations)
    return Scope(
        period=Period(start, end),
        locations=visible if location_id is None else [location_id],
        data_until=until,
        sees_cost=work.actor.may("insights.see_cost"),
        currency=work.settings.currency,
    )


def _refuse_period(start: date, end: date) -> None:
    if end < start:
        message = {
            "es": "El período termina antes de empezar; cambie una de las fechas.",
            "en": "The period ends before it starts; change one of the dates.",
            "pt": "O período termina antes de começar; mude uma das datas.",
        }
    elif start < EARLIEST:
        message = {
            "es": "El período empieza antes de 1950; revise el año.",
            "en": "The period starts before 1950; check the year.",
            "pt": "O período começa antes de 1950; verifique o ano.",
        }
    elif (end - start).days >= LONGEST_DAYS:
        message = {
            "es": "El período es demasiado largo; se muestran hasta 1100 días.",
            "en": "The period is too long; up to 1100 days are shown.",
            "pt": "O período é longo demais; mostram-se até 1100 dias.",
        }
    else:
        return
    raise PeriodRefused(errors=[FieldError("#/query/from", "period_refused", message)])


def ask(work: Work, sql: str, params: dict[str, Any]) -> tuple[tuple[Any, ...], ...]:
    """The mart's answer; nothing when nothing was ever published. Only values that the statement names are bound."""
    for name, condition in (("locations", HERE), ("category_id", OF_CATEGORY)):
        if params.get(name) is None:
            sql = sql.replace(condition, "true")
    try:
        return work.marts.query(work, sql, {name: value for name, value in params.items() if f"${name}" in sql})
    except MartMissing:
        return ()
