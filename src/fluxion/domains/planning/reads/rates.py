"""What money of suppliers is worth at home."""

import numpy as np
import pyarrow as pa

from fluxion.base.work import Work
from fluxion.domains import prices
from fluxion.domains.planning.rules.inputs import Floats


def home_rates(work: Work, suppliers: pa.Table) -> Floats:
    """What one of each supplier's currency is worth today in the company's: 1 for its own, NaN where no rate says so.

    To whoever may not read prices no rate of another currency is known.
    """
    home, currencies = work.settings.currency, suppliers["currency"].to_pylist()
    worth = dict.fromkeys(currencies, np.nan) | {home: 1.0}
    if len(worth) > 1 and work.actor.may("prices.read"):
        rates = prices.rates_at(work, work.today)
        found = {currency: rates.rate(currency, home) for currency in worth}
        worth = {currency: np.nan if rate is None else float(rate) for currency, rate in found.items()}
    return np.array([worth[currency] for currency in currencies], np.float64)
