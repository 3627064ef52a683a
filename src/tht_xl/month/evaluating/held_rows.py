"""Rows that an error holds back: which figure counts instead, in words beside that figure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from tht_xl.errors import ThtError
from tht_xl.framework.lookup import find_area, find_indicator
from tht_xl.model.definition import Framework
from tht_xl.model.periods.period import Period
from tht_xl.month.memory.row import Key
from tht_xl.workbook.check import Return

HELD_BACK = "held_back"
"""Column of the results: which row was held back, and which figure counts."""
SHARED_SHEET = "shared sheet"
"""What `returned_in` says of a comparator's figure that only the shared sheet still holds."""


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A row that names an indicator, area and period of the framework, and is not used.

    Attributes:
        key: What it is about.
        place: Workbook, row and the rules it breaks: "return.xlsx row 4, R208".
    """

    key: Key
    place: str


def held_rows(returns: Sequence[Return], framework: Framework) -> tuple[HeldRow, ...]:
    """Return the held-back rows of the returns whose key can be read, each key once."""
    # Thousands of rows may repeat one wrong name, and nobody reads the error of any of them here.
    indicator_of = cache(lambda name: find_indicator(framework, name, suggests=False).id)
    area_of = cache(lambda name: find_area(framework, name, suggests=False).id)
    found: dict[Key, HeldRow] = {}
    for done in returns:
        for row in done.held_back:
            try:
                key = indicator_of(row.indicator), area_of(row.area), str(Period.parse(row.period))
            except ThtError:
                continue  # a row that names nothing we know holds back no figure
            place = f"{Path(done.report.path).name} row {row.row}, {' and '.join(row.codes)}"
            found.setdefault(key, HeldRow(key, place))
    return tuple(found.values())


def mark_held_rows(results: pd.DataFrame, held: Sequence[HeldRow], framework: Framework, month: Period) -> pd.DataFrame:
    """Return the results with the column `held_back`: dated, and saying which figure counts.

    A row of the home area speaks of its comparators too, because its comparison and its sentence depend on them. A row
    that this month's returns give elsewhere without an error is not marked: that figure counts.

    Args:
        results: The evaluated rows, with the month each was returned in.
        held: The rows that were held back.
        framework: The definitions.
        month: The month that is run.
    """
    said = _said_of(results, held, framework, month) if held else {}
    keys = zip(results["indicator"], results["area"], results["period"], strict=True)
    return results.assign(
        **{HELD_BACK: pd.Series(["; ".join(said.get(key, ())) for key in keys], results.index, object)}
    )


def _said_of(
    results: pd.DataFrame, held: Sequence[HeldRow], framework: Framework, month: Period
) -> dict[Key, list[str]]:
    """Return what is said of each row, by its key."""
    counting = dict(_figures(results))
    names = {area.id: area.name for area in framework.areas}
    said: dict[Key, list[str]] = {}
    for row in held:
        indicator, area, period = row.key
        returned_in = counting.get(row.key)
        if returned_in == str(month):
            continue
        words = f"held back in {month} ({row.place}); {_which_counts(returned_in)}"
        if returned_in is not None:
            said.setdefault(row.key, []).append(words)
        if area in framework.comparators:
            home = indicator, framework.home, period
            if home in counting:
                said.setdefault(home, []).append(f"{names[area]}: {words}")
    return said


def _figures(results: pd.DataFrame) -> Iterator[tuple[Key, str]]:
    """Yield each row that has a figure, or withholds one, with the month in which it was returned."""
    columns = ("indicator", "area", "period", "returned_in", "value", "withheld")
    for indicator, area, period, returned_in, value, withheld in results[list(columns)].itertuples(index=False):
        if value == value or withheld:
            yield (indicator, area, period), str(returned_in)


def _which_counts(returned_in: str | None) -> str:
    if returned_in is None:
        return "there is no earlier figure"
    if returned_in == SHARED_SHEET:
        return "the figure in the shared sheet counts"
    return f"the figure returned in {returned_in} counts" if returned_in else "the published figure counts"


def comparators_without_figure(
    held: Sequence[HeldRow], observations: pd.DataFrame, framework: Framework
) -> tuple[Key, ...]:
    """Return the comparators' rows that were held back and that neither the memory nor a published series has."""
    known = set(observations[["indicator", "area", "period"]].itertuples(index=False, name=None))
    return tuple(row.key for row in held if row.key[1] in framework.comparators and row.key not in known)


def with_last_comparators(
    observations: pd.DataFrame, missing: Sequence[Key], figures: Mapping[Key, float]
) -> pd.DataFrame:
    """Return the observations, with the last good figure of each comparator that the shared sheet still shows.

    Args:
        observations: What counts this month.
        missing: The comparators' rows that lack a figure.
        figures: What the sheet shows, by key.
    """
    rows = [
        {"indicator": key[0], "area": key[1], "period": key[2], "value": figures[key], "returned_in": SHARED_SHEET}
        for key in missing
        if key in figures
    ]
    if not rows:
        return observations
    added = pd.DataFrame(rows).reindex(columns=observations.columns)
    numbers = observations.select_dtypes("number").columns
    texts = [name for name in observations.columns if name not in numbers]
    added[texts] = added[texts].astype(object).where(added[texts].notna(), "")
    return pd.concat([observations, added], ignore_index=True)
