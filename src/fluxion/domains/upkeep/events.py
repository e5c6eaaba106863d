"""What upkeep announces."""

from dataclasses import dataclass
from typing import ClassVar

from fluxion.base.facts import Fact
from fluxion.values.errors import Text


@dataclass(frozen=True, kw_only=True)
class JobCancelled(Fact):
    kind: ClassVar[str] = "upkeep.job_cancelled"
    subject_type: ClassVar[str] = "job"
    title: ClassVar[Text] = {
        "es": "Se canceló el trabajo «{title_of_job}»",
        "en": "The job “{title_of_job}” was cancelled",
        "pt": "A tarefa “{title_of_job}” foi cancelada",
    }
    title_of_job: str
