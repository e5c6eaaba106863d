"""Random terms of every kind, from everyday to absurd, for comparing one way of pricing with another."""

from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from fluxion.kernels.pricing import ALL_LAYERS, LAYERS, NONE, Asked, Charm, Configuration, Deductions, Promotion, down_99

CURRENCIES = ["EUR", "EUR", "USD", "BRL", "CLP", "KWD", "CLF"]


def percent(rng: np.random.Generator, most: float, odd: bool) -> Decimal:
    """A percentage people type, or one with four decimals."""
    return Decimal(int(rng.integers(0, int(most * 10_000)))).scaleb(-4) if odd else Decimal(int(rng.integers(0, int(most))))


def configurations(rng: np.random.Generator, n: int) -> list[Configuration]:
    """So many configurations, of which one in three has percentages with four decimals."""
    found = []
    for _ in range(n):
        odd = rng.random() < 1 / 3
        currency = str(rng.choice(CURRENCIES))
        paid = Deductions(*(percent(rng, 20, odd) if rng.random() < 0.5 else Decimal(0) for _ in range(5)))
        borne = "deduction" if rng.random() < 0.3 else "pass_through"
        vat, other = percent(rng, 27, odd), percent(rng, 10, odd) if rng.random() < 0.3 else Decimal(0)
        gross = "gross" if rng.random() < 0.3 else "net"
        plus = Configuration(
            currency, "B2B" if rng.random() < 0.4 else "B2C", vat, other, borne, paid, gross, "cost_plus", percent(rng, 300, odd), None
        )  # type: ignore[arg-type]
        method = "gross_up" if rng.random() < 0.4 and plus.deducted < 1 else "cost_plus"
        charm = [None, down_99(currency), Charm((Decimal(4), Decimal(9)), Decimal(10))][int(rng.integers(0, 3))]
        found.append(
            Configuration(currency, plus.price_type, vat, other, plus.tax_mode, paid, plus.fee_base, method, plus.markup_percent, charm)  # type: ignore[arg-type]
        )
    return found


def promotions(rng: np.random.Generator, n: int) -> list[Promotion]:
    """So many promotions of the three kinds with any layers on."""
    found = []
    for _ in range(n):
        odd = rng.random() < 1 / 3
        kind = ("percentage", "amount", "fixed")[int(rng.integers(0, 3))]
        value = percent(rng, 99, odd) if kind == "percentage" else Decimal(amount(rng, 1)[0].item()).scaleb(-4)
        least = Decimal(amount(rng, 1)[0].item()).scaleb(-4) if rng.random() < 0.5 else None
        margin = percent(rng, 60, odd) if rng.random() < 0.6 else None
        protect = ALL_LAYERS if rng.random() < 0.5 else frozenset(layer for layer in LAYERS if rng.random() < 0.5)
        found.append(Promotion(kind, value or Decimal(1), least, margin, protect))  # type: ignore[arg-type]
    return found


def amount(rng: np.random.Generator, n: int, most: float = 13.0) -> NDArray[np.int64]:
    """Amounts in 10^-4, most between cents and thousands, some up to 10^`most` and a few of them round."""
    digits = np.where(rng.random(n) < 0.95, rng.uniform(0, 8, n), rng.uniform(0, most + 4, n))
    found = np.maximum((10**digits).astype(np.int64), 1)
    return np.where(rng.random(n) < 0.3, found // 100 * 100 + 100, found)


def some(rng: np.random.Generator, values: NDArray[np.int64], share: float) -> NDArray[np.int64]:
    """The values, of which so large a share is given."""
    return np.where(rng.random(len(values)) < share, values, NONE)


def asked(seed: int, n: int, kinds: int) -> Asked:
    """n random rows over so many configurations and promotions."""
    rng = np.random.default_rng(seed)
    minimum = some(rng, amount(rng, n), 0.2)
    maximum = some(rng, amount(rng, n), 0.1)
    return Asked(
        configurations=configurations(rng, kinds),
        configuration=rng.integers(0, kinds, n),
        cost=np.where(rng.random(n) < 0.03, 0, amount(rng, n)),
        promotions=promotions(rng, kinds),
        promotion=some(rng, rng.integers(0, kinds, n), 0.7),
        list_price=some(rng, amount(rng, n), 0.3),
        kind=rng.choice(3, n, p=(0.6, 0.2, 0.2)),
        competitor_price=some(rng, amount(rng, n), 0.5),
        minimum=minimum,
        maximum=np.where((minimum >= 0) & (maximum >= 0), np.maximum(minimum, maximum), maximum),
        premium_multiplier=np.where(rng.random(n) < 0.2, rng.integers(5_000, 20_000, n), 10_000),
        target_margin_percent=some(rng, rng.integers(0, 60, n) * 10_000 + (rng.random(n) < 0.2) * 3, 0.2),
        target_margin_base=rng.integers(0, 2, n),
    )
