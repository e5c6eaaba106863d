"""The palette's search: codes first, every word must be there, nearly right names when nothing is, only what one may see."""

from decimal import Decimal

import pytest
from tests.domains.history.lines import company
from tests.domains.insights.company import AT_T2

from fluxion.base.work import SYSTEM, Actor, Works
from fluxion.domains import insights, partners, purchases


@pytest.fixture(scope="module")
def works(tmp_path_factory: pytest.TempPathFactory) -> Works:
    works = company(tmp_path_factory.mktemp("search"))
    with works.write() as work:
        partners.upsert_suppliers(work, [{"code": "MOL", "name": "Molinos del Sur", "currency": "USD"}])
        purchases.draft_orders(
            work,
            [
                purchases.OrderLineDraft(supplier_id=1, location_id=place, product_id=1, quantity=Decimal(5), unit_cost=Decimal(2))
                for place in (1, 2)
            ],
        )
    return works


def hits(works: Works, q: str, actor: Actor = SYSTEM) -> list[tuple[str, str]]:
    with works.read(actor) as work:
        return [(hit.type, hit.label) for hit in insights.search(work, q).items]


def test_a_code_comes_first(works: Works) -> None:
    assert hits(works, "b")[0] == ("product", "Caraotas")
    assert hits(works, "mol")[0] == ("supplier", "Molinos del Sur")
    assert hits(works, "t2")[0] == ("location", "Tienda Este")


def test_accents_case_and_order_of_words_do_not_count(works: Works) -> None:
    assert hits(works, "JABON") == [("product", "Jabón")]
    assert hits(works, "sur molinos") == [("supplier", "Molinos del Sur")]
    assert hits(works, "molinos norte") == []


def test_a_name_nearly_right_is_found(works: Works) -> None:
    assert hits(works, "caraotaz") == [("product", "Caraotas")]


def test_pages_are_found_in_the_words_of_each_language(works: Works) -> None:
    assert ("page", "Órdenes de compra") in hits(works, "purchase orders")
    assert ("page", "Compras sugeridas") in hits(works, "reposicion")


def test_orders_are_found_by_number_within_the_locations_of_the_person(works: Works) -> None:
    assert {label for kind, label in hits(works, "OC-0000") if kind == "order"} == {"OC-000001", "OC-000002"}
    assert [label for kind, label in hits(works, "OC-0000", AT_T2) if kind == "order"] == ["OC-000002"]


def test_only_what_the_person_may_see_is_found(works: Works) -> None:
    assert hits(works, "tienda", AT_T2) == [("location", "Tienda Este")]
    assert hits(works, "molinos", AT_T2) == []
    assert hits(works, "usuarios", AT_T2) == []
    assert hits(works, "arroz", Actor(4, "X", frozenset({"insights.read"}))) == []


def test_signs_of_the_query_language_are_only_signs(works: Works) -> None:
    assert hits(works, "%") == []
    assert hits(works, "_") == []
    assert hits(works, "'; drop table product; --") == []
    assert hits(works, "   ") == []
