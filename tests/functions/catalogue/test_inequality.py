import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tht_xl.functions import call

values = st.lists(st.integers(50, 100), min_size=5, max_size=5)
people = st.lists(st.integers(100, 10_000), min_size=5, max_size=5)
ERRORS = [[2]] * 5


def _column(cells: list[int]) -> list[list[int]]:
    return [[cell] for cell in cells]


@settings(max_examples=50, deadline=None)
@given(values, people)
def test_slope_and_ratio_are_those_of_a_weighted_line(given: list[int], weights: list[int]) -> None:
    share = np.array(weights) / sum(weights)
    slope, bottom = np.polyfit(np.cumsum(share) - share / 2, given, 1, w=np.sqrt(share))
    arguments = (_column(given), ERRORS, _column(weights))
    assert call("THT_SII", *arguments) == pytest.approx(slope, rel=1e-9, abs=1e-9)
    shown = call("THT_RII", *arguments)
    assert shown == (pytest.approx((bottom + slope) / bottom) if bottom > 0 and bottom + slope > 0 else "#NUM!")


@settings(max_examples=50, deadline=None)
@given(values, people, st.sampled_from([-100, -1, 100]))
def test_multiplier_keeps_the_limits_in_order(given: list[int], weights: list[int], multiplier: int) -> None:
    arguments = (_column(given), ERRORS, _column(weights))
    plain = call("THT_SII_CI", *arguments)[0]  # type: ignore[index]
    turned = call("THT_SII_CI", *arguments, multiplier, 95)[0]  # type: ignore[index]
    assert sorted(turned) == pytest.approx(sorted(multiplier * each for each in plain))  # type: ignore[operator, type-var, arg-type, union-attr]
    assert turned[1] <= turned[0] <= turned[2]  # type: ignore[index, operator]


@pytest.mark.parametrize(
    ("name", "arguments", "cell", "note"),
    [
        (
            "THT_SII",
            ([[5], [6]], [[1], [1]], [[9], [0]]),
            "#DIV/0!",
            "A deprivation group has a population of 0; enter it, or leave the group out everywhere.",
        ),
        (
            "THT_SII",
            ([[5]], [[1]], [[9]]),
            "#VALUE!",
            "Values holds 1 deprivation group; expected 2 or more; give one value for each group, from the most to the "
            "least deprived.",
        ),
        (
            "THT_SII",
            ([[5], [6]], [[1], [1]], [[9], [9]], 0),
            "#VALUE!",
            "Multiplier is 0; expected a number other than 0; use 100 for percentages, -1 to reverse the index.",
        ),
        (
            "THT_SII",
            ([[5], [6]], [[1], [-1]], [[9], [9]]),
            "#VALUE!",
            "Standard_errors is -1; expected a number from 0 up (number 2 of the 2 that count).",
        ),
        (
            "THT_SII",
            ([[5], [6]], [[1], [None]], [[9], [9]]),
            "#N/A",
            "Standard_errors is blank (number 2 of the 2 that count).",
        ),
        (
            "THT_RII",
            ([[1], [9]], [[1], [1]], [[5], [5]]),
            "#NUM!",
            "The line is at 0 or below at one end, so the two ends have no ratio.",
        ),
        (
            "THT_RII_CI",
            ([[5], [6]], [[9], [9]], [[5], [5]]),
            [["#NUM!"] * 3],
            "The line's lower end cannot be told from 0, so the ratio has a value without limits.",
        ),
    ],
)
def test_what_a_cell_gets(name: str, arguments: tuple[object, ...], cell: object, note: str) -> None:
    assert call(name, *arguments) == cell
    assert call("THT_NOTE", name, *arguments) == note


def test_ratio_without_limits_is_still_a_ratio() -> None:
    assert call("THT_RII", [[5], [6]], [[9], [9]], [[5], [5]]) == pytest.approx(6.5 / 4.5)
