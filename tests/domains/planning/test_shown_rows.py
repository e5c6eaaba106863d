"""Suggestions as each person reads them: in their language, with the costs they may see, as they are now."""

from dataclasses import replace
from decimal import Decimal

from tests.domains.planning.company import BEANS, BUYER, SHOP, plan

from fluxion.base.paging import Ask
from fluxion.base.work import Actor, Works
from fluxion.domains.planning.actions import suggestions as actions
from fluxion.domains.planning.reads.suggestions import suggestion, suggestions
from fluxion.domains.planning.shapes import QuantityChange, SuggestionFilter, SuggestionView


def shown(works: Works, actor: Actor = BUYER) -> SuggestionView:
    with works.read(actor) as work:
        found = suggestions(work, Ask(limit=200, sort="sku"), SuggestionFilter()).items
    (beans,) = [each for each in found if (each.product.id, each.location.id) == (BEANS, SHOP)]
    return beans


def test_each_reads_a_suggestion_in_their_language_with_the_costs_they_may_see_and_as_it_is_now(distributor: Works) -> None:
    plan(distributor)
    beans = shown(distributor)
    clerk = replace(BUYER, rights=frozenset({"planning.read"}))
    for _ in range(2):
        seen = shown(distributor, clerk)
        assert (seen.unit_cost, seen.amount, seen.quantity) == (None, None, Decimal(100))
        assert seen.explanation == beans.explanation
        with distributor.read(BUYER, lang="en") as work:
            english = suggestion(work, beans.id)
        assert (english.unit_cost, english.amount) == (Decimal(4), Decimal(400))
        assert english.explanation.figures == beans.explanation.figures
        assert english.explanation.sentences != beans.explanation.sentences
    with distributor.write(BUYER) as work:
        actions.edit_suggestion(work, beans.id, QuantityChange(quantity=Decimal(60)), version=beans.version)
    changed = shown(distributor)
    assert (changed.quantity, changed.quantity_suggested, changed.edited) == (Decimal(60), Decimal(100), True)
