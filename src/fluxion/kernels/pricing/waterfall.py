"""Where the money of a posted price goes, to the cent."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from fluxion.kernels.pricing.listing import invoiced
from fluxion.kernels.pricing.rounding import half_up, share_of
from fluxion.kernels.pricing.terms import Configuration

SUBTOTALS = frozenset({"posted", "net"})
"""Steps that repeat what others sum to: the posted price is the sum of all the rest."""


@dataclass(frozen=True)
class Step:
    """One step of a waterfall and its amount; only the contribution can be negative."""

    step: str
    amount: Decimal


@dataclass(frozen=True)
class Waterfall:
    """A posted price taken apart; cost and contribution are None where no cost is known."""

    posted: Decimal
    vat: Decimal
    other_taxes: Decimal
    net: Decimal
    deductions_total: Decimal
    cost: Decimal | None
    contribution: Decimal | None
    steps: tuple[Step, ...]


def waterfall_at(configuration: Configuration, cost: Decimal | None, posted: Decimal) -> Waterfall:
    """The steps posted → vat → other_taxes → net → deductions → cost → contribution of a posted price.

    `posted = vat + other_taxes + every deduction + cost + contribution` to the cent. The net price is rounded half up and taxes are the rest,
    shared by their rates; deductions are rounded once, together, and the rest of the single ones goes to the largest; the contribution is
    what is left. Taxes the seller bears stand among the deductions as borne_vat and borne_other_taxes.

    The T-shirt of the guide at its promotional price, section 8.1:

    >>> from fluxion.kernels.pricing.terms import Deductions
    >>> paid = Deductions(platform=Decimal(2), payment=Decimal(3), marketing=Decimal(10))
    >>> found = waterfall_at(Configuration("EUR", vat_percent=Decimal(21), deductions=paid), Decimal("5.50"), Decimal("13.29"))
    >>> str(found.vat), str(found.net), str(found.deductions_total), str(found.contribution)
    ('2.31', '10.98', '1.65', '3.83')
    """
    decimals = configuration.decimals
    net = share_of(posted, configuration.net_share, decimals)
    taxed = posted - net
    vat = share_of(taxed, configuration.vat_share, decimals)
    paid, total = _deductions(configuration, net, posted, decimals)
    known = half_up(cost, decimals) if cost else None
    left = None if known is None else net - total - known
    steps = [Step("posted", posted), Step("vat", vat), Step("other_taxes", taxed - vat), Step("net", net), *paid]
    if known is not None and left is not None:
        steps += [Step("cost", known), Step("contribution", left)]
    return Waterfall(posted, vat, taxed - vat, net, total, known, left, tuple(steps))


def _deductions(configuration: Configuration, net: Decimal, posted: Decimal, decimals: int) -> tuple[list[Step], Decimal]:
    """Every deduction in cents and their sum, which is rounded once."""
    base = net
    if configuration.fee_base == "gross" and configuration.tax_mode == "pass_through":
        base = posted if configuration.price_type == "B2C" else net + sum(invoiced(configuration, net))
    whole = share_of(base, configuration.paid_share, decimals)
    nothing = half_up(0, decimals)
    amounts = {name: share_of(base, share, decimals) if share else nothing for name, share in configuration.shares}
    amounts[configuration.largest_share] += whole - sum(amounts.values())
    return [Step(name, amount) for name, amount in amounts.items()], whole
