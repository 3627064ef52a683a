"""The columns of results: their names, their types and their order, in one table.

`evaluate` makes its frame from it, `results.csv` is held against it, and docs/evaluate.md and
docs/decisions/results-schema.md explain it. Whoever reads results may rely on it: a change needs a line in the
changelog.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tht_xl.evaluation.rows.observations import compared
from tht_xl.model.definition import Framework

Columns = dict[str, NDArray[Any]]


class Kind(StrEnum):
    """What a column holds, and the type it has in a frame, whatever the version of pandas.

    pandas 3 has a text type of its own, which pandas 2 has not, and which differs with pyarrow; objects are the same
    everywhere.
    """

    TEXT = "object"
    NUMBER = "float64"
    WHOLE = "Int64"
    YES_NO = "boolean"
    DAY = "datetime64[s]"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of results.

    Attributes:
        name: Its name; "{comparator}" stands for the id of each comparator of the framework, with underscores.
        kind: What it holds.
        meaning: What it says, in one line.
    """

    name: str
    kind: Kind
    meaning: str


OBSERVATION = (
    Column("indicator", Kind.TEXT, "indicator as given"),
    Column("area", Kind.TEXT, "area as given"),
    Column("period", Kind.TEXT, "period as given"),
    Column("sex", Kind.TEXT, "sex as given; that of the indicator"),
    Column("age", Kind.TEXT, "age as given; that of the indicator"),
    Column("count", Kind.NUMBER, "numerator or events, as released under the disclosure rule"),
    Column("denominator", Kind.NUMBER, "denominator, as released under the disclosure rule"),
    Column("value", Kind.NUMBER, "value on the indicator's scale"),
    Column("lower", Kind.NUMBER, "lower 95% limit"),
    Column("upper", Kind.NUMBER, "upper 95% limit"),
    Column("source", Kind.TEXT, "source as given"),
)
"""What goes in; where a frame has these columns already they stay where they are, else they come behind its own."""

RESULT = (
    Column("interval", Kind.TEXT, '"computed", "published" or "none"'),
    Column("{comparator}_value", Kind.NUMBER, "the comparator's value of the same period"),
    Column("{comparator}_comparison", Kind.TEXT, "the value beside it, by our interval"),
    Column("{comparator}_in_interval", Kind.YES_NO, "whether the comparator's value lies in our interval"),
    Column("people_to_comparator", Kind.WHOLE, "people between us and the first comparator that has a value"),
    Column("previous", Kind.NUMBER, "value of the latest earlier period that does not overlap"),
    Column("previous_period", Kind.TEXT, "that period"),
    Column("direction", Kind.TEXT, "direction of travel since then"),
    Column("trend", Kind.TEXT, "recent trend over the latest five points"),
    Column("trend_reason", Kind.TEXT, "why the trend cannot be calculated"),
    Column("target", Kind.NUMBER, "the target's value at the period's end"),
    Column("target_final", Kind.NUMBER, "what is to be reached in the end"),
    Column("target_due", Kind.TEXT, "and when"),
    Column("minimum", Kind.NUMBER, "the minimum expectation"),
    Column("agreed", Kind.YES_NO, "whether the target is agreed"),
    Column("rating", Kind.TEXT, "Green, Amber or Red, or why there is no colour"),
    Column("gap", Kind.NUMBER, "how far the value is short of target_final; negative is beyond it"),
    Column("people_to_target", Kind.WHOLE, "people between the value and target_final"),
    Column("target_in_interval", Kind.YES_NO, "whether the target lies in the value's interval"),
    Column("withheld", Kind.TEXT, "[c] or [u] where the value is withheld"),
    Column("reason", Kind.TEXT, "why there is no value"),
    Column("sentence", Kind.TEXT, "the result in one sentence"),
)
"""What evaluation adds, in this order."""

DESCRIPTION = (
    Column("name", Kind.TEXT, "name of the indicator"),
    Column("unit", Kind.TEXT, "its unit"),
    Column("polarity", Kind.TEXT, "which way is good: high, low or none"),
    Column("period_start", Kind.DAY, "first day of the period"),
    Column("period_end", Kind.DAY, "last day of the period"),
)
"""What a row is about. Behind all other columns; a column of that name that the observations came with stays theirs."""

PLACE = (
    Column("symbol", Kind.TEXT, "symbol that was returned instead of figures"),
    Column("workbook", Kind.TEXT, "file of the return"),
    Column("sheet", Kind.TEXT, "worksheet"),
    Column("row", Kind.WHOLE, "its row"),
    Column("cell", Kind.TEXT, "cell of the value"),
    Column("returned_in", Kind.TEXT, "month in which the row was returned; blank for a published figure"),
    Column("release", Kind.TEXT, "when a published figure came out"),
)
"""The place of a month's figure: in `results.csv`, after the observation."""

PROVENANCE = (
    Column("revised", Kind.YES_NO, "whether the figure took the place of one shown before"),
    Column("value_before", Kind.NUMBER, "what it was, where that may be repeated"),
    Column("month_before", Kind.TEXT, "month of the figure before"),
    Column("observation_id", Kind.TEXT, "key and version: what tells this figure from every other, for good"),
    Column("version", Kind.WHOLE, "1 for the first figures of a key, one more for each that follow"),
    Column("returned_on", Kind.TEXT, "day on which the month first read these figures, as 2026-11-30"),
    Column("returned_by_role", Kind.TEXT, "who returned them"),
    Column("status", Kind.TEXT, '"new", "carried", "revised" or "late"; blank for a published figure'),
    Column("overridden_by_role", Kind.TEXT, "who waived what a check found in the row"),
    Column("held_back", Kind.TEXT, "which row an error held back this month, and which figure counts instead"),
)
"""Where a figure of a month comes from: in `results.csv` behind everything else."""


def result_columns(framework: Framework) -> tuple[str, ...]:
    """Return the columns that `evaluate` adds to the observation columns, in order."""
    return tuple(column.name for column in added_columns(framework))


def month_columns(framework: Framework) -> Iterator[Column]:
    """Yield the columns of `results.csv`, each with its type, in order."""
    yield from (*OBSERVATION, *PLACE, *added_columns(framework), *PROVENANCE)


def added_columns(framework: Framework) -> Iterator[Column]:
    """Yield the columns of `result_columns`, each with its type."""
    beside = [column for column in RESULT if "{comparator}" in column.name]
    for column in (*RESULT, *DESCRIPTION):
        if column not in beside:
            yield column
        elif column is beside[0]:
            for comparator in framework.comparators:
                for each in beside:
                    yield Column(compared(comparator, each.name.removeprefix("{comparator}_")), each.kind, each.meaning)


def blank_columns(size: int, framework: Framework) -> Columns:
    """Each column that evaluation fills, with nothing in it; whole numbers, yes and no are floats until typed."""
    numbers = [column for column in OBSERVATION if column.kind is Kind.NUMBER]
    added = [column for column in added_columns(framework) if column not in DESCRIPTION]
    return {
        column.name: np.full(size, "", object) if column.kind is Kind.TEXT else np.full(size, np.nan)
        for column in (*numbers, *added)
    }


def typed_columns(results: Columns, framework: Framework) -> dict[str, NDArray[Any] | pd.Series]:
    """Return the columns with the types of the table."""
    kinds = {column.name: column.kind for column in added_columns(framework)}
    columns: dict[str, NDArray[Any] | pd.Series] = dict(results)
    for name, column in results.items():
        kind = kinds.get(name, Kind.NUMBER)
        if kind in (Kind.WHOLE, Kind.YES_NO):
            blank = np.isnan(column)
            known = np.where(blank, 0, column)
            whole, yes_no = pd.arrays.IntegerArray, pd.arrays.BooleanArray
            typed = whole(known.astype(np.int64), blank) if kind is Kind.WHOLE else yes_no(known.astype(bool), blank)
            columns[name] = pd.Series(typed, copy=False)
    return columns
