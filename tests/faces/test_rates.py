"""Requests of a caller within the last minute: exact limits, a window that slides, one count for all processes."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as some

from fluxion.faces.http.rates import CALLERS, Rates, Verdict

NOON = 1_800_000_000.0


def test_so_many_pass_in_a_minute_and_no_more() -> None:
    rates = Rates(3)
    assert [rates.hit(b"ana", NOON + each) for each in range(3)] == [Verdict(True, 2), Verdict(True, 1), Verdict(True, 0)]
    # All three were made in this minute: the first third of them has faded 20 s into the next one.
    assert rates.hit(b"ana", NOON + 4) == Verdict(False, 0, 76)
    assert rates.hit(b"luis", NOON + 4) == Verdict(True, 2)


def test_who_waits_as_told_is_let_in() -> None:
    rates = Rates(3)
    for _ in range(3):
        rates.hit(b"ana", NOON + 2)
    refused = rates.hit(b"ana", NOON + 4)
    assert not rates.hit(b"ana", NOON + 4 + refused.wait_s - 2).allowed
    assert rates.hit(b"ana", NOON + 4 + refused.wait_s).allowed


def test_the_minute_before_fades() -> None:
    rates = Rates(4)
    for _ in range(4):
        assert rates.hit(b"ana", NOON + 59).allowed
    assert not rates.hit(b"ana", NOON + 60).allowed
    assert rates.hit(b"ana", NOON + 75).allowed  # a quarter of the four has faded
    assert not rates.hit(b"ana", NOON + 75).allowed
    assert rates.hit(b"ana", NOON + 180) == Verdict(True, 3)  # nothing of two minutes ago is left


def test_processes_that_share_a_file_count_together(tmp_path: Path) -> None:
    first, second = Rates(3, tmp_path / "rates"), Rates(3, tmp_path / "rates")
    assert [each.hit(b"ana", NOON).left for each in (first, second, first)] == [2, 1, 0]
    assert not second.hit(b"ana", NOON).allowed


def test_when_all_places_are_taken_those_longest_unseen_are_forgotten() -> None:
    rates = Rates(1)
    for each in range(2 * CALLERS):
        rates.hit(str(each).encode(), NOON - 600)
    assert rates.hit(b"ana", NOON).allowed
    assert not rates.hit(b"ana", NOON).allowed


@given(some.integers(1, 20), some.lists(some.floats(0, 30), min_size=1, max_size=60))
def test_never_more_than_the_limit_within_one_minute(limit: int, gaps: list[float]) -> None:
    rates, now, passed = Rates(limit), NOON, []
    for gap in gaps:
        now += gap
        if rates.hit(b"ana", now).allowed:
            passed.append(now)
    for minute in {int(at // 60) for at in passed}:
        assert sum(int(at // 60) == minute for at in passed) <= limit
