"""What each row speaks of, and the first reason it cannot be used."""

import pandas as pd
import pytest

from tht_xl.evaluation.rows.observations import complete
from tht_xl.evaluation.rows.resolve import Resolved, resolve
from tht_xl.model.definition import Framework

TWICE = "given twice: indicator, area and period occur in another row too; keep one"


def resolved(framework: Framework, *rows: tuple[object, ...]) -> Resolved:
    """Rows of indicator, area, period, sex, age; short rows end blank."""
    names = ["indicator", "area", "period", "sex", "age"]
    filled = [(*row, *[""] * (len(names) - len(row))) for row in rows]
    return resolve(complete(pd.DataFrame(filled, columns=names)), framework)


def test_things_are_found_by_what_people_call_them(small: Framework) -> None:
    found = resolved(
        small,
        ("obesity", "Tower Hamlets", "2022/23"),
        (" OBESITY ", "tower-hamlets", "2021-04-01/P1Y"),
        ("survey", "ENGLAND", "2021 - 23"),
    )
    assert [i.id for i in found.indicators] == ["obesity", "obesity", "survey"]
    assert [a.id for a in found.areas] == ["tower-hamlets", "tower-hamlets", "england"]
    assert [str(p) for p in found.periods] == ["2022/23", "2021/22", "2021 - 23"]
    assert found.reasons.tolist() == ["", "", ""]
    assert found.usable.all()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("obesty", "England", "2022"), "unknown indicator 'obesty'. Did you mean 'obesity'?"),
        (("obesity", "Engalnd", "2022"), "unknown area 'Engalnd'. Did you mean 'england'?"),
        (("obesity", "England", "2010-11"), "2010-11"),
        # The first thing that is wrong is what a row says.
        (("obesty", "Engalnd", "soon"), "unknown indicator 'obesty'"),
        (("obesity", "Engalnd", "soon"), "unknown area 'Engalnd'"),
        (("women", "England", "soon", "Male"), "soon"),
        (("", "England", "2022"), "unknown indicator ''"),
        ((None, "England", "2022"), "unknown indicator ''"),
        (("obesity", float("nan"), "2022"), "unknown area ''"),
    ],
)
def test_a_row_that_names_nothing_says_the_nearest_name(small: Framework, row: tuple[object, ...], reason: str) -> None:
    good = ("rate", "England", "2022")
    found = resolved(small, good, row, ("rate", "London", "2022"))
    assert reason in found.reasons[1]
    assert found.usable.tolist() == [True, False, True]


@pytest.mark.parametrize(
    ("sex", "age", "reason"),
    [
        ("", "", ""),
        ("female", " 53-64 ", ""),
        ("FEMALE", "53-64 yrs", ""),
        ("Female", "53-64 Years", ""),
        ("Male", "", "sex 'Male' is not this indicator's 'Female'"),
        ("", "53-70", "age '53-70' is not this indicator's '53-64'"),
        ("Persons", "50", "sex 'Persons' is not this indicator's 'Female'"),
    ],
)
def test_sex_and_age_are_the_indicators_or_blank(small: Framework, sex: str, age: str, reason: str) -> None:
    assert resolved(small, ("women", "England", "2022", sex, age)).reasons.tolist() == [reason]


def test_sex_and_age_of_an_indicator_of_all_are_checked_too(small: Framework) -> None:
    found = resolved(
        small,
        ("rate", "England", "2021", "Persons", "all ages"),
        ("rate", "England", "2022", "Female"),
        ("no-such", "England", "2022", "Female"),
    )
    assert found.reasons[:2].tolist() == ["", "sex 'Female' is not this indicator's 'Persons'"]
    assert found.reasons[2].startswith("unknown indicator")


def test_one_thing_under_two_names_is_given_twice(small: Framework) -> None:
    found = resolved(
        small,
        ("obesity", "Tower Hamlets", "2022/23"),
        ("obesity", "England", "2022/23"),
        ("OBESITY", "tower-hamlets", "2022-04-01/P1Y"),
        ("rate", "Tower Hamlets", "2022/23"),
    )
    assert found.reasons.tolist() == [TWICE, "", TWICE, ""]


def test_periods_that_share_a_day_are_not_the_same(small: Framework) -> None:
    found = resolved(small, *[("obesity", "England", period) for period in ("2021 - 23", "2022 - 24", "2020 - 22")])
    assert found.usable.all()


def test_a_row_that_cannot_be_used_makes_no_other_a_duplicate(small: Framework) -> None:
    found = resolved(
        small,
        ("women", "England", "2022", "Female"),
        ("women", "England", "2022", "Male"),
        ("no-such", "England", "2022"),
        ("no-such", "England", "2022"),
    )
    assert found.usable.tolist() == [True, False, False, False]
    assert not any(reason == TWICE for reason in found.reasons)


def broken_down(framework: Framework, *rows: tuple[str, ...], columns: tuple[str, ...] = ("ethnicity",)) -> Resolved:
    names = ["indicator", "area", "period", *columns]
    return resolve(complete(pd.DataFrame([("obesity", "London", *row) for row in rows], columns=names)), framework)


def test_a_breakdown_is_not_given_twice(small: Framework) -> None:
    found = broken_down(small, ("2022", ""), ("2022", "Bangladeshi"), ("2022", "White"), ("2023", "White"))
    assert found.reasons.tolist() == [""] * 4
    assert found.breakdown.tolist()[0] == 0
    assert len({*found.breakdown.tolist()}) == 3
    assert found.breakdown[2] == found.breakdown[3]


@pytest.mark.parametrize("column", ["ethnicity", "Ethnicity", "Sexual orientation", "deprivation"])
def test_one_breakdown_twice_is_given_twice(small: Framework, column: str) -> None:
    rows = [("2022", "white "), ("2022", "White"), ("2022", "Black")]
    assert broken_down(small, *rows, columns=(column,)).reasons.tolist() == [TWICE, TWICE, ""]


@pytest.mark.parametrize("words", ["", "All", "total", "All ethnic groups", None, float("nan")])
def test_all_of_it_is_the_whole(small: Framework, words: str) -> None:
    assert broken_down(small, ("2022", words), ("2022", "White")).breakdown.tolist()[0] == 0
    assert broken_down(small, ("2022", words), ("2022", "")).reasons.tolist() == [TWICE, TWICE]


def test_two_dimensions_make_one_breakdown(small: Framework) -> None:
    rows = [("2022", "White", "1"), ("2022", "White", "2"), ("2022", "", "1"), ("2022", "White", "All")]
    found = broken_down(small, *rows, columns=("ethnicity", "deprivation"))
    assert found.usable.all()
    assert len({*found.breakdown.tolist()} - {0}) == 4


def test_other_columns_break_nothing_down(small: Framework) -> None:
    assert broken_down(small, ("2022", "a"), ("2022", "b"), columns=("note",)).reasons.tolist() == [TWICE, TWICE]


def test_no_rows_name_nothing(small: Framework) -> None:
    found = resolved(small)
    assert (len(found.indicators), len(found.reasons), len(found.usable)) == (0, 0, 0)
