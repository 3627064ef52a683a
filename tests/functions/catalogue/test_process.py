from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tht_xl.functions import call

LEVEL = [5, 7, 6, 8, 5, 7, 6, 4, 6, 7, 5, 6]
HIGH = [*LEVEL, 19]
LOW = [*LEVEL, -7]
RISING = [*LEVEL, 4, 5, 6, 7, 8, 9, 10]
BLANKS: list[list[Any]] = [[None], [""], ["  "]] * 1000
BAD: list[Any] = ["abc", True, "[c]", "#REF!", "[x]", None]


def _column(values: list[Any]) -> list[list[Any]]:
    return [[value] for value in values]


def _rows(*cells: object) -> list[list[Any]]:
    shown = call("THT_SPC", *cells)
    assert isinstance(shown, list)
    return shown


def test_limits_are_the_mean_and_2_66_mean_moving_ranges() -> None:
    mean, reach = np.mean(LEVEL), 2.66 * np.abs(np.diff(LEVEL)).mean()
    for row in _rows(_column(LEVEL), "high"):
        assert row[:3] == [pytest.approx(mean), pytest.approx(mean - reach), pytest.approx(mean + reach)]


@pytest.mark.parametrize(
    ("values", "polarity", "cause", "word"),
    [
        (HIGH, "high", "Outside limits", "Improvement (high)"),
        (HIGH, "low", "Outside limits", "Concern (high)"),
        (HIGH, "none", "Outside limits", "Special cause (high)"),
        (LOW, "high", "Outside limits", "Concern (low)"),
        (LOW, "low", "Outside limits", "Improvement (low)"),
        (LOW, "none", "Outside limits", "Special cause (low)"),
        (RISING, "high", "Trend", "Improvement (high)"),
        (LEVEL, "high", "None", "Common cause"),
        ([*LEVEL, *[3, 4] * 4], "high", "One side of the mean", "Concern (low)"),
    ],
)
def test_latest_point(values: list[Any], polarity: str, cause: str, word: str) -> None:
    assert _rows(_column(values), polarity)[-1][3:] == [cause, word]
    assert call("THT_SPC_VARIATION", _column(values), polarity) == word


@pytest.mark.parametrize(
    ("target", "polarity", "word"),
    [
        (0, "high", "Consistently passes"),
        (6, "high", "Hit or miss"),
        (12, "high", "Consistently fails"),
        (0, "low", "Consistently fails"),
        (12, "low", "Consistently passes"),
        (6, "none", "#NUM!"),
    ],
)
def test_assurance(target: float, polarity: str, word: str) -> None:
    assert call("THT_SPC_ASSURANCE", _column(LEVEL), target, polarity) == word


def test_rules() -> None:
    assert call("THT_SPC_VARIATION", _column(LEVEL), "high", "MDC") == "#NUM!"
    assert call("THT_SPC_VARIATION", _column([*LEVEL, 6]), "high", "mdc") == "Common cause"
    assert call("THT_SPC_ASSURANCE", _column(LEVEL), 6, "high", "mdc") == "#NUM!"
    assert _rows(_column(LEVEL), "high", None, "mdc") == [[6.0, *["#NUM!"] * 4]] * 12
    assert call("THT_SPC_VARIATION", _column(LEVEL), "high", "mcd") == "#VALUE!"


def test_whole_columns() -> None:
    assert _rows(_column(HIGH) + BLANKS, "low") == _rows(_column(HIGH), "low")
    assert call("THT_SPC_VARIATION", _column(HIGH) + BLANKS, "low") == "Concern (high)"
    assert call("THT_SPC_ASSURANCE", _column(HIGH) + BLANKS, 6, "low") == "Hit or miss"


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(HIGH)), st.sampled_from(BAD))
def test_one_bad_cell_spoils_one_row(place: int, bad: object) -> None:
    whole, some = _rows(_column([*HIGH, 6]), "low"), _rows(_column([*HIGH[:place], bad, *HIGH[place:], 6]), "low")
    spoilt = some.pop(place)
    assert len(set(spoilt)) == 1
    assert spoilt[0] == ("#VALUE!" if bad in ("abc", True) else "#N/A" if bad in (None, "[x]") else bad)
    assert [row[0] for row in some] == pytest.approx([row[0] for row in whole])
    assert all(len(row) == 5 and isinstance(row[1], float) for row in some)


@pytest.mark.parametrize("gap", [None, "", "[x]"])
def test_missing_points_are_skipped(gap: object) -> None:
    broken = _column([*LEVEL[:5], gap, *LEVEL[5:], 19])
    assert call("THT_SPC_VARIATION", broken, "low") == "Concern (high)"
    assert call("THT_SPC_ASSURANCE", broken, 30, "low") == "Consistently passes"
    assert call("THT_SPC_VARIATION", [*_column(HIGH), [gap]], "low") == "Concern (high)"


@pytest.mark.parametrize("bad", ["abc", True, "[c]", "#REF!"])
def test_bad_cells_decide_for_a_whole_series(bad: object) -> None:
    shown = "#VALUE!" if bad in ("abc", True) else bad
    assert call("THT_SPC_VARIATION", _column([*LEVEL, bad]), "low") == shown
    assert call("THT_SPC_ASSURANCE", _column([*LEVEL, bad]), 6, "low") == shown


def test_shapes() -> None:
    assert call("THT_SPC", [LEVEL], "high") == "#VALUE!"
    assert call("THT_SPC", [[1, 2], [3, 4]], "high") == "#VALUE!"
    assert call("THT_SPC", [[None]], "high") == "#N/A"
    assert call("THT_SPC", 5, "high") == [[5.0, *["#NUM!"] * 4]]
    assert call("THT_SPC", _column(LEVEL), [["high"], ["low"]]) == "#VALUE!"
    assert call("THT_SPC_VARIATION", [LEVEL], "high") == "Common cause"
    assert call("THT_SPC_VARIATION", [["[x]"]], "high") == "#N/A"


def test_options_decide_for_all_rows() -> None:
    assert _rows(_column(LEVEL), "hihg") == [["#VALUE!"] * 5] * 12
    assert _rows(_column(["#REF!", 5]), None) == [["#REF!"] * 5, ["#N/A"] * 5]


def test_notes_of_rows() -> None:
    said = call("THT_NOTE", "THT_SPC", _column([*HIGH, "abc", None, 6]), "low", 30)
    assert isinstance(said, list)
    assert said[0] == [
        "Limits at 2.66 mean moving ranges about the mean; chance explains this point; "
        "the target of 30: consistently passes."
    ]
    assert str(said[12][0]).split("; ")[1] == "the point lies outside the limits"
    assert said[13:15] == [['Values is "abc"; expected a number.'], ["Values is blank."]]
    assert len(said) == 16


def test_notes_without_limits() -> None:
    no_limits = "no limits: 2 points, and the rules mdc need 13."
    about = "Limits at 2.66 mean moving ranges about the mean; "
    assert call("THT_NOTE", "THT_SPC", [[5], [6]], "low", None, "mdc") == [[about + no_limits]] * 2
    assert call("THT_NOTE", "THT_SPC_VARIATION", [[5], [6]], "low", "mdc") == no_limits.capitalize()
    assert call("THT_NOTE", "THT_SPC_ASSURANCE", [[5], [6]], 5, "low", "mdc") == no_limits.capitalize()


def test_notes_of_series() -> None:
    assert call("THT_NOTE", "THT_SPC_VARIATION", _column(HIGH), "low") == (
        "Limits at 2.66 mean moving ranges about the mean; of the latest point: the point lies outside the limits."
    )
    assert call("THT_NOTE", "THT_SPC_ASSURANCE", [[5], [7], [None]], 6, "low") == (
        "The target of 6 against the latest limits, 0.68 to 11.32, at 15 significant digits; "
        "the limits are based on 2 points; they are provisional below 13."
    )
    assert call("THT_NOTE", "THT_SPC_ASSURANCE", _column(LEVEL), 6, "none") == (
        'Polarity "none" has no good side, so there is nothing to pass.'
    )
    assert call("THT_NOTE", "THT_SPC", [LEVEL], "low") == (
        "THT_SPC takes a column; turn a row into a column with TRANSPOSE."
    )
    assert call("THT_NOTE", "THT_SPC", [["abc"], ["#REF!"]], None) == [
        ['Polarity is blank; write "high", "low" or "none".'],
        ["Values is the error #REF!; correct that cell first."],
    ]
    assert call("THT_NOTE", "THT_SPC", [[5], [6]], "hihg") == [["Polarity is \"hihg\"; did you mean 'high'?"]] * 2
