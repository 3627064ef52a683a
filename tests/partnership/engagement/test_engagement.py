"""Engagement plan, consultation, achievements: what the papers say, what is counted, and what is held back."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from tht_xl.framework.load import load_framework
from tht_xl.partnership.checks import partnership_wrongs
from tht_xl.partnership.engagement.counts import released_counts
from tht_xl.partnership.view import View
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import make_view
from tht_xl.templates.check import wrong_rows
from tht_xl.templates.registers import load_register
from tht_xl.templates.table import Tables

Fill = Callable[..., Tables]
Make = Callable[..., ViewInput]

THT = load_framework("tht")
QUESTIONS = [
    {"id": "1", "audience": "local people", "question": "Is it better?"},
    {"id": "1a", "audience": "local people", "question": "Why?", "part-of": "1"},
    {"id": "2", "audience": "staff", "question": "What hinders you?"},
]
THEMES = [{"id": "a", "theme": "Appointments", "response": "Evening clinics"}, {"id": "b", "theme": "Rare"}]

ASKED = (
    "Have you seen improvements", "experience of using", "shape of services to come", "help improve health",
    "gone far enough", "priorities for what you would like", "stops you and your family", "What would help you",
    "look after yourself", "screening", "MMR jab", "given up smoking", "any exercise", "fast food",
    "work better together", "working differently", "prevent us", "how could these be changed", "where you work",
)  # fmt: skip


def points(question: str, theme: str | None, many: int, **cells: object) -> list[dict[str, object]]:
    return [
        {"id": f"{question}{theme}{n}", "response": f"R{n}", "question": question, "theme": theme} | cells
        for n in range(many)
    ]


def table(shown: View, heading: str) -> dict[object, object]:
    return {row[0]: row[-1] for section in shown.sections if section.heading == heading for row in section.rows}


def test_every_question_of_2009_is_there(given: Make) -> None:
    shown = make_view("consultation", given())
    assert shown.sentences == (
        "19 questions: 14 for local people, 5 for staff.", "Responses: not stated in the paper.",
    )  # fmt: skip
    asked = [str(row[1]) for section in shown.sections for row in section.rows]
    for words in ASKED:
        assert len([each for each in asked if words in each]) == 1, words
    assert "– – Have your children had the MMR jab?" in asked


def test_small_counts_are_withheld_and_what_gives_them_away(fill: Fill, given: Make) -> None:
    said = [*points("1", "a", 12), *points("1a", "b", 3), *points("2", None, 9)]
    shown = make_view("consultation", given(fill("consultation", questions=QUESTIONS, themes=THEMES, points=said)))
    themes = table(shown, "Points by theme")
    assert themes["Rare"] == "[c]"
    assert themes["All points"] == 24
    assert list(themes.values()).count("[c]") >= 2  # by subtraction one alone would be known
    assert table(shown, "Points by question")["Why?"] == "[c]"
    assert table(shown, "What we did with it") == {"Appointments": "Evening clinics", "Rare": None}


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (["a"] * 12 + ["c"] * 9, ([12, 0, 9], 21)),
        ([], ([0, 0, 0], 0)),
        (["a"] * 2, (["[c]", 0, 0], "[c]")),
    ],
)
def test_counts_as_they_may_be_shown(kinds: Sequence[str], expected: tuple[list[object], object]) -> None:
    assert released_counts(kinds, ["a", "b", "c"]) == expected


def test_a_point_of_no_known_question_or_theme_is_still_counted(fill: Fill, given: Make) -> None:
    said = [*points("9", "x", 8), *points("1", "a", 8)]
    shown = make_view(
        "consultation", given(fill("consultation", questions=QUESTIONS[:1], themes=THEMES[:1], points=said))
    )
    assert table(shown, "Points by theme") == {"Appointments": 8, "no theme yet": 8, "All points": 16}
    assert table(shown, "Points by question")["a question that is not in the list"] == 8


RELEASE = {"released-by": "Consultation lead", "released-on": date(2026, 6, 1)}
TEXTS = {
    "It is easier to park": None,
    "Write to jane@example.org about it": "an e-mail address",
    "I live at E1 4NS": "a full postcode",
    "My NHS number is 943 476 5919": "an NHS number",
    "My mother, born 04/05/1962, waited": "a date of birth",
}


@pytest.mark.parametrize(("text", "kind"), TEXTS.items())
@pytest.mark.parametrize("is_released", [True, False])
def test_a_text_is_shown_when_it_is_released_and_points_to_nobody(
    fill: Fill,
    given: Make,
    text: str,
    kind: str | None,
    is_released: bool,
) -> None:
    cells = {"text": text} | (RELEASE if is_released else {})
    tables = fill("consultation", questions=QUESTIONS, themes=THEMES, points=points("1", "a", 1, **cells))
    shown = make_view("consultation", given(tables))
    assert (text in str(shown)) == (is_released and kind is None)
    wrongs = [(w.code, w.row.address(w.column), w.given) for w in partnership_wrongs(tables, THT)]
    assert wrongs == ([("R814" if is_released else "R815", "F5", f"the text holds {kind}")] if kind else [])
    assert text not in str(
        [(w.given, w.expected, w.fix) for w in (*partnership_wrongs(tables, THT), *wrong_rows(tables))]
    )
    if not is_released:
        assert [gap.what for gap in shown.gaps] == ["1 text that waits for release is not shown"]
    elif kind:
        assert [(gap.what, gap.place) for gap in shown.gaps] == [
            (f"A released text holds {kind}, so it is not shown", "Responses!F5")
        ]


def test_which_points_are_of_one_response_is_not_shown(given: Make) -> None:
    shown = str(make_view("consultation", given(load_register("consultation-illustrative"))))
    assert not [number for number in range(1, 22) if f"'R{number}'" in shown or f"'P{number}'" in shown]


def test_eight_boxes_hold_eleven_achievements(given: Make) -> None:
    shown = make_view("achievements", given())
    assert shown.sentences == ("11 achievements in 8 boxes.",)
    boxes = [row[0] for row in shown.sections[0].rows]
    assert set(boxes) == set(range(1, 9))
    figures = {row[2] for row in shown.sections[0].rows if row[2] is not None}
    assert {21, 200000, 900} <= figures
    assert all(str(row[5]).startswith("IHWB, March 2009") for row in shown.sections[0].rows)
    assert "No evidence is given for 1, 2, 3a" in shown.gaps[0].what


def test_the_engagement_plan_of_2019_shows_its_hole(given: Make) -> None:
    shown = make_view("engagement", given())
    assert shown.sentences == ("4 strands. Activities: not stated in the paper.",)
    assert shown.sections[1].sentences == ("Nothing is entered.",)
    assert shown.gaps[0].what == "What the plan consists of is not stated"


def test_an_engagement_plan_shows_what_was_done_and_what_is_late(fill: Fill, given: Make) -> None:
    strands = [{"id": "s1", "strand": "Voice"}, {"id": "s2", "strand": "Carers"}]
    late = {
        "id": "1",
        "strand": "S1",
        "activity": "Walk",
        "owner": "Lead",
        "due": date(2026, 1, 1),
        "status": "planned",
    }
    done = late | {"id": "2", "activity": "Talk", "status": "Done", "said": "Too far", "did": "A bus"}
    tables = fill("engagement-plan", strands=strands, activities=[late, done])
    shown = make_view("engagement", given(tables))
    assert shown.sections[1].rows[1] == ("Voice", "Talk", "Lead", date(2026, 1, 1), "done", "Too far", "A bus")
    assert [(gap.what, gap.place) for gap in shown.gaps] == [
        ("Carers: nothing is planned", "Strands, row 6"), ("Walk: due, and not done", "Activities!F5"),
    ]  # fmt: skip
    assert not list(wrong_rows(tables))
    silent = fill("engagement-plan", strands=strands, activities=[done | {"did": None}])
    assert [each.rule for each in wrong_rows(silent)] == ["heard-and-nothing-done"]
