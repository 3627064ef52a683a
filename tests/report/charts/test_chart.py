"""Charts: what is drawn, where the line breaks, and what somebody who does not see it is told."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from tht_xl.evaluation.evaluate import evaluate
from tht_xl.evaluation.result import Result
from tht_xl.evaluation.results import readings
from tht_xl.model.definition import Framework, Indicator
from tht_xl.model.periods.period import Period
from tht_xl.report.charts.chart import Chart, chart
from tht_xl.report.charts.describe import described
from tht_xl.report.charts.spark import spark

Node = Any
Series = tuple[Indicator, tuple[Result, ...]]


@pytest.fixture
def series(results: pd.DataFrame, framework: Framework) -> Callable[..., Series]:
    found = readings(results, framework)

    def of(name: str, **changed: object) -> Series:
        indicator = next(i for i in framework.indicators if i.id == name)
        return indicator.model_copy(update=changed), found[name]

    return of


def drawn(series: Series) -> Chart:
    indicator, rows = series
    found = chart(rows, indicator, "Tower Hamlets")
    assert found is not None
    return found


def test_an_unbroken_series_is_one_line_with_one_ribbon(series: Callable[..., Series]) -> None:
    year_6 = drawn(series("year-6-obesity"))
    assert (len(year_6.home), len(year_6.ribbons), len(year_6.dots)) == (1, 1, 16)
    assert len(year_6.comparator) == 1
    assert year_6.whiskers == ()


def test_a_missing_year_breaks_line_and_ribbon(series: Callable[..., Series]) -> None:
    reception = drawn(series("reception-obesity"))
    assert (len(reception.home), len(reception.ribbons)) == (2, 2)
    assert len(reception.periods) == 15


def test_a_lone_year_keeps_its_point_and_has_a_whisker(series: Callable[..., Series]) -> None:
    indicator, rows = series("reception-obesity")
    found = chart(rows[:-1], indicator, "Tower Hamlets")
    assert found is not None
    assert (len(found.home), len(found.ribbons), len(found.whiskers), len(found.dots)) == (1, 1, 1, 14)
    assert len(found.comparator_dots) == 1


def test_a_short_series_has_whiskers(series: Callable[..., Series]) -> None:
    indicator, rows = series("year-6-obesity")
    found = chart(rows[-4:], indicator, "Tower Hamlets")
    assert found is not None
    assert (len(found.ribbons), len(found.whiskers)) == (0, 4)


def test_without_intervals_there_is_nothing_around_the_line(series: Callable[..., Series]) -> None:
    air = drawn(series("air-pollution-mortality-fraction"))
    assert (air.ribbons, air.whiskers) == ((), ())


def test_a_new_method_breaks_the_line_and_is_marked(series: Callable[..., Series]) -> None:
    smoking = series("smoking-prevalence-adults", breaks=(Period.parse("2020"),))
    assert (len(drawn(smoking).home), len(drawn(smoking).breaks)) == (2, 1)
    assert "The method of measurement changed from 2020." in described(smoking[1], smoking[0], "Tower Hamlets")


def test_pooled_years_follow_one_another(series: Callable[..., Series]) -> None:
    assert len(drawn(series("healthy-life-expectancy-male")).home) == 1


def test_one_value_or_none_makes_no_chart(series: Callable[..., Series]) -> None:
    indicator, rows = series("year-6-obesity")
    for few in (rows[:0], rows[:1]):
        assert chart(few, indicator, "Tower Hamlets") is None
        assert spark(few, indicator) is None


def test_a_withheld_year_is_marked_on_the_axis(framework: Framework) -> None:
    years = ["2019/20", "2020/21", "2021/22"]
    rows = pd.DataFrame({"indicator": "hospital-admissions", "area": "tower-hamlets", "period": years,
                         "count": [20, 4, 30], "denominator": [400, 400, 400]})  # fmt: skip
    found = readings(evaluate(rows, framework), framework)["hospital-admissions"]
    indicator = next(i for i in framework.indicators if i.id == "hospital-admissions")
    picture = drawn((indicator, found))
    assert [symbol for _, symbol in picture.withheld] == ["[c]"]
    assert picture.home == ()
    assert "Withheld: 2020/21." in described(found, indicator, "Tower Hamlets")


def test_shares_never_reach_beyond_a_hundred_per_cent(series: Callable[..., Series]) -> None:
    for name in ("year-6-obesity", "air-pollution-mortality-fraction"):
        assert all(0 <= float(words.rstrip("%")) <= 100 for _, words in drawn(series(name)).values)


def test_every_line_has_its_name_at_its_end(series: Callable[..., Series]) -> None:
    year_6 = drawn(series("year-6-obesity"))
    assert [" ".join(n.lines) for n in year_6.labels] == ["Tower Hamlets", "England", "Proposed target"]
    assert next(n.end.y for n in year_6.labels) == year_6.dots[-1][1]
    assert all(n.x >= year_6.right for n in year_6.labels)


def test_everything_is_inside_the_picture(series: Callable[..., Series]) -> None:
    for name in ("year-6-obesity", "healthy-life-expectancy-male", "smoking-prevalence-adults"):
        found = drawn(series(name))
        assert all(found.left <= x <= found.right for x, _ in found.dots)
        assert all(0 <= y <= found.floor for _, y in found.dots)


def test_a_chart_is_told_in_words(series: Callable[..., Series]) -> None:
    indicator, rows = series("reception-obesity")
    assert described(rows, indicator, "Tower Hamlets") == (
        "Line chart of 15 values. Tower Hamlets: from 14.1% in 2007/08 to 10.5% (95% interval 9.5% to 11.7%) in "
        "2022/23. Highest 14.1% in 2007/08, lowest 10.5% in 2017/18. No value between 2019/20 and 2021/22. "
        "England: from 9.6% in 2007/08 to 9.2% in 2022/23."
    )
    year_6, rows = series("year-6-obesity")
    assert described(rows, year_6, "Tower Hamlets").endswith("Proposed target: 26.4% by 2013.")


def test_the_page_carries_the_words_as_the_picture_s_description(card: Callable[[str], Node]) -> None:
    picture = card("reception-obesity").all("svg", role="img")[0]
    assert picture.all("title")[0].text == "Reception obesity"
    assert picture.all("desc")[0].text.startswith("Line chart of 15 values.")
    assert "width" not in picture.attributes, "it takes the width of its column"
