"""Registers in which anything may be in any cell: a view shows them, and a check finds what is wrong; nothing fails."""

import random
from datetime import date, timedelta

import pytest

from tht_xl.errors import ThtError
from tht_xl.framework.load import load_framework
from tht_xl.partnership.checks import partnership_wrongs
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import VIEW_MODULES, find_view, make_view
from tht_xl.report.view_page import view_page
from tht_xl.templates.check import wrong_rows
from tht_xl.templates.definition import ColumnDefinition, ColumnKind
from tht_xl.templates.lists import framework_lists
from tht_xl.templates.load import load_template
from tht_xl.templates.registers import FIRST_ROW
from tht_xl.templates.table import Tables

THT = load_framework("tht")
LISTS = framework_lists(THT)
AS_OF = date(2026, 11, 30)
OURS = ("meetings.", "engagement.", "money.", "assurance.")
NONSENSE = (
    "",
    " ",
    "x",
    0.0,
    -1.0,
    1e9,
    True,
    "n/a",
    "=A1",
    date(1991, 1, 1),
    date(2098, 12, 31),
    "12/13/2026",
    "a" * 400,
)


def a_cell(column: ColumnDefinition, draw: random.Random) -> object:
    chance = draw.random()
    if chance < 0.25:
        return None if chance < 0.15 else draw.choice(NONSENSE)
    if column.values:
        return draw.choice(column.values).upper() if chance < 0.5 else draw.choice(column.values)
    if column.to.startswith("framework."):
        return draw.choice(LISTS[column.to])
    if column.to or column.id == "id":
        return f"I{draw.randint(1, 9)}"
    if column.kind is ColumnKind.DATE:
        return date(2019, 1, 1) + timedelta(days=draw.randint(0, 900))
    if column.kind is ColumnKind.PERIOD:
        return draw.choice(["Apr 2026", "2026-04", "2024/25", "2021 - 23"])
    if column.kind in (ColumnKind.COUNT, ColumnKind.MONEY, ColumnKind.NUMBER):
        return float(draw.randint(0, 30))
    return draw.choice(["tht-board", "hwb", "One", "two", "London", "Tower Hamlets"])


def some_tables(template: str, draw: random.Random) -> Tables:
    definition = load_template(template)
    tables = Tables(definition, LISTS, AS_OF, "Nonsense", "")
    for table in definition.tables:
        inputs = [column for column in table.columns if not column.formula]
        cells = [{c.id: a_cell(c, draw) for c in inputs} for _ in range(draw.randint(0, 14))]
        rows = [{name: cell for name, cell in row.items() if cell is not None} for row in cells]
        positions = {column.id: at for at, column in enumerate(table.columns, start=1)}
        tables.add(table.id, positions, list(enumerate(rows, start=FIRST_ROW)))
    return tables


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name, module in VIEW_MODULES.items() if module.startswith(OURS)])
def test_a_view_of_nonsense_is_a_view_or_one_refusal(name: str) -> None:
    definition, shown = find_view(name), 0
    for seed in range(12):
        draw = random.Random(seed)  # noqa: S311 - the same cells in each run
        tables = some_tables(definition.registers[0], draw)
        assert list(wrong_rows(tables)) is not None
        assert list(partnership_wrongs(tables, THT)) is not None
        for of in ("", "2019-11-19", "2019/20") if definition.of else ("",):
            try:
                view = make_view(name, ViewInput(THT, AS_OF, of=of, registers={tables.template.id: tables}))
            except ThtError:
                continue
            assert view_page(view, today=AS_OF)
            shown += 1
    assert shown > 6
