"""Documents on paper: a heading, who it is between, a table and totals, rendered as PDF."""

import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

INK, SOFT, LINE, BAND = colors.HexColor("#1b2733"), colors.HexColor("#5b6b7a"), colors.HexColor("#c9d2da"), colors.HexColor("#eef2f5")
REGULAR, BOLD = "Helvetica", "Helvetica-Bold"
ACCENT = colors.HexColor("#0b5d6b")
MARGIN = 18 * mm
WIDTH = A4[0] - 2 * MARGIN


@dataclass(frozen=True)
class Column:
    """A column of the table: its heading, its share of the width, and whether it holds numbers."""

    title: str
    share: float
    is_number: bool = False


@dataclass(frozen=True)
class Block:
    """A small paragraph beside others under the heading, such as the supplier; empty lines are left out."""

    title: str
    lines: Sequence[str]


@dataclass(frozen=True)
class Document:
    """What stands on the paper, already in words of its reader; `mark` is a warning such as “DRAFT”."""

    company: str
    title: str
    number: str
    mark: str
    blocks: Sequence[Block]
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    totals: Sequence[tuple[str, str]]
    notes_title: str
    notes: str
    foot: str
    page_of: str
    """Text with `{page}` and `{pages}`."""


def render_pdf(document: Document) -> bytes:
    """The document as PDF on A4; the head of the table is repeated and every page says which it is."""
    target = io.BytesIO()
    template = SimpleDocTemplate(
        target,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=16 * mm,
        bottomMargin=20 * mm,
        title=f"{document.title} {document.number}",
        author=document.company,
        invariant=1,
    )
    parts = [
        _heading(document),
        Spacer(0, 6 * mm),
        _blocks(document),
        Spacer(0, 7 * mm),
        _table(document),
        Spacer(0, 3 * mm),
        _totals(document),
    ]
    if document.notes:
        parts += [Spacer(0, 6 * mm), _text(document.notes_title, BOLD, 8, SOFT), _text(document.notes, REGULAR, 9)]
    template.build(parts, canvasmaker=_paged(document))
    return target.getvalue()


def printable(words: str) -> str:
    """The words in the letters of the standard PDF fonts (Western European); others lose their accent or become “?”.

    >>> printable("Pão de açúcar → Łódź ő")
    'Pão de açúcar ? ?ódz o'
    """
    return "".join(_letter(each) for each in words)


def _letter(each: str) -> str:
    for candidate in (each, unicodedata.normalize("NFKD", each)[:1]):
        try:
            candidate.encode("cp1252")
        except UnicodeEncodeError:
            continue
        return candidate
    return "?"


def _text(words: str, font: str, size: float, color: Any = INK, alignment: int = TA_LEFT) -> Paragraph:
    style = ParagraphStyle("text", fontName=font, fontSize=size, leading=size * 1.3, textColor=color, alignment=alignment, splitLongWords=1)
    return Paragraph(escape(printable(words)).replace("\n", "<br/>"), style)


def _heading(document: Document) -> Table:
    right: list[Any] = [_text(document.title.upper(), BOLD, 9, SOFT, TA_RIGHT), _text(document.number, BOLD, 17, INK, TA_RIGHT)]
    if document.mark:
        right.append(_text(document.mark, BOLD, 9, colors.HexColor("#b3261e"), TA_RIGHT))
    left = [_text(document.company, BOLD, 17, ACCENT)]
    return Table(
        [[left, right]],
        colWidths=[WIDTH * 0.55, WIDTH * 0.45],
        style=TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
                ("LINEBELOW", (0, 0), (-1, -1), 1.4, ACCENT),
            ]
        ),
    )


def _blocks(document: Document) -> Table:
    cells = []
    for block in document.blocks:
        lines = [line for line in block.lines if line]
        told = [_text(line, BOLD if index == 0 else REGULAR, 9.5 if index == 0 else 9) for index, line in enumerate(lines)]
        cells.append([_text(block.title.upper(), BOLD, 7.5, SOFT), Spacer(0, 1 * mm), *told])
    style = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0), ("TOPPADDING", (0, 0), (-1, -1), 0)])
    return Table([cells], colWidths=[WIDTH / len(cells)] * len(cells), style=style)


def _table(document: Document) -> Table:
    whole = sum(column.share for column in document.columns)
    head = [_text(c.title, BOLD, 8, colors.white, TA_RIGHT if c.is_number else TA_LEFT) for c in document.columns]
    body = [
        [_text(cell, REGULAR, 8.5, INK, TA_RIGHT if c.is_number else TA_LEFT) for c, cell in zip(document.columns, row, strict=True)]
        for row in document.rows
    ]
    return Table(
        [head, *body],
        colWidths=[WIDTH * column.share / whole for column in document.columns],
        repeatRows=1,
        style=TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, 0), ACCENT),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 3),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
                ("LEFTPADDING", (0, 0), (-1, -1), 5),
                ("RIGHTPADDING", (0, 0), (-1, -1), 5),
                ("ROWBACKGROUNDS", (0, 1), (-1, -1), [colors.white, BAND]),
                ("LINEBELOW", (0, -1), (-1, -1), 0.6, LINE),
            ]
        ),
    )


def _totals(document: Document) -> Table:
    last = len(document.totals) - 1
    rows = [
        [
            "",
            _text(label, BOLD if n == last else REGULAR, 10 if n == last else 9, SOFT, TA_RIGHT),
            _text(value, BOLD, 11 if n == last else 9, INK, TA_RIGHT),
        ]
        for n, (label, value) in enumerate(document.totals)
    ]
    style = TableStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("RIGHTPADDING", (0, 0), (-1, -1), 5),
            ("LINEABOVE", (1, last), (-1, last), 0.8, ACCENT),
        ]
    )
    return Table(rows, colWidths=[WIDTH * 0.42, WIDTH * 0.3, WIDTH * 0.28], style=style)


def _paged(document: Document) -> type[Canvas]:
    """A canvas that knows how many pages there are when it writes their feet."""

    class Paged(Canvas):  # type: ignore[misc]
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802  (ReportLab's name)
            self._pages.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, page in enumerate(self._pages, start=1):
                self.__dict__.update(page)
                _foot(self, document, number, len(self._pages))
                Canvas.showPage(self)
            Canvas.save(self)

    return Paged


def _foot(canvas: Canvas, document: Document, page: int, pages: int) -> None:
    canvas.setStrokeColor(LINE)
    canvas.line(MARGIN, 14 * mm, A4[0] - MARGIN, 14 * mm)
    canvas.setFont(REGULAR, 7.5)
    canvas.setFillColor(SOFT)
    canvas.drawString(MARGIN, 10 * mm, printable(f"{document.number} · {document.foot}"))
    canvas.drawRightString(A4[0] - MARGIN, 10 * mm, document.page_of.format(page=page, pages=pages))
