"""Settings: `FLUXION_*` variables over `FLUXION_CONFIG` (TOML) over `<data_dir>/fluxion.toml` over the defaults."""

import os
import tomllib
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, field_validator

PREFIX = "FLUXION_"


class Settings(BaseModel):
    """Where the company's data is and how it speaks; read once, at the start of a process."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    data_dir: Path = Path("var")
    database_url: str = ""
    lake_url: str = ""
    secret_key_file: Path | None = None
    company: str = "Fluxion"
    timezone: str = "America/Caracas"
    currency: str = Field(default="USD", pattern=r"^[A-Z]{3}$")
    lang: Literal["es", "en", "pt"] = "es"
    demo: bool = False
    public_metrics: bool = False
    public_docs: bool = True
    rate_per_minute: int = Field(default=1200, ge=0)
    trusted_proxies: list[str] = []
    duckdb_memory: str = "2GB"
    spark_remote: str = ""
    spark_files: str = ""
    log_format: Literal["json", "text"] = "text"

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        ZoneInfo(value)
        return value

    @property
    def records_url(self) -> str:
        """SQLAlchemy address of the records: SQLite in the data folder unless a database is named."""
        if not self.database_url:
            return f"sqlite:///{self.data_dir.resolve() / 'records.sqlite'}"
        return self.database_url.replace("postgresql://", "postgresql+psycopg://", 1)

    @property
    def is_sqlite(self) -> bool:
        return self.records_url.startswith("sqlite")

    @property
    def lake_uri(self) -> str:
        """Folder or object store address that holds the Delta tables."""
        return self.lake_url or str(self.data_dir.resolve() / "lake")

    @property
    def mart_dir(self) -> Path:
        return self.data_dir.resolve() / "mart"

    @property
    def upload_dir(self) -> Path:
        return self.data_dir.resolve() / "uploads"

    @property
    def key_file(self) -> Path:
        return self.secret_key_file or self.data_dir.resolve() / "secret.key"


def load_settings(data_dir: Path | None = None, environ: dict[str, str] | None = None, **given: Any) -> Settings:
    """The settings in force; what is passed here wins over variables, those over the files.

    Raises ValueError naming the variable or key that is unknown or wrong.
    """
    env = dict(os.environ if environ is None else environ)
    from_env = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in env.items()
        if name.startswith(PREFIX) and name not in {"FLUXION_CONFIG"} and value != ""
    }
    folder = data_dir or Path(from_env.get("data_dir", "var"))
    from_file = _read_toml(folder / "fluxion.toml")
    if config := env.get("FLUXION_CONFIG"):
        from_file |= _read_toml(Path(config), must_exist=True)
    known = set(Settings.model_fields)
    merged = from_file | {k: v for k, v in from_env.items() if k in known} | {k: v for k, v in given.items() if v is not None}
    if data_dir is not None:
        merged["data_dir"] = data_dir
    return Settings.model_validate(merged)


def save_settings(data_dir: Path, values: dict[str, str | bool]) -> None:
    """Write the company's own settings beside its data, so that every later command finds them."""
    lines = [f"{key} = {_toml(value)}\n" for key, value in sorted(values.items())]
    target = data_dir / "fluxion.toml"
    staged = target.with_suffix(".tmp")
    staged.write_text("".join(lines), encoding="utf-8")
    staged.replace(target)


def _toml(value: str | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _read_toml(path: Path, must_exist: bool = False) -> dict[str, Any]:
    if not must_exist and not path.exists():
        return {}
    with path.open("rb") as file:
        return tomllib.load(file)
