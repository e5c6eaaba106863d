"""The error file of an import: every problem with its row, value, reason and remedy, safe to open in a spreadsheet."""

import json
from collections.abc import Iterator

import duckdb
import pyarrow as pa

from fluxion.base.work import Work
from fluxion.domains.integration.reads.runs import problems_path, visible_run
from fluxion.domains.integration.rules.problems import ALL_PROBLEMS
from fluxion.values.errors import NotFound, Text, say

HEADERS = {
    "es": ("fila", "columna", "valor", "código", "motivo", "remedio"),
    "en": ("row", "column", "value", "code", "reason", "remedy"),
    "pt": ("linha", "coluna", "valor", "código", "motivo", "solução"),
}
BATCH = 5000
_MARKS = {"column": "\x01", "value": "\x02", "detail": "\x03"}


def error_file(work: Work, run_id: int) -> Iterator[bytes]:
    """The problems of the last check or load as CSV in UTF-8 with its mark, a piece at a time."""
    work.require("integration.read")
    path = problems_path(work.settings, visible_run(work, run_id))
    if not path.exists():
        raise NotFound
    return _pieces(str(path), work.lang)


def _pieces(path: str, lang: str) -> Iterator[bytes]:
    yield ("\ufeff" + ",".join(HEADERS[lang]) + "\r\n").encode()
    with duckdb.connect() as con:
        con.execute("SET enable_progress_bar = false")
        con.register("words", _words(lang))
        filled = "replace(replace(replace({0}, chr(3), {1}), chr(1), coalesce(column_name, '')), chr(2), coalesce(value, ''))"
        detail = f"coalesce(json_extract_string(detail, '$.{json.dumps(lang)}'), '')"
        plain = f"CASE WHEN json_valid(detail) AND json_type(detail) = 'OBJECT' THEN {detail} ELSE coalesce(detail, '') END"
        con.execute(
            f"""SELECT p.row::VARCHAR, column_name, value, p.code, {filled.format("reason", plain)}, {filled.format("remedy", plain)}
            FROM read_parquet(?) AS p JOIN words USING (code) ORDER BY p.row, column_name""",
            [path],
        )
        while rows := con.fetchmany(BATCH):
            yield "".join(",".join(_cell(cell) for cell in row) + "\r\n" for row in rows).encode("utf-8", "replace")


def _words(lang: str) -> pa.Table:
    def marked(words: Text) -> str:
        return say(words, lang, _MARKS)

    codes = list(ALL_PROBLEMS)
    return pa.table(
        {
            "code": codes,
            "reason": [marked(ALL_PROBLEMS[code].reason) for code in codes],
            "remedy": [marked(ALL_PROBLEMS[code].remedy) for code in codes],
        }
    )


def _cell(value: str | None) -> str:
    """A CSV cell that no spreadsheet takes for a formula; numbers stay numbers."""
    text = (value or "").replace("\0", "")
    if text[:1] in ("=", "+", "-", "@", "\t", "\r") and not _is_number(text):
        text = "'" + text
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in ',"\r\n') else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
