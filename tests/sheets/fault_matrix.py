"""What becomes of a run when a request of it goes wrong: every fault at every request, written as a page.

`python -m tests.sheets.fault_matrix > docs/fault-matrix.md` writes the page again; a test keeps the two in step.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from tests.sheets.conftest import World, new_world

from tht_xl.errors import SheetError
from tht_xl.rehearsal.server.faults import InjectedFault, When
from tht_xl.rehearsal.spreadsheet.switches import Switches
from tht_xl.sheets.hidden import RECOVERED
from tht_xl.sheets.outcome import SyncOutcome

PAGE = """# When something goes wrong while the shared sheet is written

Written from the tests themselves, which try each fault at each request of a run that changes two figures and adds a row
(`tests/sheets/fault_matrix.py`). A run reads the sheet, and writes it in one request that happens wholly or not at all.

| at | what goes wrong | how often | the run | the sheet after it | the next run |
|---|---|---|---|---|---|
"""
PEOPLE = """
**Before** is the sheet as it was, **after** is all of the change; there is no third. "Nothing to do" is one call, and
writes nothing. Where the answer to a write is lost the sheet is read again, and the state in it tells whether the write
happened: it is never written twice.

## Somebody else acts in that second
What became of a text that somebody typed into a value which the run was writing, and of our own figures, where rows or
columns are moved as well: when the write arrives, and again when its repair does.

| at the write | at its repair | what was typed | our figures | the run says |
|---|---|---|---|---|
"""
END = """
**Recovered** is the worksheet in which such a text is kept, with its address, where people see it
([the shared sheet](sheets.md#recovered)). A text whose row somebody deletes before our write has touched it goes with
its row, as they wished.
"""


@dataclass(frozen=True)
class Fault:
    """Something that goes wrong."""

    words: str
    when: When = "before"
    status: int | None = None
    drop: bool = False


FAULTS = (
    Fault("429 Too many requests", status=429),
    Fault("500 Internal error", status=500),
    Fault("503 Unavailable", status=503),
    Fault("403 Not allowed to edit", status=403),
    Fault("404 No such spreadsheet", status=404),
    Fault("the connection is cut before Google has seen it", drop=True),
    Fault("503, after it was applied", when="after", status=503),
    Fault("the connection is cut after it was applied", when="after", drop=True),
)
REQUESTS = {"the read": ("GET", "values:batchGet"), "the write": ("POST", ":batchUpdate")}
TIMES = {"once": 1, "always": 60}


def rows_of_the_page() -> Iterator[str]:
    """Yield a line of the table for each fault at each request."""
    for place, (method, match) in REQUESTS.items():
        for fault in FAULTS:
            for often, times in TIMES.items():
                with new_world(Switches()) as world:
                    found = " | ".join(_tried(world, method, match, fault, times))
                    yield f"| {place} | {fault.words} | {often} | {found} |"


def _tried(world: World, method: str, match: str, fault: Fault, times: int) -> tuple[str, str, str]:
    world.sheet.apply(world.rows(5))
    before, ours = world.cells(), world.rows(6, changed=(1, 3))
    injected = InjectedFault(match, method, when=fault.when, status=fault.status, drop=fault.drop, times=times)
    world.server.faults.add(injected)
    try:
        outcome = world.sheet.apply(ours)
    except SheetError as error:
        said = error.message.replace(" (Forbidden (an injected fault).)", "")
    else:
        changed = len(outcome.plan.writes) + len(outcome.plan.appends)
        said = f"goes on; {'reports the change' if changed == 3 else 'reports something else'}"
    world.server.faults.clear()
    left = world.cells()
    again = world.shared().apply(ours)
    after = world.cells()
    state = "before" if left == before else "after" if left == after else "neither"
    written = len(again.plan.writes) + len(again.plan.appends)
    next_run = "nothing to do" if again.calls == 1 else "writes all of it" if written == 3 else f"writes {written}"
    return said, state, next_run


MOVES: dict[str, Callable[[World], None]] = {
    "nothing else": lambda _: None,
    "sorts the sheet the other way round": lambda world: world.person.sort("Data", 1, descending=True),
    "inserts a row at the top": lambda world: world.person.insert_rows("Data", 2),
    "inserts a column at the left": lambda world: world.person.insert_columns("Data", 1),
    "drags the keys to the right": lambda world: world.person.move_columns("Data", 1, 4),
    "deletes that row": lambda world: world.person.delete_rows("Data", _row_of(world, "k001")),
}
TYPED = "typed meanwhile"


def _row_of(world: World, key: str) -> int:
    return next(number for number, row in enumerate(world.cells(), 1) if key in row)


def rows_about_people() -> Iterator[str]:
    """Yield a line for each move at the write, alone and followed by each move at its repair."""
    for at_write, first in MOVES.items():
        for at_repair, second in MOVES.items():
            with new_world(Switches()) as world:
                world.sheet.apply(world.rows(5))
                world.meanwhile(partial(_type_and, world, first))
                world.meanwhile(partial(second, world))
                outcome = world.sheet.apply(world.rows(6, changed=(1, 3)))
                yield f"| types, and {at_write} | {at_repair} | {' | '.join(_found(world, outcome))} |"


def _type_and(world: World, move: Callable[[World], None]) -> None:
    world.type("k001", "Value", TYPED)
    move(world)


def _was_run_over(outcome: SyncOutcome) -> bool:
    return any(cell.found == TYPED for cell in outcome.raced)


def _found(world: World, outcome: SyncOutcome) -> tuple[str, str, str]:
    table = world.table()
    kept = world.cells(RECOVERED) if RECOVERED in world.person.titles else []
    places = ["in its cell"] * (table.get("k001", {}).get("Value") == TYPED)
    places += ["in Recovered"] * any(TYPED in row for row in kept)
    # Deleted by its own writer before we came to it: nothing of theirs was run over.
    places += ["gone with its row"] * (not places and "k001" not in table and not _was_run_over(outcome))
    ours = [row for row in world.rows(6, changed=(1, 3)) if row["Key"] in table and row["Key"] != "k001"]
    is_right = all(table[str(row["Key"])][name] == value for row in ours for name, value in row.items())
    looked = f"{outcome.to_look_at} to look at" if outcome.to_look_at else "put back" if outcome.raced else "nothing"
    return " and ".join(places) or "LOST", "right" if is_right and len(ours) >= 5 else "WRONG", looked


def page() -> str:
    """Return the page."""
    faults, people = ("".join(f"{row}\n" for row in rows) for rows in (rows_of_the_page(), rows_about_people()))
    return PAGE + faults + PEOPLE + people + END


if __name__ == "__main__":
    sys.stdout.write(page())
