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
