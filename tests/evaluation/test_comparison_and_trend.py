"""Which comparator `evaluate` takes, and which points its recent trend is reckoned from."""

import numpy as np
import pandas as pd
import pytest

from tht_xl.evaluation.evaluate import evaluate
from tht_xl.model.definition import Framework
from tht_xl.stats.proportion import wilson_interval

HERE, LONDON, ENGLAND = "Tower Hamlets", "London", "England"
NUMBERS = ("count", "denominator", "value", "lower", "upper")


def published(value: float, lower: float = np.nan, upper: float = np.nan) -> tuple[float, ...]:
    return np.nan, np.nan, value, lower, upper


def evaluated(framework: Framework, indicator: str, *rows: tuple[str, str, tuple[float, ...]]) -> pd.DataFrame:
    """Results of rows of area, period and numbers."""
    filled = [(indicator, area, period, *(*numbers, *[np.nan] * 5)[:5]) for area, period, numbers in rows]
    return evaluate(pd.DataFrame(filled, columns=["indicator", "area", "period", *NUMBERS]), framework)


@pytest.mark.parametrize(
    ("england", "is_inside", "word"),
    [(9.0, True, "Similar"), (11.0, True, "Similar"), (8.99, False, "Better"), (11.01, False, "Worse")],
)
def test_the_limits_belong_to_the_interval(small: Framework, england: float, is_inside: bool, word: str) -> None:
    rows = [(HERE, "2022", published(10, 9, 11)), (ENGLAND, "2022", published(england))]
    row = evaluated(small, "survey", *rows).iloc[0]
    assert (row["england_in_interval"], row["england_comparison"]) == (is_inside, word)


@pytest.mark.parametrize("value", [26.4, 25.0])
def test_a_target_at_a_limit_is_within_the_interval(small: Framework, value: float) -> None:
    limits = (value, 26.4) if value < 26.4 else (26.4, 27.0)
    row = evaluated(small, "agreed", (HERE, "2012/13", published(value, *limits))).iloc[0]
    assert row["target_in_interval"]


def test_a_comparator_covers_the_same_days(small: Framework) -> None:
    results = evaluated(
        small,
        "survey",
        (HERE, "2023", published(10, 9, 11)),
        (ENGLAND, "2021 - 23", published(20)),
        (LONDON, "2023 - 25", published(30)),
    )
    assert results[["england_value", "london_value"]].iloc[0].isna().all()
    assert (results["england_comparison"][0], results["london_comparison"][0]) == ("", "")


def test_no_comparator_is_compared_with_itself(small: Framework) -> None:
    results = evaluated(
        small, "survey", (ENGLAND, "2022", published(10, 9, 11)), (LONDON, "2022", published(20, 19, 21))
    )
    assert (results["england_comparison"][0], results["london_comparison"][0]) == ("", "Worse")
    assert (results["england_comparison"][1], results["london_comparison"][1]) == ("Better", "")
    assert results["england_value"].isna().tolist() == [True, False]
    assert results["england_in_interval"].isna().tolist() == [True, False]


@pytest.mark.parametrize(
    ("comparators", "people"),
    [([(ENGLAND, 9.0), (LONDON, 5.0)], 1), ([(LONDON, 5.0), (ENGLAND, 9.0)], 1), ([(LONDON, 5.0)], 5), ([], None)],
)
def test_people_match_the_first_comparator_that_has_a_value(
    small: Framework, comparators: list[tuple[str, float]], people: int | None
) -> None:
    others = [(area, "2022", published(value)) for area, value in comparators]
    found = evaluated(small, "proposed", (HERE, "2022", (10, 100)), *others)["people_to_comparator"][0]
    assert found == people if people is not None else found is pd.NA


def test_people_are_those_of_the_comparator_that_is_named(small: Framework) -> None:
    # More than everybody would have to be counted to match England; the people to match London are another matter.
    framework = with_polarity(small, "proposed", "high")
    others = [(ENGLAND, "2022", published(120.0)), (LONDON, "2022", published(60.0))]
    row = evaluated(framework, "proposed", (HERE, "2022", (10, 100)), *others).iloc[0]
    assert row["people_to_comparator"] is pd.NA
    assert row["sentence"] == "One in ten; worse than England"


def with_polarity(framework: Framework, name: str, polarity: str) -> Framework:
    changed = [i.model_copy(update={"polarity": polarity} if i.id == name else {}) for i in framework.indicators]
    return framework.model_copy(update={"indicators": tuple(changed)})


def test_a_trend_never_crosses_a_break(small: Framework) -> None:
    # The series "broken" is measured in a new way from 2014.
    def trend(first: int) -> tuple[str, str]:
        rows = [(HERE, str(first + n), (300 + 100 * n, 3000)) for n in range(5)]
        row = evaluated(small, "broken", *rows).iloc[-1]
        return row["trend"], row["trend_reason"]

    assert trend(2012) == ("Cannot be calculated", "the series breaks among the latest five points")
    assert trend(2014) == ("Increasing and getting worse", "")


def test_the_trend_of_a_rate_is_by_its_intervals(small: Framework) -> None:
    # Beside so few people the test for proportions takes this for a trend, while the Poisson intervals do not.
    rows = [(HERE, str(2018 + n), (count, 100)) for n, count in enumerate((60, 66, 72, 78, 84))]
    assert evaluated(small, "context", *rows)["trend"].iloc[-1] == "Increasing"
    assert evaluated(small, "rate", *rows)["trend"].iloc[-1] == "No significant change"
    # More events than people are no proportion at all.
    many = [(HERE, str(2018 + n), (count, 100)) for n, count in enumerate((300, 500, 700, 900, 1100))]
    assert evaluated(small, "rate", *many)["trend"].iloc[-1] == "Increasing and getting worse"


@pytest.mark.parametrize("absent", [["2018"], ["2020"], ["2016", "2019"]])
def test_an_absent_row_is_a_blank_row_to_trend_and_direction(small: Framework, absent: list[str]) -> None:
    years = [str(year) for year in range(2014, 2023)]
    rows = [
        (HERE, year, published(10.0 + 3 * place, 9 + 3 * place, 11 + 3 * place)) for place, year in enumerate(years)
    ]
    blank = [(HERE, year, (np.nan,) * 5 if year in absent else numbers) for _, year, numbers in rows]
    left_out = [row for row in rows if row[1] not in absent]
    history = ["period", "value", "previous", "previous_period", "direction", "trend", "trend_reason"]
    found = evaluated(small, "survey", *left_out)[history]
    expected = evaluated(small, "survey", *blank)[history].dropna(subset="value").reset_index(drop=True)
    pd.testing.assert_frame_equal(found, expected)
    assert found["trend_reason"].iloc[-1] == "a point is missing among the latest five"


def test_the_trend_of_a_proportion_is_by_its_counts_where_all_five_points_have_them(small: Framework) -> None:
    # Rising by one in a hundred each year: a trend by the limits, and none by the test of proportions.
    counts = [100, 110, 120, 130, 140]
    limits = wilson_interval(counts, [1000] * 5).scaled(100)
    counted = [(HERE, f"{2018 + n}", (count, 1000)) for n, count in enumerate(counts)]
    by_source = [
        (HERE, f"{2018 + n}", published(count / 10, lower, upper))
        for n, (count, lower, upper) in enumerate(zip(counts, limits.lower, limits.upper, strict=True))
    ]

    def trend(*rows: tuple) -> str:
        return evaluated(small, "context", *rows)["trend"].iloc[-1]

    by_counts, by_limits = "No significant change", "Increasing"
    assert trend(*counted) == by_counts
    assert trend(*by_source) == by_limits
    for place in range(5):
        assert trend(*counted[:place], by_source[place], *counted[place + 1 :]) == by_limits
    # Only the latest five points count: what lies before them may be published.
    assert trend((HERE, "2017", published(9, 8, 10)), *counted) == by_counts
