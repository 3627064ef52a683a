"""Actions typed elsewhere become rows of the tracker: once, under an id that stays, with where they came from."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tht_xl.partnership.plans.merge_actions import TypedAction, TypedOtherwise, action_id, merge_actions

RETURN, SHEET = "Return of Barts Health, November 2026, Data!K7", "Shared sheet, Narrative!D12"
TYPED = TypedAction("Open the clinic", RETURN, "smoking-quits", "Public health lead", date(2027, 3, 31))


def test_a_typed_action_becomes_a_row_of_the_tracker_for_its_indicator() -> None:
    merged = merge_actions([], [TYPED])
    name = action_id("Open the clinic", "smoking-quits")
    assert merged.new == (name,)
    assert merged.rows == (
        {"id": name, "action": "Open the clinic", "status": "no update", "source": RETURN,
         "indicator": "smoking-quits", "owner": "Public health lead", "due": date(2027, 3, 31)},
    )  # fmt: skip
    assert merged.came_from == {name: (RETURN,)}


def test_the_id_stays_from_month_to_month_and_on_every_computer() -> None:
    assert action_id("Open the clinic", "smoking-quits") == "T-a5fbb2d2"


def test_the_same_action_in_two_places_is_one_row_that_says_both() -> None:
    other = TypedAction(" open the  CLINIC. ", SHEET, "smoking-quits")
    merged = merge_actions([], [TYPED, other])
    assert len(merged.rows) == 1
    assert merged.came_from[merged.new[0]] == (RETURN, SHEET)
    assert not merged.differences


def test_the_same_words_for_another_indicator_are_another_action() -> None:
    merged = merge_actions([], [TYPED, TypedAction("Open the clinic", SHEET, "park-attendances")])
    assert len(set(merged.new)) == 2


def test_the_tracker_is_the_master_of_what_it_has() -> None:
    row = {"id": "A3", "action": "Open the clinic!", "indicator": "smoking-quits", "owner": "Estates lead",
           "status": "late", "due": date(2027, 3, 31)}  # fmt: skip
    merged = merge_actions([row], [TYPED])
    assert merged.rows == (row,)
    assert not merged.new
    assert merged.came_from == {"A3": (RETURN,)}
    assert merged.differences == (TypedOtherwise("A3", "owner", "Estates lead", "Public health lead", RETURN),)


def test_words_that_the_secretariat_improved_are_the_same_action_next_month() -> None:
    [row] = merge_actions([], [TYPED]).rows
    better = {**row, "action": "Open the stop-smoking clinic in Bow", "status": "on track"}
    merged = merge_actions([better], [TYPED])
    assert merged.rows == (better,)
    assert not merged.new


def test_what_is_typed_twice_and_differs_is_told_and_what_was_blank_is_filled() -> None:
    plain = TypedAction("Open the clinic", SHEET, "smoking-quits")
    merged = merge_actions([], [plain, TYPED])
    assert merged.rows[0]["owner"] == "Public health lead"
    other = TypedAction("Open the clinic", "Minute 4", "smoking-quits", "Estates lead")
    assert merge_actions([], [TYPED, other]).differences == (
        TypedOtherwise(merged.new[0], "owner", "Public health lead", "Estates lead", "Minute 4"),
    )


def test_an_action_that_nobody_types_any_more_stays() -> None:
    [row] = merge_actions([], [TYPED]).rows
    assert merge_actions([row], []).rows == (row,)


def test_blank_words_are_no_action() -> None:
    assert not merge_actions([], [TypedAction("  - ", RETURN), TypedAction("", SHEET)]).rows


typed = st.builds(
    TypedAction,
    st.sampled_from(["Open it", "open it.", "Close it", "Ask", ""]),
    st.sampled_from([RETURN, SHEET]),
    st.sampled_from(["", "smoking-quits"]),
    st.sampled_from(["", "Estates lead", "Public health lead"]),
)


@given(st.lists(typed, max_size=8), st.lists(typed, max_size=8))
def test_merging_again_changes_nothing_and_loses_nothing(first: list[TypedAction], second: list[TypedAction]) -> None:
    once = merge_actions([], first)
    again = merge_actions(once.rows, first)
    assert (again.rows, again.new) == (once.rows, ())
    both = merge_actions(once.rows, second)
    assert both.rows[: len(once.rows)] == once.rows
    assert len({row["id"] for row in both.rows}) == len(both.rows)
