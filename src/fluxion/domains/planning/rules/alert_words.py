"""What the kinds of alerts are called, in three languages."""

from collections.abc import Mapping

from fluxion.values.errors import Text

ALERT_KINDS: Mapping[str, Text] = {
    "stock_out": {"es": "Sin stock", "en": "Out of stock", "pt": "Sem estoque"},
    "below_reorder": {"es": "Por agotarse", "en": "About to run out", "pt": "Prestes a faltar"},
    "overstock": {"es": "Sobrestock", "en": "Overstock", "pt": "Excesso"},
    "too_much_on_order": {"es": "Demasiado en pedido", "en": "Too much on order", "pt": "Pedido demais"},
    "dead_stock": {"es": "Inmovilizado", "en": "Dead stock", "pt": "Parado"},
    "expiring": {"es": "Por vencer", "en": "Expiring", "pt": "A vencer"},
    "slow_mover": {"es": "De poca salida", "en": "Slow mover", "pt": "De pouca saída"},
}
