"""What came of a campaign, in words and in arithmetic."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from fluxion.domains.insights.rules.spoken import day_of, percent, spoken
from fluxion.kernels.pricing import half_up
from fluxion.kernels.pricing.lift import Lift
from fluxion.values.errors import Text, say

SOLD: Text = {
    "es": "En los {days} días de la campaña, sus productos ({products}) vendieron {units} unidades: {change} frente a los {days} días anteriores.",
    "en": "In the {days} days of the campaign its products ({products}) sold {units} units: {change} against the {days} days before.",
    "pt": "Nos {days} dias da campanha, seus produtos ({products}) venderam {units} unidades: {change} em relação aos {days} dias anteriores.",
}
SOLD_FIRST: Text = {
    "es": "En los {days} días de la campaña, sus productos ({products}) vendieron {units} unidades; en los {days} días anteriores, ninguna.",
    "en": "In the {days} days of the campaign its products ({products}) sold {units} units; in the {days} days before, none.",
    "pt": "Nos {days} dias da campanha, seus produtos ({products}) venderam {units} unidades; nos {days} dias anteriores, nenhuma.",
}
SOLD_IN_A_DAY: Text = {
    "es": "El día de la campaña, sus productos ({products}) vendieron {units} unidades: {change} frente al día anterior.",
    "en": "On the day of the campaign its products ({products}) sold {units} units: {change} against the day before.",
    "pt": "No dia da campanha, seus produtos ({products}) venderam {units} unidades: {change} em relação ao dia anterior.",
}
SOLD_FIRST_IN_A_DAY: Text = {
    "es": "El día de la campaña, sus productos ({products}) vendieron {units} unidades; el día anterior, ninguna.",
    "en": "On the day of the campaign its products ({products}) sold {units} units; on the day before, none.",
    "pt": "No dia da campanha, seus produtos ({products}) venderam {units} unidades; no dia anterior, nenhuma.",
}
OTHERS: Text = {
    "es": "En el mismo tiempo, los productos fuera de la campaña cambiaron {change}. Sin ella se esperaban {expected} unidades; "
    "la campaña explica {extra} ({share}).",
    "en": "In the same time products outside the campaign changed by {change}. Without it {expected} units were to be expected; "
    "the campaign accounts for {extra} ({share}).",
    "pt": "No mesmo tempo, os produtos fora da campanha mudaram {change}. Sem ela esperavam-se {expected} unidades; "
    "a campanha explica {extra} ({share}).",
}
NO_OTHERS: Text = {
    "es": "No hay productos fuera de la campaña con ventas en ambos períodos: no se puede separar su efecto del de la temporada.",
    "en": "No products outside the campaign sold in both periods: its effect cannot be told from that of the season.",
    "pt": "Não há produtos fora da campanha com vendas nos dois períodos: não dá para separar seu efeito do da temporada.",
}
SWING: Text = {
    "es": "En los períodos anteriores, sin la campaña, la misma comparación se movía ±{swing}: {verdict}.",
    "en": "In the periods before, without the campaign, the same comparison moved by ±{swing}: {verdict}.",
    "pt": "Nos períodos anteriores, sem a campanha, a mesma comparação variava ±{swing}: {verdict}.",
}
CLEAR: Text = {
    "es": "el efecto se distingue de lo habitual",
    "en": "the effect stands out from the usual",
    "pt": "o efeito se distingue do habitual",
}
UNCLEAR: Text = {
    "es": "el efecto no se distingue de lo habitual",
    "en": "the effect does not stand out from the usual",
    "pt": "o efeito não se distingue do habitual",
}
RUNNING: Text = {
    "es": "Hay ventas solo hasta el {day}; el resultado todavía puede cambiar.",
    "en": "Sales are known only until {day}; the result may still change.",
    "pt": "Há vendas só até {day}; o resultado ainda pode mudar.",
}


@dataclass(frozen=True)
class Side:
    """Sales of one group of products in one period: units and net after returns, and cost where it is known."""

    units: Decimal = Decimal(0)
    net: Decimal = Decimal(0)
    costed: Decimal = Decimal(0)
    cost: Decimal = Decimal(0)

    @property
    def margin(self) -> Decimal:
        """Net less cost, over what has a known cost."""
        return self.costed - self.cost


@dataclass(frozen=True)
class Outcome:
    """What a summary is made of."""

    days: int
    products: int
    inside: tuple[Side, Side]
    others: tuple[Side, Side]
    units: Lift | None
    swing: float | None
    known_until: date | None


def share_of(part: Fraction | None) -> float | None:
    """A share as a number with four decimals.

    >>> share_of(Fraction(1, 3))
    0.3333
    """
    return None if part is None else float(half_up(part, 4))


def summary(found: Outcome, lang: str) -> list[str]:
    """What came of the campaign, sentence by sentence."""
    before, during = found.inside
    sold, first = (SOLD_IN_A_DAY, SOLD_FIRST_IN_A_DAY) if found.days == 1 else (SOLD, SOLD_FIRST)
    words = {"days": found.days, "products": found.products, "units": spoken(during.units, lang)}
    if before.units > 0:
        told = [_filled(sold, lang, **words, change=percent(Fraction(during.units) / Fraction(before.units) - 1, lang))]
    else:
        told = [_filled(first, lang, **words)]
    if found.units is None:
        told.append(say(NO_OTHERS, lang))
    else:
        change = Fraction(found.others[1].units) / Fraction(found.others[0].units) - 1
        parts = {
            "expected": spoken(found.units.expected, lang),
            "extra": spoken(found.units.extra, lang),
            "share": percent(found.units.share, lang),
        }
        told.append(_filled(OTHERS, lang, change=percent(change, lang), **parts))
        if found.swing is not None:
            stands_out = abs(float(found.units.share)) > 2 * found.swing
            swing = percent(found.swing, lang).lstrip("+")
            told.append(_filled(SWING, lang, swing=swing, verdict=say(CLEAR if stands_out else UNCLEAR, lang)))
    if found.known_until is not None:
        told.append(_filled(RUNNING, lang, day=day_of(found.known_until, lang)))
    return told


def _filled(text: Text, lang: str, **words: object) -> str:
    return say(text, lang, words)
