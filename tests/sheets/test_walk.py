"""A long random walk: people, faults and runs in any order, against a model of what must be in the sheet.

The model knows three things: what we computed last, what people typed and where, and what they deleted. After every
synchronisation the sheet must hold exactly that. Where rows or columns were moved at a write and again at its repair,
what people typed may be in the worksheet Recovered, and the run must say so. It walks under every setting of what
Google's documentation leaves open. THT_THOROUGH=1 walks 500 walks, of which each is another seed.
"""

import os
import random
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING

import pytest
from tests.sheets.conftest import new_world

from tht_xl.rehearsal.server.faults import InjectedFault, When
from tht_xl.rehearsal.spreadsheet.switches import Switches
from tht_xl.sheets.hidden import RECOVERED
from tht_xl.sheets.outcome import SyncOutcome
from tht_xl.sheets.table import Cell, same

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from tests.sheets.conftest import World

STEPS = 60
WALKS = int(os.environ.get("THT_WALKS", "500" if os.environ.get("THT_THOROUGH") == "1" else "5"))
FOUND_FAULTS = (63, 101, 150, 238, 310)
"""Walks on which two movers and more made the repair of a repair go wrong."""
MANAGED = ("Count", "Value", "Status")
TURNED = [replace(Switches(), **{each.name: not getattr(Switches(), each.name)}) for each in fields(Switches)]
SETTINGS = [Switches(), *TURNED]
"""As they are unless set, and each turned by itself: a walk takes the next one."""


@dataclass
class Model:
    """What must be in the sheet."""

    world: "World"
    random: random.Random
    count: int = 12
    bumps: dict[int, int] = field(default_factory=dict)
    typed: dict[tuple[str, str], Cell] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)
    slips: dict[str, str] = field(default_factory=dict)
    step: int = 0

    def rows(self) -> list[dict[str, Cell]]:
        return [row | {"Value": i / 7 + self.bumps.get(i, 0)} for i, row in enumerate(self.world.rows(self.count))]

    def key(self) -> str:
        return f"k{self.random.randrange(self.count):03d}"

    def width(self) -> int:
        return max(len(row) for row in self.world.cells())

    def types(self) -> None:
        """A colleague types; into a managed cell or one of their own."""
        key, header = self.key(), self.random.choice([*MANAGED, "Narrative"])
        if key in self.deleted or key not in self.world.table():
            return
        self.step += 1
        text = self.random.choice([f"h{self.step}", f"=1000+{self.step}", f"{self.step}.625"])
        self.world.type(key, header, text)
        self.typed[key, header] = float(text) if text[0].isdigit() else text

    def sorts(self) -> None:
        cells = self.world.cells()
        column = cells[0].index(self.random.choice(["Key", "Count", "Status"])) + 1
        self.world.person.sort("Data", column, descending=self.random.random() < 0.5)

    def inserts_row(self) -> None:
        row = self.random.randrange(2, len(self.world.cells()) + 2)
        self.world.person.insert_rows("Data", row)

    def inserts_column(self) -> None:
        if len(self.world.cells()[0]) < 20:
            self.world.person.insert_columns("Data", self.random.randrange(1, len(self.world.cells()[0]) + 1))

    def drags_column(self) -> None:
        column, to = (self.random.randrange(1, self.width() + 1) for _ in range(2))
        if not column < to < column + 1:
            self.world.person.move_columns("Data", column, to)

    def drags_row(self) -> None:
        rows = len(self.world.cells())
        self.world.person.move_rows("Data", self.random.randrange(2, rows + 1), self.random.randrange(2, rows + 1))

    def deletes(self) -> None:
        key = self.key()
        if key in self.world.table() and len(self.deleted) < 4:
            row = int("".join(c for c in self.world.place(key, "Key") if c.isdigit()))
            self.world.person.delete_rows("Data", row)
            self.deleted.add(key)

    def mistypes_a_key(self) -> None:
        key = self.key()
        if key in self.world.table() and key not in self.slips:
            self.slips[key] = f"{key}x"
            self.world.type(key, "Key", f"{key}x")

    def corrects_the_keys(self) -> None:
        for key, slip in list(self.slips.items()):
            if slip in self.world.table():
                self.world.type(slip, "Key", key)
            del self.slips[key]

    def other_run(self) -> None:
        self.world.shared().apply(self.rows())

    def moves(self) -> Callable[[], None]:
        return self.random.choice(
            [self.sorts, self.inserts_row, self.inserts_column, self.drags_column, self.drags_row, self.deletes]
        )

    def action(self) -> Callable[[], None]:
        return self.random.choice([self.types, self.moves()])

    def fault(self) -> InjectedFault:
        match = self.random.choice(["values:batchGet", ":batchUpdate"])
        when: When = "after" if self.random.random() < 0.5 else "before"
        status, drop = self.random.choice([(429, False), (503, False), (500, False), (None, True)])
        return InjectedFault(match=match, when=when, skip=self.random.randrange(2), status=status, drop=drop)

    def kept(self) -> list[Cell]:
        """What is in the worksheet Recovered: the texts that were typed."""
        if RECOVERED not in self.world.person.titles:
            return []
        return [row[5] for row in self.world.person.values(RECOVERED, render="FORMULA")[1:]]

    def check(self, outcomes: list[SyncOutcome]) -> None:
        table, kept = self.world.table(), self.kept()
        said = any(outcome.to_look_at for outcome in outcomes)
        for row in self.rows():
            key = str(row["Key"])
            if key in self.deleted:
                assert key not in table, (self.step, key)
                continue
            for header in (*MANAGED, "Narrative"):
                theirs = self.typed.get((key, header))
                expected = row.get(header, "") if theirs is None else theirs
                found, where = table[key][header], (self.step, key, header, self.world.cells())
                if _is(found, expected):
                    continue
                # A figure of ours is right in any case; only what people typed may be elsewhere, and they are told.
                assert theirs is not None, where
                assert said, where
                assert any(_is(each, theirs) for each in kept), where
                # From here on the sheet is what it is: ours, where theirs is in Recovered.
                self.typed.pop((key, header), None)
        assert len([key for key in table if key.startswith("k")]) == self.count - len(self.deleted)


def _is(found: Cell, expected: Cell) -> bool:
    if isinstance(expected, float | int) and isinstance(found, float | int):
        return same(float(found), float(expected))
    return found == expected


def walk(world: "World", seed: int) -> int:
    """Walk one walk; returns how many cells people were asked to look at."""
    model, asked = Model(world, random.Random(seed)), 0  # noqa: S311 - the seed makes it repeatable
    sheet = world.shared()
    sheet.apply(model.rows())
    world.person.write("Data", "G1", [["Narrative"]])
    for _ in range(STEPS):
        for _ in range(model.random.randrange(3)):
            model.action()()
        # At the write, at its repair, and at the repair of that.
        for _ in range(model.random.randrange(4)):
            world.meanwhile(model.action())
        if model.random.random() < 0.15:
            world.meanwhile(model.other_run)
        if model.random.random() < 0.5:
            world.server.faults.add(model.fault())
        if model.random.random() < 0.1:
            model.mistypes_a_key()
        model.count += model.random.randrange(2)
        model.bumps[model.random.randrange(model.count)] = model.random.randrange(1, 5)
        outcomes = [sheet.apply(model.rows())]
        world.server.faults.clear()
        if model.slips:
            model.corrects_the_keys()
            outcomes.append(sheet.apply(model.rows()))
        model.check(outcomes)
        asked += sum(outcome.to_look_at for outcome in outcomes)
        before = world.cells()
        assert sheet.apply(model.rows()).calls == 1
        assert world.cells() == before
    return asked


@pytest.mark.parametrize("seed", sorted({*range(WALKS), *FOUND_FAULTS}))
def test_walk(seed: int) -> None:
    with new_world(SETTINGS[seed % len(SETTINGS)]) as world:
        walk(world, seed)
