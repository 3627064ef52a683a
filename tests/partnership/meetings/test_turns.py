"""Everybody has a turn in each period, or it is said who has none."""

from collections import Counter
from datetime import date

from hypothesis import given as every
from hypothesis import strategies as st

from tht_xl.partnership.meetings.turns import NoPlace, Slot, Turn, place_turns

START = date(2019, 4, 1)


def monthly(many: int) -> list[Slot]:
    return [Slot(f"m{n}", "board", date(2019 + (n + 3) // 12, (n + 3) % 12 + 1, 12)) for n in range(many)]


def enablers(many: int, months: int = 6, at_most: int | None = 1) -> list[Turn]:
    return [Turn(f"e{n}", "Enabler spotlight", "board", months, START, None, at_most) for n in range(many)]


def test_six_enablers_have_one_meeting_each_in_every_half_year() -> None:
    slots = monthly(12)
    placed = place_turns(enablers(6), slots, {}, slots[-1].day)
    assert not placed.no_place
    assert placed.turns == {f"m{n}": [f"e{n % 6}"] for n in range(12)}


def test_who_found_no_place_is_named_with_the_period_and_has_the_first_of_the_next() -> None:
    slots = [slot for n, slot in enumerate(monthly(12)) if n not in (4, 5)]  # August and September are left out
    placed = place_turns(enablers(6), slots, {}, slots[-1].day)
    half = (date(2019, 4, 1), date(2019, 9, 30))
    assert placed.no_place == [NoPlace("e4", half, 4, 1), NoPlace("e5", half, 4, 1)]
    assert (placed.turns["m6"], placed.turns["m7"]) == (["e4"], ["e5"])


def test_without_a_limit_turns_are_spread_evenly() -> None:
    slots = monthly(3)
    placed = place_turns(enablers(6, at_most=None), slots, {}, slots[-1].day)
    assert {meeting: len(turns) for meeting, turns in placed.turns.items()} == {"m0": 2, "m1": 2, "m2": 2}


def test_a_turn_fixed_to_a_meeting_has_had_its_turn_and_takes_its_place() -> None:
    slots = monthly(6)
    placed = place_turns(enablers(6), slots, {"m0": ["e5"]}, slots[-1].day)
    assert placed.turns["m0"] == ["e5"]
    assert Counter(turn for turns in placed.turns.values() for turn in turns) == {f"e{n}": 1 for n in range(6)}
    assert not placed.no_place


def test_a_period_without_a_meeting_has_no_place_for_anybody() -> None:
    slots = [Slot("m9", "board", date(2019, 12, 12))]
    placed = place_turns(enablers(1, months=3), slots, {}, slots[-1].day)
    assert [(each.turn, each.period[0], each.meetings) for each in placed.no_place] == [
        ("e0", date(2019, 4, 1), 0),
        ("e0", date(2019, 7, 1), 0),
    ]
    assert placed.periods["e0"][date(2019, 10, 1), date(2019, 12, 31)] == ["m9"]


def test_other_bodies_and_ended_turns_are_left_out() -> None:
    slots = [Slot("x", "other", date(2019, 5, 1)), Slot("y", "board", date(2019, 11, 1))]
    turn = Turn("e0", "g", "board", 6, START, date(2019, 9, 30))
    placed = place_turns([turn], slots, {}, date(2019, 11, 1))
    assert [each.meetings for each in placed.no_place] == [0]
    assert not placed.turns


@every(st.integers(1, 9), st.integers(1, 14), st.integers(1, 3), st.sampled_from([3, 6, 12]))
def test_every_turn_is_placed_once_in_a_period_or_named(members: int, many: int, at_most: int, months: int) -> None:
    slots = monthly(many)
    placed = place_turns(enablers(members, months, at_most), slots, {}, slots[-1].day)
    named = {(each.turn, each.period) for each in placed.no_place}
    for turn, periods in placed.periods.items():
        for period, meetings in periods.items():
            assert len(meetings) == (0 if (turn, period) in named else 1)
    assert all(len(turns) <= at_most for turns in placed.turns.values())
    # Nobody goes without while a place of that period is free.
    for each in placed.no_place:
        inside = [slot.id for slot in slots if each.period[0] <= slot.day <= each.period[1]]
        assert all(len(placed.turns[meeting]) == at_most for meeting in inside)
