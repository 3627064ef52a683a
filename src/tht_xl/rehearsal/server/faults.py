"""Fault injection: errors, dropped connections, delays, and somebody else's edit at a chosen moment."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

When = Literal["before", "after", "meanwhile"]


@dataclass
class InjectedFault:
    """What is to go wrong, where and how often.

    Attributes:
        match: Part of the path and query; "" is every request of the API.
        method: HTTP method, or "" for any.
        when: Whether it strikes before or after the request was applied; "meanwhile" is an edit of a colleague's that
            arrives while the request is on its way: the server's switches say which of the two that is like.
        status: HTTP status to answer with.
        retry_after: Seconds for the Retry-After header. [s]
        drop: Whether the connection is cut instead of an answer.
        delay: How long to wait first. [s]
        action: Something to run at that moment, such as a colleague's edit.
        times: How many requests it strikes; None is every one.
        skip: How many matching requests it lets through first.
    """

    match: str = ""
    method: str = ""
    when: When = "before"
    status: int | None = None
    retry_after: int | None = None
    drop: bool = False
    delay: float = 0
    action: Callable[[], object] | None = None
    times: int | None = 1
    skip: int = 0

    def _strikes(self, method: str, target: str) -> bool:
        if self.match not in target or self.method.upper() not in ("", method):
            return False
        if self.skip:
            self.skip -= 1
            return False
        if self.times is not None:
            self.times -= 1
        return True


class Faults:
    """The faults that are waiting for a request. They are taken up in the order in which they were added."""

    def __init__(self) -> None:
        self._waiting: list[InjectedFault] = []
        self._lock = threading.Lock()

    def add(self, fault: InjectedFault) -> InjectedFault:
        """Order a fault."""
        with self._lock:
            self._waiting.append(fault)
        return fault

    def clear(self) -> None:
        """Cancel all that are left."""
        with self._lock:
            self._waiting.clear()

    @property
    def waiting(self) -> tuple[InjectedFault, ...]:
        """Those that have not struck as often as they should."""
        return tuple(self._waiting)

    def take(self, method: str, target: str, when: When) -> InjectedFault | None:
        """Return the first injected fault for this request, and count it as used once."""
        with self._lock:
            for fault in self._waiting:
                if fault.when == when and fault._strikes(method, target):
                    if fault.times == 0:
                        self._waiting.remove(fault)
                    return fault
        return None
