"""What somebody has decided about a conflict, in a plan: the cell it names and no other, on the values it names."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from tht_xl.sheets.plan.decisions import Choice, Decision, decide_all, with_decisions
from tht_xl.sheets.plan.plan import Conflict, Kept, Plan, Write, plan
from tht_xl.sheets.table import Cell, Column

COLUMNS = (Column("Key"), Column("Value"))
CONFLICT = Conflict("k", "Value", 21.0, 22.4, 23.0)
MADE = Plan(conflicts=(CONFLICT,), kept=(Kept("m", "Value", 1.0, "mine"),))


def decision(choice: Choice = "ours", ours: Cell = 22.4, theirs: Cell = 23.0, key: str = "k") -> Decision:
    return Decision(key, "Value", choice, ours, theirs, "analyst", "checked")


def test_ours_is_written_over_theirs_and_remembered() -> None:
    made = with_decisions(MADE, [decision()])
    assert made.plan.writes == (Write("k", "Value", 23.0, 22.4),)
    assert (made.plan.conflicts, made.plan.kept) == ((), MADE.kept)
    assert made.plan.base_changes == {"k": {"Value": 22.4}}
    assert made.taken == (decision(),)


def test_theirs_stays_and_comes_up_again_only_when_ours_changes() -> None:
    made = with_decisions(MADE, [decision("theirs")]).plan
    assert (made.writes, made.conflicts) == ((), ())
    assert Kept("k", "Value", 22.4, 23.0) in made.kept
    base = {"k": {"Key": "k", "Value": 22.4}}
    theirs = {"k": {"Key": "k", "Value": 23.0}}
    assert not plan({"k": {"Key": "k", "Value": 22.4}}, theirs, base, COLUMNS).conflicts
    assert plan({"k": {"Key": "k", "Value": 22.9}}, theirs, base, COLUMNS).conflicts


@pytest.mark.parametrize(
    "other", [decision(ours=22.5), decision(theirs=None), decision(theirs="23"), decision(theirs=24.0)]
)
def test_a_decision_on_other_values_changes_nothing_and_is_named(other: Decision) -> None:
    made = with_decisions(MADE, [other])
    assert (made.plan, made.taken, made.outdated) == (MADE, (), (other,))


def test_a_cell_of_theirs_that_stays_may_be_decided_about_too() -> None:
    made = with_decisions(MADE, [Decision("m", "Value", "ours", 1.0, "mine")])
    assert made.plan.writes == (Write("m", "Value", "mine", 1.0),)
    assert made.plan.kept == ()
    assert with_decisions(MADE, [Decision("m", "Value", "theirs", 1.0, "mine")]).plan == MADE


def test_a_withheld_figure_is_decided_about_without_the_one_that_was_typed() -> None:
    hidden = Plan(conflicts=(Conflict("k", "Value", 4.0, "[c]", 3.0),))
    made = with_decisions(hidden, [decision(ours="[c]", theirs=None)])
    assert made.plan.writes == (Write("k", "Value", 3.0, "[c]"),)


def test_keys_and_headers_are_compared_as_everywhere() -> None:
    made = with_decisions(MADE, [Decision("K ", "VALUE", "ours", 22.4, 23.0)])
    assert made.plan.writes == (Write("k", "Value", 23.0, 22.4),)


def test_the_last_decision_about_a_cell_counts() -> None:
    assert with_decisions(MADE, [decision(), decision("theirs")]).plan.writes == ()


cells = st.sampled_from([None, 1.0, 2.0, "x", "[c]"])
conflicts = st.lists(
    st.builds(Conflict, st.sampled_from("abcd"), st.just("Value"), cells, cells, cells), unique_by=lambda c: c.key
)


@given(conflicts, st.sets(st.sampled_from("abcd")), st.sampled_from(["ours", "theirs"]))
def test_no_cell_is_written_that_no_decision_names(found: list[Conflict], named: set[str], choice: Choice) -> None:
    decisions = decide_all([each for each in found if each.key in named], choice)
    made = with_decisions(Plan(conflicts=tuple(found)), decisions).plan
    assert {write.key for write in made.writes} == ({c.key for c in found} & named if choice == "ours" else set())
    assert {conflict.key for conflict in made.conflicts} == {c.key for c in found} - named
    assert all(write.before == next(c.theirs for c in found if c.key == write.key) for write in made.writes)
