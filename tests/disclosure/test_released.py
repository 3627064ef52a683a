from dataclasses import replace

import numpy as np
import pytest

from tht_xl.disclosure.released import (
    UNBOUNDED,
    adds_up,
    feasibility_of_shown,
    feasibility_of_withheld,
    whole_counts,
)
from tht_xl.disclosure.rules import DISCLOSURE_RULES, DisclosureRule, apply

ROUNDED = DISCLOSURE_RULES["1-7"]
WIDER = replace(ROUNDED, name="1-8", suppression_threshold=8)
COARSER = replace(ROUNDED, name="1-2 and 10", suppression_threshold=2, rounding_base=10)


def test_whole_counts() -> None:
    np.testing.assert_array_equal(
        whole_counts(np.array([0.0, 3, 2.5, -1, np.nan, np.inf, 1e9])), [0, 3, np.nan, np.nan, np.nan, np.nan, 1e9]
    )


@pytest.mark.parametrize("rule", [*DISCLOSURE_RULES.values(), WIDER, COARSER], ids=lambda rule: rule.name)
def test_leeway_is_what_the_rule_shows_alike(rule: DisclosureRule) -> None:
    every = apply(rule, np.arange(300), np.nan).counts
    for count in np.flatnonzero(~np.isnan(every[:200])).tolist():
        alike = np.flatnonzero(every == every[count])
        down, up = feasibility_of_shown(rule, np.array([float(count)]), np.array([False]))
        assert (count - down.item(), count + up.item()) == (alike.min(), alike.max())
        exact = feasibility_of_shown(rule, np.array([float(count)]), np.array([True]))
        assert (exact.down.item(), exact.up.item()) == (0, 0)


def test_leeway_of_what_is_withheld() -> None:
    counts, is_total = np.array([3.0, 12, 40, np.nan, np.nan]), np.array([False, False, True, True, False])
    small = np.array([True, False, False, False, False])
    told = feasibility_of_withheld(ROUNDED, counts, small, is_total)
    # A cell that covers for others is 9 or more.
    assert told.down.tolist() == [2, 3, 31, UNBOUNDED, 0]
    assert told.up.tolist() == [4, UNBOUNDED - 12, UNBOUNDED - 40, UNBOUNDED, 0]


@pytest.mark.parametrize(
    ("name", "cells", "total", "expected"),
    [
        ("1-5", [3, 12], 15, True),
        ("1-5", [3, 12], 16, False),
        ("1-5", [3, np.nan], 16, True),
        ("1-5", [3, np.nan], 2, False),
        ("1-5", [3, 12], np.nan, True),
        ("1-7", [10, 10, 10], 35, True),
        ("1-7", [10, 10, 10], 39, False),
        ("1-7", [10, 10, 10], 21, False),
    ],
)
def test_totals_are_sums_as_far_as_rounding_lets_tell(
    name: str, cells: list[float], total: float, expected: bool
) -> None:
    assert adds_up(DISCLOSURE_RULES[name], np.array(cells, float), np.array(total)).item() is expected
