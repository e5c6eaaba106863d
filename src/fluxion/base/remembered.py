"""Answers kept until a fact is written that may change them: each process keeps its own, and none is ever out of date."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from sqlalchemy import func, select

from fluxion.base.facts import Fact, FactRow
from fluxion.base.work import Work

T = TypeVar("T")
ENTRIES = 256


class Remembered(Generic[T]):
    """Answers to one question, kept by what was asked and by the newest fact of the kinds that change the answer.

    Every change of rows announces itself by a fact in the same commit, so the newest one is the version of the rows.
    """

    def __init__(self, *facts: type[Fact]) -> None:
        self._kinds = [fact.kind for fact in facts]
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, T] = OrderedDict()

    def get(self, work: Work, asked: Hashable, answer: Callable[[], T]) -> T:
        """The answer kept for what was asked, or the one that is worked out now. It is shared: never change it."""
        newest = [select(func.max(FactRow.id)).where(FactRow.kind == kind).scalar_subquery() for kind in self._kinds]
        key = (work.settings.records_url, tuple(work.db.execute(select(*newest)).one()), asked)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = answer()
        with self._lock:
            self._kept[key] = found
            if len(self._kept) > ENTRIES:
                self._kept.popitem(last=False)
        return found
