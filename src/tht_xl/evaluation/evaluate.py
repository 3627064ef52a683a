"""Evaluate observations against a framework: value, comparison, trend, target, rating and a plain sentence."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tht_xl.evaluation.frame import with_columns
from tht_xl.evaluation.rows.by_row import Work, fill_columns
from tht_xl.evaluation.rows.column_names import with_known_names
from tht_xl.evaluation.rows.observations import (
    REQUIRED,
    SYMBOL,
    check_columns,
    observed_columns,
    read_observations,
)
from tht_xl.evaluation.rows.resolve import Resolved, resolve, resolve_texts
from tht_xl.evaluation.schema import blank_columns, typed_columns
from tht_xl.evaluation.sentence_columns import no_values
from tht_xl.framework.load import load_framework
from tht_xl.model.definition import Framework
from tht_xl.model.periods.period import Period

Columns = dict[str, NDArray[Any]]

NAMES = ("name", "unit", "polarity")
"""What the results say of each row's indicator, wherever it is known."""


def evaluate(observations: pd.DataFrame, framework: Framework | str | Path) -> pd.DataFrame:
    """Return what each observation means.

    Same rows, same order, same index; columns that are not observation columns pass through. A row that cannot be
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
    check_columns(observations)
    observed = read_observations(observations)
    found = resolve_texts(observed.texts, framework)
    mistakes = observed.mistakes
    found.reason.add(mistakes.codes, [f"{text} is not a number" if text else "" for text in mistakes.texts])
    symbols = observations[SYMBOL].to_numpy(object) if SYMBOL in observations else None
    results = blank_columns(len(observations), framework)
    unusable = ~found.usable
    is_computed = np.zeros(len(observations), bool)
    fill_columns(Work(framework, found, observed.numbers, symbols, np.flatnonzero(~unusable), results, is_computed))
    results["reason"][unusable] = found.reasons[unusable]
    results["sentence"][unusable] = no_values(results["reason"][unusable])
    described: Columns = {
        name: found.indicator.column(lambda i, name=name: str(getattr(i, name)), "") for name in NAMES
    }
    described |= {"period_start": days_of(found, "start"), "period_end": days_of(found, "end")}
    # A column of the same name that the observations came with is theirs.
    described = {name: column for name, column in described.items() if name not in observations}
    return with_columns(observations, observed_columns(observed) | typed_columns(results, framework) | described)


def latest(results: pd.DataFrame, framework: Framework, found: Resolved | None = None) -> pd.DataFrame:
    """Return the newest row of each indicator for the framework's own area, in the framework's order.

    `found` says what each row is about, where somebody has looked that up already. A row with a value, or one withheld,
    counts; one that could not be used, or is about a part, does not.
    """
    found = resolve(results, framework) if found is None else found
    own = found.area.column(lambda area: area.id == framework.home, False, bool)
    shown = results["value"].notna().to_numpy() | (results["withheld"] != "").to_numpy(bool)
    place = np.flatnonzero(found.usable & own & shown & (found.breakdown == 0))
    order = {indicator.id: number for number, indicator in enumerate(framework.indicators)}
    number = found.indicator.column(lambda each: order[each.id], -1, np.intp)[place]
    start, end = (days_of(found, name)[place] for name in ("start", "end"))
    # The period that ends last is the newest; of two, the one that begins last.
    sorted_rows = np.lexsort((start, end, number))
    is_last = np.diff(number[sorted_rows], append=-1) != 0
    return results.iloc[place[sorted_rows[is_last]]]


def days_of(found: Resolved, which: str) -> NDArray[np.datetime64]:
    """Return the first ("start") or last ("end") day of each row's period."""

    def day(period: Period) -> np.datetime64:
        return np.datetime64(getattr(period, which), "s")

    return found.period.column(day, np.datetime64("NaT"), "datetime64[s]")
