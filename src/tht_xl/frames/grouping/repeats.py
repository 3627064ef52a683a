"""Events that the same person can have again: rows by how many events each person had."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from tht_xl.frames.grouping.columns import check_distinct, numbers_of
from tht_xl.frames.grouping.complaints import RowCheck
from tht_xl.frames.grouping.counted import known_counts
from tht_xl.frames.grouping.groups import By, Groups, group_rows, names_of
from tht_xl.stats.arrays import Flags, Numbers
from tht_xl.stats.inputs.bands import MissingCounts


class Repeats(NamedTuple):
    """People by how many events each had.

    Attributes:
        bands: One row for each group and band, its count being events: so many people times so many events each.
        times: The numbers of events, rising. [count]
        people: For each of these, how many people there are in the rows of `bands`. [people]
        checks: What is wrong with the rows of `bands`.
    """

    bands: pd.DataFrame
    times: Numbers
    people: Numbers
    checks: list[RowCheck]


def repeats_of(
    frame: pd.DataFrame,
    *,
    count: str,
    population: str,
    age_band: str,
    events_each: str,
    by: By,
    missing_counts: MissingCounts,
) -> Repeats:
    """Return the rows of a frame brought together by group and band. Nobody had a number of events that has no row.

    Raises:
        DomainError: A column is not numeric, or one column is named for two arguments.
        UnknownNameError: A column is not in the frame.
    """
    check_distinct({"count": count, "population": population, "age_band": age_band, "events_each": events_each})
    x = known_counts(numbers_of(frame, count, argument="count"), missing_counts)
    n = numbers_of(frame, population, argument="population")
    f = numbers_of(frame, events_each, argument="events_each")
    bands = group_rows(frame, [*names_of(by), age_band])
    sound = (f > 0) & np.isfinite(f)
    times, place = np.unique(np.where(sound, f, 1.0), return_inverse=True)
    cell = place.reshape(-1) * len(bands) + bands.codes
    rows = np.bincount(cell, minlength=len(times) * len(bands))
    people = np.bincount(cell, weights=x, minlength=rows.size).astype(float).reshape(len(times), len(bands))
    differs = n != n[bands.first][bands.codes]
    faults = [
        RowCheck(_any(bands, ~sound), "the number of events each is not above 0"),
        RowCheck(
            rows.reshape(len(times), len(bands)).max(axis=0, initial=0) > 1, "several rows for one number of events"
        ),
        RowCheck(_any(bands, differs), "the population is missing or differs between rows"),
        RowCheck(_any(bands, x < 0), "the count is negative; expected 0 or more"),
    ]
    wrong = np.logical_or.reduce([check.flags for check in faults])
    together = frame.drop(columns=events_each).iloc[bands.first].reset_index(drop=True)
    together[count] = times @ people
    together[population] = np.where(wrong, np.nan, n[bands.first])
    return Repeats(together, times, people, faults)


def _any(bands: Groups, flags: Flags) -> Flags:
    """Return groups in which a row is flagged."""
    return bands.sums(np.where(flags, 1.0, 0.0)) > 0
