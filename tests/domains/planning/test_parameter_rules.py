"""Which parameter holds: the nearest wins, for any mixture of scopes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fluxion.domains.planning.rules.parameters import (
    ABC,
    SOURCES,
    SeriesKeys,
    Setting,
    company_value,
    parameter_errors,
    resolve,
    scope_key,
)

NAME = "service_level"
LEVELS = st.sampled_from([0.8, 0.85, 0.9, 0.95, 0.97, 0.99])


@st.composite
def any_setting(draw: st.DrawFn) -> Setting:
    near = draw(st.sampled_from(["", "category", "abc", "sku"]))
    return Setting(
        NAME,
        draw(LEVELS),
        location_id=draw(st.one_of(st.none(), st.integers(1, 3))),
        category_id=draw(st.integers(1, 3)) if near == "category" else None,
        abc_class=draw(st.sampled_from(ABC)) if near == "abc" else None,
        product_id=draw(st.integers(1, 5)) if near == "sku" else None,
    )


def keys_of(rows: list[tuple[int, int, int, int]]) -> SeriesKeys:
    columns = np.array(rows, np.int64).reshape(-1, 4)
    return SeriesKeys(columns[:, 0], columns[:, 1], columns[:, 2], columns[:, 3].astype(np.int8), np.zeros(len(columns), np.int8))


def naive(settings: list[Setting], product: int, location: int, category: int, abc: int, layers: dict[str, float]) -> tuple[float, str]:
    """The rule in plain words: among all that apply, the nearest scope; with a location before without."""
    best = ("default", 0.95)
    for setting in settings:
        if setting.scope == "global":
            best = ("global", setting.value)
    for layer in ("location_record", "supplier", "supply"):
        if layer in layers:
            best = (layer, layers[layer])
    for scope in SOURCES[SOURCES.index("location") :]:
        for setting in settings:
            applies = (
                setting.scope == scope
                and setting.location_id in (None, location)
                and setting.category_id in (None, category)
                and setting.abc_class in (None, ABC[abc])
                and setting.product_id in (None, product)
            )
            if applies:
                best = (scope, setting.value)
    return best[1], best[0]


@given(
    st.lists(any_setting(), max_size=12, unique_by=scope_key),
    st.lists(st.tuples(st.integers(1, 5), st.integers(1, 3), st.sampled_from([-1, 1, 2, 3]), st.integers(0, 2)), min_size=1, max_size=15),
    st.lists(st.one_of(st.none(), LEVELS), min_size=15, max_size=15),
)
def test_the_nearest_scope_wins_for_every_series(
    settings: list[Setting], rows: list[tuple[int, int, int, int]], records: list[float | None]
) -> None:
    given_records = np.array([np.nan if each is None else each for each in records[: len(rows)]])
    found = resolve(NAME, settings, keys_of(rows), [("location_record", given_records)])
    for at, (product, location, category, abc) in enumerate(rows):
        layers = {} if records[at] is None else {"location_record": float(records[at])}
        assert (found.value[at], found.source_names()[at]) == naive(settings, product, location, category, abc, layers)


def test_a_lead_time_is_taken_from_the_supply_before_the_supplier_before_the_location() -> None:
    keys = keys_of([(1, 1, 1, 0), (2, 1, 1, 0), (3, 1, 1, 0), (4, 2, 1, 0)])
    nan = np.nan
    layers = [
        ("location_record", np.array([5.0, 5.0, 5.0, nan])),
        ("supplier", np.array([10.0, 10.0, nan, nan])),
        ("supply", np.array([12.0, nan, nan, nan])),
    ]
    found = resolve("lead_time_days", [Setting("lead_time_days", 9.0)], keys, layers)
    assert found.value.tolist() == [12.0, 10.0, 5.0, 9.0]
    assert found.source_names() == ["supply", "supplier", "location_record", "global"]


def test_a_parameter_set_for_a_location_wins_over_what_a_supplier_states() -> None:
    keys = keys_of([(1, 1, 1, 0), (1, 2, 1, 0)])
    found = resolve("lead_time_days", [Setting("lead_time_days", 3.0, location_id=2)], keys, [("supplier", np.array([10.0, 10.0]))])
    assert found.value.tolist() == [10.0, 3.0]


def test_a_product_without_category_takes_no_category_parameter() -> None:
    found = resolve(NAME, [Setting(NAME, 0.8, category_id=1)], keys_of([(1, 1, -1, 0)]))
    assert found.source_names() == ["default"]


def test_no_series_at_all_resolve_to_nothing() -> None:
    assert resolve(NAME, [Setting(NAME, 0.8, product_id=4)], keys_of([])).value.tolist() == []


def test_a_company_value_falls_back_to_the_built_in_one() -> None:
    assert company_value("rejected_again_days", []) == 7
    assert company_value("rejected_again_days", [Setting("rejected_again_days", 30.0)]) == 30


@pytest.mark.parametrize(
    ("setting", "code"),
    [
        (Setting("serviec_level", 0.9), "unknown_parameter"),
        (Setting("service_level", 95.0), "out_of_range"),
        (Setting("service_level", float("nan")), "out_of_range"),
        (Setting("horizon_days", 30.5), "not_whole"),
        (Setting("service_level", 0.9, abc_class="D"), "unknown_class"),
        (Setting("service_level", 0.9, abc_class="A", product_id=1), "one_scope"),
        (Setting("horizon_days", 14, location_id=1), "company_only"),
    ],
)
def test_a_parameter_that_cannot_be_is_refused_with_its_reason(setting: Setting, code: str) -> None:
    assert [each.code for each in parameter_errors(setting)] == [code]
