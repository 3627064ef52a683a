import numpy as np
import pandas as pd
import pytest

from tht_xl import frames
from tht_xl.errors import ThtError

FRAME = pd.DataFrame(
    {
        "ward": ["Bow", "Poplar", "Wapping", "Shadwell", "Bow", "Poplar"],
        "year": [2023, 2023, 2023, 2023, 2024, 2024],
        "count": [3, 12, 40, 0, 9, 11],
    }
)


def test_each_group_is_a_table_with_a_total() -> None:
    found = frames.suppressed(FRAME, rule="1-5", by="year")
    added = ["symbol", "withheld", "released_total", "total_withheld", "reason"]
    assert found.columns.tolist() == ["ward", "year", "count", *added]
    assert found["symbol"].tolist() == ["[c]", "[c]", "", "", "", ""]
    assert found["withheld"].tolist() == ["1-5: primary", "1-5: secondary", "", "", "", ""]
    np.testing.assert_array_equal(found["count"], [np.nan, np.nan, 40, 0, 9, 11])
    assert found["released_total"].tolist() == [55, 55, 55, 55, 20, 20]


def test_the_count_itself_does_not_leak() -> None:
    found = frames.suppressed(FRAME, rule="1-5", by="year")
    assert not (found == 3).any(axis=None)
    assert FRAME["count"][0] == 3


def test_a_total_of_ones_own_and_no_row() -> None:
    given = frames.suppressed(FRAME.assign(total=[55] * 4 + [20] * 2), rule="1-7", by="year", total="total")
    assert given["symbol"].tolist()[0] == "[c]"
    assert len(frames.suppressed(FRAME.iloc[:0], rule="1-5", by="year")) == 0


def test_there_is_no_default_rule() -> None:
    with pytest.raises(ThtError) as refused:
        frames.suppressed(FRAME, rule="1-6")
    assert str(refused.value).startswith("unknown disclosure rule '1-6'. Did you mean ")


def test_a_count_that_cannot_be_judged_says_why() -> None:
    found = frames.suppressed(FRAME.assign(count=[3, 12.5, -2, np.nan, 9, np.inf]), rule="1-5", by="year")
    assert found["reason"].tolist() == [
        "",
        "the count is 12.5; expected a whole number from 0 up",
        "the count is -2; expected a whole number from 0 up",
        "the count is missing; enter 0 if none occurred",
        "",
        "the count is inf; expected a whole number from 0 up",
    ]
    assert found["symbol"].tolist() == ["[c]", "", "", "", "", ""]
    # Nobody knows the total of what is not known.
    assert found["released_total"].isna().all()


WARDS = ["Bow", "Poplar", "Wapping"]
AGES = ["0-4", "5-9", "10-14"]
CROSSED = pd.DataFrame(
    {
        "age": AGES * 3,
        "ward": np.repeat(WARDS, 3),
        "count": [3, 20, 30, 15, 12, 40, 9, 31, 32],
    },
    index=range(10, 19),
)


def test_a_two_way_table() -> None:
    found = frames.suppressed(CROSSED, rule="1-5", rows="ward", columns="age")
    assert found.index.tolist() == CROSSED.index.tolist()
    assert found["symbol"].tolist() == ["[c]", "", "[c]", "", "", "", "[c]", "", "[c]"]
    assert found["withheld"].tolist()[:3] == ["1-5: primary", "", "1-5: secondary"]
    assert found["released_row_total"].tolist() == [53] * 3 + [67] * 3 + [72] * 3
    assert found["released_column_total"].tolist() == [27, 63, 102] * 3
    assert found["released_total"].tolist() == [192] * 9
    assert found.columns.tolist()[3:] == [
        "symbol",
        "withheld",
        "released_row_total",
        "row_total_withheld",
        "released_column_total",
        "column_total_withheld",
        "released_total",
        "total_withheld",
        "reason",
    ]


def test_two_way_tables_are_told_apart_and_may_be_in_any_order() -> None:
    other = CROSSED.assign(count=[3, 0, 0, 15, 12, 40, 9, 7, 50])
    both = pd.concat([CROSSED.assign(year=2023), other.assign(year=2024)], ignore_index=True)
    mixed = both.sample(frac=1, random_state=1)
    found = frames.suppressed(mixed, rule="1-5", by="year", rows="ward", columns="age").sort_index()
    assert found["symbol"].tolist()[9:] == ["[c]"] + [""] * 8
    assert found["row_total_withheld"].tolist()[9:] == ["1-5: primary"] * 3 + [""] * 6
    assert found["column_total_withheld"].tolist()[9:12] == ["1-5: secondary", "", ""]
    assert found["total_withheld"].tolist()[9:] == ["1-5: secondary"] * 9
    alone = frames.suppressed(CROSSED, rule="1-5", rows="ward", columns="age")
    assert found["symbol"].tolist()[:9] == alone["symbol"].tolist()


def test_cells_that_are_missing_or_there_twice() -> None:
    found = frames.suppressed(CROSSED.iloc[:-1], rule="1-5", rows="ward", columns="age")
    assert found["released_row_total"].isna().tolist() == [False] * 6 + [True] * 2
    assert found["released_total"].isna().all()
    twice = pd.concat([CROSSED, CROSSED.iloc[[4]]], ignore_index=True)
    found = frames.suppressed(twice, rule="1-5", rows="ward", columns="age")
    assert found["reason"].tolist()[4] == "another row of its table has the same ward and age; expected one"
    assert found["reason"].tolist()[9] == found["reason"].tolist()[4]
    assert found["count"].isna().tolist()[4]
    assert found["reason"].tolist()[3] == ""
    assert len(frames.suppressed(CROSSED.iloc[:0], rule="1-5", rows="ward", columns="age")) == 0


def test_rows_and_columns_go_together() -> None:
    with pytest.raises(ThtError) as refused:
        frames.suppressed(CROSSED, rule="1-5", rows="ward")
    assert str(refused.value) == (
        "rows is 'ward', columns is None and total is None; expected rows and columns, or neither. "
        "Name both for two-way tables, whose totals are added up, and leave total out"
    )


def test_rows_that_state_different_totals_release_nothing() -> None:
    for totals in ([55, 55, 55, 99], [np.nan, 55, 55, 55], [55, np.nan, np.nan, np.nan]):
        found = frames.suppressed(FRAME[:4].assign(total=totals), rule="1-5", total="total")
        assert found["count"].isna().all()
        assert found["released_total"].isna().all()
        assert set(found["reason"]) == {"the total differs between the rows of its table; expected one"}
    alike = frames.suppressed(FRAME[:4].assign(total=np.nan), rule="1-5", total="total")
    assert alike["symbol"].tolist() == ["[c]", "", "", ""]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            {"rows": "ward", "columns": "ward"},
            "columns and rows are both column 'ward'; expected two different columns",
        ),
        ({"rows": "ward", "columns": "count"}, "columns and count are both column 'count'; expected two different"),
        ({"by": "year", "total": "year"}, "by 1 and total are both column 'year'; expected two different columns"),
        ({"national_total": "no"}, "national_total holds 'no'; expected true or false. Give one True or False for all"),
        ({"national_total": np.nan}, "national_total holds nan; expected true or false."),
        ({"rows": "ward", "columns": "list"}, "columns: column 'list' holds [1] in row 0; expected texts, numbers or"),
    ],
)
def test_refuses_what_would_be_taken_for_something_else(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ThtError) as refused:
        frames.suppressed(FRAME.assign(list=[[1]] * 6), rule="1-7", **arguments)  # type: ignore[arg-type]
    assert str(refused.value).startswith(message)
