"""Which fifth of its neighbours an area's value falls into."""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.model.vocabulary import Polarity
from tht_xl.stats.arrays import Words
from tht_xl.stats.quantile import quantile

_JUDGED: Final = ("Worst fifth", "Second worst fifth", "Middle fifth", "Second best fifth", "Best fifth")
_UNJUDGED: Final = ("Lowest fifth", "Second lowest fifth", "Middle fifth", "Second highest fifth", "Highest fifth")


def quintile(values: ArrayLike, polarity: str) -> Words:
    """Return the fifth that each value falls into among its neighbours on the last axis [1].

    Args:
        values: Values of one indicator and period, an area each. [unit of the indicator]
        polarity: "high", "low" or "none".

    Returns:
        "Worst fifth", "Second worst fifth", "Middle fifth", "Second best fifth" or "Best fifth"; for polarity "none"
        "Lowest fifth" to "Highest fifth"; "" where the value is unknown or fewer than five are known.

    Raises:
        UnknownNameError: The polarity is unknown.

    Examples:
        >>> quintile([12.1, 9.8, 15.0, 8.8, 10.5], "low").tolist()
        ['Second worst fifth', 'Second best fifth', 'Worst fifth', 'Best fifth', 'Middle fifth']

    References:
        [1] Fingertips, technical guidance: comparing areas by quintile.
    """
    fifth = quantile(values, quantiles=5, polarity=polarity)
    words = np.array(["", *(_UNJUDGED if polarity == Polarity.NONE else _JUDGED)], object)
    return np.asarray(words[np.where(np.isnan(fifth), 0, fifth).astype(np.intp)], object)
