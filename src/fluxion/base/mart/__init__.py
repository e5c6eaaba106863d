"""What pages read: a DuckDB file per generation, written once, then only ever attached read-only.

A generation is a cache of the lake and the records: on any doubt it is thrown away and built again. `Marts` holds the
attached ones and answers; `Marts.build` and `Marts.adopt` make the next one, whose pointer commits with the rows it shows.
"""

from fluxion.base.mart.ahead import announce, listen
from fluxion.base.mart.beside import Beside
from fluxion.base.mart.build import Draft, Fill, MartSection, MartSections, carry_over
from fluxion.base.mart.errors import GenerationMoved, MartBroken, MartMissing
from fluxion.base.mart.holder import Generation, Marts
from fluxion.base.mart.tables import GenerationRow

__all__ = [
    "Beside",
    "Draft",
    "Fill",
    "Generation",
    "GenerationMoved",
    "GenerationRow",
    "MartBroken",
    "MartMissing",
    "MartSection",
    "MartSections",
    "Marts",
    "announce",
    "carry_over",
    "listen",
]
