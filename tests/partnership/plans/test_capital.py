"""Capital schemes: openings by year at their earliest and latest, beside what the plan promises, and by locality."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from itertools import product

import pytest
from filled import fill, show, words
from hypothesis import example, given
from hypothesis import strategies as st

from tht_xl.partnership.plans.openings import openings_by_year, openings_of, years_that_fit
from tht_xl.templates.check import wrong_rows
from tht_xl.templates.registers import load_register
from tht_xl.templates.table import Tables

REGISTER = "capital-schemes-2009"


def schemes(*rows: Mapping[str, object], planned: dict[int, int] | None = None) -> Tables:
    given = [{"scheme": f"Scheme {n}", "locality": "North", "status": "no update"} | {"id": str(n)} | dict(row)
             for n, row in enumerate(rows)]  # fmt: skip
    return fill("capital-schemes", "tht", schemes=given, localities=[{"id": "North", "area": "locality-north-west"}],
                planned=[{"year": year, "openings": many} for year, many in (planned or {}).items()])  # fmt: skip


def test_17_schemes_by_locality_with_ranges() -> None:
    register = load_register(REGISTER)
    assert Counter(row["locality"] for row in register["schemes"]) == {
        "North West": 5, "South West": 3, "South East": 6, "North East": 3,
    }  # fmt: skip
    printed = {row["scheme"]: (row["printed"], row["earliest"], row["latest"]) for row in register["schemes"]}
    assert printed["Whitechapel"] == ("2012-14", 2012, 2014)
    assert printed["Farrance Street"] == ("2011-12", 2011, 2012)
    assert printed["St Andrews"] == ("2010-11", 2010, 2011)
    assert printed["Wood Wharf"] == ("2019", 2019, 2019)
    assert printed["Barkantine"] == ("Completed", None, None)
    assert {row["area"] for row in register["localities"]} <= set(register.lists["framework.areas"])
    assert not list(wrong_rows(register))


def test_the_plan_and_the_schemes_differ_and_it_is_said_how() -> None:
    shown = show("capital-schemes", REGISTER, framework="tht")
    assert "the plan promises 5+3+6 = 14, besides Docklands and Barkantine" in shown.sentences[1]
    assert "6+2+6 = 14 at their earliest and to 5+2+6 = 13 at their latest" in shown.sentences[1]
    assert shown.sentences[2] == (
        "Neither agrees with the plan. They would if Whitechapel opened in 2012, Farrance Street in 2011 "
        "and St Andrews in 2011."
    )
    by_year = {str(row[0]): row[1:4] for row in shown.sections[0].rows}
    assert by_year == {
        "2009": (0, 0, None), "2010": (6, 5, 5), "2011": (2, 2, 3), "2012": (6, 6, 6), "2013": (0, 0, None),
        "2014": (0, 1, None), "2019": (1, 1, None), "no year stated": (0, 0, None), "All": (15, 15, 14),
    }  # fmt: skip
    assert shown.gaps[0].what == "The openings promised and the years of the schemes differ"
    assert shown.gaps[0].ask == "When do Whitechapel, Farrance Street and St Andrews open?"
    assert "Barkantine: no year is stated" in [gap.what for gap in shown.gaps]


def test_openings_by_locality_and_year() -> None:
    matrix, *places = show("capital-schemes", REGISTER, by="locality", framework="tht").sections
    assert matrix.columns == ("Locality", "Schemes", "2009", "2010", "2011", "2012", "2014", "2019", "No year stated")
    assert matrix.rows[0] == ("North West", 5, "0", "2", "0", "3, then 2", "0, then 1", "0", "0")
    assert [(place.heading, len(place.rows)) for place in places] == [
        ("North West", 5), ("South West", 3), ("South East", 6), ("North East", 3),
    ]  # fmt: skip


def test_one_locality_is_not_held_beside_the_plan_of_all() -> None:
    shown = show("capital-schemes", REGISTER, of="north east", framework="tht")
    assert shown.sentences == ("3 schemes in 1 locality: 3 North East.",)
    assert shown.sections[0].rows[-1] == ("All", 3, 3, None, "3 schemes", "0 schemes")


def test_schemes_that_agree_with_the_plan_and_plans_that_no_years_give() -> None:
    certain: dict[str, object] = {"earliest": 2010, "latest": 2010}
    assert "they agree with the plan" in words(show("capital-schemes", schemes(certain, planned={2010: 1})))
    said = words(show("capital-schemes", schemes(certain, planned={2010: 2})))
    assert "no years within the ranges would" in said
    assert "2010: 2 promised, which no years within the ranges give" in said


def test_a_dropped_scheme_is_said_and_not_counted() -> None:
    shown = show("capital-schemes", schemes({"earliest": 2010, "latest": 2010}, {"status": "dropped"}))
    assert shown.sentences == ("1 scheme in 1 locality: 1 North.", "1 scheme is dropped, and not counted.")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"earliest": 2012, "latest": 2010}, "earliest after latest (2012)"),
        ({"latest": 2010}, "Earliest year is missing (blank)"),
        ({"earliest": 2010.5, "latest": 2011}, "a year that is not a whole number (2010.5)"),
        ({"locality": "Hackney", "earliest": 2010, "latest": 2010}, "Locality: not in the list (Hackney)"),
        ({"earliest": 2010, "latest": 2011, "forecast": 2009}, "forecast before the earliest year (2009)"),
        ({"earliest": 2010, "latest": 2011, "opened": date(2010, 1, 1)},
         "has a day of opening, but is not open (01/01/2010)"),
        ({"earliest": 2010, "latest": 2011, "status": "open"}, "Evidence is missing (blank)"),
        ({"earliest": 2010, "latest": 2011, "status": "late", "forecast": 2012}, "Owner is missing (blank)"),
        ({"earliest": 2010, "latest": 2011, "status": "late", "forecast": 2011, "owner": "Estates lead"},
         "late, but forecast by its latest year (late)"),
        ({"earliest": 2010, "latest": 2011, "status": "open", "opened": date(2010, 7, 1), "evidence": "Seen"},
         "opened on a day to come (01/07/2010)"),
        ({}, "no year of completion (blank)"),
        ({"earliest": 20100, "latest": 2010}, "Earliest year: expected at most 2099 (20100)"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found_in_its_cell(row: dict[str, object], expected: str) -> None:
    assert expected in [wrong.given for wrong in wrong_rows(schemes(row))]


def test_slippage_is_in_years_after_the_latest() -> None:
    row = {"earliest": 2010, "latest": 2011, "status": "late", "forecast": 2013, "owner": "Estates lead"}
    assert schemes(row)["schemes"].rows[0]["slippage"] == 2
    assert (
        schemes({"status": "open", "earliest": 2009, "latest": 2009, "opened": date(2010, 1, 4)})["schemes"].rows[0][
            "slippage"
        ]
        == 1
    )


years = st.tuples(st.integers(2010, 2013), st.integers(0, 2))
plans = st.dictionaries(st.integers(2010, 2012), st.integers(0, 3), min_size=1)


@given(st.lists(years, max_size=5), plans)
@example([(2010, 1), (2010, 0)], {2010: 1, 2011: 1})  # the first has to make room for the second
@example([(2010, 2), (2010, 1), (2010, 0)], {2010: 1, 2011: 1, 2012: 1})
def test_years_fit_exactly_where_some_choice_of_years_gives_the_plan(
    ranges: list[tuple[int, int]], planned: dict[int, int]
) -> None:
    tables = schemes(*({"earliest": first, "latest": first + length} for first, length in ranges))
    openings = openings_of(tables["schemes"])
    choices = product(*(range(each.years[0], each.years[1] + 1) for each in openings if each.years))
    possible = [choice for choice in choices if all(choice.count(year) == many for year, many in planned.items())]
    found = years_that_fit(openings, planned)
    assert (found is not None) == bool(possible)
    if found is not None:
        assert all(list(found.values()).count(year) == many for year, many in planned.items())


def test_at_their_earliest_and_latest() -> None:
    openings = openings_of(schemes({"earliest": 2010, "latest": 2012}, {"earliest": 2011, "latest": 2011})["schemes"])
    assert openings_by_year(openings, latest=False) == {2010: 1, 2011: 1}
    assert openings_by_year(openings, latest=True) == {2011: 1, 2012: 1}


def test_what_is_not_a_year_or_a_number_is_left_out_and_the_rest_shown() -> None:
    tables = schemes({"earliest": 1, "latest": 999999999}, {"earliest": "soon", "latest": 2010}, {"earliest": 2010.5},
                     {"earliest": 2011, "latest": 2011})  # fmt: skip
    rows = [{"year": 2010, "openings": 2.5}, {"year": 2011, "openings": -3}, {"year": 2012, "openings": 10**9},
            {"year": 10**12, "openings": 1}, {"year": 2013, "openings": "many"}]  # fmt: skip
    tables.add("planned", tables["planned"].positions, list(enumerate(rows, start=5)))
    shown = show("capital-schemes", tables)
    assert {str(row[0]): row[1:4] for row in shown.sections[0].rows} == {
        "2010": (1, 1, None), "2011": (1, 1, None), "2012": (0, 0, 10**9), "no year stated": (2, 2, None),
        "All": (4, 4, 10**9),
    }  # fmt: skip
    assert "no years within the ranges would" in words(shown)
