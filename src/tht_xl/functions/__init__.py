"""The worksheet functions: one registry, cells in, cells out.

`homes` lists them and says which module each is in; that module is imported when the function is first asked for.
"""

from tht_xl.functions.calling import call
from tht_xl.functions.cells import CellError
from tht_xl.functions.registry import REGISTRY

__all__ = ["REGISTRY", "CellError", "call"]


def __dir__() -> list[str]:
    # What tab completion offers: the functions, not the modules that they are in.
    return sorted(__all__)
