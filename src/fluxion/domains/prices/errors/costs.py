"""What costs and configurations refuse."""

from typing import ClassVar

from fluxion.values.errors import Kind, Refusal, Text


class RateMissing(Refusal):
    """No exchange rate takes an amount to the currency asked for."""

    code = "prices.rate_missing"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "Falta el tipo de cambio de {currency} a {to_currency} para el {day}; regístrelo en Precios › Tipos de cambio.",
        "en": "The exchange rate from {currency} to {to_currency} for {day} is missing; record it under Prices › Exchange rates.",
        "pt": "Falta a taxa de câmbio de {currency} para {to_currency} em {day}; registre-a em Preços › Taxas de câmbio.",
    }


class CostsHidden(Refusal):
    """What is asked for would tell costs to somebody who may not see them."""

    code = "prices.costs_hidden"
    kind = Kind.FORBIDDEN
    text: ClassVar[Text] = {
        "es": "Con este cambio podría deducir costos, y usted no tiene permiso para verlos ({right}); "
        "pídaselo a quien lo tiene, o pida ese permiso a un administrador.",
        "en": "This change would let you work out costs, and you are not allowed to see them ({right}); "
        "ask somebody who is, or ask an administrator for that right.",
        "pt": "Com esta alteração seria possível deduzir custos, e você não tem permissão para vê-los ({right}); "
        "peça a quem tem, ou peça essa permissão a um administrador.",
    }
