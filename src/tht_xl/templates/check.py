"""Everything that is wrong with filled tables, by cell; and the verdict that the check column gives of a row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tht_xl.formulas.cell import FormulaError, as_boolean, as_text, is_true
from tht_xl.formulas.parsing import parse
from tht_xl.formulas.references import Reference, references
from tht_xl.templates.alike_rows import OncePerAlike
from tht_xl.templates.checks import KIND, LISTS, RULE, Check, table_name
from tht_xl.templates.definition import ColumnDefinition, ColumnKind
from tht_xl.templates.native import FINE
from tht_xl.templates.table import Formula, Row, Table, Tables


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is wrong with a row.

    Attributes:
        code: Code of the finding.
        rule: Id of the rule or column that is broken.
        row: The row.
        column: Id of the column where something is to be done.
        given: What was found, in words.
        expected: What is expected.
        fix: What to do.
        is_error: Whether the row is held back.
    """

    code: str
    rule: str
    row: Row
    column: str
    given: str
    expected: str
    fix: str
    is_error: bool


def wrong_rows(tables: Tables) -> Iterator[Wrong]:
    """Yield everything that is wrong with the rows of a workbook, table by table and row by row."""
    for table in tables:
        askable = [
            (check, OncePerAlike(passes, references(check.tree)))
            for check, passes in table.compiled_checks
            if _can_be_asked(check, table)
        ]
        periods = [column for column in table.definition.columns if column.kind is ColumnKind.PERIOD]
        misread = _MisreadColumns(table)
        for row in table:
            yield from _wrong_in(row, askable, periods, misread)


def _wrong_in(
    row: Row,
    checks: Sequence[tuple[Check, Formula]],
    periods: Sequence[ColumnDefinition],
    columns: "_MisreadColumns",
) -> Iterator[Wrong]:
    misread = set[str]()
    for check, passes in checks:
        if check.code == RULE and not misread.isdisjoint(check.headings):
            continue  # "30.11.2026" is said not to be a date; that it comes after every date would only be puzzling
        value = passes(row.cells)
        if not is_true(value):
            if check.code == RULE and isinstance(as_boolean(value), FormulaError) and columns.are_read_by(check):
                continue  # "abc" makes the total over its column an error in every row; it is said once, in its cell
            misread.update(check.headings[:1] if check.code == KIND else ())
            column = next((row.table.by_heading[heading.casefold()].id for heading in check.headings), "")
            given = f"{check.says} ({_shown(row, column)})" if column else check.says
            yield Wrong(check.code, check.name, row, column, given, check.expected, check.fix, check.is_error)
    for column in periods:
        # More than an expression can say: "2024/26" is a text and no period.
        cell = row.cell_of(column.id)
        if isinstance(cell, str) and cell and row[column.id] is None:
            expected = "a period such as 2024/25, Nov 2026 or 2021 - 23"
            yield Wrong(KIND, column.id, row, column.id, f"{column.heading}: {cell!r:.60} is not a period", expected,
                        f"Write {expected}", is_error=True)  # fmt: skip


class _MisreadColumns:
    """The columns of a table in which some row has what they do not hold, such as "abc" among numbers."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def are_read_by(self, check: Check) -> bool:
        """Return whether a rule reads one of them as a whole: [Due], in place of [@Due]."""
        return any(
            not each.this_row and not each.table and each.heading.casefold() in self._headings
            for each in references(check.tree)
        )

    @cached_property
    def _headings(self) -> set[str]:
        kinds = [(check, passes) for check, passes in self._table.compiled_checks if check.code == KIND]
        return {
            check.headings[0].casefold()
            for check, passes in kinds
            if check.headings and not all(is_true(passes(row.cells)) for row in self._table)
        }


def verdict(row: Row) -> str:
    """Return what the check column of a workbook shows of a row: the first thing that is wrong, or "fine"."""
    return next((check.says for check, passes in row.table.compiled_checks if not is_true(passes(row.cells))), FINE)


def _can_be_asked(check: Check, table: Table) -> bool:
    """Return whether the workbook has the columns that a check reads; that one is missing is said once, elsewhere."""
    return all(_is_there(reference, table) for reference in references(check.tree))


def _is_there(reference: Reference, table: Table) -> bool:
    """Return whether a column can be read, and so can the columns from which it is computed, in whichever table."""
    if reference.table == LISTS:
        return True
    if reference.table:
        found = next((each for each in table.tables if table_name(each.definition.id) == reference.table), None)
        if found is None:
            return False
        table = found
    column = table.by_heading[reference.heading.casefold()]
    if column.formula:
        return bool(table.positions) and all(_is_there(each, table) for each in references(parse(column.formula)))
    return column.id in table.positions


def _shown(row: Row, column: str) -> str:
    if row.table.columns[column].released_by:
        return "not shown"
    cell, typed = row.cell_of(column), row[column]
    if row.table.columns[column].kind is ColumnKind.ROLE and "@" in str(cell):
        return "***"
    if isinstance(typed, date):
        return f"{typed:%d/%m/%Y}"
    return "blank" if cell in (None, "") else f"{as_text(cell)!s:.40}"
