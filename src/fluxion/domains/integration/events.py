"""What integration announces."""

from dataclasses import dataclass
from typing import ClassVar

from fluxion.base.facts import Fact
from fluxion.values.errors import Text


@dataclass(frozen=True, kw_only=True)
class FileUploaded(Fact):
    """A file was brought."""

    kind: ClassVar[str] = "integration.file_uploaded"
    subject_type: ClassVar[str] = "import_run"
    title: ClassVar[Text] = {
        "es": "Archivo subido: {filename} ({entity})",
        "en": "File uploaded: {filename} ({entity})",
        "pt": "Arquivo enviado: {filename} ({entity})",
    }
    filename: str
    entity: str


@dataclass(frozen=True, kw_only=True)
class MappingChosen(Fact):
    """Somebody said which column means what, or how the file is to be read."""

    kind: ClassVar[str] = "integration.mapping_chosen"
    subject_type: ClassVar[str] = "import_run"
    title: ClassVar[Text] = {
        "es": "Columnas asignadas: {filename}",
        "en": "Columns mapped: {filename}",
        "pt": "Colunas atribuídas: {filename}",
    }
    filename: str


@dataclass(frozen=True, kw_only=True)
class FileLoaded(Fact):
    """The rows of a file are in."""

    kind: ClassVar[str] = "integration.file_loaded"
    subject_type: ClassVar[str] = "import_run"
    title: ClassVar[Text] = {
        "es": "Archivo cargado: {filename} ({new} nuevas, {changed} cambiadas, {error} con error)",
        "en": "File loaded: {filename} ({new} new, {changed} changed, {error} in error)",
        "pt": "Arquivo carregado: {filename} ({new} novas, {changed} alteradas, {error} com erro)",
    }
    filename: str
    entity: str
    new: int
    changed: int
    error: int


@dataclass(frozen=True, kw_only=True)
class LoadUndone(Fact):
    """What a load did was put back."""

    kind: ClassVar[str] = "integration.load_undone"
    subject_type: ClassVar[str] = "import_run"
    title: ClassVar[Text] = {
        "es": "Carga deshecha: {filename} ({restored} filas; {kept} se dejaron)",
        "en": "Load undone: {filename} ({restored} rows; {kept} were kept)",
        "pt": "Carga desfeita: {filename} ({restored} linhas; {kept} foram mantidas)",
    }
    filename: str
    entity: str
    restored: int
    kept: int
