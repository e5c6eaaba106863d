"""What integration takes and gives: mappings, import runs with their reports, the kinds of file there are."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from fluxion.base.files import Column, ReadOptions
from fluxion.base.web import Body, Shape
from fluxion.domains.integration.rules import EntityName

State = Literal["uploaded", "mapped", "checked", "loading", "loaded", "failed", "cancelled", "undone"]
Creatable = Literal["products", "locations", "customers"]
FieldName = Annotated[str, StringConstraints(min_length=1, max_length=60)]
ColumnName = Annotated[str, StringConstraints(strip_whitespace=False, min_length=1, max_length=200)]
FixedValue = Annotated[str, StringConstraints(max_length=200)]
SAMPLES = 20


class RowRule(Body):
    """Rows whose cell in `column` matches a regular expression (RE2), and in words why they are singled out."""

    column: ColumnName
    matches: Annotated[str, StringConstraints(strip_whitespace=False, min_length=1, max_length=500)]
    reason: Annotated[str, StringConstraints(max_length=300)] = ""


class Mapping(Body):
    """What the columns of a file mean.

    `columns` gives the column of each field, `constants` a fixed value. Rows that match a `skip_when` rule, or fail a
    `keep_when` rule, are left out and counted under the reason; `negative_when` makes quantities returns; the fields
    named in `upper` are taken in upper case.
    """

    columns: dict[FieldName, ColumnName] = {}
    constants: dict[FieldName, FixedValue] = {}
    skip_when: Annotated[list[RowRule], Field(max_length=50)] = []
    keep_when: Annotated[list[RowRule], Field(max_length=50)] = []
    negative_when: Annotated[list[RowRule], Field(max_length=50)] = []
    upper: Annotated[list[FieldName], Field(max_length=50)] = []


class RunChange(Body):
    """How a file is to be taken; only what is sent changes. A null column takes a field out of the mapping."""

    entity: EntityName | None = None
    options: ReadOptions | None = None
    mapping: dict[FieldName, ColumnName | None] | None = None
    constants: dict[FieldName, FixedValue] | None = None
    skip_when: Annotated[list[RowRule], Field(max_length=50)] | None = None
    keep_when: Annotated[list[RowRule], Field(max_length=50)] | None = None
    negative_when: Annotated[list[RowRule], Field(max_length=50)] | None = None
    upper: Annotated[list[FieldName], Field(max_length=50)] | None = None


class LoadWish(Body):
    """How rows in error and unknown codes are to be treated."""

    all_or_nothing: bool = Field(default=False, description="Load nothing when any row is in error.")
    create_missing: Annotated[list[Creatable], Field(max_length=3)] = Field(
        default=[], description="Masters to create when sales name them and they do not exist."
    )


class CheckWish(Body):
    """Which unknown codes the dry run takes as to be created."""

    create_missing: Annotated[list[Creatable], Field(max_length=3)] = []


class FieldView(Shape):
    """A field of a kind of file, with the words by which its column is recognised."""

    name: str
    label: str
    required: bool
    type: str
    synonyms: list[str]


class EntityView(Shape):
    """A kind of file."""

    name: EntityName
    label: str
    fields: list[FieldView]


class DetectedView(Shape):
    """What the file was found to be; every finding can be changed through `options`."""

    format: str
    encoding: str | None
    delimiter: str | None
    quote: str | None
    decimal_mark: str
    date_order: str
    header_row: int
    sheet: str | None
    sheets: list[str]
    columns: list[Column]
    notes: list[str]


class ErrorRow(Shape):
    """One thing wrong with one row, and what to do about it."""

    row: int
    column: str | None
    value: str | None
    code: str
    reason: str
    remedy: str


class ChangedRow(Shape):
    """One row that differs from what is there."""

    key: str
    before: dict[str, Any]
    after: dict[str, Any]


class Skipped(Shape):
    """Rows left out by a rule of the mapping."""

    reason: str
    rows: int


class Counts(Shape):
    """What became, or would become, of the rows of the file; they add up to `total`."""

    total: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    repeated: int = Field(default=0, description="The same row again within the file.")
    skipped: int = Field(default=0, description="Left out by a rule of the mapping.")
    error: int = 0


class Unknown(Shape):
    """Codes that the file names and that do not exist."""

    entity: str
    codes: int
    samples: list[str]
    created: bool


class Samples(Shape):
    """A few rows of each kind."""

    new: list[dict[str, Any]] = []
    changed: list[ChangedRow] = []
    error: list[ErrorRow] = []


class KeptRow(Shape):
    """A row that undoing left as it is, because somebody changed it after the load."""

    entity: str
    key: str


class UndoneView(Shape):
    """What undoing a load did."""

    restored: int = Field(description="Rows put back or removed, sales lines included.")
    kept: int = Field(description="Rows left as they are, because somebody changed them since.")
    kept_samples: list[KeptRow]


class ImportView(Shape):
    """One file from upload to load: what it is, what its columns mean, and what became of its rows."""

    id: int
    version: int
    entity: EntityName
    state: State
    filename: str
    size: int
    detected: DetectedView
    options: ReadOptions
    mapping: dict[str, str]
    scores: dict[str, float] = Field(description="How sure each proposed column is, 100 being an exact word.")
    constants: dict[str, str]
    skip_when: list[RowRule]
    keep_when: list[RowRule]
    negative_when: list[RowRule]
    upper: list[str]
    fields: list[FieldView]
    unmapped: list[str]
    missing: list[str] = Field(description="Required fields that no column or fixed value gives yet.")
    all_or_nothing: bool
    create_missing: list[Creatable]
    counts: Counts | None
    error_codes: dict[str, int]
    skipped: list[Skipped]
    unknown: list[Unknown]
    samples: Samples
    seconds: float | None
    undone: UndoneView | None
    job_id: str | None
    created_at: datetime
    created_by: str
    loaded_at: datetime | None
    undone_at: datetime | None


class RunLine(Shape):
    """One import in the list."""

    id: int
    entity: EntityName
    state: State
    filename: str
    size: int
    counts: Counts | None
    job_id: str | None
    created_at: datetime
    created_by: str
    loaded_at: datetime | None
    undone_at: datetime | None


class Started(Shape):
    """A job was queued."""

    id: int
    job_id: str
