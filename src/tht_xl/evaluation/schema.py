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


class ResultKind(StrEnum):
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
class ResultColumn:
    """One column of results.

    Attributes:
        name: Its name; "{comparator}" stands for the id of each comparator of the framework, with underscores.
        kind: What it holds.
        meaning: What it says, in one line.
    """

    name: str
    kind: ResultKind
    meaning: str


OBSERVATION = (
    ResultColumn("indicator", ResultKind.TEXT, "indicator as given"),
    ResultColumn("area", ResultKind.TEXT, "area as given"),
    ResultColumn("period", ResultKind.TEXT, "period as given"),
    ResultColumn("sex", ResultKind.TEXT, "sex as given; that of the indicator"),
    ResultColumn("age", ResultKind.TEXT, "age as given; that of the indicator"),
    ResultColumn("count", ResultKind.NUMBER, "numerator or events, as released under the disclosure rule"),
    ResultColumn("denominator", ResultKind.NUMBER, "denominator, as released under the disclosure rule"),
    ResultColumn("value", ResultKind.NUMBER, "value on the indicator's scale"),
    ResultColumn("lower", ResultKind.NUMBER, "lower 95% limit"),
    ResultColumn("upper", ResultKind.NUMBER, "upper 95% limit"),
    ResultColumn("source", ResultKind.TEXT, "source as given"),
)
"""What goes in; where a frame has these columns already they stay where they are, else they come behind its own."""

RESULT = (
    ResultColumn("interval", ResultKind.TEXT, '"computed", "published" or "none"'),
    ResultColumn("{comparator}_value", ResultKind.NUMBER, "the comparator's value of the same period"),
    ResultColumn("{comparator}_comparison", ResultKind.TEXT, "the value beside it, by our interval"),
    ResultColumn("{comparator}_in_interval", ResultKind.YES_NO, "whether the comparator's value lies in our interval"),
    ResultColumn(
        "people_to_comparator", ResultKind.WHOLE, "people between us and the first comparator that has a value"
    ),
    ResultColumn("previous", ResultKind.NUMBER, "value of the latest earlier period that does not overlap"),
    ResultColumn("previous_period", ResultKind.TEXT, "that period"),
    ResultColumn("direction", ResultKind.TEXT, "direction of travel since then"),
    ResultColumn("trend", ResultKind.TEXT, "recent trend over the latest five points"),
    ResultColumn("trend_reason", ResultKind.TEXT, "why the trend cannot be calculated"),
    ResultColumn("target", ResultKind.NUMBER, "the target's value at the period's end"),
    ResultColumn("target_final", ResultKind.NUMBER, "what is to be reached in the end"),
    ResultColumn("target_due", ResultKind.TEXT, "and when"),
    ResultColumn("minimum", ResultKind.NUMBER, "the minimum expectation"),
    ResultColumn("agreed", ResultKind.YES_NO, "whether the target is agreed"),
    ResultColumn("rating", ResultKind.TEXT, "Green, Amber or Red, or why there is no colour"),
    ResultColumn("gap", ResultKind.NUMBER, "how far the value is short of target_final; negative is beyond it"),
    ResultColumn("people_to_target", ResultKind.WHOLE, "people between the value and target_final"),
    ResultColumn("target_in_interval", ResultKind.YES_NO, "whether the target lies in the value's interval"),
    ResultColumn("withheld", ResultKind.TEXT, "[c] or [u] where the value is withheld"),
    ResultColumn("reason", ResultKind.TEXT, "why there is no value"),
    ResultColumn("sentence", ResultKind.TEXT, "the result in one sentence"),
)
"""What evaluation adds, in this order."""

DESCRIPTION = (
    ResultColumn("name", ResultKind.TEXT, "name of the indicator"),
    ResultColumn("unit", ResultKind.TEXT, "its unit"),
    ResultColumn("polarity", ResultKind.TEXT, "which way is good: high, low or none"),
    ResultColumn("period_start", ResultKind.DAY, "first day of the period"),
    ResultColumn("period_end", ResultKind.DAY, "last day of the period"),
)
"""What a row is about. Behind all other columns; a column of that name that the observations came with stays theirs."""

PLACE = (
    ResultColumn("symbol", ResultKind.TEXT, "symbol that was returned instead of figures"),
    ResultColumn("workbook", ResultKind.TEXT, "file of the return"),
    ResultColumn("sheet", ResultKind.TEXT, "worksheet"),
    ResultColumn("row", ResultKind.WHOLE, "its row"),
    ResultColumn("cell", ResultKind.TEXT, "cell of the value"),
    ResultColumn("returned_in", ResultKind.TEXT, "month in which the row was returned; blank for a published figure"),
    ResultColumn("release", ResultKind.TEXT, "when a published figure came out"),
)
"""The place of a month's figure: in `results.csv`, after the observation."""

PROVENANCE = (
    ResultColumn("revised", ResultKind.YES_NO, "whether the figure took the place of one shown before"),
    ResultColumn("value_before", ResultKind.NUMBER, "what it was, where that may be repeated"),
    ResultColumn("month_before", ResultKind.TEXT, "month of the figure before"),
    ResultColumn(
        "observation_id", ResultKind.TEXT, "key and version: what tells this figure from every other, for good"
    ),
    ResultColumn("version", ResultKind.WHOLE, "1 for the first figures of a key, one more for each that follow"),
    ResultColumn("returned_on", ResultKind.TEXT, "day on which the month first read these figures, as 2026-11-30"),
    ResultColumn("returned_by_role", ResultKind.TEXT, "who returned them"),
    ResultColumn("status", ResultKind.TEXT, '"new", "carried", "revised" or "late"; blank for a published figure'),
    ResultColumn("overridden_by_role", ResultKind.TEXT, "who waived what a check found in the row"),
    ResultColumn(
        "held_back", ResultKind.TEXT, "which row an error held back this month, and which figure counts instead"
    ),
    ResultColumn(
        "approval", ResultKind.TEXT, "provisional, checked or agreed, by which role and when; [p]: provisional"
    ),
    ResultColumn("marks", ResultKind.TEXT, "[r] revised, [p] provisional, [b] first period measured in a new way"),
)
"""Where a figure of a month comes from: in `results.csv` behind everything else."""


def result_columns(framework: Framework) -> tuple[str, ...]:
    """Return the columns that `evaluate` adds to the observation columns, in order."""
    return tuple(column.name for column in added_columns(framework))


def month_columns(framework: Framework) -> Iterator[ResultColumn]:
    """Yield the columns of `results.csv`, each with its type, in order."""
    yield from (*OBSERVATION, *PLACE, *added_columns(framework), *PROVENANCE)


def added_columns(framework: Framework) -> Iterator[ResultColumn]:
    """Yield the columns of `result_columns`, each with its type."""
    beside = [column for column in RESULT if "{comparator}" in column.name]
    for column in (*RESULT, *DESCRIPTION):
        if column not in beside:
            yield column
        elif column is beside[0]:
            for comparator in framework.comparators:
                for each in beside:
                    yield ResultColumn(
                        compared(comparator, each.name.removeprefix("{comparator}_")), each.kind, each.meaning
                    )


def blank_columns(size: int, framework: Framework) -> Columns:
    """Each column that evaluation fills, with nothing in it; whole numbers, yes and no are floats until typed."""
    numbers = [column for column in OBSERVATION if column.kind is ResultKind.NUMBER]
    added = [column for column in added_columns(framework) if column not in DESCRIPTION]
    return {
        column.name: np.full(size, "", object) if column.kind is ResultKind.TEXT else np.full(size, np.nan)
        for column in (*numbers, *added)
    }


def typed_columns(results: Columns, framework: Framework) -> dict[str, NDArray[Any] | pd.Series]:
    """Return the columns with the types of the table."""
    kinds = {column.name: column.kind for column in added_columns(framework)}
    columns: dict[str, NDArray[Any] | pd.Series] = dict(results)
    for name, column in results.items():
        kind = kinds.get(name, ResultKind.NUMBER)
        if kind in (ResultKind.WHOLE, ResultKind.YES_NO):
            blank = np.isnan(column)
            known = np.where(blank, 0, column)
            whole, yes_no = pd.arrays.IntegerArray, pd.arrays.BooleanArray
            typed = (
                whole(known.astype(np.int64), blank) if kind is ResultKind.WHOLE else yes_no(known.astype(bool), blank)
            )
            columns[name] = pd.Series(typed, copy=False)
    return columns
