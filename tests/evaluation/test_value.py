"""Value and interval of one indicator's rows: what wins, what is withheld, what is refused."""

from dataclasses import astuple

import numpy as np
import pytest

from tht_xl.evaluation.value import Values, values_of
from tht_xl.framework.lookup import find_indicator
from tht_xl.model.definition import Framework, Indicator
from tht_xl.stats.proportion import wilson_interval

NAN = np.nan
NUMBERS = ("count", "denominator", "value", "lower", "upper")


def values(indicator: Indicator, *rows: tuple[float, ...], national: bool = False) -> Values:
    """Values of rows of count, denominator, value, lower, upper; short rows are filled with NaN."""
    filled = np.array([(*row, *[NAN] * (len(NUMBERS) - len(row))) for row in rows], float).reshape(-1, len(NUMBERS))
    given = dict(zip(NUMBERS, filled.T, strict=True))
    return values_of(indicator, **given, is_national=np.full(len(rows), national))


@pytest.mark.parametrize(
    "row",
    [
        (7, 200, 3.5, 1.7, 7.0),
        (7, 200, 3.5),
        (7, NAN, 3.5, 1.7, 7.0),
        (0, 7, 0.0, 0.0, 35.4),
        (NAN, 7, 14.3, 2.6, 51.3),
    ],
)
def test_nothing_published_escapes_from_a_withheld_row(small: Framework, row: tuple[float, ...]) -> None:
    found = values(find_indicator(small, "small-counts"), row)
    assert np.isnan([found.value, found.lower, found.upper, found.count]).all()
    assert (found.interval[0], found.withheld[0]) == ("none", "[c]")
    assert found.reason[0] == "withheld: disclosure rule 1-7"


def test_national_counts_are_spared(small: Framework) -> None:
    found = values(find_indicator(small, "small-counts"), (7, 200, 3.5, 1.7, 7.0), national=True)
    assert (found.count[0], found.value[0], found.interval[0], found.withheld[0]) == (7, 3.5, "computed", "")


def test_counts_win_over_what_was_published_and_are_rounded_first(small: Framework) -> None:
    # NCMP 2022/23: 310 of 2,940 is 10.54422; the published 308 / 2942 beside it would undo the rounding.
    found = values(find_indicator(small, "obesity"), (308, 2942, 100 * 308 / 2942, 9.4, 11.6))
    limits = wilson_interval(310, 2940).scaled(100)
    assert (found.count[0], found.denominator[0], found.interval[0]) == (310, 2940, "computed")
    assert found.value[0] == pytest.approx(10.54422, abs=5e-6)
    assert (found.lower[0], found.upper[0]) == pytest.approx((float(limits.lower), float(limits.upper)), rel=1e-12)


@pytest.mark.parametrize("multiplier", [1, 1_000, 100_000])
def test_a_rate_and_its_limits_are_on_the_indicators_scale(small: Framework, multiplier: float) -> None:
    # Limits of a count of 7: 2.81436 to 14.42268 (tables of the Poisson distribution).
    rate = find_indicator(small, "rate").model_copy(update={"multiplier": multiplier})
    found = values(rate, (7, 616_282))
    expected = np.array([7, 2.81436, 14.42268]) / 616_282 * multiplier
    assert [found.value[0], found.lower[0], found.upper[0]] == pytest.approx(expected.tolist(), rel=1e-5)


def test_a_whole_percentage_comes_out_whole(small: Framework) -> None:
    assert values(find_indicator(small, "context"), (57, 100)).value[0] == 57


@pytest.mark.parametrize(
    ("row", "interval"),
    [((42.1, 38.7, 45.5), "published"), ((42.1, 38.7), "none"), ((42.1, NAN, 45.5), "none"), ((42.1,), "none")],
)
def test_an_interval_has_two_limits(small: Framework, row: tuple[float, ...], interval: str) -> None:
    found = values(find_indicator(small, "survey"), (NAN, NAN, *row))
    assert (found.value[0], found.interval[0], found.reason[0]) == (42.1, interval, "")


@pytest.mark.parametrize("name", ["obesity", "context", "rate"])
@pytest.mark.parametrize("count", [1.5, 309.5, 0.1])
def test_a_count_that_is_not_whole_has_a_reason_and_no_value(small: Framework, name: str, count: float) -> None:
    # 1.5 of 100 under round-5 would be none of them, 0.0%.
    found = values(find_indicator(small, name), (count, 1000, 3.0, 2.0, 4.0), (310, 1000))
    assert (found.reason[0], found.interval[0]) == ("the count is not a whole number", "none")
    assert np.isnan([found.value[0], found.lower[0], found.upper[0]]).all()
    assert (found.reason[1], found.interval[1]) == ("", "computed")


@pytest.mark.parametrize("count", [30 * 0.1, 299.99999999999994])
def test_a_count_that_is_whole_at_15_digits_is_whole(small: Framework, count: float) -> None:
    assert values(find_indicator(small, "context"), (count, 1000)).reason[0] == ""


def test_a_small_fraction_is_withheld_like_a_small_count(small: Framework) -> None:
    found = values(find_indicator(small, "small-counts"), (3.5, 1000), (12.5, 1000))
    assert found.withheld.tolist() == ["[c]", ""]
    assert found.reason.tolist() == ["withheld: disclosure rule 1-7", "the count is not a whole number"]


def test_a_fraction_matters_only_where_counts_are_used(small: Framework) -> None:
    found = values(find_indicator(small, "context"), (1.5, NAN, 3.0), (10, 1000.5))
    assert found.reason.tolist() == ["", ""]
    assert values(find_indicator(small, "survey"), (1.5, 100, 3.0)).value[0] == 3


@pytest.mark.parametrize("counts", [(NAN, NAN), (30, NAN), (NAN, 300)])
def test_a_published_value_stands_where_counts_are_incomplete(small: Framework, counts: tuple[float, float]) -> None:
    found = values(find_indicator(small, "small-counts"), (*counts, 10.5, 9.4, 11.7))
    assert (found.value[0], found.interval[0], found.reason[0]) == (10.5, "published", "")


@pytest.mark.parametrize(
    ("name", "row", "reason"),
    [
        ("context", (-1, 100), "the count is negative"),
        ("context", (1, -100), "the denominator is negative"),
        ("context", (0, 0), "the denominator is 0"),
        ("context", (3, 2, 50), "the numerator is above the denominator"),
        ("context", (1,), "the denominator is missing"),
        ("context", (NAN, 5), "the count is missing; enter 0 if none occurred"),
        ("context", (), "no value: enter a count and a denominator, or a value"),
        ("obesity", (0, 2), "no value: the denominator rounds to 0"),
        ("survey", (NAN, NAN, 5, 6, 4), "the lower limit is above the upper limit"),
        ("survey", (NAN, NAN, 5, 6, 7), "the value is outside its own limits"),
        ("survey", (NAN, NAN, 8, 6, 7), "the value is outside its own limits"),
    ],
)
def test_a_bad_row_says_why_and_leaves_its_neighbours_alone(
    small: Framework, name: str, row: tuple[float, ...], reason: str
) -> None:
    indicator, good = find_indicator(small, name), (300, 3000, 10, 9, 11)
    found, alone = values(indicator, good, row, good), values(indicator, good)
    assert (found.reason[1], found.interval[1], found.withheld[1]) == (reason, "none", "")
    assert np.isnan([found.value[1], found.lower[1], found.upper[1]]).all()
    for column, expected in zip(astuple(found), astuple(alone), strict=True):
        assert column[0] == column[2] == expected[0]


@pytest.mark.parametrize(
    ("symbol", "withheld", "reason"),
    [
        ("[c]", "[c]", "withheld by the source, because it could identify a person"),
        ("[u]", "[u]", "withheld by the source as too unreliable"),
        ("[x]", "", "not available from the source"),
        ("[z]", "", "not applicable"),
        ("", "", "no value: enter a count and a denominator, or a value"),
    ],
)
def test_a_symbol_of_the_source_is_the_reason(small: Framework, symbol: str, withheld: str, reason: str) -> None:
    blank, symbols, national = np.array([NAN]), np.array([symbol], object), np.array([False])
    survey = find_indicator(small, "survey")
    found = values_of(survey, *[blank] * len(NUMBERS), is_national=national, given_symbol=symbols)
    assert (found.withheld[0], found.reason[0], found.interval[0]) == (withheld, reason, "none")


def test_what_is_impossible_of_people_is_possible_of_others(small: Framework) -> None:
    assert values(find_indicator(small, "rate"), (3, 2)).value[0] == 150_000
    assert values(find_indicator(small, "survey"), (-3, 0, 50)).value[0] == 50


def test_no_rows_give_no_values(small: Framework) -> None:
    assert [len(column) for column in astuple(values(find_indicator(small, "obesity")))] == [0] * 8


def test_a_share_that_tells_of_the_few_not_counted_is_withheld(small: Framework) -> None:
    indicator = find_indicator(small, "small-counts").model_copy(update={"disclosure": "1-5"})
    count, blank = np.array([196.0, 100.0, 3.0, 0.0, 200.0]), np.full(5, np.nan)
    nobody = np.zeros(5, bool)
    values = values_of(indicator, count, np.full(5, 200.0), blank, blank, blank, is_national=nobody)
    assert values.withheld.tolist() == ["[c]", "", "[c]", "[c]", "[c]"]
    assert np.isnan(values.value[[0, 2, 3, 4]]).all()
    assert np.isnan(values.denominator[[0, 2, 3, 4]]).all()
