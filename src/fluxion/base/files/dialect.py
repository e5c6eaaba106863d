"""The habits of a text file: delimiter, quoting, header row, decimal mark and order of dates, from samples of it."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from fluxion.base.files.shapes import DateOrder, DecimalMark, Delimiter, Note, Quote

_HEADER_WITHIN = 20
_NUMBER = re.compile(r"^[-+(]?\s*(?:[A-Z]{0,3}\$|[€£])?\s*([\d.,]*\d[\d.,]*)\s*%?\)?-?$")
_LOCAL_DATE = re.compile(r"^(\d{1,4})([-/. ])(\d{1,2})\2(\d{1,4})(?:[T ,].*)?$")
_TYPED = re.compile(r"^[-+($€£]*\s*\d[\d.,\s:/TZ%-]*\)?$|^(?:true|false|null|nan)$", re.IGNORECASE)


def split_cells(line: str, delimiter: str, quote: Quote) -> list[str]:
    """The cells of one line, leniently: only for looking at a file, never for loading it."""
    if quote is Quote.NONE:
        return line.split(delimiter)
    try:
        rows = list(csv.reader([line], delimiter=delimiter, quotechar=quote.value))
    except csv.Error:
        return line.split(delimiter)
    return rows[0] if rows else []


def find_quote(lines: Sequence[str]) -> Quote:
    """The double quote unless only single quotes enclose cells."""
    joined = "\n".join(lines)
    if '"' in joined:
        return Quote.DOUBLE
    edges = len(re.findall(r"(?:^|[,;\t|])'|'(?:[,;\t|]|$)", joined, re.MULTILINE))
    return Quote.SINGLE if edges >= 2 * max(len(lines) // 2, 1) else Quote.DOUBLE


def find_delimiter(lines: Sequence[str], quote: Quote) -> Delimiter:
    """The delimiter by which the most lines have the same number of cells, more cells deciding a tie."""
    best, best_score = Delimiter.COMMA, (0.0, 0)
    filled = [line for line in lines if line.strip()]
    for delimiter in Delimiter:
        counts = Counter(len(split_cells(line, delimiter, quote)) for line in filled)
        cells, lines_alike = max(((n, times) for n, times in counts.items() if n > 1), key=lambda x: x[::-1], default=(1, 0))
        score = (round(lines_alike / max(len(filled), 1), 1), cells)
        if cells > 1 and score > best_score:
            best, best_score = delimiter, score
    return best


def find_header(rows: Sequence[Sequence[str]]) -> int:
    """The number of the row that names the columns (1 is the first), or 0 when no row looks like names.

    Titles above it are narrower; below it, values are numbers and dates where names are words.
    """
    filled = [sum(1 for cell in row if cell.strip()) for row in rows]
    usual = Counter(n for n in filled if n).most_common(1)
    if not usual:
        return 0
    width = max(usual[0][0], max(filled) // 2)
    for index, row in enumerate(rows[:_HEADER_WITHIN]):
        if filled[index] < min(width, max(filled)) * 0.6 or not filled[index]:
            continue
        return index + 1 if _names_columns([cell.strip() for cell in row if cell.strip()]) else 0
    return 0


def _names_columns(cells: Sequence[str]) -> bool:
    typed = sum(1 for cell in cells if _TYPED.match(cell))
    if typed:
        return len(cells) > 4 and typed / len(cells) < 0.2
    return len({cell.casefold() for cell in cells}) > len(cells) / 2


def column_names(header: Sequence[str], width: int) -> list[str]:
    """A different name for each column: as the file writes it, numbered where it repeats or lacks one."""
    names: list[str] = []
    taken: set[str] = set()
    for index in range(width):
        base = " ".join(header[index].split())[:100] if index < len(header) else ""
        base = base or f"#{index + 1}"
        name, again = base, 1
        while name.casefold() in taken:
            again += 1
            name = f"{base} ({again})"
        taken.add(name.casefold())
        names.append(name)
    return names


def find_decimal_mark(values: Iterable[str], fallback: DecimalMark) -> tuple[DecimalMark, Note | None]:
    """The decimal mark that the numbers agree with, and a note when they do not decide it or contradict each other."""
    votes: Counter[DecimalMark] = Counter()
    undecided = False
    for value in values:
        found = _NUMBER.match(value.strip())
        if not found:
            continue
        vote = _decimal_vote(found[1])
        if vote is not None:
            votes[vote] += 1
        elif "." in found[1] or "," in found[1]:
            undecided = True
    if not votes:
        return fallback, Note.DECIMALS_AMBIGUOUS if undecided else None
    mark, times = votes.most_common(1)[0]
    return mark, Note.DECIMALS_MIXED if times < 0.95 * votes.total() else None


def _decimal_vote(number: str) -> DecimalMark | None:
    points, commas = number.count("."), number.count(",")
    if points and commas:
        return DecimalMark.POINT if number.rfind(".") > number.rfind(",") else DecimalMark.COMMA
    if points > 1:
        return DecimalMark.COMMA
    if commas > 1:
        return DecimalMark.POINT
    if points + commas == 0:
        return None
    mark = DecimalMark.POINT if points else DecimalMark.COMMA
    whole, decimals = number.split(mark.value)
    groups_like = len(decimals) == 3 and 1 <= len(whole) <= 3 and whole.strip("0") != ""
    return None if groups_like else mark


def find_date_order(values: Iterable[str]) -> tuple[DateOrder, Note | None]:
    """The order that the dates agree with (day first when they do not say), and a note when that is not sure."""
    votes: Counter[DateOrder] = Counter()
    local = 0
    for value in values:
        found = _LOCAL_DATE.match(value.strip())
        if not found:
            continue
        a, b, c = found[1], found[3], found[4]
        if len(a) == 4:
            votes[DateOrder.YMD] += 1
            continue
        local += 1
        if int(a) > 12 >= int(b) and (len(c) == 4 or int(a) <= 31):
            votes[DateOrder.YMD if int(a) > 31 else DateOrder.DMY] += 1
        elif int(b) > 12 >= int(a):
            votes[DateOrder.MDY] += 1
    return _decide_order(votes, local)


def _decide_order(votes: Counter[DateOrder], local: int) -> tuple[DateOrder, Note | None]:
    day_first, month_first = votes[DateOrder.DMY], votes[DateOrder.MDY]
    if not local:
        return (DateOrder.YMD if votes[DateOrder.YMD] else DateOrder.DMY), None
    if not day_first and not month_first:
        year_first = votes[DateOrder.YMD] > local
        return (DateOrder.YMD if year_first else DateOrder.DMY), Note.DATES_AMBIGUOUS
    order = DateOrder.MDY if month_first > day_first else DateOrder.DMY
    return order, Note.DATES_MIXED if day_first and month_first else None
