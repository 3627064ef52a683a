"""The sheet Read me: what the workbook is, how to fill it in, and where its figures come from."""

from figures import Figures

from tht_xl.workbook.origin import OURS
from tht_xl.workbook.writing.live_cells import LiveSheet
from tht_xl.workbook.writing.readme_sheet import FORMULAS, LAST_STEPS, STEPS, ReadmeSection, made_from, write_readme
from tht_xl.workbook.writing.styles import Styles

NEW_YEAR = (
    "To add a year: insert a row above the indicator's last Tower Hamlets row, copy that last row into it, then type "
    "the new year over the lower of the two. The Summary follows."
)


def write_readme_sheet(sheet: LiveSheet, figures: Figures, styles: Styles) -> None:
    """Fill in the sheet."""
    given = (*figures.sources, *([figures.older_method.source] if figures.older_method else []))
    # One source can publish several indicators; it is named once.
    sources = dict.fromkeys(f"{source.name}: {source.url}" for source in given)
    sections = (
        ReadmeSection("What this is", (figures.subject, figures.comparators)),
        ReadmeSection("How to fill it in", (*STEPS, NEW_YEAR, *LAST_STEPS), numbered=True),
        ReadmeSection("The formulas", (FORMULAS,)),
        ReadmeSection("Sources and licence", (*sources, figures.licence)),
        made_from(framework=OURS),
    )
    subtitle = f"Return of {figures.partner} to the Tower Hamlets Together outcomes framework"
    write_readme(sheet, figures.title, subtitle, sections, styles)
