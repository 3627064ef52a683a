"""The checks of a table, each one Excel expression that is TRUE where the row is right.

What a column declares (its kind, required, its allowed values) becomes an expression like the rules that the template
writes out, so that the check column of a workbook and Python evaluate one list in one order.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tht_xl.formulas.expression import Node
from tht_xl.formulas.parsing import parse
from tht_xl.formulas.references import references
from tht_xl.model.join_words import join_words
from tht_xl.templates.definition import ColumnDefinition, ColumnKind, TableDefinition, Template

LISTS = "lists"
"""The name by which an expression refers to the framework's lists: Lists[framework.areas]."""
KIND, CHOICE, REQUIRED, REFERENCE, RULE, UNIQUE = "R804", "R805", "R806", "R807", "R808", "R809"
FIRST_YEAR, LAST_YEAR = 1990, 2100
"""Days outside are slips of the keyboard: no plan of a partnership is as old, or as far away."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is checked in every row that is in use.

    Attributes:
        code: Code of the finding where it fails.
        name: Id of the rule, or of the column.
        tree: The expression, TRUE where the row is right.
        says: What is wrong otherwise, in the words of the check column.
        expected: What is expected instead.
        fix: What to do.
        is_error: Whether it holds the row back; a warning does not.
        headings: Columns of this row that the expression reads; a finding is placed on the first.
    """

    code: str
    name: str
    tree: Node
    says: str
    expected: str
    fix: str
    is_error: bool
    headings: tuple[str, ...]


def checks_of(table: TableDefinition, template: Template) -> tuple[Check, ...]:
    """Return the checks of a table in the order in which they are told: errors first, each group as it is written.

    Args:
        table: One of the template's tables.
        template: The template, for references to its other tables.
    """
    found = [check for column in table.columns if not column.formula for check in _of_column(column, template)]
    found += [
        _check(RULE, rule.id, rule.expression, rule.says, "what the rule asks for", rule.fix, rule.severity == "error")
        for rule in table.rules
    ]
    return tuple(sorted(found, key=lambda check: not check.is_error))


def first_day(column: ColumnDefinition) -> date:
    """Return the earliest day that a column of dates takes."""
    return column.earliest or date(FIRST_YEAR, 1, 1)


def cell_of(column: ColumnDefinition) -> str:
    """Return how an expression names this row's cell of a column."""
    return f"[@[{column.heading}]]"


def table_name(table: str) -> str:
    """Return how an expression names a table: its id, with underscores."""
    return table.replace("-", "_")


def _check(code: str, name: str, expression: str, says: str, expected: str, fix: str, is_error: bool = True) -> Check:
    tree = parse(expression)
    headings = dict.fromkeys(each.heading for each in references(tree) if each.this_row)
    return Check(code, name, tree, says, expected, fix, is_error, tuple(headings))


def _of_column(column: ColumnDefinition, template: Template) -> Iterator[Check]:
    heading, cell = column.heading, cell_of(column)
    # TRIM: a cell that holds nothing but a space looks filled in to Excel.
    if column.required:
        yield _check(
            REQUIRED, column.id, f'TRIM({cell})<>""', f"{heading} is missing", "an entry", f"Fill in {heading}"
        )
    elif column.required_when:
        # The cell first, so that the finding is placed where something is to be typed.
        expression = f'OR(TRIM({cell})<>"",NOT({column.required_when}))'
        yield _check(REQUIRED, column.id, expression, f"{heading} is missing", "an entry", f"Fill in {heading}")
    test, says, expected = _kind_of(column)
    if test:
        yield _check(KIND, column.id, f'IF({cell}="",TRUE,{test})', f"{heading}: {says}", expected, f"Write {expected}")
    if column.minimum is not None:
        yield _limit(column, ">=", column.minimum, "at least")
    if column.maximum is not None:
        yield _limit(column, "<=", column.maximum, "at most")
    if column.values:
        allowed = ",".join(f'{cell}="{value}"' for value in column.values)
        expected = join_words(column.values, "or")
        expression = f'OR({cell}="",{allowed})'
        yield _check(CHOICE, column.id, expression, f"{heading}: not in the list", expected, "Choose from the list")
    if column.to:
        expression = f'IF({cell}="",TRUE,{_times(column_named(column.to, template), cell)}>0)'
        yield _check(REFERENCE, column.id, expression, f"{heading}: not in the list", _list_in_words(column.to),
                     "Choose from the list")  # fmt: skip
    if column.unique:
        expression = f'IF({cell}="",TRUE,{_times(f"[{heading}]", cell)}=1)'
        yield _check(UNIQUE, column.id, expression, f"{heading}: given twice", "each once", "Give each row its own")


def column_named(to: str, template: Template) -> str:
    """Return how an expression names the whole column that a reference is looked up in."""
    if to.startswith("framework."):
        return f"{LISTS}[{to}]"
    table_id, _, column_id = to.partition(".")
    heading = next(column.heading for column in template.table(table_id).columns if column.id == column_id)
    return f"{table_name(table_id)}[{heading}]"


def _times(column: str, cell: str) -> str:
    """Return how often a column has what a cell has.

    The blank cells below the last row equal 0 and FALSE, so for these the blanks are left out; for all others there is
    no need, and the plain form is counted once for a whole column.
    """
    filled = f'SUMPRODUCT(({column}={cell})*({column}<>""))'
    return f"IF(OR({cell}=0,{cell}=FALSE),{filled},SUMPRODUCT(--({column}={cell})))"


def _list_in_words(to: str) -> str:
    table, _, name = to.partition(".")
    return f"one of the framework's {name}" if table == "framework" else f"an entry of {table}, column {name}"


def _kind_of(column: ColumnDefinition) -> tuple[str, str, str]:
    """Return what a filled cell of a column's kind must be, what is wrong otherwise, and what is expected."""
    cell = cell_of(column)
    if column.kind is ColumnKind.COUNT:
        whole = f"IF(ISNUMBER({cell}),AND({cell}>=0,INT({cell})={cell}),FALSE)"
        return whole, "not a whole number", "a whole number, 0 or more"
    if column.kind in (ColumnKind.NUMBER, ColumnKind.MONEY):
        unit = "an amount in pounds" if column.kind is ColumnKind.MONEY else "a number"
        return f"ISNUMBER({cell})", "not a number", f"{unit}, digits only"
    if column.kind is ColumnKind.PERCENTAGE:
        return f"IF(ISNUMBER({cell}),AND({cell}>=0,{cell}<=100),FALSE)", "not a percentage", "a number from 0 to 100"
    if column.kind is ColumnKind.DATE:
        first = first_day(column)
        between = f"AND({cell}>=DATE({first.year},{first.month},{first.day}),{cell}<DATE({LAST_YEAR},1,1))"
        return f"IF(ISNUMBER({cell}),{between},FALSE)", "not a date", "a date such as 30/11/2026"
    if column.kind is ColumnKind.PERIOD:
        # A year by itself is typed as a number; any other number is what Excel made of a period such as 10-11.
        year = f"IF(ISNUMBER({cell}),AND({cell}>=1900,{cell}<={LAST_YEAR},INT({cell})={cell}),ISTEXT({cell}))"
        return year, "not a period", "a period such as 2024/25, Nov 2026 or 2021 - 23"
    if column.kind is ColumnKind.ROLE:
        return f'NOT(ISNUMBER(SEARCH("@",{cell})))', "a role, not an address", "a role such as Public health lead"
    return "", "", ""


def _limit(column: ColumnDefinition, sign: str, limit: float, words: str) -> Check:
    cell, said = cell_of(column), f"{words} {limit:.15g}"
    expression = f"IF(ISNUMBER({cell}),{cell}{sign}{limit:.15g},TRUE)"
    return _check(KIND, column.id, expression, f"{column.heading}: expected {said}", said, f"Write {said}")
