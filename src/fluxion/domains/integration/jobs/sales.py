"""Sold lines of a file: codes to ids, rules, identity, and the lines as Parquet for history. No loop over lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from fluxion.base.facts import as_json
from fluxion.base.files.columnar import text_literal
from fluxion.base.work import Work
from fluxion.domains import catalog, history, partners
from fluxion.domains.integration.errors import NoLocation
from fluxion.domains.integration.jobs.masters import single_location
from fluxion.domains.integration.jobs.reading import Reading, keyed, set_aside
from fluxion.domains.integration.jobs.reporting import Report
from fluxion.domains.integration.rules.spec import text
from fluxion.domains.sales import LINE_RULES, SALE_LINES, row_key_sql, signed_discount_sql
from fluxion.values.codes import code_key
from fluxion.values.errors import say

ONLY_STOCK_OUT = text(
    "Solo registra falta de existencia, sin venta", "Tells only of missing stock, without a sale", "Registra só falta de estoque, sem venda"
)
MAIN = {"code": "MAIN", "name": "Principal"}
_PROVISIONAL = -1
_CODES = {"products": "sku", "locations": "location", "customers": "customer"}


@dataclass(frozen=True)
class Codes:
    """Codes that a sales file names and that do not exist yet, as the file writes them."""

    products: list[str]
    locations: list[str]
    customers: list[str]

    def of(self, entity: str) -> list[str]:
        """The missing codes of one kind."""
        found: list[str] = getattr(self, entity)
        return found


def is_by_line(read: Reading) -> bool:
    """Whether document and line number say which line a row is."""
    return "line" in read.mapping.columns and "document" in read.mapping.columns


def missing_codes(work: Work, read: Reading) -> Codes:
    """The codes of the file that do not exist; also registers those that do (`known_products`, …)."""
    frames = {
        "products": catalog.product_frame(work),
        "locations": catalog.location_frame(work),
        "customers": partners.customer_frame(work),
    }
    missing: dict[str, list[str]] = {}
    for entity, column in _CODES.items():
        key = "sku_key" if entity == "products" else "code_key"
        read.con.register("batch", frames[entity].select(["id", key]).rename_columns(["id", "key"]))
        read.con.execute(f"CREATE OR REPLACE TABLE known_{entity} AS SELECT * FROM batch")
        read.con.unregister("batch")
        named = keyed(read.con, column, code_key)
        rows = read.con.execute(
            f"SELECT min(code) FROM {named} ANTI JOIN known_{entity} USING (key) GROUP BY key ORDER BY min(code)"
        ).fetchall()
        missing[entity] = [row[0] for row in rows]
    if not read.given("location") and single_location(work) is None and not frames["locations"].num_rows:
        missing["locations"] = [MAIN["code"]]
    return Codes(**missing)


def new_masters(read: Reading, entity: str, codes: Sequence[str]) -> list[dict[str, Any]]:
    """The rows by which missing masters are created, with what the file tells of them."""
    if entity == "products":
        return _new_products(read, codes)
    column, name = _CODES[entity], f"{_CODES[entity]}_name"
    names = dict(read.con.execute(f'SELECT key, mode("{name}") FROM typed JOIN key_{column} ON code = "{column}" GROUP BY key').fetchall())
    return [{"code": code, "name": names.get(code_key(code)) or (MAIN["name"] if code == MAIN["code"] else code)} for code in codes]


def _new_products(read: Reading, codes: Sequence[str]) -> list[dict[str, Any]]:
    """Name and category as most lines tell them, price and cost as the last line does."""
    found = read.con.execute(
        """SELECT key, mode(product_name), mode(category), arg_max(unit_price, date) FILTER (unit_price > 0),
               arg_max(unit_cost, date) FILTER (unit_cost > 0)
        FROM typed JOIN key_sku ON code = sku GROUP BY key"""
    ).fetchall()
    told = {key: (name, category, price, cost) for key, name, category, price, cost in found}
    rows = []
    for code in codes:
        name, category, price, cost = told.get(code_key(code), (None, None, None, None))
        rows.append({"sku": code, "name": name or code, "category": category, "price": price, "cost": cost})
    return rows


def promise(read: Reading, codes: Codes, entities: Sequence[str]) -> None:
    """For a dry run: give missing codes that would be created ids below zero, which no line in the lake can have."""
    for entity in entities:
        rows = [(_PROVISIONAL - place, code_key(code)) for place, code in enumerate(codes.of(entity))]
        if rows:
            read.con.register("batch", pa.table({"id": [row[0] for row in rows], "key": [row[1] for row in rows]}))
            read.con.execute(f"INSERT INTO known_{entity} SELECT id, key FROM batch")
            read.con.unregister("batch")


def build_lines(work: Work, read: Reading, report: Report) -> None:
    """Make table `lines` of the good rows (columns of `SALE_LINES` and `row`) and table `outs` of stock-outs."""
    con = read.con
    only = _only_location(read)
    con.execute(
        f"""CREATE OR REPLACE TABLE resolved AS
        SELECT t.*, p.id::INTEGER AS product_id, {only or "l.id::INTEGER"} AS location_id, c.id::INTEGER AS customer_id
        FROM typed AS t
        LEFT JOIN key_sku AS ks ON ks.code = t.sku LEFT JOIN known_products AS p ON p.key = ks.key
        LEFT JOIN key_location AS kl ON kl.code = t.location LEFT JOIN known_locations AS l ON l.key = kl.key
        LEFT JOIN key_customer AS kc ON kc.code = t.customer LEFT JOIN known_customers AS c ON c.key = kc.key"""
    )
    _note_unknown(read)
    set_aside(con, "resolved")
    _take_stock_outs(read, report, work.lang)
    con.execute(
        f"""CREATE OR REPLACE TABLE plain AS SELECT row, document, line::INTEGER AS line, "date" AS day, product_id, location_id, customer_id,
            salesperson, channel, quantity::DECIMAL(18,3) AS quantity, unit_price::DECIMAL(18,4) AS unit_price,
            {signed_discount_sql()}::DECIMAL(18,4) AS discount, unit_cost::DECIMAL(18,4) AS unit_cost FROM resolved"""
    )
    con.execute("DROP TABLE resolved")
    _apply_line_rules(work, read)
    con.execute(f"CREATE OR REPLACE TABLE lines AS SELECT {row_key_sql(by_line=is_by_line(read), order='row')} AS row_key, * FROM plain")
    con.execute("DROP TABLE plain")
    if is_by_line(read):
        _set_repeated_aside(read, report)


def _only_location(read: Reading) -> str | None:
    """The id of the location when the file does not tell it: the only one there is, or will be."""
    if read.given("location"):
        return None
    found = read.con.execute("SELECT id FROM known_locations").fetchall()
    if len(found) != 1:
        raise NoLocation
    return f"({int(found[0][0])})::INTEGER"


def _note_unknown(read: Reading) -> None:
    line = "OR line IS NULL OR document IS NULL" if is_by_line(read) else ""
    read.con.execute(
        f"""INSERT INTO problem
        SELECT row, unnest(['sku', 'location', 'location', 'customer', 'line', 'document']) AS field,
               unnest([sku, location, NULL, customer, NULL, NULL]), unnest([
                   CASE WHEN product_id IS NULL THEN 'unknown_sku' END,
                   CASE WHEN location_id IS NULL AND location IS NOT NULL THEN 'unknown_location' END,
                   CASE WHEN location_id IS NULL AND location IS NULL THEN 'location_needed' END,
                   CASE WHEN customer_id IS NULL AND customer IS NOT NULL THEN 'unknown_customer' END,
                   {"CASE WHEN line IS NULL THEN 'missing' END, CASE WHEN document IS NULL THEN 'missing' END" if line else "NULL, NULL"}
               ]) AS code, NULL
        FROM resolved
        WHERE product_id IS NULL OR location_id IS NULL OR (customer IS NOT NULL AND customer_id IS NULL) {line}"""
    )
    read.con.execute("DELETE FROM problem WHERE code IS NULL")


def _take_stock_outs(read: Reading, report: Report, lang: str) -> None:
    con = read.con
    share = "least(coalesce(stock_out_share, stock_out_hours / coalesce(open_hours, 24), 0)::DOUBLE, 1)"
    con.execute(
        f"""CREATE OR REPLACE TABLE outs AS SELECT "date" AS day, product_id, location_id, max({share}) AS share_out
        FROM resolved WHERE {share} > 0 GROUP BY ALL"""
    )
    report.stock_outs = int(con.execute("SELECT count(*) FROM outs").fetchall()[0][0])
    if read.given("stock_out_share") or read.given("stock_out_hours"):
        con.execute(
            "INSERT INTO skipped SELECT ?, count(*) FROM resolved WHERE quantity = 0 HAVING count(*) > 0", [say(ONLY_STOCK_OUT, lang)]
        )
        con.execute("DELETE FROM resolved WHERE quantity = 0")


def _apply_line_rules(work: Work, read: Reading) -> None:
    for rule in LINE_RULES:
        named = "date" if rule.column == "day" else rule.column
        given: Mapping[str, Any] = {"today": work.today} if "$today" in rule.condition else {}
        read.con.execute(
            f"""INSERT INTO problem SELECT row, {text_literal(named)}, {rule.column}::VARCHAR, {text_literal(rule.code)}, NULL
            FROM plain WHERE {rule.condition}""",
            dict(given),
        )
    set_aside(read.con, "plain")


def _set_repeated_aside(read: Reading, report: Report) -> None:
    """The same document and line again: the same data counts once, other data is a problem of the later row."""
    con = read.con
    content = ", ".join(name for name in SALE_LINES.names if name != "row_key")
    con.execute(
        f"""CREATE OR REPLACE TABLE again AS
        WITH twice AS (SELECT row_key, min(row) AS first FROM lines GROUP BY row_key HAVING count(*) > 1),
             content AS (SELECT row, row_key, hash({content}) AS content, document || ' / ' || line AS label FROM lines SEMI JOIN twice USING (row_key))
        SELECT later.row, later.label, twice.first, later.content = one.content AS same
        FROM content AS later JOIN twice USING (row_key) JOIN content AS one ON one.row = twice.first WHERE later.row > twice.first"""
    )
    report.repeated += int(con.execute("SELECT count(*) FROM again WHERE same").fetchall()[0][0])
    con.execute("INSERT INTO problem SELECT row, 'line', label, 'duplicate_in_file', first::VARCHAR FROM again WHERE NOT same")
    con.execute("DELETE FROM lines WHERE row IN (SELECT row FROM again)")


def write_lines(read: Reading, path: Path) -> None:
    """The lines as a Parquet file, in the order of the rows."""
    columns = ", ".join(SALE_LINES.names)
    read.con.execute(f"COPY (SELECT {columns} FROM lines ORDER BY row) TO {text_literal(str(path))} (FORMAT parquet, COMPRESSION snappy)")


def stock_outs(read: Reading) -> pa.Table:
    """Days on which products were missing, as history keeps them."""
    found: pa.Table = read.con.execute("SELECT day, product_id, location_id, share_out FROM outs ORDER BY ALL").to_arrow_table()
    return found.cast(history.STOCK_OUTS.schema)


def sample_changes(work: Work, read: Reading, report: Report) -> None:
    """A few new and changed lines for the report of a dry run."""
    con = read.con
    months = [row[0] for row in con.execute("SELECT DISTINCT strftime(day, '%Y-%m') FROM lines").fetchall()]
    work.lake.snapshot(history.SALES).view(con, "kept", None if is_by_line(read) else months)
    compared = [name for name in SALE_LINES.names if name not in ("row_key", "document", "line")]
    pairs = ", ".join(f"lines.{name}, kept.{name}" for name in compared)
    differs = " OR ".join(f"lines.{name} IS DISTINCT FROM kept.{name}" for name in compared)
    rows = con.execute(
        f"SELECT coalesce(lines.document || ' / ' || lines.line, 'row ' || lines.row), {pairs} FROM lines JOIN kept USING (row_key) WHERE {differs} ORDER BY row LIMIT 10"
    ).fetchall()
    for key, *cells in rows:
        changed = {name: (cells[2 * i], cells[2 * i + 1]) for i, name in enumerate(compared) if cells[2 * i] != cells[2 * i + 1]}
        before, after = ({name: as_json(pair[side]) for name, pair in changed.items()} for side in (1, 0))
        report.changed_samples.append({"key": key, "before": before, "after": after})
    shown = ("row", "document", "day", "quantity", "unit_price", "discount")
    fresh = con.execute(f"SELECT {', '.join(shown)} FROM lines ANTI JOIN kept USING (row_key) ORDER BY row LIMIT 10").fetchall()
    report.new_samples += [as_json(dict(zip(shown, row, strict=True))) for row in fresh]
