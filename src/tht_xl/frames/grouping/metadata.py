"""Columns that say how the values of a result were made."""

import numpy as np

from tht_xl.frames.grouping.levels import level_text
from tht_xl.frames.grouping.result import Added
from tht_xl.stats.arrays import Numbers, Words
from tht_xl.stats.distributions.poisson import EXACT_BELOW
from tht_xl.stats.inputs.level import Confidence


def metadata_columns(statistic: str, confidence: Confidence, method: str | Words) -> Added:
    """Return the statistic, the confidence level and the method of the limits, of all rows or of each."""
    return {"statistic": statistic, "confidence": level_text(confidence), "method": method}


def poisson_method(count: Numbers) -> Words:
    """Return which limits a count takes; "" where it has none."""
    return np.where(count < EXACT_BELOW, "exact Poisson", np.where(np.isnan(count), "", "Byar")).astype(object)
