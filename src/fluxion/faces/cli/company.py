"""Commands that begin a company: init, migrate, demo; and openapi, which describes its API."""

import json
import secrets
from pathlib import Path
from typing import Annotated

import typer

from fluxion.app import App
from fluxion.base.db import migrate as migrate_records
from fluxion.base.settings import Settings, save_settings
from fluxion.base.work import SYSTEM
from fluxion.domains import access
from fluxion.domains.access.shapes import SetupForm
from fluxion.faces.cli.terminal import BAD_USAGE, AsJson, DataDir, language, opened, operator, print_json, settings_or_exit
from fluxion.values.errors import say

Port = Annotated[int, typer.Option("--port", envvar="PORT", min=1, max=65535, help="Port to serve on.")]
SETUP_TOLD = {
    "es": "Abra esta dirección antes de una hora para crear la primera cuenta de administración (sirve una sola vez):",
    "en": "Open this address within an hour to create the first administrator account (it works once):",
    "pt": "Abra este endereço em até uma hora para criar a primeira conta de administração (funciona uma única vez):",
}
READY = {"es": "La empresa está lista en {folder}.", "en": "The company is ready in {folder}.", "pt": "A empresa está pronta em {folder}."}
ALREADY = {
    "es": "Ya hay cuentas en {folder}; no se cambió nada más que el esquema.",
    "en": "There are accounts in {folder} already; nothing but the schema was changed.",
    "pt": "Já há contas em {folder}; nada além do esquema foi alterado.",
}


def register(cli: typer.Typer) -> None:
    """Add this file's commands."""
    cli.command("init")(init)
    cli.command("migrate")(migrate)
    cli.command("openapi")(openapi)
    cli.command("demo")(demo)


def init(
    data_dir: DataDir = None,
    admin_email: Annotated[str | None, typer.Option(help="E-mail of the first administrator.")] = None,
    admin_password_file: Annotated[Path | None, typer.Option(help="File with the first administrator's password.")] = None,
    admin_name: Annotated[str, typer.Option(help="Name of the first administrator.")] = "Administración",
    company: Annotated[str | None, typer.Option(help="Name of the company.")] = None,
    currency: Annotated[str | None, typer.Option(help="Currency of the company, for example USD.")] = None,
    timezone: Annotated[str | None, typer.Option(help="Time zone, for example America/Caracas.")] = None,
    lang: Annotated[str | None, typer.Option(help="Language people see first: es, en or pt.")] = None,
    port: Port = 8000,
    as_json: AsJson = False,
) -> None:
    """Prepare an empty company and let its first administrator in, by a link that works once or by e-mail and password file."""
    if bool(admin_email) != bool(admin_password_file):
        typer.echo("fluxion init: give --admin-email and --admin-password-file together, or neither", err=True)
        raise typer.Exit(BAD_USAGE)
    settings = begin(data_dir, company=company, currency=currency, timezone=timezone, lang=lang)
    with opened(settings=settings) as app:
        with app.works.read(SYSTEM) as work:
            known = access.is_set_up(work)
        link = None
        if not known and admin_email and admin_password_file:
            create_administrator(app, admin_email, admin_name, _password_in(admin_password_file))
        elif not known:
            link = f"http://127.0.0.1:{port}/setup#{setup_token(app)}"
        _tell_ready(settings, known, link, as_json)


def begin(data_dir: Path | None, *, demo: bool = False, **chosen: str | None) -> Settings:
    """The settings of a company whose folder and schema exist now; what was chosen is kept beside its data."""
    settings = settings_or_exit(data_dir, demo=demo or None, **chosen)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    kept: dict[str, str | bool] = {key: getattr(settings, key) for key in ("company", "currency", "timezone", "lang")}
    save_settings(settings.data_dir, kept | ({"demo": True} if settings.demo else {}))
    migrate_records(settings)
    return settings


def setup_token(app: App) -> str:
    """A one-time token for the set-up page."""
    with app.works.write(SYSTEM) as work:
        return access.issue_setup_token(work)


def create_administrator(app: App, email: str, name: str, password: str) -> None:
    """The first administrator, made at the machine itself."""
    token = setup_token(app)
    with app.works.write(operator(app.settings.lang)) as work:
        access.accept_setup(work, SetupForm(token=token, name=name, email=email, password=password))


def _password_in(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip("\r\n")
    except OSError as error:
        typer.echo(f"fluxion init: {error}", err=True)
        raise typer.Exit(BAD_USAGE) from error


def _tell_ready(settings: Settings, known: bool, link: str | None, as_json: bool) -> None:
    if as_json:
        print_json({"data_dir": str(settings.data_dir), "already": known, "setup_url": link})
        return
    typer.echo(say(ALREADY if known else READY, settings.lang, {"folder": settings.data_dir}))
    if link:
        typer.echo(say(SETUP_TOLD, settings.lang))
        typer.echo(f"  {link}")
        typer.echo("fluxion up")


def migrate(data_dir: DataDir = None) -> None:
    """Bring the company's database to this version; running it again changes nothing."""
    settings = settings_or_exit(data_dir)
    migrate_records(settings)
    typer.echo(say(READY, settings.lang, {"folder": settings.data_dir}))


def openapi(out: Annotated[Path | None, typer.Option(help="File to write; the screen without it.")] = None) -> None:
    """Write the description of the HTTP API (OpenAPI 3.1)."""
    import tempfile

    from fluxion.app import compose
    from fluxion.faces.http.server import create_server, describe

    with tempfile.TemporaryDirectory() as folder:
        app = compose(Settings(data_dir=Path(folder)))
        text = json.dumps(describe(create_server(app)), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        app.close()
    if out:
        out.write_text(text, encoding="utf-8")
    else:
        typer.echo(text, nl=False)


def demo(
    data_dir: DataDir = None,
    port: Port = 8000,
    size: Annotated[str, typer.Option(help="small or large.")] = "small",
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Prepare everything and leave.")] = False,
) -> None:
    """Load a demo distributor (synthetic, and said so on screen), make its first plan, and serve it."""
    from fluxion.faces.cli.demo import prepare_demo

    if size not in ("small", "large"):
        typer.echo("fluxion demo: --size is small or large", err=True)
        raise typer.Exit(BAD_USAGE)
    settings = begin(data_dir or Path("var/demo"), demo=True, company="Distribuidora La Esperanza (demo)", lang=language())
    password = secrets.token_urlsafe(12)
    prepare_demo(settings, size, password)
    if not no_serve:
        from fluxion.faces.cli.upkeep import serve_everything

        serve_everything(settings, host="127.0.0.1", port=port)
