"""What campaigns announce."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from fluxion.base.facts import Fact
from fluxion.values.errors import Text


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
        "es": "Protección de la campaña {code} cambiada: {layer}",
        "en": "Protection of campaign {code} changed: {layer}",
        "pt": "Proteção da campanha {code} alterada: {layer}",
    }
    code: str
    name: str
    layer: str
    is_on: bool
