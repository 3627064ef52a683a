"""The sheet Functions: every worksheet function with its arguments and an example, from the registry."""

from tht_xl.functions import REGISTRY
from tht_xl.functions.reference import formula_of, literal
from tht_xl.workbook.writing.live_cells import LiveSheet
from tht_xl.workbook.writing.styles import Styles

_HEADINGS = ("Function", "What it gives", "Arguments", "Example", "Shows", "Kind")
_WIDTHS = (28, 52, 60, 52, 24, 24)
_HEADER_ROW = 4
_LINE = 14
"""Height of one line of text. [points]"""


def write_functions_sheet(sheet: LiveSheet, styles: Styles) -> None:
    """Fill in the sheet."""
    page = sheet.worksheet
    page.hide_gridlines(2)
    for column, (heading, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True)):
        page.set_column(column, column, width)
        sheet.put(_HEADER_ROW, column, heading, styles("heading"))
    sheet.put(1, 0, "Functions", styles("title"))
    sheet.put(2, 0, "Arguments in [square brackets] may be left out or left blank.", styles("subtitle"))
    for row, function in enumerate(REGISTRY.values(), start=_HEADER_ROW + 1):
        worked = function.examples[0] if function.examples else None
        arguments = "\n".join(f"{argument.name}: {argument.help}" for argument in function.arguments)
        texts = (
            function.signature.replace("(", "\n(", 1), function.help, arguments,
            formula_of(function, worked) if worked else f"={function.name}()", literal(worked.result) if worked else "",
            function.category,
        )  # fmt: skip
        for column, text in enumerate(texts):
            sheet.put(row, column, text, styles("plain", "@", wrap=True))
        page.set_row(row - 1, _LINE * max(map(_lines, texts, _WIDTHS)))
    page.freeze_panes(_HEADER_ROW, 1)
    page.repeat_rows(_HEADER_ROW - 1)
    page.print_area(0, 0, _HEADER_ROW + len(REGISTRY) - 1, len(_HEADINGS) - 1)


def _lines(text: str, width: int) -> int:
    return sum(1 + len(line) // width for line in text.splitlines()) or 1
