"""The small line of a series never leaves its box."""

import re
from itertools import permutations
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.framework.load import load_framework
from tht_xl.model.periods.period import Period
from tht_xl.report.charts.spark import HEIGHT, WIDTH, spark

INDICATOR = load_framework("tht").indicators[0]
LABELS = ["2012/13", "2012 - 14", "2013", "Aug 2013", "2010/11", "1 Apr 2002", "2014/15"]


def series(*points: tuple[str, float | None]) -> Any:
    # As much of a reading as the line looks at.
    return [SimpleNamespace(period=Period.parse(label), value=value, limits=None) for label, value in points]


def places(drawn: Any) -> list[tuple[float, float]]:
    numbers = [float(n) for line in drawn.lines for n in re.findall(r"-?[\d.]+(?:e[+-]\d+)?|nan|inf", line)]
    return [*zip(numbers[::2], numbers[1::2], strict=True), drawn.last]


@given(st.lists(st.tuples(st.sampled_from(LABELS), st.floats() | st.none()), max_size=8))
def test_whatever_the_series_every_point_is_inside(points: list[tuple[str, float | None]]) -> None:
    drawn = spark(series(*points), INDICATOR)
    for x, y in places(drawn) if drawn else ():
        assert 0 < x < WIDTH
        assert 0 < y < HEIGHT


@pytest.mark.parametrize("points", list(permutations([("2012/13", 1.0), ("2012 - 14", 2.0), ("2013/14", 3.0)])))
def test_a_line_runs_from_left_to_right_and_ends_at_the_last_point(points: list[tuple[str, float]]) -> None:
    drawn = spark(series(*points), INDICATOR)
    assert drawn is not None
    across = [x for x, _ in places(drawn)]
    assert across == sorted(across)
    assert drawn.last == (92.0, 3.7)


def test_a_flat_line_lies_in_the_middle() -> None:
    for value in (0.0, 78.2, -1e300):
        drawn = spark(series(("2012/13", value), ("2013/14", value)), INDICATOR)
        assert drawn is not None
        assert {y for _, y in places(drawn)} == {HEIGHT / 2}


def test_fewer_than_two_places_in_time_are_no_line() -> None:
    assert spark(series(), INDICATOR) is None
    assert spark(series(("2013", 1.0), ("2013", 2.0)), INDICATOR) is None
    assert (
        spark(series(("2013", 1.0), ("2014", None), ("2015", float("nan")), ("2016", float("inf"))), INDICATOR) is None
    )
