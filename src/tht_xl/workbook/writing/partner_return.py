"""The return that a partner is sent in a month: what is asked, in plain words, beside what was known before.

It is read like every return, by its headings. Its check column needs nothing installed: ordinary formulas say which
cell is missing, and which figure is so far from the last one that somebody should say why. docs/decisions/returns.md
gives the reasons.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from tht_xl.documents.files import check_new_file, write_new_file
from tht_xl.errors import DomainError
from tht_xl.framework.lookup import find_area, find_indicator
from tht_xl.model.definition import Framework, Indicator
from tht_xl.workbook.cross_checks.asked_rows import HEADING, asked_row
from tht_xl.workbook.writing.live_cells import LiveSheet
from tht_xl.workbook.writing.new_book import EMPTY_RESULT, new_book, set_up_printing, unlock_columns_from
from tht_xl.workbook.writing.readme_sheet import ReadmeSection, made_from, write_readme
from tht_xl.workbook.writing.return_checks import FINE, TO_FILL_IN, ReturnCells, check_formula, value_formulas
from tht_xl.workbook.writing.return_columns import (
    COLUMN,
    COUNTED,
    COUNTS,
    FIGURES,
    HEADER_ROW,
    HEADINGS,
    STEPS,
    add_messages,
)
from tht_xl.workbook.writing.styles import Styles, number_format

if TYPE_CHECKING:
    from xlsxwriter import Workbook

MAX_ACTION = 300
"""Letters of an action that are shown: enough to know it by. [characters]"""
MAX_HEIGHT = 400
"""The height of a row that Excel still takes is 409. [points]"""


@dataclass(frozen=True, slots=True)
class AskedFigure:
    """One row that is asked for, with what was known before.

    Attributes:
        indicator: Id of the indicator.
        period: Label of the period.
        last: The last figure in words, "28.0% (2021/22)"; blank where there is none.
        expected: Lowest and highest value that nobody need explain; None where nothing is known.
        england: England's figure in words.
        target: The target in words.
        was_red: Whether the last figure was red, so that a narrative and an action are asked for.
        actions: The actions that the action tracker has for it, in words; they are changed there.
    """

    indicator: str
    period: str
    last: str = ""
    expected: tuple[float, float] | None = None
    england: str = ""
    target: str = ""
    was_red: bool = False
    actions: tuple[str, ...] = ()


def write_partner_return(
    path: Path,
    framework: Framework,
    figures: Sequence[AskedFigure],
    *,
    title: str,
    due: str = "",
    contact: str = "",
    about: Sequence[str] = (),
) -> Path:
    """Write a partner's return; the same figures give the same bytes.

    Args:
        path: The .xlsx file to write. One that is there is not replaced: somebody may have filled it in.
        framework: The definitions.
        figures: What is asked for, the rows of one indicator together.
        title: Heading, such as "Barts Health: return for November 2026".
        due: The day by which it is due, in words.
        contact: The role that answers questions, with an address of the role; it goes on the sheet Read me, because
            the check takes an address on the sheet Data for personal data.
        about: What the sheet Read me says first, a paragraph each.

    Raises:
        DomainError: Nothing is asked for, or the file is there already or cannot be written.
        UnknownNameError: An indicator is not defined.
        MissingExtraError: XlsxWriter is not installed.
    """
    if not figures:
        raise DomainError("a return asks for at least one figure", remedy="Name an indicator and a period")
    check_new_file(path, ".xlsx")
    asked = [(figure, find_indicator(framework, figure.indicator)) for figure in figures]
    content = BytesIO()
    with new_book(content, title) as workbook:
        styles = Styles(workbook)
        readme, data = (LiveSheet(workbook.add_worksheet(name)) for name in ("Read me", "Data"))
        home = find_area(framework, framework.home).name
        rows = [asked_row(indicator.id, home, figure.period) for figure, indicator in asked]
        sections = (
            ReadmeSection("What this is", (*(about or (title,)), *([f"Questions: {contact}"] if contact else []))),
            ReadmeSection("How to fill it in", STEPS, numbered=True),
            made_from(framework=framework.id),
            # The check reads this list, so that a row that is deleted is missed.
            ReadmeSection(HEADING, tuple(rows)),
        )
        write_readme(readme, title, "To be filled in and sent back", sections, styles)
        _write_top(data, workbook, title, due, styles, _unused(figures))
        for row, (figure, indicator) in enumerate(asked, start=HEADER_ROW + 1):
            is_first = row == HEADER_ROW + 1 or asked[row - HEADER_ROW - 2][1] is not indicator
            _write_row(data, row, figure, indicator, home, styles, is_first=is_first)
        _set_up(data, workbook, HEADER_ROW + len(asked))
        for sheet in (readme, data):
            set_up_printing(sheet, title)
    write_new_file(path, content.getvalue())
    return path


def _unused(figures: Sequence[AskedFigure]) -> frozenset[str]:
    """Return the columns in which no row has anything."""
    told = {
        "Last figure": any(figure.last for figure in figures),
        "England": any(figure.england for figure in figures),
        "Target": any(figure.target for figure in figures),
        # Where nothing was red nobody writes a narrative.
        **dict.fromkeys(("Narrative", "Action"), any(figure.was_red for figure in figures)),
    }
    return frozenset(heading for heading, is_told in told.items() if not is_told)


def _write_top(
    sheet: LiveSheet, workbook: "Workbook", title: str, due: str, styles: Styles, unused: Collection[str]
) -> None:
    page = sheet.worksheet
    unlock_columns_from(page, len(HEADINGS), workbook)
    for heading, width in HEADINGS.items():
        # Without a column that nobody fills in or reads, the others print larger.
        page.set_column(COLUMN[heading], COLUMN[heading], min(width, 9) if heading in unused else width)
        sheet.put(HEADER_ROW, COLUMN[heading], heading, styles("heading"))
    sheet.put(1, 0, title, styles("title"))
    sheet.put(2, 0, f"Please send it back by {due}." if due else None, styles("subtitle"))
    sheet.put(3, 0, "Filled in by you", styles("typed"))
    sheet.put(3, 1, "Computed: leave as it is", styles("computed"))
    sheet.put(3, 2, "Not needed", styles("unused"))
    for place, words in ((0, "Filled in by (role)"), (2, "Signed off by (role)")):
        sheet.put(4, place, words, styles("subtitle"))
        sheet.put(4, place + 1, None, styles("typed", "@", locked=False))
    page.set_row(HEADER_ROW - 1, 32)


def _write_row(
    sheet: LiveSheet, row: int, figure: AskedFigure, indicator: Indicator, home: str, styles: Styles, *, is_first: bool
) -> None:
    question = "\n".join((what_is_asked(indicator), *_tracked(figure))) if is_first else "As above"
    fixed = {
        "Indicator name": indicator.label, "What we ask": question,
        "Last figure": figure.last, "England": figure.england, "Target": figure.target, "Period": figure.period,
        "Indicator": indicator.id, "Area": home,
    }  # fmt: skip
    for heading, text in fixed.items():
        sheet.put(row, COLUMN[heading], text or None, styles("plain", "@", wrap=True))
    decimals = number_format(indicator.decimals)
    is_counted = indicator.measure in COUNTED
    for heading in COUNTS:
        style = styles("typed", "#,##0", locked=False) if is_counted else styles("unused")
        sheet.put(row, COLUMN[heading], None, style)
    cells = ReturnCells.in_row(row, COLUMN)
    computed = value_formulas(indicator, cells) if is_counted else {}
    for heading in FIGURES:
        if heading in computed:
            sheet.worksheet.write_formula(
                row - 1, COLUMN[heading], computed[heading], styles("computed", decimals), EMPTY_RESULT
            )
        else:
            sheet.put(row, COLUMN[heading], None, styles("typed", decimals, locked=False))
    for heading in ("Note", "Source"):
        given = indicator.source if heading == "Source" else None
        sheet.put(row, COLUMN[heading], given, styles("typed", "@", wrap=True, locked=False))
    for heading in ("Narrative", "Action"):
        style = styles("typed", "@", wrap=True, locked=False) if figure.was_red and is_first else styles("unused")
        sheet.put(row, COLUMN[heading], None, style)
    said: Any = TO_FILL_IN  # XlsxWriter takes texts too, and declares numbers alone
    check = check_formula(indicator, figure.expected, figure.last, cells, asks_narrative=figure.was_red and is_first)
    sheet.worksheet.write_formula(row - 1, 0, check, styles("computed", "@", wrap=True), said)
    lines = sum(1 + len(line) // 50 for line in question.splitlines())
    sheet.worksheet.set_row(row - 1, min(MAX_HEIGHT, max(40, 13.5 * lines)))
    add_messages(sheet, row, is_counted=is_counted, asks_narrative=figure.was_red and is_first)


def _tracked(figure: AskedFigure) -> list[str]:
    """Return what the action tracker has, above the cell for an action that is not in it yet."""
    if not figure.actions:
        return []
    new = "Write only a new action here." if figure.was_red else ""
    texts = [f"In the action tracker: {shorten(action, MAX_ACTION, placeholder=' …')}" for action in figure.actions]
    return [*texts, f"Change these there. {new}".strip()]


def what_is_asked(indicator: Indicator) -> str:
    """Return the question of an indicator in plain words, with what counts and out of what."""
    parts = [indicator.definition.rstrip(".") + "."]
    if indicator.numerator:
        parts.append(f"Count: {indicator.numerator.rstrip('.')}.")
    if indicator.denominator:
        parts.append(f"Out of: {indicator.denominator.rstrip('.')}.")
    if indicator.measure == "survey":
        parts.append("The number of people asked is not a denominator: leave the counts out.")
    return " ".join(parts)


def _set_up(sheet: LiveSheet, workbook: "Workbook", last: int) -> None:
    page = sheet.worksheet
    page.freeze_panes(HEADER_ROW, 2)
    page.repeat_rows(HEADER_ROW - 1)
    page.print_area(0, 0, last - 1, COLUMN["Source"])
    area = (HEADER_ROW, 0, last - 1, 0)
    looks = {FINE: ("#0B5D2A", "#DFF2E4"), TO_FILL_IN: ("#5B4B00", "#FFFFFF")}
    for words, (ink, paper) in looks.items():
        colours = workbook.add_format({"font_color": ink, "bg_color": paper})
        settings = {"type": "cell", "criteria": "==", "value": f'"{words}"', "format": colours, "stop_if_true": True}
        page.conditional_format(*area, settings)
    other = workbook.add_format({"font_color": "#7A3E00", "bg_color": "#FFE9CC", "bold": True})
    page.conditional_format(*area, {"type": "formula", "criteria": f"=LEN($A{HEADER_ROW + 1})>0", "format": other})
    page.ignore_errors({"number_stored_as_text": f"A1:R{last}"})
    page.protect("", {"format_columns": True, "format_rows": True, "format_cells": True})
