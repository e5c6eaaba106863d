"""Planning parameters: which exist, what they mean, and which value holds for each series (the nearest wins)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fluxion.domains.planning.rules.known_parameters import BASIC, SERVICE_BY_CLASS, Parameter
from fluxion.domains.planning.rules.policy_parameters import POLICY
from fluxion.values.errors import FieldError, Text

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Codes = NDArray[np.int8]

ABC = ("A", "B", "C")
XYZ = ("X", "Y", "Z")
CELLS = tuple(SERVICE_BY_CLASS)
PARAMETERS: Mapping[str, Parameter] = {**BASIC, **POLICY}

SOURCES = (
    "default",
    "matrix",
    "derived",
    "global",
    "location_record",
    "supplier",
    "supply",
    "measured",
    "location",
    "category",
    "category_location",
    "abc",
    "abc_location",
    "abc_xyz",
    "abc_xyz_location",
    "sku",
    "sku_location",
)
"""Where a value can come from, far to near; scopes with a location sit just above the same scope without."""


LEAD_TIME_SD_SHARE = 0.2


@dataclass(frozen=True)
class Setting:
    """One value somebody set, and for what: location alone, or with one of category, class (A or AX) or product."""

    name: str
    value: float
    location_id: int | None = None
    category_id: int | None = None
    abc_class: str | None = None
    product_id: int | None = None

    @property
    def scope(self) -> str:
        """The kind of scope, as `SOURCES` names it.

        >>> Setting("service_level", 0.9, location_id=1, abc_class="A").scope
        'abc_location'
        """
        classes = "abc_xyz" if len(self.abc_class or "") > 1 else "abc"
        near = "sku" if self.product_id else classes if self.abc_class else "category" if self.category_id else ""
        if not near:
            return "location" if self.location_id else "global"
        return f"{near}_location" if self.location_id else near


@dataclass(frozen=True)
class SeriesKeys:
    """What each series belongs to; category -1 where it has none, abc an index into `ABC`, xyz into `XYZ`."""

    product_id: Ints
    location_id: Ints
    category_id: Ints
    abc: Codes
    xyz: Codes

    @property
    def cell(self) -> Ints:
        """The ABC × XYZ cell of each series, an index into `CELLS`."""
        return self.abc.astype(np.int64) * len(XYZ) + self.xyz

    @property
    def n(self) -> int:
        return len(self.product_id)


@dataclass(frozen=True)
class Resolved:
    """The value that holds for each series, and where it came from (index into `SOURCES`)."""

    value: Floats
    source: Codes

    def source_names(self) -> list[str]:
        """Where each value came from, in words."""
        return [SOURCES[code] for code in self.source]


Layer = tuple[str, Floats]


def resolve(
    name: str,
    settings: Sequence[Setting],
    keys: SeriesKeys,
    layers: Sequence[Layer] = (),
    default: Floats | float | None = None,
    default_source: str = "default",
) -> Resolved:
    """The value of one parameter for every series: default, global, `layers` in their order, then the scopes set, nearest last.

    `layers` are values kept elsewhere (a location's own, its supplier's), NaN where there is none; they win over the
    company's global value and lose against anything set for a location, category, class or product. `default` is taken where
    the parameter has no built-in value or one that depends on the series, and called `default_source`.
    """
    base = PARAMETERS[name].default if default is None else default
    if base is None:
        raise ValueError(f"{name} has no default of its own")
    value = np.broadcast_to(np.asarray(base, np.float64), (keys.n,)).copy()
    source = np.full(keys.n, SOURCES.index(default_source), np.int8)
    own = [each for each in settings if each.name == name]
    for setting in own:
        if setting.scope == "global":
            value[:], source[:] = setting.value, SOURCES.index("global")
    for layer, given in layers:
        known = ~np.isnan(given)
        value[known], source[known] = given[known], SOURCES.index(layer)
    for scope in SOURCES[SOURCES.index("location") :]:
        _overlay(value, source, scope, [each for each in own if each.scope == scope], keys)
    return Resolved(value, source)


def company_value(name: str, settings: Sequence[Setting]) -> float:
    """The value of a parameter that holds for the whole company."""
    found = [each.value for each in settings if each.name == name and each.scope == "global"]
    default = PARAMETERS[name].default
    assert default is not None
    return found[-1] if found else default


def _overlay(value: Floats, source: Codes, scope: str, settings: Sequence[Setting], keys: SeriesKeys) -> None:
    if not settings or not keys.n:
        return
    near = scope.removesuffix("_location")
    wide = np.int64(max(int(keys.location_id.max()), *(each.location_id or 0 for each in settings)) + 1)
    here = _near_keys(near, keys) * wide + (keys.location_id if scope.endswith("location") else 0)
    there = np.array([_near_key(near, each) * int(wide) + (each.location_id or 0) for each in settings], np.int64)
    given = np.array([each.value for each in settings], np.float64)
    order = np.argsort(there, kind="stable")
    found = np.minimum(np.searchsorted(there[order], here), len(there) - 1)
    hit = there[order][found] == here
    value[hit] = given[order][found[hit]]
    source[hit] = SOURCES.index(scope)


def _near_keys(near: str, keys: SeriesKeys) -> Ints:
    match near:
        case "sku":
            return keys.product_id
        case "abc":
            return keys.abc.astype(np.int64)
        case "abc_xyz":
            return keys.cell
        case "category":
            return keys.category_id
        case _:
            return np.zeros(keys.n, np.int64)


def _near_key(near: str, setting: Setting) -> int:
    match near:
        case "sku":
            return setting.product_id or 0
        case "abc":
            return ABC.index(setting.abc_class or "A")
        case "abc_xyz":
            return CELLS.index(setting.abc_class or "AX")
        case "category":
            return setting.category_id or 0
        case _:
            return 0


_UNKNOWN_NAME: Text = {
    "es": "No existe el parámetro «{name}». Existen: {known}.",
    "en": "There is no parameter “{name}”. There are: {known}.",
    "pt": "Não existe o parâmetro “{name}”. Existem: {known}.",
}
_OUT_OF_RANGE: Text = {
    "es": "Escriba un número entre {least} y {most}.",
    "en": "Write a number between {least} and {most}.",
    "pt": "Escreva um número entre {least} e {most}.",
}
_NOT_WHOLE: Text = {"es": "Escriba un número entero.", "en": "Write a whole number.", "pt": "Escreva um número inteiro."}
_ONE_SCOPE: Text = {
    "es": "Elija solo uno: categoría, clase ABC o producto (con o sin ubicación).",
    "en": "Choose only one: category, ABC class or product (with or without a location).",
    "pt": "Escolha só um: categoria, classe ABC ou produto (com ou sem local).",
}
_COMPANY_ONLY: Text = {
    "es": "Este parámetro vale para toda la empresa; déjelo sin ubicación, categoría, clase ni producto.",
    "en": "This parameter holds for the whole company; leave location, category, class and product out.",
    "pt": "Este parâmetro vale para toda a empresa; deixe sem local, categoria, classe nem produto.",
}
_UNKNOWN_CLASS: Text = {
    "es": "La clase es A, B o C, o una casilla de AX a CZ.",
    "en": "The class is A, B or C, or a cell from AX to CZ.",
    "pt": "A classe é A, B ou C, ou uma célula de AX a CZ.",
}
_PLACE_ONLY: Text = {
    "es": "Este parámetro vale para toda la empresa o para una ubicación; deje categoría, clase y producto vacíos.",
    "en": "This parameter holds for the whole company or a location; leave category, class and product out.",
    "pt": "Este parâmetro vale para toda a empresa ou um local; deixe categoria, classe e produto vazios.",
}


def parameter_errors(setting: Setting) -> list[FieldError]:
    """Why a parameter cannot be set; empty when it can.

    >>> [each.code for each in parameter_errors(Setting("service_level", 95))]
    ['out_of_range']
    """
    kind = PARAMETERS.get(setting.name)
    if kind is None:
        return [_error("/name", "unknown_parameter", _UNKNOWN_NAME, name=setting.name, known=", ".join(PARAMETERS))]
    if not kind.least <= setting.value <= kind.most:
        return [_error("/value", "out_of_range", _OUT_OF_RANGE, least=f"{kind.least:g}", most=f"{kind.most:g}")]
    if kind.whole and setting.value != int(setting.value):
        return [_error("/value", "not_whole", _NOT_WHOLE)]
    if setting.abc_class is not None and setting.abc_class not in (*ABC, *CELLS):
        return [_error("/abc_class", "unknown_class", _UNKNOWN_CLASS)]
    near = [each for each in (setting.category_id, setting.abc_class, setting.product_id) if each is not None]
    if len(near) > 1:
        return [_error("/product_id", "one_scope", _ONE_SCOPE)]
    if kind.company_only and setting.scope != "global":
        return [_error("/name", "company_only", _COMPANY_ONLY)]
    if kind.place_only and setting.scope not in ("global", "location"):
        return [_error("/name", "place_only", _PLACE_ONLY)]
    return []


def scope_key(setting: Setting) -> str:
    """What makes two settings the same one.

    >>> scope_key(Setting("service_level", 0.9, location_id=2, abc_class="A"))
    'service_level:location=2,abc=A'
    """
    parts = (("location", setting.location_id), ("category", setting.category_id), ("abc", setting.abc_class), ("sku", setting.product_id))
    return f"{setting.name}:{','.join(f'{name}={value}' for name, value in parts if value is not None)}"


def _error(pointer: str, code: str, text: Text, **params: object) -> FieldError:
    return FieldError(pointer, code, {lang: words.format_map(params) for lang, words in text.items()})
