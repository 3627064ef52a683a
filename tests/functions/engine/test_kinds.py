import pytest

from tht_xl.functions.engine.cells import Content
from tht_xl.functions.engine.kinds import AnyCell, Choice, Day, Number, PeriodCell, Text
from tht_xl.functions.engine.outcome import Outcome, Refusal


def _refusal(kind: Number | Choice | Text | Day | PeriodCell, content: Content) -> Refusal:
    with pytest.raises(Refusal) as refused:
        kind.parse(content)
    return refused.value


def test_number_in_range() -> None:
    fraction = Number("a fraction", at_least=0, below=1)
    assert [fraction.parse(each) for each in (0.0, "0.5", 0.999)] == [0, 0.5, 0.999]
    for content in (-0.001, 1.0, "abc", True, float("inf")):
        assert _refusal(fraction, content).outcome == Outcome.INVALID


def test_number_above() -> None:
    assert _refusal(Number("a number above 0", above=0), 0.0).reason == "0; expected a number above 0"


def test_percentages_are_fractions_where_that_is_said() -> None:
    confidence = Number("a level", at_least=0.5, below=1, percent=True)
    assert [confidence.parse(each) for each in (0.5, 50.0, 95.0, 99.8)] == [0.5, 0.5, 0.95, 0.998]
    for content in (0.0, 0.49, 1.0, 49.0, 100.0, 0.0095):
        _refusal(confidence, content)


def test_choice_in_any_case() -> None:
    choice = Choice(("high", "low", "none"))
    assert choice.parse("HIGH") == "high"
    assert _refusal(choice, "hgh").reason == "\"hgh\"; did you mean 'high'?"
    assert _refusal(choice, 5.0).reason == '5; expected one of "high", "low", "none"'
    assert _refusal(choice, True).outcome == Outcome.UNKNOWN


def test_text_takes_whole_numbers_as_their_digits() -> None:
    assert [Text("text").parse(each) for each in ("abc", 90319.0)] == ["abc", "90319"]
    assert _refusal(Text("text"), True).outcome == Outcome.UNKNOWN


def test_periods_and_days() -> None:
    assert PeriodCell().parse("2023/24").label == "2023/24"
    assert Day().parse("1970-01-01") == 719163
    assert "more than one way" in _refusal(PeriodCell(), "2010-11").reason
    assert _refusal(Day(), -5.0).reason == "-5, which is neither a date nor a period"
    assert _refusal(Day(), True).outcome == Outcome.INVALID


def test_any_cell() -> None:
    assert AnyCell().parse(None) is None
