"""Colours of a rating: every one comes with its word, and no other word has a colour."""

from xlsxwriter import Workbook

from tht_xl.workbook.writing.live_cells import LiveSheet

COLOURS = {
    "Green": {"bg_color": "#CDE8D3", "font_color": "#0B4A24"},
    "Amber": {"bg_color": "#FFE3A8", "font_color": "#5C3B00"},
    "Red": {"bg_color": "#F6C9C5", "font_color": "#7A1410"},
}
"""Dark text on a light ground, so that the word can be read in print and by colour-blind readers."""


AGAINST = {"Better": COLOURS["Green"], "Similar": COLOURS["Amber"], "Worse": COLOURS["Red"]}
"""A comparison in the same three, as Fingertips shows it. "Higher" and "Lower" are no judgement and have none."""


def colour_ratings(
    workbook: Workbook, sheet: LiveSheet, column: int, first: int, last: int,
    colours: dict[str, dict[str, str]] = COLOURS,
) -> None:  # fmt: skip
    """Colour the cells that say a word that has a colour; "Proposed", "Not due" and the rest stay as they are.

    Args:
        workbook: What the sheet is part of.
        sheet: Where the words are.
        column: Their column, from 0.
        first: Their first row, from 1.
        last: Their last row, from 1.
        colours: The words that have a colour, those of a rating unless given.
    """
    for word, look in colours.items():
        sheet.worksheet.conditional_format(first - 1, column, last - 1, column, {
            "type": "cell", "criteria": "==", "value": f'"{word}"',
            "format": workbook.add_format(look | {"bold": True}),
        })  # fmt: skip
