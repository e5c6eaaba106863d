"""Bringing a file and saying what its columns mean."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import duckdb
from sqlalchemy import select

from fluxion.base.files import Detected, Limits, ReadOptions, detect
from fluxion.base.files.errors import EmptyFile, FileTooLarge
from fluxion.base.settings import Settings
from fluxion.base.work import Work
from fluxion.domains.integration import reads
from fluxion.domains.integration.errors import BadPattern, FileGone, MappingIncomplete, StillWorking, WrongState
from fluxion.domains.integration.events import FileUploaded, MappingChosen
from fluxion.domains.integration.rules import ENTITIES, EntityName, EntitySpec
from fluxion.domains.integration.rules.mapping import guess_entity, mapping_errors, propose, signature
from fluxion.domains.integration.shapes import ImportView, Mapping, RunChange
from fluxion.domains.integration.tables import CHECKED, MAPPED, UPLOADED, ImportMapping, ImportRun
from fluxion.values.errors import require_version

MEGA = 1 << 20


@dataclass(frozen=True)
class Received:
    """A file that was taken in and looked at; `stored` is its name in the upload folder."""

    stored: str
    filename: str
    size: int
    detected: Detected


def receive(settings: Settings, filename: str, content: Iterable[bytes], limits: Limits | None = None) -> Received:
    """Take a file in under a name of our own and look at it; a refused file is not kept.

    Needs no unit of work, so that nobody waits for a large file. Raises refusals of `base.files.errors`.
    """
    limits = limits or Limits()
    stored = f"{uuid4().hex}.upload"
    settings.upload_dir.mkdir(parents=True, exist_ok=True)
    path = settings.upload_dir / stored
    try:
        size = _write(path, content, limits)
        return Received(stored, _shown_name(filename), size, detect(path, limits=limits))
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _write(path: Path, content: Iterable[bytes], limits: Limits) -> int:
    size = 0
    with path.open("xb") as file:
        for chunk in content:
            size += len(chunk)
            if size > limits.size_mb * MEGA:
                raise FileTooLarge(limit=limits.size_mb)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    if size == 0:
        raise EmptyFile
    return size


def _shown_name(filename: str) -> str:
    """The last part of the name a file came with, for showing only."""
    last = filename.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in last if c.isprintable())[:200] or "archivo"


def upload_file(work: Work, received: Received, entity: EntityName | None = None) -> ImportView:
    """Begin an import of a file that was received, with the mapping remembered for its columns or else a proposed one."""
    work.require("integration.upload")
    columns = [column.name for column in received.detected.columns]
    spec = ENTITIES[entity] if entity else guess_entity(ENTITIES.values(), columns)
    mapping, options = _remembered(work, spec, columns)
    run = ImportRun(
        entity=spec.name,
        state=UPLOADED,
        filename=received.filename,
        stored=received.stored,
        size=received.size,
        detected=received.detected.model_dump(mode="json"),
        options=options.model_dump(mode="json", exclude_none=True),
        mapping=mapping.model_dump(mode="json"),
        create_missing=[],
        report={},
        created_at=work.now,
        created_by_id=work.actor.id,
        created_by=work.actor.name,
    )
    if options != ReadOptions():
        _look_again(work, run, options)
    work.db.add(run)
    work.db.flush()
    work.emit(FileUploaded(subject_id=run.id, filename=run.filename, entity=run.entity))
    return reads.import_run(work, run.id)


def _remembered(work: Work, spec: EntitySpec, columns: list[str]) -> tuple[Mapping, ReadOptions]:
    """The mapping last used for these columns, or the proposed one."""
    kept = work.db.scalar(
        select(ImportMapping).where(ImportMapping.entity == spec.name, ImportMapping.header_signature == signature(columns))
    )
    if kept is not None:
        mapping = Mapping.model_validate(kept.mapping)
        if not mapping_errors(spec, columns, mapping.columns, mapping.constants, complete=False):
            return mapping, ReadOptions.model_validate(kept.options)
    return proposed(spec, columns), ReadOptions()


def proposed(spec: EntitySpec, columns: list[str]) -> Mapping:
    """The mapping that the names of the columns suggest."""
    return Mapping(columns={match.target: match.header for match in propose(spec, columns)})


def edit_import(work: Work, run_id: int, change: RunChange, version: int | None = None) -> ImportView:
    """Change how a file is read or what its columns mean; what was checked before has to be checked again."""
    work.require("integration.upload")
    run = open_run(work, run_id, (UPLOADED, MAPPED, CHECKED))
    require_version(run.version, version)
    if change.entity is not None and change.entity != run.entity:
        run.entity = change.entity
        run.mapping = proposed(ENTITIES[change.entity], _columns(run)).model_dump(mode="json")
    if change.options is not None:
        _look_again(work, run, change.options)
    _set_mapping(run, change)
    run.state, run.report = MAPPED, {}
    run.version += 1
    work.emit(MappingChosen(subject_id=run.id, filename=run.filename))
    return reads.import_run(work, run.id)


def _look_again(work: Work, run: ImportRun, options: ReadOptions) -> None:
    """Detect with the options a person fixed; when that gives other columns, propose again what they mean."""
    before = _columns(run)
    path = stored_file(work.settings, run)
    found = detect(path, options, limits=Limits(size_mb=1 << 20))
    run.options = options.model_dump(mode="json", exclude_none=True)
    run.detected = found.model_dump(mode="json")
    if _columns(run) != before:
        run.mapping = proposed(ENTITIES[run.entity], _columns(run)).model_dump(mode="json")  # type: ignore[index]


def _set_mapping(run: ImportRun, change: RunChange) -> None:
    spec = ENTITIES[run.entity]  # type: ignore[index]
    mapping = Mapping.model_validate(run.mapping)
    columns = dict(mapping.columns)
    if change.mapping is not None:
        columns = {field: column for field, column in change.mapping.items() if column is not None}
    kept = {
        name: value
        for name in ("constants", "skip_when", "keep_when", "negative_when", "upper")
        if (value := getattr(change, name)) is not None
    }
    merged = mapping.model_copy(update={**kept, "columns": columns})
    if errors := mapping_errors(spec, _columns(run), merged.columns, merged.constants, complete=False):
        raise MappingIncomplete(errors=errors)
    _check_rules(merged, _columns(run), spec)
    run.mapping = merged.model_dump(mode="json")


def _check_rules(mapping: Mapping, columns: list[str], spec: EntitySpec) -> None:
    """Refuse rules about columns or fields that there are not, and patterns that are none."""
    named = {rule.column: rule.column for rule in (*mapping.skip_when, *mapping.keep_when, *mapping.negative_when)}
    wrong = mapping_errors(spec, columns, {}, dict.fromkeys(mapping.upper, ""), complete=False)
    if wrong or not named.keys() <= set(columns):
        unknown = (
            mapping_errors(spec, columns, {spec.fields[0].name: next(c for c in named if c not in columns)}, {}, complete=False)
            if not wrong
            else []
        )
        raise MappingIncomplete(errors=[*wrong, *unknown])
    with duckdb.connect() as con:
        for rule in (*mapping.skip_when, *mapping.keep_when, *mapping.negative_when):
            try:
                con.execute("SELECT regexp_matches('', ?)", [rule.matches]).fetchone()
            except duckdb.Error as error:
                raise BadPattern(pattern=rule.matches) from error


def _columns(run: ImportRun) -> list[str]:
    return [column["name"] for column in run.detected["columns"]]


def open_run(work: Work, run_id: int, states: tuple[str, ...]) -> ImportRun:
    """The run, locked, when it is in one of the states and none of its jobs is under way."""
    work.require("integration.read")
    run = reads.visible_run(work, run_id, lock=True)
    if run.job_id is not None and reads.is_working(work, run.job_id):
        raise StillWorking
    if run.state not in states:
        raise WrongState(state=run.state)
    return run


def stored_file(settings: Settings, run: ImportRun) -> Path:
    """Where the uploaded file lies; refused when it is no longer kept."""
    path = settings.upload_dir / Path(run.stored).name
    if not path.exists():
        raise FileGone
    return path
