"""Columns under the names that analysts give them."""

import numpy as np
import pandas as pd
import pytest

from tht_xl.errors import DomainError
from tht_xl.evaluation.evaluate import evaluate
from tht_xl.evaluation.rows.column_names import with_known_names
from tht_xl.evaluation.rows.observations import REQUIRED
from tht_xl.model.definition import Framework

KEYS = {"indicator": ["obesity"], "area": ["Tower Hamlets"], "period": ["2022/23"]}


def renamed(*names: str) -> list[str]:
    return list(with_known_names(pd.DataFrame(columns=list(names)), REQUIRED).columns)


@pytest.mark.parametrize(
    ("given", "known"),
    [
        (
            "Indicator, Area, Period, Numerator, Denominator, Value, Lower limit, Upper limit, Source",
            "indicator, area, period, count, denominator, value, lower, upper, source",
        ),
        (
            "Indicator ID, Area Code, Time period, Sex, Age, Value, Lower CI 95.0 limit, Upper CI 95.0 limit, Count",
            "indicator, area, period, sex, age, value, lower, upper, count",
        ),
        ("indicator, area_code, year, numerator", "indicator, area, period, count"),
        ("indicator, Area Name, area-code, period", "indicator, Area Name, area, period"),
        ("indicator, area, area_code, period, year", "indicator, area, area_code, period, year"),
        ("indicator, area, period, count, numerator", "indicator, area, period, count, numerator"),
        ("indicator, area, period, value, value_pct", "indicator, area, period, value, value_pct"),
        ("indicator, area, period, count, rate_band", "indicator, area, period, count, rate_band"),
        ("indicator, area, period, value, population", "indicator, area, period, value, population"),
        ("indicator, area, period, value, age_band", "indicator, area, period, value, age_band"),
    ],
)
def test_a_name_that_means_one_thing_is_understood_and_every_other_column_stays(given: str, known: str) -> None:
    assert renamed(*given.split(", ")) == known.split(", ")


@pytest.mark.parametrize(
    ("given", "said", "found", "name"),
    [
        ("metric, area, period, value", "no column 'indicator'; 'metric' may be 'indicator'", "metric", "indicator"),
        ("indicator, borough, period", "no column 'area'; 'borough' may be 'area'", "borough", "area"),
        (
            "indicator, area, Financial year",
            "no column 'period'; 'Financial year' may be 'period'",
            *("Financial year", "period"),
        ),
        (
            "indicator, area, period, value_pct",
            "no column 'value', nor 'count' and 'denominator'; 'value_pct' may be 'value'",
            *("value_pct", "value"),
        ),
        (
            "indicator, area, period, num, den",
            "no column 'value', nor 'count' and 'denominator'; 'num' may be 'count'",
            *("num", "count"),
        ),
        (
            "indicator, area, period, n, pop",
            "no column 'value', nor 'count' and 'denominator'; 'n' may be 'count'",
            *("n", "count"),
        ),
        (
            "indicator, area, period, count, population",
            "no column 'denominator'; 'population' may be 'denominator'",
            *("population", "denominator"),
        ),
        (
            "indicator, area, period, Denominator, observed cases",
            "no column 'count'; 'observed cases' may be 'count'",
            *("observed cases", "count"),
        ),
        (
            "indicator, area, period, Numerator, numerators",
            "'Numerator' and 'numerators' can each be the column 'count'",
            *("Numerator", "count"),
        ),
    ],
)
def test_what_may_be_meant_is_named_with_what_to_write(given: str, said: str, found: str, name: str) -> None:
    with pytest.raises(DomainError) as refusal:
        renamed(*given.split(", "))
    remedy = f"Rename the one that is: observations.rename(columns={{{found!r}: {name!r}}})"
    assert str(refusal.value) == f"observations: {said}. {remedy}"


def test_columns_that_resemble_nothing_are_listed_as_missing() -> None:
    with pytest.raises(DomainError) as refusal:
        renamed("a", "b")
    assert str(refusal.value) == (
        "observations: no column 'indicator', 'area', 'period'. Observations need the columns indicator, area, period"
    )


def test_what_is_no_frame_is_refused() -> None:
    with pytest.raises(DomainError, match=r"observations are a dict; expected a pandas DataFrame\. Make one with"):
        with_known_names(KEYS, REQUIRED)  # pyright: ignore[reportArgumentType]


def test_a_numerator_is_a_count_and_does_not_stay_beside_what_is_released(small: Framework) -> None:
    frame = pd.DataFrame({**KEYS, "Numerator": [308], "Denominator": [2942], 7: ["a number as a name"]})
    results = evaluate(frame, small)
    pd.testing.assert_frame_equal(
        results, evaluate(frame.rename(columns={"Numerator": "count", "Denominator": "denominator"}), small)
    )
    assert (results["count"][0], results[7][0]) == (310, "a number as a name")
    assert not {"Numerator", "Denominator"} & set(results.columns)


def test_a_wrong_cell_under_another_name_is_named_by_the_name_it_stands_for(small: Framework) -> None:
    results = evaluate(pd.DataFrame({**KEYS, "Numerator": ["many"], "Denominator": [5]}), small)
    assert results["reason"].tolist() == ["count 'many' is not a number"]
    assert np.isnan(results["value"][0])
