"""What a workbook says and how it looks, to compare two of them."""

from pathlib import Path

from openpyxl import load_workbook

BUILT_WITH = "3.3.1"
"""The release of XlsxWriter that the committed workbooks come from; another may write the same in other bytes."""


def contents(path: Path) -> dict[str, object]:
    """What a workbook says and how it looks, whatever bytes hold it."""
    book = load_workbook(path, rich_text=True)
    said: dict[str, object] = {"names": {name: book.defined_names[name].attr_text for name in book.defined_names}}
    for sheet in book.worksheets:
        said[sheet.title] = (
            [(cell.coordinate, cell.value, cell.number_format, cell.font.b, cell.font.color and cell.font.color.rgb,
              cell.fill.fgColor.rgb, cell.protection.locked) for row in sheet.iter_rows() for cell in row],
            sorted(map(str, sheet.merged_cells.ranges)),
            {letter: column.width for letter, column in sheet.column_dimensions.items()},
            [(str(each.sqref), each.type, each.formula1, each.error) for each in sheet.data_validations.dataValidation],
            [(str(each.sqref), [rule.formula for rule in each.rules]) for each in sheet.conditional_formatting],
            sheet.freeze_panes,
        )  # fmt: skip
    return said
