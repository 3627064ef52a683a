"""What a row says of cells that somebody has typed over."""

from tht_xl.month.shared_sheet.typed_over import mark_typed_over
from tht_xl.sheets.plan.plan import Conflict, Kept, Plan

OURS = {"a": {"Value": "[c]", "Note": "withheld: rule"}, "b": {"Value": 2.0, "Note": None}}


def test_a_withheld_figure_is_never_repeated() -> None:
    plan = Plan(kept=(Kept("a", "Value", "[c]", 3.0),))
    marked = mark_typed_over(OURS, {}, plan, "Nov 2026")
    assert marked["a"]["Note"] == (
        "withheld: rule; Value: a figure was typed here although it is withheld; please take it out"
    )
    assert marked["b"] is OURS["b"]


def test_a_long_text_is_not_repeated() -> None:
    plan = Plan(conflicts=(Conflict("b", "Value", 1.0, 2.0, "word " * 20),))
    note = mark_typed_over(OURS, {}, plan, "Nov 2026")["b"]["Note"]
    assert note == "Value: another text was typed here in Nov 2026; 2 counts, and rating and sentence follow it"


def test_a_note_that_somebody_rewrote_is_theirs_and_nothing_is_said_of_it() -> None:
    assert mark_typed_over(OURS, {}, Plan(kept=(Kept("b", "Note", None, "checked"),)), "Nov 2026") is OURS
