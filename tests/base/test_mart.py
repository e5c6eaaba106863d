"""Marts: one generation per Work, swapped without readers noticing, a cache that damage only makes be built again."""

import os
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest
from tests.makers import NOON, make_works

from fluxion.base.mart import GenerationMoved, GenerationRow, MartBroken, MartMissing, Marts
from fluxion.base.work import Works

ASK = "select n from numbers where n >= ? order by n"


def publish(works: Works, *numbers: int, full: bool = True) -> int:
    with works.read() as work, works.marts.build(work, full=full) as made:
        made.con.execute("create table if not exists numbers (n int)")
        made.con.executemany("insert into numbers values (?)", [[n] for n in numbers])
    with works.write() as work:
        return works.marts.adopt(work, made)


def ask(works: Works) -> list[int]:
    with works.read() as work:
        return [n for (n,) in works.marts.query(work, ASK, [0])]


@pytest.fixture
def works(tmp_path: Path) -> Works:
    return make_works(tmp_path)


def test_before_the_first_generation_a_question_is_refused(works: Works) -> None:
    with works.read() as work:
        assert works.marts.generation(work) is None
        with pytest.raises(MartMissing):
            works.marts.query(work, ASK, [0])


def test_the_next_work_reads_the_new_generation_and_an_open_one_keeps_its_own(works: Works) -> None:
    assert publish(works, 1) == 1
    with works.read() as early:
        assert works.marts.query(early, ASK, [0]) == ((1,),)
        assert publish(works, 2) == 2
        assert ask(works) == [2]
        assert works.marts.query(early, ASK, [1]) == ((1,),)


def test_a_generation_can_start_as_a_copy(works: Works) -> None:
    publish(works, 1)
    publish(works, 2, full=False)
    assert ask(works) == [1, 2]


def test_a_generation_that_was_not_adopted_is_never_read(works: Works) -> None:
    publish(works, 1)
    with works.read() as work, works.marts.build(work, full=True) as made:
        made.con.execute("create table numbers (n int)")
    with pytest.raises(RuntimeError, match="rolled back"), works.write() as work:
        works.marts.adopt(work, made)
        raise RuntimeError("rolled back")
    assert ask(works) == [1]
    assert publish(works, 3) == 2
    assert ask(works) == [3]


def test_a_generation_built_on_one_that_was_replaced_is_refused(works: Works) -> None:
    publish(works, 1)
    with works.read() as work, works.marts.build(work, full=True) as made:
        made.con.execute("create table numbers (n int)")
    publish(works, 2)
    with pytest.raises(GenerationMoved), works.write() as work:
        works.marts.adopt(work, made)
    assert ask(works) == [2]


def test_a_build_that_fails_leaves_no_file(works: Works) -> None:
    with pytest.raises(duckdb.Error), works.read() as work, works.marts.build(work, full=True) as made:
        made.con.execute("select * from nowhere")
    assert list(works.settings.mart_dir.iterdir()) == []


@pytest.mark.parametrize("damage", ["missing", "garbage", "truncated"])
def test_a_damaged_file_asks_for_repair_once_and_is_refused_clearly(works: Works, tmp_path: Path, damage: str) -> None:
    publish(works, *range(3000))
    file = next(works.settings.mart_dir.glob("mart.g*.duckdb"))
    content = file.read_bytes()
    if damage == "missing":
        file.unlink()
    else:
        file.write_bytes(b"not a database at all" * 100 if damage == "garbage" else content[: len(content) // 3])
    asked: list[int] = []
    reader = Marts.open(works.settings)
    reader.repair = lambda: asked.append(1)
    for _ in range(2):
        with works.read() as work, pytest.raises(MartBroken):
            reader.query(work, ASK, [0])
    assert asked == [1]
    assert publish(works, 7, full=False) == 2
    with works.read() as work:
        assert reader.query(work, ASK, [0]) == ((7,),)


def test_a_copy_of_a_damaged_generation_starts_empty(works: Works) -> None:
    publish(works, 1)
    next(works.settings.mart_dir.glob("mart.g*.duckdb")).write_bytes(b"junk" * 5000)
    publish(works, 2, full=False)
    assert ask(works) == [2]


def test_a_wrong_question_fails_as_itself(works: Works) -> None:
    publish(works, 1)
    with works.read() as work, pytest.raises(duckdb.CatalogException):
        works.marts.query(work, "select * from nowhere")
    assert ask(works) == [1]


def test_the_same_question_at_once_is_computed_once(works: Works) -> None:
    publish(works, *range(200))
    sql = "select count(*) from numbers a, numbers b, numbers c where a.n + b.n + c.n >= ?"
    answers: list[object] = []

    def one() -> None:
        with works.read() as work:
            answers.append(works.marts.query(work, sql, [1]))

    threads = [threading.Thread(target=one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 8
    assert all(answer is answers[0] for answer in answers)


def test_readers_notice_nothing_while_generations_change(works: Works) -> None:
    publish(works, 0)
    stop, wrong = threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            try:
                if len(ask(works)) != 1:
                    wrong.append("mixed")
            except Exception as error:  # every failure counts, whatever it is
                wrong.append(repr(error))

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(1, 15):
        publish(works, number)
    stop.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    assert ask(works) == [14]


def test_nobody_detaches_a_generation_while_it_is_asked(works: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fluxion.base.mart.holder.DETACH_AFTER_S", 0.0)
    generations = []
    for number in range(3):
        publish(works, number)
        with works.read() as work:
            generations.append(works.marts.current(work))
    wrong: list[object] = []

    def reader(turn: int) -> None:
        for each in range(60):
            number = (turn + 7 * each) % 3
            with works.read() as work:
                work.db.info["mart.generation"] = generations[number]
                try:
                    found = works.marts.arrow(work, ASK, [0])["n"].to_pylist()
                except duckdb.Error as error:
                    found = [error]
            if found != [number]:
                wrong.append(found)

    readers = [threading.Thread(target=reader, args=(turn,)) for turn in range(8)]
    for each in readers:
        each.start()
    for each in readers:
        each.join()
    assert wrong == []


def test_old_files_go_when_no_other_process_has_them(works: Works) -> None:
    publish(works, 1)
    old = next(works.settings.mart_dir.glob("mart.g*.duckdb"))
    hold = "import duckdb,sys; c=duckdb.connect(sys.argv[1], read_only=True); print('open', flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", hold, str(old)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None and other.stdout.readline() == b"open\n"
        publish(works, 2)
        with works.write() as work:
            assert works.marts.sweep(work) == 0, "too early"
            work.now = NOON + timedelta(hours=1)
            assert works.marts.sweep(work) == 0, "still open elsewhere"
        other.communicate(b"")
    with works.write() as work:
        work.now = NOON + timedelta(hours=1)
        assert works.marts.sweep(work) == 1
        assert [row.state for row in work.db.query(GenerationRow).order_by(GenerationRow.id)] == ["removed", "current"]
    assert not old.exists()
    assert ask(works) == [2]


def test_what_a_killed_build_left_is_removed_later(works: Works) -> None:
    publish(works, 1)
    left = works.settings.mart_dir / "0123.building"
    left.write_bytes(b"half")
    with works.write() as work:
        works.marts.sweep(work)
    assert left.exists()
    os.utime(left, (1, 1))
    with works.write() as work:
        works.marts.sweep(work)
    assert not left.exists()


def test_named_rows(works: Works) -> None:
    publish(works, 5)
    with works.read() as work:
        assert works.marts.records(work, "select n, n * 2 as twice from numbers where n = $n", {"n": 5}) == [{"n": 5, "twice": 10}]
        assert works.marts.arrow(work, "select n from numbers").to_pydict() == {"n": [5]}
