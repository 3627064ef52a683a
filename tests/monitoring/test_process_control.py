import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.monitoring.process_control import assurance, process_chart

COMMON = [5, 7, 6, 8, 5, 7, 6, 4, 6, 7, 5, 6]
points = st.integers(-20, 20).map(float)
series = st.lists(points, min_size=2, max_size=30)


@pytest.mark.parametrize(
    ("polarity", "high", "low"),
    [
        ("high", "Improvement (high)", "Concern (low)"),
        ("low", "Concern (high)", "Improvement (low)"),
        ("none", "Special cause (high)", "Special cause (low)"),
    ],
)
def test_variation_words(polarity: str, high: str, low: str) -> None:
    assert process_chart([*COMMON, 19], polarity).variation.item() == high
    assert process_chart([*COMMON, -8], polarity).variation.item() == low
    assert process_chart([*COMMON, 6], polarity).variation.item() == "Common cause"


def test_variation_is_that_of_the_latest_point_however_loud_the_past() -> None:
    chart = process_chart([40, *COMMON * 3], "low")
    assert chart.point_type[0] == "Concern (high)"
    assert chart.variation.item() == "Common cause"
    assert process_chart([*COMMON, 19, np.nan, np.nan], "low").variation.item() == "Concern (high)"


def test_a_rise_below_the_mean_is_coloured_by_its_direction() -> None:
    values = [*COMMON * 2, 1.5, 2, 2.5, 3, 3.5, 4, 4.5]
    chart = process_chart(values, "high", fixed_after=24)
    assert chart.special_cause[24:].tolist() == ["Trend"] * 7
    assert chart.mean[-1] > 4.5
    assert chart.point_type[24:].tolist() == ["Improvement (high)"] * 7


def test_special_cause_words() -> None:
    assert process_chart([*COMMON, 19], "low").special_cause.tolist() == ["None"] * 12 + ["Outside limits"]
    assert set(process_chart([1, 3] * 4 + [5, 7] * 4, "low").special_cause.tolist()) == {"One side of the mean"}
    values = [5, -5] * 20
    top = float(process_chart(values, "low").upper[0])
    chart = process_chart([*values, top * 0.8, top * 0.3, top * 0.8], "low", fixed_after=40)
    assert chart.special_cause[40:].tolist() == ["Two of three near a limit", "None", "Two of three near a limit"]


def test_missing_points_and_limits_have_no_words() -> None:
    chart = process_chart([5, np.nan, 7], "high", target=3)
    assert chart.special_cause.tolist() == chart.point_type.tolist() == ["", "", ""]
    assert (chart.variation.item(), chart.assurance.item()) == ("", "")
    assert process_chart([5, np.nan, 7, 6], "high").point_type.tolist() == ["Common cause", "", *["Common cause"] * 2]


def test_notes() -> None:
    def note(values: list[float], rules: str = "plotthedots") -> str:
        return process_chart(values, "high", rules=rules).note.item()

    assert note([]) == "no limits: 0 points, and the rules plotthedots need 2"
    assert note([np.nan, 5]) == "no limits: 1 point, and the rules plotthedots need 2"
    assert note([5, np.nan, 5]) == "no limits: no two points adjoin"
    assert note([5, 6, 5]) == "the limits are based on 3 points; they are provisional below 13"
    assert note([*COMMON, 5]) == note([*COMMON, 5], "mdc") == ""
    assert note([*COMMON], "mdc") == "no limits: 12 points, and the rules mdc need 13"


def test_the_note_is_about_the_latest_segment() -> None:
    rebase = [False] * 13 + [True] + [False] * 2
    values = [*COMMON, 5, 15, 16, 15]
    chart = process_chart([values, values], "high", rebase=[rebase, [False] * 16], target=[9, 9])
    assert chart.note.tolist() == ["the limits are based on 3 points; they are provisional below 13", ""]
    assert chart.assurance.tolist() == ["Consistently passes", "Hit or miss"]


@pytest.mark.parametrize(
    ("polarity", "words"),
    [
        ("high", ["Consistently passes", "Hit or miss", "Hit or miss", "Hit or miss", "Consistently fails", ""]),
        ("low", ["Consistently fails", "Hit or miss", "Hit or miss", "Hit or miss", "Consistently passes", ""]),
        ("none", [""] * 6),
    ],
)
def test_assurance(polarity: str, words: list[str]) -> None:
    assert assurance(4, 8, [3.9, 4, 6, 8, 8.1, np.nan], polarity).tolist() == words


def test_assurance_is_judged_at_15_digits() -> None:
    assert assurance(0.3, 1, 0.1 + 0.2, "high").item() == assurance(0, 0.3, 0.1 + 0.2, "high").item() == "Hit or miss"


@given(series, points)
def test_turned_over_low_is_the_mirror_of_high(values: list[float], target: float) -> None:
    here = process_chart(values, "high", target=target)
    there = process_chart(-np.array(values), "low", target=-target)
    swapped = {"(high)": "(low)", "(low)": "(high)"}
    mirrored = [
        next((word.replace(end, swapped[end]) for end in swapped if word.endswith(end)), word)
        for word in here.point_type.tolist()
    ]
    assert there.point_type.tolist() == mirrored
    assert there.assurance.item() == here.assurance.item()
    assert there.special_cause.tolist() == here.special_cause.tolist()


@given(st.lists(st.lists(points, min_size=13, max_size=13), min_size=2, max_size=4), st.data())
def test_one_bad_series_spoils_one_series(rows: list[list[float]], data: st.DataObject) -> None:
    spoilt = data.draw(st.integers(0, len(rows) - 1))
    values = np.array(rows)
    values[spoilt] = np.nan
    polarity = data.draw(st.lists(st.sampled_from(["high", "low", "none"]), min_size=len(rows), max_size=len(rows)))
    together = process_chart(values, polarity, target=3)
    for row, each in enumerate(values.tolist()):
        alone = process_chart(each, polarity[row], target=3)
        assert together.variation[row] == alone.variation.item()
        assert together.assurance[row] == alone.assurance.item()
        assert together.point_type[row].tolist() == alone.point_type.tolist()
    assert together.variation[spoilt] == ""


def test_shapes() -> None:
    assert process_chart(np.empty((0, 5)), "high").variation.shape == (0,)
    assert process_chart(np.empty((2, 0)), ["high", "low"]).variation.tolist() == ["", ""]
    assert process_chart([*COMMON, 19], ["high", "low"]).variation.tolist() == ["Improvement (high)", "Concern (high)"]
    assert process_chart(np.ones((2, 3, 13)), "none").assurance.shape == (2, 3)


def test_refuses_unknown_words() -> None:
    with pytest.raises(UnknownNameError, match=r"^unknown polarity 'up'\. Known: high, low, none$"):
        process_chart(COMMON, "up")
    with pytest.raises(UnknownNameError, match=r"^unknown process control rules 'nelson'\. Known: plotthedots, mdc$"):
        process_chart(COMMON, "high", rules="nelson")


def test_refuses_a_polarity_or_target_for_another_number_of_series() -> None:
    with pytest.raises(DomainError, match=r"^the lengths differ: polarity 3, rows or series 2; expected equal lengths"):
        process_chart([COMMON, COMMON], ["high", "low", "low"])
    with pytest.raises(DomainError, match=r"^the lengths differ: target 3, rows or series 2; expected equal lengths"):
        process_chart([COMMON, COMMON], "low", target=[1, 2, 3])
