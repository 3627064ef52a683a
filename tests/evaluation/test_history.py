"""Previous points and windows of a series, at their edges and against a plain loop."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.evaluation.history import Series, latest_points, previous_rows
from tht_xl.framework.lookup import find_indicator
from tht_xl.model.definition import Framework, Indicator
from tht_xl.model.period import Period

Row = tuple[str, date, date, bool]


@pytest.fixture(scope="module")
def unbroken(small: Framework) -> Indicator:
    return find_indicator(small, "survey")


def series(*rows: Row) -> Series:
    area, start, end, usable = zip(*rows, strict=True) if rows else ((), (), (), ())
    first, last = (np.array(each, "datetime64[D]") for each in (start, end))
    return Series(np.array(area, object), first, last, np.array(usable, bool))


def row(label: str, area: str = "a", *, usable: bool = True) -> Row:
    period = Period.parse(label)
    return area, period.start, period.end, usable


def test_no_rows_have_nothing_before_them(unbroken: Indicator) -> None:
    assert previous_rows(series(), unbroken).tolist() == []
    assert latest_points(series()).shape == (0, 5)


def test_one_row_has_only_itself(unbroken: Indicator) -> None:
    alone = series(row("2022"))
    assert previous_rows(alone, unbroken).tolist() == [-1]
    assert latest_points(alone).tolist() == [[-1, -1, -1, -1, 0]]


def test_rows_of_several_areas_in_any_order_keep_apart(unbroken: Indicator) -> None:
    mixed = series(row("2023"), row("2021", "b"), row("2021"), row("2023", "b"), row("2022"), row("2020", "c"))
    assert previous_rows(mixed, unbroken).tolist() == [4, -1, -1, 1, 2, -1]
    assert latest_points(mixed, points=3).tolist() == [
        [2, 4, 0], [-1, -1, 1], [-1, -1, 2], [-1, 1, 3], [-1, 2, 4], [-1, -1, 5],
    ]  # fmt: skip


def test_a_row_without_value_is_skipped_but_has_a_past(unbroken: Indicator) -> None:
    gap = series(row("2021"), row("2022", usable=False), row("2023"))
    assert previous_rows(gap, unbroken).tolist() == [-1, 0, 0]
    assert latest_points(gap, points=2).tolist() == [[-1, 0], [-1, -1], [0, 2]]


def test_a_window_holds_no_more_than_its_points() -> None:
    window = latest_points(series(*[row(str(2024 - n)) for n in range(7)]))
    assert window[0].tolist() == [4, 3, 2, 1, 0]
    assert window[6].tolist() == [-1, -1, -1, -1, 6]


def test_overlapping_periods_are_not_previous_but_are_points(unbroken: Indicator) -> None:
    pooled = series(row("2018 - 20"), row("2019 - 21"), row("2021 - 23"))
    assert previous_rows(pooled, unbroken).tolist() == [-1, -1, 0]
    assert latest_points(pooled, points=3)[2].tolist() == [0, 1, 2]


def test_the_period_of_a_break_is_the_first_of_the_new_way(unbroken: Indicator) -> None:
    # Given out of order on purpose.
    broken = unbroken.model_copy(update={"breaks": (Period.parse("2023"), Period.parse("2021"))})
    years = series(*[row(str(year)) for year in range(2019, 2025)])
    assert previous_rows(years, broken).tolist() == [-1, 0, -1, 2, -1, 4]


days = st.integers(0, 60).map(lambda n: date(2020, 1, 1) + timedelta(n))
rows = st.tuples(st.sampled_from("ab"), days, st.integers(0, 20), st.booleans()).map(
    lambda each: (each[0], each[1], each[1] + timedelta(each[2]), each[3])
)


@given(st.lists(rows, max_size=12, unique_by=lambda each: (each[0], each[2])), st.lists(days, max_size=2))
def test_previous_is_what_a_plain_loop_finds(unbroken: Indicator, given_rows: list[Row], breaks: list[date]) -> None:
    indicator = unbroken.model_copy(update={"breaks": tuple(Period.parse(day.isoformat()) for day in breaks)})

    def comes_before(earlier: Row, later: Row) -> bool:
        is_split = any(earlier[1] < day <= later[1] for day in breaks)
        return earlier[0] == later[0] and earlier[3] and earlier[2] < later[1] and not is_split

    expected = [
        max((n for n, other in enumerate(given_rows) if comes_before(other, each)),
            key=lambda n: given_rows[n][2], default=-1)
        for each in given_rows
    ]  # fmt: skip
    assert previous_rows(series(*given_rows), indicator).tolist() == expected
