"""Evaluate observations against a framework: value, comparison, trend, target, rating and a plain sentence."""

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from tht_xl.evaluation.column_names import with_known_names
from tht_xl.evaluation.history import Series, latest_points, previous_rows
from tht_xl.evaluation.observations import COLUMNS, REQUIRED, SYMBOL, compared, complete, not_numbers
from tht_xl.evaluation.resolve import Resolved, resolve
from tht_xl.evaluation.sentence import no_value, sentences
from tht_xl.evaluation.target_status import rated_values, standing
from tht_xl.evaluation.value import COUNTED, Values, values_of
from tht_xl.framework.load import load_framework
from tht_xl.framework.period_kinds import by_end
from tht_xl.model.definition import Framework, Indicator
from tht_xl.model.period import Period
from tht_xl.monitoring.benchmark import compare
from tht_xl.monitoring.direction import direction
from tht_xl.monitoring.gap import gap, people_to_target
from tht_xl.monitoring.trend import RecentTrend, recent_trend

NOT_COMPARED = "Not compared: no interval"

Columns = dict[str, NDArray]


DESCRIBING = ("name", "unit", "polarity", "period_start", "period_end")
"""What a row is about: from the definition of its indicator, and the days of its period. Behind all other columns."""


def evaluate(observations: pd.DataFrame, framework: Framework | str | Path) -> pd.DataFrame:
    """What each observation means.

    Same rows, same order, same index; columns that are no observation columns pass through. A row that cannot be
    used keeps its place and says why in `reason`; its neighbours are not touched.

    Args:
        observations: Columns indicator, area, period and any of sex, age, count [count], denominator [count],
            value, lower, upper [the indicator's unit], source; also under the names that returns and Fingertips give
            them, such as "Numerator" or "Area Code".
        framework: The definitions to evaluate against, their name such as "tht", or their folder.

    Returns:
        The observations with count and denominator as released, value, lower and upper filled, and the columns
        listed in docs/evaluate.md.

    Raises:
        DomainError: A required column is missing, or two columns could be the same one.
        UnknownNameError: No framework has this name.
    """
    framework = framework if isinstance(framework, Framework) else load_framework(framework)
    observations = with_known_names(observations, REQUIRED)
    rows = complete(observations).reset_index(drop=True)
    found = resolve(rows, framework)
    found.reasons[:] = np.where(
        found.reasons == "", not_numbers(observations.reset_index(drop=True)).map(_not_a_number), found.reasons
    )
    results = _blank(len(rows), framework)
    numbers = pd.Series([i.id if u else None for i, u in zip(found.indicators, found.usable, strict=True)])
    for _, group in numbers.groupby(numbers, sort=False):
        place = group.index.to_numpy()
        block = _one_indicator(rows.iloc[place], _part(found, place), framework)
        for name, column in block.items():
            results[name][place] = column
    unusable = ~found.usable
    results["reason"][unusable] = found.reasons[unusable]
    results["sentence"][unusable] = [no_value(reason) for reason in found.reasons[unusable]]
    # A column of the same name that the observations came with is theirs.
    described = {name: column for name, column in _described(found).items() if name not in rows}
    evaluated = rows.assign(**_typed(results), **described)
    evaluated.index = observations.index
    return evaluated


def latest(results: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """The newest row of each indicator for the framework's own area, in the framework's order.

    A row with a value, or one withheld, counts; a row that could not be used does not.
    """
    found = resolve(results, framework)
    own = np.array([a is not None and a.id == framework.home for a in found.areas], bool)
    shown = results["value"].notna().to_numpy() | (results["withheld"] != "").to_numpy()
    place = np.flatnonzero(found.usable & own & shown)
    order = {indicator.id: number for number, indicator in enumerate(framework.indicators)}
    newest: dict[str, int] = {}
    for row in sorted(place, key=lambda r: by_end(found.periods[r])):
        newest[found.indicators[row].id] = int(row)
    return results.iloc[[newest[i] for i in sorted(newest, key=lambda i: order[i])]]


def _described(found: Resolved) -> dict[str, pd.Series]:
    """The indicator's name, unit and polarity and the period's days, wherever they are known."""
    words = {
        name: pd.Series([getattr(i, name) if i is not None else "" for i in found.indicators], dtype=object)
        for name in DESCRIBING[:3]
    }
    days = {
        f"period_{end}": pd.Series(
            np.array([getattr(p, end) if p is not None else None for p in found.periods], "datetime64[s]")
        )
        for end in ("start", "end")
    }
    return words | days


def _not_a_number(what: str) -> str:
    return f"{what} is not a number" if what else ""


def _part(found: Resolved, place: NDArray[np.intp]) -> Resolved:
    return Resolved(found.indicators[place], found.areas[place], found.periods[place], found.reasons[place])


def _one_indicator(rows: pd.DataFrame, found: Resolved, framework: Framework) -> Columns:
    """All result columns for the rows of one indicator."""
    indicator: Indicator = found.indicators[0]
    areas: NDArray[np.object_] = found.areas
    given = {name: rows[name].to_numpy(float) for name in ("count", "denominator", "value", "lower", "upper")}
    national = np.array([a.kind == "country" for a in areas], bool)
    symbols = rows[SYMBOL].to_numpy(object) if SYMBOL in rows else None
    values = values_of(indicator, **given, is_national=national, given_symbol=symbols)
    series = Series(
        np.array([a.id for a in areas], object),
        np.array([p.start for p in found.periods], "datetime64[D]"),
        np.array([p.end for p in found.periods], "datetime64[D]"),
        ~np.isnan(values.value),
    )
    columns: Columns = {
        name: getattr(values, name)
        for name in ("count", "denominator", "value", "lower", "upper", "interval", "withheld", "reason")
    }
    columns |= _compared(indicator, values, series, framework)
    columns |= _history(indicator, values, series, found.periods)
    columns |= _against_target(indicator, values, found, columns["previous"], framework)
    columns["sentence"] = sentences(indicator, columns, framework)
    return columns


def _compared(indicator: Indicator, values: Values, series: Series, framework: Framework) -> Columns:
    """Each row beside the comparators of the same period."""
    columns: Columns = {}
    has_interval = ~np.isnan(values.lower) & ~np.isnan(values.upper)
    people = np.full(len(series.area), np.nan)
    for comparator in framework.comparators:
        at = np.flatnonzero((series.area == comparator) & series.usable)
        value_at = {(series.start[r], series.end[r]): values.value[r] for r in at}
        other = np.array([value_at.get(key, np.nan) for key in zip(series.start, series.end, strict=True)], float)
        other[(series.area == comparator) | ~series.usable] = np.nan
        words = compare(values.value, values.lower, values.upper, other, indicator.polarity).astype(object)
        words = np.where(np.isnan(other), "", np.where(has_interval, words, NOT_COMPARED))
        columns[compared(comparator, "value")] = other
        columns[compared(comparator, "comparison")] = words
        columns[compared(comparator, "in_interval")] = _inside(other, values)
        people = np.where(np.isnan(people), _people(indicator, values, other), people)
    columns["people_to_comparator"] = people
    return columns


def _people(indicator: Indicator, values: Values, goal: NDArray[np.float64]) -> NDArray[np.float64]:
    """Whole people between a counted value and a goal; NaN where people were not counted or nothing is good."""
    if indicator.measure not in COUNTED or indicator.polarity == "none":
        return np.full(len(goal), np.nan)
    usable = values.interval == "computed"
    count, base = np.where(usable, values.count, np.nan), np.where(usable, values.denominator, np.nan)
    return people_to_target(count, base, goal, indicator.polarity, indicator.multiplier)


def _inside(other: NDArray[np.float64], values: Values) -> NDArray[np.float64]:
    """1 where a number lies within the value's own interval, 0 where it does not, NaN where that is unknown."""
    with np.errstate(invalid="ignore"):
        within = (other >= values.lower) & (other <= values.upper)
    return np.where(np.isnan(other) | np.isnan(values.lower) | np.isnan(values.upper), np.nan, within)


def _history(indicator: Indicator, values: Values, series: Series, periods: NDArray[np.object_]) -> Columns:
    """Previous point, direction of travel and recent trend of each row."""
    before = previous_rows(series, indicator)
    known = before >= 0
    previous = np.where(known & series.usable, values.value[before], np.nan)
    trend = _trends(indicator, values, series)
    labels = np.array([str(p) for p in periods], object)
    return {
        "previous": previous,
        "previous_period": np.where(~np.isnan(previous), labels[before], ""),
        "direction": np.where(np.isnan(previous), "", direction(values.value, previous, indicator.polarity)),
        "trend": np.where(series.usable, trend.words, ""),
        "trend_reason": np.where(series.usable, trend.reasons, ""),
    }


def _trends(indicator: Indicator, values: Values, series: Series) -> RecentTrend:
    """Recent trend up to each row: from counts where all five points have them, else from values and intervals."""
    window = latest_points(series)
    counted = (values.interval == "computed") & (indicator.measure == "proportion")

    def points(column: NDArray, blank: ArrayLike = np.nan) -> NDArray:
        return np.where(window >= 0, column[window], blank)

    return recent_trend(
        indicator.polarity,
        counts=points(np.where(counted, values.count, np.nan)),
        denominators=points(np.where(counted, values.denominator, np.nan)),
        values=points(values.value),
        lowers=points(values.lower),
        uppers=points(values.upper),
        starts=points(series.start, np.datetime64("NaT")),
        ends=points(series.end, np.datetime64("NaT")),
        breaks=np.array([p.start for p in indicator.breaks], "datetime64[D]"),
    )


def _against_target(
    indicator: Indicator, values: Values, found: Resolved, previous: NDArray[np.float64], framework: Framework
) -> Columns:
    """Target, rating, gap and people for rows of the framework's own area; blank elsewhere."""
    size = len(values.value)
    target, final = np.full(size, np.nan), np.full(size, np.nan)
    rating = np.full(size, "", object)
    home = np.array([a.id == framework.home for a in found.areas], bool)
    rows_of: dict[Period, list[int]] = {}
    for row in np.flatnonzero(home):
        rows_of.setdefault(found.periods[row], []).append(int(row))
    for period, place in rows_of.items():
        stands = standing(indicator, period)
        target[place], final[place] = stands.target, stands.final
        rating[place] = rated_values(
            indicator,
            stands,
            values.value[place],
            previous=previous[place],
            lower=values.lower[place],
            upper=values.upper[place],
        )
    wanted = indicator.target
    has_target = wanted is not None and indicator.polarity != "none"
    minimum = wanted.minimum if wanted is not None and wanted.minimum is not None else np.nan
    short = gap(values.value, final, indicator.polarity) if has_target else np.full(size, np.nan)
    return {
        "target": target,
        "target_final": final,
        "target_due": np.where(home & has_target, str(wanted.due) if wanted else "", ""),
        "minimum": np.where(home & has_target, minimum, np.nan),
        "agreed": np.where(home & has_target, float(wanted.agreed) if wanted else np.nan, np.nan),
        "rating": rating,
        "gap": short,
        "people_to_target": _people(indicator, values, final),
        "target_in_interval": _inside(np.where(np.isin(rating, COLOURS), target, final), values),
    }  # fmt: skip


COLOURS = ("Green", "Amber", "Red")
"""The ratings that are about where the trajectory stands; all else is about the target in the end."""
TEXT = ("interval", "previous_period", "direction", "trend", "trend_reason", "target_due", "rating", "withheld",
        "reason", "sentence")  # fmt: skip
WHOLE = ("people_to_target", "people_to_comparator")
TRUTH = ("target_in_interval", "agreed")


def result_columns(framework: Framework) -> tuple[str, ...]:
    """The columns that `evaluate` adds to the observation columns, in order."""
    beside = [compared(c, what) for c in framework.comparators for what in ("value", "comparison", "in_interval")]
    return ("interval", *beside, "people_to_comparator", "previous", "previous_period", "direction", "trend",
            "trend_reason", "target", "target_final", "target_due", "minimum", "agreed", "rating", "gap",
            "people_to_target", "target_in_interval", "withheld", "reason", "sentence", *DESCRIBING)  # fmt: skip


def _blank(size: int, framework: Framework) -> Columns:
    numbers = [c for c in COLUMNS if c in ("count", "denominator", "value", "lower", "upper")]
    names = (*numbers, *(name for name in result_columns(framework) if name not in DESCRIBING))
    return {n: np.full(size, "" if _is_text(n) else np.nan, object if _is_text(n) else float) for n in names}


def _is_text(name: str) -> bool:
    return name in TEXT or name.endswith("_comparison")


def _typed(results: Columns) -> dict[str, pd.Series]:
    """Numbers as floats, whole people as nullable integers, truths as nullable booleans, words as objects."""
    typed: dict[str, pd.Series] = {}
    for name, column in results.items():
        if name in WHOLE:
            typed[name] = pd.Series(column).astype("Int64")
        elif name in TRUTH or name.endswith("_in_interval"):
            typed[name] = pd.Series(column).map({1.0: True, 0.0: False}).astype("boolean")
        else:
            typed[name] = pd.Series(column)
    return typed
