"""Write a workbook from a template: blank, to be handed out, or filled, as a register."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tht_xl.documents.addresses import cell_name
from tht_xl.documents.files import check_new_file, write_new_file
from tht_xl.errors import DomainError
from tht_xl.formulas.cell import FormulaError, Scalar
from tht_xl.formulas.expression import write as formula_text
from tht_xl.formulas.parsing import parse
from tht_xl.model.days import today as this_day
from tht_xl.model.definition import Framework
from tht_xl.templates.check import verdict
from tht_xl.templates.definition import ColumnDefinition, ColumnKind, Template
from tht_xl.templates.lists import FRAMEWORK_LISTS, framework_list
from tht_xl.templates.native import FINE, ROW, in_row, native, native_check
from tht_xl.templates.table import Row, Table, Tables
from tht_xl.workbook.registers.layout import (
    CHECK_WIDTH,
    LINE_HEIGHT,
    MAX_HEIGHT,
    is_wrapped,
    lines_of,
    print_on_several_pages,
    width_of,
)
from tht_xl.workbook.registers.readme import write_register_readme
from tht_xl.workbook.registers.sheet import (
    CHECK,
    FIRST_ROW,
    HEADER_ROW,
    LISTS_SHEET,
    README,
    BookPlan,
    SheetPlan,
    heading_text,
)
from tht_xl.workbook.registers.validation import add_validation
from tht_xl.workbook.writing.live_cells import LiveSheet
from tht_xl.workbook.writing.new_book import (
    EMPTY_RESULT,
    add_exact_sheet,
    expect_plain_formulas,
    new_book,
    set_up_printing,
    unlock_columns_from,
)
from tht_xl.workbook.writing.styles import Styles, number_format

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from tht_xl.formulas.references import Reference

Rows = Mapping[str, Sequence[Mapping[str, object]]]
"""Rows by the id of their table; a row is its cells by the id of their column."""

_FORMATS = {
    ColumnKind.COUNT: "#,##0",
    ColumnKind.DATE: "dd/mm/yyyy",
    ColumnKind.MONEY: "£#,##0",
    ColumnKind.NUMBER: "General",
    ColumnKind.PERCENTAGE: "0.0",
}
"""How the cells of each kind look; all others are text, so that Excel makes no date of 10-11."""
_ALLOWED: dict[str, Any] = dict.fromkeys(
    ("format_cells", "format_columns", "format_rows", "sort", "autofilter", "select_unlocked_cells"), True
)
MAX_CELL_LENGTH = 32767
"""The longest text that Excel keeps. [characters]"""


def write_register(
    path: Path,
    template: Template,
    framework: Framework,
    rows: Rows | None = None,
    *,
    title: str = "",
    partner: str = "",
    stamp: str = "",
    definitions: str = "",
    source: str = "",
    today: date | None = None,
) -> Path:
    """Write a workbook from a template; the same rows give the same bytes.

    Args:
        path: The .xlsx file to write; one that is there is not replaced.
        template: What it is made from.
        framework: Whose lists the drop-downs offer.
        rows: What to fill in; blank rows are left below, as many as each table asks for.
        title: Heading of the workbook; the template's name unless given.
        partner: Who fills it in, where it goes to one partner.
        stamp: A word that every sheet carries, such as "Illustrative".
        definitions: Fingerprint of the definitions, where they are what it holds.
        source: Where its rows come from; what the template says unless given.
        today: The day that TODAY() is; the computer's unless given.

    Returns:
        The path.

    Raises:
        DomainError: The file is there already, is not an .xlsx file or cannot be written; a text fits no cell.
        KeyError: A row has a table or column that the template does not have.
        MissingExtraError: XlsxWriter is not installed.
    """
    check_new_file(path, ".xlsx")
    content, heading = BytesIO(), title or template.name
    plan = plan_book(template, framework, rows or {})
    tables = _tables(plan, rows or {}, today or this_day())
    with new_book(content, heading) as workbook:
        styles = Styles(workbook)
        readme = LiveSheet(workbook.add_worksheet(README))
        sheets = {name: LiveSheet(add_exact_sheet(workbook, each.table.sheet)) for name, each in plan.sheets.items()}
        lists = LiveSheet(workbook.add_worksheet(LISTS_SHEET))
        write_register_readme(readme, template, framework, heading, partner, stamp, styles, definitions, source)
        for name, sheet in sheets.items():
            _write_table(sheet, workbook, plan, plan.sheets[name], tables[name], heading, stamp, styles)
        _write_lists(lists, plan, styles)
        for sheet in (readme, *sheets.values(), lists):
            set_up_printing(sheet, f"{heading} ({stamp})" if stamp else heading)
        for name, sheet in sheets.items():
            print_on_several_pages(sheet, plan.sheets[name])
    write_new_file(path, content.getvalue())
    return path


def plan_book(template: Template, framework: Framework, rows: Rows) -> BookPlan:
    """Return where everything of a workbook goes."""
    for name in rows:
        template.table(name)
    sheets = {t.id: SheetPlan(t, len(rows.get(t.id, ())) + t.blank_rows) for t in template.tables}
    used = {c.to for t in template.tables for c in t.columns} & set(FRAMEWORK_LISTS)
    lists = {name: framework_list(name, framework) for name in FRAMEWORK_LISTS if name in used}
    return BookPlan(template, sheets, lists)


def _tables(plan: BookPlan, rows: Rows, today: date) -> Tables:
    """Return the rows as they will be read again, so that formulas can be written with their values."""
    tables = Tables(plan.template, plan.lists, today)
    for name, sheet in plan.sheets.items():
        given = list(enumerate(rows.get(name, ()), start=FIRST_ROW))
        unknown = {key for _, row in given for key in row} - sheet.positions.keys()
        if unknown:
            raise KeyError(f"{name} has no column {min(unknown)!r}")
        _check_lengths(sheet, given)
        tables.add(name, sheet.positions, given)
    return tables


def _check_lengths(sheet: SheetPlan, rows: Sequence[tuple[int, Mapping[str, object]]]) -> None:
    for number, row in rows:
        for column, given in row.items():
            if isinstance(given, str) and len(given) > MAX_CELL_LENGTH:
                place = cell_name(number, sheet.positions[column])
                raise DomainError(
                    f"{sheet.table.sheet}!{place}: the text has {len(given):,} characters; a cell takes "
                    f"{MAX_CELL_LENGTH:,}",
                    remedy="Shorten it first",
                )


def _write_table(
    sheet: LiveSheet,
    workbook: "Workbook",
    book: BookPlan,
    plan: SheetPlan,
    table: Table,
    heading: str,
    stamp: str,
    styles: Styles,
) -> None:
    page = sheet.worksheet
    expect_plain_formulas(page)
    sheet.put(1, 0, f"{plan.table.title}{f' ({stamp.lower()})' if stamp else ''}", styles("title"))
    sheet.put(2, 0, plan.table.purpose or heading, styles("subtitle"))
    sheet.put(3, 0, "Computed: leave as it is", styles("computed"))
    sheet.put(3, 1, "By you", styles("typed"))
    page.set_row(HEADER_ROW - 1, 32)
    # Columns to the right are people's own: unlocked, so that protection does not keep them out.
    unlock_columns_from(page, len(plan.table.columns) + 1, workbook)
    page.set_column(0, 0, CHECK_WIDTH)
    sheet.put(HEADER_ROW, 0, CHECK, styles("heading"))
    for column in plan.table.columns:
        at = plan.positions[column.id]
        page.set_column(at, at, width_of(column))
        sheet.put(HEADER_ROW, at, heading_text(column), styles("heading"))
        add_validation(page, book, plan, column)
    filled = {row.number: row for row in table}
    write_row = _row_writer(sheet, book, plan, table, styles)
    for row in table:
        if (lines := lines_of(row)) > 1:
            page.set_row(row.number - 1, min(lines * LINE_HEIGHT + 2, MAX_HEIGHT))
    for number in range(FIRST_ROW, plan.last_row + 1):
        write_row(number, filled.get(number))
    page.freeze_panes(HEADER_ROW, min(3, len(plan.table.columns)))
    page.autofilter(HEADER_ROW - 1, 0, plan.last_row - 1, len(plan.table.columns))
    page.repeat_rows(HEADER_ROW - 1)
    page.print_area(0, 0, max(max(filled, default=0), HEADER_ROW + min(plan.rows, 20)) - 1, len(plan.table.columns))
    _colour_verdicts(sheet, workbook, plan)
    page.protect("", _ALLOWED)


def _row_writer(
    sheet: LiveSheet, book: BookPlan, plan: SheetPlan, table: Table, styles: Styles
) -> Callable[[int, Row | None], None]:
    """Return a function that writes one row: its formulas are made once, and its number is put into them."""
    page, check_style = sheet.worksheet, styles("computed", wrap=True)

    def address(reference: "Reference") -> str:
        return book.address(plan.table.id, ROW, reference)

    check = native_check(table.checks, plan.inputs(ROW), address)
    columns = [
        (plan.positions[column.id], column, _style(column, styles),
         "=" + formula_text(native(parse(column.formula), address)) if column.formula else "")
        for column in plan.table.columns
    ]  # fmt: skip

    def write_row(number: int, row: Row | None) -> None:
        shown: Any = EMPTY_RESULT if row is None else verdict(row)  # XlsxWriter declares numbers, and takes texts too
        page.write_formula(number - 1, 0, in_row(check, number), check_style, shown)
        for at, column, style, formula in columns:
            if formula:
                page.write_formula(number - 1, at, in_row(formula, number), style, _saved(row, column))
            else:
                _write_cell(page, number - 1, at, None if row is None else row.given.get(column.id), style)

    return write_row


def _write_cell(page: "Worksheet", row: int, column: int, given: object, style: "Format") -> None:
    if isinstance(given, date):
        page.write_datetime(row, column, given, style)  # pyright: ignore[reportArgumentType] - a date serves
    else:
        page.write(row, column, given, style)


def _saved(row: Row | None, column: ColumnDefinition) -> Any:  # noqa: ANN401 - as above
    """Return the value that is saved with a computed cell; of a blank row that of a blank row, "" as a rule."""
    value: Scalar = "" if row is None else row.cell_of(column.id)
    return str(value) if isinstance(value, FormulaError) else EMPTY_RESULT if value in (None, "") else value


def _style(column: ColumnDefinition, styles: Styles) -> "Format":
    number = _FORMATS.get(column.kind, "@") if column.decimals is None else number_format(column.decimals)
    kind = "computed" if column.formula else "typed"
    return styles(kind, number, wrap=is_wrapped(column), locked=bool(column.formula))


def _colour_verdicts(sheet: LiveSheet, workbook: "Workbook", plan: SheetPlan) -> None:
    """Colour the check column; the words say the same to somebody who sees no colours."""
    good = workbook.add_format({"font_color": "#0B5D2A", "bg_color": "#DFF2E4"})
    wrong = workbook.add_format({"font_color": "#7A3E00", "bg_color": "#FFE9CC", "bold": True})
    area = (FIRST_ROW - 1, 0, plan.last_row - 1, 0)
    sheet.worksheet.conditional_format(*area, {
        "type": "cell", "criteria": "==", "value": f'"{FINE}"', "format": good, "stop_if_true": True
    })  # fmt: skip
    sheet.worksheet.conditional_format(*area, {
        "type": "formula", "criteria": f"=LEN($A{FIRST_ROW})>0", "format": wrong
    })  # fmt: skip


def _write_lists(sheet: LiveSheet, plan: BookPlan, styles: Styles) -> None:
    if not plan.lists:
        sheet.put(1, 0, "No lists are needed: each drop-down has its own entries.", styles("text"))
    for at, (name, entries) in enumerate(plan.lists.items()):
        sheet.worksheet.set_column(at, at, 36)
        sheet.put(1, at, name.removeprefix("framework.").capitalize(), styles("heading"))
        for row, entry in enumerate(entries, start=2):
            sheet.put(row, at, entry, styles("plain", "@"))
    sheet.worksheet.freeze_panes(1, 0)
    sheet.worksheet.protect("", _ALLOWED)
