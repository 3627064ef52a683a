import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.frames.grouping.groups import LONG, factorize, first_rows, group_rows, names_of, rows_of_each

keys = st.one_of(st.none(), st.sampled_from(["a", "b", "c"]))


@settings(max_examples=40)
@given(st.lists(st.tuples(keys, keys), max_size=25))
def test_groups_are_those_of_a_plain_loop(rows: list[tuple[str | None, str | None]]) -> None:
    frame = pd.DataFrame({"one": [a for a, _ in rows], "two": [b for _, b in rows]}, dtype=object)
    groups = group_rows(frame, ["one", "two"])
    expected = list(dict.fromkeys(rows))
    assert [expected[code] for code in groups.codes] == rows
    assert [rows[place] for place in groups.first] == expected
    assert [tuple(None if pd.isna(v) else v for v in row) for row in groups.keys.itertuples(index=False)] == expected


def test_no_key_is_one_group_and_no_row_is_none() -> None:
    frame = pd.DataFrame({"n": [1, 2]})
    assert len(group_rows(frame, None)) == len(group_rows(frame, [])) == 1
    assert len(group_rows(frame.iloc[:0], None)) == 0
    assert list(group_rows(frame.iloc[:0], "n").keys.columns) == ["n"]


def test_keys_keep_their_type() -> None:
    frame = pd.DataFrame(
        {"year": [2021, 2020, 2021], "area": pd.Categorical(["b", "a", "b"], categories=["a", "b", "c"])}
    )
    found = group_rows(frame, ["year", "area"]).keys
    assert found["year"].tolist() == [2021, 2020]
    assert found["area"].dtype == frame["area"].dtype


def test_some_groups_only() -> None:
    groups = group_rows(pd.DataFrame({"k": list("cabacb")}), "k")
    rows = np.array([0, 1, 3, 4])
    some = groups.only(np.array([0, 1]), rows)
    assert some.keys["k"].tolist() == ["c", "a"]
    assert some.codes.tolist() == [0, 1, 1, 0]
    assert some.first.tolist() == [0, 1]


def test_a_group_is_named_in_messages() -> None:
    groups = group_rows(pd.DataFrame({"area": ["Bow"], "year": [2021.0], "sex": [None]}), ["area", "year", "sex"])
    assert groups.with_key(0, "it is wrong") == "it is wrong (area 'Bow', year '2021', sex '')"
    assert group_rows(pd.DataFrame({"n": [1]}), None).with_key(0, "it is wrong") == "it is wrong"


def test_refusals() -> None:
    with pytest.raises(DomainError, match=r"^by names column 'area' twice; expected each column once. Name it once$"):
        names_of(["area", "area"])
    for names, message in (
        (5, "by is 5; expected the name of a column, or a list of names. Write the names in quotes"),
        (["area", 5], "by is 5; expected the name of a column. Write one name in quotes"),
    ):
        with pytest.raises(DomainError) as refused:
            names_of(names)  # type: ignore[arg-type]
        assert str(refused.value) == message
    with pytest.raises(UnknownNameError, match=r"^by: unknown column 'aera'. Did you mean 'area'\?$"):
        group_rows(pd.DataFrame({"area": ["Bow"]}), "aera")


ROWS = LONG + 7


def texts(kind: str) -> pd.Series:
    """A long column of texts: as they were made, out of order in memory, or the same few again and again."""
    random = np.random.default_rng(3)
    numbers = random.integers(0, 900, ROWS)
    if kind == "in order":
        numbers = np.sort(numbers)
    names = [f"E{number:08d}" if number else None for number in numbers.tolist()]
    if kind == "shared":
        names = [{name: name for name in names}[name] for name in names[:50]] * (ROWS // 50) + names[:7]
    values = pd.Series(names, dtype=object, name="area")
    return values.sample(frac=1, random_state=3) if kind == "scattered" else values


@pytest.mark.slow
@pytest.mark.parametrize("dtype", [object, "string", "category", None])
@pytest.mark.parametrize("kind", ["in order", "scattered", "shared"])
def test_long_columns_are_numbered_as_pandas_does(kind: str, dtype: object) -> None:
    """Whichever way the texts lie in memory."""
    values = texts(kind)
    values = values.infer_objects() if dtype is None else values.astype(dtype)  # type: ignore[call-overload]
    codes, keys = factorize(values, argument="by")
    expected, expected_keys = pd.factorize(values, use_na_sentinel=False)
    np.testing.assert_array_equal(codes, expected)
    assert pd.Index(keys).equals(pd.Index(expected_keys))


def test_missing_keys_of_every_kind_are_one() -> None:
    values = pd.Series(["a", None, float("nan"), pd.NA, "a"] * ROWS, dtype=object)
    for each in (values, values[:5], values.sample(frac=1, random_state=1)):
        codes, keys = factorize(each, argument="by")
        assert len(keys) == len(set(codes.tolist())) == len(pd.factorize(each, use_na_sentinel=False)[1])


def test_first_rows() -> None:
    assert first_rows(np.array([0, 1, 0, 2, 1]), 3).tolist() == [0, 1, 3]


def test_rows_of_each() -> None:
    assert [rows.tolist() for rows in rows_of_each(np.array([1, 0, 1, 3]), 4)] == [[1], [0, 2], [], [3]]
    assert rows_of_each(np.array([], np.intp), 0) == []


@pytest.mark.parametrize("times", [1, LONG])
def test_keys_that_cannot_be_compared_are_refused(times: int) -> None:
    with pytest.raises(DomainError) as refused:
        factorize(pd.Series(["a", ["b", "c"]] * times, name="area"), argument="by")
    assert str(refused.value) == (
        "by: column 'area' holds ['b', 'c'] in row 1; expected texts, numbers or dates. Convert it to text first"
    )
