"""Age bands: the ages they hold, and the ways of writing one.

Start in `age_band`; `bands` is a list of them.
"""

from tht_xl.model.age_bands.age_band import AgeBand
from tht_xl.model.age_bands.bands import read_age_bands

__all__ = ["AgeBand", "read_age_bands"]
