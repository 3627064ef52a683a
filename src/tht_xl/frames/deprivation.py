"""Values by deprivation quantile, and why a group has no line through them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

import numpy as np
import pandas as pd

from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.frames.grouping.columns import brief, check_distinct, checked_frame, numbers_of
from tht_xl.frames.grouping.complaints import RowCheck, group_reasons, population_checks, row_place, value_checks
from tht_xl.frames.grouping.groups import By, Groups, group_rows, names_of
from tht_xl.frames.grouping.panels import repeats
from tht_xl.frames.grouping.result import one_row_each
from tht_xl.stats.arrays import Numbers, Words
from tht_xl.stats.distributions.normal_limits import standard_error
from tht_xl.stats.quantile import MAX_QUANTILES
from tht_xl.stats.slope_fit import SCALES

ONE_GROUP = "a single quantile; expected two or more"


@dataclass(frozen=True, slots=True)
class Deprivation:
    """Rows of values, each a deprivation quantile of a group.

    Attributes:
        groups: Of the rows.
        order: The quantiles. [1 is the most deprived]
        values: Of the rows.
        errors: Their standard errors on the scale.
        populations: Of the rows. [people]
        base: One row for each group.
        reasons: What is wrong with the rows of each group; "".
        limit_reasons: Why there is no standard error where a row has an impossible limit; "".
    """

    groups: Groups
    order: Numbers
    values: Numbers
    errors: Numbers
    populations: Numbers
    base: pd.DataFrame
    reasons: Words
    limit_reasons: Words

    def explain(self, codes: Words, sentences: Mapping[str, str]) -> Words:
        """Return why a group has no value or no limits: its rows, or the method's reason code."""
        reasons = self.reasons.copy()
        for group in np.flatnonzero((codes != "") & (reasons == "")).tolist():
            of_limits = self.limit_reasons[group] if codes[group] == "no-standard-error" else ""
            reasons[group] = of_limits or sentences.get(codes[group], codes[group])
        return reasons


def deprivation(
    frame: pd.DataFrame,
    value: str,
    population: str,
    quantile: str,
    spread: tuple[str | None, str, str],
    by: By,
    scale: str,
    number: float | str | None,
) -> Deprivation:
    """Return the rows of a frame by group and quantile.

    Args:
        frame: The rows.
        value: Column of the values.
        population: Column of the populations.
        quantile: Column of the quantiles' numbers.
        spread: Column of the standard errors, or None; columns of the lower and upper 95% limits.
        by: Columns that tell groups apart.
        scale: "linear", "log" or "logit".
        number: How many quantiles a group has, or the column that holds it; None for as many as most groups have.

    Raises:
        DomainError: A column is not numeric, or one column is named for two arguments.
        UnknownNameError: A column is not in the frame, or the scale is unknown.
    """
    checked_frame(frame)
    if not isinstance(scale, str) or scale not in SCALES:
        raise UnknownNameError("scale", str(scale), list(SCALES))
    error, lower, upper = spread
    own = {"lower": lower, "upper": upper} if error is None else {"standard_error": error}
    columns = {"value": value, "population": population, "quantile": quantile, **own}
    keys = names_of(by)
    check_distinct({**columns, **{f"by {number}": name for number, name in enumerate(keys, 1)}})
    found = {argument: numbers_of(frame, name, argument=argument) for argument, name in columns.items()}
    groups = group_rows(frame, keys)
    place, quantiles = row_place(frame), found["quantile"]
    errors, limits = _spread(found, scale)
    checks: list[RowCheck] = [
        *_quantile_checks(groups, quantiles),
        *value_checks("value", found["value"]),
        *population_checks("population", found["population"]),
        *([] if error is None else limits),
    ]
    reasons = group_reasons(checks, groups, place)
    sizes = np.bincount(groups.codes, minlength=len(groups))
    reasons[(sizes < 2) & (reasons == "")] = ONE_GROUP
    for group, text in lacking(groups, quantiles, numbers_of_quantiles(frame, number, groups, quantiles), reasons):
        reasons[group] = text
    base = one_row_each(frame, groups, used=columns.values())
    limit_reasons = group_reasons([] if error else limits, groups, place)
    return Deprivation(groups, quantiles, found["value"], errors, found["population"], base, reasons, limit_reasons)


def _quantile_checks(groups: Groups, quantiles: Numbers) -> list[RowCheck]:
    whole = (quantiles >= 1) & (quantiles == np.floor(quantiles)) & np.isfinite(quantiles)
    return [
        RowCheck(np.isnan(quantiles), "the quantile is missing"),
        RowCheck(~whole, "the quantile is {}; expected a whole number from 1", quantiles),
        RowCheck(repeats(groups, quantiles), "the quantile {} occurs again; expected one row for each", quantiles),
    ]


def _spread(found: Mapping[str, Numbers], scale: str) -> tuple[Numbers, list[RowCheck]]:
    """Return standard errors on the scale, missing where the limits are impossible, and what can be wrong with them."""
    if "standard_error" in found:
        errors = found["standard_error"]
        wrong = (errors < 0) | np.isinf(errors)
        return errors, [RowCheck(wrong, "the standard error is {}; expected 0 or more", errors)]
    lower, upper = found["lower"], found["upper"]
    checks = [
        *_limit_checks("lower", lower, scale),
        *_limit_checks("upper", upper, scale),
        RowCheck(lower > upper, "the lower limit is {}; expected at most the upper limit", lower),
    ]
    fine = ~np.logical_or.reduce([check.flags for check in checks])
    with np.errstate(all="ignore"):
        if scale == "log":
            lower, upper = np.log(lower), np.log(upper)
        elif scale == "logit":
            lower, upper = np.log(lower / (1 - lower)), np.log(upper / (1 - upper))
        return np.where(fine, standard_error(lower, upper), np.nan), checks


def _limit_checks(name: str, limits: Numbers, scale: str) -> list[RowCheck]:
    wrong, rule = np.isinf(limits), "a number"
    if scale == "log":
        wrong, rule = wrong | (limits <= 0), "above 0"
    elif scale == "logit":
        wrong, rule = (limits <= 0) | (limits >= 1), "between 0 and 1"
    return [
        RowCheck(np.isnan(limits), f"the {name} limit is missing"),
        RowCheck(wrong, f"the {name} limit is {{}}; expected {rule} on the {scale} scale", limits),
    ]


MAX_NAMED = 3
"""Missing quantiles named in one message; the others are counted."""


def numbers_of_quantiles(
    frame: pd.DataFrame, number: float | str | None, groups: Groups, quantiles: Numbers
) -> Numbers:
    """Return how many quantiles each group has.

    Args:
        frame: The rows.
        number: The same for all groups, the column that holds it, or None for as many as most groups have, and more
            where a group has a higher one.
        groups: Of the rows.
        quantiles: Of the rows.

    Raises:
        DomainError: It is not a whole number from 2, or the column is not numeric.
        UnknownNameError: No column has this name.
    """
    if isinstance(number, str):
        return numbers_of(frame, number, argument="number")[groups.first]
    if number is None:
        highest = _highest(groups, quantiles)
        sizes, times = np.unique(highest[np.isfinite(highest)], return_counts=True)
        # Of two equally common ones the higher: a group that lacks its last quantile has one too few.
        usual = sizes[::-1][np.argmax(times[::-1])] if sizes.size else 0.0
        return np.maximum(highest, usual)
    is_number = isinstance(number, int | float | np.number) and not isinstance(number, bool)
    if not is_number or not 2 <= number <= MAX_QUANTILES or number % 1:
        raise DomainError(f"number is {brief(number)}; expected a whole number from 2", remedy="Use 10, 5 or 4")
    return np.full(len(groups), float(number))


def lacking(groups: Groups, quantiles: Numbers, number: Numbers, reasons: Words) -> Iterator[tuple[int, str]]:
    """Yield the groups without a reason yet that lack a quantile or have one too many, and what to say.

    Args:
        groups: Of the rows.
        quantiles: Of the rows; whole numbers from 1, each once, in the groups without a reason.
        number: How many each group has.
        reasons: Of the groups.
    """
    rows = np.argsort(groups.codes, kind="stable")
    sizes = np.bincount(groups.codes, minlength=len(groups))
    ends = np.cumsum(sizes)
    highest = _highest(groups, quantiles)
    for group in np.flatnonzero((reasons == "") & ((sizes != number) | (highest != number))).tolist():
        there = set(quantiles[rows[ends[group] - sizes[group] : ends[group]]].tolist())
        yield group, _complaint(there, float(number[group]))


def _highest(groups: Groups, quantiles: Numbers) -> Numbers:
    highest = np.full(len(groups), -np.inf)
    np.fmax.at(highest, groups.codes, quantiles)
    return highest


def _complaint(there: set[float], number: float) -> str:
    if not (number >= 2 and number % 1 == 0):
        return f"the number of quantiles is {number:g}; expected a whole number from 2"
    beyond = max(there)
    if beyond > number:
        return f"the quantile is {beyond:g}; expected 1 to {number:g}"
    absent = int(number) - len(there)
    named = list(islice((each for each in range(1, int(number) + 1) if each not in there), MAX_NAMED))
    more = f" and {absent - len(named)} more" if absent > len(named) else ""
    listed = f"quantile{'s' if absent > 1 else ''} {', '.join(map(str, named))}{more}"
    return f"no row for {listed}; expected all of 1 to {number:g}"
