"""The rows of a register that may be counted: those in which nothing is wrong that would hold them back."""

from tht_xl.model.definition import Framework
from tht_xl.partnership.checks import partnership_wrongs
from tht_xl.templates.check import wrong_rows
from tht_xl.templates.table import Row, Tables


def sound_rows(tables: Tables, table: str, framework: Framework) -> list[Row]:
    """Return the rows of a table without an error; a warning asks for a second look and leaves the row.

    A choice without a reason is shown in the list of choices, and is not counted as chosen.
    """
    found = (*wrong_rows(tables), *partnership_wrongs(tables, framework))
    broken = {(each.row.table.definition.id, each.row.number) for each in found if each.is_error}
    return [row for row in tables[table] if (table, row.number) not in broken]
