"""Somebody types while a run writes what was decided: what nobody has decided about stays theirs."""

from typing import TYPE_CHECKING

import pytest
from tests.sheets.conftest import DATA, HEADERS

from tht_xl.month.shared_sheet.settle import Settlement
from tht_xl.sheets.outcome import SyncOutcome
from tht_xl.sheets.plan.decisions import Decision
from tht_xl.sheets.sync import SharedSheet
from tht_xl.sheets.table import Column

if TYPE_CHECKING:
    from tests.sheets.conftest import World

OURS = 3 / 7 + 1


def settled(world: "World", settlement: Settlement, *, types: bool = True) -> SyncOutcome:
    columns = [Column(name) for name in HEADERS]
    sheet = SharedSheet(world.new_http(), world.id, DATA, columns, decide=settlement.decide)
    rows = world.rows(6, changed=(3, 4))
    if settlement.has_to_look:
        settlement.look_at(sheet.preview(rows))
    if types:
        world.meanwhile(lambda: world.type("k003", "Value", "typed just now"))
    return sheet.apply(rows)


@pytest.mark.parametrize(
    "settlement",
    [
        Settlement(choice="ours"),
        Settlement(ask=lambda _: "ours"),
        Settlement(decisions=[Decision("k003", "Value", "ours", OURS, "mine")]),
    ],
    ids=["all ours", "asked", "a file"],
)
@pytest.mark.parametrize("is_in_conflict", [True, False])
def test_what_was_typed_while_it_is_written_is_nobodys_decision(
    world: "World", settlement: Settlement, *, is_in_conflict: bool
) -> None:
    settlement = Settlement(settlement.choice, settlement.decisions, settlement.ask)
    world.sheet.apply(world.rows(6))
    if is_in_conflict:
        world.type("k003", "Value", "mine")
    outcome = settled(world, settlement)
    assert world.table()["k003"]["Value"] == "typed just now"
    assert [(c.key, c.theirs) for c in outcome.plan.conflicts] == [("k003", "typed just now")]
    assert not [line for line in settlement.lines() if line.startswith("d k003")]


def test_without_anybody_in_the_way_it_is_written_and_told(world: "World") -> None:
    world.sheet.apply(world.rows(6))
    world.type("k003", "Value", "mine")
    settlement = Settlement(choice="ours", role="analyst")
    outcome = settled(world, settlement, types=False)
    assert world.table()["k003"]["Value"] == pytest.approx(OURS)
    assert (outcome.plan.conflicts, settlement.lines()) == (
        (),
        ["d k003 Value: ours written over theirs, as decided by analyst"],
    )


def test_a_cell_with_an_outdated_decision_is_not_decided_with_the_rest_however_it_is_spelled(world: "World") -> None:
    world.sheet.apply(world.rows(6))
    world.type("k003", "Value", "newer")
    settlement = Settlement(choice="ours", decisions=[Decision("K003 ", "VALUE", "ours", OURS, "mine")])
    outcome = settled(world, settlement, types=False)
    assert world.table()["k003"]["Value"] == "newer"
    assert len(outcome.plan.conflicts) == 1
    assert settlement.lines()[0].startswith("! K003  VALUE: decided on other values")
