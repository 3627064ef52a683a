"""How a cell looks on the page: its width, its colours, and whether it stays in sight; as Google shows it."""

from collections.abc import Mapping
from typing import Any

from tht_xl.rehearsal.spreadsheet.cell import Cell
from tht_xl.rehearsal.spreadsheet.sheet import Sheet

INK = "#1d2428"
"""Letters on a coloured cell that has no colour for them: the page's own may be light."""
NUMBERS_WIDTH = "3rem"
"""Of the column with the numbers of the rows."""


def is_hidden_column(sheet: Sheet, column: int) -> bool:
    """Return whether somebody has hidden a column."""
    return bool(sheet.dimensions["COLUMNS"].get(column, {}).get("hiddenByUser"))


def style_of(sheet: Sheet, row: int, column: int, left: int | None) -> str:
    """Return the style attribute of a cell; "" where there is nothing to say.

    Args:
        sheet: The worksheet.
        row: Its row, counted from 0.
        column: Its column, counted from 0.
        left: How far from the numbers of the rows a cell that stays in sight begins; None for any other. [pixels]
    """
    cell, said = sheet.cell(row, column), list[str]()
    width = sheet.dimensions["COLUMNS"].get(column, {}).get("pixelSize")
    if width:
        said.append(f"min-width:{int(width)}px;max-width:{int(width)}px")
    if left is not None:
        said.append(f"position:sticky;left:calc({NUMBERS_WIDTH} + {left}px);z-index:{3 if row == 0 else 1}")
    look = {**_format_of(cell), **_holding(sheet, cell, row, column)}
    paper, text = _colour(look.get("backgroundColor")), look.get("textFormat") or {}
    ink = _colour(text.get("foregroundColor"))
    if paper:
        said.append(f"background:{paper};color:{ink or INK}")
    elif ink:
        said.append(f"color:{ink}")
    if text.get("bold"):
        said.append("font-weight:600")
    return f' style="{";".join(said)}"' if said else ""


def _format_of(cell: Cell | None) -> Mapping[str, Any]:
    return cell.format if cell is not None and isinstance(cell.format, dict) else {}


def _holding(sheet: Sheet, cell: Cell | None, row: int, column: int) -> Mapping[str, Any]:
    """Return the format of the first rule that holds of a cell. The page knows one condition: what its text is."""
    for rule in sheet.conditional_formats if cell is not None else ():
        boolean = rule.get("booleanRule") or {}
        condition = boolean.get("condition") or {}
        wanted = [each.get("userEnteredValue") for each in condition.get("values", ())]
        says_so = condition.get("type") == "TEXT_EQ" and cell is not None and cell.text in wanted
        if says_so and any(_is_in(area, row, column) for area in rule["ranges"]):
            return boolean.get("format") or {}
    return {}


def _is_in(area: Mapping[str, int], row: int, column: int) -> bool:
    rows = area.get("startRowIndex", 0) <= row < area.get("endRowIndex", 2**31)
    return rows and area.get("startColumnIndex", 0) <= column < area.get("endColumnIndex", 2**31)


def _colour(given: object) -> str:
    """Return a colour of Google's as a page writes it; "" for none."""
    if not isinstance(given, dict):
        return ""
    parts = [given.get(name, 0) for name in ("red", "green", "blue")]
    if not all(isinstance(part, int | float) and 0 <= part <= 1 for part in parts):
        return ""
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)
