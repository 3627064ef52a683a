"""Registers filled in for a test, and what views are made from."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import pytest

from tht_xl.framework.load import load_framework
from tht_xl.model.definition import Framework
from tht_xl.partnership.view_input import ViewInput
from tht_xl.templates.lists import framework_lists
from tht_xl.templates.load import load_template
from tht_xl.templates.registers import FIRST_COLUMN, FIRST_ROW
from tht_xl.templates.table import Tables

AS_OF = date(2026, 11, 30)
Fill = Callable[..., Tables]
Make = Callable[..., ViewInput]


@pytest.fixture
def fill() -> Fill:
    """Return the tables of a template, filled with rows by the id of their table."""

    def filled(template: str, framework: Framework | None = None, **rows: Sequence[Mapping[str, object]]) -> Tables:
        definition = load_template(template)
        tables = Tables(
            definition, framework_lists(framework or load_framework("tht")), AS_OF, "Filled for the test", "A paper"
        )
        for table in definition.tables:
            positions = {column.id: at for at, column in enumerate(table.columns, start=FIRST_COLUMN)}
            tables.add(table.id, positions, list(enumerate(rows.get(table.id, ()), start=FIRST_ROW)))
        return tables

    return filled


@pytest.fixture
def given() -> Make:
    """Return what a view is made from: registers that somebody gave, and how it is asked for."""

    def made(*registers: Tables, of: str = "", by: str = "", as_of: date = AS_OF) -> ViewInput:
        return ViewInput(load_framework("tht"), as_of, by, of, {each.template.id: each for each in registers})

    return made
