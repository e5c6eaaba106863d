"""How many requests each caller made within the last minute, counted together by all the processes that serve a company."""

import fcntl
import math
import mmap
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

MINUTE_S = 60.0
CALLERS = 8192
PROBES = 16
_SLOT = struct.Struct("<QIII")  # who, the minute counted, requests in it, requests in the minute before


@dataclass(frozen=True)
class Verdict:
    """Whether the request may pass, how many more may, and after how many seconds to come back when it may not."""

    allowed: bool
    left: int
    wait_s: int = 0


class Rates:
    """A sliding minute for each caller, in memory that the processes share through `file` (None: this process only).

    The minute before counts with the share of it that is still within the last sixty seconds. Callers are known by a
    digest; when more than eight thousand come within two minutes, the ones longest unseen are forgotten.
    """

    def __init__(self, per_minute: int, file: Path | None = None) -> None:
        self.per_minute = per_minute
        size = _SLOT.size * CALLERS
        self._file = None if file is None else file.open("a+b")
        if self._file is None:
            self._memory = mmap.mmap(-1, size)
        else:
            self._file.truncate(size)
            self._memory = mmap.mmap(self._file.fileno(), size)

    def hit(self, caller: bytes, now: float) -> Verdict:
        """Count one request of the caller, unless it is refused."""
        who = int.from_bytes(blake2b(caller, digest_size=8).digest(), "little") or 1
        minute, passed = int(now // MINUTE_S), now % MINUTE_S / MINUTE_S
        with self._alone():
            at, current, before = self._find(who, minute)
            weight = before * (1 - passed) + current
            if weight + 1 > self.per_minute:
                return Verdict(False, 0, self._wait_s(current, before, passed))
            _SLOT.pack_into(self._memory, at, who, minute, current + 1, before)
        return Verdict(True, max(0, math.floor(self.per_minute - weight - 1)))

    def _find(self, who: int, minute: int) -> tuple[int, int, int]:
        """The caller's place with the requests of this minute and the one before; a free or long unused one for a new caller."""
        oldest, place = minute + 1, 0
        for step in range(PROBES):
            at = (who + step) % CALLERS * _SLOT.size
            kept, counted, current, before = _SLOT.unpack_from(self._memory, at)
            if kept == who:
                if counted == minute:
                    return at, current, before
                return at, 0, current if counted == minute - 1 else 0
            if counted < oldest:
                oldest, place = counted, at
        return place, 0, 0

    def _wait_s(self, current: int, before: int, passed: float) -> int:
        """Seconds until one more request passes, if none comes meanwhile."""
        room = self.per_minute - 1
        fades = 1 - (room - current) / before if current <= room else 2 - min(1.0, room / current)
        return max(1, math.ceil(round((fades - passed) * MINUTE_S, 6)))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if self._file is None:
            yield
            return
        fcntl.flock(self._file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)
