"""What a file was found to be, and how it is to be read: every finding can be overridden by the person."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field


class Format(StrEnum):
    """File formats that people bring."""

    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"
    JSONL = "jsonl"


class Encoding(StrEnum):
    """Character encodings that can be read; `cp850` is what old point-of-sale programs write."""

    UTF_8 = "utf-8"
    UTF_16 = "utf-16"
    UTF_16_LE = "utf-16-le"
    UTF_16_BE = "utf-16-be"
    CP1252 = "cp1252"
    LATIN_1 = "latin-1"
    CP850 = "cp850"


class Delimiter(StrEnum):
    """What separates the cells of a text file."""

    COMMA = ","
    SEMICOLON = ";"
    TAB = "\t"
    PIPE = "|"


class Quote(StrEnum):
    """What encloses a cell that contains the delimiter; `none` when the file has no such mark."""

    DOUBLE = '"'
    SINGLE = "'"
    NONE = "none"


class DecimalMark(StrEnum):
    """What separates the decimals; the other of the two then groups the thousands."""

    POINT = "."
    COMMA = ","


class DateOrder(StrEnum):
    """How the day, month and year of a date follow each other; a year of four digits in front is always understood."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


class Note(StrEnum):
    """Something found while looking at a file that the person should confirm."""

    DATES_AMBIGUOUS = "dates_ambiguous"
    DATES_MIXED = "dates_mixed"
    DECIMALS_AMBIGUOUS = "decimals_ambiguous"
    DECIMALS_MIXED = "decimals_mixed"
    NO_HEADER = "no_header"
    BAD_CHARACTERS = "bad_characters"
    SEVERAL_SHEETS = "several_sheets"


class ReadOptions(BaseModel):
    """How a file is to be read; what is left out is detected. `header_row` 0 means that there is none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Format | None = None
    encoding: Encoding | None = None
    delimiter: Delimiter | None = None
    quote: Quote | None = None
    decimal_mark: DecimalMark | None = None
    date_order: DateOrder | None = None
    header_row: Annotated[int, Field(strict=True, ge=0, le=100)] | None = None
    sheet: Annotated[str, Field(max_length=100)] | None = None

    def over(self, found: "ReadOptions") -> Self:
        """These options, completed by those found wherever nothing was chosen."""
        chosen = {name: value for name, value in self if value is not None}
        return type(self)(**{**dict(found), **chosen})


class Column(BaseModel):
    """One column of a file with a few of its values, as they are written."""

    model_config = ConfigDict(frozen=True)

    name: str
    samples: tuple[str, ...] = ()


class Detected(BaseModel):
    """What a file was found to be; encoding, delimiter and quote only for text files, sheets only for workbooks."""

    model_config = ConfigDict(frozen=True)

    format: Format
    encoding: Encoding | None = None
    delimiter: Delimiter | None = None
    quote: Quote | None = None
    decimal_mark: DecimalMark = DecimalMark.POINT
    date_order: DateOrder = DateOrder.DMY
    header_row: int = 1
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    size: int = 0
    notes: tuple[Note, ...] = ()

    @property
    def options(self) -> ReadOptions:
        """The findings as options by which the file can be read."""
        return ReadOptions(**{name: getattr(self, name) for name in ReadOptions.model_fields})


class Limits(BaseModel):
    """How large a file may be before it is refused; the defaults allow ten million sales lines in half a gigabyte."""

    model_config = ConfigDict(frozen=True)

    size_mb: int = 512
    unpacked_mb: int = 2048
    pack_ratio: int = 300
    columns: int = 400
    rows: int = 50_000_000
    line_bytes: int = 1 << 20
    shared_text_mb: int = 256
