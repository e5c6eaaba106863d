"""What planning announces, in the past tense."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from fluxion.base.facts import Fact
from fluxion.values.errors import Text


@dataclass(frozen=True, kw_only=True)
class PlanAsked(Fact):
    """Somebody asked for a planning run."""

    kind: ClassVar[str] = "planning.run_started"
    subject_type: ClassVar[str] = "planning_run"
    title: ClassVar[Text] = {
        "es": "Pidió una planificación",
        "en": "Asked for a planning run",
        "pt": "Pediu um planejamento",
    }
    as_of: str | None
    horizon_days: int | None


@dataclass(frozen=True, kw_only=True)
class PlanReady(Fact):
    """A plan was published; its suggestions, transfers and alerts are what pages now show."""

    kind: ClassVar[str] = "planning.plan_ready"
    subject_type: ClassVar[str] = "planning_run"
    title: ClassVar[Text] = {
        "es": "Plan al {as_of}: {suggestions} sugerencias, {transfers} traslados, {alerts} alertas",
        "en": "Plan as of {as_of}: {suggestions} suggestions, {transfers} transfers, {alerts} alerts",
        "pt": "Plano em {as_of}: {suggestions} sugestões, {transfers} transferências, {alerts} alertas",
    }
    as_of: str
    series: int
    suggestions: int
    transfers: int
    alerts: int


@dataclass(frozen=True, kw_only=True)
class SuggestionEdited(Fact):
    """Somebody changed the quantity of a suggested order line."""

    kind: ClassVar[str] = "planning.suggestion_edited"
    subject_type: ClassVar[str] = "suggestion"
    title: ClassVar[Text] = {
        "es": "Cambió la cantidad sugerida de {sku} en {location}: {before} → {after}",
        "en": "Changed the suggested quantity of {sku} at {location}: {before} → {after}",
        "pt": "Alterou a quantidade sugerida de {sku} em {location}: {before} → {after}",
    }
    sku: str
    location: str
    before: Decimal
    after: Decimal


@dataclass(frozen=True, kw_only=True)
class SuggestionRejected(Fact):
    """Somebody decided not to order what was suggested."""

    kind: ClassVar[str] = "planning.suggestion_rejected"
    subject_type: ClassVar[str] = "suggestion"
    title: ClassVar[Text] = {
        "es": "Rechazó la sugerencia de {sku} en {location}: {reason}",
        "en": "Rejected the suggestion of {sku} at {location}: {reason}",
        "pt": "Rejeitou a sugestão de {sku} em {location}: {reason}",
    }
    sku: str
    location: str
    quantity: Decimal
    reason: str


@dataclass(frozen=True, kw_only=True)
class SuggestionReopened(Fact):
    """Somebody took back a rejection."""

    kind: ClassVar[str] = "planning.suggestion_reopened"
    subject_type: ClassVar[str] = "suggestion"
    title: ClassVar[Text] = {
        "es": "Reabrió la sugerencia de {sku} en {location}",
        "en": "Reopened the suggestion of {sku} at {location}",
        "pt": "Reabriu a sugestão de {sku} em {location}",
    }
    sku: str
    location: str


@dataclass(frozen=True, kw_only=True)
class SuggestionApproved(Fact):
    """Somebody approved a suggested order line; it stands on a purchase order."""

    kind: ClassVar[str] = "planning.suggestion_approved"
    subject_type: ClassVar[str] = "suggestion"
    title: ClassVar[Text] = {
        "es": "Aprobó {quantity} de {sku} para {location} en el pedido {order}",
        "en": "Approved {quantity} of {sku} for {location} on order {order}",
        "pt": "Aprovou {quantity} de {sku} para {location} no pedido {order}",
    }
    sku: str
    location: str
    quantity: Decimal
    order: str
    order_id: int


@dataclass(frozen=True, kw_only=True)
class TransferSuggestionEdited(Fact):
    """Somebody changed the quantity of a suggested transfer."""

    kind: ClassVar[str] = "planning.transfer_edited"
    subject_type: ClassVar[str] = "transfer_suggestion"
    title: ClassVar[Text] = {
        "es": "Cambió el traslado sugerido de {sku} ({origin} → {target}): {before} → {after}",
        "en": "Changed the suggested transfer of {sku} ({origin} → {target}): {before} → {after}",
        "pt": "Alterou a transferência sugerida de {sku} ({origin} → {target}): {before} → {after}",
    }
    sku: str
    origin: str
    target: str
    before: Decimal
    after: Decimal


@dataclass(frozen=True, kw_only=True)
class TransferSuggestionRejected(Fact):
    """Somebody decided against a suggested transfer."""

    kind: ClassVar[str] = "planning.transfer_rejected"
    subject_type: ClassVar[str] = "transfer_suggestion"
    title: ClassVar[Text] = {
        "es": "Rechazó el traslado de {sku} ({origin} → {target}): {reason}",
        "en": "Rejected the transfer of {sku} ({origin} → {target}): {reason}",
        "pt": "Rejeitou a transferência de {sku} ({origin} → {target}): {reason}",
    }
    sku: str
    origin: str
    target: str
    quantity: Decimal
    reason: str


@dataclass(frozen=True, kw_only=True)
class TransferSuggestionReopened(Fact):
    """Somebody took back the rejection of a transfer."""

    kind: ClassVar[str] = "planning.transfer_reopened"
    subject_type: ClassVar[str] = "transfer_suggestion"
    title: ClassVar[Text] = {
        "es": "Reabrió el traslado sugerido de {sku} ({origin} → {target})",
        "en": "Reopened the suggested transfer of {sku} ({origin} → {target})",
        "pt": "Reabriu a transferência sugerida de {sku} ({origin} → {target})",
    }
    sku: str
    origin: str
    target: str


@dataclass(frozen=True, kw_only=True)
class TransferSuggestionApproved(Fact):
    """Somebody approved a suggested transfer; it stands on a transfer document."""

    kind: ClassVar[str] = "planning.transfer_approved"
    subject_type: ClassVar[str] = "transfer_suggestion"
    title: ClassVar[Text] = {
        "es": "Aprobó trasladar {quantity} de {sku} ({origin} → {target}), traslado {transfer}",
        "en": "Approved moving {quantity} of {sku} ({origin} → {target}), transfer {transfer}",
        "pt": "Aprovou transferir {quantity} de {sku} ({origin} → {target}), transferência {transfer}",
    }
    sku: str
    origin: str
    target: str
    quantity: Decimal
    transfer: str
    transfer_id: int


@dataclass(frozen=True, kw_only=True)
class AlertDismissed(Fact):
    """Somebody has taken note of an alert."""

    kind: ClassVar[str] = "planning.alert_dismissed"
    subject_type: ClassVar[str] = "alert"
    title: ClassVar[Text] = {
        "es": "Descartó la alerta «{alert}» de {sku} en {location}",
        "en": "Dismissed the alert “{alert}” of {sku} at {location}",
        "pt": "Descartou o alerta “{alert}” de {sku} em {location}",
    }
    alert: str
    sku: str
    location: str


@dataclass(frozen=True, kw_only=True)
class AlertRestored(Fact):
    """Somebody put a dismissed alert back on the list."""

    kind: ClassVar[str] = "planning.alert_restored"
    subject_type: ClassVar[str] = "alert"
    title: ClassVar[Text] = {
        "es": "Repuso la alerta «{alert}» de {sku} en {location}",
        "en": "Put the alert “{alert}” of {sku} at {location} back",
        "pt": "Repôs o alerta “{alert}” de {sku} em {location}",
    }
    alert: str
    sku: str
    location: str


@dataclass(frozen=True, kw_only=True)
class ParameterSet(Fact):
    """Somebody set a planning parameter."""

    kind: ClassVar[str] = "planning.parameter_set"
    subject_type: ClassVar[str] = "parameter"
    title: ClassVar[Text] = {
        "es": "Fijó «{name}» en {after} ({scope}; antes {before})",
        "en": "Set “{name}” to {after} ({scope}; before {before})",
        "pt": "Definiu “{name}” em {after} ({scope}; antes {before})",
    }
    name: str
    scope: str
    before: float | None
    after: float


@dataclass(frozen=True, kw_only=True)
class ParameterDeleted(Fact):
    """Somebody removed a planning parameter, so that a farther value holds again."""

    kind: ClassVar[str] = "planning.parameter_deleted"
    subject_type: ClassVar[str] = "parameter"
    title: ClassVar[Text] = {
        "es": "Quitó «{name}» ({scope}; era {before})",
        "en": "Removed “{name}” ({scope}; was {before})",
        "pt": "Removeu “{name}” ({scope}; era {before})",
    }
    name: str
    scope: str
    before: float


@dataclass(frozen=True, kw_only=True)
class EventSaved(Fact):
    """Somebody wrote an event into the calendar, or changed it."""

    kind: ClassVar[str] = "planning.event_saved"
    subject_type: ClassVar[str] = "planning_event"
    title: ClassVar[Text] = {
        "es": "Guardó el evento {name} ({starts_on} a {ends_on})",
        "en": "Saved the event {name} ({starts_on} to {ends_on})",
        "pt": "Salvou o evento {name} ({starts_on} a {ends_on})",
    }
    name: str
    starts_on: str
    ends_on: str
    changes: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class EventDeleted(Fact):
    """Somebody took an event out of the calendar."""

    kind: ClassVar[str] = "planning.event_deleted"
    subject_type: ClassVar[str] = "planning_event"
    title: ClassVar[Text] = {
        "es": "Quitó el evento {name} ({starts_on} a {ends_on})",
        "en": "Removed the event {name} ({starts_on} to {ends_on})",
        "pt": "Removeu o evento {name} ({starts_on} a {ends_on})",
    }
    name: str
    starts_on: str
    ends_on: str


@dataclass(frozen=True, kw_only=True)
class ForecastOverridden(Fact):
    """Somebody expects something else than the statistics."""

    kind: ClassVar[str] = "planning.forecast_overridden"
    subject_type: ClassVar[str] = "forecast_override"
    title: ClassVar[Text] = {
        "es": "Ajustó el pronóstico de {what}: {how} ({starts_on} a {ends_on}): {reason}",
        "en": "Overrode the forecast of {what}: {how} ({starts_on} to {ends_on}): {reason}",
        "pt": "Ajustou a previsão de {what}: {how} ({starts_on} a {ends_on}): {reason}",
    }
    what: str
    how: str
    starts_on: str
    ends_on: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class OverrideEnded(Fact):
    """Somebody ended an override; the statistics hold again."""

    kind: ClassVar[str] = "planning.override_ended"
    subject_type: ClassVar[str] = "forecast_override"
    title: ClassVar[Text] = {
        "es": "Quitó el ajuste del pronóstico de {what} ({how})",
        "en": "Ended the override of the forecast of {what} ({how})",
        "pt": "Removeu o ajuste da previsão de {what} ({how})",
    }
    what: str
    how: str


@dataclass(frozen=True, kw_only=True)
class OverrideTakenUp(Fact):
    """Somebody took an ended override up again."""

    kind: ClassVar[str] = "planning.override_restored"
    subject_type: ClassVar[str] = "forecast_override"
    title: ClassVar[Text] = {
        "es": "Repuso el ajuste del pronóstico de {what} ({how})",
        "en": "Took up again the override of the forecast of {what} ({how})",
        "pt": "Retomou o ajuste da previsão de {what} ({how})",
    }
    what: str
    how: str


@dataclass(frozen=True, kw_only=True)
class ProductLinked(Fact):
    """Somebody said which product replaces which."""

    kind: ClassVar[str] = "planning.product_linked"
    subject_type: ClassVar[str] = "product_link"
    title: ClassVar[Text] = {
        "es": "{successor} reemplaza a {predecessor} desde {starts_on} ({share} de su demanda)",
        "en": "{successor} replaces {predecessor} from {starts_on} ({share} of its demand)",
        "pt": "{successor} substitui {predecessor} desde {starts_on} ({share} da sua demanda)",
    }
    successor: str
    predecessor: str
    share: float
    starts_on: str


@dataclass(frozen=True, kw_only=True)
class ProductUnlinked(Fact):
    """Somebody took a replacement back."""

    kind: ClassVar[str] = "planning.product_unlinked"
    subject_type: ClassVar[str] = "product_link"
    title: ClassVar[Text] = {
        "es": "{successor} ya no reemplaza a {predecessor}",
        "en": "{successor} no longer replaces {predecessor}",
        "pt": "{successor} não substitui mais {predecessor}",
    }
    successor: str
    predecessor: str


@dataclass(frozen=True, kw_only=True)
class BacktestAsked(Fact):
    """Somebody asked for the past to be replayed."""

    kind: ClassVar[str] = "planning.backtest_started"
    subject_type: ClassVar[str] = "backtest_run"
    title: ClassVar[Text] = {
        "es": "Pidió un backtest de {weeks} semanas",
        "en": "Asked for a backtest of {weeks} weeks",
        "pt": "Pediu um backtest de {weeks} semanas",
    }
    weeks: int


@dataclass(frozen=True, kw_only=True)
class BacktestReady(Fact):
    """A backtest ended and its result was kept."""

    kind: ClassVar[str] = "planning.backtest_ready"
    subject_type: ClassVar[str] = "backtest_run"
    title: ClassVar[Text] = {
        "es": "Backtest listo: {series} series",
        "en": "Backtest ready: {series} series",
        "pt": "Backtest pronto: {series} séries",
    }
    series: int
