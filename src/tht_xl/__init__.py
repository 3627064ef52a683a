"""tht_xl: outcome indicators, targets and ratings inside the spreadsheets a partnership already uses.

Importing this package is cheap: what is named here is loaded when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from tht_xl.former_names import keep_former_names

if TYPE_CHECKING:
    from tht_xl import errors, frames, functions
    from tht_xl.evaluation.evaluate import evaluate
    from tht_xl.framework.load import load_framework
    from tht_xl.workbook.check import check
    from tht_xl.workbook.registers.check import read_workbook

    __version__: str

keep_former_names()

__all__ = ["__version__", "check", "errors", "evaluate", "frames", "functions", "load_framework", "read_workbook"]

_HOMES = {
    "check": "tht_xl.workbook.check",
    "evaluate": "tht_xl.evaluation.evaluate",
    "load_framework": "tht_xl.framework.load",
    "read_workbook": "tht_xl.workbook.registers.check",
}
_PACKAGES = ("errors", "frames", "functions")


def __getattr__(name: str) -> object:
    if name == "__version__":
        found: object = import_module("importlib.metadata").version("tht_xl")
    elif name in _PACKAGES:
        found = import_module(f"tht_xl.{name}")
    elif name in _HOMES:
        found = getattr(import_module(_HOMES[name]), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    # What tab completion offers: what is public, and nothing that only happens to have been imported.
    return sorted(__all__)
