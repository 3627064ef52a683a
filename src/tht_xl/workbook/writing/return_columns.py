"""The columns of the return that a partner is sent, and what it says as somebody fills them in."""

from typing import Any

from tht_xl.documents.addresses import cell_name
from tht_xl.workbook.writing.live_cells import LiveSheet

COUNTED = frozenset({"proportion", "rate"})
"""The measures that are computed from counts; the others are typed as their source publishes them."""
HEADER_ROW = 6
HEADINGS = {
    "Check": 22, "Indicator name": 26, "What we ask": 46, "Last figure": 17, "England": 15, "Target": 17, "Period": 10,
    "Numerator": 11, "Denominator": 12, "Value": 9, "Lower limit": 9, "Upper limit": 9, "Note": 26, "Narrative": 30,
    "Action": 26, "Source": 20, "Indicator": 24, "Area": 16,
}  # fmt: skip
"""The columns and their widths. "Note" is where somebody says why a figure is far from the last one."""
COLUMN = {heading: place for place, heading in enumerate(HEADINGS)}
COUNTS, FIGURES = ("Numerator", "Denominator"), ("Value", "Lower limit", "Upper limit")
STEPS = (
    "Fill in the yellow cells of the sheet Data. Grey cells are not needed; blue-grey ones are computed.",
    "The column Check says what is missing, or that the row is fine. It works with nothing installed.",
    "Where Check says that a figure is far from the last one, write in Note why; the figure itself may well be right.",
    "Leave a cell blank where there is no figure yet: a blank is missing, a 0 means none. Where a figure will never "
    "come, write [x] in Numerator, or in Value where no counts are asked for, and say why in Note.",
    "Keep names, addresses, postcodes and NHS numbers out of this file.",
    "Before sending, see that Check says fine in every row. Whoever has tht_xl can have more checked: tht-xl check "
    "followed by the name of this file.",
)
_MESSAGES = {
    "Numerator": "How many, as a whole number; as released, if your source rounds. [x] if the figure will never come.",
    "Denominator": "Out of how many, as a whole number.",
    "Value": "As your source publishes it, without a unit.",
    "Lower limit": "Lower 95% limit, if your source gives one.",
    "Upper limit": "Upper 95% limit, if your source gives one.",
    "Note": "Anything the reader should know; where the figure is far from the last one, why.",
    "Narrative": "What happened, in two or three sentences. It is printed in the paper.",
    "Action": "What is being done about it, by which role, and by when.",
}


def add_messages(sheet: LiveSheet, row: int, *, is_counted: bool, asks_narrative: bool) -> None:
    """Show what belongs in a cell as it is chosen, and hold the counts to whole numbers."""
    wanted = [*(COUNTS if is_counted else FIGURES), "Note", *(("Narrative", "Action") if asks_narrative else ())]
    for heading in wanted:
        settings: dict[str, Any] = {"validate": "any", "input_title": heading, "input_message": _MESSAGES[heading]}
        if heading in COUNTS:
            settings |= {
                "validate": "integer", "criteria": ">=", "value": 0, "error_type": "warning", "error_title": heading,
                "error_message": "Enter a whole number, or leave the cell blank.",
            }  # fmt: skip
        if heading == "Numerator":
            cell = cell_name(row, COLUMN[heading])
            is_whole = f"AND({cell}>=0,INT({cell})={cell})"
            symbol = f'LEFT(TRIM({cell}),1)="["'
            settings |= {"validate": "custom", "value": f"=IF(ISNUMBER({cell}),{is_whole},{symbol})"}
            del settings["criteria"]
        sheet.worksheet.data_validation(row - 1, COLUMN[heading], row - 1, COLUMN[heading], settings)
