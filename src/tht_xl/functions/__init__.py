"""The worksheet functions: one registry, cells in, cells out.

Start in `engine.registry`, where a function is declared, and `engine.calling`, where one is called; the functions
themselves are in `catalogue`. `homes` lists them and says which module each is in; that module is imported when the
function is first asked for. Decision: docs/decisions/cell-outcomes.md.
"""

from tht_xl.functions.engine.calling import call
from tht_xl.functions.engine.cells import CellError
from tht_xl.functions.engine.registry import REGISTRY

__all__ = ["REGISTRY", "CellError", "call"]


def __dir__() -> list[str]:
    # What tab completion offers: the functions, not the modules that they are in.
    return sorted(__all__)
