import numpy as np
import pandas as pd
import pytest

from tht_xl import frames
from tht_xl.errors import DomainError, ThtError
from tht_xl.stats.proportion import wilson_interval

VACCINES = pd.DataFrame({"area": ["Yorkshire & Humber"], "numerator": [53_185], "denominator": [59_028]})


def test_published_proportion() -> None:
    """MMR one dose, Yorkshire & Humber 2024."""
    found = frames.proportions(VACCINES, multiplier=100).round(4)
    assert found[["value", "lower", "upper"]].iloc[0].tolist() == [90.1013, 89.8578, 90.3396]


def test_published_rates() -> None:
    """Diabetic eye disease, England 2023/24; MRSA, Cambridgeshire."""
    frame = pd.DataFrame({"count": [1415, 7], "denominator": [49_300_918, 616_282]})
    found = frames.rates(frame).round(5)
    assert found["value"].round(4).tolist() == [2.8701, 1.1358]
    assert found[["lower", "upper"]].iloc[1].tolist() == [0.45667, 2.34027]


def test_rows_by_themselves_keep_index_order_and_columns() -> None:
    frame = pd.DataFrame({"x": [3, 1], "n": [10, 4], "note": ["a", "b"]}, index=["later", "sooner"])
    found = frames.proportions(frame, numerator="x", denominator="n")
    assert found.columns.tolist() == ["x", "n", "note", "value", "lower", "upper", "reason"]
    assert found.index.tolist() == ["later", "sooner"]
    assert found["value"].tolist() == [0.3, 0.25]
    assert frame.columns.tolist() == ["x", "n", "note"]


def test_groups_are_added_up_in_order_of_appearance_with_null_keys() -> None:
    frame = pd.DataFrame({"area": ["b", None, "a", "b", None], "x": [1, 2, 3, 4, 5], "n": [10] * 5})
    found = frames.proportions(frame, numerator="x", denominator="n", by="area")
    assert found.columns.tolist() == ["area", "numerator", "denominator", "value", "lower", "upper", "reason"]
    assert found["area"].isna().tolist() == [False, True, False]
    assert found["area"].dropna().tolist() == ["b", "a"]
    assert found["numerator"].tolist() == [5, 7, 3]
    assert found["value"].tolist() == [0.25, 0.35, 0.3]


def test_one_group_is_added_up_and_an_empty_list_takes_all_rows() -> None:
    frame = pd.DataFrame({"area": ["a", "a"], "numerator": [1, 2], "denominator": [10, 20]})
    assert frames.proportions(frame, by="area")["value"].tolist() == [0.1]
    assert frames.proportions(frame.drop(columns="area"), by=[])["value"].tolist() == [0.1]


@pytest.mark.parametrize("by", [None, "area", ["area"], []])
def test_no_row_gives_no_row(by: str | list[str] | None) -> None:
    frame = pd.DataFrame({"area": pd.Series([], dtype=str), "numerator": [], "denominator": []})
    found = frames.proportions(frame, by=by, confidence=[0.95, 0.998])
    assert len(found) == 0
    assert found.columns.tolist()[-6:] == ["value", "lower_95", "upper_95", "lower_998", "upper_998", "reason"]


def test_several_levels_at_once() -> None:
    found = frames.proportions(VACCINES, confidence=[0.998, 0.95])
    assert found.columns.tolist()[-5:] == ["lower_998", "upper_998", "lower_95", "upper_95", "reason"]
    for level, name in ((0.95, "95"), (0.998, "998")):
        interval = wilson_interval(53_185, 59_028, confidence=level)
        assert (found[f"lower_{name}"][0], found[f"upper_{name}"][0]) == (interval.lower, interval.upper)


def test_one_bad_row_spoils_one_row() -> None:
    frame = pd.DataFrame(
        {"numerator": [5, None, -1, 11, 5, 5, np.inf, 5], "denominator": [10, 10, 10, 10, 0, None, 10, -10]}
    )
    found = frames.proportions(frame)
    assert found["reason"].tolist() == [
        "",
        "the numerator is missing; enter 0 if none occurred",
        "the numerator is -1; expected 0 or more",
        "the numerator is 11; expected at most the denominator",
        "the denominator is 0; expected above 0",
        "the denominator is missing",
        "the numerator is inf; expected 0 or more",
        "the denominator is -10; expected above 0",
    ]
    assert found["value"].notna().tolist() == [True, *[False] * 7]
    assert found["lower"].notna().tolist() == found["upper"].notna().tolist() == [True, *[False] * 7]


def test_a_bad_row_spoils_its_group_even_where_the_sum_would_hide_it() -> None:
    frame = pd.DataFrame(
        {"area": ["a", "a", "b", "b"], "count": [-1, 30, 4, None], "denominator": [100, 100, 100, 100]},
        index=[10, 11, 12, 13],
    )
    found = frames.rates(frame, by="area")
    assert found["reason"].tolist() == [
        "the count is -1 in row 10; expected 0 or more",
        "the count is missing in row 13; enter 0 if none occurred",
    ]
    assert found[["value", "lower", "upper"]].isna().all(axis=None)
    assert found["count"].isna().tolist() == [False, True]


def test_missing_counts_are_zero_only_where_told() -> None:
    frame = pd.DataFrame({"area": ["a", "a"], "count": [None, 4], "denominator": [100, 100]})
    assert frames.rates(frame, by="area", multiplier=100, missing_counts="zero")["value"].tolist() == [2]
    assert frames.rates(frame, multiplier=100, missing_counts="zero")["value"].tolist() == [0, 4]


def test_metadata_on_request() -> None:
    frame = pd.DataFrame({"count": [9, 10, None, 9], "denominator": [100, 100, 100, 0]})
    found = frames.rates(frame, metadata=True)
    assert found["method"].tolist() == ["exact Poisson", "Byar", "", ""]
    assert found["statistic"].unique().tolist() == ["rate per 100000"]
    assert found["confidence"].unique().tolist() == ["95%"]
    told = frames.proportions(VACCINES, multiplier=100, confidence=[0.95, 0.998], metadata=True)
    assert told.iloc[0][["statistic", "confidence", "method"]].tolist() == ["proportion x 100", "95%, 99.8%", "Wilson"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"numerator": "n"}, "numerator: unknown column 'n'. Did you mean 'area'?"),
        ({"confidence": 0}, "confidence is 0; expected above 0 and below 1. Write 95 per cent as 0.95"),
        ({"confidence": 1}, "confidence is 1; expected above 0 and below 1. Write 95 per cent as 0.95"),
        ({"confidence": 101}, "confidence is 101; expected above 0 and below 1. Write 95 per cent as 0.95"),
        ({"confidence": "abc"}, "confidence is 'abc'; expected above 0 and below 1. Write 95 per cent as 0.95"),
        ({"multiplier": 0}, "multiplier is 0; expected a number above 0. Write 100 for per cent"),
        ({"multiplier": "100"}, "multiplier is '100'; expected a number above 0. Write 100 for per cent"),
        (
            {"denominator": "numerator"},
            "denominator and numerator are both column 'numerator'; expected two different columns. "
            "Name another column for one of them",
        ),
    ],
)
def test_refusals(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ThtError) as refused:
        frames.proportions(VACCINES, **arguments)  # type: ignore[arg-type]
    assert str(refused.value).rstrip(".").startswith(message[:25])
    assert "\n" not in str(refused.value)
    if "unknown" not in message:
        assert str(refused.value).rstrip(".") == message


def test_counts_of_a_thousand_million() -> None:
    found = frames.proportions(pd.DataFrame({"numerator": [10**9, 1], "denominator": [10**9, 10**9]}))
    assert found["upper"][0] == 1
    assert 0 < found["lower"][1] < 1e-9 < found["upper"][1]


def test_missing_counts_must_mean_something() -> None:
    with pytest.raises(DomainError, match=r"^missing_counts is 'nought'; expected 'unknown' or 'zero'. "):
        frames.proportions(VACCINES, missing_counts="nought")  # type: ignore[arg-type]
