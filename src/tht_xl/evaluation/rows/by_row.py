"""The result columns of many rows of many indicators, worked out block by block.

Two passes over blocks of rows, and between them what looks at other rows: values first, then the comparators' values,
the point before and the trend of each row, then the words. A block's numbers fit into a core's cache, and no more
memory is taken than the results fill.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tht_xl.evaluation import against_target, trends
from tht_xl.evaluation.against_target import Columns, against_targets, people_between, rows_by
from tht_xl.evaluation.comparison import comparison_words, first_known, inside, values_beside
from tht_xl.evaluation.history import Series, previous_rows, segments_of
from tht_xl.evaluation.rows.coded import Codes, distinct_rows, table
from tht_xl.evaluation.rows.given import GivenRows, Method
from tht_xl.evaluation.rows.observations import NUMBERS, compared
from tht_xl.evaluation.rows.resolve import Resolved
from tht_xl.evaluation.sentence_columns import sentences
from tht_xl.evaluation.value import values_by
from tht_xl.model.definition import Framework, Indicator
from tht_xl.monitoring.direction import direction

BLOCK = 32_768
"""Rows worked through at once. [rows]"""

VALUES = ("count", "denominator", "value", "lower", "upper", "interval", "withheld", "reason")


@dataclass(frozen=True, slots=True)
class Work:
    """The rows to evaluate, and the columns to fill.

    Attributes:
        framework: The definitions.
        found: What each row is about.
        numbers: Count, denominator, value, lower and upper as given.
        symbols: The symbol that the source gives instead of a value; None where no row has one.
        usable: The rows to work out.
        results: The columns to fill, for all rows.
        is_computed: Filled by the first pass: rows whose value is computed from counts.
    """

    framework: Framework
    found: Resolved
    numbers: dict[str, NDArray[np.float64]]
    symbols: NDArray[np.object_] | None
    usable: Codes
    results: Columns
    is_computed: NDArray[np.bool_]

    @property
    def indicators(self) -> list[Indicator]:
        """The indicators that rows are about; `found.indicator.codes` are places among them."""
        return list(self.found.indicator.things)

    @property
    def blocks(self) -> Iterator[Codes]:
        """The rows to work out, so many at once."""
        for begin in range(0, len(self.usable), BLOCK):
            yield self.usable[begin : begin + BLOCK]

    def days(self, which: str) -> NDArray[np.int64]:
        """Return the first ("start") or last ("end") day of each usable row's period, in days since 1970."""
        days = self.found.period.column(lambda period: np.datetime64(getattr(period, which), "D"), 0, "datetime64[D]")
        return days[self.usable].view(np.int64)

    def is_in(self, area: str) -> NDArray[np.bool_]:
        """Return whether each row is about this area."""
        return self.found.area.column(lambda each: each.id == area, False, bool)


def fill_columns(work: Work) -> None:
    """Fill the result columns of the usable rows."""
    if len(work.usable):
        for rows in work.blocks:
            _fill_values(work, rows)
        # Between the passes, because the value of England or of last year may be in another block.
        _fill_from_other_rows(work)
        for rows in work.blocks:
            _fill_words(work, rows)


def _fill_values(work: Work, rows: Codes) -> None:
    indicators, codes = work.indicators, work.found.indicator.codes[rows]
    multipliers = table((each.multiplier for each in indicators), np.nan, float)
    is_national = work.found.area.column(lambda area: area.kind == "country", False, bool)
    for method, some in rows_by(indicators, codes, lambda i: Method(i.measure, i.disclosure)):
        at = rows[some]
        values = values_by(
            method,
            GivenRows(*(work.numbers[name][at] for name in NUMBERS)),
            multipliers[codes[some]],
            is_national=is_national[at],
            given_symbol=None if work.symbols is None else work.symbols[at],
        )
        for name in VALUES:
            work.results[name][at] = getattr(values, name)
        work.is_computed[at] = values.interval == "computed"


def _fill_from_other_rows(work: Work) -> None:
    """Fill in the comparators' values, and the point before and the trend of each row."""
    rows, results = work.usable, work.results
    codes, areas, periods = work.found.indicator.codes[rows], work.found.area.codes[rows], work.found.period.codes
    value = results["value"][rows]
    parts = work.found.breakdown[rows]
    cells, _ = distinct_rows(codes, work.found.days[rows], parts)
    for comparator in work.framework.comparators:
        results[compared(comparator, "value")][rows] = values_beside(cells, value, work.is_in(comparator)[rows])
    breaks = [[int(np.datetime64(first.start, "D").astype(int)) for first in each.breaks] for each in work.indicators]
    start, end = work.days("start"), work.days("end")
    # A part of an indicator, such as one ethnic group, is a series by itself.
    of = (codes * len(work.found.area.things) + areas) * (int(parts.max()) + 1) + parts
    series = Series(of, segments_of(codes, start, breaks), start, end, ~np.isnan(value))
    before = previous_rows(series)
    has_before = np.flatnonzero((before >= 0) & series.usable)
    at, earlier = rows[has_before], rows[before[has_before]]
    labels = table(map(str, work.found.period.things), "")
    results["previous"][at], results["previous_period"][at] = value[before[has_before]], labels[periods[earlier]]
    # Counts make a trend of proportions alone, and only those from which the value shown was computed: those of a
    # published rate need not be the ones behind it.
    is_proportion = work.found.indicator.column(lambda each: each.measure == "proportion", False, bool)
    counted = (is_proportion & work.is_computed)[rows]
    counts, denominators = (np.where(counted, results[name][rows], np.nan) for name in ("count", "denominator"))
    figures = trends.TrendFigures(counts, denominators, *(results[name][rows] for name in ("value", "lower", "upper")))
    found = trends.recent_trends(series, figures, work.indicators, codes, breaks)
    results["trend"][rows], results["trend_reason"][rows] = found


def _fill_words(work: Work, rows: Codes) -> None:
    results, indicators, codes = work.results, work.indicators, work.found.indicator.codes[rows]
    here = {name: results[name][rows] for name in ("value", "lower", "upper", "previous")}
    comparators = work.framework.comparators
    others = {each: results[compared(each, "value")][rows] for each in comparators}
    for polarity, some in rows_by(indicators, codes, lambda each: each.polarity):
        value, lower, upper, previous = (column[some] for column in here.values())
        moved = direction(value, previous, polarity)
        moved[np.isnan(previous)] = ""
        results["direction"][rows[some]] = moved
        for comparator in comparators:
            words = comparison_words(value, lower, upper, others[comparator][some], polarity)
            results[compared(comparator, "comparison")][rows[some]] = words
    for comparator, other in others.items():
        results[compared(comparator, "in_interval")][rows] = inside(other, here["lower"], here["upper"])
    figures = _figures_of_targets(work, rows)
    # The people of the comparator that sentence and card name, even where there is no such number of people.
    named = first_known(list(others.values()), len(rows))
    results["people_to_comparator"][rows] = people_between(indicators, codes, figures, named)
    _fill_targets(work, rows)
    wanted = ["value", "reason", "rating", "target", "target_in_interval", "people_to_comparator"]
    wanted += [compared(each, what) for each in comparators for what in ("value", "comparison")]
    columns = {name: results[name][rows] for name in wanted}
    results["sentence"][rows] = sentences(indicators, codes, columns, work.framework)


def _figures_of_targets(work: Work, rows: Codes) -> against_target.RatedFigures:
    results, computed = work.results, work.is_computed[rows]
    count, denominator = (np.where(computed, results[name][rows], np.nan) for name in ("count", "denominator"))
    return against_target.RatedFigures(
        count, denominator, *(results[name][rows] for name in ("value", "lower", "upper", "previous"))
    )


def _fill_targets(work: Work, rows: Codes) -> None:
    """Fill in target, rating and gap of the framework's own area, for the whole indicator; others have none."""
    home = rows[work.is_in(work.framework.home)[rows] & (work.found.breakdown[rows] == 0)]
    if not len(home):
        return
    ends = work.found.period.column(lambda period: np.datetime64(period.end, "D"), 0, "datetime64[D]")[home]
    codes = work.found.indicator.codes[home]
    for name, column in against_targets(work.indicators, codes, ends, _figures_of_targets(work, home)).items():
        work.results[name][home] = column
