"""A scenario as a file or on paper: one row for each of its calculations."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from fluxion.base.clock import local_day
from fluxion.base.documents import Block, Document
from fluxion.base.documents import Column as PaperColumn
from fluxion.base.exports import Column, Sheet
from fluxion.base.work import Work
from fluxion.domains.prices.reads.scenarios import scenario
from fluxion.domains.prices.shapes.scenarios import CaseView
from fluxion.values.errors import Text, say

FIGURES = (
    *("cost", "computed_price", "list_price", "price", "net", "vat", "deductions_total", "contribution", "margin_on_price_percent"),
    *("margin_on_cost_percent", "multiplier", "break_even_price", "largest_safe_discount_percent", "extra_units_to_keep_profit_percent"),
    *("invoice_vat", "invoice_total"),
)
SHOWN = ("cost", "price", "contribution", "margin_on_price_percent", "margin_on_cost_percent", "break_even_price")
WORDS: Mapping[str, Text] = {
    "title": {"es": "Escenario de precios", "en": "Price scenario", "pt": "Cenário de preços"},
    "made": {"es": "Elaborado", "en": "Made", "pt": "Elaborado"},
    "cases": {"es": "Cálculos", "en": "Calculations", "pt": "Cálculos"},
    "case": {"es": "Cálculo", "en": "Calculation", "pt": "Cálculo"},
    "currency": {"es": "Moneda", "en": "Currency", "pt": "Moeda"},
    "cost": {"es": "Costo", "en": "Cost", "pt": "Custo"},
    "price": {"es": "Precio", "en": "Price", "pt": "Preço"},
    "contribution": {"es": "Contribución", "en": "Contribution", "pt": "Contribuição"},
    "margin_on_price_percent": {"es": "% s/ precio", "en": "% of price", "pt": "% s/ preço"},
    "margin_on_cost_percent": {"es": "% s/ costo", "en": "% of cost", "pt": "% s/ custo"},
    "break_even_price": {"es": "Equilibrio", "en": "Break-even", "pt": "Equilíbrio"},
    "gap": {"es": "% vs. competidor", "en": "% vs. competitor", "pt": "% vs. concorrente"},
    "foot": {
        "es": "Márgenes después de impuestos y deducciones; % sobre precio es sobre el precio neto.",
        "en": "Margins after taxes and deductions; % of price is of the net price.",
        "pt": "Margens após impostos e deduções; % sobre preço é sobre o preço líquido.",
    },
    "page_of": {"es": "Página {{page}} de {{pages}}", "en": "Page {{page}} of {{pages}}", "pt": "Página {{page}} de {{pages}}"},
}


def scenario_sheet(work: Work, scenario_id: int) -> Sheet:
    """The calculations of a scenario, one row each, to export; raises NotFound."""
    work.require("prices.calculate")
    kept = scenario(work, scenario_id)
    figures = (Column(name, "number") for name in FIGURES)
    ends = (Column("deciding_layer"), Column("competitor_gap_percent", "number"), Column("problem"))
    return Sheet("scenario", (Column("name"), Column("currency"), *figures, *ends), (_cells(each) for each in kept.cases))


def scenario_document(work: Work, scenario_id: int) -> Document:
    """A scenario on paper, in the language of the request; raises NotFound."""
    work.require("prices.calculate")
    kept = scenario(work, scenario_id)
    words = {name: say(text, work.lang) for name, text in WORDS.items()}
    numbers = tuple(PaperColumn(words[name], 1.1, is_number=True) for name in SHOWN)
    day = local_day(kept.updated_at, work.settings.timezone).isoformat()
    return Document(
        company=work.settings.company,
        title=words["title"],
        number=kept.name,
        mark="",
        blocks=[Block(words["made"], [kept.owner_name, day])],
        columns=(
            PaperColumn(words["case"], 2.2),
            PaperColumn(words["currency"], 0.9),
            *numbers,
            PaperColumn(words["gap"], 1.1, is_number=True),
        ),
        rows=[_line(each) for each in kept.cases],
        totals=[(words["cases"], str(len(kept.cases)))],
        notes_title="",
        notes="",
        foot=words["foot"],
        page_of=words["page_of"],
    )


def _cells(each: CaseView) -> tuple[Any, ...]:
    answer = each.answer
    figures = (getattr(answer, name) if answer else None for name in FIGURES)
    return (
        *(each.name, each.currency, *figures),
        *(answer.deciding_layer if answer else None, each.competitor_gap_percent, each.problem.message if each.problem else None),
    )


def _line(each: CaseView) -> tuple[str, ...]:
    figures = [getattr(each.answer, name) if each.answer else None for name in SHOWN]
    return (each.name, each.currency or "", *(_figure(value) for value in (*figures, each.competitor_gap_percent)))


def _figure(value: Decimal | None) -> str:
    return "—" if value is None else f"{value:f}"
