"""How long work tells whoever is watching where it is."""

from typing import Protocol


class Notify(Protocol):
    """Called as work goes on: what is being done, how much of it is done, and of how much."""

    def __call__(self, what: str, done: int, total: int, /) -> None:
        """Tell whoever is watching."""


def silent(what: str, done: int, total: int, /) -> None:
    """Tell nobody."""
