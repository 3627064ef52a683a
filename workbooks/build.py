"""Build the two example returns beside this file: python workbooks/build.py [folder]."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from charts import write_charts
from data_sheet import write_data_sheet
from figures import Figures, load_figures
from live_cells import LiveSheet
from readme_sheet import write_readme_sheet
from styles import Styles
from summary_sheet import write_summary_sheet
from xlsxwriter import Workbook

NAMES = ("child-weight", "adult-social-care")
SHEETS = ("Read me", "Data", "Summary", "Chart figures")
CREATED = datetime(2026, 11, 1, tzinfo=UTC).replace(tzinfo=None)
CALCULATION_ENGINE = 191029
"""Excel 2019 to 365: a workbook that claims an older engine is recalculated when it is opened."""
A4 = 9


def build(folder: Path) -> list[Path]:
    """Write the workbooks; the same figures and functions give the same bytes."""
    return [_build_one(load_figures(name), folder / f"{name}.xlsx") for name in NAMES]


def _build_one(figures: Figures, path: Path) -> Path:
    with Workbook(path, {"strings_to_urls": False, "strings_to_formulas": False}) as workbook:
        workbook.set_properties({"title": figures.title, "company": figures.partner, "created": CREATED})
        workbook.set_calc_mode("auto", CALCULATION_ENGINE)
        # An Excel without the functions would turn every THT cell into #NAME? if it recalculated on opening.
        workbook.calc_on_load = False
        styles = Styles(workbook)
        readme, data, summary, drawn = (LiveSheet(workbook.add_worksheet(name)) for name in SHEETS)
        write_readme_sheet(readme, figures, styles)
        blocks = write_data_sheet(data, figures, styles)
        free_row = write_summary_sheet(summary, data, figures, blocks, styles)
        write_charts(workbook, summary, drawn, data, figures, blocks, styles, free_row)
        for sheet in (readme, data, summary, drawn):
            _set_up_printing(sheet, figures)
        readme.worksheet.activate()
    return path


def _set_up_printing(sheet: LiveSheet, figures: Figures) -> None:
    page = sheet.worksheet
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    page.set_header(f"&L{figures.title}&R&A")
    page.set_footer("&L&F&RPage &P of &N")


if __name__ == "__main__":
    for written in build(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent):
        sys.stdout.write(f"{written}\n")
