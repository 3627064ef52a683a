"""The action tracker shown by owner, indicator, status and exception."""

from collections.abc import Mapping
from datetime import date

import pytest
from filled import fill, show, words

from tht_xl.errors import UnknownNameError
from tht_xl.templates.registers import load_register
from tht_xl.templates.table import Tables


def tracker(*rows: Mapping[str, object]) -> Tables:
    given = [{"id": f"A{n}", "action": f"Do {n}", "status": "on track"} | dict(row) for n, row in enumerate(rows)]
    return fill("action-tracker", actions=given)


SOME = (
    {"owner": "Public health lead", "indicator": "smoking-quits", "due": date(2010, 6, 1)},
    {"owner": "Estates lead", "status": "done", "evidence": "Minute 4", "due": date(2010, 1, 1)},
    {"owner": "Public health lead", "indicator": "park-attendances", "due": date(2010, 7, 1)},
    {"status": "no update"},
)


def test_the_five_next_steps_of_2019_with_nothing_invented() -> None:
    register = load_register("action-tracker-2019")
    assert [row["source"] for row in register["actions"]] == [f"HWB2019, 3.14, bullet {n}" for n in range(1, 6)]
    assert {row["status"] for row in register["actions"]} == {"no update"}
    assert all(row[name] is None for row in register["actions"] for name in ("owner", "due", "indicator", "forecast"))
    shown = show("actions", "action-tracker-2019", framework="tht")
    assert shown.sentences == ("5 actions, 5 of them open.", "Needs a word: 5 undated, 5 no owner and 5 no update.")
    assert "single assessor for the complex cohort" in words(shown)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("owner", {"Estates lead": ["A1"], "Public health lead": ["A0", "A2"], "Owner: not stated": ["A3"]}),
        ("indicator", {"park-attendances": ["A2"], "smoking-quits": ["A0"], "Indicator: not stated": ["A1", "A3"]}),
        ("status", {"Done": ["A1"], "No update": ["A3"], "On track": ["A0", "A2"]}),
        ("exception", {"Due soon": ["A2"], "No owner": ["A3"], "No update": ["A3"], "Overdue": ["A0"],
                       "Undated": ["A3"]}),
    ],
)  # fmt: skip
def test_groups(by: str, expected: dict[str, list[str]]) -> None:
    shown = show("actions", tracker(*SOME), by=by)
    assert {section.heading: [row[0] for row in section.rows] for section in shown.sections} == expected


def test_an_indicator_is_shown_with_its_name() -> None:
    [section] = show("actions", tracker(*SOME), by="indicator", of="smoking-quits").sections
    assert section.sentences == ("Smoking quits a year: 1 action.",)
    with pytest.raises(UnknownNameError, match="unknown group 'smoking'"):
        show("actions", tracker(*SOME), by="indicator", of="smoking")


def test_what_needs_a_word_says_where_and_what_to_ask() -> None:
    said = words(show("actions", tracker(*SOME)))
    assert "overdue: 1 Actions, row 5 Is it done? If not, when will it be?" in said
    assert "4 actions, 3 of them open." in said


def test_an_empty_tracker() -> None:
    shown = show("actions", tracker())
    assert (shown.sentences, shown.sections, shown.gaps) == (("0 actions, 0 of them open.",), (), ())
