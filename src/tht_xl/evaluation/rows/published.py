"""The published series of a framework as observations."""

from datetime import date
from math import nan

import numpy as np
import pandas as pd

from tht_xl.evaluation.rows.observations import COLUMNS, NUMBERS
from tht_xl.framework.lookup import find_indicator
from tht_xl.model.definition import Framework
from tht_xl.model.periods.period import Period


def published_observations(framework: Framework) -> pd.DataFrame:
    """Everything that sources published for a framework's indicators, one row per indicator, area and period.

    Returns:
        A new frame with the columns of an observation: series in the order of the definition, each area's values
        in order of time. `period` is the canonical label, `area` and `indicator` are ids. Published values have no
        count and no denominator; limits are NaN where the source gives none.
    """
    rows: list[tuple[str | float, ...]] = []
    for series in framework.published:
        indicator = find_indicator(framework, series.indicator)
        for area, values in series.values.items():
            for period, numbers in sorted((Period.parse(label), numbers) for label, numbers in values.items()):
                value, lower, upper = numbers if len(numbers) == 3 else (numbers[0], nan, nan)
                key = (indicator.id, area, str(period), indicator.sex, indicator.age)
                rows.append((*key, nan, nan, value, lower, upper, series.source))
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype({name: "float64" if name in NUMBERS else "str" for name in COLUMNS})


def observations_out_by(framework: Framework, day: date) -> pd.DataFrame:
    """Return what `published_observations` does, without what came out after a day.

    A value came out on the day that its source states; where that is not known, it counts once its period has ended.
    """
    series, days = published_observations(framework), release_days(framework)
    keys = series[["indicator", "area", "period"]].itertuples(index=False, name=None)
    return series[np.array([(days.get(key) or Period.parse(key[2]).end) <= day for key in keys], bool)]


def release_days(framework: Framework) -> dict[tuple[str, str, str], date]:
    """Return the day each published value was first released, by indicator, area and period, where it is known."""
    days: dict[tuple[str, str, str], date] = {}
    for series in framework.published:
        known = {str(Period.parse(label)): day for label, day in series.releases.items()}
        for area, values in series.values.items():
            labels = [str(Period.parse(label)) for label in values]
            days |= {(series.indicator, area, label): known[label] for label in labels if label in known}
    return days
