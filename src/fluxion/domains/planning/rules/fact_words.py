"""How facts of planning are put into words: parameters by their names and units, scopes, kinds of alerts, days."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from fluxion.base.facts import as_day, as_share, of_codes, shown_as
from fluxion.base.spoken import number
from fluxion.domains.planning.events import (
    AlertDismissed,
    AlertRestored,
    EventDeleted,
    EventSaved,
    ForecastOverridden,
    OverrideEnded,
    OverrideTakenUp,
    ParameterDeleted,
    ParameterSet,
    PlanReady,
    ProductLinked,
)
from fluxion.domains.planning.rules.alert_words import ALERT_KINDS
from fluxion.domains.planning.rules.parameters import PARAMETERS
from fluxion.values.errors import Text, say

NOT_SET: Text = {"es": "sin fijar", "en": "not set", "pt": "não definido"}
DAYS: Text = {"es": "{n} días", "en": "{n} days", "pt": "{n} dias"}
ONE_DAY: Text = {"es": "1 día", "en": "1 day", "pt": "1 dia"}
EVERYWHERE: Text = {"es": "toda la empresa", "en": "the whole company", "pt": "toda a empresa"}
SCOPES: Mapping[str, Text] = {
    "location": {"es": "ubicación n.º {id}", "en": "location no. {id}", "pt": "local nº {id}"},
    "category": {"es": "categoría n.º {id}", "en": "category no. {id}", "pt": "categoria nº {id}"},
    "abc": {"es": "clase {id}", "en": "class {id}", "pt": "classe {id}"},
    "sku": {"es": "producto n.º {id}", "en": "product no. {id}", "pt": "produto nº {id}"},
}


def _name(value: Any, _data: Mapping[str, Any], lang: str) -> str:
    """What a parameter is called: its label up to where the explanation begins."""
    known = PARAMETERS.get(value)
    return re.split(r"[:;,(]", say(known.label, lang))[0].strip() if known else str(value).replace("_", " ")


def _value(value: Any, data: Mapping[str, Any], lang: str) -> str:
    """The value of the parameter that the fact is about, in its unit."""
    known = PARAMETERS.get(data["name"])
    if value is None:
        return say(NOT_SET, lang)
    if known is not None and value in known.choices:
        return say(known.choices[int(value)], lang)
    if known is not None and known.unit == "share":
        return as_share(value, data, lang)
    if known is not None and known.unit == "days":
        return say(ONE_DAY if value == 1 else DAYS, lang, {"n": number(value, lang)})
    return number(value, lang)


def _scope(value: Any, _data: Mapping[str, Any], lang: str) -> str:
    """Where a parameter holds; the fact keeps the numbers of what it names."""
    pairs = [part.partition("=") for part in str(value).split(",")]
    told = [say(SCOPES[name], lang, {"id": key}) for name, mark, key in pairs if mark and name in SCOPES]
    return ", ".join(told) or say(EVERYWHERE, lang)


AT: Text = {"es": "{goods} en {location}", "en": "{goods} at {location}", "pt": "{goods} em {location}"}


def _goods(value: Any, _data: Mapping[str, Any], lang: str) -> str:
    """The product or category that an override is about, with its location where it has one."""
    goods, mark, location = str(value).rpartition("@")
    return say(AT, lang, {"goods": goods, "location": location}) if mark else str(value)


def _change(value: Any, _data: Mapping[str, Any], lang: str) -> str:
    """What an override does to the forecast: its sign and its number."""
    sign, size = str(value)[:1], str(value)[1:]
    return f"{sign}{number(Decimal(size), lang)}"


for _kind in (ParameterSet, ParameterDeleted):
    shown_as(_kind, name=_name, scope=_scope, before=_value, after=_value)
for _alert in (AlertDismissed, AlertRestored):
    shown_as(_alert, alert=of_codes(ALERT_KINDS))
for _override in (ForecastOverridden, OverrideEnded, OverrideTakenUp):
    shown_as(_override, what=_goods, how=_change)
for _lasting in (EventSaved, EventDeleted, ForecastOverridden):
    shown_as(_lasting, starts_on=as_day, ends_on=as_day)
shown_as(ProductLinked, share=as_share, starts_on=as_day)
shown_as(PlanReady, as_of=as_day)
