"""Savings: whose, what kind, planned and delivered, and each pound once."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from tht_xl.framework.load import load_framework
from tht_xl.partnership.checks import partnership_wrongs
from tht_xl.partnership.view import View
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import make_view
from tht_xl.templates.check import wrong_rows
from tht_xl.templates.registers import load_register
from tht_xl.templates.table import Tables

Fill = Callable[..., Tables]
Make = Callable[..., ViewInput]

THT = load_framework("tht")
SCHEME = {
    "id": "S1", "scheme": "One point of access", "owner": "NHS", "line": "N100", "kind": "cashable",
    "recurs": "recurrent", "first": date(2026, 4, 1), "last": date(2027, 3, 31), "in-year": 1000, "full-year": 2000,
}  # fmt: skip
OTHER = SCHEME | {"id": "S2", "scheme": "Digital letters", "line": "N200"}


def wrongs(tables: Tables) -> list[tuple[str, str, str]]:
    return [(w.code, w.row.address(w.column), w.rule) for w in (*wrong_rows(tables), *partnership_wrongs(tables, THT))]


def sums(shown: View) -> dict[tuple[object, ...], tuple[object, ...]]:
    section = shown.sections[0]
    at = section.columns.index("Schemes")
    return {row[:at]: row[at:] for row in section.rows}


def test_sound_savings_are_summed_by_owner_and_kind(fill: Fill, given: Make) -> None:
    council = OTHER | {"id": "S3", "owner": "Council", "line": "C1", "scheme": "Fewer placements", "kind": "avoided"}
    months = [
        {"scheme": "S1", "month": "Apr 2026", "planned": 600, "forecast": 500, "delivered": 400},
        {"scheme": "s1", "month": "May 2026", "planned": 400, "forecast": 300},
    ]
    proof = {"confirmed": 300, "confirmed-by": "Finance lead", "confirmed-on": date(2026, 7, 1), "evidence": "Ledger"}
    tables = fill("savings", schemes=[SCHEME | proof, OTHER, council], months=months)
    assert wrongs(tables) == []
    shown = make_view("savings", given(tables))
    assert sums(shown) == {
        ("2026/27", "NHS", "cashable"): (2, "£2,000", "£4,000", "£800", "£600", "£400", "£300"),
        ("2026/27", "council", "avoided"): (1, "£1,000", "£2,000", None, None, None, None),
    }
    assert shown.sections[3].rows == (("Apr 2026", "£600", "£500", "£400"), ("May 2026", "£400", "£300", None))
    assert "One point of access: £100 delivered and not confirmed by finance" in [gap.what for gap in shown.gaps]


@pytest.mark.parametrize(
    ("again", "code", "cells"),
    [
        # Written alike: the rule of the workbook finds both rows, with nothing installed.
        ({"line": "N300"}, "R808", ["C5", "C6"]),
        ({"scheme": "Another name"}, "R808", ["F5", "F6"]),
        ({"scheme": "one POINT of access", "line": "N300"}, "R808", ["C5", "C6"]),
        # Written differently: the check names the earlier row.
        ({"scheme": "One point-of access ", "line": "N300"}, "R814", ["C6"]),
        ({"scheme": "Another name", "line": "n-100"}, "R814", ["F6"]),
        ({"scheme": "Single front door", "line": "N 100"}, "R814", ["F6"]),
        (
            {"scheme": "ONE POINT OF ACCESS.", "line": "N300", "first": date(2027, 3, 1), "last": date(2027, 6, 1)},
            "R814",
            ["C6"],
        ),
    ],
)
def test_the_same_saving_twice_is_found_in_its_cell_and_counts_once(
    fill: Fill,
    given: Make,
    again: Mapping[str, object],
    code: str,
    cells: list[str],
) -> None:
    tables = fill("savings", schemes=[SCHEME, SCHEME | {"id": "S2"} | dict(again)])
    assert [(w[0], w[1]) for w in wrongs(tables)] == [(code, cell) for cell in cells]
    shown = make_view("savings", given(tables))
    assert [row[1] for row in sums(shown).values()] == ["£1,000"]
    assert [row[2] for row in shown.sections[1].rows] == ["£1,000", "not counted"]
    assert "not counted again" in shown.gaps[0].what


@pytest.mark.parametrize(
    "again",
    [
        {"first": date(2027, 4, 1), "last": date(2028, 3, 31)},  # a recurrent saving in its second year
        {"scheme": "Another name", "line": "N101"},
    ],
)
def test_what_is_not_the_same_saving_is_left_alone(fill: Fill, given: Make, again: Mapping[str, object]) -> None:
    tables = fill("savings", schemes=[SCHEME, SCHEME | {"id": "S2"} | dict(again)])
    assert wrongs(tables) == []
    assert "not counted" not in str(make_view("savings", given(tables)).sections)


def test_years_are_never_added_up(fill: Fill, given: Make) -> None:
    second = SCHEME | {"id": "S2", "first": date(2027, 4, 1), "last": date(2028, 3, 31)}
    shown = make_view("savings", given(fill("savings", schemes=[SCHEME, second])))
    assert [(group[0], cells[1]) for group, cells in sums(shown).items()] == [
        ("2026/27", "£1,000"),
        ("2027/28", "£1,000"),
    ]
    assert "£2,000" not in {cells[1] for cells in sums(shown).values()}


def test_a_one_off_saving_that_comes_again_asks_for_a_second_look(fill: Fill) -> None:
    once = SCHEME | {"recurs": "one-off"}
    again = once | {"id": "S2", "first": date(2027, 4, 1), "last": date(2028, 3, 31)}
    assert wrongs(fill("savings", schemes=[once, again])) == [("R815", "H6", "savings-double-counting")]


JOINT = {"id": "J1", "scheme": "Shared team", "total": 1500}
SHARE = SCHEME | {"scheme": "Shared team", "joint": "J1"}
COUNCIL = SHARE | {"id": "S2", "owner": "council", "line": "C200"}


def test_two_owners_share_one_saving(fill: Fill, given: Make) -> None:
    tables = fill("savings", schemes=[SHARE | {"in-year": 900}, COUNCIL | {"in-year": 600}], joint=[JOINT])
    assert wrongs(tables) == []
    assert [row[1] for row in sums(make_view("savings", given(tables))).values()] == ["£900", "£600"]


@pytest.mark.parametrize("council", [601, 5000])
def test_shares_above_the_whole_are_found_and_none_is_counted(fill: Fill, given: Make, council: int) -> None:
    schemes = [SHARE | {"in-year": 900}, COUNCIL | {"in-year": council, "full-year": 6000}]
    tables = fill("savings", schemes=schemes, joint=[JOINT])
    assert wrongs(tables) == [("R808", "D5", "shares-above-total")]
    shown = make_view("savings", given(tables))
    assert not sums(shown)
    more = f"£{900 + council - 1500:,}"
    assert [gap.what for gap in shown.gaps[:2]] == [
        f"Shared team, {owner}: the shares of J1 are {more} more than the whole; not counted"
        for owner in ("NHS", "council")
    ]


def test_shares_below_the_whole_ask_for_the_rest(fill: Fill) -> None:
    tables = fill("savings", schemes=[SHARE | {"in-year": 900}], joint=[JOINT])
    assert [each[2] for each in wrongs(tables)] == ["shares-below-total"]


def test_two_shares_of_one_owner_are_the_same_saving(fill: Fill) -> None:
    tables = fill(
        "savings", schemes=[SHARE | {"in-year": 500}, COUNCIL | {"owner": "NHS", "in-year": 500}], joint=[JOINT]
    )
    assert [each[2] for each in wrongs(tables)][:2] == ["scheme-twice", "scheme-twice"]


@pytest.mark.parametrize(("month", "code"), [("Apr 2026", "R808"), ("2026-04", "R814"), ("April 2026", "R814")])
def test_a_month_that_is_there_twice_counts_once(fill: Fill, given: Make, month: str, code: str) -> None:
    months = [{"scheme": "S1", "month": each, "planned": 1000, "delivered": 700} for each in ("Apr 2026", month)]
    tables = fill("savings", schemes=[SCHEME], months=months)
    assert code in {each[0] for each in wrongs(tables)}
    shown = make_view("savings", given(tables))
    assert [row[5] for row in sums(shown).values()] == ["£700"]
    assert shown.sections[3].rows == (("Apr 2026", "£1,000", None, "£700"),)


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"owner": None}, "owner"),
        ({"owner": "NHS and council"}, "owner"),
        ({"kind": "maybe"}, "kind"),
        ({"confirmed": 10}, "confirmed-by"),
        ({"last": date(2026, 1, 1)}, "last-before-first"),
        ({"in-year": 3000}, "in-year-above-full-year"),
        ({"in-year": "a lot"}, "in-year"),
        ({"joint": "J9"}, "joint"),
    ],
)
def test_a_saving_that_does_not_fit_is_found(fill: Fill, given: Make, changed: Mapping[str, object], rule: str) -> None:
    tables = fill("savings", schemes=[SCHEME | dict(changed), OTHER])
    assert rule in [each[2] for each in wrongs(tables)]
    assert {each[1][1:] for each in wrongs(tables)} == {"5"}  # one bad row spoils one row
    assert len(make_view("savings", given(tables)).sections[1].rows) == 2


def test_more_confirmed_than_delivered_is_found(fill: Fill) -> None:
    proof = {"confirmed": 800, "confirmed-by": "Finance lead", "confirmed-on": date(2026, 7, 1), "evidence": "Ledger"}
    months = [{"scheme": "S1", "month": "Apr 2026", "planned": 1000, "delivered": 700}]
    assert [each[2] for each in wrongs(fill("savings", schemes=[SCHEME | proof], months=months))] == [
        "confirmed-above-delivered"
    ]


def test_nothing_is_subtracted_from_the_gap(fill: Fill, given: Make) -> None:
    for tables in (
        load_register("savings-2019"),
        load_register("savings-illustrative"),
        fill("savings", schemes=[SCHEME]),
    ):
        shown = make_view("savings", given(tables))
        assert "£60,000,000" in shown.sentences[1]
        assert "no saving is subtracted from it" in shown.sentences[1]
        # No other figure of the page is in the tens of millions: no gap that is left, no sum with it.
        rest = str(shown).replace("£60,000,000", "", 1)
        assert "0,000,000" not in rest
        assert "59," not in rest


def test_the_paper_quantifies_no_saving(given: Make) -> None:
    shown = make_view("savings", given())
    assert shown.sentences[0] == "2 savings, 0 with an amount that is counted."
    assert {cell for row in shown.sections[1].rows for cell in row[2:]} == {None}
    assert "no amount is stated" in shown.gaps[0].what


def test_made_up_savings_are_stamped(given: Make) -> None:
    assert make_view("savings", given(load_register("savings-illustrative"))).is_illustrative
    assert not make_view("savings", given()).is_illustrative


@pytest.mark.parametrize("by", ["owner", "kind", "recurrence", "outcome"])
def test_savings_are_grouped_as_asked_and_come_to_the_same(given: Make, by: str) -> None:
    shown = make_view("savings", given(load_register("savings-illustrative"), by=by))
    assert sum(int(str(cells[0])) for cells in sums(shown).values()) == 5
    assert by.capitalize() in shown.sections[0].columns


@pytest.mark.parametrize("missing", [("last",), ("first",), ("first", "last")])
def test_the_same_scheme_with_a_day_missing_is_counted_once(fill: Fill, given: Make, missing: tuple[str, ...]) -> None:
    again = {name: cell for name, cell in (SCHEME | {"id": "S2", "scheme": "one point of access "}).items()
             if name not in missing}  # fmt: skip
    tables = fill("savings", schemes=[SCHEME, again])
    assert ("R814", "C6", "savings-double-counting") in wrongs(tables)
    assert next(iter(sums(make_view("savings", given(tables))).values()))[0] == 1
