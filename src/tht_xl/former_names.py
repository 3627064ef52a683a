"""Former names of modules, functions and keywords: they go on working, and say which name to write today."""

import sys
import warnings
from collections.abc import Callable, Sequence
from functools import wraps
from importlib import import_module
from importlib.machinery import ModuleSpec
from types import MappingProxyType, ModuleType
from typing import Any, ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")

FORMER_NAMES = MappingProxyType(
    {
        "tht_xl.framework.evaluate": "tht_xl.evaluation.evaluate",
        "tht_xl.model.age_band": "tht_xl.model.age_bands.age_band",
        "tht_xl.model.period": "tht_xl.model.periods.period",
        "tht_xl.monitoring.differencing": "tht_xl.disclosure.differencing",
        "tht_xl.monitoring.disclosure": "tht_xl.disclosure.rules",
        "tht_xl.monitoring.group_protection": "tht_xl.disclosure.groups",
        "tht_xl.monitoring.interval_guard": "tht_xl.disclosure.interval_guard",
        "tht_xl.monitoring.linked_audit": "tht_xl.disclosure.linked.audit",
        "tht_xl.monitoring.linked_tables": "tht_xl.disclosure.linked.tables",
        "tht_xl.monitoring.safe_total": "tht_xl.disclosure.totals",
        "tht_xl.monitoring.suppression": "tht_xl.disclosure.one_way",
        "tht_xl.monitoring.table_suppression": "tht_xl.disclosure.two_way",
        "tht_xl.rehearsal.faults": "tht_xl.rehearsal.server.faults",
        "tht_xl.sheets.client": "tht_xl.sheets.connection.client",
    }
)
"""The module of today for each former one that a documented example imported."""


class _FormerNames:
    """Finder and loader that Python asks last, when no file has the name.

    It has the methods of `importlib.abc`, but not its classes: importing those would cost every start 20 milliseconds.
    """

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return how to make a module with a former name; None for every other name."""
        return ModuleSpec(fullname, cast(Any, self)) if fullname in FORMER_NAMES else None

    def create_module(self, _spec: ModuleSpec) -> None:
        """Leave it to Python to make an empty module."""

    def exec_module(self, module: ModuleType) -> None:
        """Fill the module with what is in the one of today."""
        name = FORMER_NAMES[module.__name__]
        warn_of_former_name(module.__name__, name)
        found = import_module(name)
        # A module of its own with the same contents: under two names one module would have two specifications.
        vars(module).update({key: value for key, value in vars(found).items() if not key.startswith("__")})


def keep_former_names() -> None:
    """Let the former names be imported, for as long as this process runs."""
    if not any(isinstance(finder, _FormerNames) for finder in sys.meta_path):
        sys.meta_path.append(_FormerNames())


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
    """Warn that a name has changed, at the line which imports, calls or reads what asks for this."""
    warnings.warn(f"{former} is called {current}", DeprecationWarning, stacklevel=3)
