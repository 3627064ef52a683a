"""A theme as a whole: what speaks of it, who owns it, what is to be asked; and the holes."""

from dataclasses import replace
from typing import Any

import pytest

from tht_xl.errors import UnknownNameError
from tht_xl.partnership.view import View
from tht_xl.partnership.views import make_view
from tht_xl.templates.check import wrong_rows

DEMENTIA = {"id": "dementia", "subject": "Dementia", "kind": "topical issue", "words": "dementia; memory  clinic"}
ACTION = {"id": "A1", "action": "Open a Memory clinic", "owner": "Mental health lead", "status": "late"}


def section(view: View, of: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for each in view.sections if each.heading.endswith(of) for row in each.rows]


def test_rows_that_speak_of_it_are_found_by_any_of_its_words(fill, given) -> None:  # noqa: ANN001
    actions = [ACTION, {"id": "A2", "action": "Dementias explained"}, {"id": "A3", "action": "Undementia"}]
    shown = make_view(
        "whole-systems", given(fill("themes", subjects=[DEMENTIA]), fill("action-tracker", actions=actions))
    )
    rows = section(shown, "what plans and registers say")
    assert [row[1:] for row in rows] == [
        ("Actions, row 5", "Open a Memory clinic", "Mental health lead", "late"),
        ("Actions, row 6", "Dementias explained", None, ""),
    ]
    asked = {row[0]: row[1] for row in section(shown, "questions to ask")}
    assert asked["Open a Memory clinic: what will bring it back?"] == "Mental health lead"
    assert "Who owns what no role is named for?" in asked
    assert "Which plan takes it up?" not in asked
    assert section(shown, "who owns what")[0][0] == "Mental health lead"


def test_what_belongs_under_other_words_is_shown_with_its_figures(fill, given) -> None:  # noqa: ANN001
    belongs = [
        {"subject": "Dementia", "indicator": "Life-Satisfaction"},
        {"subject": "dementia", "outcome": "cleaner-air"},
    ]
    shown = make_view("whole-systems", given(fill("themes", subjects=[DEMENTIA], belongs=belongs)))
    assert [row[:2] for row in section(shown, "what the data says")] == [
        ("Life satisfaction", "7.32 out of 10 (2022/23)")
    ]
    outcomes = section(shown, "what the framework says")
    assert outcomes == [("I am able to breathe cleaner air in the place where I live",)]


def test_a_theme_without_words_is_one_question_and_finds_nothing(fill, given) -> None:  # noqa: ANN001
    shown = make_view("whole-systems", given(fill("themes", subjects=[{**DEMENTIA, "words": " ; "}])))
    assert shown.sentences == ("Dementia: nothing to look for.",)
    assert section(shown, "questions to ask") == [
        ("Which are they, and by which words are they found?", None, "no words to find it by")
    ]
    assert [gap.place for gap in shown.gaps] == ["Themes!E5", "Themes!F5"]


def test_questions_of_the_register_come_first(fill, given) -> None:  # noqa: ANN001
    questions = [{"subject": "dementia", "question": "How long is the wait?", "asked-of": "Mental health lead"}]
    shown = make_view("whole-systems", given(fill("themes", subjects=[DEMENTIA], questions=questions), of="DEMENTIA"))
    assert section(shown, "questions to ask")[0] == ("How long is the wait?", "Mental health lead", "of the register")
    assert shown.title == "Dementia"
    with pytest.raises(UnknownNameError, match="unknown theme 'dementa'"):
        make_view("whole-systems", given(fill("themes", subjects=[DEMENTIA]), of="dementa"))


def test_the_papers_speak_of_mental_health_and_name_no_theme(given) -> None:  # noqa: ANN001
    shown = make_view("whole-systems", given())
    said = " ".join(shown.sentences)
    assert "not stated in the paper: nothing to look for" in said
    assert ("Mental health problems: 65,000 people (modelled)",) in [
        row[2:3] for row in section(shown, "registers say")
    ]
    assert not shown.is_illustrative


def test_a_text_that_waits_for_its_release_is_not_shown(fill, given) -> None:  # noqa: ANN001
    tables = fill("action-tracker", actions=[ACTION])
    waiting = tables["actions"].columns
    waiting["action"] = waiting["action"].model_copy(update={"released_by": "evidence"})
    shown = make_view("whole-systems", given(fill("themes", subjects=[DEMENTIA]), tables))
    assert section(shown, "what plans and registers say") == []


def test_a_row_that_belongs_to_a_theme_names_something_that_is_there(fill) -> None:  # noqa: ANN001
    belongs = [{"subject": "dementia"}, {"subject": "carers", "outcome": "no-such-thing"}]
    found = [each.given for each in wrong_rows(fill("themes", subjects=[DEMENTIA], belongs=belongs))]
    assert found == [
        "names neither an indicator nor an outcome (blank)",
        "Theme or issue: not in the list (carers)",
        "Outcome: not in the list (no-such-thing)",
    ]


def test_a_month_searches_its_own_registers_alone(fill, given) -> None:  # noqa: ANN001
    month = replace(given(fill("themes", subjects=[{**DEMENTIA, "words": "mental health"}])), uses_packaged=False)
    assert section(make_view("whole-systems", month), "what plans and registers say") == []
