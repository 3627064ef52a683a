"""What the marks of a worksheet are."""

import re
from dataclasses import dataclass, field

RANGE = re.compile(r"[A-Z]{1,3}[0-9]{1,7}(:[A-Z]{1,3}[0-9]{1,7})?")
NAMELESS = "an error"
"""An error cell whose value is not in the file."""
ERROR = re.compile(r"#[^\d\s]{1,20}(?:/0!)?")
"""An error value in any language. Excel's longest, #GETTING_DATA, has 13 characters; only #DIV/0! has a digit."""
Position = tuple[int, int]
"""Row from 1, column from 0."""


@dataclass(slots=True)
class SheetMarks:
    """Marks of one worksheet.

    Attributes:
        formulas: Formula text by position; a cell that shares another's formula has "".
        unsaved: Positions of formulas whose result is not saved with them.
        errors: Error values by position.
        percents: Positions shown as a percentage.
        merged: Ranges of merged cells, such as "A1:C1".
        hidden_rows: Rows that are not shown.
        hidden_columns: First and last column of each hidden stretch, from 0.
        filled_rows: How many rows have something in them.
        last_row: The last row with something in it.
        last_column: The last column with something in it.
        last_formatted_row: The last row that the file mentions at all.
        error_tags: Where the tag of each error cell begins in the part. [bytes]
    """

    formulas: dict[Position, str] = field(default_factory=dict)
    unsaved: set[Position] = field(default_factory=set)
    errors: dict[Position, str] = field(default_factory=dict)
    percents: set[Position] = field(default_factory=set)
    merged: list[str] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    filled_rows: int = 0
    last_row: int = 0
    last_column: int = -1
    last_formatted_row: int = 0
    error_tags: list[int] = field(default_factory=list)


def error_value(value: str) -> str:
    """Return an error value for a message; what does not look like one is not repeated."""
    return value.strip() if ERROR.fullmatch(value.strip()) else NAMELESS
