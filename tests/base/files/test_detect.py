"""A file is known by its content: format, encoding, delimiter, header, decimal mark, order of dates."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import Workbook

from fluxion.base.files import Limits, ReadOptions, detect
from fluxion.base.files.errors import (
    DamagedFile,
    EmptyFile,
    FileTooLarge,
    TooManyColumns,
    UnknownSheet,
    UnsafeArchive,
    WrongFileType,
)
from fluxion.base.files.shapes import DateOrder, DecimalMark, Delimiter, Encoding, Format, Note, Quote
from fluxion.values.errors import LANGUAGES, Refusal

LATIN = "fecha;código;descripción;precio\n31/12/2025;A1;Azúcar ñandú;1.234,50\n01/02/2026;B2;Café;12,00\n"


def write(folder: Path, content: str | bytes, name: str = "anything.bin", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


@pytest.mark.parametrize(
    ("codec", "found"),
    [
        ("utf-8", Encoding.UTF_8),
        ("utf-8-sig", Encoding.UTF_8),
        ("latin-1", Encoding.LATIN_1),
        ("cp850", Encoding.CP850),
        ("utf-16", Encoding.UTF_16),
        ("utf-16-le", Encoding.UTF_16_LE),
        ("utf-16-be", Encoding.UTF_16_BE),
    ],
)
def test_the_same_table_is_understood_in_every_encoding(tmp_path: Path, codec: str, found: Encoding) -> None:
    seen = detect(write(tmp_path, LATIN, encoding=codec))
    assert (seen.format, seen.encoding, seen.delimiter, seen.quote) == (Format.CSV, found, Delimiter.SEMICOLON, Quote.DOUBLE)
    assert (seen.decimal_mark, seen.date_order, seen.header_row) == (DecimalMark.COMMA, DateOrder.DMY, 1)
    assert [column.name for column in seen.columns] == ["fecha", "código", "descripción", "precio"]
    assert seen.columns[2].samples == ("Azúcar ñandú", "Café")
    assert seen.notes == ()


def test_windows_signs_tell_cp1252_from_latin_1(tmp_path: Path) -> None:
    assert detect(write(tmp_path, "a;b\n€ 5;ñ\n", encoding="cp1252")).encoding is Encoding.CP1252


def test_accents_far_from_the_start_still_decide_the_encoding(tmp_path: Path) -> None:
    path = write(tmp_path, "sku,name\n" + "A1,plain\n" * 200_000 + "A2,peque\u00f1o\n", encoding="latin-1")
    assert detect(path).encoding is Encoding.LATIN_1


@pytest.mark.parametrize("delimiter", list(Delimiter))
def test_each_delimiter_is_found_although_cells_hold_the_others(tmp_path: Path, delimiter: Delimiter) -> None:
    rows = [["sku", "name", "note"], ["A1", "red, large; or | so", "x\ty"], ["A2", "blue", "z"]]
    lines = "\n".join(delimiter.value.join(f'"{cell}"' for cell in row) for row in rows)
    seen = detect(write(tmp_path, lines))
    assert seen.delimiter is delimiter
    assert [column.name for column in seen.columns] == rows[0]


def test_titles_above_the_header_are_passed_over(tmp_path: Path) -> None:
    seen = detect(write(tmp_path, "Reporte de ventas;;\n;;\nFecha;Código;Cantidad\n31/01/2026;A1;2\n31/01/2026;A2;3\n"))
    assert seen.header_row == 3
    assert [column.name for column in seen.columns] == ["Fecha", "Código", "Cantidad"]


def test_a_file_without_header_gets_numbered_columns(tmp_path: Path) -> None:
    seen = detect(write(tmp_path, "2026-01-31,A1,2\n2026-01-31,A2,3\n"))
    assert (seen.header_row, [column.name for column in seen.columns]) == (0, ["#1", "#2", "#3"])
    assert seen.notes == (Note.NO_HEADER,)


def test_columns_of_the_same_name_are_told_apart(tmp_path: Path) -> None:
    seen = detect(write(tmp_path, "sku,Name,name,\nA1,x,y,z\n"))
    assert [column.name for column in seen.columns] == ["sku", "Name", "name (2)", "#4"]


@pytest.mark.parametrize(
    ("values", "mark", "notes"),
    [
        (["1.234,50", "2"], DecimalMark.COMMA, ()),
        (["1,234.50", "2"], DecimalMark.POINT, ()),
        (["12,5"], DecimalMark.COMMA, ()),
        (["0.125"], DecimalMark.POINT, ()),
        (["1.234.567"], DecimalMark.COMMA, ()),
        (["1,234,567"], DecimalMark.POINT, ()),
        (["1.234"], DecimalMark.POINT, (Note.DECIMALS_AMBIGUOUS,)),
        (["1.5", "2,5", "3.5"], DecimalMark.POINT, (Note.DECIMALS_MIXED,)),
        (["R$ 1.234,50"], DecimalMark.COMMA, ()),
    ],
)
def test_numbers_tell_their_decimal_mark(tmp_path: Path, values: list[str], mark: DecimalMark, notes: tuple[Note, ...]) -> None:
    seen = detect(write(tmp_path, "sku\tprice\n" + "".join(f"A{i}\t{value}\n" for i, value in enumerate(values))))
    assert (seen.decimal_mark, seen.notes) == (mark, notes)


@pytest.mark.parametrize(
    ("values", "order", "notes"),
    [
        (["31/01/2026", "01/02/2026"], DateOrder.DMY, ()),
        (["01/31/2026", "02/01/2026"], DateOrder.MDY, ()),
        (["2026-01-31 10:20"], DateOrder.YMD, ()),
        (["31.01.26 10:20:30"], DateOrder.DMY, ()),
        (["01/02/2026"], DateOrder.DMY, (Note.DATES_AMBIGUOUS,)),
        (["13/01/2026", "01/13/2026", "14/01/2026"], DateOrder.DMY, (Note.DATES_MIXED,)),
    ],
)
def test_dates_tell_their_order(tmp_path: Path, values: list[str], order: DateOrder, notes: tuple[Note, ...]) -> None:
    seen = detect(write(tmp_path, "sku,day\n" + "".join(f"A{i},{value}\n" for i, value in enumerate(values))))
    assert (seen.date_order, seen.notes) == (order, notes)


def test_a_date_late_in_a_long_file_decides_the_order(tmp_path: Path) -> None:
    early = "".join(f"0{1 + i % 9}/01/2026,A{i}\n" for i in range(60_000))
    late = "".join(f"{13 + i % 15}/01/2026,A{i}\n" for i in range(60_000))
    seen = detect(write(tmp_path, "day,sku\n" + early + late))
    assert (seen.date_order, seen.notes) == (DateOrder.DMY, ())


def test_every_finding_can_be_overridden(tmp_path: Path) -> None:
    chosen = ReadOptions(
        format=Format.CSV,
        encoding=Encoding.CP1252,
        delimiter=Delimiter.COMMA,
        quote=Quote.NONE,
        decimal_mark=DecimalMark.POINT,
        date_order=DateOrder.MDY,
        header_row=2,
    )
    seen = detect(write(tmp_path, LATIN, encoding="latin-1"), chosen)
    assert seen.options == chosen
    assert [column.name for column in seen.columns] == ["31/12/2025;A1;Azúcar ñandú;1.234", "50"]


def make_workbook(folder: Path, rows: list[list[object]], sheets: tuple[str, ...] = ("Datos",)) -> Path:
    book = Workbook()
    book.active.title = sheets[0]  # type: ignore[union-attr]
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    for name in sheets[1:]:
        book.create_sheet(name).append(["vacía"])
    path = folder / "book"
    book.save(path)
    return path


def test_a_workbook_tells_its_sheets_and_its_own_dates_and_numbers(tmp_path: Path) -> None:
    path = make_workbook(
        tmp_path,
        [["Fecha", "SKU", "Precio"], [datetime.fromisoformat("2026-01-31"), 123, 1.5], [date(2026, 2, 1), "A2", 2]],
        ("Ventas", "Notas"),
    )
    seen = detect(path)
    assert (seen.format, seen.sheet, seen.sheets, seen.header_row) == (Format.XLSX, "Ventas", ("Ventas", "Notas"), 1)
    assert [column.samples for column in seen.columns] == [("2026-01-31", "2026-02-01"), ("123", "A2"), ("1.5", "2")]
    assert seen.notes == (Note.SEVERAL_SHEETS,)
    assert detect(path, ReadOptions(sheet="Notas")).columns[0].name == "vacía"
    with pytest.raises(UnknownSheet):
        detect(path, ReadOptions(sheet="Otra"))


def test_parquet_and_jsonl_are_known_whatever_their_name(tmp_path: Path) -> None:
    pq.write_table(pa.table({"sku": ["A1"], "price": [1.5], "day": [date(2026, 1, 31)]}), tmp_path / "x.csv")
    seen = detect(tmp_path / "x.csv")
    assert (seen.format, [column.samples for column in seen.columns]) == (Format.PARQUET, [("A1",), ("1.5",), ("2026-01-31",)])
    seen = detect(write(tmp_path, '{"sku": "A1", "n": 2}\n{"sku": "A2", "price": 1.5}\n', "x.parquet"))
    assert (seen.format, [column.name for column in seen.columns]) == (Format.JSONL, ["sku", "n", "price"])


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", EmptyFile),
        (b"\n\n  \n", EmptyFile),
        (b"%PDF-1.7 something", WrongFileType),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, WrongFileType),
        (b"<!DOCTYPE html><html></html>", WrongFileType),
        (bytes(range(256)) * 8, WrongFileType),
        (b"PAR1 but nothing else", DamagedFile),
        (b"PK\x03\x04 but nothing else", DamagedFile),
        (b'{"broken": \n{"also": \n', WrongFileType),
        (("a," * 500 + "\n" + "1," * 500).encode(), TooManyColumns),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_remedy(tmp_path: Path, content: bytes, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal) as caught:
        detect(write(tmp_path, content))
    for lang in LANGUAGES:
        assert len(caught.value.in_language(lang)) > 20


def test_a_file_above_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(3 << 20)
    with pytest.raises(FileTooLarge, match="2 MB"):
        detect(path, limits=Limits(size_mb=2))


def archive(folder: Path, **parts: bytes) -> Path:
    path = folder / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in parts.items():
            out.writestr(name.replace("__", "/") + ".xml", content)
    return path


def _bomb(_: Path) -> dict[str, bytes]:
    return {"xl__sheet1": b"\0" * (32 << 20)}


def _entities(_: Path) -> dict[str, bytes]:
    return {"xl__workbook": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'}


def _hidden_entities(_: Path) -> dict[str, bytes]:
    return {"xl__workbook": b'<?xml version="1.0"?><!-- ' + b"x" * 9000 + b' --><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}


def _wide_entities(_: Path) -> dict[str, bytes]:
    return {"xl__workbook": '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'.encode("utf-16")}


@pytest.mark.parametrize("parts", [_bomb, _entities, _hidden_entities, _wide_entities])
def test_an_archive_that_attacks_is_not_unpacked(tmp_path: Path, parts: Callable[[Path], dict[str, bytes]]) -> None:
    with pytest.raises(UnsafeArchive):
        detect(archive(tmp_path, **parts(tmp_path)))


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as out:
        out.writestr("readme.txt", "hello")
    with pytest.raises(DamagedFile):
        detect(write(tmp_path, packed.getvalue()))
