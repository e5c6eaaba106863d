"""Results remembered by generation, statement and parameters; asked for twice at once, computed once."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

import duckdb

Rows = tuple[tuple[Any, ...], ...]
Params = Sequence[Any] | Mapping[str, Any]
ENTRIES = 1024
LARGEST_ROWS = 2000


def frozen(value: Any) -> Hashable:
    """The value in a form that can be looked up: containers become tuples.

    >>> frozen({"b": [1, 2], "a": 3})
    (('a', 3), ('b', (1, 2)))
    """
    if isinstance(value, Mapping):
        return tuple(sorted((key, frozen(item)) for key, item in value.items()))
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return tuple(frozen(item) for item in value)
    if isinstance(value, set | frozenset):
        return tuple(sorted(value))
    return value  # type: ignore[no-any-return]


@dataclass(frozen=True)
class Question:
    """A statement with its values; `named` when the answer begins with the names of its columns."""

    sql: str
    params: Params = field(compare=False)
    named: bool = False
    values: Hashable = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", frozen(self.params))

    def ask(self, con: duckdb.DuckDBPyConnection) -> Rows:
        """The answer from the database that the connection uses."""
        answer = con.execute(self.sql, bound(self.params))
        names = [tuple(column[0] for column in answer.description or ())] if self.named else []
        return (*names, *answer.fetchall())


def bound(params: Params) -> Any:
    """The values in the form DuckDB binds: by name or by position."""
    return params if isinstance(params, Mapping) else list(params)


class ResultCache:
    """The newest results; a new generation needs no clearing, because its number is part of the key."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, Rows] = OrderedDict()
        self._under_way: dict[Hashable, Future[Rows]] = {}

    def get(self, key: Hashable, compute: Callable[[], Rows]) -> Rows:
        """The result kept for the key, or the one computed now: by this caller or by the one who asked first."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            waiting = self._under_way.get(key)
            if waiting is None:
                mine = self._under_way[key] = Future()
        if waiting is not None:
            return waiting.result()
        try:
            rows = compute()
        except BaseException as error:
            with self._lock:
                del self._under_way[key]
            mine.set_exception(error)
            raise
        self._keep(key, rows)
        mine.set_result(rows)
        return rows

    def questions(self, number: int, most: int) -> list[Question]:
        """The questions to a generation that were asked last, the latest first."""
        with self._lock:
            keys = [key for key in reversed(self._kept) if isinstance(key, tuple) and key[0] == number]
        return [each for _, each, *_rest in keys if isinstance(each, Question)][:most]

    def put(self, number: int, answers: Mapping[Question, Rows]) -> None:
        """Keep what was answered ahead of the first who asks it of this generation."""
        for question, rows in answers.items():
            self._keep((number, question), rows)

    def _keep(self, key: Hashable, rows: Rows) -> None:
        with self._lock:
            self._under_way.pop(key, None)
            if len(rows) <= LARGEST_ROWS:
                self._kept[key] = rows
                if len(self._kept) > ENTRIES:
                    self._kept.popitem(last=False)
