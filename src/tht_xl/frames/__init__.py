"""The analyst's functions: a grouped frame in, a frame out, columns in the field's words.

Start with `proportions`, the simplest of them; `grouping` has what they share. docs/frames.md is their page.
"""

from tht_xl.frames.directly_standardised import directly_standardised_rates
from tht_xl.frames.funnels import funnels
from tht_xl.frames.grouping.result import ColumnsLeftOutWarning
from tht_xl.frames.indirectly_standardised import indirectly_standardised_rates, indirectly_standardised_ratios
from tht_xl.frames.life_expectancies import life_expectancies
from tht_xl.frames.linked_tables import audit_tables, suppress_linked_tables
from tht_xl.frames.means import means
from tht_xl.frames.process_control import process_control
from tht_xl.frames.proportions import proportions, rates
from tht_xl.frames.quantiles import quantiles
from tht_xl.frames.recent_trends import recent_trends
from tht_xl.frames.slope_indices import relative_indices, slope_indices
from tht_xl.frames.suppressed import suppressed

__all__ = [
    "ColumnsLeftOutWarning",
    "audit_tables",
    "directly_standardised_rates",
    "funnels",
    "indirectly_standardised_rates",
    "indirectly_standardised_ratios",
    "life_expectancies",
    "means",
    "process_control",
    "proportions",
    "quantiles",
    "rates",
    "recent_trends",
    "relative_indices",
    "slope_indices",
    "suppress_linked_tables",
    "suppressed",
]


def __dir__() -> list[str]:
    # What tab completion offers: the functions, not the modules that they are in.
    return sorted(__all__)
