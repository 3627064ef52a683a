"""scipy's special functions, loaded when one is first called.

Importing scipy.special takes as long as all else in this package together, and most calls of a worksheet function
need none of it. `special.ndtri(x)` is scipy's ndtri, whichever module asks first.
"""

from importlib import import_module
from typing import Any


def __getattr__(name: str) -> Any:  # noqa: ANN401 - scipy has no types
    if name.startswith("_"):  # what tools and Python itself look for in a module
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module("scipy.special"), name)
    return found
