"""Previous points and windows of a series, at their edges and against a plain loop."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.evaluation.history import MAX_STEPS, Series, latest_points, previous_rows, segments_of
from tht_xl.model.periods.period import Period

Row = tuple[str, date, date, bool]


def series(*rows: Row, breaks: Sequence[date] = ()) -> Series:
    area, start, end, usable = zip(*rows, strict=True) if rows else ((), (), (), ())
    first, last = (np.array(each, "datetime64[D]").view(np.int64) for each in (start, end))
    of = np.array([ord(each) for each in area], np.intp)
    segment = segments_of(np.zeros(len(of), np.intp), first, [number_of(*breaks)])
    return Series(of, segment, first, last, np.array(usable, bool))


def number_of(*days: date) -> list[int]:
    return np.array(days, "datetime64[D]").view(np.int64).tolist()


def row(label: str, area: str = "a", *, usable: bool = True) -> Row:
    period = Period.parse(label)
    return area, period.start, period.end, usable


def windows(of: Series, points: int = 5) -> dict[int, list[int]]:
    """The points up to each row that has so many."""
    rows, found = latest_points(of, points)
    return dict(zip(rows.tolist(), found.tolist(), strict=True))


def test_no_rows_have_nothing_before_them() -> None:
    assert previous_rows(series()).tolist() == []
    assert windows(series()) == {}
    assert latest_points(series())[1].shape == (0, 5)


def test_one_row_has_only_itself() -> None:
    alone = series(row("2022"))
    assert previous_rows(alone).tolist() == [-1]
    assert windows(alone) == {}
    assert windows(alone, points=1) == {0: [0]}


def test_rows_of_several_areas_in_any_order_keep_apart() -> None:
    mixed = series(row("2023"), row("2021", "b"), row("2021"), row("2023", "b"), row("2022"), row("2020", "c"))
    assert previous_rows(mixed).tolist() == [4, -1, -1, 1, 2, -1]
    assert windows(mixed, points=2) == {0: [4, 0], 3: [1, 3], 4: [2, 4]}
    assert windows(mixed, points=3) == {0: [2, 4, 0]}


def test_a_row_without_value_is_skipped_but_has_a_past() -> None:
    gap = series(row("2021"), row("2022", usable=False), row("2023"))
    assert previous_rows(gap).tolist() == [-1, 0, 0]
    assert windows(gap, points=2) == {2: [0, 2]}


def test_a_window_holds_no_more_than_its_points() -> None:
    found = windows(series(*[row(str(2024 - n)) for n in range(7)]))
    assert found == {0: [4, 3, 2, 1, 0], 1: [5, 4, 3, 2, 1], 2: [6, 5, 4, 3, 2]}


def test_overlapping_periods_are_not_previous_but_are_points() -> None:
    pooled = series(row("2018 - 20"), row("2019 - 21"), row("2021 - 23"))
    assert previous_rows(pooled).tolist() == [-1, -1, 0]
    assert windows(pooled, points=3) == {2: [0, 1, 2]}


def test_many_periods_may_overlap() -> None:
    rolling = [row(f"{year} - {(year + MAX_STEPS + 2) % 100:02d}") for year in range(1980, 2000)]
    assert previous_rows(series(row("1979"), *rolling)).tolist() == [-1, *[0] * (MAX_STEPS + 3), *range(1, 10)]


def test_of_two_that_end_together_the_one_that_begins_last_is_the_later_point() -> None:
    assert windows(series(row("2022"), row("2020 - 22")), points=2) == {0: [1, 0]}


def test_the_period_of_a_break_is_the_first_of_the_new_way() -> None:
    # Given out of order on purpose.
    breaks = date(2023, 1, 1), date(2021, 1, 1)
    years = series(*[row(str(year)) for year in range(2019, 2025)], breaks=breaks)
    assert previous_rows(years).tolist() == [-1, 0, -1, 2, -1, 4]


def test_a_break_parts_the_rows_of_its_own_indicator_alone() -> None:
    start = np.array(number_of(date(2020, 1, 1), date(2022, 1, 1)) * 3)
    indicators = np.repeat([0, 1, 2], 2)
    found = segments_of(indicators, start, [number_of(date(2021, 1, 1)), [], number_of(date(2023, 1, 1))])
    assert [len(set(found[indicators == each])) for each in range(3)] == [2, 1, 1]
    assert segments_of(indicators, start, [[], [], []]).tolist() == [0] * 6


days = st.integers(0, 60).map(lambda n: date(2020, 1, 1) + timedelta(n))
rows = st.tuples(st.sampled_from("ab"), days, st.integers(0, 20), st.booleans()).map(
    lambda each: (each[0], each[1], each[1] + timedelta(each[2]), each[3])
)


@given(st.lists(rows, max_size=12, unique_by=lambda each: (each[0], each[2])), st.lists(days, max_size=2))
def test_previous_is_what_a_plain_loop_finds(given_rows: list[Row], breaks: list[date]) -> None:
    def comes_before(earlier: Row, later: Row) -> bool:
        is_split = any(earlier[1] < day <= later[1] for day in breaks)
        return earlier[0] == later[0] and earlier[3] and earlier[2] < later[1] and not is_split

    expected = [
        max((n for n, other in enumerate(given_rows) if comes_before(other, each)),
            key=lambda n: given_rows[n][2], default=-1)
        for each in given_rows
    ]  # fmt: skip
    assert previous_rows(series(*given_rows, breaks=breaks)).tolist() == expected
