"""Sentences of many rows: each distinct piece is put into words once, and the pieces are joined as arrays."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tht_xl.evaluation.against_target import is_coloured
from tht_xl.evaluation.rows.coded import Codes, distinct_rows, number_alike, table
from tht_xl.evaluation.rows.observations import compared
from tht_xl.evaluation.rows.rounding import number_keys, share_keys
from tht_xl.evaluation.sentence import beside, beside_target, in_words, no_value
from tht_xl.model.definition import Framework, Indicator
from tht_xl.model.vocabulary import Comparison, Polarity, Rating
from tht_xl.monitoring.significant_digits import is_met

Columns = Mapping[str, NDArray[Any]]
Words = NDArray[np.object_]


def sentences(indicators: Sequence[Indicator], codes: Codes, columns: Columns, framework: Framework) -> Words:
    """Return a sentence for each row; the reason where there is no value.

    Examples of what comes out: "One in ten; worse than England; 41 fewer children would match England".

    Args:
        indicators: The indicators of the rows.
        codes: The place of each row's indicator among them.
        columns: What evaluation found: value, reason, rating, target, target_in_interval, people_to_comparator, and the
            value and comparison of each comparator.
        framework: The definitions.
    """
    has_value = ~np.isnan(columns["value"])
    if not has_value.all():
        said = np.full(len(codes), "", object)
        here = {name: column[has_value] for name, column in columns.items()}
        said[has_value] = sentences(indicators, codes[has_value], here, framework)
        said[~has_value] = no_values(columns["reason"][~has_value])
        return said
    pieces = [
        _values(indicators, codes, columns["value"]),
        _comparisons(indicators, codes, columns, framework),
        _targets(indicators, codes, columns),
    ]
    # Separated by semicolons, each combination once; a piece that says nothing is left out.
    combined, first = distinct_rows(*(piece_codes for piece_codes, _ in pieces))
    whole = np.full(len(first), "", object)
    for place, (piece_codes, texts) in enumerate(pieces):
        marked = [f"; {text}" if text and place else text for text in texts]
        whole = whole + table(marked, "")[piece_codes[first]]
    return whole[combined]


def no_values(reasons: Words) -> Words:
    """`no_value` for each of many reasons."""
    codes, distinct = pd.factorize(reasons)
    return table((no_value(str(reason)) for reason in distinct), "")[codes]


def _values(indicators: Sequence[Indicator], codes: Codes, value: NDArray[np.float64]) -> tuple[Codes, list[str]]:
    is_share = table((each.unit == "%" for each in indicators), False, bool)[codes] & (value >= 0) & (value <= 100)
    keys = np.empty(len(codes), np.int64)
    keys[is_share] = share_keys(value[is_share] / 100)
    decimals = table((each.decimals for each in indicators), 0, np.intp)[codes]
    keys[~is_share] = number_keys(value[~is_share], decimals[~is_share])
    # Two indicators put a value into the same words unless their units or decimals differ, or their rounding of counts.
    wording = number_alike(indicators, lambda i: (i.unit, i.decimals, i.disclosure if i.unit == "%" else ""))
    piece, first = distinct_rows(keys, is_share, wording[codes])
    return piece, [
        in_words(indicators[code], v) for code, v in zip(codes[first].tolist(), value[first].tolist(), strict=True)
    ]


def _comparisons(
    indicators: Sequence[Indicator], codes: Codes, here: Columns, framework: Framework
) -> tuple[Codes, list[str]]:
    """Return how each value compares with the first comparator that there is a word for."""
    names = {area.id: area.name for area in framework.areas}
    size = len(codes)
    which = np.full(size, -1, np.intp)
    words, other = np.full(size, "", object), np.full(size, np.nan)
    for place, comparator in enumerate(framework.comparators):
        found = (which < 0) & (here[compared(comparator, "comparison")] != "")
        which[found] = place
        words[found] = here[compared(comparator, "comparison")][found]
        other[found] = here[compared(comparator, "value")][found]
    word, distinct = pd.factorize(words)
    people = here["people_to_comparator"]
    # A row without an interval says the other value, a row that is worse says the people; no other piece has a number.
    is_shown = table((str(each).startswith(Comparison.NOT_COMPARED) for each in distinct), False, bool)[word]
    is_worse = table((each == Comparison.WORSE for each in distinct), False, bool)[word] & (people > 0)
    keys = np.zeros(size, np.int64)
    decimals = table((each.decimals for each in indicators), 0, np.intp)[codes]
    keys[is_shown] = number_keys(other[is_shown], decimals[is_shown])
    keys[is_worse] = number_keys(people[is_worse], np.zeros(int(is_worse.sum()), np.intp))
    wording = np.where(
        is_shown | is_worse, number_alike(indicators, lambda i: (i.decimals, i.polarity, i.people))[codes], -1
    )
    piece, first = distinct_rows(keys, wording, which, word, is_worse)
    told: list[str] = []
    for row in first.tolist():
        name = names[framework.comparators[int(which[row])]] if which[row] >= 0 else ""
        told.append(beside(indicators[int(codes[row])], name, str(words[row]), float(other[row]), float(people[row])))
    return piece, told


def _targets(indicators: Sequence[Indicator], codes: Codes, here: Columns) -> tuple[Codes, list[str]]:
    """Return how each value compares with an agreed target that is due."""
    pieces, told = np.zeros(len(codes), np.intp), [""]
    rows = np.flatnonzero(is_coloured(here["rating"]))
    if not len(rows):
        return pieces, told
    value, target = here["value"][rows], here["target"][rows]
    high = table((each.polarity == Polarity.HIGH for each in indicators), False, bool)[codes[rows]]
    low = table((each.polarity == Polarity.LOW for each in indicators), False, bool)[codes[rows]]
    decimals = table((each.decimals for each in indicators), 0, np.intp)[codes[rows]]
    met, within = is_met(value, target, high, low), here["target_in_interval"][rows] == 1
    is_red = here["rating"][rows] == Rating.RED
    piece, first = distinct_rows(number_keys(target, decimals), decimals, met, within, is_red)
    for row in first.tolist():
        is_so = {"is_met": bool(met[row]), "is_red": bool(is_red[row]), "is_within": bool(within[row])}
        told.append(beside_target(indicators[int(codes[rows[row]])], float(target[row]), **is_so))
    pieces[rows] = piece + 1
    return pieces, told
