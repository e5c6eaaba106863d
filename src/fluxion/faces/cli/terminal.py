"""What commands share: opening the company, telling refusals, progress bars, JSON for programs."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn

from fluxion.app import App, compose
from fluxion.base.db import schema_is_current
from fluxion.base.log import set_up_log
from fluxion.base.settings import Settings, load_settings
from fluxion.base.work import Actor
from fluxion.values.errors import LANGUAGES, Refusal

DataDir = Annotated[Path | None, typer.Option("--data-dir", help="Folder with the company's data (FLUXION_DATA_DIR).")]
AsJson = Annotated[bool, typer.Option("--json", help="Report as JSON.")]
BAD_USAGE = 2


def language() -> str:
    """The language to speak at the terminal: FLUXION_LANG, else that of the shell, else Spanish."""
    wish = (os.environ.get("FLUXION_LANG") or os.environ.get("LANG") or "es")[:2]
    return wish if wish in LANGUAGES else "es"


def operator(lang: str | None = None) -> Actor:
    """Whoever sits at the machine itself: they hold the files, so every right is theirs."""
    return Actor(id=None, name="fluxion (consola)", rights=frozenset({"*"}), lang=lang or language())


def settings_or_exit(data_dir: Path | None, **given: Any) -> Settings:
    """The settings in force; a wrong one ends the command as bad usage, naming it."""
    try:
        return load_settings(data_dir, **given)
    except ValueError as error:
        typer.echo(f"fluxion: {error}", err=True)
        raise typer.Exit(BAD_USAGE) from error


@contextmanager
def opened(data_dir: Path | None = None, *, settings: Settings | None = None) -> Iterator[App]:
    """The company's application; says what to run when its database is missing or of another version."""
    settings = settings or settings_or_exit(data_dir)
    set_up_log(settings, quiet=True)
    app = compose(settings)
    try:
        if not schema_is_current(settings, app.database):
            typer.echo(f"fluxion: {settings.data_dir} holds no company of this version. Run: fluxion init (or fluxion migrate)", err=True)
            raise typer.Exit(1)
        yield app
    finally:
        app.close()


def tell_refusal(refusal: Refusal) -> None:
    """Say on the error channel what is refused, with each field and its remedy."""
    lang = language()
    typer.echo(f"fluxion: {refusal.in_language(lang)} [{refusal.code}]", err=True)
    for each in refusal.errors:
        told = each.in_language(lang)
        typer.echo(f"  {told['pointer']}: {told['message']}", err=True)


@contextmanager
def progress_bar(title: str, *, hidden: bool = False) -> Iterator[Callable[[float, str], None]]:
    """A bar that is told (share from 0 to 1, step); nothing is drawn when the output is not a terminal."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), disable=hidden or not sys.stderr.isatty(), transient=True) as bar:
        task = bar.add_task(title, total=1.0)
        yield lambda share, step: bar.update(task, completed=share, description=f"{title}: {step}" if step else title)


def print_json(value: Any) -> None:
    """The report as one JSON document."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))
