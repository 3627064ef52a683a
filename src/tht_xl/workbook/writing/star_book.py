"""The star as one workbook: a worksheet with an Excel table for each table, and what joins them."""

from collections.abc import Mapping
from io import BytesIO

import pandas as pd

from tht_xl.evaluation.star.schema import STAR, StarKind, StarTable, relationships
from tht_xl.workbook.writing.live_cells import LiveSheet
from tht_xl.workbook.writing.new_book import add_exact_sheet, new_book, set_up_printing
from tht_xl.workbook.writing.readme_sheet import ReadmeSection, write_readme
from tht_xl.workbook.writing.styles import Styles

_FORMATS = {StarKind.DAY: "dd/mm/yyyy", StarKind.WHOLE: "0", StarKind.NUMBER: "General"}
_WIDTHS = {StarKind.DAY: 12, StarKind.WHOLE: 10, StarKind.NUMBER: 12, StarKind.YES_NO: 10, StarKind.TEXT: 22}
MAX_ROWS = 1_048_575
"""Of a worksheet, below the headings."""


def star_book(tables: Mapping[str, pd.DataFrame], title: str, about: tuple[str, ...]) -> bytes:
    """Return the workbook; the same tables give the same bytes.

    Args:
        tables: What `star_tables` returned.
        title: Its title.
        about: What the figures are, a paragraph each, for the first sheet.

    Raises:
        ValueError: A table has more rows than a worksheet.
        MissingExtraError: XlsxWriter is not installed.
    """
    content = BytesIO()
    with new_book(content, title) as workbook:
        styles = Styles(workbook)
        readme = LiveSheet(workbook.add_worksheet("Read me"))
        write_readme(readme, title, "Facts and dimensions, for any tool", _sections(about), styles)
        set_up_printing(readme, title)
        for table in STAR:
            sheet = LiveSheet(add_exact_sheet(workbook, table.name))
            _write_table(sheet, table, tables[table.name], styles)
            set_up_printing(sheet, title)
    return content.getvalue()


def _sections(about: tuple[str, ...]) -> list[ReadmeSection]:
    return [
        ReadmeSection("What this is", about),
        ReadmeSection("Tables", tuple(f"{t.name}: {t.meaning}; told apart by {', '.join(t.key)}" for t in STAR)),
        ReadmeSection("What joins them", tuple(f"{t}.{c} is the key of {to}" for t, c, to in relationships())),
        *(
            ReadmeSection(f"Columns of {table.name}", tuple(f"{c.name}: {c.meaning} ({c.kind})" for c in table.columns))
            for table in STAR
        ),
    ]


def _write_table(sheet: LiveSheet, table: StarTable, rows: pd.DataFrame, styles: Styles) -> None:
    if len(rows) > MAX_ROWS:
        raise ValueError(f"{table.name} has {len(rows):,} rows; a worksheet takes {MAX_ROWS:,}")
    page = sheet.worksheet
    for at, column in enumerate(table.columns):
        page.set_column(at, at, _WIDTHS[column.kind])
        style = styles("plain", _FORMATS.get(column.kind, "@"))
        for number, cell in enumerate(rows[column.name].tolist(), start=1):
            if pd.isna(cell) or cell == "":
                continue
            if column.kind is StarKind.DAY:
                page.write_datetime(number, at, cell, style)
            elif column.kind is StarKind.YES_NO:
                page.write_boolean(number, at, bool(cell), style)
            elif column.kind is StarKind.TEXT:
                page.write_string(number, at, cell, style)
            else:
                page.write_number(number, at, float(cell), style)
    page.add_table(
        0, 0, max(len(rows), 1), len(table.columns) - 1,
        {"name": table.name, "columns": [{"header": column.name} for column in table.columns],
         "style": "Table Style Light 1"},
    )  # fmt: skip
    page.freeze_panes(1, len(table.key))
