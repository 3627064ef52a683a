"""Where each mark of a chart goes, to a tenth of a pixel, for a series small enough to reckon by hand.

The scale runs from 10% at pixel 180 to 40% at pixel 20, so that a point is 16/3 pixels high; the years are a
third of the way from pixel 35.8 to pixel 341.8 apart, but for the day of the leap year.
"""

import pytest
from evaluation_samples import ENGLAND, LONDON, a_reading, an_indicator, beside

from tht_xl.evaluation.result import Result
from tht_xl.evaluation.target_status import TargetStatus
from tht_xl.model.periods.period import Period
from tht_xl.report.charts.chart import Chart, chart
from tht_xl.report.charts.describe import course, described
from tht_xl.report.charts.spark import Spark, spark

INDICATOR = an_indicator(short_name="One")


def point(year: str, value: float | None, reach: float, england: float | None, target: float | None = None) -> Result:
    limits = (None, None) if value is None else (value - reach, value + reach)
    return a_reading(
        year, value=value, lower=limits[0], upper=limits[1], withheld="" if value is not None else "[c]",
        comparisons=(beside(ENGLAND, england), beside(LONDON, 31.0 if value is not None else None)),
        target_status=TargetStatus("Red" if target else "", target, target, "2022", None, None, None, None),
    )  # fmt: skip


SERIES = (
    point("2020/21", 30.0, 5.0, 32.0),
    point("2021/22", 34.0, 4.0, 33.0),
    point("2022/23", None, 0.0, None),
    point("2023/24", 20.0, 4.0, 36.0, target=40.0),
)


def drawn(series: tuple[Result, ...] = SERIES, **changed: object) -> Chart:
    found = chart(series, INDICATOR.model_copy(update=changed), "Tower Hamlets")
    assert found is not None
    return found


def test_every_value_stands_at_its_height_and_its_day() -> None:
    found = drawn()
    assert (found.left, found.right, found.floor, found.unit) == (27.8, 341.8, 180.0, "")
    assert found.values == ((180.0, "10%"), (126.7, "20%"), (73.3, "30%"), (20.0, "40%"))
    assert found.dots == ((35.8, 73.3), (137.8, 52.0), (341.8, 126.7))
    assert found.whiskers == ((35.8, 100.0, 46.7), (137.8, 73.3, 30.7), (341.8, 148.0, 105.3))
    assert found.target == 20.0


def test_the_grid_leaves_room_for_the_longest_number_on_it() -> None:
    wide = (point("2021/22", 95.0, 5.0, None), point("2022/23", 5.0, 5.0, None))
    found = drawn(wide)
    assert {len(words) for _, words in found.values} == {2, 3, 4}
    assert found.left == 34.4  # four letters of 6.6 pixels, and 8 beside them


def test_lines_join_neighbours_and_stop_at_a_gap() -> None:
    found = drawn()
    assert found.home == ("M35.8 73.3L137.8 52.0",)
    assert found.comparator == ("M35.8 62.7L137.8 57.3",)
    assert found.comparator_dots == ((341.8, 41.3),)
    assert (found.withheld, found.ribbons, found.breaks) == (((239.7, "[c]"),), (), ())


def test_every_period_has_its_tick_and_those_with_room_their_label() -> None:
    assert drawn().periods == (
        (35.8, "2020/21", 35.8), (137.8, "2021/22", 137.8), (239.7, "2022/23", 239.7), (341.8, "2023/24", 341.8),
    )  # fmt: skip
    years = [point(f"{y}/{(y + 1) % 100:02}", 30.0 + y % 3, 2.0, 32.0) for y in range(2005, 2024)]
    labelled = [words for _, words, _ in drawn(tuple(years)).periods]
    assert [w for w in labelled if w] == ["2005/06", "2011/12", "2017/18", "2023/24"]


def test_the_label_of_a_period_at_the_edge_stays_in_the_picture() -> None:
    long = (point("16 Nov 2022 - 15 Nov 2023", 30.0, 1.0, None), point("16 Nov 2023 - 15 Nov 2024", 31.0, 1.0, None))
    found = drawn(long)
    assert [words for _, words, _ in found.periods] == ["2022–23", "2023–24"]
    assert all(23.1 <= middle <= 400 - 23.1 for _, _, middle in found.periods)


def test_a_name_stands_beside_the_end_of_its_line() -> None:
    names = [(n.lines, n.x, n.y, n.first_line, n.end.kind, n.end.x, n.end.y) for n in drawn().labels]
    assert names == [
        (("Tower", "Hamlets"), 353.8, 126.7, 123.7, "home", 341.8, 126.7),
        (("England",), 353.8, 41.3, 45.3, "comparator", 341.8, 41.3),
        (("Target",), 353.8, 20.0, 24.0, "target", 341.8, 20.0),
    ]


def test_a_band_runs_along_the_upper_limits_and_back_along_the_lower() -> None:
    years = tuple(point(f"20{y}/{y + 1}", 30.0, 5.0, None, target=40.0) for y in range(10, 15))
    found = drawn(years)
    assert found.values[0] == (180.0, "25%")
    assert found.values[-1] == (20.0, "40%")
    upper, lower = 73.3, 180.0
    across = (35.8, 112.4, 188.9, 265.4, 341.8)
    there = "L".join(f"{x} {upper}" for x in across)
    back = "L".join(f"{x} {lower}" for x in reversed(across))
    assert found.ribbons == (f"M{there}L{back}Z",)
    assert found.whiskers == ()


def test_a_new_method_is_marked_on_its_day_and_only_within_the_series() -> None:
    assert drawn(breaks=(Period.parse("2021/22"),)).breaks == (86.9,)
    for outside in ("2019/20", "2024/25"):
        assert drawn(breaks=(Period.parse(outside),)).breaks == ()


def test_the_small_line_has_the_same_shape() -> None:
    assert spark(SERIES, INDICATOR) == Spark(("M4.0 7.9L33.3 3.7",), (92.0, 18.3))
    level = (point("2021/22", 30.0, 1.0, None), point("2022/23", 30.0, 1.0, None))
    assert spark(level, INDICATOR) == Spark(("M4.0 11.0L92.0 11.0",), (92.0, 11.0))


def test_the_words_name_first_last_highest_lowest_and_every_gap() -> None:
    assert described(SERIES, INDICATOR, "Here") == (
        "Line chart of 3 values. Here: from 30.0% in 2020/21 to 20.0% (95% interval 16.0% to 24.0%) in 2023/24. "
        "Highest 34.0% in 2021/22, lowest 20.0% in 2023/24. Withheld: 2022/23. No value between 2021/22 and 2023/24. "
        "England: from 32.0% in 2020/21 to 36.0% in 2023/24. Target: 40.0% by 2022."
    )


@pytest.mark.parametrize(
    ("series", "said"),
    [
        (SERIES, "From 30.0% in 2020/21 to 20.0% (95% interval 16.0% to 24.0%) in 2023/24. Highest 34.0% in 2021/22, "
                 "lowest 20.0% in 2023/24."),
        (SERIES[:2], "From 30.0% in 2020/21 to 34.0% (95% interval 30.0% to 38.0%) in 2021/22."),
        (SERIES[:1], "30.0% (95% interval 25.0% to 35.0%) in 2020/21."),
        (SERIES[2:3], ""),
    ],
)  # fmt: skip
def test_a_printed_page_has_the_course_in_a_line(series: tuple[Result, ...], said: str) -> None:
    assert course(series, INDICATOR) == said


def test_many_gaps_and_many_withheld_years_are_counted() -> None:
    years = [point(f"20{y}/{y + 1}", 30.0 + y if y % 2 else None, 1.0, None) for y in range(10, 20)]
    said = described(tuple(years), INDICATOR, "Here")
    assert "Withheld: 5 periods." in said
    assert "The line has 4 gaps." in said
    fewer = described(tuple(years[:8]), INDICATOR, "Here")
    assert "The line has" not in fewer
    assert fewer.count("No value between") == 3
    assert "Withheld: 4 periods." in fewer
    assert "Withheld: 2010/11, 2012/13 and 2014/15." in described(tuple(years[:6]), INDICATOR, "Here")
