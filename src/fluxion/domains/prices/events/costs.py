"""What is announced about channels, rates, the policy, costs, competitors and scenarios."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from fluxion.base.facts import Fact, Form, as_money
from fluxion.values.errors import Text


@dataclass(frozen=True, kw_only=True)
class ConfigurationCreated(Fact):
    """A sales channel was added."""

    kind = "prices.configuration_created"
    subject_type = "price_configuration"
    title: ClassVar[Text] = {
        "es": "Configuración «{name}» creada",
        "en": "Configuration “{name}” created",
        "pt": "Configuração “{name}” criada",
    }
    name: str


@dataclass(frozen=True, kw_only=True)
class ConfigurationEdited(Fact):
    """Fields of a sales channel were changed; `changes` holds each as [before, after]."""

    kind = "prices.configuration_edited"
    subject_type = "price_configuration"
    title: ClassVar[Text] = {
        "es": "Configuración «{name}» modificada",
        "en": "Configuration “{name}” edited",
        "pt": "Configuração “{name}” alterada",
    }
    name: str
    changes: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class ConfigurationDeactivated(Fact):
    """A sales channel was taken out of use."""

    kind = "prices.configuration_deactivated"
    subject_type = "price_configuration"
    title: ClassVar[Text] = {
        "es": "Configuración «{name}» desactivada",
        "en": "Configuration “{name}” deactivated",
        "pt": "Configuração “{name}” desativada",
    }
    name: str


@dataclass(frozen=True, kw_only=True)
class RateRecorded(Fact):
    """An exchange rate was written down or corrected."""

    kind = "prices.rate_recorded"
    subject_type = "exchange_rate"
    title: ClassVar[Text] = {
        "es": "Tipo de cambio {currency}/{to_currency} del {valid_on}: {rate}",
        "en": "Exchange rate {currency}/{to_currency} of {valid_on}: {rate}",
        "pt": "Taxa de câmbio {currency}/{to_currency} de {valid_on}: {rate}",
    }
    currency: str
    to_currency: str
    valid_on: date
    rate: Decimal


@dataclass(frozen=True, kw_only=True)
class RateDeleted(Fact):
    """An exchange rate was taken back."""

    kind = "prices.rate_deleted"
    subject_type = "exchange_rate"
    title: ClassVar[Text] = {
        "es": "Tipo de cambio {currency}/{to_currency} del {valid_on} eliminado",
        "en": "Exchange rate {currency}/{to_currency} of {valid_on} deleted",
        "pt": "Taxa de câmbio {currency}/{to_currency} de {valid_on} excluída",
    }
    currency: str
    to_currency: str
    valid_on: date


@dataclass(frozen=True, kw_only=True)
class PolicyEdited(Fact):
    """The company decided anew about prices below cost or about approval."""

    kind = "prices.policy_edited"
    subject_type = "price_policy"
    title: ClassVar[Text] = {"es": "Política de precios modificada", "en": "Price policy edited", "pt": "Política de preços alterada"}
    changes: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class SheetSaved(Fact):
    """A cost sheet was added or its fields changed; `changes` holds each as [before, after]."""

    kind = "prices.sheet_saved"
    subject_type = "product"
    title: ClassVar[Text] = {
        "es": "Ficha de costos de {sku} guardada",
        "en": "Cost sheet of {sku} saved",
        "pt": "Ficha de custos de {sku} salva",
    }
    sku: str
    changes: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class CostRecorded(Fact):
    """A product costs something else from a day on; `source` is manual, receipt, import or catalog."""

    kind = "prices.cost_recorded"
    subject_type = "product"
    title: ClassVar[Text] = {
        "es": "Costo de {sku} desde el {valid_from}: {cost} {currency}",
        "en": "Cost of {sku} from {valid_from}: {cost} {currency}",
        "pt": "Custo de {sku} a partir de {valid_from}: {cost} {currency}",
    }
    forms: ClassVar[Mapping[str, Form]] = {"cost": as_money}
    sku: str
    valid_from: date
    cost: Decimal
    currency: str
    source: str
    reference: str | None = None


@dataclass(frozen=True, kw_only=True)
class CostNotTaken(Fact):
    """A cost that a receipt or a products file states could not be added to a sheet: no exchange rate brings its currencies together."""

    kind = "prices.cost_not_taken"
    subject_type = "product"
    title: ClassVar[Text] = {
        "es": "Costo de {sku} sin registrar: falta el tipo de cambio de {currency} a {to_currency}",
        "en": "Cost of {sku} not recorded: the exchange rate from {currency} to {to_currency} is missing",
        "pt": "Custo de {sku} não registrado: falta a taxa de câmbio de {currency} para {to_currency}",
    }
    sku: str
    currency: str
    to_currency: str
    cost: Decimal
    reference: str | None = None


@dataclass(frozen=True, kw_only=True)
class CostsLoaded(Fact):
    """A file wrote what products cost; each cost is in the history of its sheet, with the file as its reference."""

    kind = "prices.costs_loaded"
    subject_type = "cost_sheet"
    title: ClassVar[Text] = {
        "es": "Costos cargados de un archivo: {costs}",
        "en": "Costs loaded from a file: {costs}",
        "pt": "Custos carregados de um arquivo: {costs}",
    }
    costs: int
    reference: str | None = None


@dataclass(frozen=True, kw_only=True)
class CostsPutBack(Fact):
    """Costs that a file wrote were taken back."""

    kind = "prices.costs_put_back"
    subject_type = "cost_sheet"
    title: ClassVar[Text] = {
        "es": "Carga de costos deshecha: {restored} costos",
        "en": "Load of costs undone: {restored} costs",
        "pt": "Carga de custos desfeita: {restored} custos",
    }
    restored: int


@dataclass(frozen=True, kw_only=True)
class CompetitorPriceSaved(Fact):
    """A competitor's price was written down or corrected."""

    kind = "prices.competitor_price_saved"
    subject_type = "product"
    title: ClassVar[Text] = {
        "es": "{competitor} pide {price} {currency} por {sku} ({observed_on})",
        "en": "{competitor} asks {price} {currency} for {sku} ({observed_on})",
        "pt": "{competitor} pede {price} {currency} por {sku} ({observed_on})",
    }
    forms: ClassVar[Mapping[str, Form]] = {"price": as_money}
    sku: str
    competitor: str
    observed_on: date
    price: Decimal
    currency: str


@dataclass(frozen=True, kw_only=True)
class CompetitorPriceDeleted(Fact):
    """A competitor's price was taken back."""

    kind = "prices.competitor_price_deleted"
    subject_type = "product"
    title: ClassVar[Text] = {
        "es": "Precio de {competitor} para {sku} del {observed_on} eliminado",
        "en": "Price of {competitor} for {sku} of {observed_on} deleted",
        "pt": "Preço de {competitor} para {sku} de {observed_on} excluído",
    }
    sku: str
    competitor: str
    observed_on: date


@dataclass(frozen=True, kw_only=True)
class CompetitorPricesLoaded(Fact):
    """A file wrote down or corrected what competitors ask."""

    kind = "prices.competitor_prices_loaded"
    subject_type = "competitor_price"
    title: ClassVar[Text] = {
        "es": "Precios de competidores cargados de un archivo: {prices}",
        "en": "Competitors' prices loaded from a file: {prices}",
        "pt": "Preços de concorrentes carregados de um arquivo: {prices}",
    }
    prices: int


@dataclass(frozen=True, kw_only=True)
class CompetitorPricesPutBack(Fact):
    """Competitors' prices that a file wrote were taken back."""

    kind = "prices.competitor_prices_put_back"
    subject_type = "competitor_price"
    title: ClassVar[Text] = {
        "es": "Carga de precios de competidores deshecha: {restored} precios",
        "en": "Load of competitors' prices undone: {restored} prices",
        "pt": "Carga de preços de concorrentes desfeita: {restored} preços",
    }
    restored: int


@dataclass(frozen=True, kw_only=True)
class ScenarioSaved(Fact):
    """Calculations were kept under a name."""

    kind = "prices.scenario_saved"
    subject_type = "price_scenario"
    title: ClassVar[Text] = {
        "es": "Escenario de precios «{name}» guardado",
        "en": "Price scenario “{name}” saved",
        "pt": "Cenário de preços “{name}” salvo",
    }
    name: str
    is_shared: bool


@dataclass(frozen=True, kw_only=True)
class ScenarioDeleted(Fact):
    """Kept calculations were thrown away."""

    kind = "prices.scenario_deleted"
    subject_type = "price_scenario"
    title: ClassVar[Text] = {
        "es": "Escenario de precios «{name}» eliminado",
        "en": "Price scenario “{name}” deleted",
        "pt": "Cenário de preços “{name}” excluído",
    }
    name: str
