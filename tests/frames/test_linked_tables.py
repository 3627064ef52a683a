from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tht_xl import frames
from tht_xl.disclosure.linked.tables import NOT_A_COUNT, NOT_ADDING_UP
from tht_xl.errors import ThtError

Frame = pd.DataFrame
WARDS = Frame(
    {
        "locality": ["A", "A", "B", "B", "C", "C", "C"],
        "ward": ["a1", "a2", "b1", "b2", "c1", "c2", "c3"],
        "count": [3, 0, 6, 6, 20, 9, 11],
    }
)
LOCALITIES = WARDS.groupby("locality", as_index=False)[["count"]].sum()
BOROUGH = Frame({"count": [WARDS["count"].sum()]})
TABLES = {"wards": WARDS, "localities": LOCALITIES, "borough": BOROUGH}
BY = ["locality", "ward"]


def protect(tables: dict[str, Frame], **arguments: object) -> dict[str, Frame]:
    given = {"rule": "1-5", "by": BY}
    return frames.suppress_linked_tables(tables, **{**given, **arguments})  # type: ignore[arg-type]


def audit(tables: dict[str, Frame], **arguments: object) -> dict[str, Frame]:
    given = {"rule": "1-5", "by": BY}
    return frames.audit_tables(tables, **{**given, **arguments})  # type: ignore[arg-type]


def narrow(tables: dict[str, Frame], **arguments: object) -> int:
    return sum(int(each["is_narrow"].sum()) for each in audit(tables, **arguments).values())


def one_by_one() -> dict[str, Frame]:
    """The localities with the borough as their total, and the wards with each locality as theirs."""
    localities = frames.suppressed(LOCALITIES, rule="1-5")
    wards = frames.suppressed(WARDS, rule="1-5", by="locality")
    return {"wards": wards, "localities": localities, "borough": BOROUGH.assign(symbol="", withheld="")}


def test_tables_protected_one_by_one_give_a_small_count_away() -> None:
    apart = one_by_one()
    assert apart["localities"]["symbol"].tolist() == ["[c]", "[c]", ""]
    found = audit(apart)["localities"]
    assert found[["lowest", "highest"]].to_numpy().tolist() == [[3, 3], [12, 12], [40, 40]]
    assert found["is_narrow"].tolist() == [True, True, False]


def test_one_call_does_not() -> None:
    together = protect(TABLES)
    assert together["localities"]["symbol"].tolist() == ["[c]", "", "[c]"]
    assert narrow(together) == 0
    assert together["wards"].columns.tolist() == ["locality", "ward", "count", "symbol", "withheld", "reason"]
    assert together["wards"]["withheld"].tolist()[0] == "1-5: primary"
    assert together["borough"]["count"].tolist() == [55]
    for name, frame in TABLES.items():
        kept = together[name]["symbol"] == ""
        assert together[name].loc[kept, "count"].tolist() == frame.loc[kept, "count"].tolist()
        assert together[name].loc[~kept, "count"].isna().all()
    # The attacker need not have been told which are small.
    bare = {name: each.drop(columns="withheld") for name, each in together.items()}
    assert narrow(bare) == 0


def test_a_single_frame_with_rows_of_totals() -> None:
    rows = pd.concat([WARDS, LOCALITIES.assign(ward="All"), BOROUGH.assign(ward="all ", locality="All")])
    together = protect(TABLES)
    found = frames.suppress_linked_tables(rows, rule="1-5", by=BY, total_label="All")
    expected = pd.concat([together[name] for name in TABLES])
    assert found["symbol"].tolist() == expected["symbol"].tolist()
    assert found.index.tolist() == rows.index.tolist()
    audited = frames.audit_tables(found, rule="1-5", by=BY, total_label="All")
    assert not audited["is_narrow"].any()


def test_the_order_of_rows_tables_and_columns_changes_nothing() -> None:
    together = protect(TABLES)
    shuffled = {name: TABLES[name].sample(frac=1, random_state=4) for name in reversed(TABLES)}
    again = protect(shuffled, by=BY)
    for name in TABLES:
        pd.testing.assert_frame_equal(again[name].sort_index(), together[name])


def test_labels_join_without_blanks_and_case() -> None:
    localities = LOCALITIES.assign(locality=["a ", "B", " c"])
    found = protect({**TABLES, "localities": localities})
    assert found["localities"]["symbol"].tolist() == protect(TABLES)["localities"]["symbol"].tolist()


def cube() -> Frame:
    random = np.random.default_rng(3)
    keys = pd.MultiIndex.from_product([["A", "B"], ["1", "2", "3"], ["0-4", "5-9"], ["f", "m"]])
    rows = Frame(keys.to_list(), columns=["locality", "part", "age", "sex"])
    rows["ward"] = rows["locality"] + rows["part"]
    counts = random.geometric(1 / 6, len(rows)) - 1
    # Few boys of 5 to 9, so that the widest margins hold a small count too.
    few = ((rows["age"] == "5-9") & (rows["sex"] == "m")).to_numpy()
    return rows.assign(count=np.where(few, rows["ward"] == "A1", counts).astype(int) * 1)


def summed(rows: Frame, *keys: str) -> Frame:
    return (
        rows.groupby(list(keys), as_index=False)[["count"]].sum() if keys else Frame({"count": [rows["count"].sum()]})
    )


@pytest.mark.slow
@pytest.mark.parametrize("rule", ["1-5", "1-7"])
@pytest.mark.parametrize(
    "margins",
    [
        [("locality", "ward", "age"), ("locality", "ward", "sex"), ("locality",), ()],
        [("locality", "ward", "age"), ("locality", "age"), ("locality", "sex"), ("sex",), ("age",), ()],
        [("age", "sex"), ("locality", "age"), ("locality", "sex"), ("locality",)],
        [("locality", "ward", "age", "sex"), ("locality", "age", "sex"), ("locality", "ward"), ("age",), ()],
    ],
)
def test_tables_that_share_margins(margins: list[tuple[str, ...]], rule: str) -> None:
    keys = ["locality", "ward", "age", "sex"]
    by = [key for key in keys if any(key in each for each in margins)]
    tables = {"/".join(each) or "all": summed(cube(), *each) for each in margins}
    found = protect(tables, by=by, rule=rule)
    assert {name: len(each) for name, each in found.items()} == {name: len(each) for name, each in tables.items()}
    assert narrow(found, by=by, rule=rule) == 0
    assert any((each["symbol"] == "[c]").any() for each in found.values())


def test_years_that_share_nobody_are_protected_apart() -> None:
    """One year in which nothing can be shown leaves the other as it is."""
    fine, poor = WARDS.assign(year="2023"), WARDS.assign(year="2024", count=[3, 7, 0, 0, 0, 0, 0])
    wards = pd.concat([fine, poor])
    localities = wards.groupby(["year", "locality"], as_index=False)[["count"]].sum()
    borough = wards.groupby("year", as_index=False)[["count"]].sum()
    found = protect({"wards": wards, "localities": localities, "borough": borough}, by=["year", *BY])
    of_fine = found["localities"].query("year == '2023'")
    assert of_fine["symbol"].tolist() == protect(TABLES)["localities"]["symbol"].tolist()
    assert found["borough"].set_index("year")["withheld"].to_dict() == {"2023": "", "2024": "1-5: whole table"}


def test_a_national_total() -> None:
    tables = {"wards": WARDS.assign(count=[33, 30, 12, 13, 20, 9, 11]), "borough": Frame({"count": [128]})}
    assert protect(tables, rule="1-7", national_total=True)["borough"]["count"].tolist() == [128]
    assert protect(tables, rule="1-7")["borough"]["count"].tolist() == [130]
    small = {"wards": WARDS.assign(count=[3, 30, 12, 13, 20, 9, 11]), "borough": Frame({"count": [98]})}
    found = protect(small, rule="1-7", national_total=True)
    assert found["borough"]["count"].tolist() == [98]
    assert (
        (found["wards"]["symbol"] == "[c]").sum() > (protect(small, rule="1-7")["wards"]["symbol"] == "[c]").sum() == 1
    )
    assert narrow(found, rule="1-7", national_total=True) == 0


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"count": np.nan}, "the count is missing; enter 0 if none occurred"),
        ({"count": 2.5}, "the count is not a whole number from 0 up"),
        ({"ward": "a1"}, "another row of its table has the same keys; expected one"),
        ({"ward": None}, "the ward is missing; a total needs the label that total_label names"),
    ],
)
def test_a_row_that_cannot_be_read_withholds_what_it_is_linked_with(change: dict[str, object], reason: str) -> None:
    wards = WARDS.astype({"count": float})
    for name, given in change.items():
        wards.loc[1, name] = given  # type: ignore[call-overload]
    found = protect({**TABLES, "wards": wards})
    assert found["wards"]["reason"][1] == reason
    assert found["localities"]["count"].isna().all()
    assert set(found["localities"]["withheld"]) <= {NOT_A_COUNT, NOT_ADDING_UP}


def test_tables_that_do_not_belong_together_are_not_released() -> None:
    found = protect({**TABLES, "borough": Frame({"count": [56]})})
    assert set(found["wards"]["withheld"]) == {NOT_ADDING_UP}
    assert found["wards"]["count"].isna().all()
    # The same figure stated twice, differently.
    twice = protect({**TABLES, "again": LOCALITIES.assign(count=[3, 12, 41])})
    assert twice["again"]["reason"].tolist() == ["", "", "another table states a different count for it"]
    assert twice["localities"]["count"].isna().all()
    # The same figure stated twice alike is withheld twice.
    alike = protect({**TABLES, "again": LOCALITIES})
    assert alike["again"]["symbol"].tolist() == alike["localities"]["symbol"].tolist()


def test_a_row_that_no_other_table_knows() -> None:
    ages = Frame({"locality": ["A", "B", "C", "D"], "age": "0-4", "count": [3, 12, 40, 8]})
    found = protect({"wards": WARDS, "ages": ages}, by=[*BY, "age"])
    assert found["ages"]["reason"][3] == "no cell of the other tables belongs to it; give each table all its rows"
    assert np.isnan(found["ages"]["count"][3])
    nobody = protect({"wards": WARDS, "ages": ages.assign(count=[3, 12, 40, 0])}, by=[*BY, "age"])
    assert nobody["ages"]["count"][3] == 0


def test_released_tables_that_contradict_one_another_cannot_be_audited() -> None:
    wrong = {**one_by_one(), "borough": Frame({"count": [30], "symbol": [""]})}
    with pytest.raises(ThtError, match=r"^no counts of the blocks agree with the released figures"):
        audit(wrong)


@pytest.mark.parametrize(
    ("tables", "arguments", "message"),
    [
        ({}, {}, "tables is {}; expected frames by name. "),
        ({"wards": WARDS.drop(columns="count")}, {}, "count, table 'wards': unknown column 'count'"),
        (TABLES, {"by": [*BY, "sex"]}, "by: unknown column 'sex'. "),
        (TABLES, {"by": []}, "by names no column; expected one or more. "),
        (TABLES, {"rule": "1-6"}, "unknown disclosure rule '1-6'. "),
        (TABLES, {"national_total": "no"}, "national_total"),
        ({"wards": WARDS.assign(symbol="")}, {}, ""),
        (
            {"a": Frame({"x": range(400), "count": 9}), "b": Frame({"y": range(400), "count": 9})},
            {"by": ["x", "y"]},
            "the tables have 160,000 combinations of keys together; expected up to 100,000. ",
        ),
    ],
)
def test_refusals(tables: dict[str, Frame], arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ThtError) as refused:
        protect(tables, **arguments)
    assert str(refused.value).startswith(message)
    assert "\n" not in str(refused.value)


ODD: list[Any] = [
    *(5, -1, 0.5, float("nan"), True, None, "nonsense", "", b"b", object(), 1j, len, [], ["count"], [None], [["ward"]]),
    *({}, {"a": 1}, {"ward"}, np.array(["ward", "locality"]), pd.Series([1.0]), WARDS, {"a": WARDS, 5: LOCALITIES}),
]


@pytest.mark.slow
@pytest.mark.parametrize("argument", ["tables", "by", "count", "total_label", "national_total", "symbol"])
@pytest.mark.parametrize("function", [frames.suppress_linked_tables, frames.audit_tables])
def test_an_odd_argument_is_taken_or_refused_in_one_line(function: Callable[..., Any], argument: str) -> None:
    """Never an error of pandas or Python."""
    tables = TABLES if function is frames.suppress_linked_tables else protect(TABLES)
    if argument == "symbol" and function is frames.suppress_linked_tables:
        return
    for odd in ODD:
        try:
            function(**{"tables": tables, "rule": "1-5", "by": BY, argument: odd})
        except ThtError as error:
            assert "\n" not in str(error), odd
            assert len(str(error)) < 400, odd
        except Exception as error:  # noqa: BLE001 - any other is what this looks for
            pytest.fail(f"{argument}={odd!r}: {type(error).__name__}: {error}")


def test_no_row_and_no_small_count() -> None:
    empty = protect({name: each.iloc[:0] for name, each in TABLES.items()})
    assert {name: len(each) for name, each in empty.items()} == dict.fromkeys(TABLES, 0)
    large = {name: each.assign(count=each["count"] * 100) for name, each in TABLES.items()}
    shown = protect(large)
    assert all((each["symbol"] == "").all() for each in shown.values())
    assert narrow(shown) == 0
