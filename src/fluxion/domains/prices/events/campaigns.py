"""What campaigns announce."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from fluxion.base.facts import Fact, Form, of_codes
from fluxion.values.errors import Text, say

LAYER_WORDS: Mapping[str, Text] = {
    "cost": {"es": "costo", "en": "cost", "pt": "custo"},
    "product_minimum": {"es": "mínimo del producto", "en": "minimum of the product", "pt": "mínimo do produto"},
    "campaign_minimum": {"es": "mínimo de la campaña", "en": "minimum of the campaign", "pt": "mínimo da campanha"},
    "minimum_margin": {"es": "margen mínimo", "en": "minimum margin", "pt": "margem mínima"},
    "break_even": {"es": "equilibrio real", "en": "true break-even", "pt": "equilíbrio real"},
}
SWITCHED: Mapping[bool, Text] = {
    True: {"es": "encendida", "en": "switched on", "pt": "ligada"},
    False: {"es": "apagada", "en": "switched off", "pt": "desligada"},
}


def _switched(value: Any, _data: Mapping[str, Any], lang: str) -> str:
    return say(SWITCHED[value], lang)


@dataclass(frozen=True, kw_only=True)
class CampaignCreated(Fact):
    """A campaign was made, from scratch, from a preset or from another campaign."""

    kind = "prices.campaign_created"
    subject_type = "campaign"
    title: ClassVar[Text] = {
        "es": "Campaña {code} creada: {name}",
        "en": "Campaign {code} created: {name}",
        "pt": "Campanha {code} criada: {name}",
    }
    code: str
    name: str
    offer: dict[str, Any]
    starts_at: datetime
    ends_at: datetime
    copied_from: str | None = None


@dataclass(frozen=True, kw_only=True)
class CampaignEdited(Fact):
    """A campaign was changed; `changes` holds what differed, before and after."""

    kind = "prices.campaign_edited"
    subject_type = "campaign"
    title: ClassVar[Text] = {
        "es": "Campaña {code} modificada",
        "en": "Campaign {code} edited",
        "pt": "Campanha {code} alterada",
    }
    code: str
    name: str
    changes: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class CampaignSwitchedOn(Fact):
    """A campaign may hold again."""

    kind = "prices.campaign_switched_on"
    subject_type = "campaign"
    title: ClassVar[Text] = {
        "es": "Campaña {code} encendida",
        "en": "Campaign {code} switched on",
        "pt": "Campanha {code} ligada",
    }
    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class CampaignSwitchedOff(Fact):
    """A campaign no longer holds until it is switched on."""

    kind = "prices.campaign_switched_off"
    subject_type = "campaign"
    title: ClassVar[Text] = {
        "es": "Campaña {code} apagada",
        "en": "Campaign {code} switched off",
        "pt": "Campanha {code} desligada",
    }
    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class CampaignEnded(Fact):
    """A campaign that ran was ended before its time."""

    kind = "prices.campaign_ended"
    subject_type = "campaign"
    title: ClassVar[Text] = {
        "es": "Campaña {code} terminada antes de tiempo",
        "en": "Campaign {code} ended early",
        "pt": "Campanha {code} terminada antes do tempo",
    }
    code: str
    name: str
    planned_end: datetime


@dataclass(frozen=True, kw_only=True)
class ProtectionSwitched(Fact):
    """A layer of a campaign's protection was switched on or off."""

    kind = "prices.protection_switched"
    subject_type = "campaign"
    title: ClassVar[Text] = {
        "es": "Protección de la campaña {code} {is_on}: {layer}",
        "en": "Protection of campaign {code} {is_on}: {layer}",
        "pt": "Proteção da campanha {code} {is_on}: {layer}",
    }
    forms: ClassVar[Mapping[str, Form]] = {"layer": of_codes(LAYER_WORDS), "is_on": _switched}
    code: str
    name: str
    layer: str
    is_on: bool
