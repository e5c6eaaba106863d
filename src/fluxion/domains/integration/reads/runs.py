"""Imports as people see them."""

from pathlib import Path
from typing import Any

from sqlalchemy import select

from fluxion.base.files import Column, Detected
from fluxion.base.jobs import OPEN_STATES, JobRow
from fluxion.base.paging import Ask, Page, read_page
from fluxion.base.settings import Settings
from fluxion.base.work import Work
from fluxion.domains.integration.reads.entities import field_views
from fluxion.domains.integration.rules import ENTITIES, EntityName
from fluxion.domains.integration.rules.mapping import propose
from fluxion.domains.integration.rules.problems import ALL_PROBLEMS
from fluxion.domains.integration.shapes import (
    ChangedRow,
    Counts,
    DetectedView,
    ErrorRow,
    ImportView,
    Mapping,
    RunLine,
    Samples,
    Skipped,
    State,
    UndoneView,
    Unknown,
)
from fluxion.domains.integration.tables import ImportRun
from fluxion.values.errors import NotFound, say

ORDERS = {"id": ImportRun.id, "created_at": ImportRun.created_at}


def visible_run(work: Work, run_id: int, *, lock: bool = False) -> ImportRun:
    """The run, when the person may see it: their own, or any for those who see all locations."""
    run = work.db.get(ImportRun, run_id, with_for_update=lock)
    if run is None or (work.actor.locations is not None and run.created_by_id != work.actor.id):
        raise NotFound
    return run


def is_working(work: Work, job_id: str) -> bool:
    """Whether the job still waits or runs."""
    return work.db.scalar(select(JobRow.state).where(JobRow.id == job_id)) in OPEN_STATES


def problems_path(settings: Settings, run: ImportRun) -> Path:
    """Where the problems of a run's last check or load are kept."""
    return settings.upload_dir / f"{Path(run.stored).stem}.problems.parquet"


def imports(work: Work, ask: Ask, entity: EntityName | None = None, state: State | None = None) -> Page[RunLine]:
    """The imports the person may see, newest first."""
    work.require("integration.read")
    query = select(ImportRun)
    if work.actor.locations is not None:
        query = query.where(ImportRun.created_by_id == work.actor.id)
    if entity is not None:
        query = query.where(ImportRun.entity == entity)
    if state is not None:
        query = query.where(ImportRun.state == state)
    return read_page(work.db, work.settings, query, ask, ORDERS, ImportRun.id, lambda row: _line(row[0]), default_sort="-id")


def _line(run: ImportRun) -> RunLine:
    return RunLine.model_validate(
        {
            **{name: getattr(run, name) for name in RunLine.model_fields if name != "counts"},
            "counts": _counts(run.report),
        }
    )


def _counts(report: dict[str, Any]) -> Counts | None:
    return Counts.model_validate(report["counts"]) if "counts" in report else None


def import_run(work: Work, run_id: int) -> ImportView:
    """One import with everything known about it."""
    work.require("integration.read")
    run = visible_run(work, run_id)
    spec = ENTITIES[run.entity]  # type: ignore[index]
    found = Detected.model_validate(run.detected)
    mapping = Mapping.model_validate(run.mapping)
    names = [column.name for column in found.columns]
    mapped = set(mapping.columns.values())
    scores = {match.target: match.score for match in propose(spec, names) if mapping.columns.get(match.target) == match.header}
    return ImportView(
        **{name: getattr(run, name) for name in _PLAIN},
        detected=_detected(found),
        options=found.options.model_copy(update={"encoding": found.encoding}),
        mapping=mapping.columns,
        scores=scores,
        **{name: getattr(mapping, name) for name in ("constants", "skip_when", "keep_when", "negative_when", "upper")},
        fields=field_views(spec, work.lang),
        unmapped=[name for name in names if name not in mapped],
        missing=[
            field.name
            for field in spec.fields
            if field.required and field.name not in mapping.columns and field.name not in mapping.constants
        ],
        **_report(run.report, work.lang),
    )


_PLAIN = (
    *("id", "version", "entity", "state", "filename", "size", "all_or_nothing", "create_missing", "job_id"),
    *("created_at", "created_by", "loaded_at", "undone_at"),
)


def _detected(found: Detected) -> DetectedView:
    plain = found.model_dump(mode="json", include=set(DetectedView.model_fields) - {"columns"})
    return DetectedView(**plain, columns=[Column(name=column.name, samples=column.samples) for column in found.columns])


def _report(report: dict[str, Any], lang: str) -> dict[str, Any]:
    samples = report.get("samples", {})
    return {
        "counts": _counts(report),
        "error_codes": report.get("error_codes", {}),
        "skipped": [Skipped.model_validate(each) for each in report.get("skipped", [])],
        "unknown": [Unknown.model_validate(each) for each in report.get("unknown", [])],
        "samples": Samples(
            new=samples.get("new", []),
            changed=[ChangedRow.model_validate(each) for each in samples.get("changed", [])],
            error=[error_row(each, lang) for each in samples.get("error", [])],
        ),
        "seconds": report.get("seconds"),
        "undone": UndoneView.model_validate(report["undone"]) if "undone" in report else None,
    }


def error_row(problem: dict[str, Any], lang: str) -> ErrorRow:
    """A problem as kept in a report, in words."""
    known = ALL_PROBLEMS[problem["code"]]
    detail = problem["detail"]
    words = detail.get(lang, "") if isinstance(detail, dict) else detail
    shown = {"column": problem["column"] or "", "value": problem["value"] or "", "detail": words or ""}
    return ErrorRow(
        row=problem["row"],
        column=problem["column"],
        value=problem["value"],
        code=problem["code"],
        reason=say(known.reason, lang, shown),
        remedy=say(known.remedy, lang, shown),
    )
