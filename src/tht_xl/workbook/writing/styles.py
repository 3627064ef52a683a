"""How the workbooks look: one place for colours, so that typed and computed cells never look alike."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

INK = "#1F2A37"
ACCENT = "#12436D"
TYPED = "#FFF8DC"
COMPUTED = "#E9EEF4"
LINE = "#C3CBD5"
SERIES = ("#12436D", "#A285D1", "#801650")
"""Three of the colours that government statistics use because colour-blind readers can tell them apart."""

BASE = {"font_name": "Calibri", "font_size": 10, "font_color": INK, "valign": "vcenter"}
KINDS: dict[str, dict[str, object]] = {
    "title": {"font_size": 16, "bold": True, "font_color": ACCENT},
    "subtitle": {"font_size": 10, "italic": True},
    "heading": {"bold": True, "font_color": "#FFFFFF", "bg_color": ACCENT, "text_wrap": True, "align": "center",
                "border": 1, "border_color": LINE},
    "section": {"font_size": 12, "bold": True, "font_color": ACCENT},
    "text": {"text_wrap": True, "valign": "top"},
    "typed": {"bg_color": TYPED, "border": 1, "border_color": LINE},
    "computed": {"bg_color": COMPUTED, "border": 1, "border_color": LINE},
    "plain": {"border": 1, "border_color": LINE},
    "unused": {"bg_color": "#D5D8DC", "border": 1, "border_color": LINE},
}  # fmt: skip


CELLS = ("typed", "computed", "plain")
"""The kinds that are cells of a table."""


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: "Workbook") -> None:
        self._make = cache(
            lambda kind, number, wrap, locked: workbook.add_format(_properties(kind, number, wrap) | {"locked": locked})
        )

    def __call__(self, kind: str, number: str = "", *, wrap: bool = False, locked: bool = True) -> "Format":
        """Return a kind of cell with a number format; an unlocked one takes typing in a protected sheet."""
        return self._make(kind, number, wrap, locked)


def _properties(kind: str, number: str, wrap: bool) -> dict[str, object]:
    own = KINDS[kind] | ({"num_format": number} if number else {}) | ({"text_wrap": True} if wrap else {})
    # Without the indent, a number at the right edge of its cell touches the text of the next.
    aligned = {"align": "left" if number in ("", "@") else "right", "indent": 1} if kind in CELLS else {}
    return BASE | own | aligned


def number_format(decimals: int) -> str:
    """Decimals as the indicator is shown, with thousands."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")
