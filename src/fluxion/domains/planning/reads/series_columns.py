"""What the columns of a file of series are: which name what, which are numbers known beside y, which are words."""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as parquet

from fluxion.domains.planning.rules.file_problems import problem, refusal

OUT, CLOSED = "stock_out_share", "closed"
_NUMBERS = (
    "TINYINT",
    "SMALLINT",
    "INTEGER",
    "BIGINT",
    "HUGEINT",
    "UTINYINT",
    "USMALLINT",
    "UINTEGER",
    "UBIGINT",
    "FLOAT",
    "DOUBLE",
    "BOOLEAN",
)
_WHOLE = _NUMBERS[:9]
_DAY = "({value}::timestamp::date - date '1970-01-01')::bigint"


@dataclass(frozen=True)
class Source:
    """A file as a view whose columns are called c0, c1, … so that no name of a stranger becomes SQL."""

    view: str
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    arrow: dict[str, pa.DataType]
    texts: dict[str, str]


def source(con: duckdb.DuckDBPyConnection, path: Path, view: str) -> Source:
    """The file as a view of this name; CSV cells stay text, Parquet keeps its types."""
    if not path.is_file():
        raise refusal([problem("no_file", value=path)])
    with path.open("rb") as file:
        is_parquet = file.read(4) == b"PAR1"
    if not is_parquet and path.stat().st_size == 0:
        raise refusal([problem("empty")])
    try:
        found = con.read_parquet(str(path)) if is_parquet else con.read_csv(str(path), all_varchar=True, header=True)
        names, kinds = tuple(found.columns), tuple(str(kind) for kind in found.types)
        found.create_view(f"{view}_file")
        con.execute(f"create view {view}({', '.join(f'c{i}' for i in range(len(names)))}) as select * from {view}_file")
        arrow = {field.name: field.type for field in parquet.read_schema(path)} if is_parquet else {}
        con.execute(f"select count(*) from {view}").fetchall()
    except (duckdb.Error, pa.ArrowException, UnicodeDecodeError) as error:
        raise refusal([problem("unreadable", value=str(error).splitlines()[0])]) from error
    texts = {} if is_parquet else _text_kinds(con, view, len(names))
    return Source(view, names, kinds, arrow, texts)


def _text_kinds(con: duckdb.DuckDBPyConnection, view: str, count: int) -> dict[str, str]:
    """What the texts of each CSV column are: `blank`, `counter` (six digits at most), `number` (yes and no too) or `text`."""
    each = ", ".join(
        f"count(*) filter (trim(c{i}) <> '' and try_cast(trim(c{i}) as double) is null and try_cast(trim(c{i}) as boolean) is null),"
        f"count(*) filter (trim(c{i}) <> ''), count(*) filter (regexp_matches(trim(c{i}), '^[0-9]{{1,6}}$'))"
        for i in range(count)
    )
    found = con.execute(f"select {each} from {view}").fetchall()[0]
    kinds = {}
    for i, (odd, told, digits) in enumerate(zip(found[::3], found[1::3], found[2::3], strict=True)):
        kinds[f"c{i}"] = "blank" if not told else "text" if odd else "counter" if digits == told else "number"
    return kinds


@dataclass(frozen=True)
class Columns:
    """How the columns that were found are read."""

    names: dict[str, str]
    kinds: dict[str, str]
    known: tuple[str, ...]
    words: tuple[str, ...]
    ignored: tuple[str, ...]
    has_out: bool
    has_closed: bool
    id_type: pa.DataType
    ds_type: pa.DataType
    plain_numbers: bool
    typed_file: bool

    def ref(self, name: str) -> str:
        """The column of this name in SQL."""
        return self.names[name]

    @property
    def id(self) -> str:
        """The series' name in SQL."""
        return self.value("unique_id")

    def is_text(self, name: str) -> bool:
        """Whether the file tells the column as text."""
        return self.kinds[name] == "VARCHAR"

    def value(self, name: str) -> str:
        """The column's value in SQL; texts are trimmed, and nothing when empty."""
        return f"nullif(trim({self.ref(name)}), '')" if self.is_text(name) else self.ref(name)

    def number(self, name: str) -> str:
        """The column as a number in SQL: nothing when it is none; yes and no are 1 and 0."""
        value = self.value(name)
        if self.is_text(name):
            return f"coalesce(try_cast({value} as double), try_cast({value} as boolean)::double)"
        return f"{value}::double"

    @property
    def day(self) -> str:
        """The number of the day in SQL, nothing when the cell is none."""
        value = self.value("ds")
        if self.plain_numbers:
            return f"try_cast({value} as bigint)"
        if not self.is_text("ds"):
            return _DAY.format(value=value)
        compact = f"case when regexp_matches({value}, '^[0-9]{{8}}$') then try_strptime({value}, '%Y%m%d') end"
        return _DAY.format(value=f"coalesce(try_cast({value} as timestamp), {compact})")

    def typed(self, view: str, known: tuple[str, ...], *, future: bool = False) -> str:
        """The rows as a query: id, day, y, k0, k1, …, out, closed; those of a table of the future have no y."""
        parts = [f"{self.id} as id", f"{self.day} as day", f"{'null::double' if future else self.number('y')} as y"]
        parts += [f"{self.number(name) if name in self.known else 'null::double'} as k{i}" for i, name in enumerate(known)]
        if self.has_out and not future:
            parts.append(f"{self.number(OUT)} as out")
        if self.has_closed:
            parts.append(f"{self.number(CLOSED)} as closed")
        return f"select {', '.join(parts)} from {view}"


def find_columns(file: Source, needed: tuple[str, ...]) -> Columns:
    """The columns needed, and what the others are; refused when one that is needed is missing."""
    by_word = {name.strip().lower(): f"c{i}" for i, name in reversed(list(enumerate(file.names)))}
    missing = [name for name in needed if name not in by_word]
    if missing:
        raise refusal([problem("no_column", field=name, value=", ".join(file.names)) for name in missing])
    kinds = {word: file.kinds[int(ref[1:])] for word, ref in by_word.items()}
    others = [word for word in by_word if word not in ("unique_id", "ds", "y", OUT, CLOSED) and not word.startswith("__index_level_")]
    known = tuple(word for word in others if _is_number(kinds[word], file.texts.get(by_word[word])))
    words = tuple(word for word in others if kinds[word] in ("VARCHAR", "BOOLEAN", *_WHOLE) or kinds[word].startswith("ENUM"))
    used = words if "ds" not in needed else known
    written = {name.strip().lower(): name for name in file.names}
    types = {word: file.arrow.get(written[word], pa.string()) for word in by_word}
    ds_type = types.get("ds", pa.date32())
    return Columns(
        names=by_word,
        kinds=kinds,
        known=known,
        words=words,
        ignored=tuple(written[word] for word in others if word not in used and file.texts.get(by_word[word]) != "blank"),
        has_out=OUT in by_word,
        has_closed=CLOSED in by_word,
        id_type=types["unique_id"],
        ds_type=ds_type if file.arrow else pa.date32(),
        plain_numbers="ds" in by_word and (kinds["ds"] in _WHOLE or file.texts.get(by_word["ds"]) == "counter"),
        typed_file=bool(file.arrow),
    )


def _is_number(kind: str, text: str | None) -> bool:
    return text in ("number", "counter") if text is not None else kind in _NUMBERS or kind.startswith("DECIMAL")
