"""Columns by the names that analysts give them: understood where they mean one thing only, else named in the error."""

import re
from collections import defaultdict
from collections.abc import Iterable

import pandas as pd

from tht_xl.errors import DomainError

NAMES: dict[str, tuple[str, ...]] = {
    "indicator": ("indicator_id", "indicatorid"),
    "area": ("area_id", "areaid", "area_code", "areacode", "geography_code", "area_name", "areaname", "geography_name"),
    "period": ("time_period", "timeperiod", "reporting_period", "year"),
    "sex": (),
    "age": (),
    "count": ("counts", "numerator", "numerators"),
    "denominator": ("denominators",),
    "value": ("values",),
    "lower": ("lower_limit", "lower_ci", "lower_cl", "lowercl", "lower_ci_limit", "lower_ci_95_0_limit", "lower_95"),
    "upper": ("upper_limit", "upper_ci", "upper_cl", "uppercl", "upper_ci_limit", "upper_ci_95_0_limit", "upper_95"),
    "source": (),
}
"""Each observation column, and what else it is called: headings of our returns, of Fingertips and of nomis.

Capitals, blanks and signs do not matter. Of several that tell the same area the first in this order is taken.
"""

_FIGURES = ("count", "denominator", "value")
_MAY_BE_FIGURES = {
    "count": re.compile(r"cases|events|observed|(?:^|_)(?:n|num|numer|number|obs)(?:_|$)"),
    "denominator": re.compile(r"denom|population|eligible|(?:^|_)(?:den|pop|base|total)(?:_|$)"),
    "value": re.compile(r"value|rate|pct|percent|percentage|proportion|prevalence|total|number"),
}
_MAY_BE = {
    "indicator": re.compile(r"indicator|measure|metric"),
    "area": re.compile(r"area|geography|borough|ward|place|location|region"),
    "period": re.compile(r"period|year|date|month|quarter|time"),
}


def with_known_names(observations: pd.DataFrame, required: Iterable[str]) -> pd.DataFrame:
    """Return the observations with their columns under the names that `evaluate` knows.

    A column that has its name already is left alone, and so is every other column. A count is renamed, not copied: what
    is not released must not stay beside what is.

    Raises:
        DomainError: It is not a frame, a required column is missing, or two columns could be the same one.
    """
    if not isinstance(observations, pd.DataFrame):
        raise DomainError(
            f"observations are a {type(observations).__name__}; expected a pandas DataFrame",
            remedy="Make one with pd.DataFrame(...)",
        )
    given = [name for name in observations.columns if isinstance(name, str)]
    candidates = _candidates(given)
    for name, found in candidates.items():
        if len(found) > 1 and name != "area":
            listed = f"{', '.join(map(repr, found[:-1]))} and {found[-1]!r}"
            raise _refusal(f"{listed} can each be the column {name!r}", found[0], name)
    missing = [name for name in required if name not in given and name not in candidates]
    if missing:
        what = f"no column {', '.join(map(repr, missing))}"
        for name in missing:
            resembling = [each for each in given if each not in NAMES and _MAY_BE[name].search(plain(each))]
            if resembling:
                raise _refusal(f"{what}; {resembling[0]!r} may be {name!r}", resembling[0], name)
        raise DomainError(what, where="observations", remedy=f"Observations need the columns {', '.join(required)}")
    _check_figures([name for name in _FIGURES if name in given or name in candidates], given)
    return (
        observations.rename(columns={found[0]: name for name, found in candidates.items()})
        if candidates
        else observations
    )


def _check_figures(there: list[str], given: list[str]) -> None:
    """Name a column that may be one of the figures, where without it no row could have a value."""
    if "value" in there or {"count", "denominator"} <= {*there}:
        return
    wanted = [name for name in _MAY_BE_FIGURES if name not in there and (not there or name != "value")]
    for name in wanted:
        for each in given:
            if each not in NAMES and _MAY_BE_FIGURES[name].search(plain(each)):
                what = "no column 'value', nor 'count' and 'denominator'" if not there else f"no column {name!r}"
                raise _refusal(f"{what}; {each!r} may be {name!r}", each, name)


def _candidates(given: list[str]) -> dict[str, list[str]]:
    """Return the columns that may be meant by each observation column that is not there under its own name."""
    meant = {also: name for name, others in NAMES.items() for also in (name, *others)}
    found: defaultdict[str, list[str]] = defaultdict(list)
    for each in given:
        name = meant.get(plain(each))
        if name is not None and name not in given:
            found[name].append(each)
    found["area"].sort(key=lambda each: NAMES["area"].index(plain(each)) if plain(each) != "area" else -1)
    return {name: each for name, each in found.items() if each}


def _refusal(what: str, found: str, name: str) -> DomainError:
    return DomainError(
        what,
        where="observations",
        remedy=f"Rename the one that is: observations.rename(columns={{{found!r}: {name!r}}})",
    )


def plain(name: str) -> str:
    """Return a column's name in small letters, with underscores for whatever is neither letter nor digit."""
    return re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")
