"""Commands that keep the installation running: up, serve, work, doctor."""

import os
import signal
import sys
import tempfile
import threading
from typing import Annotated, Any

import typer

from fluxion.app import App, compose
from fluxion.base.log import set_up_log
from fluxion.base.settings import Settings
from fluxion.domains.upkeep.shapes import Check, Readiness
from fluxion.faces.cli.terminal import AsJson, DataDir, opened, print_json, settings_or_exit
from fluxion.faces.readiness import ready_state
from fluxion.values.errors import say

Host = Annotated[str, typer.Option(help="Address to listen on.")]
Port = Annotated[int, typer.Option(envvar="PORT", min=1, max=65535, help="Port to listen on.")]
SHUTDOWN_S = 10
MARKS = {"ok": "✓", "warning": "!", "failed": "✗"}
SERVING = {"es": "Fluxion atiende en {url}", "en": "Fluxion is served on {url}", "pt": "O Fluxion atende em {url}"}
WRITABLE = {
    "es": "Se puede escribir en {folder}.",
    "en": "{folder} can be written to.",
    "pt": "É possível gravar em {folder}.",
}
NO_COMPANY = {
    "es": "No hay ninguna empresa en {folder}. Ejecute: fluxion init (o dé la carpeta con --data-dir)",
    "en": "There is no company in {folder}. Run: fluxion init (or name its folder with --data-dir)",
    "pt": "Não há nenhuma empresa em {folder}. Execute: fluxion init (ou indique a pasta com --data-dir)",
}
NOT_WRITABLE = {
    "es": "No se puede escribir en {folder}: {reason}. Corrija los permisos o FLUXION_DATA_DIR.",
    "en": "{folder} cannot be written to: {reason}. Mend its permissions or FLUXION_DATA_DIR.",
    "pt": "Não é possível gravar em {folder}: {reason}. Corrija as permissões ou FLUXION_DATA_DIR.",
}


def register(cli: typer.Typer) -> None:
    """Add this file's commands."""
    cli.command("up")(up)
    cli.command("serve")(serve)
    cli.command("work")(work)
    cli.command("doctor")(doctor)


def up(data_dir: DataDir = None, host: Host = "127.0.0.1", port: Port = 8000) -> None:
    """Serve the pages and the API, do the background jobs and keep the timetable, all in one process."""
    serve_everything(settings_or_exit(data_dir), host=host, port=port)


def serve(data_dir: DataDir = None, host: Host = "127.0.0.1", port: Port = 8000) -> None:
    """Serve the pages and the API only; background jobs wait for a `fluxion work`."""
    settings = settings_or_exit(data_dir)
    with opened(settings=settings) as app:
        set_up_log(settings)
        _serve(app, host, port)


def work(data_dir: DataDir = None) -> None:
    """Do the background jobs and keep the timetable. On PostgreSQL several may run; on SQLite one."""
    from fluxion.faces.worker import run_worker

    settings = settings_or_exit(data_dir)
    with opened(settings=settings) as app:
        set_up_log(settings)
        _on_signals(app.stopping)
        is_clean = run_worker(app, app.stopping)
    _leave(is_clean)


def serve_everything(settings: Settings, *, host: str, port: int) -> None:
    """Serve and work in this process until it is told to stop."""
    from fluxion.faces.worker import run_worker

    with opened(settings=settings) as app:
        set_up_log(settings)
        ends: list[bool] = []
        stop = threading.Event()
        worker = threading.Thread(target=lambda: ends.append(run_worker(app, stop, patient=True)), name="worker")
        worker.start()
        try:
            _serve(app, host, port)
        finally:
            stop.set()
            worker.join()
    _leave(all(ends))


def _serve(app: App, host: str, port: int) -> None:
    import uvicorn

    from fluxion.faces.http.server import create_server

    class Server(uvicorn.Server):
        """Ends the event streams as soon as the signal comes; uvicorn alone would wait for them."""

        def handle_exit(self, sig: int, frame: Any) -> None:
            app.stopping.set()
            super().handle_exit(sig, frame)

    _on_signals(app.stopping)
    proxies = app.settings.trusted_proxies
    config = uvicorn.Config(
        create_server(app),
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies,
        timeout_graceful_shutdown=SHUTDOWN_S,
    )
    typer.echo(say(SERVING, app.settings.lang, {"url": f"http://{host}:{port}"}), err=True)
    Server(config).run()


def _on_signals(stop: threading.Event) -> None:
    """Stop in order on SIGTERM and SIGINT; uvicorn hands the signal on when it is done, which would end the process midway."""
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: stop.set())


def _leave(is_clean: bool) -> None:
    """End the process even when a job's thread does not listen: it can commit nothing any more."""
    if not is_clean:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


def doctor(data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Check folder, database, schema, disk, worker and roll-ups, and say what to mend; ends with 1 when something failed."""
    settings = settings_or_exit(data_dir)
    set_up_log(settings, quiet=True)
    folder = _folder_check(settings)
    found = Readiness(ready=False, checks=[folder])
    if folder.verdict == "ok":
        app = compose(settings)
        state = ready_state(app, settings.lang)
        app.close()
        found = Readiness(ready=state.ready, checks=[folder, *state.checks])
    if as_json:
        print_json(found.model_dump())
    else:
        for check in found.checks:
            typer.echo(f"{MARKS[check.verdict]} {check.name}: {check.detail}")
    if not found.ready:
        raise typer.Exit(1)


def _folder_check(settings: Settings) -> Check:
    """Whether a company is there at all; looking must not found one."""
    folder = settings.data_dir
    if not folder.is_dir() or (settings.is_sqlite and not (folder / "records.sqlite").exists()):
        return Check(name="data_dir", verdict="failed", detail=say(NO_COMPANY, settings.lang, {"folder": folder}))
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        told = say(NOT_WRITABLE, settings.lang, {"folder": folder, "reason": error.strerror})
        return Check(name="data_dir", verdict="failed", detail=told)
    return Check(name="data_dir", verdict="ok", detail=say(WRITABLE, settings.lang, {"folder": folder}))
