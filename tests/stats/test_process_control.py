from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.stats.process_control import RUN, Cause, find_process_rules, process_control

# R's rnorm(20) after set.seed(123), the example of NHSRplotthedots' own snapshots.
SEED_123 = [
    -0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774, 1.71506499, 0.46091621, -1.26506123, -0.68685285,
    -0.44566197, 1.22408180, 0.35981383, 0.40077145, 0.11068272, -0.55584113, 1.78691314, 0.49785048, -1.96661716,
    0.70135590, -0.47279141,
]  # fmt: skip
# Montgomery and Runger, Applied Statistics and Probability for Engineers, 3rd ed., example 16-2.
CONCENTRATION = [
    102.0, 94.8, 98.3, 98.4, 102.0, 98.5, 99.0, 97.7, 100.0, 98.1, 101.3, 98.7, 101.1, 98.4, 97.0, 96.7, 100.3, 101.4,
    97.2, 101.0,
]  # fmt: skip

whole_numbers = st.integers(-30, 30)
points = st.one_of(whole_numbers, whole_numbers, whole_numbers, st.just(None)).map(
    lambda n: np.nan if n is None else float(n)
)
series = st.lists(points, min_size=1, max_size=40)
rules = st.sampled_from(["plotthedots", "mdc"])


def causes(values: Sequence[float], **options: object) -> list[int]:
    return process_control(values, **options).cause.tolist()  # pyright: ignore[reportArgumentType]


def test_published_limits_of_plot_the_dots() -> None:
    control = process_control(SEED_123)
    assert (control.mean[0], control.lower[0], control.upper[0]) == pytest.approx((0.142, -3.01, 3.29), abs=0.005)
    assert not control.cause.any()
    halves = process_control(np.reshape(SEED_123, (2, 10)))
    assert halves.mean[:, 0] == pytest.approx([0.0746, 0.209], abs=0.0005)
    assert halves.lower[:, 0] == pytest.approx([-2.60, -3.28], abs=0.005)
    assert halves.upper[:, 0] == pytest.approx([2.75, 3.70], abs=0.005)


def test_published_limits_of_a_textbook() -> None:
    control = process_control(CONCENTRATION)
    # Published from a mean rounded to 99.1 and a mean moving range rounded to 2.59.
    assert (control.mean[0], control.lower[0], control.upper[0]) == pytest.approx((99.1, 92.21, 105.99), abs=0.01)


def test_moving_ranges_far_above_their_mean_are_screened() -> None:
    values = [7, 9, 8, 8, 6, 9, 7, 8, 9, 7, 8, 9, 17]
    ranges = np.abs(np.diff(values))
    kept = ranges[ranges < 3.267 * ranges.mean()]
    assert len(kept) == 11
    assert process_control(values).upper[0] == pytest.approx(np.mean(values) + 2.66 * kept.mean())
    assert process_control(values, rules="mdc").upper[0] == pytest.approx(np.mean(values) + 2.66 * ranges.mean())


def test_a_level_series_has_limits_and_no_special_cause() -> None:
    for level in (0.1, 57 / 100 * 100, 1e6):
        control = process_control([level] * 13)
        assert control.mean.tolist() == control.lower.tolist() == control.upper.tolist() == [level] * 13
        assert control.direction.tolist() == [0.0] * 13
    assert process_control([57, 57 / 100 * 100] * 7).direction.tolist() == [0.0] * 14


def test_a_trend_takes_six_steps_and_ties_end_it() -> None:
    swing = [-10, 10] * 10
    rising, tied = [-3, -2, -1, 0, 1, 2, 3], [-3, -2, -1, 0, 0, 1, 2, 3]
    assert causes([*swing, *rising, -3])[20:] == [2] * 7 + [0]
    assert causes([*swing, *rising[1:], -3])[20:] == [0] * 7
    assert causes([*swing, *tied, -3])[20:] == [0] * 9
    # Four of a fall and three of a rise are no seven points one way.
    assert causes([*swing, 3, 2, 1, 0, 1, 2, 3])[20:] == [0] * 7


def test_a_trend_counts_by_its_direction_and_a_turning_point_by_the_way_to_it() -> None:
    swing = [10, -10] * 10
    control = process_control([*swing, -12, -3, -2, -1, 1, 2, 5, 4, 3, 2, 1, 0, -1, 12])
    assert control.cause[20:].tolist() == [2] * 13 + [0]
    assert control.direction[20:].tolist() == [1] * 7 + [-1] * 6 + [0]


def test_two_of_three_near_a_limit_on_one_side() -> None:
    # Mean 0, limits at 26.6 and warnings at 17.7 whatever the tail: ranges of 10 throughout the start.
    start = [5, -5] * 20
    limits = process_control([*start, 0.0])
    near, inner = float(limits.upper[0]) * 0.85, float(limits.upper[0]) * 0.3
    for window, expected in (
        ([near, inner, near], [3, 0, 3]), ([near, near, inner], [3, 3, 0]), ([inner, near, near], [0, 3, 3]),
        ([near, -inner, near], [0, 0, 0]), ([near, inner, inner], [0, 0, 0]), ([-near, -inner, -near], [3, 0, 3]),
        ([near, inner, -near], [0, 0, 0]),
    ):  # fmt: skip
        values = np.array([*start, *window, -5.0 if window[-1] > 0 else 5.0])
        held = np.array([*start, *window]).tolist()
        found = process_control([*values], fixed_after=40)
        assert found.cause[40:43].tolist() == expected, held


def test_points_outside_the_limits_count_towards_two_of_three_in_one_set_of_rules() -> None:
    start = [5, -5] * 20
    top = float(process_control(start).upper[0])
    values = [*start, top * 1.1, top * 0.3, top * 0.8, -5]
    assert causes(values, fixed_after=40)[40:] == [1, 0, 0, 0]
    assert causes(values, fixed_after=40, rules="mdc")[40:] == [1, 0, 3, 0]


def test_seven_on_one_side_and_a_point_on_the_mean_ends_it() -> None:
    low, high = [-1, -3, -1, -3, -1, -3, -1], [1, 3, 1, 3, 1, 3, 1]
    control = process_control([*low, *high])
    assert control.cause.tolist() == [4] * 14
    assert control.direction.tolist() == [-1] * 7 + [1] * 7
    assert causes([*low[:-1], *high[:-1]]) == [0] * 12
    ended = [*low[:-1], 0, *low[:3], 3, 4, 3, 4, 3]
    assert sum(ended) == 0
    assert 4 not in causes(ended)


def test_the_first_cause_that_holds_is_given() -> None:
    # Rising throughout: the ends are outside the limits, the rest is a trend before it is a shift.
    assert causes(list(range(20))) == [1] * 7 + [2] * 6 + [1] * 7


def test_a_missing_point_ends_runs_and_makes_no_moving_range() -> None:
    swing = [10.0, -10.0] * 10
    control = process_control([*swing, -3, -2, -1, np.nan, 0, 1, 2, 3, -3])
    assert control.cause[20:].tolist() == [0] * 9
    assert np.isnan(control.direction).tolist() == [False] * 23 + [True] + [False] * 5
    alone = process_control([1, np.nan, 2, np.nan, 3])
    assert alone.mean.tolist() == [2] * 5
    assert np.isnan(alone.upper).all() and np.isnan(alone.direction).all()
    assert alone.points.tolist() == [3] * 5
    with_gap = process_control([1, 3, np.nan, 4, 8, np.inf])
    assert with_gap.upper[0] == pytest.approx(4 + 2.66 * (2 + 4) / 2)


def test_a_rebase_starts_limits_and_runs_anew() -> None:
    values = [1, 2, 1, 2, 1, 2, 1, 11, 12, 11, 12, 11, 12, 11]
    rebase = [False] * 7 + [True] + [False] * 6
    control = process_control(values, rebase=rebase)
    apart = [process_control(values[:7]), process_control(values[7:])]
    for found, *parts in zip(control, *apart, strict=True):
        assert found.tolist() == np.concatenate(parts).tolist()
    rising = process_control(range(14), rebase=[False] * 6 + [True] + [False] * 7)
    assert 2 not in rising.cause[:6]
    # The flags belong to one series or to each.
    both = process_control([values, values], rebase=[rebase, [False] * 14])
    assert both.mean[0].tolist() == control.mean.tolist()
    assert both.mean[1].tolist() == process_control(values).mean.tolist()


def test_limits_fixed_after_the_first_points() -> None:
    values = [1.0, 3.0] * 6 + [9.0, 9.5] * 3
    control = process_control(values, fixed_after=12)
    start = process_control(values[:12])
    assert control.mean.tolist() == [2.0] * 18
    assert control.upper[-1] == start.upper[0] == pytest.approx(2 + 2.66 * 2)
    assert control.cause[12:].tolist() == [1] * 6
    # Missing points do not count, and later ones make up for them.
    assert process_control([1.0, np.nan, *values[1:]], fixed_after=12).mean[0] == 2
    assert process_control(values[:4], fixed_after=12).mean[0] == 2


def test_limits_from_13_points_where_the_rules_say_so() -> None:
    values = list(range(13))
    assert np.isnan(process_control(values[:12], rules="mdc").upper).all()
    assert np.isnan(process_control(values[:12], rules="mdc").direction).all()
    assert np.isfinite(process_control(values, rules="mdc").upper).all()
    assert np.isfinite(process_control(values[:2]).upper).all()


@given(series, rules)
def test_limits_and_causes_by_the_definition(values: list[float], rules: str) -> None:
    """The same answers as a reading point by point with plain lists."""
    control = process_control(values, rules=rules)
    mean, sigma = _plain_limits(values, rules)
    assert control.mean[0] == pytest.approx(mean, nan_ok=True)
    assert control.upper[0] == pytest.approx(mean + 3 * sigma, nan_ok=True)
    assert control.lower[0] == pytest.approx(mean - 3 * sigma, nan_ok=True)
    expected = [_plain_cause(values, place, mean, sigma, rules) for place in range(len(values))]
    assert control.cause.tolist() == expected


def _plain_limits(values: list[float], rules: str) -> tuple[float, float]:
    known = [v for v in values if not np.isnan(v)]
    if not known:
        return np.nan, np.nan
    ranges = [abs(b - a) for a, b in pairwise(values) if not np.isnan(a + b)]
    if rules == "plotthedots" and ranges:
        ranges = [r for r in ranges if r < 3.267 * np.mean(ranges) or r == 0]
    enough = len(known) >= (13 if rules == "mdc" else 2)
    return sum(known) / len(known), 2.66 / 3 * float(np.mean(ranges)) if ranges and enough else np.nan


def _plain_cause(values: list[float], place: int, mean: float, sigma: float, rules: str) -> int:
    if np.isnan(values[place] + sigma):
        return 0
    off = [v - mean if abs(v - mean) > 1e-9 else 0 * v for v in values]
    outside = [abs(o) > 3 * sigma + 1e-9 for o in off]
    near = [abs(o) > 2 * sigma + 1e-9 and (rules == "mdc" or not out) for o, out in zip(off, outside, strict=True)]

    def windows(length: int) -> list[slice]:
        firsts = range(max(0, place - length + 1), min(place, len(values) - length) + 1)
        return [slice(first, first + length) for first in firsts]

    if outside[place]:
        return 1
    for each in windows(RUN):
        steps = np.diff(values[each])
        if (steps > 0).all() or (steps < 0).all():
            return 2
    for each in windows(3):
        one_side = all(o > 0 for o in off[each]) or all(o < 0 for o in off[each])
        if near[place] and one_side and sum(near[each]) >= 2:
            return 3
    sides = [all(o > 0 for o in off[each]) or all(o < 0 for o in off[each]) for each in windows(RUN)]
    return 4 if any(sides) else 0


@given(series, st.integers(1, 9).map(float), whole_numbers.map(float), rules)
def test_another_unit_changes_nothing_but_the_unit(values: list[float], scale: float, shift: float, rules: str) -> None:
    here, there = process_control(values, rules=rules), process_control(np.array(values) * scale + shift, rules=rules)
    assert there.upper == pytest.approx(here.upper * scale + shift, nan_ok=True, abs=1e-9)
    assert there.cause.tolist() == here.cause.tolist()
    assert np.array_equal(there.direction, here.direction, equal_nan=True)


@given(series, rules)
def test_upside_down_is_the_mirror_image(values: list[float], rules: str) -> None:
    here, there = process_control(values, rules=rules), process_control(-np.array(values), rules=rules)
    assert there.lower == pytest.approx(-here.upper, nan_ok=True)
    assert there.cause.tolist() == here.cause.tolist()
    assert np.array_equal(there.direction, -here.direction, equal_nan=True)


@given(st.lists(st.lists(points, min_size=9, max_size=9), min_size=2, max_size=4), st.data())
def test_one_bad_series_spoils_one_series(rows: list[list[float]], data: st.DataObject) -> None:
    spoilt = data.draw(st.integers(0, len(rows) - 1))
    bad: NDArray[np.float64] = np.array(rows)
    bad[spoilt] = data.draw(st.sampled_from([np.nan, np.inf, -np.inf]))
    together = process_control(bad)
    for row, values in enumerate(bad.tolist()):
        for found, alone in zip(together, process_control(values), strict=True):
            assert np.array_equal(found[row], alone, equal_nan=True)
    assert np.isnan(together.mean[spoilt]).all()


def test_runs_do_not_cross_from_one_series_or_segment_to_the_next() -> None:
    # Four high points, then four high points of the next: each alternates, so that no limit is near.
    row = [1, 3, -1, -3, -1, -3, 1, 3.0]
    apart = process_control(row).cause.tolist()
    assert apart == [0] * 8
    assert process_control([row[4:] + row[:4]] * 2).cause.tolist() == [apart, apart]
    low, high = [-1, -3, 1, 3, 1, 3], [1, 3, 1, 3, -1, -3]
    assert process_control([low, high]).cause.tolist() == [[0] * 6] * 2
    assert process_control(low + high, rebase=[False] * 6 + [True] + [False] * 5).cause.tolist() == [0] * 12
    assert process_control(low + high).cause.tolist() == [0, 0, *[4] * 8, 0, 0]


def test_two_of_three_do_not_cross_from_one_series_to_the_next() -> None:
    start = [5.0, -5.0] * 10
    near = float(process_control(start).upper[0]) * 0.75
    rows = process_control([[*start, 1, near], [near, 1, *start]])
    assert not rows.cause.any()
    both = process_control([*start, 1, near, near, 1, *start])
    assert both.cause[21:23].tolist() == [3, 3]


def test_rounding_errors_are_no_steps_and_no_sides() -> None:
    swing = [0.3, 0.9] * 10
    noise = 0.6 + 2.3e-16 * np.arange(7)
    control = process_control([*swing, *noise])
    assert (np.diff(noise) > 0).all()
    assert control.cause.tolist() == [0] * 27


def test_edges_of_shape() -> None:
    assert process_control([]).mean.shape == (0,)
    assert process_control(np.empty((0, 5))).cause.shape == (0, 5)
    assert process_control(np.empty((3, 0))).cause.shape == (3, 0)
    assert process_control(5.0).mean.tolist() == [5.0]
    assert process_control(np.ones((2, 3, 13))).cause.dtype == np.int8
    assert Cause(1) is Cause.OUTSIDE_LIMITS


def test_refusals() -> None:
    for fixed_after, given_as in ((11, "11"), (12.5, "12.5")):
        with pytest.raises(DomainError) as refusal:
            process_control([1, 2], fixed_after=fixed_after)  # pyright: ignore[reportArgumentType]
        assert str(refusal.value) == (
            f"fixed_after is {given_as}; expected a whole number from 12. Leave it out to base the limits on all points"
        )
    with pytest.raises(DomainError) as refusal:
        process_control([1, 2, 3], rebase=[True, False])
    assert str(refusal.value) == ("rebase has the shape (2,) and the values (3,). Give true or false for each point")
    with pytest.raises(UnknownNameError) as refusal:
        find_process_rules("plot-the-dots")
    assert str(refusal.value) == "unknown process control rules 'plot-the-dots'. Did you mean 'plotthedots'?"


@pytest.mark.parametrize(
    ("given", "shown"),
    [("abc", "'abc'"), (np.nan, "nan"), (np.inf, "inf"), (11, "11"), (True, "True"), (10**400, "1" + "0" * 59)],
)
def test_refuses_to_fix_limits_after_what_is_no_number_of_points(given: object, shown: str) -> None:
    with pytest.raises(DomainError) as refusal:
        process_control([1.0] * 13, fixed_after=given)  # type: ignore[arg-type]
    assert str(refusal.value).startswith(f"fixed_after is {shown}; expected a whole number from 12. Leave it out")


def test_rules_that_are_no_name_are_refused() -> None:
    with pytest.raises(UnknownNameError, match=r"^unknown process control rules "):
        process_control([1, 2], rules=["mdc"])  # type: ignore[arg-type]
