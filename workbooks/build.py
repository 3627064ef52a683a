"""Build the example returns and registers beside this file: python workbooks/build.py [folder]."""

import sys
from pathlib import Path

from charts import write_charts
from dashboard_book import build_dashboard
from data_sheet import write_data_sheet
from figures import Figures, load_figures
from methods_sheet import write_methods_sheet
from readme_sheet import write_readme_sheet
from register_books import build_registers
from strategy_book import build_strategy
from summary_sheet import write_summary_sheet
from ward_book import build_wards

from tht_xl.workbook.writing.live_cells import LiveSheet
from tht_xl.workbook.writing.new_book import new_book, set_up_printing
from tht_xl.workbook.writing.styles import Styles

NAMES = ("child-weight", "adult-social-care", "wider-determinants", "healthy-lives", "quality-of-life")
"""The returns, from the figures beside this file."""
ANALYSES = (build_strategy, build_wards, build_dashboard)
"""What writes each workbook that is not a return."""
SHEETS = ("Read me", "Data", "Summary", "Chart figures")


def build(folder: Path) -> list[Path]:
    """Write the workbooks; the same figures and functions give the same bytes."""
    returns = [_build_one(load_figures(name), folder / f"{name}.xlsx") for name in NAMES]
    return [*returns, *(write(folder) for write in ANALYSES)]


def _build_one(figures: Figures, path: Path) -> Path:
    with new_book(path, figures.title, figures.partner) as workbook:
        styles = Styles(workbook)
        readme, data, summary, drawn = (LiveSheet(workbook.add_worksheet(name)) for name in SHEETS)
        write_readme_sheet(readme, figures, styles)
        blocks = write_data_sheet(data, figures, styles)
        free_row = write_summary_sheet(summary, data, figures, blocks, styles)
        write_charts(workbook, summary, drawn, data, figures, blocks, styles, free_row)
        sheets = [readme, data, summary, drawn]
        if figures.older_method:
            sheets.append(LiveSheet(workbook.add_worksheet(figures.older_method.sheet)))
            write_methods_sheet(workbook, sheets[-1], data, figures.older_method, blocks, styles)
        for sheet in sheets:
            set_up_printing(sheet, figures.title)
        readme.worksheet.activate()
    return path


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    for written in (*build(target), *build_registers(target / "registers")):
        sys.stdout.write(f"{written}\n")
