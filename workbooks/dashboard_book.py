"""The workbook system-dashboard: key metrics by priority, on one page."""

from pathlib import Path

from charts import write_charts
from dashboard_sheet import write_dashboard_sheet
from data_sheet import write_data_sheet
from figures import Figures, Series, load_figures
from summary_sheet import HEADER_ROW, HOME, PREFERRED, write_summary_sheet

from tht_xl.framework.load import load_framework
from tht_xl.framework.lookup import find_indicator
from tht_xl.workbook.origin import OURS
from tht_xl.workbook.writing.live_cells import LiveSheet
from tht_xl.workbook.writing.new_book import new_book, set_up_printing
from tht_xl.workbook.writing.readme_sheet import FORMULAS, ReadmeSection, made_from, write_readme
from tht_xl.workbook.writing.styles import Styles

SHEETS = ("Read me", "Dashboard", "Every metric", "Data", "Chart figures")
RETURNS = ("child-weight", "adult-social-care")
READING = (
    "A comparison and a status are words; Better, Similar and Worse, Green, Amber and Red have a colour too. A "
    "comparison without an interval is not made, and a trend that cannot be calculated says so.",
    "The column Narrative is for the people who know why: it says no narrative yet until somebody writes one.",
    "The small columns show the metric's values from the oldest to the newest, from zero.",
)


def build_dashboard(folder: Path) -> Path:
    """Write the workbook."""
    path, figures = folder / "system-dashboard.xlsx", _key_metrics()
    with new_book(path, figures.title, figures.partner) as workbook:
        styles = Styles(workbook)
        sheets = [LiveSheet(workbook.add_worksheet(name)) for name in SHEETS]
        readme, dashboard, summary, data, drawn = sheets
        sources = dict.fromkeys(f"{source.name}: {source.url}" for source in figures.sources)
        sections = (
            ReadmeSection("What this is", (figures.subject, figures.comparators)),
            ReadmeSection("How to read it", READING),
            ReadmeSection("The formulas", (FORMULAS,)),
            ReadmeSection("Sources and licence", (*sources, figures.licence)),
            made_from(framework=OURS),
        )
        write_readme(readme, figures.title, "Key metrics by priority for action", sections, styles)
        first = HEADER_ROW + 1
        known = f"='Every metric'!$A${first}:$A${first + len(figures.indicators) - 1}"
        blocks = write_data_sheet(data, figures, styles, indicators=known)
        write_summary_sheet(summary, data, figures, blocks, styles)
        row = write_dashboard_sheet(workbook, dashboard, summary, data, figures, blocks, styles)
        write_charts(workbook, dashboard, drawn, data, figures, blocks, styles, row)
        for sheet in sheets:
            set_up_printing(sheet, figures.title)
        dashboard.worksheet.fit_to_pages(1, 1)
        dashboard.worksheet.activate()
    return path


def _key_metrics() -> Figures:
    """The series of every indicator that has a priority: Tower Hamlets, and whom it is compared with."""
    own, returns = load_figures("system-dashboard"), [load_figures(name) for name in RETURNS]
    framework = load_framework("tht")
    series = [
        _without_published_limits(each)
        for each in (*own.series, *(each for figures in returns for each in figures.series))
        if find_indicator(framework, each.indicator).dashboard_priority
    ]
    shown: list[Series] = []
    for name in dict.fromkeys(each.indicator for each in series):
        areas = {each.area: each for each in series if each.indicator == name}
        shown += [areas[HOME], *[areas[area] for area in PREFERRED if area in areas][:1]]
    sources = (*own.sources, *(source for figures in returns for source in figures.sources))
    return own.model_copy(update={"series": tuple(shown), "sources": sources})


def _without_published_limits(series: Series) -> Series:
    """Rounded counts with the limits of exact ones can reveal the exact ones; a dashboard is passed on."""
    if series.kind != "counts":
        return series
    return series.model_copy(update={"values": {period: values[:3] for period, values in series.values.items()}})
