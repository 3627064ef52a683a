"""The sheets Generations and Localities: the areas of the borough by name and date. An unknown link stays unknown."""

from datetime import date

from tht_xl.model.definition import Area, Framework
from tht_xl.model.periods.label import day_label
from tht_xl.workbook.writing.live_cells import LiveSheet
from tht_xl.workbook.writing.styles import Styles

HEADER_ROW = 4
UNKNOWN = "unknown"
OPEN = "no end known"
GENERATION = ("Generation", "Ward, as elected", "Ward, by 2022", "Code", "Used from", "Used until", "Became",
              "Local area partnership", "Locality")  # fmt: skip
OTHER = ("Kind", "Area", "Code", "Used from", "Used until", "Lies in", "Locality", "About it")
KINDS = {"locality": "Locality of 2009", "lap": "Local area partnership of 2009", "network": "Primary care network"}


def write_generations(sheet: LiveSheet, framework: Framework, styles: Styles) -> None:
    """Write a row for each ward of each generation."""
    wards = [area for area in framework.areas if area.kind == "ward"]
    said = "Seventeen from 2002, twenty from 2014, and the names by 2022: two renamed, boundaries unchanged."
    widths = (14, 32, 32, 12, 13, 14, 12, 14, 12)
    _write_top(sheet, "Three generations of wards", said, GENERATION, widths, styles)
    for row, ward in enumerate(wards, start=HEADER_ROW + 1):
        is_old = ward.valid_to is not None
        # A ward of 2014 that was renamed keeps its first name as an alias (areas.yaml).
        elected = ward.aliases[0] if ward.aliases and "renamed" in ward.note else ward.name
        now = "not in use" if is_old else ward.name
        cells = ("2002 to 2014" if is_old else "since 2014", elected, now, ward.code or UNKNOWN, _day(ward.valid_from),
                 _day(ward.valid_to) if is_old else OPEN, UNKNOWN if is_old else "[z]", UNKNOWN, UNKNOWN)  # fmt: skip
        for column, content in enumerate(cells):
            renamed = column in (1, 2) and elected != ward.name
            sheet.put(row, column, content, styles("computed" if renamed else "plain"))
    note = (
        "On a grey ground: the two renamed wards. Links to local area partnerships and localities, and from old wards "
        "to new ones, are not published. [z]: does not apply."
    )
    sheet.put(HEADER_ROW + len(wards) + 1, 0, note, styles("subtitle"))


def write_localities(sheet: LiveSheet, framework: Framework, styles: Styles) -> None:
    """Write a row for each locality, local area partnership and primary care network."""
    said = (
        "What lies in the borough besides wards. Which partnership or network lies in which locality is not published. "
        "[z]: does not apply."
    )
    widths = (30, 28, 12, 13, 14, 16, 12, 72)
    _write_top(sheet, "Localities, local area partnerships and networks", said, OTHER, widths, styles)
    names = {area.id: area.name for area in framework.areas}
    areas = [area for kind in KINDS for area in framework.areas if area.kind == kind]
    for row, area in enumerate(areas, start=HEADER_ROW + 1):
        locality = "[z]" if area.kind == "locality" else UNKNOWN
        cells = (KINDS[area.kind], area.name, area.code or UNKNOWN, _day(area.valid_from), _until(area),
                 names[area.parent or framework.home], locality, area.note or None)  # fmt: skip
        for column, content in enumerate(cells):
            sheet.put(row, column, content, styles("plain", wrap=column == len(cells) - 1))


def _until(area: Area) -> str:
    if area.valid_to is not None:
        return _day(area.valid_to)
    return OPEN if area.kind == "network" else UNKNOWN


def _day(day: date | None) -> str:
    return day_label(day) if day else UNKNOWN


def _write_top(
    sheet: LiveSheet, title: str, subtitle: str, headings: tuple[str, ...], widths: tuple[int, ...], styles: Styles
) -> None:
    sheet.put(1, 0, title, styles("title"))
    sheet.put(2, 0, subtitle, styles("subtitle"))
    sheet.worksheet.set_row(HEADER_ROW - 1, 32)
    for column, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        sheet.worksheet.set_column(column, column, width)
        sheet.put(HEADER_ROW, column, heading, styles("heading"))
    sheet.worksheet.freeze_panes(HEADER_ROW, 1)
    sheet.worksheet.repeat_rows(HEADER_ROW - 1)
