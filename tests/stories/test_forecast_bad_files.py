"""A file that cannot be forecast is refused with the row, the field, the value and what to do, in the person's language."""

import string
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.stories.forecast_files import MONDAY, Run, days, long_file, months, run, write

from fluxion.domains.planning.rules.file_problems import PROBLEMS
from fluxion.values.errors import LANGUAGES

__all__ = ["run"]

HEADER = "unique_id,ds,y\n"


def refused(run: Run, file: Path, *words: object, lang: str = "en") -> dict[str, Any]:
    """The report of a refusal; nothing was written."""
    out = file.with_name("f.parquet")
    said = run("--input", file, "--out", out, "--json", *words, lang=lang)
    assert said.code == 1
    assert not out.exists() and not list(file.parent.glob("*.part"))
    error: dict[str, Any] = said.told["error"]
    assert error["code"] == "planning.bad_series_file"
    assert error["message"] in said.err
    return error


def csv_file(folder: Path, text: str) -> Path:
    path = folder / "bad.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "code", "pointer", "message"),
    [
        ("", "empty", "", "it has no rows. Write at least one row with unique_id, ds, y"),
        (HEADER, "empty", "", "it has no rows. Write at least one row with unique_id, ds, y"),
        ("sku,ds,y\nA,2026-01-01,1\n", "no_column", "/unique_id", "the column unique_id is missing; there are sku, ds, y. Rename the one that holds it"),
        (HEADER + "A,2026-01-01,2\nA,2026-01-02,-3\n", "negative", "/3/y", "row 3, series A: y is -3, below zero. Net the returns or leave them out"),
        (HEADER + "A,2026-01-01,2\nB,ayer,3\n", "bad_date", "/3/ds", "row 3, series B: ds “ayer” is not a date. Write it as 2026-01-31"),
        (HEADER + "A,,2\n", "no_date", "/2/ds", "row 2, series A: ds is empty. Write the date"),
        (HEADER + ",2026-01-01,2\n", "no_id", "/2/unique_id", "row 2: unique_id is empty. Write the name of the series"),
        (HEADER + "A,2026-01-01,\n", "nothing_known", "", "no row has a value in y. Write the history of one series at least"),
        (
            HEADER + "A,2026-01-01,2\nA,2026-01-02,two\n",
            "bad_number", "/3/y", "row 3, series A: y “two” is not a number. Write digits with a decimal point, or nothing when unknown",
        ),
        (HEADER + "A,2026-01-01,nan\n", "not_finite", "/2/y", "row 2, series A: y is nan. Leave empty what is unknown"),
        (HEADER + "A,2026-01-01,inf\n", "not_finite", "/2/y", "row 2, series A: y is inf. Leave empty what is unknown"),
        (
            HEADER + "A,2026-01-02,1\nA,2026-01-01,2\nA,2026-01-02,3\n",
            "duplicate", "", "series A has 2 rows for 2026-01-02. Add them up or keep one",
        ),
        (
            HEADER + "A,2026-01-02 09:00,1\nA,2026-01-02 10:00,3\nA,2026-01-03 10:00,3\n",
            "within_a_day", "", "series A has 2 times of day on 2026-01-02: steps shorter than a day are not known. Add up by day",
        ),
        (
            HEADER + "A,2026-01-01,1\nB,2999-01-01,1\nB,2026-01-05,1\n",
            "too_far_apart", "", "from 2026-01-01 (series A) to 2999-01-01 are 355382 steps; the most is 4000. Correct a mistyped date or shorten the history",
        ),
        (HEADER + "A,1,1\nA,2,1\n", "step_unsaid", "", "ds are numbers without a date. Say --step day, week or month"),
        (
            "unique_id,ds,y,stock_out_share\nA,2026-01-01,1,0.5\nA,2026-01-02,1,1.5\n",
            "bad_share", "/3/stock_out_share", "row 3, series A: stock_out_share is 1.5. Write a share between 0 and 1",
        ),
    ],
)  # fmt: skip
def test_each_fault_is_named_with_its_place_and_remedy(run: Run, tmp_path: Path, text: str, code: str, pointer: str, message: str) -> None:
    error = refused(run, csv_file(tmp_path, text), "--horizon", 3)
    assert error["errors"][0] == {"pointer": pointer, "code": code, "message": message}
    assert error["message"] == f"The file cannot be forecast: {message}"


def test_every_kind_of_fault_is_told_at_once_and_in_the_language_asked_for(run: Run, tmp_path: Path) -> None:
    text = HEADER + "A,2026-01-01,-1\nA,manaña,2\nA,2026-01-03,x\nA,2026-01-04,-2\n"
    error = refused(run, csv_file(tmp_path, text), lang="es")
    assert [(each["pointer"], each["code"]) for each in error["errors"]] == [
        ("/3/ds", "bad_date"),
        ("/4/y", "bad_number"),
        ("/2/y", "negative"),
    ]
    assert error["errors"][2]["message"] == "fila 2, serie A: y es -1, menor que cero. Descuente las devoluciones o déjelas fuera"
    assert "linha 2, série A" in refused(run, csv_file(tmp_path, text), lang="pt")["errors"][2]["message"]


def test_a_file_that_is_not_there_or_no_table_is_refused(run: Run, tmp_path: Path) -> None:
    assert refused(run, tmp_path / "none.csv")["errors"][0]["code"] == "no_file"
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(b"PAR1 and nothing of it")
    assert refused(run, broken)["errors"][0]["code"] == "unreadable"


def test_two_steps_in_one_file_are_refused_unless_the_step_is_said(run: Run, tmp_path: Path) -> None:
    table = {"unique_id": ["A"] * 84 + ["B"] * 12, "ds": [*days(84), *days(12, step=7)], "y": [2.0] * 96}
    file = write(tmp_path / "mixed.csv", table)
    error = refused(run, file)["errors"][0]
    assert error["message"] == "some series go by days and others, such as B, by weeks. Put them into two files or say --step"
    assert run("--input", file, "--step", "day", "--out", tmp_path / "f.csv").code == 0
    monthly = {"unique_id": ["A"] * 84 + ["B"] * 12, "ds": [*days(84), *months(12, date(2025, 6, 1))], "y": [2.0] * 96}
    assert refused(run, write(tmp_path / "mixed.csv", monthly))["errors"][0]["code"] == "two_steps"
    weeks = {"unique_id": ["A"] * 12 + ["B"] * 12, "ds": [*days(12, step=7), *days(12, MONDAY + timedelta(days=2), 7)], "y": [2.0] * 24}
    error = refused(run, write(tmp_path / "mixed.csv", weeks))["errors"][0]
    assert error["message"] == "the weeks begin on different days: Monday in series A, Wednesday in others. Use one and the same weekday"


def test_a_date_that_is_no_step_is_named(run: Run, tmp_path: Path) -> None:
    steps = days(10, step=7)
    steps[4] += timedelta(days=1)
    file = long_file(tmp_path / "weeks.csv", steps, {"A": [1.0] * 10})
    error = refused(run, file, "--step", "week")["errors"][0]
    assert error["message"] == "the date 2026-02-03 of series A does not fall on a step of one week. Correct it or say another --step"
    assert refused(run, file, "--step", "month")["errors"][0]["code"] == "off_step"


@pytest.mark.parametrize("horizon", [0, -1, 732])
def test_a_horizon_that_is_too_long_is_refused(run: Run, tmp_path: Path, horizon: int) -> None:
    file = long_file(tmp_path / "long.csv", days(40), {"A": [1.0] * 40})
    error = refused(run, file, "--horizon", horizon)["errors"][0]
    assert error["message"] == f"the horizon {horizon} does not lie between 1 and 731 steps. Ask for fewer steps or a longer step"
    assert refused(run, file, "--sums", 1000)["errors"][0]["code"] == "sums"


def test_a_series_twice_in_the_static_table_is_refused(run: Run, tmp_path: Path) -> None:
    file = long_file(tmp_path / "long.csv", days(40), {"A": [1.0] * 40})
    static = write(tmp_path / "static.csv", {"unique_id": ["A", "A"], "category": ["x", "y"]})
    error = refused(run, file, "--static", static)["errors"][0]
    assert error["message"] == "the static table names series A 2 times. Keep one row per series"


@pytest.mark.parametrize("words", [("--levels", "abc"), ("--levels", "0"), ("--levels", "100"), ("--step", "year"), ("--sums", "3")])
def test_bad_usage_ends_with_2(run: Run, tmp_path: Path, words: tuple[str, str]) -> None:
    file = long_file(tmp_path / "long.csv", days(40), {"A": [1.0] * 40})
    assert run("--input", file, *words).code == 2
    assert run("--step", "day").code == 2


def test_every_problem_is_told_in_three_languages_with_the_same_fields() -> None:
    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for code, text in PROBLEMS.items():
        assert set(text) == set(LANGUAGES), code
        assert len({frozenset(fields(text[lang])) for lang in LANGUAGES}) == 1, code
