"""So many reads and writes a minute, as Google allows; off unless asked for."""

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Literal

from tht_xl.rehearsal.spreadsheet.refusal import ApiError

Kind = Literal["Read", "Write"]
WINDOW = 60.0
"""The time a quota counts over. [s]"""


class Quota:
    """A limit on the reads and writes of the last minute.

    Args:
        per_minute: Reads, and writes, allowed in a minute; None for no limit. [requests]
        clock: Seconds, for tests. [s]
    """

    def __init__(self, per_minute: int | None, clock: Callable[[], float] = time.monotonic) -> None:
        self.per_minute, self._clock = per_minute, clock
        self._taken: dict[Kind, deque[float]] = {"Read": deque(), "Write": deque()}
        self._lock = threading.Lock()

    def spend(self, kind: Kind) -> None:
        """Count one request.

        Raises:
            ApiError: 429, the minute's quota is used up.
        """
        if self.per_minute is None:
            return
        with self._lock:
            taken, time_now = self._taken[kind], self._clock()
            while taken and taken[0] <= time_now - WINDOW:
                taken.popleft()
            if len(taken) >= self.per_minute:
                raise ApiError(
                    f"Quota exceeded for quota metric '{kind} requests' and limit '{kind} requests per minute per "
                    "user' of service 'sheets.googleapis.com' for consumer 'project_number:0'.",
                    429,
                    retry_after=int(taken[0] + WINDOW - time_now) + 1,
                )
            taken.append(time_now)
