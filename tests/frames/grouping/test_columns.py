from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tht_xl.errors import DomainError, ThtError
from tht_xl.frames.grouping.columns import check_distinct, column, label_text, numbers_of

AS_NUMBERS = 'Convert it first, for instance with pandas.to_numeric(..., errors="coerce")'


@pytest.mark.parametrize(
    "values",
    [
        [1, None, 3],
        pd.array([1, None, 3], dtype="Int64"),
        pd.array([1, None, 3], dtype="Float64"),
        np.array([1, np.nan, 3], object),
        np.array([1, pd.NA, Decimal(3)], object),
        np.array([1, None, 3.0], object),
    ],
    ids=["plain", "Int64", "Float64", "objects", "decimals", "none"],
)
def test_numbers_in_every_dress(values: Any) -> None:
    found = numbers_of(pd.DataFrame({"n": values}), "n", argument="count")
    np.testing.assert_array_equal(found, [1, np.nan, 3])
    assert found.dtype == float


@pytest.mark.parametrize(
    ("frame", "name", "message"),
    [
        (
            pd.DataFrame({"n": ["12", "7"]}, index=["x", "y"]),
            "n",
            "count: column 'n' holds '12' in row x; expected numbers. "
            'Convert it first, for instance with pandas.to_numeric(..., errors="coerce")',
        ),
        *(
            (
                pd.DataFrame({"n": values}),
                "n",
                "count: column 'n' holds true and false; expected numbers. "
                "Count them first, or convert it with .astype(int)",
            )
            for values in ([True], pd.array([True, None], "boolean"))
        ),
        (
            pd.DataFrame({"n": pd.to_datetime(["2024-01-01"])}),
            "n",
            "count: column 'n' holds dates; expected numbers. Name the column of the figures",
        ),
        *(
            (pd.DataFrame({"n": pd.Series([1, None, value], dtype=dtype)}), "n", f"count: column 'n' holds {text}")
            for value, dtype, text in (
                ([1], object, f"[1] in row 2; expected numbers. {AS_NUMBERS}"),
                (True, object, f"True in row 2; expected numbers. {AS_NUMBERS}"),
                (1j, object, f"1j in row 2; expected numbers. {AS_NUMBERS}"),
            )
        ),
        *(
            (
                pd.DataFrame({"n": pd.Series([None, "12"], dtype=dtype)}),
                "n",
                f"count: column 'n' holds '12' in row 1; expected numbers. {AS_NUMBERS}",
            )
            for dtype in (object, "string", "category")
        ),
        (pd.DataFrame({"numerator": [1]}), "numeratr", "count: unknown column 'numeratr'. Did you mean 'numerator'?"),
        (pd.DataFrame({"n": [1]}), ["n"], "count is ['n']; expected the name of a column. Write one name in quotes"),
        (
            pd.DataFrame([[1, 2]], columns=["n", "n"]),
            "n",
            "count: several columns are called 'n'. Rename all but one of them",
        ),
        ([1, 2], "n", "frame is a list; expected a pandas DataFrame. Wrap it in pandas.DataFrame()"),
    ],
)
def test_refusals(frame: Any, name: Any, message: str) -> None:
    with pytest.raises(ThtError) as refused:
        numbers_of(frame, name, argument="count")
    assert str(refused.value) == message


def test_one_column_is_not_two_arguments() -> None:
    with pytest.raises(DomainError) as refused:
        check_distinct({"numerator": "n", "denominator": "n"})
    assert str(refused.value) == (
        "denominator and numerator are both column 'n'; expected two different columns. "
        "Name another column for one of them"
    )


def test_an_argument_names_one_column() -> None:
    with pytest.raises(DomainError) as refused:
        check_distinct({"numerator": ["n"], "denominator": "n"})  # type: ignore[dict-item]
    assert str(refused.value) == "numerator is ['n']; expected the name of a column. Write one name in quotes"


def test_labels_as_a_reader_writes_them() -> None:
    assert [label_text(each) for each in ("0-4", 5, 5.0, None, float("nan"), pd.NA, pd.NaT)] == [
        "0-4",
        "5",
        "5",
        *[""] * 4,
    ]
    assert column(pd.DataFrame({"a": [1]}), "a", argument="by").tolist() == [1]
