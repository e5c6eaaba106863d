"""Calculations that people keep side by side and share."""

from datetime import datetime
from typing import Annotated

from pydantic import ConfigDict, Field

from fluxion.base.fields import Name
from fluxion.base.web import Body, Shape
from fluxion.domains.prices.shapes.calculated import Calculation
from fluxion.domains.prices.shapes.configurations import Warned
from fluxion.domains.prices.shapes.terms import CalculationIn, Written

MOST_CASES = 12


class CaseIn(Body):
    """One calculation of a scenario, with its name."""

    name: Name
    calculation: CalculationIn


class ScenarioIn(Body):
    """Calculations to keep; `is_shared` lets whoever has the link and the right read them."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "Camiseta: tienda o mayorista",
                    "cases": [
                        {
                            "name": "Tienda",
                            "calculation": {
                                "configuration": {"currency": "EUR", "vat_percent": "21", "method": "cost_plus", "markup_percent": "150"},
                                "cost": "10",
                            },
                        }
                    ],
                }
            ]
        }
    )

    name: Name
    is_shared: bool = False
    cases: Annotated[list[CaseIn], Field(min_length=1, max_length=MOST_CASES)]


class CaseView(Shape):
    """One calculation as it was sent, and what it comes to today; `problem` says why there is no answer."""

    name: str
    calculation: CalculationIn
    currency: str | None
    answer: Calculation | None
    competitor_gap_percent: Written | None = Field(description="How far our price is from the competitor's: −5.0 is 5 % cheaper.")
    problem: Warned | None


class ScenarioHead(Shape):
    """A scenario as lists show it."""

    id: int
    name: str
    owner_name: str
    is_mine: bool
    is_shared: bool
    case_count: int
    updated_at: datetime
    version: int


class ScenarioView(Shape):
    """A scenario with its calculations, reckoned anew."""

    id: int
    name: str
    owner_name: str
    is_mine: bool
    is_shared: bool
    cases: list[CaseView]
    created_at: datetime
    updated_at: datetime
    version: int
