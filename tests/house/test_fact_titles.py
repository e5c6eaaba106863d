"""What the audit page shows of every fact is words: no names of columns, no codes, no None, no numbers or days as machines write them."""

import re
from typing import Any, get_args, get_type_hints

import pytest
from tests.house.test_words import _fields, _load_everything

from fluxion.base.facts import Fact, as_day, fact_kinds
from fluxion.domains.planning.rules.alert_words import ALERT_KINDS
from fluxion.domains.planning.rules.parameters import PARAMETERS
from fluxion.values.errors import LANGUAGES

WRITTEN_BY_PEOPLE = frozenset(
    {
        *("sku", "code", "name", "email", "filename", "number", "location", "from_location", "to_location", "supplier", "competitor"),
        *("reason", "order", "transfer", "origin", "target", "successor", "predecessor", "currency", "to_currency", "title_of_job"),
    }
)
"""Fields that are shown as they are: names and codes that people know."""
RAW = re.compile(r"[a-z]+_[a-z]+|\bNone\b|\bTrue\b|\bFalse\b|\d{4}-\d\d-\d\d|\d{5,}")
SAMPLES: dict[Any, Any] = {int: 123456, float: 123456.5, bool: True}
BY_TYPE = {"Decimal": "123456.500", "date": "2026-03-02", "datetime": "2026-03-02T10:00:00+00:00"}
OWN: dict[str, dict[str, list[Any]]] = {
    "planning.parameter_set": {
        "name": sorted(PARAMETERS),
        "scope": ["global", "location=2,abc=A", "category=3", "sku=9"],
        "before": [None, 1.0],
    },
    "planning.parameter_deleted": {"name": sorted(PARAMETERS), "scope": ["global"]},
    "planning.alert_dismissed": {"alert": sorted(ALERT_KINDS)},
    "planning.forecast_overridden": {"what": ["ARR@T01", "Bebidas"], "how": ["×1.5", "+-3", "=123456"]},
    "planning.override_ended": {"what": ["ARR@T01"], "how": ["×1.5"]},
    "planning.override_restored": {"what": ["ARR@T01"], "how": ["×1.5"]},
    "prices.version_submitted": {"largest_change": ["12.5"]},
}
"""What fields of some facts hold."""


def values_of(kind: str, fact: type[Fact], name: str) -> list[Any]:
    """What a field of a fact may hold: of every sort that it knows, and nothing where it may be nothing."""
    hint = get_type_hints(fact)[name]
    sorts = [each for each in get_args(hint) or (hint,) if each is not type(None)]
    nothing = [None] if type(None) in get_args(hint) else []
    if name in OWN.get(kind, {}):
        return OWN[kind][name]
    if fact.forms.get(name) is as_day:
        return ["2026-03-02"]
    if sorts[0] is str:
        return ["ABC" if name in WRITTEN_BY_PEOPLE else "raw_value", *nothing]
    return [SAMPLES.get(sorts[0], BY_TYPE.get(sorts[0].__name__)), *nothing]


def titles(kind: str, fact: type[Fact]) -> list[str]:
    _load_everything()
    fields = {name: values_of(kind, fact, name) for name in get_type_hints(fact) if name in _fields(fact.title["es"]) or name == "name"}
    found = []
    for name, values in fields.items():
        for value in values:
            data = {other: each[0] for other, each in fields.items()} | {name: value}
            found += [fact.told(data, lang, "America/Caracas") for lang in LANGUAGES]
    return found or [fact.told({}, lang, "America/Caracas") for lang in LANGUAGES]


def test_titles_are_words() -> None:
    _load_everything()
    raw = {kind: bad for kind, fact in fact_kinds().items() if (bad := [each for each in titles(kind, fact) if RAW.search(each)])}
    assert raw == {}


@pytest.mark.parametrize(
    ("kind", "data", "expected"),
    [
        (
            "planning.parameter_set",
            {"name": "service_level", "scope": "abc=A", "before": None, "after": 0.99},
            [
                "Fijó «Nivel de servicio» en 99 % (clase A; antes sin fijar)",
                "Set “Service level” to 99% (class A; before not set)",
                "Definiu “Nível de serviço” em 99% (classe A; antes não definido)",
            ],
        ),
        (
            "planning.parameter_deleted",
            {"name": "review_period_days", "scope": "", "before": 7.0},
            [
                "Quitó «Período de revisión» (toda la empresa; era 7 días)",
                "Removed “Review period” (the whole company; was 7 days)",
                "Removeu “Período de revisão” (toda a empresa; era 7 dias)",
            ],
        ),
        (
            "prices.version_published",
            {"code": "MAYOR", "number": 2, "rows": 1200, "starts_at": "2026-12-05T04:00:00+00:00"},
            [
                "Versión 2 de la lista MAYOR publicada: 1.200 precios desde 5 dic. 2026, 00:00",
                "Version 2 of list MAYOR published: 1,200 prices from Dec 5, 2026, 00:00",
                "Versão 2 da lista MAYOR publicada: 1.200 preços desde 5 de dez. de 2026, 00:00",
            ],
        ),
        (
            "prices.version_submitted",
            {"code": "MAYOR", "number": 2, "largest_change": "12.5"},
            [
                "Versión 2 de la lista MAYOR enviada a aprobación: cambio máximo 12,5 %",
                "Version 2 of list MAYOR submitted for approval: largest change 12.5%",
                "Versão 2 da lista MAYOR enviada para aprovação: alteração máxima 12,5%",
            ],
        ),
        (
            "planning.forecast_overridden",
            {"what": "ARR@T01", "how": "×1.5", "starts_on": "2026-03-02", "ends_on": "2026-03-08", "reason": "Feria"},
            [
                "Ajustó el pronóstico de ARR en T01: ×1,5 (2 mar. 2026 a 8 mar. 2026): Feria",
                "Overrode the forecast of ARR at T01: ×1.5 (Mar 2, 2026 to Mar 8, 2026): Feria",
                "Ajustou a previsão de ARR em T01: ×1,5 (2 de mar. de 2026 a 8 de mar. de 2026): Feria",
            ],
        ),
    ],
)
def test_a_title_is_written_as_the_language_does(kind: str, data: dict[str, Any], expected: list[str]) -> None:
    _load_everything()
    assert [fact_kinds()[kind].told(data, lang, "America/Caracas") for lang in LANGUAGES] == expected
