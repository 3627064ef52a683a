"""The sheet Read me: what the workbook is, how to fill it in, and where its figures come from."""

from figures import Figures
from live_cells import LiveSheet
from styles import Styles

STEPS = (
    "Fill in the yellow cells of the sheet Data. The blue-grey cells hold formulas: leave them as they are.",
    "Choose indicator and area from the lists. Write a school or financial year as 2023/24, a calendar year as 2023.",
    "Enter counts as whole numbers, as they were released. Leave a cell blank where there is no figure: a blank is "
    "missing, a 0 means none. Where a figure will never come, write [x] in Value and say why in Note.",
    "Where a source publishes a value and no counts, type the value and its limits and leave the counts blank. "
    "The number of people asked in a survey is no denominator.",
    "To add a year: insert a row above the indicator's last Tower Hamlets row, copy that last row into it, then type "
    "the new year over the lower of the two. The Summary follows.",
    "Keep names, addresses, postcodes and NHS numbers out of this file.",
    "Before sending, check it: tht-xl check followed by the name of this file. It says, cell by cell, what to correct.",
)
FORMULAS = (
    "The formulas that begin with THT_ are those of tht_xl. Without it the cells still show the values that were saved "
    "with the file; do not recalculate there, or they turn into #NAME?."
)


def write_readme_sheet(sheet: LiveSheet, figures: Figures, styles: Styles) -> None:
    """Fill in the sheet."""
    sheet.worksheet.set_column(0, 0, 4)
    sheet.worksheet.set_column(1, 1, 118)
    sheet.worksheet.hide_gridlines(2)
    sheet.put(1, 0, figures.title, styles("title"))
    sheet.put(2, 0, f"Return of {figures.partner} to the Tower Hamlets Together outcomes framework", styles("subtitle"))
    row = 4
    sources = [f"{source.name}: {source.url}" for source in figures.sources]
    sections = (
        ("What this is", [figures.subject, figures.comparators], False),
        ("How to fill it in", list(STEPS), True),
        ("The formulas", [FORMULAS], False),
        ("Sources and licence", [*sources, figures.licence], False),
    )
    for heading, paragraphs, numbered in sections:
        sheet.put(row, 0, heading, styles("section"))
        for number, paragraph in enumerate(paragraphs, start=1):
            row += 1
            sheet.worksheet.set_row(row - 1, 15 * (1 + len(paragraph) // 125))
            if numbered:
                sheet.put(row, 0, number, styles("text"))
            sheet.put(row, 1, paragraph, styles("text"))
        row += 2
    sheet.worksheet.print_area(0, 0, row - 2, 1)
