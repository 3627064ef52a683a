"""The workbook wards-and-localities: three generations of wards, and how far apart the wards of the borough are."""

from pathlib import Path

from ward_areas import write_generations, write_localities
from ward_figures import load_ward_figures
from ward_tables import write_range, write_wards

from tht_xl.framework.load import load_framework
from tht_xl.workbook.origin import FOR_READING
from tht_xl.workbook.writing.live_cells import LiveSheet
from tht_xl.workbook.writing.new_book import new_book, set_up_printing
from tht_xl.workbook.writing.readme_sheet import FORMULAS, ReadmeSection, made_from, write_readme
from tht_xl.workbook.writing.styles import Styles

SHEETS = ("Read me", "Range", "Wards 2002-14", "Generations", "Localities")
ABOUT = (
    "A borough average hides its wards. The sheet Range says for each measure which ward is lowest and which highest, "
    "and how far apart they are; Wards 2002-14 holds every ward's figure.",
    "Generations lists the wards by name and date: seventeen until 2014, twenty since, two of them renamed by 2022. A "
    "name that comes again is not the same area: the boundaries changed in 2014.",
)
UNKNOWN = (
    "Which ward lies in which local area partnership or locality is not published, nor which ward of 2014 a ward of "
    "2002 became. Those cells say unknown, and stay so until the partnership fills them in.",
    "This is not a return but a workbook for reading: tht-xl check looks at its cells and formulas, and asks "
    "for no sheet Data.",
)
QUARTERS = (
    "Quarter ranks the wards of the borough by life expectancy, 1 being the worst quarter. No intervals were "
    "published, so a difference between two wards may be chance. Where several wards share the lowest or highest "
    "figure, their number stands in place of a name.",
)


def build_wards(folder: Path) -> Path:
    """Write the workbook."""
    path = folder / "wards-and-localities.xlsx"
    figures, framework = load_ward_figures(), load_framework("tht")
    with new_book(path, figures.title) as workbook:
        styles = Styles(workbook)
        sheets = [LiveSheet(workbook.add_worksheet(name)) for name in SHEETS]
        readme, spread, wards, generations, localities = sheets
        urls = dict.fromkeys(f"{figures.source}: {measure.url}" for measure in figures.measures)
        sections = (
            ReadmeSection("What this is", ABOUT),
            ReadmeSection("What is not known", UNKNOWN),
            ReadmeSection("How to read it", (*QUARTERS, FORMULAS)),
            ReadmeSection("Sources and licence", (*urls, figures.paper.source, figures.licence)),
            made_from(framework=framework.id, kind=FOR_READING),
        )
        write_readme(readme, figures.title, "Seventeen wards until 2014, twenty since", sections, styles)
        last = write_wards(wards, figures, framework, styles)
        write_range(workbook, spread, wards, figures, last, styles)
        write_generations(generations, framework, styles)
        write_localities(localities, framework, styles)
        for sheet in sheets:
            set_up_printing(sheet, figures.title)
        readme.worksheet.activate()
    return path
