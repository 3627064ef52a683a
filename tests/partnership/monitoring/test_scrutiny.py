"""Referrals and replies: what is overdue, what waits, what was replied to and how late."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tht_xl.errors import UnknownNameError
from tht_xl.framework.load import load_framework
from tht_xl.model.definition import Framework
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import make_view
from tht_xl.templates.check import wrong_rows
from tht_xl.templates.registers import load_register
from tht_xl.templates.table import Tables

Make = Callable[..., ViewInput]
DAY = date(2026, 11, 30)
REFERRALS = """
id: ours
template: scrutiny
framework: tht
name: Ours
source: Minutes
tables:
  referrals:
    - {id: R1, subject: Waits, referred-by: Panel, referred-to: Board, day: 2026-06-01, question: "Why?", due: 2026-11-29, owner: Lead}
    - {id: R2, subject: Falls, referred-by: Panel, referred-to: Board, day: 2026-06-01, question: "Why?", due: 2026-11-30, indicator: falls}
    - {id: R3, subject: Rooms, referred-by: Board, referred-to: Panel, day: 2026-06-01, question: "Why?", owner: Clerk}
    - {id: R4, subject: Beds, referred-by: Panel, referred-to: Board, day: 2026-06-01, question: "Why?", due: 2026-08-01,
       owner: Lead, replied: 2026-08-11, reply: Because, outcome: noted}
"""  # noqa: E501


@pytest.fixture
def referrals(framework: Framework, tmp_path: Path) -> Callable[..., Tables]:
    def make(old: str = "", new: str = "") -> Tables:
        path = tmp_path / "referrals.yaml"
        path.write_text(REFERRALS.replace(old, new, 1) if old else REFERRALS, encoding="utf-8")
        return load_register(path, framework=framework, today=DAY)

    return make


def test_a_reply_is_overdue_the_day_after_it_was_due(given: Make, referrals: Callable[..., Tables]) -> None:
    shown = make_view("scrutiny", given(registers={"scrutiny": referrals()}))
    assert shown.sentences == ("4 referrals: 1 overdue, 2 waiting, 1 replied to.",)
    ids = {section.heading: [row[0] for row in section.rows] for section in shown.sections}
    assert ids == {"Overdue": ["R1"], "Waiting for a reply": ["R2", "R3"], "Replied": ["R4"]}
    late = {row[0]: row[section.columns.index("Days late")] for section in shown.sections for row in section.rows}
    assert late == {"R1": 1, "R2": 0, "R3": "no day set", "R4": 10}
    assert [(gap.what, gap.place) for gap in shown.gaps] == [
        ("R1: the reply is 1 day overdue", "Referrals!K5"),
        ("R2: nobody is named to reply", "Referrals!J6"),
        ("R3: no day for the reply", "Referrals!I7"),
    ]


def test_a_referral_shows_the_indicator_that_it_is_about(given: Make, referrals: Callable[..., Tables]) -> None:
    waiting = make_view("scrutiny", given(registers={"scrutiny": referrals()})).sections[1]
    assert waiting.rows[0][waiting.columns.index("Indicator")] == "Falls: 54.0% (2025)"


def test_one_body_is_chosen(given: Make, referrals: Callable[..., Tables]) -> None:
    shown = make_view("scrutiny", given(registers={"scrutiny": referrals("to: Panel", "to: Forum")}, of="panel"))
    assert shown.sentences == ("3 referrals: 1 overdue, 1 waiting, 1 replied to.",)
    with pytest.raises(UnknownNameError, match="unknown body 'panl'") as refused:
        make_view("scrutiny", given(registers={"scrutiny": referrals()}, of="panl"))
    assert "Panel" in str(refused.value)


def test_no_referral_is_named_in_the_papers(given: Make) -> None:
    shown = make_view("scrutiny", given(framework=load_framework("essex-2012"), results=None))
    assert [gap.what for gap in shown.gaps] == ["No referral is entered"]
    assert [gap.what for gap in make_view("scrutiny", given()).gaps] == ["No register of referrals was given"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("due: 2026-11-29", "due: 2026-05-29", ("R808", "due-before-referral", "I5")),
        ("replied: 2026-08-11", "replied: 2026-05-11", ("R808", "reply-before-referral", "K8")),
        ("replied: 2026-08-11", "replied: 2026-12-11", ("R808", "reply-in-the-future", "K8")),
        ("reply: Because, ", "", ("R806", "reply", "L8")),
        ("outcome: noted", "outcome: none", ("R805", "outcome", "M8")),
        ("referred-to: Board", "referred-to: Panel", ("R808", "to-itself", "D5")),
    ],
)
def test_a_referral_that_cannot_be_is_found_by_cell(
    referrals: Callable[..., Tables], old: str, new: str, said: tuple[str, str, str]
) -> None:
    found = [each for each in wrong_rows(referrals(old, new)) if each.is_error]
    assert said in [(each.code, each.rule, each.row.address(each.column)) for each in found]


def test_the_check_column_says_how_it_is(referrals: Callable[..., Tables]) -> None:
    rows = referrals()["referrals"]
    assert [row.cell_of("standing") for row in rows] == ["overdue", "waiting", "no day set", "replied"]
    assert [row.cell_of("late") for row in rows] == [1.0, "", "", 10.0]
