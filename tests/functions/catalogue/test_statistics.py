import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tht_xl.functions import call
from tht_xl.stats.proportion import wilson_interval
from tht_xl.stats.rate import rate_interval

people = st.integers(1, 10**7)


@settings(max_examples=100, deadline=None)
@given(people, st.data())
def test_a_share_lies_within_its_limits(denominator: int, data: st.DataObject) -> None:
    numerator = data.draw(st.integers(0, denominator))
    value, lower, upper = (float(cell) for cell in call("THT_PROPORTION_CI", numerator, denominator)[0])  # type: ignore[index]
    assert 0 <= lower <= value <= upper <= 100
    assert [lower, upper] == pytest.approx([100 * float(each) for each in wilson_interval(numerator, denominator)])


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**6), people, st.sampled_from([0.8, 0.95, 0.998]))
def test_limits_of_a_rate(count: int, denominator: int, confidence: float) -> None:
    shown = call("THT_RATE_CI", count, denominator, None, confidence)
    expected = rate_interval(count, denominator, confidence=confidence)
    assert shown == [[100_000 * count / denominator, float(expected.lower), float(expected.upper)]]
    assert shown == call("THT_RATE_CI", count, denominator, "", 100 * confidence)


@settings(max_examples=100, deadline=None)
@given(people, st.integers(0, 100))
def test_whole_percentages_come_out_whole(hundreds: int, share: int) -> None:
    assert call("THT_PROPORTION", hundreds * share, hundreds * 100) == share


@pytest.mark.parametrize("multiplier", [0, -1, "abc", True])
def test_multiplier_above_0(multiplier: object) -> None:
    assert call("THT_RATE", 5, 10, multiplier) == "#VALUE!"


def test_value_too_large_for_a_float() -> None:
    assert call("THT_RATE", 1e300, 1, 1e300) == "#NUM!"
