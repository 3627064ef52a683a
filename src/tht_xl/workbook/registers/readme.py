"""The sheet that one reads first, and from which a workbook is known again: template, version, framework, partner."""

from tht_xl.model.definition import Framework
from tht_xl.templates.definition import Template
from tht_xl.workbook.origin import MADE_FROM
from tht_xl.workbook.writing.live_cells import LiveSheet
from tht_xl.workbook.writing.readme_sheet import ReadmeSection, write_readme
from tht_xl.workbook.writing.styles import Styles

_STEPS = (
    "Fill in the yellow cells. The blue-grey ones are computed: leave them as they are.",
    "The column Check says what is wrong with a row, or that it is fine. It works with nothing installed.",
    "Leave a cell blank where there is nothing to say. Write roles, not names of people.",
    "Columns to the right of the table are yours: add what you like.",
)


def write_register_readme(
    sheet: LiveSheet,
    template: Template,
    framework: Framework,
    title: str,
    partner: str,
    stamp: str,
    styles: Styles,
    definitions: str = "",
    source: str = "",
) -> None:
    """Fill in the sheet."""
    tables = tuple(f"{table.sheet}: {table.purpose or table.title}" for table in template.tables)
    made_from = (
        f"Template: {template.id}", f"Version: {template.version}", f"Framework: {framework.id}",
        *([f"Partner: {partner}"] if partner else []), *([f"Stamp: {stamp}"] if stamp else []),
        *([f"Definitions: {definitions}"] if definitions else []),
    )  # fmt: skip
    sections = [
        ReadmeSection("What this is", (template.purpose, f"Kept by: {template.filled_in_by}, {template.frequency}",
                                 *([f"Source: {source or template.source}"] if source or template.source else []))),
        ReadmeSection("How to fill it in", (*template.steps, *_STEPS), numbered=True),
        ReadmeSection("Sheets", tables),
        ReadmeSection(MADE_FROM, made_from),
    ]  # fmt: skip
    subtitle = f"{stamp}: made up to show how it works" if stamp else template.name
    write_readme(sheet, title, subtitle, sections, styles)
