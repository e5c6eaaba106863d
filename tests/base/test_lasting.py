"""Rows whose JSON is kept: it is what would have been written anew, and a changed copy does not inherit it."""

from decimal import Decimal

import pytest
from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError

from fluxion.base.paging import Page
from fluxion.base.web import Exact, Lasting, Shape


class Shown(Lasting):
    name: str
    price: Exact | None


class Plain(Shape):
    name: str


ROWS = [Shown(name="Maíz «amarillo»", price=Decimal("12.500")), Shown(name="Arroz", price=None)]


@pytest.mark.parametrize("told", [{}, {"next_cursor": "abc", "total": 7}])
@pytest.mark.parametrize("rows", [ROWS, ROWS[:1]])
def test_a_page_of_lasting_rows_is_written_as_any_page_is(rows: list[Shown], told: dict[str, object]) -> None:
    page = Page[Shown].model_validate({"items": rows, **told})
    for _ in range(2):
        assert page.written() == TypeAdapter(Page[Shown]).dump_json(page)


def test_a_page_of_other_rows_or_of_none_is_left_to_be_written() -> None:
    assert Page[Plain](items=[Plain(name="Arroz")]).written() is None
    assert Page[Shown](items=[]).written() is None
    assert Page[Shape](items=[ROWS[0], Plain(name="Arroz")]).written() is None


def test_what_was_written_says_nothing_of_a_changed_copy_and_changes_no_comparison() -> None:
    assert ROWS[1].written == b'{"name":"Arroz","price":null}'
    changed = ROWS[1].model_copy(update={"price": Decimal(3)})
    assert changed.written == b'{"name":"Arroz","price":"3"}'
    assert ROWS[1] == Shown(name="Arroz", price=None)
    assert ROWS[1].model_dump() == {"name": "Arroz", "price": None}


def test_a_row_of_wrong_values_is_refused_and_not_written() -> None:
    wrong = Shown.model_construct(name=7, price=None)
    with pytest.raises(PydanticSerializationError):
        _ = wrong.written
