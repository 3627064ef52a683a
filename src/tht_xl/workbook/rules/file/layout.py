"""R109, R111 to R113, R115, R116, R118, R119 and R121: how the sheet Data is laid out."""

from collections.abc import Iterator

from tht_xl.documents.addresses import LAST_ROW, LAST_ROW_XLS, cell_name, column_letters, column_number
from tht_xl.model.finding import Scope, Severity
from tht_xl.workbook.data_sheet.headings import KEYS, LAST_HEADER_ROW, OPTIONAL, REQUIRED, Layout, find_layout
from tht_xl.workbook.data_sheet.sheet import DataSheet
from tht_xl.workbook.file.marks import DIGITS, SheetMarks
from tht_xl.workbook.file.values import MAX_CELLS
from tht_xl.workbook.rule import Fault, rule

FORMATTED_TOO_FAR = 1_000
"""Formatted rows below the table that nobody minds."""
FAR_DOWN = 200
"""Rows in which headings are looked for that are not where they should be."""
FULL = 10
"""A sheet is full when more than one row in so many is filled, down to the last."""


@rule(
    "R109",
    "The sheet is too large to be a return",
    stage="marks",
    scope=Scope.RETURN,
    why="A stray cell at the far end of a sheet makes every program that opens it reserve room for all between.",
    fix="Press Ctrl+End to find the last cell; delete the rows and columns beyond the table, and save.",
)
def sheet_is_too_large(marks: SheetMarks) -> Iterator[Fault]:
    """Report a worksheet with too many cells from A1 to the last filled cell."""
    if marks.last_row * (marks.last_column + 1) > MAX_CELLS and not _is_full(marks):
        last = cell_name(marks.last_row, marks.last_column)
        yield Fault(f"the last filled cell is {last}", f"a table of at most {MAX_CELLS:,} cells", last)


@rule(
    "R115",
    "The sheet is full to its last row",
    stage="marks",
    scope=Scope.RETURN,
    why="Rows beyond the limit of a sheet are lost without warning: 15,841 Covid cases were, in 2020.",
    fix="Go back to the source and count its rows; send what did not fit in a second workbook.",
)
def sheet_is_full(marks: SheetMarks) -> Iterator[Fault]:
    """Report a worksheet whose last possible row is filled, and not as the only one far down."""
    if _is_full(marks):
        last = cell_name(marks.last_row, max(marks.last_column, 0))
        yield Fault(f"rows are filled down to row {marks.last_row:,}", "fewer rows than a worksheet can hold", last)


def _is_full(marks: SheetMarks) -> bool:
    # One stray cell in the last row does not mean a full sheet.
    return marks.last_row in (LAST_ROW, LAST_ROW_XLS) and marks.filled_rows * FULL > marks.last_row


@rule(
    "R116",
    "Formatting goes far below the table",
    stage="marks",
    severity=Severity.WARNING,
    why="It makes the file slow and large, and hides where the table ends.",
    fix="Delete the rows below the table (select them, right-click, Delete) and save.",
)
def formatting_goes_far(marks: SheetMarks) -> Iterator[Fault]:
    """Many rows below the last filled one carry formatting."""
    beyond = marks.last_formatted_row - marks.last_row
    if beyond > FORMATTED_TOO_FAR:
        yield Fault(
            f"{beyond:,} empty rows below row {marks.last_row:,} are formatted",
            "formatting that ends with the table",
            f"A{marks.last_row + 1}",
        )


@rule(
    "R111",
    "There is no header row",
    stage="layout",
    scope=Scope.RETURN,
    why="Columns are recognised by their headings, never by their position.",
    fix="Copy the headings from the template into one of the first ten rows: " + ", ".join(REQUIRED) + ".",
)
def header_is_missing(sheet: DataSheet) -> Iterator[Fault]:
    """None of the first rows holds enough of the headings; where they are further down is said."""
    if sheet.layout is not None:
        return
    expected = f"the headings in one of the rows 1 to {LAST_HEADER_ROW}"
    below = find_layout(sheet.values, last_row=FAR_DOWN)
    if below is None:
        yield Fault("no row holds the headings" if sheet.values else "the worksheet is empty", expected)
        return
    row, above = below.header_row, below.header_row - LAST_HEADER_ROW
    fix = f"Delete {'a row' if above == 1 else f'{above} rows'} above the headings."
    yield Fault(f"the headings are in row {row}", expected, cell_name(row, min(below.columns.values())), fix=fix)


@rule(
    "R112",
    "A column is missing",
    stage="layout",
    scope=Scope.RETURN,
    why="A figure without its column cannot be read, and guessing the column would be worse.",
    fix="Add the column with this heading; leave its cells blank where there is nothing to say.",
)
def column_is_missing(sheet: DataSheet) -> Iterator[Fault]:
    """Report a missing heading of the template, and name a heading like it."""
    layout = sheet.layout
    if layout is not None:
        yield from (_missing(layout, heading) for heading in REQUIRED if heading not in layout.columns)


@rule(
    "R121",
    "A heading is misspelt",
    stage="layout",
    severity=Severity.WARNING,
    why="The column is not recognised, so it is ignored.",
    fix="Write the heading as the template does.",
)
def heading_is_misspelt(sheet: DataSheet) -> Iterator[Fault]:
    """Report a heading that is nearly that of an optional column."""
    layout = sheet.layout
    if layout is not None:
        absent = [heading for heading in OPTIONAL if heading not in layout.columns]
        yield from (_missing(layout, heading) for heading in absent if layout.misspelling_of(heading))


def _missing(layout: Layout, heading: str) -> Fault:
    near = layout.misspelling_of(heading)
    if near is None:
        return Fault(f"no column {heading!r}", f"the heading {heading!r} in row {layout.header_row}")
    text, column = near
    where = cell_name(layout.header_row, column)
    return Fault(f"the heading {text.strip()!r}", f"{heading!r}", where, fix=f"Change it to {heading!r}.")


@rule(
    "R113",
    "A heading is there twice",
    stage="layout",
    scope=Scope.RETURN,
    why="Nobody can tell which of the two columns holds the figures.",
    fix="Delete one of the two columns, or give it another heading.",
)
def heading_is_repeated(sheet: DataSheet) -> Iterator[Fault]:
    """Report a known heading above two columns."""
    layout = sheet.layout
    if layout is None:
        return
    row = layout.header_row
    for heading, column in layout.repeated:
        first = cell_name(row, layout.columns[heading])
        yield Fault(f"{heading!r} again, as in {first}", "each heading once", cell_name(row, column))


@rule(
    "R118",
    "Rows or columns of the table are hidden",
    stage="layout",
    severity=Severity.WARNING,
    why="Hidden figures are read like all others, but whoever checks the sheet by eye does not see them.",
    fix="Unhide them (or clear the filter), and delete what should not be sent.",
)
def part_of_table_is_hidden(sheet: DataSheet) -> Iterator[Fault]:
    """Report a hidden row or column within the table."""
    layout = sheet.layout
    if layout is None:
        return
    for first, last in _stretches([row for row in sheet.marks.hidden_rows if row <= len(sheet.values)]):
        where = f"row {first}" if first == last else f"rows {first} to {last}"
        yield Fault(f"{where} hidden", "every row visible", f"A{first}")
    known = sorted(layout.columns.values())
    for first, last in sheet.marks.hidden_columns:
        for column in known:
            if first <= column <= last:
                letters = column_letters(column)
                yield Fault(f"column {letters} hidden", "every column visible", f"{letters}{layout.header_row}")


def _stretches(rows: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for row in sorted(rows):
        if found and row == found[-1][1] + 1:
            found[-1] = found[-1][0], row
        else:
            found.append((row, row))
    return found


@rule(
    "R119",
    "Cells of the table are merged",
    stage="layout",
    severity=Severity.WARNING,
    why="Only the first of merged cells has a value: the others are read as blank.",
    fix="Unmerge them and fill in every cell.",
)
def cells_are_merged(sheet: DataSheet) -> Iterator[Fault]:
    """Report a merged range that touches the table."""
    layout = sheet.layout
    if layout is None:
        return
    for merged in sheet.marks.merged:
        start, _, end = merged.partition(":")
        if _touches(layout, start, end or start):
            yield Fault(f"the cells {merged} are merged", "one value in each cell", start)


def _touches(layout: Layout, start: str, end: str) -> bool:
    first_row, last_row = (int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for cell in (start, end))
    first, last = column_number(start.rstrip(DIGITS)), column_number(end.rstrip(DIGITS))
    keys = [column for heading, column in layout.columns.items() if heading in KEYS]
    if first_row == last_row and all(first <= column <= last for column in keys):
        # One text across indicator, area and period: a footnote or a heading between the rows (R122).
        return False
    return last_row >= layout.header_row and any(first <= column <= last for column in layout.columns.values())
