"""Figures at the edge of what can be, from observations to the card: nobody, everybody, below nothing, half given."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tht_xl.evaluation.evaluate import evaluate
from tht_xl.evaluation.exceptions import assess
from tht_xl.model.definition import Framework
from tht_xl.report import text
from tht_xl.report.card import Card, card
from tht_xl.report.facts import facts

Row = tuple[str, object, object, object]
"""Period, count, denominator, value."""


@pytest.fixture
def made(framework: Framework) -> Callable[..., Card]:
    """The card of an indicator with these rows, evaluated with whatever of its definition is changed."""

    def make(name: str, rows: list[Row], **changed: object) -> Card:
        indicators = tuple(
            i if i.id != name else i.model_copy(update=changed) for i in framework.indicators
        )  # fmt: skip
        small = framework.model_copy(update={"indicators": indicators})
        table = pd.DataFrame(rows, columns=pd.Index(["period", "count", "denominator", "value"]))
        results = evaluate(table.assign(indicator=name, area="tower-hamlets"), small)
        return card(assess(results, small)[name], "Tower Hamlets", {})

    return make


def column(found: Card, heading: str) -> list[str]:
    assert found.table is not None
    at = found.table.headings.index(heading)
    return [row[at] for row in found.table.rows]


def test_everybody_is_a_hundred_per_cent_with_an_interval(made: Callable[..., Card]) -> None:
    found = made("year-6-obesity", [("2021/22", 50, 100, None), ("2022/23", 100, 100, None)])
    assert (found.value, found.limits) == ("100.0%", "96.3% to 100.0%")
    assert found.sentence.startswith("All or almost all")
    assert found.chart is not None
    heights = [float(words.rstrip("%")) for _, words in found.chart.values]
    assert max(heights) == 100.0
    assert all(0 <= y <= found.chart.floor for _, y in found.chart.dots)


def test_nobody_is_nought_per_cent_with_an_interval(made: Callable[..., Card]) -> None:
    found = made("year-6-obesity", [("2021/22", 50, 100, None), ("2022/23", 0, 100, None)])
    assert (found.value, found.limits) == ("0.0%", "0.0% to 3.7%")
    assert found.chart is not None
    assert min(float(words.rstrip("%")) for _, words in found.chart.values) == 0.0


def test_a_negative_percentage_keeps_its_sign_and_its_place(made: Callable[..., Card]) -> None:
    found = made("air-pollution-mortality-fraction", [("2020", None, None, 4.0), ("2021", None, None, -3.0)])
    assert found.value == "−3.0%"
    assert column(found, "Tower Hamlets") == ["−3.0%", "4.0%"]
    assert found.chart is not None
    assert min(float(words.rstrip("%").replace("−", "-")) for _, words in found.chart.values) < -3
    assert all(0 <= y <= found.chart.floor for _, y in found.chart.dots)
    (since,) = [f.mark for f in found.facts if f.term == "Before, 2020"]
    assert since is not None
    assert since.word == "Lower than before; may be chance"
    assert text.limits(found.indicator, -4.0, -2.0) == "−4.0% to −2.0%"
    assert text.distance(found.indicator, -1.0) == "−1.0 percentage points"


def test_a_percentage_above_a_hundred_is_not_cut_off(made: Callable[..., Card]) -> None:
    found = made("air-pollution-mortality-fraction", [("2020", None, None, 90.0), ("2021", None, None, 130.0)])
    assert found.chart is not None
    assert max(float(words.rstrip("%")) for _, words in found.chart.values) >= 130


def test_counts_have_columns_where_only_some_periods_have_counts(made: Callable[..., Card]) -> None:
    some = made("year-6-obesity", [("2020/21", None, None, 25.0), ("2021/22", 910, 3065, None)])
    assert column(some, "Numerator") == ["910", "not given"]
    assert column(some, "Denominator") == ["3,065", "not given"]
    older = made("year-6-obesity", [("2020/21", 910, 3065, None), ("2021/22", None, None, 25.0)])
    assert column(older, "Numerator") == ["not given", "910"]
    none = made("year-6-obesity", [("2020/21", None, None, 25.0), ("2021/22", None, None, 26.0)])
    assert none.table is not None
    assert none.table.headings == ("Period", "Tower Hamlets", "95% interval")
    assert column(none, "95% interval") == ["none", "none"]


def test_a_withheld_period_gives_no_count_away(made: Callable[..., Card]) -> None:
    found = made("hospital-admissions", [("2020/21", 200, 400, None), ("2021/22", 4, 400, None)])
    assert column(found, "Numerator") == ["not given", "200"]
    assert column(found, "Tower Hamlets")[0].startswith("withheld [c]")


def test_months_stand_in_order_of_time(made: Callable[..., Card]) -> None:
    months = [("Apr 2026", None, None, 4.0), ("Dec 2025", None, None, 12.0), ("Feb 2026", None, None, 2.0),
              ("Mar 2026", None, None, 3.0), ("Jan 2026", None, None, 1.0)]  # fmt: skip
    found = made("air-pollution-mortality-fraction", months, frequency="monthly")
    assert (found.value, found.period) == ("4.0%", "Apr 2026")
    assert column(found, "Period") == ["Apr 2026", "Mar 2026", "Feb 2026", "Jan 2026", "Dec 2025"]
    assert found.chart is not None
    assert [x for x, _ in found.chart.dots] == sorted(x for x, _ in found.chart.dots)
    assert len(found.chart.home) == 1
    assert "Before, Mar 2026" in [f.term for f in found.facts]


@pytest.mark.parametrize(
    ("rating", "minimum", "word"),
    [
        ("tower-hamlets", None, "Red: target missed"),
        ("tower-hamlets", 12.2, "Red: short of the minimum expectation"),
        # Beyond its own target, which is asked for nowhere.
        ("tower-hamlets", 11.0, "Red: target missed"),
        ("havering", 12.2, "Red: target missed"),
    ],
)
def test_red_says_what_was_missed(rating: str, minimum: float | None, word: str, made: Callable[..., Card],
                                  framework: Framework) -> None:  # fmt: skip
    smoking = next(i for i in framework.indicators if i.id == "smoking-prevalence-adults")
    assert smoking.target is not None
    changed: dict[str, Any] = {"rating": rating, "target": smoking.target.model_copy(update={"minimum": minimum})}
    rows = [("2022", None, None, 14.0), ("2023", None, None, 15.0)]
    found = made("smoking-prevalence-adults", rows, **changed)
    assert found.rating is not None
    assert (found.rating.word, found.rating.tone) == (word, "red")


def test_a_trend_from_counts_finds_what_one_from_intervals_does_not(framework: Framework) -> None:
    """Five years of counts that rise: the test of proportions sees it; of the same values alone nothing can be said."""
    years = ["2018/19", "2019/20", "2020/21", "2021/22", "2022/23"]
    counts = [500, 520, 540, 560, 580]
    counted = pd.DataFrame({"period": years, "count": counts, "denominator": 2000.0})
    values = pd.DataFrame({"period": years, "value": [c / 20 for c in counts]})
    words = []
    for table in (counted, values):
        rows = table.assign(indicator="year-6-obesity", area="tower-hamlets")
        results = evaluate(rows, framework)
        found = card(assess(results, framework)["year-6-obesity"], "Tower Hamlets", {})
        assert found.trend is not None
        words.append((found.trend.word, results["trend_reason"].iloc[-1]))
    assert words[0] == ("Increasing and getting worse", "")
    assert words[1] == ("Trend cannot be calculated", "a point has no interval")
    with_limits = evaluate(
        values.assign(lower=values["value"] - 8, upper=values["value"] + 8).assign(
            indicator="year-6-obesity", area="tower-hamlets"
        ),
        framework,
    )
    assert with_limits["trend"].iloc[-1] == "No significant change"


def test_a_gap_of_nothing_and_one_that_rounds_to_nothing_are_told_apart(framework: Framework) -> None:
    rows = pd.DataFrame(
        {"indicator": "smoking-prevalence-adults", "area": "tower-hamlets", "period": ["2022", "2023"],
         "value": [12.0, 12.004], "lower": np.nan, "upper": np.nan}
    )  # fmt: skip
    series = assess(evaluate(rows, framework), framework)["smoking-prevalence-adults"].series
    indicator = next(i for i in framework.indicators if i.id == "smoking-prevalence-adults")
    said = [next(f.answer for f in facts(indicator, r, None) if f.term == "Target") for r in series]
    assert said == ["12.0% by 2022; exactly met", "12.0% by 2022; 0.0 percentage points short"]
