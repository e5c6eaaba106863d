"""Commands that keep the installation running: up, serve, work, doctor."""

import gc
import os
import signal
import socket
import sys
import tempfile
import threading
from typing import Annotated, Any

import typer

from fluxion.app import App, compose
from fluxion.base.log import set_up_log
from fluxion.base.mart import listen
from fluxion.base.settings import Settings
from fluxion.domains.upkeep.shapes import Check, Readiness
from fluxion.faces.cli.crew import News, replace_with_crew
from fluxion.faces.cli.terminal import AsJson, DataDir, opened, print_json, settings_or_exit
from fluxion.faces.readiness import ready_state
from fluxion.values.errors import say

Host = Annotated[str, typer.Option(help="Address to listen on.")]
Port = Annotated[int, typer.Option(envvar="PORT", min=1, max=65535, help="Port to listen on.")]
Processes = Annotated[
    int, typer.Option(envvar="FLUXION_PROCESSES", min=0, max=64, help="Processes that serve; 0 is one for each processor, at most four.")
]
Member = Annotated[bool, typer.Option("--member", hidden=True, help="Be one of the processes that `fluxion up` watches.")]
MOST_PROCESSES = 4
SHUTDOWN_S = 5
MARKS = {"ok": "✓", "warning": "!", "failed": "✗"}
SERVING = {"es": "Fluxion atiende en {url}", "en": "Fluxion is served on {url}", "pt": "O Fluxion atende em {url}"}
WRITABLE = {
    "es": "Se puede escribir en {folder}.",
    "en": "{folder} can be written to.",
    "pt": "É possível gravar em {folder}.",
}
STARTING = {"es": "Fluxion está arrancando…", "en": "Fluxion is starting…", "pt": "O Fluxion está iniciando…"}
UNREADY = {
    "es": "Fluxion responde en {url}, pero todavía no puede atender. Vea por qué con: fluxion doctor",
    "en": "Fluxion answers on {url} but cannot serve yet. See why with: fluxion doctor",
    "pt": "O Fluxion responde em {url}, mas ainda não pode atender. Veja o motivo com: fluxion doctor",
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


def up(data_dir: DataDir = None, host: Host = "127.0.0.1", port: Port = 8000, processes: Processes = 0) -> None:
    """Serve the pages and the API, do the background jobs and keep the timetable: several processes, one command."""
    serve_everything(settings_or_exit(data_dir), host=host, port=port, processes=processes)


def serve(data_dir: DataDir = None, host: Host = "127.0.0.1", port: Port = 8000, processes: Processes = 0, member: Member = False) -> None:
    """Serve the pages and the API only; background jobs wait for a `fluxion work`."""
    settings = settings_or_exit(data_dir)
    number = 1 if member else processes or processes_by_default(settings)
    if number > 1:
        _become_crew(settings, host, port, number, with_worker=False)
    with opened(settings=settings) as app:
        set_up_log(settings)
        if member:
            _end_with_parent(app)
            serve_http(app, _listener(host, port))
        else:
            _refuse_taken(host, port)
            typer.echo(say(STARTING, settings.lang), err=True)
            serve_http(app, _listener(host, port), said=_news(settings, host, port).served)


def work(data_dir: DataDir = None, member: Member = False) -> None:
    """Do the background jobs and keep the timetable. On PostgreSQL several may run; on SQLite one."""
    from fluxion.faces.worker import run_worker

    settings = settings_or_exit(data_dir)
    with opened(settings=settings) as app:
        set_up_log(settings)
        _on_signals(app.stopping)
        if member:
            _end_with_parent(app)
        is_clean = run_worker(app, app.stopping, patient=member)
    _leave(is_clean)


def serve_everything(settings: Settings, *, host: str, port: int, processes: int = 0) -> None:
    """Serve and work in processes of their own until told to stop; this process becomes the one that watches them."""
    _become_crew(settings, host, port, processes or processes_by_default(settings), with_worker=True)


def processes_by_default(settings: Settings) -> int:
    """How many processes serve when nobody says: one for each processor, at most four; one where ports cannot be shared."""
    return min(os.cpu_count() or 1, MOST_PROCESSES) if sys.platform == "linux" else 1


def _become_crew(settings: Settings, host: str, port: int, processes: int, *, with_worker: bool) -> None:
    with opened(settings=settings):
        _refuse_taken(host, port)
    typer.echo(say(STARTING, settings.lang), err=True)
    replace_with_crew(settings.data_dir, host, port, processes, _news(settings, host, port), with_worker=with_worker)


def _refuse_taken(host: str, port: int) -> None:
    """End as an error when somebody listens there: processes that share a port would share it with strangers too."""
    try:
        with _socket(host, port) as found:
            found.bind((host, port))
    except OSError as error:
        typer.echo(f"fluxion: {host}:{port}: {error.strerror}", err=True)
        raise typer.Exit(1) from error


def _socket(host: str, port: int) -> socket.socket:
    family, kind, protocol, *_ = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    made = socket.socket(family, kind, protocol)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    return made


def _listener(host: str, port: int) -> socket.socket:
    """A listening place that the other processes of the crew have too; the kernel shares out the connections."""
    made = _socket(host, port)
    if sys.platform == "linux":
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    made.bind((host, port))
    return made


def _news(settings: Settings, host: str, port: int) -> News:
    url = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    return News(say(SERVING, settings.lang, {"url": url}), say(UNREADY, settings.lang, {"url": url}))


def serve_http(app: App, listener: socket.socket, said: str = "") -> None:
    """Answer requests until told to stop; `said` is told at the terminal once it does."""
    import uvicorn

    from fluxion.faces.http.server import create_server

    class Server(uvicorn.Server):
        """Ends the event streams as soon as the signal comes; uvicorn alone would wait for them."""

        def handle_exit(self, sig: int, frame: Any) -> None:
            app.stopping.set()
            super().handle_exit(sig, frame)

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if said and self.started:
                typer.echo(said, err=True)

        async def on_tick(self, counter: int) -> bool:
            return await super().on_tick(counter) or app.stopping.is_set()  # told before uvicorn listened to signals

    served = create_server(app)  # takes seconds on a busy machine; told to stop meanwhile, the process simply ends
    _on_signals(app.stopping)
    proxies = app.settings.trusted_proxies
    config = uvicorn.Config(
        served,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies,
        timeout_graceful_shutdown=SHUTDOWN_S,
    )
    listen(app.works.marts, app.stopping)
    gc.collect()
    gc.freeze()  # looking through everything that was imported would stop all answers for a third of a second, again and again
    Server(config).run(sockets=[listener])


def _end_with_parent(app: App) -> None:
    """End in order when the process that started this one is gone: its end of our standard input is closed then."""

    def wait() -> None:
        while sys.stdin.buffer.read(1):
            pass
        if not app.stopping.is_set():
            os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, name="parent", daemon=True).start()


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
