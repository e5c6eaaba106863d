"""Why a transfer is suggested stands in the plan while it is open, and on its row from the moment somebody decides."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests.domains.planning.company import BUYER, NORTH, SHOP, TODAY, confined, plan
from tests.domains.planning.proposed import NEXT_DAY, SURPLUS, TO_NORTH, TO_SHOP, holds, moves, stored

from fluxion.base.mart import Marts
from fluxion.base.work import Actor, Works
from fluxion.domains import history
from fluxion.domains.planning.actions.parameters import set_parameter
from fluxion.domains.planning.actions.transfers import (
    approve_transfers,
    edit_transfer,
    reject_transfer,
    reject_transfers,
    reopen_transfer,
)
from fluxion.domains.planning.errors import NotOpen
from fluxion.domains.planning.reads.sheets import transfer_sheet
from fluxion.domains.planning.reads.transfers import transfer
from fluxion.domains.planning.rules.explain import move_sentences, move_snapshot
from fluxion.domains.planning.rules.reasons import move_figures
from fluxion.domains.planning.shapes import (
    ParameterDraft,
    QuantityChange,
    Rejection,
    TransferChoice,
    TransferFilter,
    TransferRejections,
)
from fluxion.domains.planning.tables import TransferSuggestionRow
from fluxion.domains.stock.reads.transfers import transfer as document
from fluxion.values.errors import Forbidden, Refusal, Stale

REVIEWED = {
    "kind": "supply",
    "quantity": 60.0,
    "pack_size": 12.0,
    "origin": "Centro",
    "target": "Tienda Norte",
    "origin_available": 100.0,
    "origin_order_up_to": 310.47,
    "origin_forecast": 272.0,
    "origin_days_of_cover": 6.2,
    "target_available": 20.0,
    "target_position": 20.0,
    "target_reorder_point": 92.37,
    "target_order_up_to": 92.37,
    "target_forecast": 80.0,
    "target_days_of_cover": 2.0,
    "target_review_on": "2026-03-02",
    "target_next_review_on": "2026-03-09",
    "transfer_days": 1,
    "as_of": "2026-03-03",
    "data_until": "2026-03-01",
}


def carries(works: Works, row_id: int, explanation: dict[str, Any]) -> None:
    """Reasons on the row itself, as an earlier version of the program wrote them."""
    with works.write() as work:
        work.db.get_one(TransferSuggestionRow, row_id).explanation = explanation


def without_plan(works: Works) -> Works:
    """The company after its mart was lost and built again: from the lake, which knows no plan."""
    works.marts.close()
    for file in works.settings.mart_dir.glob("*.duckdb"):
        file.unlink()
    later = replace(works, marts=Marts.open(works.settings))
    history.publish(later)
    return later


def without_mart(works: Works) -> Works:
    """The company while its mart is gone and not yet built again."""
    works.marts.close()
    for file in works.settings.mart_dir.glob("*.duckdb"):
        file.unlink()
    return replace(works, marts=Marts.open(works.settings))


def test_the_reasons_of_an_open_transfer_are_those_of_the_plan(distributor: Works) -> None:
    plan(distributor)
    shown = moves(distributor)
    assert {row["explanation"] for row in stored(distributor).values()} == {None}
    assert list(shown[TO_SHOP].explanation.figures.items()) == list(SURPLUS.items())
    assert shown[TO_SHOP].explanation.sentences == [
        "Tienda Sur has units in excess and Tienda Este lacks them: transferring 24 avoids a purchase or a shortage.",
        "It is transferred in whole packs of 12.",
        "Tienda Sur has 140 available and its order-up-to level is 55.39.",
        "At Tienda Este the inventory position is 20 and the order-up-to level 77.61.",
        "Plan as of 2026-03-02 with sales up to 2026-03-01.",
    ]
    with distributor.read(BUYER, lang="en") as work:
        assert transfer(work, shown[TO_SHOP].id) == shown[TO_SHOP]


def test_a_supply_that_waits_for_a_decision_tells_its_review(distributor: Works) -> None:
    with distributor.write(BUYER) as work:
        set_parameter(work, ParameterDraft(name="reorder_rule", value=2))
        set_parameter(work, ParameterDraft(name="review_period_days", value=7))
    plan(distributor)
    plan(distributor, NEXT_DAY)
    (found,) = [each for each in moves(distributor).values() if each.kind == "supply"]
    assert list(found.explanation.figures.items()) == list(REVIEWED.items())
    assert found.explanation.sentences == [
        "Centro supplies Tienda Norte, which needs 60.",
        "It is transferred in whole packs of 12.",
        "It is the proposal of the review on 2026-03-02: nobody has decided on it. Each plan brings it up to date, until somebody decides, "
        "it is no longer needed or the review on 2026-03-09 comes.",
        "Centro has 100 available and its order-up-to level is 310.47.",
        "At Tienda Norte the inventory position is 20 and the order-up-to level 92.37.",
        "Plan as of 2026-03-03 with sales up to 2026-03-01.",
    ]


@pytest.mark.parametrize(("kind", "lead", "days"), [("supply", 5.9, 5), ("balance", 5.9, 2), ("balance", 1.2, 1), ("supply", 0.4, 0)])
def test_excess_is_under_way_two_days_at_most_and_supply_its_lead_time(kind: str, lead: float, days: int) -> None:
    row = {name.partition("_")[2]: value for name, value in SURPLUS.items() if name.startswith("target_")}
    end = row | {"lead_time_days": lead, "pack_size": 12.0}
    assert move_figures(kind, 24.0, ("A", "B"), (end, end), TODAY, None)["transfer_days"] == days


def test_a_rejected_transfer_reads_the_same_whatever_later_plans_say(distributor: Works) -> None:
    plan(distributor)
    before = moves(distributor)[TO_SHOP]
    with distributor.write(BUYER, lang="en") as work:
        rejected = reject_transfer(work, before.id, Rejection(reason="Muy lejos"), version=before.version)
    assert stored(distributor)[before.id]["explanation"] == {"figures": SURPLUS}
    assert rejected.explanation == before.explanation
    holds(distributor, SHOP, 21)
    plan(distributor, NEXT_DAY)
    later = moves(distributor, "rejected")[TO_SHOP]
    assert (later.explanation, later.ship_by, later.version) == (before.explanation, TODAY, 2)
    assert moves(without_plan(distributor), "rejected")[TO_SHOP].explanation == before.explanation


def test_a_reopened_transfer_reads_as_the_plan_again(distributor: Works) -> None:
    plan(distributor)
    before = moves(distributor)[TO_SHOP]
    with distributor.write(BUYER) as work:
        reject_transfer(work, before.id, Rejection(reason="No"))
    holds(distributor, SHOP, 21)
    plan(distributor)
    with distributor.write(BUYER) as work:
        again = reopen_transfer(work, before.id)
    assert again.explanation.figures["target_available"] == 21.0
    assert stored(distributor)[before.id]["explanation"] == {"figures": SURPLUS}


def test_many_are_decided_with_one_question_for_their_reasons(distributor: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    plan(distributor)
    before = moves(distributor)
    asked: list[str] = []
    real = Marts.records

    def records(self: Marts, work: Any, sql: str, params: Any = ()) -> list[dict[str, Any]]:
        asked.append(sql)
        return real(self, work, sql, params)

    monkeypatch.setattr(Marts, "records", records)
    with distributor.write(BUYER) as work:
        done = reject_transfers(work, TransferRejections(ids=[each.id for each in before.values()] + [999], reason="No"))
    assert [each.ok for each in done.results] == [True, True, False]
    assert len(asked) == 1
    kept = stored(distributor)
    assert {each.id: kept[each.id]["explanation"] for each in before.values()} == {
        each.id: {"figures": each.explanation.figures} for each in before.values()
    }


def test_an_approved_transfer_and_its_document_keep_the_reasons(distributor: Works) -> None:
    plan(distributor)
    before = moves(distributor)
    with distributor.write(BUYER) as work:
        edit_transfer(work, before[TO_SHOP].id, QuantityChange(quantity=Decimal(12)))
    with distributor.write(BUYER) as work:
        made = approve_transfers(work, TransferChoice(filter=TransferFilter()))
    assert {each.ok for each in made.results} == {True}
    kept = stored(distributor)
    assert kept[before[TO_SHOP].id]["explanation"] == {"figures": SURPLUS}
    with distributor.read(BUYER) as work:
        documents = [document(work, each.id) for each in made.transfers]
    told = {each.to_location.id: (each.expected_on, each.lines[0].explanation) for each in documents}
    assert told[SHOP] == (TODAY + timedelta(days=2), move_snapshot(SURPLUS) | {"edited": True})
    assert told[NORTH] == (TODAY + timedelta(days=1), move_snapshot(before[TO_NORTH].explanation.figures) | {"edited": False})
    plan(distributor)
    assert {key: each.explanation for key, each in moves(distributor, "approved").items()} == {
        key: each.explanation for key, each in before.items()
    }


def test_an_edited_transfer_reads_as_the_plan_until_its_need_is_gone(distributor: Works) -> None:
    plan(distributor)
    before = moves(distributor)[TO_SHOP]
    with distributor.write(BUYER) as work:
        edited = edit_transfer(work, before.id, QuantityChange(quantity=Decimal(12)), version=before.version)
    assert (edited.quantity, edited.edited, edited.version, edited.explanation.figures) == (Decimal(12), True, 2, SURPLUS)
    holds(distributor, SHOP, 21)
    run = plan(distributor)
    again = moves(distributor)[TO_SHOP]
    assert (again.id, again.quantity, again.quantity_suggested, again.run_id) == (before.id, Decimal(12), Decimal(24), before.run_id)
    assert again.explanation.figures["target_available"] == 21.0
    assert run["transfers"] == 2
    holds(distributor, SHOP, 400)
    plan(distributor)
    gone = moves(distributor, "superseded")[TO_SHOP]
    assert (gone.note, gone.quantity, gone.explanation.figures) == ("need_gone", Decimal(12), SURPLUS)


def test_the_plan_is_believed_before_what_an_earlier_version_left_on_an_open_row(distributor: Works) -> None:
    plan(distributor)
    before = moves(distributor)[TO_SHOP]
    old = SURPLUS | {"target_available": 7.0, "as_of": "2026-02-20"}
    carries(distributor, before.id, {"figures": old})
    assert moves(distributor)[TO_SHOP].explanation == before.explanation
    plan(distributor)
    assert stored(distributor)[before.id]["explanation"] == {"figures": old}
    later = without_plan(distributor)
    assert moves(later)[TO_SHOP].explanation.figures == old
    with later.write(BUYER) as work:
        (made,) = approve_transfers(work, TransferChoice(ids=[before.id])).transfers
    with later.read(BUYER) as work:
        assert document(work, made.id).lines[0].explanation == move_snapshot(old) | {"edited": False}


@pytest.mark.parametrize("lost", [without_plan, without_mart])
def test_without_the_plan_there_are_no_reasons_and_deciding_works(distributor: Works, lost: Any) -> None:
    plan(distributor)
    before = moves(distributor)
    later = lost(distributor)
    shown = moves(later)
    assert {key: (each.id, each.quantity, each.ship_by) for key, each in shown.items()} == {
        key: (each.id, each.quantity, TODAY) for key, each in before.items()
    }
    assert {(tuple(each.explanation.sentences), tuple(each.explanation.figures)) for each in shown.values()} == {((), ())}
    with later.write(BUYER) as work:
        reject_transfer(work, before[TO_SHOP].id, Rejection(reason="No"))
        (made,) = approve_transfers(work, TransferChoice(ids=[before[TO_NORTH].id])).transfers
    assert {row["state"] for row in stored(later).values()} == {"rejected", "approved"}
    assert {row["explanation"] for row in stored(later).values()} == {None}
    with later.read(BUYER) as work:
        draft = document(work, made.id)
        assert len(list(transfer_sheet(work, TransferFilter(state="approved")).rows)) == 1
    assert (draft.expected_on, draft.lines[0].explanation) == (TODAY + timedelta(days=2), None)


def test_of_a_place_that_is_not_seen_no_stock_is_told(distributor: Works) -> None:
    plan(distributor)
    (seen,) = moves(distributor, actor=confined(SHOP)).values()
    assert seen.explanation.figures == {name: value for name, value in SURPLUS.items() if not name.startswith("origin_")}
    assert seen.explanation.sentences == move_sentences(seen.explanation.figures, "en")
    with distributor.write(confined(SHOP), lang="en") as work:
        told = reject_transfer(work, seen.id, Rejection(reason="No"))
    assert told.explanation == seen.explanation
    assert stored(distributor)[seen.id]["explanation"] == {"figures": SURPLUS}, "who sees both ends still reads both"


def test_a_refused_decision_keeps_no_reasons(distributor: Works) -> None:
    plan(distributor)
    shown = moves(distributor)
    row = shown[TO_SHOP].id
    viewer = Actor(id=9, name="Vera", rights=frozenset({"planning.read"}))
    with distributor.write(BUYER) as work:
        reject_transfer(work, shown[TO_NORTH].id, Rejection(reason="No"))
    before = stored(distributor)
    refused: list[tuple[type[Refusal], Actor, Any]] = [
        (Stale, BUYER, lambda work: edit_transfer(work, row, QuantityChange(quantity=Decimal(5)), version=99)),
        (Stale, BUYER, lambda work: reject_transfer(work, row, Rejection(reason="x"), version=99)),
        (NotOpen, BUYER, lambda work: edit_transfer(work, shown[TO_NORTH].id, QuantityChange(quantity=Decimal(5)))),
        (NotOpen, BUYER, lambda work: reject_transfer(work, shown[TO_NORTH].id, Rejection(reason="x"))),
        (Forbidden, viewer, lambda work: edit_transfer(work, row, QuantityChange(quantity=Decimal(5)))),
        (Forbidden, viewer, lambda work: reject_transfers(work, TransferRejections(ids=[row], reason="x"))),
        (Forbidden, viewer, lambda work: approve_transfers(work, TransferChoice(ids=[row]))),
    ]
    for refusal, actor, attempt in refused:
        with pytest.raises(refusal), distributor.write(actor) as work:
            attempt(work)
    with distributor.write(BUYER) as work:
        told = approve_transfers(work, TransferChoice(ids=[shown[TO_NORTH].id]))
    assert (told.transfers, [each.code for each in told.results]) == ([], ["planning.not_open"])
    assert stored(distributor) == before
