"""Documents on paper: every page says which it is, the head of the table is repeated, nothing typed becomes markup."""

import io
from dataclasses import replace

from pypdf import PdfReader

from fluxion.base.documents import Block, Column, Document, render_pdf

DOCUMENT = Document(
    company="Distribuidora <Andina> & Hijos",
    title="Orden de compra",
    number="OC-000001",
    mark="BORRADOR",
    blocks=[Block("Proveedor", ["Alimentos", ""]), Block("Entregar en", ["Norte"])],
    columns=[Column("Código", 2), Column("Cantidad", 1, is_number=True)],
    rows=[[f"SKU-{n}", str(n)] for n in range(90)],
    totals=[("Líneas", "90"), ("Total USD", "1.234,50")],
    notes_title="Notas",
    notes="Primera <b>línea\nsegunda",
    foot="Emitido el 2 de marzo",
    page_of="Página {page} de {pages}",
)


def pages_of(document: Document) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(render_pdf(document))).pages]


def test_every_page_has_its_number_and_the_head_of_the_table() -> None:
    pages = pages_of(DOCUMENT)
    assert len(pages) == 3
    for number, page in enumerate(pages, start=1):
        assert f"Página {number} de 3" in page
        assert "Código" in page
    assert "SKU-89" in pages[2]
    assert "1.234,50" in pages[2]


def test_what_people_typed_is_printed_as_it_is() -> None:
    pages = pages_of(DOCUMENT)
    assert "Distribuidora <Andina> & Hijos" in pages[0]
    assert "Primera <b>línea" in pages[2]


def test_letters_outside_the_fonts_do_not_break_the_page() -> None:
    assert "Budowa ?ódz" in pages_of(replace(DOCUMENT, rows=[["Budowa Łódź", "1"]]))[0]


def test_the_same_document_gives_the_same_file() -> None:
    assert render_pdf(DOCUMENT) == render_pdf(DOCUMENT)
