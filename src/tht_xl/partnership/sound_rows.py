"""The rows of a register that may be counted: those in which nothing is wrong that would hold them back."""

from tht_xl.model.definition import Framework
from tht_xl.partnership.checks import partnership_wrongs
from tht_xl.templates.check import wrong_rows
from tht_xl.templates.table import Row, Tables


def sound_rows(tables: Tables, table: str, framework: Framework) -> list[Row]:
    """Return the rows of a table without an error; a warning asks for a second look and leaves the row.

    A choice without a reason is shown in the list of choices, and is not counted as chosen.
    """
    # Once for a register: a view asks for several of its tables, and every check of it is run each time.
    broken = tables.once(("rows with errors", framework.id), lambda: _broken_rows(tables, framework))
    return [row for row in tables[table] if (table, row.number) not in broken]


def _broken_rows(tables: Tables, framework: Framework) -> set[tuple[str, int]]:
    found = (*wrong_rows(tables), *partnership_wrongs(tables, framework))
    return {(each.row.table.definition.id, each.row.number) for each in found if each.is_error}
