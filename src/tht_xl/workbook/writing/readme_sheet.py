"""The sheet Read me: what a return is, how to fill it in, and what its formulas are."""

from collections.abc import Iterable
from dataclasses import dataclass

from tht_xl.workbook.origin import MADE_FROM
from tht_xl.workbook.writing.live_cells import LiveSheet
from tht_xl.workbook.writing.styles import Styles

STEPS = (
    "Fill in the yellow cells of the sheet Data. The blue-grey cells hold formulas: leave them as they are.",
    "Choose indicator and area from the lists. Write a school or financial year as 2023/24, a calendar year as 2023.",
    "Enter counts as whole numbers, as they were released. Leave a cell blank where there is no figure: a blank is "
    "missing, a 0 means none. Where a figure will never come, write [x] in Value and say why in Note.",
    "Where a source publishes a value and no counts, type the value and its limits and leave the counts blank. "
    "The number of people asked in a survey is not a denominator.",
)
LAST_STEPS = (
    "Keep names, addresses, postcodes and NHS numbers out of this file.",
    "Before sending, check it: tht-xl check followed by the name of this file. It says, cell by cell, what to correct.",
)
FORMULAS = (
    "The formulas that begin with THT_ are those of tht_xl. Without it the cells still show the values that were saved "
    "with the file; do not recalculate there, or they turn into #NAME?."
)


@dataclass(frozen=True, slots=True)
class ReadmeSection:
    """A heading with its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]
    numbered: bool = False


def made_from(*, framework: str, kind: str = "") -> ReadmeSection:
    """Return the section by which the checks know a workbook again."""
    return ReadmeSection(MADE_FROM, (f"Framework: {framework}", *([f"Kind: {kind}"] if kind else [])))


def write_readme(
    sheet: LiveSheet, title: str, subtitle: str, sections: Iterable[ReadmeSection], styles: Styles
) -> None:
    """Fill in the sheet."""
    sheet.worksheet.set_column(0, 0, 4)
    sheet.worksheet.set_column(1, 1, 118)
    sheet.worksheet.hide_gridlines(2)
    sheet.put(1, 0, title, styles("title"))
    sheet.put(2, 0, subtitle, styles("subtitle"))
    row = 4
    for section in sections:
        sheet.put(row, 0, section.heading, styles("section"))
        for number, paragraph in enumerate(section.paragraphs, start=1):
            row += 1
            sheet.worksheet.set_row(row - 1, 15 * (1 + len(paragraph) // 125))
            if section.numbered:
                sheet.put(row, 0, number, styles("text"))
            sheet.put(row, 1, paragraph, styles("text"))
        row += 2
    sheet.worksheet.print_area(0, 0, row - 2, 1)
