"""What docs/frames.md says of all functions, for each of them; a new function fails until it is listed here."""

import inspect
import math
import warnings
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pytest

from tht_xl import frames
from tht_xl.errors import ThtError

Frame = pd.DataFrame
BANDS = ["0-14", "15-64", "65+"]
YEARS = ["2018/19", "2019/20", "2020/21", "2021/22", "2022/23"]
COUNTS = {"count": [4, 9, 21], "population": [900, 4000, 1200]}
REFERENCE = Frame({"age_band": BANDS, "count": [400, 1900, 4100], "population": [10**5, 4 * 10**5, 10**5]})
FIFTHS = {"quantile": range(1, 6), "value": [71.0, 73, 74, 76, 79], "population": 900}
LIMITS = {"lower": [70.0, 72, 73, 75, 78], "upper": [72.0, 74, 75, 77, 80]}


class Case(NamedTuple):
    """A function with rows of one group that it has a result for, without the key.

    `by_row`: it gives each row back rather than one row for each group.
    """

    rows: dict[str, Any]
    given: dict[str, Any]
    by_row: bool = False
    more: tuple[Any, ...] = ()


CASES = {
    "directly_standardised_rates": Case({"age_band": BANDS, **COUNTS}, {}),
    "funnels": Case({"count": [4, 9, 21], "denominator": [90, 110, 120]}, {"kind": "proportion"}, by_row=True),
    "indirectly_standardised_rates": Case({"age_band": BANDS, **COUNTS}, {}, more=(REFERENCE,)),
    "indirectly_standardised_ratios": Case({"age_band": BANDS, **COUNTS}, {}, more=(REFERENCE,)),
    "life_expectancies": Case(
        {"age_band": ["<1", "1-64", "65+"], "deaths": [4, 90, 400], "population": [9000, 80_000, 9000]}, {}
    ),
    "means": Case({"value": [1.0, 2, 4]}, {}),
    "process_control": Case({"value": [*[5.0, 7, 6] * 5]}, {"polarity": "low"}, by_row=True),
    "proportions": Case({"numerator": [4, 9], "denominator": [10, 20]}, {}),
    "quantiles": Case({"value": [1.0, 2, 4, 3]}, {"number": 2}, by_row=True),
    "rates": Case({"count": [4, 9], "denominator": [10, 20]}, {}),
    "recent_trends": Case(
        {"period": YEARS, "numerator": [94, 102, 119, 133, 136], "denominator": 2000}, {"polarity": "low"}
    ),
    "relative_indices": Case({**FIFTHS, **LIMITS}, {}),
    "slope_indices": Case({**FIFTHS, **LIMITS}, {}),
    "suppressed": Case({"count": [3, 12, 40]}, {"rule": "1-5"}, by_row=True),
}
KEYS: list[tuple[Any, Any]] = [("b", 2.0), (None, 2.0), ("b", None), ("a", 1.0), (None, None)]
KEY_NAMES = ["area", "part"]

every = pytest.mark.parametrize("name", CASES)


def call(name: str, frame: Frame, **arguments: Any) -> Frame:
    case = CASES[name]
    return getattr(frames, name)(frame, *case.more, **{**case.given, **arguments})


def frame_of(name: str, keys: list[tuple[Any, Any]] = KEYS) -> Frame:
    rows = CASES[name].rows
    return pd.concat([Frame(rows).assign(area=area, part=part) for area, part in keys], ignore_index=True).astype(
        {"area": object, "part": "Float64"}
    )


def keys_of(found: Frame) -> list[tuple[Any, Any]]:
    """The keys in order of appearance, each once."""
    plain = found[KEY_NAMES].astype(object)
    return list(dict.fromkeys(plain.where(plain.notna(), None).itertuples(index=False, name=None)))


def reasons(found: Frame) -> list[str]:
    columns = [name for name in found.columns if name.endswith("reason")]
    return [text for name in columns for text in found[name] if text]


OF_SEVERAL_TABLES = {"audit_tables", "suppress_linked_tables"}
"""Functions whose `by` says what tables are broken down by; tests/frames/test_linked_tables.py is theirs."""


def test_every_public_function_is_here() -> None:
    assert sorted({*CASES, *OF_SEVERAL_TABLES}) == [
        name for name in frames.__all__ if inspect.isfunction(getattr(frames, name))
    ]


@every
def test_missing_keys_are_keys_and_groups_keep_their_order(name: str) -> None:
    frame = frame_of(name)
    found = call(name, frame, by=KEY_NAMES)
    assert keys_of(found) == KEYS
    assert len(found) == (len(frame) if CASES[name].by_row else len(KEYS))
    assert reasons(found) == []


@pytest.mark.slow
@every
@pytest.mark.parametrize("dtype", ["object", "string", "category", "int"])
def test_groups_do_not_depend_on_the_kind_of_their_keys(name: str, dtype: str) -> None:
    frame = frame_of(name, [("2", 1.0), ("1", 1.0), ("3", 1.0)])
    found = call(name, frame.astype({"area": dtype}), by=KEY_NAMES)
    assert found["area"].astype(str).drop_duplicates().tolist() == ["2", "1", "3"]
    plain = call(name, frame, by=KEY_NAMES)
    pd.testing.assert_frame_equal(found.drop(columns="area"), plain.drop(columns="area"))


@every
def test_one_group_is_what_it_is_among_others(name: str) -> None:
    frame = frame_of(name)
    whole = call(name, frame, by=KEY_NAMES)
    plain = whole[KEY_NAMES].astype(object)
    rows = list(plain.where(plain.notna(), None).itertuples(index=False, name=None))
    for key in KEYS:
        one = call(name, frame_of(name, [key]), by=KEY_NAMES)
        same = whole[[each == key for each in rows]].reset_index(drop=True)
        pd.testing.assert_frame_equal(one, same, check_dtype=False)


@every
@pytest.mark.parametrize("by", [None, []])
def test_without_a_key_all_rows_are_together(name: str, by: Any) -> None:
    """None takes each row of proportions and rates by itself."""
    frame = Frame(CASES[name].rows)
    found = call(name, frame, by=by)
    by_row = CASES[name].by_row or (by is None and name in ("proportions", "rates"))
    assert len(found) == (len(frame) if by_row else 1)
    assert reasons(found) == []


@every
def test_one_row_has_a_result_or_a_reason(name: str) -> None:
    frame = frame_of(name).iloc[[0]]
    found = call(name, frame, by=KEY_NAMES)
    assert len(found) == 1
    assert found.columns.tolist() == call(name, frame_of(name), by=KEY_NAMES).columns.tolist()


@every
@pytest.mark.parametrize("by", [KEY_NAMES, [], None])
def test_no_row_gives_no_row_with_the_same_columns(name: str, by: Any) -> None:
    frame = frame_of(name) if by else Frame(CASES[name].rows)
    found = call(name, frame.iloc[:0], by=by)
    assert len(found) == 0
    assert found.columns.tolist() == call(name, frame, by=by).columns.tolist()


@every
def test_the_frame_given_stays_as_it_is(name: str) -> None:
    frame = frame_of(name)
    before = frame.copy(deep=True)
    call(name, frame, by=KEY_NAMES)
    pd.testing.assert_frame_equal(frame, before)


ODD: list[Any] = [
    *(5, -1, 0, 0.5, float("nan"), float("inf"), True, None, "nonsense", "", b"b", object(), 1j, len),
    *([], ["count"], [None], [["area"]], [0.9, "x"], ("area", 5), {}, {"a": 1}, {"0-14": "x"}, {"area"}),
    *(np.array(["area", "part"]), np.array([1.0, 2.0]), pd.Series([1.0], ["0-14"]), pd.Index(["area", "part"])),
    Frame({"count": [1, 2]}),
]


ELSEWHERE = {"ages", "fixed_after", "rule"}
"""Arguments handed on as they are, to what refuses them in the model and in monitoring."""


def arguments_of(name: str) -> list[str]:
    """But for the flags, which take whatever is true."""
    arguments = inspect.signature(getattr(frames, name)).parameters.items()
    return [each for each, argument in arguments if not isinstance(argument.default, bool)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "argument"), [(name, each) for name in CASES for each in arguments_of(name) if each not in ELSEWHERE]
)
def test_an_odd_argument_is_taken_or_refused_in_one_line(name: str, argument: str) -> None:
    """Never an error of pandas or Python."""
    function: Callable[..., Frame] = getattr(frames, name)
    given = dict(zip(arguments_of(name), (frame_of(name), *CASES[name].more), strict=False))
    for odd in ODD:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", frames.ColumnsLeftOutWarning)
            try:
                function(**{**given, "by": KEY_NAMES, **CASES[name].given, argument: odd})
            except ThtError as error:
                assert "\n" not in str(error), odd
                assert len(str(error)) < 400, odd
            except Exception as error:  # noqa: BLE001 - any other is what this looks for
                pytest.fail(f"{argument}={odd!r}: {type(error).__name__}: {error}")


WRONG: dict[str, list[Any]] = {
    "confidence": [1.5, 2, 0.0, -5.0, math.nan, math.inf, [0.95, 2], [], "high", None],
    "multiplier": [0, math.nan, math.inf, "many"],
    "at_age": [-1.0, math.nan, math.inf, [0, -1], "old"],
    "missing_counts": ["ignore", None, 0],
    "polarity": ["upwards", 3],
    "rule": ["1-9", 3],
    "kind": ["odds", 3],
    "number": [0, 1.5, math.nan, "two"],
    "by": ["nowhere", 3],
}
"""Values that no function takes, whatever the rows."""
ARGUMENTS = [
    (name, argument)
    for name in CASES
    for argument in WRONG
    if argument in inspect.signature(getattr(frames, name)).parameters
]


@pytest.mark.parametrize(("name", "argument"), ARGUMENTS)
def test_a_wrong_argument_is_refused_without_rows_too(name: str, argument: str) -> None:
    frame = frame_of(name)
    for wrong in WRONG[argument]:
        for rows in (frame, frame[:0]):
            with pytest.raises(ThtError):
                call(name, rows, **{"by": KEY_NAMES, argument: wrong})


def test_an_age_that_could_begin_a_band_is_fine_without_rows() -> None:
    assert call("life_expectancies", frame_of("life_expectancies")[:0], by=KEY_NAMES, at_age=[0, 65]).empty
