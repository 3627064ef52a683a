"""Stands in for numpy and scipy where they cannot be had: their names are there, and computing with them stops.

Not a test double of the mathematics: what would need it raises Absent, and counts as not proved.
"""

import math
import sys
from collections.abc import Callable
from contextlib import nullcontext
from statistics import NormalDist
from types import ModuleType
from typing import Any, Self

WHILE_IMPORTED: dict[str, Callable[..., object]] = {
    "numpy.array": lambda *given: list(given[0]),
    "numpy.finfo": lambda *given: given and sys.float_info,
    "scipy.special.ndtri": NormalDist().inv_cdf,
}
"""The few tables and one constant that are written when the package is imported; emptied once it is."""


class Absent(BaseException):
    """Something needed numpy or scipy. No handler of ordinary exceptions hides it."""


class Name:
    """A name of a module: annotations may use it, and computing with it stops whoever does."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, *given: Any, **options: object) -> object:
        if self._name in WHILE_IMPORTED:
            return WHILE_IMPORTED[self._name](*given)
        return Name(f"{self._name}()") if WHILE_IMPORTED else self._stop()

    def _stop(self, *given: object) -> Any:
        raise Absent(self._name)

    __bool__ = __float__ = __int__ = __len__ = __iter__ = __lt__ = __gt__ = _stop
    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other if WHILE_IMPORTED else self._stop()

    def __getitem__(self, item: object) -> Self:
        return self

    def __or__(self, other: object) -> Self:
        return self if WHILE_IMPORTED else self._stop()

    __ror__ = __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __or__
    __pow__ = __rpow__ = __or__

    def __getattr__(self, name: str) -> "Name":
        if name.startswith("__"):
            raise AttributeError(name)
        return Name(f"{self._name}.{name}")


class Kind:
    """One of numpy's types, without values: while the package is imported, the plain value takes a value's place."""

    def __class_getitem__(cls, item: object) -> type:
        return cls

    def __new__(cls, *given: Any) -> Any:
        if WHILE_IMPORTED:
            return given[0]
        raise Absent(f"numpy.{cls.__name__}")


class Stand(ModuleType):
    """A module in which every name is there."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.__path__ = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Name(f"{self.__name__}.{name}")


KINDS = ("ndarray", "generic", "bool_", "datetime64", "timedelta64", "float64", "integer", "uint8", "intp", "ufunc")
"""What numpy's values are told from others by."""


def install() -> None:
    """Put the stand-ins where `import` finds them."""
    for name in ("numpy", "numpy.typing", "scipy", "scipy.special", "scipy.stats", "scipy.optimize", "pandas"):
        sys.modules[name] = Stand(name)
    numpy = sys.modules["numpy"]
    for kind in KINDS:
        setattr(numpy, kind, type(kind, (Kind,), {}))
    vars(numpy).update(nan=math.nan, inf=math.inf, errstate=_no_state)


def _no_state(**options: str) -> nullcontext[object]:
    return nullcontext(options)
