"""What partners asks of those above it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fluxion.base.work import Work
from fluxion.values.errors import Refusal

TERMS = ("segment", "price_list")
"""What of a customer says which prices they pay."""

Wished = Mapping[int, Mapping[str, str | None]]
"""By customer, the terms that somebody wants to give them; those left out stay."""


@dataclass(frozen=True)
class TermsGate:
    """Whoever states prices says which customers one person may not give other terms, and why; nothing is changed by asking."""

    refusals: Callable[[Work, Wished], Mapping[int, Refusal]]


def refusals_of_terms(work: Work, wished: Wished) -> Mapping[int, Refusal]:
    """The customers that may not get these terms, each with the reason; none where nobody states prices."""
    gate = work.ports.get(TermsGate)
    return gate.refusals(work, wished) if gate is not None and wished else {}
