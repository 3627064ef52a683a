"""What a template is made of: one YAML file for each thing that people fill in."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from tht_xl.model.fields import Day, Definition, Identifier, Number, Text


class ColumnKind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    COUNT = "count"
    NUMBER = "number"
    PERCENTAGE = "percentage"
    MONEY = "money"
    DATE = "date"
    PERIOD = "period"
    CHOICE = "choice"
    REFERENCE = "reference"
    ROLE = "role"


NUMERIC = frozenset({ColumnKind.COUNT, ColumnKind.NUMBER, ColumnKind.PERCENTAGE, ColumnKind.MONEY})
"""Kinds whose cells hold numbers. A percentage is from 0 to 100, money is in pounds."""


class ColumnDefinition(Definition):
    """One column of a table.

    `formula` makes it a computed column. `to` is what a reference names: a list of the framework, such as
    "framework.indicators", or a column of a table, such as "schemes.id".
    """

    id: Identifier
    heading: Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[^\[\]@#'\n]+$")]
    kind: ColumnKind
    unit: str = ""
    values: tuple[Text, ...] = ()
    to: str = ""
    required: bool = False
    required_when: str = ""
    unique: bool = False
    minimum: Number | None = None
    maximum: Number | None = None
    earliest: Day | None = None
    """For dates: an earlier day is a slip of the keyboard; 1 January 1990 unless given."""
    decimals: Annotated[int, Field(ge=0, le=6)] | None = None
    formula: str = ""
    help: str = ""
    also_called: tuple[Text, ...] = ()
    """What trackers and exports call it, for drafts of mappings."""
    released_by: str = ""
    """Id of the column in which a role releases this cell: until then it is in no output and no message."""
    example: str = ""
    width: Annotated[int, Field(ge=4, le=80)] | None = None
    note: str = ""


class RuleDefinition(Definition):
    """What must be true of a row.

    `expression` is one Excel expression over column names, TRUE where the row is right; `says` is what is wrong
    otherwise, as the check column shows it.
    """

    id: Identifier
    expression: Text
    says: Annotated[str, Field(min_length=1, max_length=120)]
    fix: Text
    severity: Literal["error", "warning"] = "error"


class TableDefinition(Definition):
    """One table: a worksheet with a heading row and a row for each thing."""

    id: Identifier
    sheet: Annotated[str, Field(min_length=1, max_length=31, pattern=r"^[^\[\]:*?/\\']+$")]
    title: Text
    purpose: str = ""
    columns: Annotated[tuple[ColumnDefinition, ...], Field(min_length=1)]
    rules: tuple[RuleDefinition, ...] = ()
    blank_rows: Annotated[int, Field(ge=0, le=5000)] = 30
    """Rows to leave for new entries in a workbook that is handed out."""
    may_be_empty: bool = True


class Template(Definition):
    """A definition of something that people fill in."""

    id: Identifier
    name: Text
    version: Text
    filled_in_by: Text
    """The one role that keeps it."""
    frequency: Literal["monthly", "quarterly", "annual", "once", "as needed"]
    purpose: Text
    source: str = ""
    master: Literal["sheet", "file"] = "sheet"
    """Where it is kept up to date: in the shared sheet, or in the file itself."""
    tables: Annotated[tuple[TableDefinition, ...], Field(min_length=1)]
    steps: tuple[Text, ...] = ()
    """What to do, for the sheet that one reads first."""
    note: str = ""

    def table(self, name: str) -> TableDefinition:
        """Return the table with this id.

        Raises:
            KeyError: There is none.
        """
        return {table.id: table for table in self.tables}[name]

    @property
    def table_ids(self) -> tuple[str, ...]:
        """The ids of its tables, in order."""
        return tuple(table.id for table in self.tables)
