"""The worksheet functions: one registry, cells in, cells out.

Importing a module of functions registers them; their order here is their order everywhere.
"""

# isort: off
from tht_xl.functions import statistics as statistics
from tht_xl.functions import reading as reading
from tht_xl.functions import targets as targets
from tht_xl.functions import indicators as indicators
from tht_xl.functions import framework as framework
from tht_xl.functions import note as note

# isort: on
from tht_xl.functions.calling import call
from tht_xl.functions.cells import CellError
from tht_xl.functions.registry import REGISTRY

__all__ = ["REGISTRY", "CellError", "call"]
