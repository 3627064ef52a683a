"""Axes and labels: round, enclosing, never overlapping."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.report.charts.scale import Axis, decimals_of, pushed_apart, round_ticks, space_out

values = st.floats(-1e6, 1e6, allow_nan=False).map(lambda x: round(x, 6))


@given(values, values)
def test_ticks_rise_evenly_and_enclose_the_range(one: float, other: float) -> None:
    low, high = sorted((one, other))
    ticks = round_ticks(low, high)
    assert 2 <= len(ticks) <= 8
    steps = [after - before for before, after in pairwise(ticks)]
    assert ticks[0] <= low + steps[0] * 1e-6
    assert ticks[-1] >= high - steps[0] * 1e-6
    assert min(steps) > 0
    assert max(steps) == pytest.approx(min(steps), rel=1e-3)


def test_ticks_of_a_flat_line_leave_room_on_both_sides() -> None:
    assert round_ticks(0, 0) == (-1.0, -0.5, 0.0, 0.5, 1.0)
    assert round_ticks(0.4, 0.4)[0] < 0.4 < round_ticks(0.4, 0.4)[-1]


def test_tick_labels_have_the_decimals_that_tell_them_apart() -> None:
    assert [decimals_of(t) for t in ((10.0, 20.0), (2.5, 5.0), (0.39, 0.4, 0.41))] == [0, 1, 2]


def test_an_axis_turns_its_ends_into_its_pixels() -> None:
    axis = Axis(2, 4, 100, 0)
    assert (axis(2), axis(3), axis(4)) == (100, 50, 0)


@given(st.lists(st.tuples(st.floats(1, 60), st.floats(5, 200)), min_size=1, max_size=40))
def test_labels_in_a_row_never_overlap_and_keep_the_last(labels: list[tuple[float, float]]) -> None:
    places = [sum(step for step, _ in labels[: n + 1]) for n in range(len(labels))]
    widths = [width for _, width in labels]
    shown = space_out(places, widths, 4)
    assert shown[-1] == len(labels) - 1
    for before, after in pairwise(shown):
        assert places[before] + widths[before] / 2 + 4 <= places[after] - widths[after] / 2


def test_no_labels_are_no_trouble() -> None:
    assert space_out([], [], 4) == ()


@given(st.lists(st.floats(0, 200), min_size=1, max_size=4))
def test_labels_in_a_column_never_overlap(places: list[float]) -> None:
    moved = pushed_apart(places, [30.0] * len(places), 0, 200)
    middles = sorted(moved)
    assert all(after - before >= 30 - 1e-9 for before, after in pairwise(middles))
    assert middles[0] >= 15 - 1e-9
    assert middles[-1] <= 185 + 1e-9
