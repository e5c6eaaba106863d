"""`fluxion import`: the same steps as the wizard, from the command line."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from fluxion.faces.cli.terminal import BAD_USAGE, AsJson, DataDir, language, opened, operator, print_json, progress_bar
from fluxion.values.errors import Text, say

ENTITIES = (
    "products",
    "locations",
    "suppliers",
    "supplies",
    "stock",
    "customers",
    "sales",
    "parameters",
    "events",
    "product_links",
    "prices",
    "competitor_prices",
    "costs",
)
CREATABLE = ("products", "locations", "customers")
CHUNK = 4 << 20
LARGEST_MB = 1 << 16

CHECKING: Text = {"es": "Revisión", "en": "Check", "pt": "Verificação"}
LOADING: Text = {"es": "Carga", "en": "Load", "pt": "Carga"}
COUNTED: Text = {
    "es": "{total} filas: {new} nuevas, {changed} cambiadas, {unchanged} sin cambio, {repeated} repetidas, {skipped} omitidas, {error} con error",
    "en": "{total} rows: {new} new, {changed} changed, {unchanged} unchanged, {repeated} repeated, {skipped} skipped, {error} in error",
    "pt": "{total} linhas: {new} novas, {changed} alteradas, {unchanged} sem mudança, {repeated} repetidas, {skipped} omitidas, {error} com erro",
}
ONLY_SHOWN: Text = {"es": "Simulación: no se guardó nada.", "en": "Dry run: nothing was saved.", "pt": "Simulação: nada foi gravado."}
ROW: Text = {
    "es": "  fila {row}, {column}: {reason} {remedy}",
    "en": "  row {row}, {column}: {reason} {remedy}",
    "pt": "  linha {row}, {column}: {reason} {remedy}",
}
SKIPPED: Text = {"es": "  omitidas {rows}: {reason}", "en": "  skipped {rows}: {reason}", "pt": "  omitidas {rows}: {reason}"}
CREATED: Text = {
    "es": "  creados {codes} {entity}: {samples}",
    "en": "  created {codes} {entity}: {samples}",
    "pt": "  criados {codes} {entity}: {samples}",
}
UNKNOWN: Text = {
    "es": "  no existen {codes} {entity}: {samples} (--create-missing {entity} los crea)",
    "en": "  {codes} {entity} do not exist: {samples} (--create-missing {entity} creates them)",
    "pt": "  não existem {codes} {entity}: {samples} (--create-missing {entity} os cria)",
}
NOTHING_TAKEN: Text = {"es": "Ninguna fila se pudo tomar.", "en": "No row could be taken.", "pt": "Nenhuma linha pôde ser aproveitada."}

Entity = Annotated[str, typer.Argument(help=f"What the file holds: {', '.join(ENTITIES)}.")]
File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="CSV, XLSX, Parquet or JSONL file.")]
MappingFile = Annotated[
    Path | None, typer.Option("--mapping", exists=True, dir_okay=False, help="YAML file that says which column means what.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change and save nothing.")]
Errors = Annotated[Path | None, typer.Option("--errors", help="CSV file to write every problem to.")]
AllOrNothing = Annotated[bool, typer.Option("--all-or-nothing", help="Load nothing when any row is in error.")]
CreateMissing = Annotated[
    str, typer.Option("--create-missing", help=f"Masters to create when sales name unknown ones: {','.join(CREATABLE)}.")
]


def register(cli: typer.Typer) -> None:
    """Add the command to the program."""
    cli.command("import", help="Load a file of products, locations, suppliers, stock, customers, sales or parameters.")(import_file)


def import_file(
    entity: Entity,
    file: File,
    mapping: MappingFile = None,
    dry_run: DryRun = False,
    errors: Errors = None,
    all_or_nothing: AllOrNothing = False,
    create_missing: CreateMissing = "",
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Check every row of the file and load it: good rows go in, the others are reported with their reason and remedy."""
    created = [each.strip() for each in create_missing.split(",") if each.strip()]
    if entity not in ENTITIES:
        raise typer.BadParameter(f"“{entity}”: one of {', '.join(ENTITIES)}", param_hint="ENTITY")
    if not set(created) <= set(CREATABLE):
        raise typer.BadParameter(f"any of {','.join(CREATABLE)}", param_hint="--create-missing")
    from fluxion.faces.cli.mapping_file import BadMappingFile, read_mapping

    try:
        change = read_mapping(mapping) if mapping else None
    except BadMappingFile as error:
        typer.echo(f"fluxion import: {mapping}: {error}", err=True)
        raise typer.Exit(BAD_USAGE) from error
    with opened(data_dir) as app:
        run_id = _bring(app, entity, file, change)
        job = _carry_out(app, run_id, dry_run, all_or_nothing, created, hidden=as_json)
        report = _report(app, run_id, errors)
    _tell(report, job, dry_run, as_json)
    taken = sum(report["counts"][name] for name in ("new", "changed", "unchanged", "repeated", "skipped")) if report["counts"] else 0
    if job.state != "done" or (report["counts"]["error"] and not taken):
        if job.state == "done" and not as_json:
            typer.echo(say(NOTHING_TAKEN, language()), err=True)
        raise typer.Exit(1)


def _bring(app: Any, entity: Any, file: Path, change: Any) -> int:
    """Take the file in and set its mapping; gives the id of the import."""
    from fluxion.base.files import Limits
    from fluxion.domains.integration.actions import edit_import, receive, upload_file

    received = receive(app.settings, file.name, _chunks(file), Limits(size_mb=LARGEST_MB))
    with app.works.write(operator()) as work:
        run = upload_file(work, received, entity)
    if change is not None:
        with app.works.write(operator()) as work:
            edit_import(work, run.id, change.model_copy(update={"entity": entity}))
    return run.id


def _chunks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as source:
        while chunk := source.read(CHUNK):
            yield chunk


def _carry_out(app: Any, run_id: int, dry_run: bool, all_or_nothing: bool, created: list[Any], *, hidden: bool) -> Any:
    """Queue the check or the load and follow it to its end."""
    from fluxion.base.jobs.waiting import run_to_end
    from fluxion.domains.integration.actions import check_import, load_import
    from fluxion.domains.integration.shapes import CheckWish, LoadWish

    with app.works.write(operator()) as work:
        if dry_run:
            started = check_import(work, run_id, CheckWish(create_missing=created))
        else:
            started = load_import(work, run_id, LoadWish(all_or_nothing=all_or_nothing, create_missing=created))
    with progress_bar(say(CHECKING if dry_run else LOADING, language()), hidden=hidden) as bar:
        return run_to_end(app.works, started.job_id, lambda row: bar(row.progress, row.step or ""))


def _report(app: Any, run_id: int, errors: Path | None) -> dict[str, Any]:
    from fluxion.domains.integration.reads import error_file, import_run
    from fluxion.values.errors import NotFound

    with app.works.read(operator()) as work:
        report: dict[str, Any] = import_run(work, run_id).model_dump(mode="json")
        if errors is not None:
            try:
                pieces = error_file(work, run_id)
            except NotFound:
                pieces = iter(())
            with errors.open("wb") as out:
                out.writelines(pieces)
    return report


def _tell(report: dict[str, Any], job: Any, dry_run: bool, as_json: bool) -> None:
    lang = language()
    if as_json:
        shown = ("id", "entity", "state", "filename", "mapping", "counts", "error_codes", "skipped", "unknown", "samples", "seconds")
        failure = None if job.state == "done" else {"state": job.state, "code": job.error_code, "message": job.error}
        print_json({**{name: report[name] for name in shown}, "dry_run": dry_run, "failure": failure})
        return
    if job.state != "done":
        typer.echo(f"fluxion: {job.error or job.state}" + (f" [{job.error_code}]" if job.error_code else ""), err=True)
        return
    typer.echo(say(COUNTED, lang, report["counts"]))
    for each in report["skipped"]:
        typer.echo(say(SKIPPED, lang, each))
    for each in report["unknown"]:
        typer.echo(say(CREATED if each["created"] else UNKNOWN, lang, each | {"samples": ", ".join(each["samples"][:5])}))
    for each in report["samples"]["error"][:10]:
        typer.echo(say(ROW, lang, each))
    if dry_run:
        typer.echo(say(ONLY_SHOWN, lang))
