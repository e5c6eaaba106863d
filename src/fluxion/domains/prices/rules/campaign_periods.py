"""When campaigns hold: hours as people type them where the company is, states by clock and switch, and the occasions."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple
from zoneinfo import ZoneInfo

from fluxion.domains.prices.shapes.campaigns import CampaignState, PresetName
from fluxion.values.errors import Text

TWICE: Text = {
    "es": "Las {hour} del {day} existen dos veces porque los relojes se atrasan; cuenta la {which} ({offset}).",
    "en": "{hour} on {day} exists twice because clocks go back; the {which} counts ({offset}).",
    "pt": "As {hour} de {day} existem duas vezes porque os relógios atrasam; conta a {which} ({offset}).",
}
WHICH: tuple[Text, Text] = (
    {"es": "primera", "en": "first", "pt": "primeira"},
    {"es": "segunda", "en": "second", "pt": "segunda"},
)
THURSDAY = 3


class Occasion(NamedTuple):
    """What a preset starts with."""

    name: Text
    percent: Decimal
    color: str
    badge: Text


PRESETS: dict[PresetName, Occasion] = {
    "black_friday": Occasion(
        {"es": "Black Friday", "en": "Black Friday", "pt": "Black Friday"},
        Decimal(30),
        "#111111",
        {"es": "BLACK FRIDAY", "en": "BLACK FRIDAY", "pt": "BLACK FRIDAY"},
    ),
    "cyber_monday": Occasion(
        {"es": "Cyber Monday", "en": "Cyber Monday", "pt": "Cyber Monday"},
        Decimal(25),
        "#1d4ed8",
        {"es": "CYBER MONDAY", "en": "CYBER MONDAY", "pt": "CYBER MONDAY"},
    ),
    "christmas": Occasion(
        {"es": "Navidad", "en": "Christmas", "pt": "Natal"},
        Decimal(20),
        "#15803d",
        {"es": "NAVIDAD", "en": "CHRISTMAS", "pt": "NATAL"},
    ),
    "new_year": Occasion(
        {"es": "Año Nuevo", "en": "New Year", "pt": "Ano Novo"},
        Decimal(15),
        "#c2410c",
        {"es": "AÑO NUEVO", "en": "NEW YEAR", "pt": "ANO NOVO"},
    ),
    "summer_clearance": Occasion(
        {"es": "Liquidación de verano", "en": "Summer clearance", "pt": "Liquidação de verão"},
        Decimal(40),
        "#b91c1c",
        {"es": "LIQUIDACIÓN", "en": "CLEARANCE", "pt": "LIQUIDAÇÃO"},
    ),
}


def state_of(is_on: bool, starts_at: datetime, ends_at: datetime, now: datetime) -> CampaignState:
    """How a campaign stands: the switch first, then the clock; it holds from its start up to, but not at, its end.

    >>> begins, ends = datetime(2026, 11, 27, 4, tzinfo=UTC), datetime(2026, 11, 28, 4, tzinfo=UTC)
    >>> [state_of(True, begins, ends, now) for now in (begins, ends - timedelta(seconds=1), ends)]
    ['active', 'active', 'finished']
    """
    if not is_on:
        return "inactive"
    if now >= ends_at:
        return "finished"
    return "active" if now >= starts_at else "scheduled"


def moment_of(typed: datetime, timezone: str) -> datetime | None:
    """The moment in UTC that a time typed where the company is stands for; None when clocks skip it.

    An hour that exists twice is its first; a time that names its own offset is exactly that.

    >>> moment_of(datetime(2026, 11, 27), "America/Caracas")
    datetime.datetime(2026, 11, 27, 4, 0, tzinfo=datetime.timezone.utc)
    >>> moment_of(datetime(2026, 3, 29, 2, 30), "Europe/Madrid") is None
    True
    """
    if typed.tzinfo is not None:
        return typed.astimezone(UTC)
    zone = ZoneInfo(timezone)
    moment = typed.replace(tzinfo=zone).astimezone(UTC)
    return moment if moment.astimezone(zone).replace(tzinfo=None) == typed else None


def local_text(moment: datetime, timezone: str) -> str:
    """A moment as people type it where the company is.

    >>> local_text(datetime(2026, 11, 27, 4, tzinfo=UTC), "America/Caracas")
    '2026-11-27T00:00'
    """
    return moment.astimezone(ZoneInfo(timezone)).replace(tzinfo=None).isoformat(timespec="minutes" if moment.second == 0 else "seconds")


def kept_moment(typed: datetime, before: datetime, timezone: str) -> datetime:
    """The moment there was, where what is typed is how it was shown: of an hour that exists twice it may be the second.

    >>> kept_moment(datetime(2026, 10, 25, 2, 30), datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "Europe/Madrid")
    datetime.datetime(2026, 10, 25, 1, 30, tzinfo=datetime.timezone.utc)
    """
    is_same = typed.tzinfo is None and local_text(before, timezone) == typed.isoformat(
        timespec="minutes" if typed.second == 0 else "seconds"
    )
    return before if is_same else typed


def hour_that_exists_twice(moment: datetime, timezone: str, lang: str) -> str | None:
    """What to say of a moment whose local hour exists twice that night; None for all others.

    >>> hour_that_exists_twice(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "Europe/Madrid", "en")
    '02:30 on 2026-10-25 exists twice because clocks go back; the first counts (UTC+02:00).'
    """
    local = moment.astimezone(ZoneInfo(timezone))
    if local.replace(fold=0).utcoffset() == local.replace(fold=1).utcoffset():
        return None
    which = WHICH[local.fold][lang]
    return TWICE[lang].format(hour=f"{local:%H:%M}", day=local.date().isoformat(), which=which, offset=_offset(local))


def _offset(local: datetime) -> str:
    text = f"{local:%z}"
    return f"UTC{text[:3]}:{text[3:]}"


def next_period(preset: PresetName, today: date) -> tuple[datetime, datetime]:
    """The local hours of the occasion that is on or comes next.

    >>> next_period("black_friday", date(2026, 11, 21))
    (datetime.datetime(2026, 11, 27, 0, 0), datetime.datetime(2026, 11, 30, 0, 0))
    """
    for year in (today.year - 1, today.year, today.year + 1):
        first, after = _occasion(preset, year)
        if after > today:
            break
    return datetime.combine(first, time()), datetime.combine(after, time())


def _occasion(preset: PresetName, year: int) -> tuple[date, date]:
    """First day, and the day after the last."""
    black_friday = date(year, 11, 1) + timedelta((THURSDAY - date(year, 11, 1).weekday()) % 7 + 22)
    match preset:
        case "black_friday":
            return black_friday, black_friday + timedelta(days=3)
        case "cyber_monday":
            return black_friday + timedelta(days=3), black_friday + timedelta(days=4)
        case "christmas":
            return date(year, 12, 10), date(year, 12, 26)
        case "new_year":
            return date(year, 12, 26), date(year + 1, 1, 7)
        case "summer_clearance":
            return date(year, 7, 15), date(year, 8, 16)
