"""The next generation asked ahead: its first readers wait for nothing, read what it holds, and nobody waits where nobody serves."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.makers import make_works

from fluxion.base.mart import Draft, Generation, Marts, ahead, announce, listen
from fluxion.base.work import Works

ASK = "select n from numbers where n >= $least order by n"


@pytest.fixture
def works(tmp_path: Path) -> Works:
    return make_works(tmp_path)


@pytest.fixture
def serving(works: Works) -> Iterator[Works]:
    stopping = threading.Event()
    thread = listen(works.marts, stopping)
    yield works
    stopping.set()
    thread.join()
    assert list((works.settings.mart_dir / ahead.SERVING).iterdir()) == []


@pytest.fixture
def questions(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The generations that were asked by whoever needed an answer."""
    asked: list[int] = []
    run = Marts._run

    def counted(self: Marts, generation: Generation, ask: Callable[..., object]) -> object:
        asked.append(generation.number)
        return run(self, generation, ask)  # type: ignore[arg-type]

    monkeypatch.setattr(Marts, "_run", counted)
    return asked


def built(works: Works, *numbers: int) -> Draft:
    with works.read() as work, works.marts.build(work, full=True) as made:
        made.con.execute("create table numbers (n int)")
        made.con.executemany("insert into numbers values (?)", [[n] for n in numbers])
    return made


def adopt(works: Works, made: Draft) -> int:
    with works.write() as work:
        return works.marts.adopt(work, made)


def ask(works: Works, least: int = 0) -> list[int]:
    with works.read() as work:
        assert [each["n"] for each in works.marts.records(work, ASK, {"least": least})] == [
            n for (n,) in works.marts.query(work, ASK, {"least": least})
        ]
        return [n for (n,) in works.marts.query(work, ASK, {"least": least})]


def test_what_was_asked_of_the_generation_before_is_known_of_the_next_when_it_becomes_current(serving: Works, questions: list[int]) -> None:
    adopt(serving, built(serving, 1, 5))
    assert (ask(serving), ask(serving, 3)) == ([1, 5], [5])
    assert questions == [1, 1, 1, 1]
    made = built(serving, 2, 7)
    announce(made)
    assert (ask(serving), ask(serving, 3)) == ([1, 5], [5])
    with serving.read() as early:
        assert serving.marts.query(early, ASK, {"least": 3}) == ((5,),)
        adopt(serving, made)
        assert (ask(serving), ask(serving, 3)) == ([2, 7], [7])
        assert serving.marts.query(early, ASK, {"least": 3}) == ((5,),)
    assert questions == [1, 1, 1, 1]
    assert ask(serving, 6) == [7]
    assert questions == [1, 1, 1, 1, 2, 2]


def test_a_draft_that_was_asked_but_never_became_current_says_nothing(serving: Works, questions: list[int]) -> None:
    adopt(serving, built(serving, 1))
    ask(serving)
    given_up = built(serving, 9)
    announce(given_up)
    given_up.path.unlink()
    adopt(serving, built(serving, 2))
    assert ask(serving) == [2]
    assert questions == [1, 1, 2, 2]


def test_a_file_that_cannot_be_read_costs_the_head_start_and_no_more(serving: Works, questions: list[int]) -> None:
    adopt(serving, built(serving, 1))
    ask(serving)
    made = built(serving, 2)
    sound = made.path.read_bytes()
    made.path.write_bytes(b"nothing that DuckDB knows")
    announce(made)
    made.path.write_bytes(sound)
    adopt(serving, made)
    assert ask(serving) == [2]
    announce(made := built(serving, 3))
    adopt(serving, made)
    assert ask(serving) == [3]
    assert questions == [1, 1, 2, 2]


def test_nobody_waits_where_nobody_serves_and_the_traces_of_the_dead_are_removed(works: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead.time, "sleep", lambda _: pytest.fail("it waits"))
    announce(built(works, 1))
    dead = works.settings.mart_dir / ahead.SERVING / "12345"
    dead.parent.mkdir()
    dead.write_text("")
    announce(built(works, 1))
    assert not dead.exists()
    assert not (works.settings.mart_dir / ahead.ANNOUNCED).exists()


def test_a_process_that_does_not_answer_is_not_waited_for_longer_than_a_moment(works: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    stopping = threading.Event()
    monkeypatch.setattr(ahead, "PATIENCE_S", 0.05)
    monkeypatch.setattr(ahead, "LOOK_S", 60.0)
    thread = listen(works.marts, stopping)
    made = built(works, 1)
    announce(made)
    assert (works.settings.mart_dir / ahead.ANNOUNCED).read_text() == made.path.name
    assert adopt(works, made) == 1
    stopping.set()
    thread.join()
