"""Sentences say a lack as a lack, and the first day of a cycle by its name."""

from typing import Any

import pytest

from fluxion.domains.planning.rules.explain import _stock, alert_text
from fluxion.domains.planning.rules.fact_words import _value

FIGURES: dict[str, Any] = {
    **dict.fromkeys(("reserved", "leaving", "on_order", "in_transit", "later", "moved_in", "moved_out"), 0),
    "on_hand": 12,
    "position": 12,
    "outcome": "order",
    "is_due": True,
    "reorder_point": 40,
    "stores_need": 671.31,
    "in_lead_time": 12,
}


def test_what_is_promised_beyond_the_stock_is_said_as_a_lack() -> None:
    assert [_stock(FIGURES, lang)[-1] for lang in ("es", "en", "pt")] == [
        "Con lo que llega dentro del plazo de entrega faltan 659,31 para lo ya comprometido; el punto de reorden es 40: toca reponer.",
        "With what arrives within the lead time 659.31 are lacking for what is promised already; the reorder point is 40: time to replenish.",
        "Com o que chega dentro do prazo de entrega faltam 659,31 para o já comprometido; o ponto de reposição é 40: hora de repor.",
    ]
    assert "faltan 659,31" in _stock(FIGURES | {"is_due": False}, "es")[-1]
    assert _stock(FIGURES | {"stores_need": 0}, "es")[-1] == (
        "Con lo que llega dentro del plazo de entrega se cuenta con 12; el punto de reorden es 40: toca reponer."
    )


@pytest.mark.parametrize(
    ("in_time", "expected"), [(-659.31, "a tiempo faltan 659,31 para lo ya comprometido"), (5, "a tiempo se cuenta con 5")]
)
def test_an_alert_says_a_lack_too(in_time: float, expected: str) -> None:
    data = {"available": 12, "in_lead_time": in_time, "reorder_point": 40}
    assert alert_text("below_reorder", data, "es") == f"Quedan 12 y {expected}; el punto de reorden es 40."


def test_the_day_of_the_review_is_no_number_of_days() -> None:
    told = [_value(value, {"name": "review_offset_days"}, "es") for value in (0.0, 3.0)]
    assert told == ["el primer día", "3 días"]
