"""Files of events and successors: shown first, loaded, loaded again without doubling, refused row by row, taken back."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from tests.domains.integration.company import begun, bring, check, counts, load, try_load, undo

from fluxion.base.work import SYSTEM, Works
from fluxion.domains import catalog
from fluxion.domains.planning.actions.calendar import edit_event
from fluxion.domains.planning.shapes import EventDraft
from fluxion.domains.planning.tables import EventRow, LinkRow, ParameterRow
from fluxion.values.errors import Forbidden

EVENTS = (
    "evento,tipo,desde,hasta,anual,sucursal,categoria,sku,factor,nota\n"
    "Navidad,temporada,2026-12-01,2026-12-24,sí,,,,1.8,\n"
    "Feria,Promoción,2026-05-04,2026-05-10,no,S1,,A1,2,Con el proveedor\n"
    "Inventario,cierre,2026-06-30,2026-06-30,,S1,,,,\n"
)
LINKS = "sku nuevo,reemplaza a,desde,parte\nA2,A1,2026-03-01,0.7\n"


def events(works: Works) -> list[tuple[Any, ...]]:
    """Every event: name, kind, days, yearly, product, factor."""
    with works.read() as work:
        rows = work.db.scalars(select(EventRow).order_by(EventRow.starts_on))
        skus = {each.id: each.sku for each in work.db.scalars(select(catalog.Product))}
        return [(r.name, r.kind, r.starts_on, r.ends_on, r.yearly, skus.get(r.product_id or 0), r.factor) for r in rows]


def links(works: Works) -> list[tuple[str, str, date, float]]:
    """Every successor: new product, old one, since when, share."""
    with works.read() as work:
        skus = {each.id: each.sku for each in work.db.scalars(select(catalog.Product))}
        rows = work.db.scalars(select(LinkRow).order_by(LinkRow.successor_id))
        return [(skus[r.successor_id], skus[r.predecessor_id], r.starts_on, r.share) for r in rows]


def test_events_are_shown_loaded_once_changed_and_taken_back(works: Works) -> None:
    begun(works)
    view = bring(works, EVENTS, "events")
    assert counts(check(works, view)) == {"total": 3, "new": 3}
    assert events(works) == []
    first = load(works, view)
    loaded = [
        ("Feria", "promotion", date(2026, 5, 4), date(2026, 5, 10), False, "A1", 2.0),
        ("Inventario", "closure", date(2026, 6, 30), date(2026, 6, 30), False, None, None),
        ("Navidad", "season", date(2026, 12, 1), date(2026, 12, 24), True, None, 1.8),
    ]
    assert (counts(first), events(works)) == ({"total": 3, "new": 3}, loaded)
    assert counts(load(works, bring(works, EVENTS, "events"))) == {"total": 3, "unchanged": 3}

    second = load(works, bring(works, EVENTS.replace("2026-05-10", "2026-05-12").replace(",2,Con", ",2.5,Con"), "events"))
    assert counts(second) == {"total": 3, "changed": 1, "unchanged": 2}
    assert events(works)[0] == ("Feria", "promotion", date(2026, 5, 4), date(2026, 5, 12), False, "A1", 2.5)
    undo(works, second)
    assert events(works) == loaded
    undo(works, first)
    assert events(works) == []


def test_an_event_that_somebody_changed_since_its_load_is_kept(works: Works) -> None:
    begun(works)
    after = load(works, bring(works, EVENTS, "events"))
    with works.write() as work:
        row = work.db.scalars(select(EventRow).where(EventRow.name == "Navidad")).one()
        names = ("name", "kind", "starts_on", "ends_on", "yearly", "note")
        edit_event(work, row.id, EventDraft(**{name: getattr(row, name) for name in names}, factor=2.0))
    taken_back = undo(works, after).undone
    assert taken_back is not None
    assert (taken_back.restored, taken_back.kept) == (2, 1)
    assert [row[0] for row in events(works)] == ["Navidad"]


def test_events_that_cannot_be_are_named_row_by_row_and_the_others_taken(works: Works) -> None:
    begun(works)
    bad = EVENTS + (
        "Raro,fiesta,2026-01-01,2026-01-02,,,,,,\n"
        "Al revés,feriado,2026-02-02,2026-02-01,,,,,,\n"
        "Nadie,otro,2026-02-02,2026-02-03,,,,ZZ,,\n"
        "Mucho,otro,2026-02-02,2026-02-03,,,,,101,\n"
    )
    after = load(works, bring(works, bad, "events"))
    assert counts(after) == {"total": 7, "new": 3, "error": 4}
    told = [(each.row, each.column, each.reason) for each in after.samples.error]
    assert told == [
        (5, "tipo", "Write promotion, holiday, season, closure or other."),
        (6, "hasta", "The last day comes before the first; correct the dates."),
        (7, "sku", "“ZZ” was not found. Create it first or correct the code."),
        (8, "factor", "It must be between 0 and 100."),
    ]
    assert len(events(works)) == 3


def test_successors_are_loaded_changed_and_taken_back_and_rings_refused(works: Works) -> None:
    begun(works)
    first = load(works, bring(works, LINKS, "product_links"))
    assert links(works) == [("A2", "A1", date(2026, 3, 1), 0.7)]
    assert counts(load(works, bring(works, LINKS, "product_links"))) == {"total": 1, "unchanged": 1}
    second = load(works, bring(works, LINKS.replace("0.7", "0.5"), "product_links"))
    assert (counts(second), links(works)) == ({"total": 1, "changed": 1}, [("A2", "A1", date(2026, 3, 1), 0.5)])
    ring = load(works, bring(works, "sku nuevo,reemplaza a,desde,parte\nA1,A2,2026-03-01,\nA2,A1,2026-03-01,11\n", "product_links"))
    assert counts(ring) == {"total": 2, "error": 2}
    undo(works, second)
    assert links(works) == [("A2", "A1", date(2026, 3, 1), 0.7)]
    undo(works, first)
    assert links(works) == []


def test_parameters_of_a_class_are_read_from_a_file(works: Works) -> None:
    begun(works)
    after = load(
        works, bring(works, "clase,parametro,valor\nAX,service_level,0.99\nC,service_level,0.85\nQ,service_level,0.9\n", "parameters")
    )
    assert counts(after) == {"total": 3, "new": 2, "error": 1}
    with works.read() as work:
        found = work.db.execute(select(ParameterRow.abc_class, ParameterRow.value).order_by(ParameterRow.value)).all()
    assert [tuple(each) for each in found] == [("C", 0.85), ("AX", 0.99)]


def test_loading_events_takes_the_right_to_edit_them(works: Works) -> None:
    begun(works)
    reader = replace(SYSTEM, rights=frozenset({"integration.*", "planning.read"}))
    view = bring(works, EVENTS, "events", actor=reader)
    with pytest.raises(Forbidden):
        try_load(works, view, actor=reader)
    assert events(works) == []
