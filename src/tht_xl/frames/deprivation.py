"""Values by deprivation quantile, and why a group has no line through them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from tht_xl.errors import UnknownNameError
from tht_xl.frames.columns import check_distinct, checked_frame, numbers_of
from tht_xl.frames.complaints import Check, group_reasons, population_checks, row_place, value_checks
from tht_xl.frames.groups import By, Groups, group_rows, names_of
from tht_xl.frames.result import one_row_each
from tht_xl.stats.arrays import Flags, Numbers, Words
from tht_xl.stats.normal_limits import standard_error
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
    """

    groups: Groups
    order: Numbers
    values: Numbers
    errors: Numbers
    populations: Numbers
    base: pd.DataFrame
    reasons: Words

    def explained(self, codes: Words, sentences: Mapping[str, str]) -> Words:
        """Why a group has no value or no limits: its rows, or the method's reason code."""
        reasons = self.reasons.copy()
        for group in np.flatnonzero((codes != "") & (reasons == "")).tolist():
            reasons[group] = sentences.get(codes[group], codes[group])
        return reasons


def deprivation(
    frame: pd.DataFrame,
    value: str,
    population: str,
    quantile: str,
    spread: tuple[str | None, str, str],
    by: By,
    scale: str,
) -> Deprivation:
    """The rows of a frame by group and quantile.

    Args:
        frame: The rows.
        value: Column of the values.
        population: Column of the populations.
        quantile: Column of the quantiles' numbers.
        spread: Column of the standard errors, or None; columns of the lower and upper 95% limits.
        by: Columns that tell groups apart.
        scale: "linear", "log" or "logit".

    Raises:
        DomainError: A column holds no numbers, or one column is named for two arguments.
        UnknownNameError: A column is not in the frame, or the scale is unknown.
    """
    checked_frame(frame)
    if scale not in SCALES:
        raise UnknownNameError("scale", str(scale), list(SCALES))
    error, lower, upper = spread
    own = {"lower": lower, "upper": upper} if error is None else {"standard_error": error}
    columns = {"value": value, "population": population, "quantile": quantile, **own}
    keys = names_of(by)
    check_distinct({**columns, **{f"by {number}": name for number, name in enumerate(keys, 1)}})
    found = {argument: numbers_of(frame, name, argument=argument) for argument, name in columns.items()}
    groups = group_rows(frame, keys)
    checks: list[Check] = [
        Check(np.isnan(found["quantile"]), "the quantile is missing"),
        Check(_repeats(groups, found["quantile"]), "the quantile {} occurs again", found["quantile"]),
        *value_checks("value", found["value"]),
        *population_checks("population", found["population"]),
    ]
    reasons = group_reasons(checks, groups, row_place(frame))
    sizes = np.bincount(groups.codes, minlength=len(groups))
    reasons[(sizes < 2) & (reasons == "")] = ONE_GROUP
    base = one_row_each(frame, groups, used=columns.values())
    errors = found["standard_error"] if error else _errors(found["lower"], found["upper"], scale)
    return Deprivation(groups, found["quantile"], found["value"], errors, found["population"], base, reasons)


def _repeats(groups: Groups, quantiles: Numbers) -> Flags:
    """Rows whose quantile is that of an earlier row of the group."""
    rows = np.lexsort((quantiles, groups.codes))
    repeats = np.zeros(len(rows), bool)
    code, number = groups.codes[rows], quantiles[rows]
    repeats[rows[1:]] = (code[1:] == code[:-1]) & (number[1:] == number[:-1])
    return repeats


def _errors(lower: Numbers, upper: Numbers, scale: str) -> Numbers:
    with np.errstate(all="ignore"):
        if scale == "log":
            lower, upper = np.log(lower), np.log(upper)
        elif scale == "logit":
            lower, upper = np.log(lower / (1 - lower)), np.log(upper / (1 - upper))
        return standard_error(lower, upper)
