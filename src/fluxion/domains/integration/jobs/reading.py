"""A file as typed rows: every cell read by its field's rules, every problem noted, rows of the mapping's rules set aside."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from fluxion.base.files import CellKind, CellType, Limits, ReadOptions, Staged, cell_sql, duck_type, stage, workbench
from fluxion.base.files.columnar import text_literal
from fluxion.base.settings import Settings
from fluxion.domains.integration.rules import EntitySpec, Field
from fluxion.domains.integration.shapes import Mapping, RowRule

Progress = Callable[[float, str], None]
PROBLEM_DDL = "CREATE OR REPLACE TABLE problem (row BIGINT, field VARCHAR, value VARCHAR, code VARCHAR, detail VARCHAR)"
MEMORY = "1GB"
ADMITTED = Limits(size_mb=1 << 20)
"""The size was judged when the file was taken in."""


@dataclass(frozen=True)
class Reading:
    """A file in a workbench of its own.

    Tables: `typed` (`row` and each field of the entity, NULL where the file does not tell it; only rows without a
    problem), `problem` (row, field, value, code, detail), `skipped` (reason, rows).
    """

    con: duckdb.DuckDBPyConnection
    spec: EntitySpec
    mapping: Mapping
    staged: Staged

    def given(self, field: str) -> bool:
        """Whether the file or a fixed value tells the field."""
        return field in self.mapping.columns or field in self.mapping.constants

    @property
    def total(self) -> int:
        """Rows of the file that hold anything."""
        return self.staged.rows + self.staged.broken


@contextmanager
def reading(
    settings: Settings, path: Path, options: ReadOptions, spec: EntitySpec, mapping: Mapping, progress: Progress
) -> Iterator[Reading]:
    """The file read as the mapping says, in bounded memory; gone when the block ends."""
    with workbench(settings.data_dir.resolve() / "spill", memory=MEMORY) as con:
        progress(0.02, "read")
        staged = stage(con, path, options, limits=ADMITTED)
        progress(0.15, "read")
        read = Reading(con, spec, mapping, staged)
        _type_rows(read)
        progress(0.3, "read")
        yield read


def _type_rows(read: Reading) -> None:
    con, options = read.con, read.staged.detected
    con.execute(PROBLEM_DDL)
    con.execute("INSERT INTO problem SELECT row, NULL, value, code, NULL FROM broken")
    fields = [field for field in read.spec.fields if read.given(field.name)]
    sqls = [cell_sql(_source(read, field), _quoted(field.name), field.type, options.decimal_mark, options.date_order) for field in fields]
    values = ", ".join(f"{_with_rules(read, field, sql.value)} AS {_quoted(field.name)}" for field, sql in zip(fields, sqls, strict=True))
    codes = ", ".join(f"{sql.code} AS {_quoted('!' + field.name)}" for field, sql in zip(fields, sqls, strict=True))
    con.execute(
        f"""CREATE OR REPLACE TABLE judged AS WITH read_once AS MATERIALIZED (SELECT raw.*, {values} FROM raw WHERE ({_rule_sql(read)}) IS NULL)
        SELECT row, {", ".join(_quoted(field.name) for field in fields)}, {codes} FROM read_once"""
    )
    _note_problems(read, fields)
    _show_good(read, fields)
    _count_skipped(read)


def _source(read: Reading, field: Field) -> str:
    """The text a field is read from: a column of the file, or the fixed value."""
    column = read.mapping.columns.get(field.name)
    return text_literal(read.mapping.constants[field.name]) if column is None else _cell(read, column)


def _cell(read: Reading, column: str) -> str:
    return f"c{read.staged.columns.index(column) + 1}"


def _with_rules(read: Reading, field: Field, value: str) -> str:
    if field.name in read.mapping.upper and field.type.kind in (CellKind.CODE, CellKind.TEXT):
        return f"upper({value})"
    if field.name == "quantity" and read.mapping.negative_when:
        any_of = " OR ".join(_matches(read, rule) for rule in read.mapping.negative_when)
        return f"CASE WHEN {any_of} THEN -abs({value}) ELSE {value} END"
    return value


def _matches(read: Reading, rule: RowRule) -> str:
    return f"coalesce(regexp_matches({_cell(read, rule.column)}, {text_literal(rule.matches)}), false)"


def _rules(read: Reading) -> list[tuple[str, RowRule]]:
    dropped = [(_matches(read, rule), rule) for rule in read.mapping.skip_when]
    return dropped + [(f"NOT {_matches(read, rule)}", rule) for rule in read.mapping.keep_when]


def _rule_sql(read: Reading) -> str:
    """Which rule sets a row aside, by its place; NULL: none."""
    arms = " ".join(f"WHEN {condition} THEN {place}" for place, (condition, _) in enumerate(_rules(read)))
    return f"CASE {arms} END" if arms else "NULL::INTEGER"


def _note_problems(read: Reading, fields: Sequence[Field]) -> None:
    """Gather the rows with a cell that is wrong or missing (table `bad`), then say what is wrong with each cell."""
    wrong = {field.name: _wrong(field) for field in fields}
    read.con.execute(
        f"CREATE OR REPLACE TABLE bad AS SELECT * FROM judged WHERE {' OR '.join(f'({each}) IS NOT NULL' for each in wrong.values())}"
    )
    for field in fields:
        detail = " ".join(f"WHEN '{each}' THEN {text_literal(words)}" for each, words in _details(field.type).items())
        read.con.execute(
            f"""INSERT INTO problem
            SELECT b.row, {text_literal(field.name)}, left({_source(read, field)}, 200), b.code, CASE b.code {detail} END
            FROM (SELECT row, {wrong[field.name]} AS code FROM bad) AS b JOIN raw USING (row) WHERE b.code IS NOT NULL"""
        )


def _wrong(field: Field) -> str:
    """The code of what is wrong with the field in a row of `judged`, NULL for nothing."""
    name, code = _quoted(field.name), _quoted("!" + field.name)
    return f"CASE WHEN {name} IS NULL AND {code} IS NULL THEN 'missing' ELSE {code} END" if field.required else code


def _details(kind: CellType) -> dict[str, str]:
    """What the words of a problem need to know of the field's limits."""
    found = {"too_long": str(kind.max_length)}
    if kind.lowest is not None:
        found["too_small"] = str(kind.lowest)
    if kind.highest is not None:
        found["too_large"] = str(kind.highest)
    if kind.choices:
        found["not_a_choice"] = ", ".join(kind.choices)
    return found


def _show_good(read: Reading, fields: Sequence[Field]) -> None:
    """The view `typed`: rows without a wrong cell, with a NULL of the right type for what the file does not tell."""
    told = {field.name for field in fields}
    columns = [
        _quoted(field.name) if field.name in told else f"NULL::{duck_type(field.type)} AS {_quoted(field.name)}"
        for field in read.spec.fields
    ]
    read.con.execute(f"CREATE OR REPLACE VIEW typed AS SELECT row, {', '.join(columns)} FROM judged WHERE row NOT IN (SELECT row FROM bad)")


def _count_skipped(read: Reading) -> None:
    read.con.execute("CREATE OR REPLACE TABLE skipped (reason VARCHAR, rows BIGINT)")
    if not _rules(read):
        return
    counted = read.con.execute(
        f"SELECT {_rule_sql(read)} AS rule, count(*) FROM raw GROUP BY rule HAVING rule IS NOT NULL ORDER BY rule"
    ).fetchall()
    for place, rows in counted:
        rule = _rules(read)[place][1]
        read.con.execute("INSERT INTO skipped VALUES (?, ?)", [rule.reason or f"{rule.column}: {rule.matches}", rows])


def keyed(con: duckdb.DuckDBPyConnection, column: str, key_of: Callable[[str], str]) -> str:
    """A table (code, key) of the different values of a column of `typed`; gives its name. A loop over codes, never over lines."""
    codes = [row[0] for row in con.execute(f"SELECT DISTINCT {_quoted(column)} FROM typed WHERE {_quoted(column)} IS NOT NULL").fetchall()]
    table = f"key_{column}"
    con.register("batch", pa.table({"code": pa.array(codes, pa.string()), "key": pa.array([key_of(code) for code in codes], pa.string())}))
    con.execute(f"CREATE OR REPLACE TABLE {table} AS SELECT * FROM batch")
    con.unregister("batch")
    return table


def set_aside(con: duckdb.DuckDBPyConnection, table: str) -> None:
    """Take the rows that have a problem by now out of a table."""
    con.execute(f"DELETE FROM {table} WHERE row IN (SELECT row FROM problem)")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
