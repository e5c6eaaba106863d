"""The grammar of `cells` as DuckDB expressions, for columns of a million cells.

Built only from column names of our own (`c1`, `c2`, …), the patterns of `cells` and the limits of a `CellType`; nothing
a person typed becomes SQL.
"""

import re
from dataclasses import dataclass

from fluxion.base.files.cells import (
    ACCENTED,
    BAD_CHARACTER,
    COMPACT_DATE,
    CONTROLS,
    CONTROLS_IN_CODE,
    EMPTY_WORDS,
    FIRST_YEAR,
    ISO_DATE,
    LAST_YEAR,
    LOCAL_DATE,
    MONTHS,
    NO,
    PLAIN,
    SPACES,
    TIME,
    YES,
    CellKind,
    CellType,
    number_pattern,
)
from fluxion.base.files.columnar import text_literal
from fluxion.base.files.shapes import DateOrder, DecimalMark

_PARTS = ("bracket", "before", "after", "whole", "decimals", "only", "exponent", "percent", "trailing")
_YMD = "[0-9]{4}-[0-9]{2}-[0-9]{2}" + TIME
_TWO_TWO_FOUR = "[0-9]{2}[-/.][0-9]{2}[-/.][0-9]{4}" + TIME


@dataclass(frozen=True)
class CellSql:
    """How one text column is read: the expression of its value, and the code of what is wrong with it.

    `code` refers to the value by the name given, so it is evaluated one SELECT later; NULL means nothing is wrong.
    """

    value: str
    code: str
    duck_type: str


def duck_type(kind: CellType) -> str:
    """The DuckDB type that values of the kind are kept in."""
    match kind.kind:
        case CellKind.DECIMAL:
            return f"DECIMAL(18,{kind.scale})"
        case CellKind.INTEGER:
            return "BIGINT"
        case CellKind.DATE:
            return "DATE"
        case CellKind.BOOLEAN:
            return "BOOLEAN"
    return "VARCHAR"


def cell_sql(column: str, named: str, kind: CellType, mark: DecimalMark, order: DateOrder) -> CellSql:
    """Expressions that read the text column as the kind says, its value being called `named` in the next SELECT."""
    trimmed = f"trim({column}, {text_literal(SPACES)})"
    match kind.kind:
        case CellKind.TEXT | CellKind.CODE:
            return _text(trimmed, kind)
        case CellKind.DECIMAL | CellKind.INTEGER:
            value, reason = _number(trimmed, kind, mark)
        case CellKind.DATE:
            value, reason = _date(trimmed, order), "'not_a_date'"
        case CellKind.BOOLEAN:
            word = _plain(trimmed)
            value = f"CASE WHEN {_among(word, YES)} THEN true WHEN {_among(word, NO)} THEN false END"
            reason = "'not_a_boolean'"
        case CellKind.CHOICE:
            word = _plain(trimmed)
            arms = (f"WHEN {_among(word, (v, *words))} THEN {text_literal(v)}" for v, words in kind.choices.items())
            value, reason = f"CASE {' '.join(arms)} END", "'not_a_choice'"
    without_value = (
        f"CASE WHEN {trimmed} IS NULL OR {_among(f'lower({trimmed})', ('', *EMPTY_WORDS))} THEN NULL"
        f" WHEN contains({trimmed}, {text_literal(BAD_CHARACTER)}) THEN 'bad_encoding' ELSE {reason} END"
    )
    code = f"CASE WHEN {named} IS NULL THEN {without_value}{_limits(named, kind)} END"
    return CellSql(value, code, duck_type(kind))


def _limits(value: str, kind: CellType) -> str:
    arms = ""
    if kind.lowest is not None:
        arms += f" WHEN {value} < {kind.lowest} THEN 'too_small'"
    if kind.highest is not None:
        arms += f" WHEN {value} > {kind.highest} THEN 'too_large'"
    if kind.kind is CellKind.DATE:
        arms += f" WHEN year({value}) NOT BETWEEN {FIRST_YEAR} AND {LAST_YEAR} THEN 'date_out_of_range'"
    return arms


def _among(text: str, words: tuple[str, ...]) -> str:
    """Whether the text is one of the words.

    A pattern, and not IN: DuckDB turns long lists into a join, which reads the text of every row, asked for or not.
    """
    return f"regexp_full_match({text}, {text_literal('|'.join(map(re.escape, words)))})"


def _list(words: tuple[str, ...]) -> str:
    return ", ".join(map(text_literal, words))


def _plain(text: str) -> str:
    return f"translate(lower({text}), {text_literal(ACCENTED)}, {text_literal(PLAIN)})"


def _text(trimmed: str, kind: CellType) -> CellSql:
    forbidden = text_literal(CONTROLS if kind.kind is CellKind.TEXT else CONTROLS_IN_CODE)
    value = f"nullif({trimmed}, '')"
    code = (
        f"CASE WHEN contains({trimmed}, {text_literal(BAD_CHARACTER)}) THEN 'bad_encoding'"
        f" WHEN regexp_matches({trimmed}, {forbidden}) THEN 'control_character'"
        f" WHEN length({trimmed}) > {kind.max_length} THEN 'too_long' END"
    )
    return CellSql(f"upper({value})" if kind.upper else value, code, "VARCHAR")


def _number(trimmed: str, kind: CellType, mark: DecimalMark) -> tuple[str, str]:
    """Value and reason of a number: one without groups is cast at once, any other goes through the whole grammar."""
    whole_only = kind.kind is CellKind.INTEGER
    target = f"DECIMAL(18,{0 if whole_only else kind.scale})"
    pattern = text_literal(number_pattern(mark))
    narrow = f"upper(regexp_replace({trimmed}, '[\u00a0\u2007\u202f]', ' ', 'g'))"
    simple = "[+-]?[0-9]+" if whole_only else rf"[+-]?[0-9]+(?:\{mark.value}[0-9]+)?"
    fast = f"replace({trimmed}, ',', '.')" if mark is DecimalMark.COMMA else trimmed
    parts = f"regexp_extract({narrow}, {pattern}, [{_list(_PARTS)}])"
    fits = f"regexp_matches({narrow}, {pattern})"
    slow = f"TRY_CAST({_written(parts)} AS {target})"
    value = (
        f"CASE WHEN regexp_full_match({trimmed}, {text_literal(simple)}) THEN TRY_CAST({fast} AS {target})"
        f" WHEN {fits}{f' AND {_is_whole(parts)}' if whole_only else ''} THEN {slow} END"
    )
    not_whole = f" WHEN NOT {_is_whole(parts)} THEN 'not_whole'" if whole_only else ""
    reason = f"CASE WHEN NOT {fits} THEN 'not_a_number'{not_whole} ELSE 'out_of_range' END"
    return (f"CAST({value} AS BIGINT)" if whole_only else value), reason


def _part(parts: str, name: str) -> str:
    return f"struct_extract({parts}, '{name}')"


def _is_whole(parts: str) -> str:
    decimals = f"({_part(parts, 'decimals')} || {_part(parts, 'only')})"
    return f"(rtrim({decimals}, '0') = '' AND {_part(parts, 'exponent')} || {_part(parts, 'percent')} = '')"


def _written(parts: str) -> str:
    """The number as DuckDB casts it: sign, digits, point, decimals, exponent."""
    bracket, before, after, whole, decimals, only, exponent, percent, trailing = (_part(parts, n) for n in _PARTS)
    minus = f"CASE WHEN {bracket} <> '' OR contains({before} || {after} || {trailing}, '-') THEN '-' ELSE '' END"
    power = f"(coalesce(TRY_CAST(substr({exponent}, 2) AS INTEGER), 0) - 2 * length({percent}))"
    digits = f"regexp_replace({whole}, '[^0-9]', '', 'g')"
    return f"{minus} || '0' || {digits} || '.' || {decimals} || {only} || '0e' || {power}"


def _date(trimmed: str, order: DateOrder) -> str:
    """Value of a date: the two usual ways of writing are cut by position, any other goes through the whole grammar."""
    word = _plain(trimmed)
    arms = f"WHEN regexp_full_match({trimmed}, {text_literal(_YMD)}) THEN TRY_CAST(left({trimmed}, 10) AS DATE)"
    if order is not DateOrder.YMD:
        day, month = (1, 4) if order is DateOrder.DMY else (4, 1)
        cut = f"substr({trimmed}, 7, 4) || '-' || substr({trimmed}, {month}, 2) || '-' || substr({trimmed}, {day}, 2)"
        arms += f" WHEN regexp_full_match({trimmed}, {text_literal(_TWO_TWO_FOUR)}) THEN TRY_CAST({cut} AS DATE)"
    for pattern in (ISO_DATE, COMPACT_DATE):
        a, b, c = _three(word, pattern)
        arms += f" WHEN regexp_matches({word}, {text_literal(pattern)}) THEN {_day(a, b, c)}"
    a, b, c = _three(word, LOCAL_DATE)
    local = f" WHEN regexp_matches({word}, {text_literal(LOCAL_DATE)})"
    arms += f"{local} AND regexp_matches({b}, '^[a-z]') THEN {_day(_full_year(c), _month_number(b), a)}"
    match order:
        case DateOrder.DMY:
            arms += f"{local} THEN {_day(_full_year(c), b, a)}"
        case DateOrder.MDY:
            arms += f"{local} THEN {_day(_full_year(c), a, b)}"
        case DateOrder.YMD:
            arms += f"{local} AND length({c}) = 2 THEN {_day(_full_year(a), b, c)}"
    return f"CASE {arms} END"


def _three(word: str, pattern: str) -> tuple[str, str, str]:
    first, second, third = (f"regexp_extract({word}, {text_literal(pattern)}, {n})" for n in (1, 2, 3))
    return first, second, third


def _day(year: str, month: str, day: str) -> str:
    return f"TRY_CAST({year} || '-' || lpad({month}, 2, '0') || '-' || lpad({day}, 2, '0') AS DATE)"


def _full_year(text: str) -> str:
    short = f"CASE WHEN CAST({text} AS INTEGER) < 70 THEN '20' ELSE '19' END || lpad({text}, 2, '0')"
    return f"CASE WHEN length({text}) = 4 THEN {text} ELSE {short} END"


def _month_number(text: str) -> str:
    word = f"rtrim({text}, '.')"
    arms = (f"WHEN {_among(word, words)} THEN '{number}'" for number, words in MONTHS.items())
    return f"CASE {' '.join(arms)} END"
