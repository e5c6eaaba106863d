"""What history announces."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from fluxion.base.facts import Fact, Form
from fluxion.values.errors import Text, say

FROM_FILE: Text = {"es": "importación {run}", "en": "import {run}", "pt": "importação {run}"}


def _origin(value: Any, _data: Mapping[str, Any], lang: str) -> str:
    """Where lines came from: the import by its number, anything else as it is."""
    kind, _, run = str(value).partition(":")
    return say(FROM_FILE, lang, {"run": run}) if kind == "import" else str(value).replace("_", " ")


@dataclass(frozen=True, kw_only=True)
class SalesRecorded(Fact):
    """Lines sold were added to the lake."""

    kind: ClassVar[str] = "history.sales_recorded"
    subject_type: ClassVar[str] = "sales_batch"
    title: ClassVar[Text] = {
        "es": "Ventas cargadas: {new} líneas nuevas, {changed} cambiadas ({source})",
        "en": "Sales loaded: {new} new lines, {changed} changed ({source})",
        "pt": "Vendas carregadas: {new} linhas novas, {changed} alteradas ({source})",
    }
    forms: ClassVar[Mapping[str, Form]] = {"source": _origin}
    source: str
    new: int
    changed: int
    lake_version: int


@dataclass(frozen=True, kw_only=True)
class SalesUndone(Fact):
    """A load of sales was taken back."""

    kind: ClassVar[str] = "history.sales_undone"
    subject_type: ClassVar[str] = "sales_batch"
    title: ClassVar[Text] = {
        "es": "Carga de ventas deshecha ({source})",
        "en": "Sales load undone ({source})",
        "pt": "Carga de vendas desfeita ({source})",
    }
    forms: ClassVar[Mapping[str, Form]] = {"source": _origin}
    source: str
    lake_version: int


@dataclass(frozen=True, kw_only=True)
class SalesRestored(Fact):
    """The sales were put back as they were at an earlier version."""

    kind: ClassVar[str] = "history.sales_restored"
    subject_type: ClassVar[str] = "lake"
    title: ClassVar[Text] = {
        "es": "Ventas devueltas a como estaban en la versión {version}",
        "en": "Sales put back as they were at version {version}",
        "pt": "Vendas devolvidas ao estado da versão {version}",
    }
    version: int
    lake_version: int


@dataclass(frozen=True, kw_only=True)
class GenerationPublished(Fact):
    """What pages read was brought up to date."""

    kind: ClassVar[str] = "history.generation_published"
    subject_type: ClassVar[str] = "mart_generation"
    title: ClassVar[Text] = {
        "es": "Datos de las páginas actualizados (generación {generation})",
        "en": "Data of the pages brought up to date (generation {generation})",
        "pt": "Dados das páginas atualizados (geração {generation})",
    }
    generation: int
    months: int
