"""What is made of a framework once, however often it is asked for."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, TypeVar
from weakref import finalize

if TYPE_CHECKING:
    from collections.abc import Callable

    from tht_xl.model.definition import Framework

Made = TypeVar("Made")


def once_for_each(make: Callable[[Framework], Made]) -> Callable[[Framework], Made]:
    """Make something of a framework once, and keep it for as long as there is the framework.

    Frameworks cannot be hashed, and comparing two by content is slow, so what they are known by is their identity. It
    may be given to another one as soon as a framework is gone: what was made of it goes with it.
    """
    made: dict[int, Made] = {}

    @wraps(make)
    def kept(framework: Framework) -> Made:
        key = id(framework)
        if key not in made:
            made[key] = make(framework)
            finalize(framework, made.pop, key, None)
        return made[key]

    return kept
