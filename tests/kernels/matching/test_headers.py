"""Headers of real spreadsheets find their fields; the answer never depends on chance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fluxion.kernels.matching import Match, Target, match_headers, plain_header

TARGETS = (
    Target("sku", ("sku", "codigo", "codigo de producto", "referencia")),
    Target("quantity", ("cantidad", "quantity", "qty", "unidades")),
    Target("unit_price", ("precio unitario", "unit price", "precio")),
    Target("cost", ("costo", "cost")),
)
HEADERS = st.lists(st.text(max_size=25), max_size=12)


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("Código", "sku"),
        ("CODIGO_DE_PRODUCTO", "sku"),
        ("Cantidad (und)", "quantity"),
        ("Cantidades", "quantity"),
        ("UnitPrice", "unit_price"),
        ("Precio Unitário", "unit_price"),
        ("unitario precio", "unit_price"),
        ("QTY", "quantity"),
    ],
)
def test_a_header_finds_its_field(header: str, target: str) -> None:
    assert [match.target for match in match_headers([header], TARGETS)] == [target]


@pytest.mark.parametrize("header", ["Color", "cod", "Observaciones", "", "¿?", "cos"])
def test_a_header_without_a_field_stays_alone(header: str) -> None:
    assert match_headers([header], TARGETS) == ()


def test_the_exact_word_wins_over_the_near_miss_and_each_field_is_given_once() -> None:
    found = match_headers(["Cantidades", "cantidad", "precio", "Precio unitario"], TARGETS)
    assert found == (Match("quantity", "cantidad", 100.0), Match("unit_price", "Precio unitario", 100.0))


def test_a_near_miss_carries_its_score() -> None:
    (found,) = match_headers(["referncia"], TARGETS)
    assert (found.target, found.score) == ("sku", 94.74)


@given(HEADERS)
def test_no_field_and_no_column_is_used_twice(headers: list[str]) -> None:
    found = match_headers(headers, TARGETS)
    assert len({match.target for match in found}) == len(found)
    assert sorted(headers.index(match.header) for match in found) or not found
    assert all(88 <= match.score <= 100 for match in found)


@given(HEADERS)
def test_the_same_headers_always_give_the_same_pairs(headers: list[str]) -> None:
    assert match_headers(headers, TARGETS) == match_headers(list(headers), TARGETS)


@given(st.text(max_size=40))
def test_a_plain_header_stays_plain(text: str) -> None:
    once = plain_header(text)
    assert plain_header(once) == once
    assert once == once.strip().lower()


@given(st.sampled_from([word for target in TARGETS for word in target.words]), st.sampled_from([str.upper, str.title, str.lower]))
def test_case_never_matters(word: str, change) -> None:  # type: ignore[no-untyped-def]
    (found,) = match_headers([change(word)], TARGETS)
    assert found.score == 100
