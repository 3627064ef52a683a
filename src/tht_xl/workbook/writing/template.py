"""Blank returns for partners: the rows asked for, with their formulas, and what to know before filling them in."""

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

from tht_xl.documents.addresses import cell_name
from tht_xl.documents.files import check_new_file, write_new_file
from tht_xl.errors import DomainError
from tht_xl.framework.lookup import find_area, find_indicator
from tht_xl.model.definition import Framework, Indicator
from tht_xl.model.periods.period import Period
from tht_xl.model.stored_formula import stored_formula
from tht_xl.workbook.cross_checks.asked_rows import HEADING, asked_row
from tht_xl.workbook.writing.functions_sheet import write_functions_sheet
from tht_xl.workbook.writing.live_cells import LiveFormula, LiveSheet, function, item
from tht_xl.workbook.writing.new_book import new_book, set_up_printing
from tht_xl.workbook.writing.readme_sheet import FORMULAS, LAST_STEPS, STEPS, ReadmeSection, made_from, write_readme
from tht_xl.workbook.writing.return_sheet import COLUMN, HEADER_ROW, LIMITS, cell_format, set_up, write_top
from tht_xl.workbook.writing.styles import Styles

COUNTED = "proportion"
"""The measure that is computed from the counts of one row."""
ROUNDED = "round-5"
"""The disclosure rule under which counts are rounded before use."""
NATIVE = (
    "The formulas are ordinary ones and need nothing installed. They are long because they treat blanks, symbols and "
    "mistakes as the functions of tht_xl do. Copy them with their row; do not change them."
)
_SHEETS = ("Read me", "Data", "Indicators", "Functions")

Rewrite = Callable[[str], str]
"""From a formula with THT_ functions to an ordinary one."""


def write_template(
    path: Path,
    framework: Framework,
    indicators: Sequence[str],
    periods: Sequence[str],
    *,
    title: str = "",
    rewrite: Rewrite | None = None,
) -> Path:
    """Write a blank return; the same definitions give the same bytes.

    Args:
        path: The .xlsx file to write; one that is there is not replaced.
        framework: Whose definitions.
        indicators: Ids of the indicators to ask for.
        periods: The periods to ask for, oldest first, such as "2024/25". What is named twice is asked for once.
        title: Heading of the return; the framework's name unless given.
        rewrite: Turns formulas into ordinary ones, for partners who may install nothing.

    Returns:
        The path.

    Raises:
        UnknownNameError: An indicator is not defined; the nearest is named.
        PeriodError: A text is not a period.
        DomainError: Nothing is asked for, or the file is there already, is no .xlsx file or cannot be written.
        MissingExtraError: XlsxWriter is not installed.
    """
    labels = list(dict.fromkeys(Period.parse(each).label for each in periods))
    rows = [(each, label) for each in dict.fromkeys(indicators) for label in labels]
    return write_asked_rows(path, framework, rows, title=title, rewrite=rewrite)


def write_asked_rows(
    path: Path,
    framework: Framework,
    rows: Sequence[tuple[str, str]],
    *,
    title: str = "",
    about: Sequence[str] = (),
    rewrite: Rewrite | None = None,
) -> Path:
    """Write a blank return that asks for some rows; the same definitions give the same bytes.

    Args:
        path: The .xlsx file to write; one that is there is not replaced.
        framework: Whose definitions.
        rows: Id of the indicator and period of each row, in their order.
        title: Heading of the return; the framework's name unless given.
        about: What the sheet Read me says of it first, a paragraph each; for what periods it is unless given.
        rewrite: Turns formulas into ordinary ones, for partners who may install nothing.

    Raises:
        As `write_template`.
    """
    asked = [(find_indicator(framework, name), Period.parse(period).label) for name, period in rows]
    if not asked:
        raise DomainError("a return asks for at least one indicator and one period", remedy="Name them")
    check_new_file(path, ".xlsx")
    heading = title or f"Return to {framework.name}"
    labels = ", ".join(dict.fromkeys(label for _, label in asked))
    about = about or (f"A blank return for {labels}. Its rows ask for what is to come.",)
    content = BytesIO()
    with new_book(content, heading) as workbook:
        styles = Styles(workbook)
        readme, data, lists, functions = (LiveSheet(workbook.add_worksheet(name)) for name in _SHEETS)
        home = find_area(framework, framework.home).name
        listed = [asked_row(indicator.id, home, label) for indicator, label in asked]
        origin = made_from(framework=framework.id)
        _write_readme(readme, heading, about, origin, listed, styles, native=rewrite is not None)
        ranges = _write_lists(lists, framework, styles)
        _write_data(data, framework, asked, heading, ranges, styles, rewrite)
        write_functions_sheet(functions, styles)
        for sheet in (readme, data, lists, functions):
            set_up_printing(sheet, heading)
    write_new_file(path, content.getvalue())
    return path


def _write_readme(
    sheet: LiveSheet,
    heading: str,
    about: Sequence[str],
    origin: ReadmeSection,
    rows: Sequence[str],
    styles: Styles,
    *,
    native: bool,
) -> None:
    sections = (
        ReadmeSection("What this is", tuple(about)),
        ReadmeSection("How to fill it in", (*STEPS, *LAST_STEPS), numbered=True),
        ReadmeSection("The formulas", (NATIVE if native else FORMULAS,)),
        origin,
        # The checks read this list, so that a row that is deleted is missed.
        ReadmeSection(HEADING, tuple(rows)),
    )
    write_readme(sheet, heading, "To be filled in and sent back", sections, styles)


def _write_lists(sheet: LiveSheet, framework: Framework, styles: Styles) -> dict[str, list[str] | str]:
    """Return what may be chosen on the sheet Data, with what each indicator is; the ranges that hold it."""
    sheet.put(1, 0, "Indicators and areas", styles("title"))
    headings = ("Indicator", "Name", "Unit", "Good is", "What it is", "Area")
    for column, (heading, width) in enumerate(zip(headings, (36, 44, 16, 10, 80, 32), strict=True)):
        sheet.worksheet.set_column(column, column, width)
        sheet.put(3, column, heading, styles("heading"))
    for row, indicator in enumerate(framework.indicators, start=4):
        texts = (indicator.id, indicator.label, indicator.unit, indicator.polarity, indicator.definition)
        for column, text in enumerate(texts):
            sheet.put(row, column, text, styles("plain", "@", wrap=True))
        sheet.worksheet.set_row(row - 1, 14 * (1 + len(indicator.definition) // 80))
    areas = [find_area(framework, area).name for area in (framework.home, *framework.comparators)]
    for row, area in enumerate(areas, start=4):
        sheet.put(row, 5, area, styles("plain", "@"))
    sheet.worksheet.freeze_panes(3, 1)
    last = len(framework.indicators) + 3
    return {"Indicator": f"=Indicators!$A$4:$A${last}", "Area": f"=Indicators!$F$4:$F${len(areas) + 3}"}


def _write_data(
    sheet: LiveSheet, framework: Framework, rows: Sequence[tuple[Indicator, str]], heading: str,
    ranges: dict[str, list[str] | str], styles: Styles, rewrite: Rewrite | None,
) -> None:  # fmt: skip
    write_top(sheet, heading, styles)
    home = find_area(framework, framework.home).name
    for row, (indicator, label) in enumerate(rows, start=HEADER_ROW + 1):
        typed = {"Indicator": indicator.id, "Area": home, "Period": label, "Source": indicator.source}
        for name, column in COLUMN.items():
            style = styles("typed", cell_format(name, indicator.decimals))
            sheet.put(row, column, typed.get(name), style)
        sheet.put(row, COLUMN["Indicator name"], indicator.label, styles("computed", "@"))
        if indicator.measure == COUNTED:
            for name, formula in _formulas(sheet, row, indicator, rewrite).items():
                sheet.put(row, COLUMN[name], formula, styles("computed", cell_format(name, indicator.decimals)))
        _expect_counts(sheet, row, to_nearest=5 if indicator.disclosure == ROUNDED else 1)
    last = HEADER_ROW + len(rows)
    set_up(sheet, ranges, last, counts_below=last)


def _expect_counts(sheet: LiveSheet, row: int, *, to_nearest: int) -> None:
    """Refuse what is not a count, or one that its source would have rounded."""
    first, last = COLUMN["Numerator"], COLUMN["Denominator"]
    cell = cell_name(row, first)
    rounded = (
        "This source rounds counts to the nearest 5: enter 310, not 312" if to_nearest > 1 else "Enter a whole number"
    )
    sheet.worksheet.data_validation(row - 1, first, row - 1, last, {
        "validate": "custom",
        "value": stored_formula(f"=AND(ISNUMBER({cell}),{cell}>=0,MOD({cell},{to_nearest})=0)"),
        "error_title": "Not a count", "error_message": f"{rounded}, or leave the cell blank where there is none.",
    })  # fmt: skip


def _formulas(sheet: LiveSheet, row: int, indicator: Indicator, rewrite: Rewrite | None) -> dict[str, LiveFormula]:
    cells = [sheet.cell(row, COLUMN[heading]) for heading in ("Indicator", "Numerator", "Denominator")]
    if rewrite is None:
        value, limits = function("THT_VALUE", *cells), function("THT_VALUE_CI", *cells)
    else:
        # Look-ups have no ordinary form, so the definition is written into the formula.
        value = function("THT_PROPORTION", *cells[1:], indicator.multiplier)
        limits = function("THT_PROPORTION_CI", *cells[1:], indicator.multiplier)
    named = {"Value": value, **{heading: item(limits, 1, place) for place, heading in enumerate(LIMITS, start=2)}}
    if rewrite is None:
        return named
    return {name: LiveFormula(rewrite(f"={each.text}").removeprefix("="), each.value) for name, each in named.items()}
