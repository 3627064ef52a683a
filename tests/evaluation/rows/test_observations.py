"""Observations made complete, and what is no number named."""

from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tht_xl.errors import DomainError
from tht_xl.evaluation.rows.observations import COLUMNS, NUMBERS, REQUIRED, compared, complete, not_numbers


def observed(**columns: object) -> pd.DataFrame:
    return pd.DataFrame({"indicator": "obesity", "area": "England", "period": "2022", **columns})


def counts(*cells: object) -> pd.DataFrame:
    return observed(count=pd.Series(cells, dtype=object))


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["area", "period"], "no column 'indicator'"),
        (["indicator"], "no column 'area', 'period'"),
        ([], "no column 'indicator', 'area', 'period'"),
        ([*REQUIRED, "value", "value"], "column 'value' is there twice"),
        ([*REQUIRED, "note", "note"], "column 'note' is there twice"),
    ],
)
def test_columns_are_there_once(names: list[str], said: str) -> None:
    with pytest.raises(DomainError) as refusal:
        complete(pd.DataFrame(columns=names))
    assert str(refusal.value) == f"observations: {said}. Observations need the columns indicator, area, period"


def test_what_is_missing_is_added_blank_and_what_is_more_stays() -> None:
    given = observed(cell=["A1", "A2"]).set_axis(pd.Index([7, 3]))
    before = given.copy()
    frame = complete(given)
    pd.testing.assert_frame_equal(given, before)
    assert (set(frame.columns), frame.index.tolist()) == ({*COLUMNS, "cell"}, [7, 3])
    assert frame["cell"].tolist() == ["A1", "A2"]
    assert all(frame[name].tolist() == ["", ""] for name in ("sex", "age", "source"))
    assert all(frame[name].isna().all() for name in NUMBERS)
    assert all(frame[name].dtype == float for name in NUMBERS)


def test_no_rows_are_complete_too() -> None:
    frame = complete(pd.DataFrame(columns=list(REQUIRED)))
    assert (len(frame), set(frame.columns)) == (0, set(COLUMNS))
    assert not_numbers(frame).tolist() == []


def test_texts_are_trimmed_and_blanks_are_blank() -> None:
    areas = [" London ", None, float("nan"), pd.NA, pd.NaT, 2022]
    frame = complete(pd.DataFrame({"indicator": "rate", "area": areas, "period": "2022"}))
    assert frame["area"].tolist() == ["London", "", "", "", "", "2022"]


@pytest.mark.parametrize(
    ("cell", "number"),
    [(12, 12), ("12", 12), (" 12.5 ", 12.5), ("1e3", 1000), (np.int64(3), 3), (np.float32(0.5), 0.5), (0, 0)],
)
def test_numbers_may_be_text(cell: object, number: float) -> None:
    assert complete(counts(cell))["count"].tolist() == [number]
    assert not_numbers(counts(cell)).tolist() == [""]


@pytest.mark.parametrize("cell", [None, float("nan"), pd.NA, pd.NaT, "", "  "])
def test_a_blank_is_missing_and_no_mistake(cell: object) -> None:
    frame = counts(cell, 3)
    assert np.isnan(complete(frame)["count"][0])
    assert not_numbers(frame).tolist() == ["", ""]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("n/a", "count 'n/a'"),
        ("1,234", "count '1,234'"),
        ("inf", "count 'inf'"),
        (float("inf"), "count 'inf'"),
        (-np.inf, "count '-inf'"),
        (True, "count 'True'"),
        (np.False_, "count 'False'"),
        (date(2024, 3, 1), "count '2024-03-01'"),
        (datetime(2024, 3, 1), "count '2024-03-01 00:00:00'"),  # noqa: DTZ001 - as Excel gives it
        (pd.Timestamp(2024, 3, 1), "count '2024-03-01 00:00:00'"),
        (np.datetime64("2024-03-01"), "count '2024-03-01'"),
        (time(12, 30), "count '12:30:00'"),
        (timedelta(1), "count '1 day, 0:00:00'"),
        ([1], "count '[1]'"),
    ],
)
def test_what_is_no_number_is_named_and_leaves_its_neighbours_alone(cell: object, said: str) -> None:
    frame = counts(5, cell, "6").set_axis(pd.Index([30, 10, 20]))
    found = not_numbers(frame)
    assert found.to_dict() == {30: "", 10: said, 20: ""}
    assert complete(frame)["count"].tolist()[::2] == [5, 6]


@pytest.mark.parametrize(
    "column",
    [
        pd.Series([True, False]),
        pd.Series([True, False], dtype="boolean"),
        pd.to_datetime(pd.Series(["2024-03-01", "2024-04-01"])),
        pd.to_timedelta(pd.Series([1, 2]), unit="D"),
        pd.Series([np.inf, -np.inf]),
    ],
    ids=["bool", "boolean", "datetime64", "timedelta64", "infinite"],
)
def test_a_whole_column_of_no_numbers_is_named(column: pd.Series) -> None:
    assert not_numbers(observed(count=column)).str.startswith("count '").all()


@pytest.mark.parametrize("dtype", ["Int64", "Float64", "string", "datetime64[ns]"])
def test_a_column_may_have_blanks_whatever_its_type(dtype: str) -> None:
    frame = observed(count=pd.Series([pd.NaT if dtype.startswith("date") else pd.NA], dtype=dtype))
    assert not_numbers(frame).tolist() == [""]
    assert complete(frame)["count"].isna().all()


def test_a_number_beyond_all_bounds_spoils_one_row() -> None:
    frame = counts(10**400, 3)
    assert not_numbers(frame).str[:9].tolist() == ["count '10", ""]
    assert complete(frame)["count"][1] == 3


def test_the_first_number_column_is_the_one_named() -> None:
    frame = observed(upper=["x", "x"], value=["y", 1], denominator=["z", 2], note=["n/a", "n/a"])
    assert not_numbers(frame).tolist() == ["denominator 'z'", "upper 'x'"]


def test_a_comparators_columns_have_names_of_python() -> None:
    assert compared("oflog-median", "in_interval") == "oflog_median_in_interval"


@pytest.mark.parametrize(
    ("periods", "texts"),
    [
        (pd.Series([2022, 2023, None]), ["2022", "2023", ""]),
        (pd.Series([2022, 2023, None], dtype="Int64"), ["2022", "2023", ""]),
        (pd.Series([2022, 2023], dtype="float32"), ["2022", "2023"]),
        (pd.Series([2022, 2023], dtype="category"), ["2022", "2023"]),
        (pd.Series([2022.0, None, "2021/22 ", 2023.0], dtype=object), ["2022", "", "2021/22", "2023"]),
        (pd.Series(pd.to_datetime(["2022-04-01", "2022-04-02", "NaT"])), ["Apr 2022", "2 Apr 2022", ""]),
        (pd.Series(pd.PeriodIndex(["2022-04", "NaT"], freq="M")), ["Apr 2022", ""]),
        (pd.Series(pd.period_range("2022Q2", periods=2, freq="Q")), ["Q1 2022/23", "Q2 2022/23"]),
        (pd.Series([np.int64(2022), np.float64(2023), date(2022, 4, 1), np.datetime64("2022-04-02")], dtype=object),
         ["2022", "2023", "Apr 2022", "2 Apr 2022"]),
        (pd.Series([np.nan, None, pd.NA, pd.NaT], dtype=object), [""] * 4),
        (pd.Series([2022.5, True, 45000, 1e300, [2022]], dtype=object),
         ["2022.5", "True", "45000", "1e+300", "[2022]"]),
        (pd.Series([], dtype="float64"), []),
    ],
)  # fmt: skip
def test_periods_that_are_no_text_become_the_label_that_they_mean(periods: pd.Series, texts: list[str]) -> None:
    # Years with a gap among them are 2022.0 to pandas.
    given = pd.DataFrame({"indicator": "obesity", "area": "England", "period": periods})
    assert complete(given)["period"].tolist() == texts


@pytest.mark.parametrize("dtype", ["Int64", "Float64", "float32", "string", object])
def test_numbers_of_every_dtype_are_numbers_and_gaps_are_gaps(dtype: Any) -> None:
    given = observed(count=pd.Series([310, None, 0], dtype=object).astype(dtype))
    assert complete(given)["count"].tolist() == [310, pytest.approx(np.nan, nan_ok=True), 0]
    assert not_numbers(given).tolist() == ["", "", ""]
