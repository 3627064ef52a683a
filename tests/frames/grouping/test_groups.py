import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.frames.grouping.groups import group_rows, names_of

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
    assert groups.named(0, "it is wrong") == "it is wrong (area 'Bow', year '2021', sex '')"
    assert group_rows(pd.DataFrame({"n": [1]}), None).named(0, "it is wrong") == "it is wrong"


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
