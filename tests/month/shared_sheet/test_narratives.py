"""What the paper takes over from the shared sheet, however the sheet spells its keys and headings."""

import pytest

from tht_xl.framework.load import load_framework
from tht_xl.month.shared_sheet.narratives import TYPED_OVER, last_values, narratives
from tht_xl.month.shared_sheet.rows import Cell
from tht_xl.month.shared_sheet.sync_result import SyncResult
from tht_xl.sheets.plan.plan import Conflict, Kept, Plan

FRAMEWORK = load_framework("tht")
KEY = "year-6-obesity|tower-hamlets|2022/23"
HEADINGS = ("Narrative", "Action")


def said(theirs: dict[str, dict[str, Cell]], plan: Plan | None = None) -> dict[str, dict[str, str]]:
    sync = SyncResult(plan or Plan(), "Shared sheet", theirs, ())
    return narratives(sync, HEADINGS, FRAMEWORK)


@pytest.mark.parametrize(
    "heading", ["Narrative", "narrative ", "NARRATIVE\N{NO-BREAK SPACE}", "\N{ZERO WIDTH NO-BREAK SPACE}Narrative\n"]
)
def test_a_heading_is_found_however_it_is_spelled(heading: str) -> None:
    assert said({KEY: {"Key": KEY, heading: "Opened in May", "Owner": "A"}}) == {KEY: {"Narrative": "Opened in May"}}


@pytest.mark.parametrize(
    "key",
    [
        KEY,
        f"{KEY} ",
        "Year-6-Obesity|Tower-Hamlets|2022/23\N{NO-BREAK SPACE}",
        "year\N{EN DASH}6-obesity|tower-hamlets|2022/23",
        "year-6-obesity | tower-hamlets | 2022/23",
    ],
)
def test_a_row_that_the_sync_does_not_know_is_found_by_its_key_too(key: str) -> None:
    """Rows of figures that may not be shown are not ours to write, but the paper has a card for them."""
    row: dict[str, Cell] = {"Narrative": "Opened in May", "Value": 28.0}
    assert said({key: row}) == {KEY: {"Narrative": "Opened in May"}}
    assert last_values({key: row}, FRAMEWORK) == {"year-6-obesity": "28.0% (2022/23)"}


def test_two_rows_of_one_key_lose_no_word() -> None:
    words = said({KEY: {"Narrative": "first", "Action": "x"}, f"{KEY} ": {"Narrative": "second", "Action": None}})
    assert words == {KEY: {"Narrative": "first\nsecond", "Action": "x"}}


@pytest.mark.parametrize("blank", [None, "", " \n", "\N{NO-BREAK SPACE}\N{ZERO WIDTH SPACE}", "\N{HANGUL FILLER}"])
def test_blank_cells_and_rows_of_somebodys_own_say_nothing_about_ours(blank: Cell) -> None:
    assert said({KEY: {"Narrative": blank}, "Total": {"Narrative": "sum"}}) == {"Total": {"Narrative": "sum"}}


@pytest.mark.parametrize(
    "text",
    ["-", "–", "—", ".", "...", "?", "n/a", "N/A", "n.a.", " NA ", "tbc", "T.B.C.", "(tba)", "To be confirmed", "none",
     "Nil", "x", "xxx", "to do", "to follow…", "[x]", "✓", "0", 0.0, "No comment.", "to be\nadded"],
)  # fmt: skip
def test_a_placeholder_is_no_narrative(text: Cell) -> None:
    assert said({KEY: {"Narrative": text, "Action": None}}) == {}
    assert said({KEY: {"Narrative": text, "Action": "-"}}) == {}


@pytest.mark.parametrize(
    "text", ["None of the schools took part", "TBC list cut by half", "No", "2022", "学校", "N/A before May"]
)
def test_a_few_words_are_a_narrative(text: str) -> None:
    assert said({KEY: {"Narrative": text}}) == {KEY: {"Narrative": text}}


def test_none_can_be_the_action_beside_a_narrative() -> None:
    row: dict[str, Cell] = {"Narrative": "Opened in May", "Action": "None"}
    assert said({KEY: row}) == {KEY: row}


def test_what_was_typed_over_is_said_beside_the_narrative() -> None:
    plan = Plan(
        kept=(Kept(KEY, "Value", 28.0, 27.5), Kept(KEY, "Note", None, "x")),
        conflicts=(Conflict(KEY, "Target", 1.0, 2.0, None),),
    )
    words = said({KEY: {"Narrative": "mine"}}, plan)[KEY]
    assert words["Narrative"] == "mine"
    assert words[TYPED_OVER] == (
        "Value: 27.5 was typed there and stays there; this paper shows 28, as computed. "
        "Rating and sentence follow the computed figure. "
        "Note: x was typed there and stays there; this paper shows (blank), as computed. "
        "Target: (blank) was typed there and stays there; this paper shows 2, as computed. "
        "Rating and sentence follow the computed figure."
    )


def test_a_withheld_figure_that_was_typed_is_not_repeated() -> None:
    words = said({}, Plan(kept=(Kept(KEY, "Value", "[c]", 3.0),)))
    assert words == {
        KEY: {TYPED_OVER: "Value: a figure was typed there. This paper withholds it; please take it out of the sheet."}
    }


def test_the_newest_value_is_the_newest_period_with_a_number() -> None:
    def row(value: Cell) -> dict[str, Cell]:
        return {"Value": value}

    theirs = {
        "year-6-obesity|tower-hamlets|2021/22": row(29.0),
        "year-6-obesity|tower-hamlets|2022/23": row(28.0),
        "year-6-obesity|tower-hamlets|2020/21": row(33.0),
        "year-6-obesity|tower-hamlets|2023/24": row("[c]"),
        "year-6-obesity|tower-hamlets|2024/25": row(True),
        "year-6-obesity|tower-hamlets|2025/26": row(float("nan")),
        "year-6-obesity|england|2026/27": row(1.0),
        "year-6-obesity|tower-hamlets": row(1.0),
        "no-such-thing|tower-hamlets|2022/23": row(1.0),
        "year-6-obesity|tower-hamlets|someday": row(1.0),
    }
    assert last_values(theirs, FRAMEWORK) == {"year-6-obesity": "28.0% (2022/23)"}
