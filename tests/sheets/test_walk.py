"""A long random walk: people, faults and runs in any order, against a model of what must be in the sheet.

The model knows three things: what we computed last, what people typed and where, and what they deleted. After every
synchronisation the sheet must hold exactly that. THT_WALKS=200 walks more walks, of which each is another seed.
"""

import os
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from tht_xl.rehearsal.server.faults import InjectedFault, When
from tht_xl.sheets.table import Cell

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from tests.sheets.conftest import World

STEPS = 80
WALKS = int(os.environ.get("THT_WALKS", "4"))
MANAGED = ("Count", "Value", "Status")


@dataclass
class Model:
    """What must be in the sheet."""

    world: "World"
    random: random.Random
    count: int = 12
    bumps: dict[int, int] = field(default_factory=dict)
    typed: dict[tuple[str, str], Cell] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)
    step: int = 0
    has_inserted_column: bool = False

    def rows(self) -> list[dict[str, Cell]]:
        return [row | {"Value": i / 7 + self.bumps.get(i, 0)} for i, row in enumerate(self.world.rows(self.count))]

    def key(self) -> str:
        return f"k{self.random.randrange(self.count):03d}"

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
        # Two in the same second, at our write and at its repair, can leave a new row of ours in conflict with itself.
        if not self.has_inserted_column and len(self.world.cells()[0]) < 20:
            self.has_inserted_column = True
            self.world.person.insert_columns("Data", self.random.randrange(1, len(self.world.cells()[0]) + 1))

    def deletes(self) -> None:
        key = self.key()
        if key in self.world.table() and len(self.deleted) < 5:
            row = int("".join(c for c in self.world.place(key, "Key") if c.isdigit()))
            self.world.person.delete_rows("Data", row)
            self.deleted.add(key)

    def other_run(self) -> None:
        self.world.shared().apply(self.rows())

    def action(self) -> Callable[[], None]:
        choices = [self.types, self.types, self.types, self.sorts, self.inserts_row, self.inserts_column, self.deletes]
        return self.random.choice(choices)

    def fault(self) -> InjectedFault:
        match = self.random.choice(["values:batchGet", ":batchUpdate"])
        when: When = "after" if self.random.random() < 0.5 else "before"
        status, drop = self.random.choice([(429, False), (503, False), (500, False), (None, True)])
        return InjectedFault(match=match, when=when, skip=self.random.randrange(2), status=status, drop=drop)

    def check(self) -> None:
        table = self.world.table()
        for row in self.rows():
            key = str(row["Key"])
            if key in self.deleted:
                assert key not in table, (self.step, key)
                continue
            for header in (*MANAGED, "Narrative"):
                expected = self.typed.get((key, header), row.get(header, ""))
                found = table[key][header]
                where = (self.step, key, header)
                assert found == (pytest.approx(expected, rel=1e-12) if isinstance(expected, float) else expected), where
        assert len([key for key in table if key.startswith("k")]) == self.count - len(self.deleted)


@pytest.mark.parametrize("seed", range(WALKS))
def test_walk(world: "World", seed: int) -> None:
    model = Model(world, random.Random(seed))  # noqa: S311 - the seed makes it repeatable
    world.sheet.apply(model.rows())
    world.person.write("Data", "G1", [["Narrative"]])
    for _ in range(STEPS):
        for _ in range(model.random.randrange(3)):
            model.action()()
        model.has_inserted_column = False
        for _ in range(model.random.randrange(3)):
            model.world.meanwhile(model.action())
        if model.random.random() < 0.15:
            model.world.meanwhile(model.other_run)
        if model.random.random() < 0.5:
            world.server.faults.add(model.fault())
        model.count += model.random.randrange(2)
        model.bumps[model.random.randrange(model.count)] = model.random.randrange(1, 5)
        world.sheet.apply(model.rows())
        world.server.faults.clear()
        model.check()
        before = world.cells()
        assert world.sheet.apply(model.rows()).calls == 1
        assert world.cells() == before
