"""When a measured fact is well, worth a warning, or a failure."""

from datetime import datetime, timedelta

from fluxion.domains.upkeep.shapes import Check, Verdict
from fluxion.values.errors import Text, say

LEAST_FREE_SHARE = 0.10
SILENCE = timedelta(seconds=30)

DATABASE: Text = {
    "es": "La base de datos acepta escrituras.",
    "en": "The database takes writes.",
    "pt": "O banco de dados aceita gravações.",
}
SCHEMA_CURRENT: Text = {
    "es": "El esquema es el de esta versión.",
    "en": "The schema is this version's.",
    "pt": "O esquema é o desta versão.",
}
SCHEMA_OLD: Text = {
    "es": "El esquema es de otra versión. Ejecute: fluxion migrate",
    "en": "The schema belongs to another version. Run: fluxion migrate",
    "pt": "O esquema é de outra versão. Execute: fluxion migrate",
}
DISK: Text = {
    "es": "Queda libre el {share} % del disco ({free} GB).",
    "en": "{share}% of the disk is free ({free} GB).",
    "pt": "{share}% do disco está livre ({free} GB).",
}
WORKER_HEARD: Text = {
    "es": "El proceso de trabajos responde.",
    "en": "A worker is alive.",
    "pt": "O processo de tarefas responde.",
}
WORKER_SILENT: Text = {
    "es": "Ningún proceso de trabajos responde; los trabajos esperan. Ejecute: fluxion work (o fluxion up)",
    "en": "No worker is alive; jobs wait. Run: fluxion work (or fluxion up)",
    "pt": "Nenhum processo de tarefas responde; as tarefas esperam. Execute: fluxion work (ou fluxion up)",
}
MART_READS: Text = {
    "es": "Los resúmenes se leen (generación {generation}).",
    "en": "The roll-ups can be read (generation {generation}).",
    "pt": "Os resumos podem ser lidos (geração {generation}).",
}
MART_NONE: Text = {
    "es": "Aún no hay resúmenes: cargue ventas o existencias.",
    "en": "There are no roll-ups yet: load sales or stock.",
    "pt": "Ainda não há resumos: carregue vendas ou estoque.",
}
MART_BROKEN: Text = {
    "es": "Los resúmenes no se pueden leer; se están reconstruyendo ({reason}).",
    "en": "The roll-ups cannot be read; they are being rebuilt ({reason}).",
    "pt": "Os resumos não podem ser lidos; estão sendo refeitos ({reason}).",
}


def schema_check(is_current: bool, lang: str) -> Check:
    """Whether the database has every migration of this version."""
    return Check(name="schema", verdict="ok" if is_current else "failed", detail=say(SCHEMA_CURRENT if is_current else SCHEMA_OLD, lang))


def disk_check(free_bytes: int, total_bytes: int, lang: str) -> Check:
    """Whether more than a tenth of the disk is free.

    >>> disk_check(50 * 10**9, 100 * 10**9, "en").detail
    '50% of the disk is free (50.0 GB).'
    >>> disk_check(9, 100, "en").verdict
    'failed'
    """
    share = free_bytes / total_bytes
    verdict: Verdict = "ok" if share > LEAST_FREE_SHARE else "failed"
    return Check(name="disk", verdict=verdict, detail=say(DISK, lang, {"share": round(share * 100), "free": f"{free_bytes / 1e9:.1f}"}))


def worker_check(heard_at: datetime | None, now: datetime, lang: str) -> Check:
    """Whether a worker was heard of lately; without one pages still work, so it is a warning."""
    is_heard = heard_at is not None and now - heard_at < SILENCE
    return Check(name="worker", verdict="ok" if is_heard else "warning", detail=say(WORKER_HEARD if is_heard else WORKER_SILENT, lang))
