"""Protect the areas within the framework's own: what one withholds, the others and the total must not give away."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tht_xl.disclosure.one_way import suppress
from tht_xl.disclosure.rules import WITHHELD, find_disclosure_rule
from tht_xl.evaluation.evaluate import evaluate
from tht_xl.evaluation.rows.given import COUNTED, SOURCE_SAYS
from tht_xl.evaluation.rows.observations import SYMBOL
from tht_xl.evaluation.sentence import no_value
from tht_xl.model.definition import Framework, Indicator


def evaluate_protected(observations: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """Return what `evaluate` does, with the areas within the framework's own protected together."""
    withhold = areas_to_withhold(observations, framework)
    return with_reasons(evaluate(with_symbols(observations, withhold), framework), withhold, framework)


def areas_to_withhold(observations: pd.DataFrame, framework: Framework) -> NDArray[np.bool_]:
    """Return which rows to withhold so that nobody can subtract a small area from a total.

    The areas of one kind, for one indicator and period, are a table of which the total is published: their sum. It is
    protected as such, numerators and, for a proportion, those not counted. Where areas of several kinds are given
    (wards, and localities made of them) and any is small, only the kind with the fewest areas is shown.

    Args:
        observations: The month's observations, with ids.
        framework: The definitions. Only indicators that are counted, under a rule that withholds, are looked at.
    """
    withheld = np.zeros(len(observations), bool)
    strict = {
        i.id: i
        for i in framework.indicators
        if i.measure in COUNTED and find_disclosure_rule(i.disclosure).suppression_threshold
    }
    apart = (framework.home, *framework.comparators)
    # The memory may hold a row of an area that the framework has since given up; evaluation says so, and goes on.
    kinds_of = {area.id: area.kind for area in framework.areas if area.id not in apart}
    is_part = observations["indicator"].isin(list(strict)) & observations["area"].isin(list(kinds_of))
    parts = observations[is_part].assign(place=np.flatnonzero(is_part))
    if len(parts):
        parts["kind"] = parts["area"].map(kinds_of)
    for name, group in parts.groupby(["indicator", "period"], sort=False) if len(parts) else ():
        indicator = strict[str(name[0])]
        kinds = [kind for _, kind in group.groupby("kind", sort=False)]
        hidden = [_are_hidden(kind, indicator) for kind in kinds]
        fewest = min(range(len(kinds)), key=lambda n: (len(kinds[n]), n))
        is_linked = len(kinds) > 1 and any(each.any() for each in hidden)
        for number, kind in enumerate(kinds):
            withheld[kind["place"]] = True if is_linked and number != fewest else hidden[number]
    return withheld


def _are_hidden(areas: pd.DataFrame, indicator: Indicator) -> NDArray[np.bool_]:
    """Return which areas of one kind are small, or cover for a small one."""
    count, base = (areas[name].to_numpy(float) for name in ("count", "denominator"))
    hidden = _line(count, indicator)
    if indicator.measure == "proportion" and find_disclosure_rule(indicator.disclosure).protects_complements:
        hidden |= _line(base - count, indicator)
    return hidden


def _line(counts: NDArray[np.float64], indicator: Indicator) -> NDArray[np.bool_]:
    known = ~np.isnan(counts) & (counts >= 0)
    hidden = np.zeros(len(counts), bool)
    if known.any():
        shown = suppress(counts[known], indicator.disclosure, counts[known].sum())
        # The total is out already, so it cannot be withheld in the place of a cell. Of 3, 6 and 0 beside their total of
        # 9, showing 6 and 0 would tell the 3: none is shown.
        needs_total = shown.totals is not None and bool((shown.totals.symbols == WITHHELD).any())
        hidden[known] = needs_total | (shown.symbols == WITHHELD) | np.isnan(shown.counts)
    return hidden


def with_symbols(observations: pd.DataFrame, withhold: NDArray[np.bool_]) -> pd.DataFrame:
    """Return the observations, with the symbol of a withheld value on these rows."""
    if not withhold.any():
        return observations
    symbol = observations[SYMBOL].astype(object) if SYMBOL in observations else pd.Series("", index=observations.index)
    return observations.assign(**{SYMBOL: symbol.where(symbol.notna(), "").mask(withhold, WITHHELD)})


def with_reasons(results: pd.DataFrame, withhold: NDArray[np.bool_], framework: Framework) -> pd.DataFrame:
    """Return the results, with the rule as the reason where the symbol is ours and not the source's."""
    ours = withhold & (results["reason"] == SOURCE_SAYS[WITHHELD]).to_numpy()
    if not ours.any():
        return results
    rules = {i.id: f"withheld: disclosure rule {i.disclosure}, beside other areas" for i in framework.indicators}
    reason = results["indicator"][ours].map(rules)
    changed = results.copy()
    changed.loc[ours, "reason"] = reason
    changed.loc[ours, "sentence"] = reason.map(no_value)
    return changed
