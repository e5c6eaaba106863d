"""The program `fluxion`. Commands are imported when they are called, so that `fluxion --help` answers at once."""

import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

COMMANDS: Mapping[str, tuple[str, str]] = {
    "demo": ("company", "Load the demo distributor, plan it and serve it."),
    "init": ("company", "Prepare an empty company and let its first administrator in."),
    "migrate": ("company", "Bring the database to this version."),
    "up": ("upkeep", "Serve the pages and the API, and do the background work, in one process."),
    "serve": ("upkeep", "Serve the pages and the API only."),
    "work": ("upkeep", "Do the background work only."),
    "import": ("integration", "Load a file of products, locations, suppliers, stock, customers, sales or parameters."),
    "export": ("exports", "Write a list or a report to a file."),
    "plan": ("planning", "Forecast, and propose what to buy and move."),
    "price": ("pricing", "Say what a price is and why, or which prices should change."),
    "forecast": ("forecasting", "Write forecasts of the company's series or of any long file."),
    "backtest": ("backtest", "Replay the past through forecasts and ordering rules, and compare them."),
    "doctor": ("upkeep", "Check the installation and say what to mend."),
    "bench": ("bench", "Generate a large company and measure."),
    "openapi": ("company", "Write the description of the HTTP API."),
}


class LazyGroup(TyperGroup):
    """Lists every command from the table above and imports only the one that is called."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return None
        return TyperCommand(cmd_name, help=COMMANDS[cmd_name][1])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name, _, rest = super().resolve_command(ctx, args)
        return name, load(name or args[0]), rest


def load(name: str) -> Any:
    """The command of this name, its module imported."""
    module = import_module(f"fluxion.faces.cli.{COMMANDS[name][0]}")
    cli = typer.Typer()
    module.register(cli)
    cli.callback()(lambda: None)
    return typer.main.get_group(cli).commands[name]


app = typer.Typer(cls=LazyGroup, no_args_is_help=True, add_completion=True, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.callback(help="Fluxion: the commercial operating system of a wholesale distributor.")
def _program(version: bool = typer.Option(False, "--version", help="Print the version and leave.", is_eager=True)) -> None:
    if version:
        import fluxion

        typer.echo(f"fluxion {fluxion.__version__}")
        raise typer.Exit


def main() -> None:
    """Run the program; a refusal is told in words and ends with code 1, bad usage with 2."""
    from fluxion.values.errors import Refusal

    try:
        app(prog_name="fluxion")
    except Refusal as refusal:
        from fluxion.faces.cli.terminal import tell_refusal

        tell_refusal(refusal)
        sys.exit(1)


if __name__ == "__main__":
    main()
