"""Mark what was revised this month: before and after, as the paper may show them."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from tht_xl.disclosure.rules import find_disclosure_rule
from tht_xl.evaluation.evaluate import evaluate
from tht_xl.evaluation.sentence import with_unit
from tht_xl.framework.lookup import find_area, find_indicator
from tht_xl.model.definition import Framework
from tht_xl.month.closing.results_table import Seen
from tht_xl.month.memory.row import Key, Remembered, as_frame

MORE_DECIMALS = 5
HIDDEN = "a value that is not repeated"
NOTHING_SEEN = Seen()
FIGURES = ("count", "denominator", "value", "lower", "upper")
CLOSE_ENOUGH = 1e-12
"""How far apart, as a fraction of it, two readings of one figure may be: the last bits differ between computers."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A figure that took the place of an earlier month's, both in words."""

    key: Key
    before: str
    after: str
    month: str

    def line(self, framework: Framework) -> str:
        """Return the revision as a line of text."""
        indicator, area, period = self.key
        names = f"{find_indicator(framework, indicator).label}, {find_area(framework, area).name}, {period}"
        return f"{names}: {self.after}, before {self.before} ({self.month})"


def mark_revised(
    results: pd.DataFrame, revised: Mapping[Key, Remembered], framework: Framework, seen: Seen = NOTHING_SEEN
) -> tuple[pd.DataFrame, tuple[Revision, ...]]:
    """Return the results with the columns revised, value_before and month_before; and each revision in words.

    Both figures are compared as they are released: a count that changes within its rounding changes nothing, and
    says nothing. Where this month's figure is withheld, the one before it is not repeated. Once a month has been
    closed, figures are compared with what the board saw in it; those that it did not see, with the month before.

    Args:
        results: What `evaluate` returned.
        revised: What counted before, by key, where this month gave other figures.
        framework: The definitions.
        seen: What the board saw last, by key.
    """
    size = len(results)
    is_revised, value_before = [False] * size, [float("nan")] * size
    month_before, said = [""] * size, []
    before = _release_rows(revised, framework)
    for place, row in enumerate(results.to_dict("records")):
        key = (row["indicator"], row["area"], row["period"])
        if key in seen.rows:
            old, month = seen.rows[key], seen.month
        elif row["returned_in"] and key in before:
            old, month = before[key], str(revised[key].month)
        else:
            continue
        if shows_the_same(row, old):
            continue
        is_revised[place], month_before[place] = True, month
        hidden = bool(row["withheld"]) or _belongs_to_a_table(key, framework)
        if not hidden:
            value_before[place] = float(old["value"])
        said.append(
            Revision(
                key, HIDDEN if hidden else _words(old, row, key, framework), _words(row, old, key, framework), month
            )
        )
    marked = results.assign(revised=is_revised, value_before=value_before, month_before=month_before)
    return marked, tuple(said)


def _release_rows(revised: Mapping[Key, Remembered], framework: Framework) -> dict[Key, dict]:
    if not revised:
        return {}
    rows = evaluate(as_frame(revised.values()), framework).to_dict("records")
    return dict(zip(revised, rows, strict=True))


def shows_the_same(row: Mapping, old: Mapping) -> bool:
    """Return whether two rows show the same figures: value, interval and counts, and what is withheld."""
    return row["withheld"] == old["withheld"] and all(_is_same_figure(row[name], old[name]) for name in FIGURES)


def _is_same_figure(one: object, other: object) -> bool:
    """Return whether two figures are one, or are both missing."""
    if isinstance(one, float) and isinstance(other, float):
        return (math.isnan(one) and math.isnan(other)) or math.isclose(one, other, rel_tol=CLOSE_ENOUGH)
    return one == other


def _belongs_to_a_table(key: Key, framework: Framework) -> bool:
    """Return whether the row is one of several areas that protect each other: an earlier value could reveal another."""
    indicator, area, _ = key
    if area in (framework.home, *framework.comparators):
        return False
    return find_disclosure_rule(find_indicator(framework, indicator).disclosure).suppression_threshold > 0


def _words(row: Mapping, other: Mapping, key: Key, framework: Framework) -> str:
    """Return a value with its unit; with more digits where both would read alike."""
    if pd.isna(row["value"]):
        return row["withheld"] or "no value"
    indicator = find_indicator(framework, key[0])
    said = with_unit(indicator, row["value"])
    if row["value"] == other["value"]:
        # The interval, or the counts behind it, changed and the value did not.
        limits = [row["lower"], row["upper"]]
        if any(map(pd.isna, limits)):
            return f"{said} (no interval)"
        return f"{said} ({' to '.join(with_unit(indicator, limit) for limit in limits)})"
    alike = not pd.isna(other["value"]) and said == with_unit(indicator, other["value"])
    return with_unit(indicator.model_copy(update={"decimals": MORE_DECIMALS}), row["value"]) if alike else said
