"""Keep a withheld value from being worked out by subtraction: one area from a total and the other areas."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tht_xl.model.definition import Framework
from tht_xl.model.vocabulary import Symbol

MEASURED = ("value", "lower", "upper", "numerator", "denominator")
"""What is blank in a row that is withheld."""


def rows_to_withhold(facts: pd.DataFrame, framework: Framework) -> NDArray[np.bool_]:
    """Return which more rows to withhold, so that no withheld count is a total less the other areas.

    A month protects its areas together before they are evaluated. A table from elsewhere, or a source that withheld a
    single ward itself, may not have been: with a total and all areas of a kind but one, that one is known. Then the
    smallest of the others is withheld too. That a total counts in numbers which are not there is no protection where
    somebody has them from elsewhere, so the total need not be in the table.

    Args:
        facts: indicator_key, area_key, period_key, numerator and symbol.
        framework: The definitions, which say what kind each area is of.
    """
    kinds = {area.id: area.kind for area in framework.areas}
    apart = {framework.home, *framework.comparators}
    withhold = np.zeros(len(facts), bool)
    parts = facts[~facts["area_key"].isin(apart)].assign(kind=facts["area_key"].map(kinds))
    for _, group in parts.groupby(["indicator_key", "period_key", "kind"], sort=False):
        is_withheld = group["symbol"].to_numpy() == Symbol.CONFIDENTIAL.value
        shown = group[~is_withheld & group["numerator"].notna()]
        if is_withheld.sum() == 1 and len(shown):
            smallest = shown["numerator"].idxmin()
            withhold[facts.index.get_loc(smallest)] = True
    return withhold
