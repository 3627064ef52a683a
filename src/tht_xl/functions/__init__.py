"""The worksheet functions: one registry, cells in, cells out.

Importing a module of functions registers them; their order here is their order everywhere.
"""

# isort: off
from tht_xl.functions import statistics as statistics
from tht_xl.functions import mean as mean
from tht_xl.functions import directly_standardised as directly_standardised
from tht_xl.functions import indirectly_standardised as indirectly_standardised
from tht_xl.functions import life_expectancy as life_expectancy
from tht_xl.functions import inequality as inequality
from tht_xl.functions import quantile as quantile
from tht_xl.functions import funnel as funnel
from tht_xl.functions import reading as reading
from tht_xl.functions import change as change
from tht_xl.functions import process as process
from tht_xl.functions import targets as targets
from tht_xl.functions import projections as projections
from tht_xl.functions import indicators as indicators
from tht_xl.functions import framework as framework
from tht_xl.functions import protection as protection
from tht_xl.functions import note as note

# isort: on
from tht_xl.functions.calling import call
from tht_xl.functions.cells import CellError
from tht_xl.functions.registry import REGISTRY

__all__ = ["REGISTRY", "CellError", "call"]


def __dir__() -> list[str]:
    # What tab completion offers: the functions, not the modules that they are in.
    return sorted(__all__)
