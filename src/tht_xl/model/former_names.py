"""Names that have changed: the former ones go on working, with a warning that says which to write."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar
from warnings import warn

P = ParamSpec("P")
R = TypeVar("R")


def accept_former_keywords(**current: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Decorate a function so that it takes former keywords too.

    Args:
        current: For each former keyword the current one.

    Examples:
        >>> @accept_former_keywords(rounded_to="rounding_base")
        ... def round_counts(*, rounding_base): ...
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def call(*args: P.args, **keywords: P.kwargs) -> R:
            for former in current.keys() & keywords.keys():
                warn_of_former_name(former, current[former])
                if current[former] in keywords:
                    raise TypeError(f"{former} and {current[former]} are given; expected one of them")
                keywords[current[former]] = keywords.pop(former)
            return function(*args, **keywords)

        return call

    return decorate


def accept_former_name(former: str, function: Callable[P, R]) -> Callable[P, R]:
    """Return a function under its former name."""

    @wraps(function)
    def call(*args: P.args, **keywords: P.kwargs) -> R:
        warn_of_former_name(former, function.__name__)
        return function(*args, **keywords)

    call.__name__ = call.__qualname__ = former
    call.__doc__ = f"Call `{function.__name__}`, the current name of this function."
    return call


def warn_of_former_name(former: str, current: str) -> None:
    """Warn that a name has changed, at the line which calls the function or reads the property that asks for this."""
    warn(f"{former} is called {current}", DeprecationWarning, stacklevel=3)
