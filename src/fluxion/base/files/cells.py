"""What a cell of text may hold, read one at a time; `cell_sql` says the same to DuckDB for a million at a time.

Both follow one grammar, kept here. A value that does not fit gives a code, never an exception.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from enum import StrEnum

from fluxion.base.files.shapes import DateOrder, DecimalMark

SPACES = " \t\r\n\f\v\u00a0\u2007\u202f\u200b\ufeff"
EMPTY_WORDS = ("null", "nan", "none", "n/a", "#n/a", "na", "nat", "s/d", "-", "--")
YES = ("si", "s", "yes", "y", "true", "t", "1", "verdadero", "verdadeiro", "v", "sim", "x", "activo", "ativo", "active", "on")
NO = ("no", "n", "false", "f", "0", "falso", "nao", "inactivo", "inativo", "inactive", "off")
MONTHS = {
    1: ("ene", "jan", "enero", "january", "janeiro"),
    2: ("feb", "fev", "febrero", "february", "fevereiro"),
    3: ("mar", "marzo", "march", "marco"),
    4: ("abr", "apr", "abril", "april"),
    5: ("may", "mai", "mayo", "maio"),
    6: ("jun", "junio", "june", "junho"),
    7: ("jul", "julio", "july", "julho"),
    8: ("ago", "aug", "agosto", "august"),
    9: ("sep", "set", "sept", "septiembre", "setiembre", "september", "setembro"),
    10: ("oct", "out", "octubre", "october", "outubro"),
    11: ("nov", "noviembre", "november", "novembro"),
    12: ("dic", "dec", "dez", "diciembre", "december", "dezembro"),
}
ACCENTED, PLAIN = "áàâãäéèêëíìîïóòôõöúùûüçñ", "aaaaaeeeeiiiiooooouuuucn"
CURRENCIES = r"US\$|R\$|RD\$|S/\.?|BS\.?|B/\.?|\$|€|£|₲|USD|VES|COP|BRL|MXN|PEN|ARS|CLP|PYG|UYU|BOB|GTQ|HNL|NIO|CRC|DOP|PAB|EUR|GBP"
TIME = (
    r"(?:[Tt ,]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?"
    r"(?: ?[AaPp]\.? ?[Mm]\.?)?(?: ?(?:Z|z|UTC|[+-][0-9]{2}(?::?[0-9]{2})?))?)?"
)
ISO_DATE = r"^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})" + TIME + "$"
COMPACT_DATE = r"^([0-9]{4})([0-9]{2})([0-9]{2})" + TIME + "$"
LOCAL_DATE = r"^([0-9]{1,2})[-/. ]([0-9]{1,2}|[a-z]{3,10}\.?)[-/. ]([0-9]{4}|[0-9]{2})" + TIME + "$"
CONTROLS = "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]"
CONTROLS_IN_CODE = "[\\x00-\\x1f\\x7f]"
BAD_CHARACTER = "\ufffd"
FIRST_YEAR, LAST_YEAR = 1900, 2200


class CellKind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    CODE = "code"
    DECIMAL = "decimal"
    INTEGER = "integer"
    DATE = "date"
    BOOLEAN = "boolean"
    CHOICE = "choice"


@dataclass(frozen=True)
class CellType:
    """What one field accepts. `choices` maps each accepted value to the words for it, plain and in lower case."""

    kind: CellKind
    scale: int = 4
    lowest: Decimal | None = None
    highest: Decimal | None = None
    max_length: int = 200
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    upper: bool = False


@dataclass(frozen=True)
class Cell:
    """The value of a cell, or the code of what is wrong with it; both None when it is empty."""

    value: str | Decimal | int | date | bool | None = None
    code: str | None = None


def number_pattern(mark: DecimalMark) -> str:
    """Regular expression of a number: (open bracket, sign, whole, decimals, exponent, percent, trailing sign)."""
    group = r"\." if mark is DecimalMark.COMMA else ","
    point = "," if mark is DecimalMark.COMMA else r"\."
    whole = rf"[0-9]{{1,3}}(?:{group}[0-9]{{3}})+|[0-9]{{1,3}}(?:[ '][0-9]{{3}})+|[0-9]+"
    money = f"(?:{CURRENCIES})?"
    return (
        rf"^(\()?([+-]?) ?(?:(?:{CURRENCIES}) ?([+-]?))?(?:({whole})(?:{point}([0-9]*))?|{point}([0-9]+))"
        rf"(E[+-]?[0-9]{{1,2}})?(?: ?(%))? ?{money}(-?)\)?$"
    )


def plain_word(text: str) -> str:
    """A word without case, accents and surrounding space, as choices are compared."""
    return text.strip(SPACES).lower().translate(str.maketrans(ACCENTED, PLAIN))


def read_cell(text: str | None, kind: CellType, mark: DecimalMark, order: DateOrder) -> Cell:
    """The value that a cell of text stands for.

    >>> read_cell("1.234,50", CellType(CellKind.DECIMAL), DecimalMark.COMMA, DateOrder.DMY).value
    Decimal('1234.5000')
    >>> read_cell("31/02/2026", CellType(CellKind.DATE), DecimalMark.POINT, DateOrder.DMY).code
    'not_a_date'
    """
    trimmed = (text or "").strip(SPACES)
    if not trimmed:
        return Cell()
    if BAD_CHARACTER in trimmed:
        return Cell(code="bad_encoding")
    match kind.kind:
        case CellKind.TEXT | CellKind.CODE:
            return _text(trimmed, kind)
        case CellKind.DECIMAL | CellKind.INTEGER | CellKind.DATE if trimmed.lower() in EMPTY_WORDS:
            return Cell()
        case CellKind.DECIMAL | CellKind.INTEGER:
            return _number(trimmed, kind, mark)
        case CellKind.DATE:
            return _date(trimmed, order)
        case CellKind.BOOLEAN:
            word = plain_word(trimmed)
            return Cell(value=word in YES) if word in YES + NO else _without(trimmed, "not_a_boolean")
        case CellKind.CHOICE:
            word = plain_word(trimmed)
            found = next((value for value, words in kind.choices.items() if word == value or word in words), None)
            return Cell(value=found) if found else _without(trimmed, "not_a_choice")


def _without(trimmed: str, code: str) -> Cell:
    """A cell that is empty in words, or wrong for the reason given."""
    return Cell() if trimmed.lower() in EMPTY_WORDS else Cell(code=code)


def _text(trimmed: str, kind: CellType) -> Cell:
    if re.search(CONTROLS if kind.kind is CellKind.TEXT else CONTROLS_IN_CODE, trimmed):
        return Cell(code="control_character")
    if len(trimmed) > kind.max_length:
        return Cell(code="too_long")
    return Cell(value=trimmed.upper() if kind.upper else trimmed)


def _number(trimmed: str, kind: CellType, mark: DecimalMark) -> Cell:
    narrow = re.sub("[\u00a0\u2007\u202f]", " ", trimmed).upper()
    found = re.match(number_pattern(mark), narrow)
    if found is None:
        return Cell(code="not_a_number")
    bracket, before, after, whole, decimals, only_decimals, exponent, percent, trailing = found.groups()
    written = (decimals or "") + (only_decimals or "")
    if kind.kind is CellKind.INTEGER and (written.rstrip("0") or exponent or percent):
        return Cell(code="not_whole")
    digits = "0" + re.sub("[^0-9]", "", whole or "")
    sign = "-" if bracket or "-" in (before, after, trailing) else ""
    scale = 0 if kind.kind is CellKind.INTEGER else kind.scale
    try:
        value = Decimal(f"{sign}{digits}.{written}0{exponent or ''}").scaleb(-2 if percent else 0)
        rounded = value.quantize(Decimal(1).scaleb(-scale), ROUND_HALF_UP)
    except InvalidOperation:
        return Cell(code="out_of_range")
    if abs(rounded) >= Decimal(10) ** (18 - scale):
        return Cell(code="out_of_range")
    if kind.lowest is not None and rounded < kind.lowest:
        return Cell(code="too_small")
    if kind.highest is not None and rounded > kind.highest:
        return Cell(code="too_large")
    return Cell(value=int(rounded) if kind.kind is CellKind.INTEGER else abs(rounded) if rounded == 0 else rounded)


def _date(trimmed: str, order: DateOrder) -> Cell:
    word = trimmed.lower().translate(str.maketrans(ACCENTED, PLAIN))
    if found := re.match(ISO_DATE, word) or re.match(COMPACT_DATE, word):
        year, month, day = found[1], found[2], found[3]
    elif found := re.match(LOCAL_DATE, word):
        a, b, c = found[1], found[2], found[3]
        if b[0].isalpha() or order is DateOrder.DMY:
            year, month, day = c, b, a
        elif order is DateOrder.MDY:
            year, month, day = c, a, b
        elif len(c) == 2:
            year, month, day = a, b, c
        else:
            return Cell(code="not_a_date")
    else:
        return Cell(code="not_a_date")
    try:
        value = date(_year(year) or 2000, _month(month), int(day))
    except ValueError:
        return Cell(code="not_a_date")
    if not FIRST_YEAR <= _year(year) <= LAST_YEAR:
        return Cell(code="date_out_of_range")
    return Cell(value=value)


def _year(text: str) -> int:
    year = int(text)
    if len(text) > 2:
        return year
    return year + (2000 if year < 70 else 1900)


def _month(text: str) -> int:
    if text[0].isdigit():
        return int(text)
    word = text.rstrip(".")
    return next((number for number, words in MONTHS.items() if word in words), 0)
