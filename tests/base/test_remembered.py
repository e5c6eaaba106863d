"""Answers that are kept until a fact says that they may have changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.makers import make_works

from fluxion.base.remembered import Remembered
from fluxion.base.work import Works
from fluxion.domains.access.events import ApiKeyCreated, SignedOut


@pytest.fixture
def works(tmp_path: Path) -> Iterator[Works]:
    opened = make_works(tmp_path)
    yield opened
    opened.database.close()


def test_an_answer_is_worked_out_again_only_after_a_fact_of_its_kinds(works: Works) -> None:
    worked_out: list[str] = []
    kept = Remembered[int](ApiKeyCreated)

    def ask(what: str) -> int:
        def answer() -> int:
            worked_out.append(what)
            return len(worked_out)

        with works.read() as work:
            return kept.get(work, what, answer)

    assert [ask("a"), ask("a"), ask("b"), ask("a")] == [1, 1, 2, 1]
    with works.write() as work:
        work.emit(SignedOut(subject_id=1, reason="revoked"))
    assert ask("a") == 1
    with works.write() as work:
        work.emit(ApiKeyCreated(subject_id=1, name="new"))
    assert [ask("a"), ask("a")] == [3, 3]
    assert worked_out == ["a", "b", "a"]


def test_companies_do_not_share_answers(works: Works, tmp_path: Path) -> None:
    kept = Remembered[str](ApiKeyCreated)
    other = make_works(tmp_path / "other")
    with works.read() as here, other.read() as there:
        assert (kept.get(here, "who", lambda: "here"), kept.get(there, "who", lambda: "there")) == ("here", "there")
    other.database.close()
