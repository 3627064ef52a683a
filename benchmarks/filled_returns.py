"""Returns as tht_xl hands them out and an officer fills them in, and a large sheet; for the benchmarks of the check.

The cells are filled in inside the file, as Excel does: formulas keep their text and have the result that Excel would
save.
"""

import re
import zipfile
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import cast

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tht_xl.documents.addresses import column_letters
from tht_xl.framework.load import load_framework
from tht_xl.framework.lookup import find_indicator
from tht_xl.model.definition import Framework
from tht_xl.stats.proportion import wilson_interval
from tht_xl.workbook.writing.partner_return import COLUMN, HEADER_ROW, AskedFigure, write_partner_return

ASKED = (
    AskedFigure("reception-obesity", "2023/24", "10.9% (2022/23)", (9.0, 13.0), "9.6% (2023/24)", "10% by 2027/28"),
    AskedFigure("year-6-obesity", "2023/24", "28.0% (2022/23)", (26.0, 30.5), "22.1% (2023/24)", "25% by 2027/28"),
    AskedFigure("reception-obesity", "2024/25", "10.9% (2022/23)", (9.0, 13.0), "10.5% (2024/25)", "10% by 2027/28"),
    AskedFigure("year-6-obesity", "2024/25", "28.0% (2022/23)", (26.0, 30.5), "22.2% (2024/25)", "25% by 2027/28"),
    AskedFigure("carer-quality-of-life", "2025/26", "6.8 (2023/24)", (6.1, 7.6), "7.3 (2023/24)"),
    AskedFigure("social-care-quality-of-life", "2025/26", "18.6 (2024/25)", (17.9, 19.4), "19.1 (2024/25)"),
    AskedFigure("social-contact-service-users", "2025/26", "40.1% (2024/25)", (33.0, 48.0), "45.6% (2024/25)"),
    AskedFigure("short-term-services-outcome", "2025/26", "75.2% (2024/25)", (65.0, 88.0), "79.4% (2024/25)"),
    AskedFigure("anxiety", "2025/26", "3.4 (2024/25)", (2.8, 4.0), "3.2 (2024/25)"),
    AskedFigure("life-satisfaction", "2025/26", "7.3 (2024/25)", (6.9, 7.9), "7.5 (2024/25)"),
)
"""What a partner is asked for: some years of two indicators from counts, and six that a source publishes."""
LEVELS = {"carer-quality-of-life": 6.8, "social-care-quality-of-life": 18.6, "social-contact-service-users": 40.1,
          "short-term-services-outcome": 75.2, "anxiety": 3.4, "life-satisfaction": 7.3}  # fmt: skip
SHEET = "xl/worksheets/sheet2.xml"
INDICATORS, WARDS, YEARS, FIRST_YEAR = 20, 100, 25, 1999
HEADINGS = ("Indicator", "Area", "Period", "Numerator", "Denominator", "Value", "Lower limit", "Upper limit",
            "Sex", "Age", "Source", "Note")  # fmt: skip

Cells = Mapping[str, float | str]


def write_filled_returns(folder: Path, number: int, *, findings: bool = False) -> list[Path]:
    """Write so many returns, each with figures of its own.

    Args:
        folder: Where.
        number: How many.
        findings: Whether each has a few things wrong: a count as text, counts that contradict each other, a formula
            that was typed over, a value far from the others and a date for a period.
    """
    (folder / "blank").mkdir()
    blank = write_partner_return(
        folder / "blank" / "return.xlsx",
        load_framework("tht"), ASKED, title="Council: return for November 2026", due="30 November 2026",
        contact="Public health intelligence lead", about=("The return of the Council for November 2026.",),
    )  # fmt: skip
    with zipfile.ZipFile(blank) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return [
        _write(folder / f"council {each:03d}.xlsx", parts, _filled_in(each) | (_mistakes(each) if findings else {}))
        for each in range(number)
    ]


def _filled_in(each: int) -> dict[str, float | str]:
    cells: dict[str, float | str] = {}
    for place, asked in enumerate(ASKED):
        row = HEADER_ROW + 1 + place
        if asked.indicator in LEVELS:
            value = round(LEVELS[asked.indicator] + (each * 7 % 11 - 5) / 20, 1)
            cells |= _in_row(row, {"Value": value, "Lower limit": value - 0.3, "Upper limit": value + 0.3})
            continue
        base = 3000 + 5 * (each * 13 % 97 + place)
        count = 5 * round(base * (0.108 if asked.indicator.startswith("reception") else 0.279) / 5) + 5 * (each % 3)
        lower, upper = wilson_interval(count, base)
        figures = {"Numerator": count, "Denominator": base, "Value": 100 * count / base}
        limits = {"Lower limit": 100 * float(lower), "Upper limit": 100 * float(upper)}
        cells |= _in_row(row, figures | limits)
    return cells | _in_row(HEADER_ROW + 1, {"Note": f"Checked against the source, version {each}"})


def _mistakes(each: int) -> dict[str, float | str]:
    first = HEADER_ROW + 1
    return {
        **_in_row(first, {"Numerator": f"{300 + each}"}),
        **_in_row(first + 1, {"Numerator": 4000 + 5 * each}),
        **_in_row(first + 4, {"Value": 68.0 + each % 7}),
        **_in_row(first + 5, {"Period": "31/12/2025"}),
        **_in_row(first + 6, {"Value": "n/a", "Note": "ask e.g. 020 7364 5000"}),
    }


def _in_row(row: int, cells: Cells) -> dict[str, float | str]:
    return {f"{column_letters(COLUMN[heading])}{row}": cell for heading, cell in cells.items()}


def _write(path: Path, parts: Mapping[str, bytes], cells: Cells) -> Path:
    sheet = parts[SHEET].decode()
    for address, cell in cells.items():
        sheet = re.sub(
            rf'<c r="{address}"([^>]*?)(?:/>|>(.*?)</c>)', lambda found, c=cell: _cell(found, c), sheet, count=1
        )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, sheet.encode() if name == SHEET else part)
    return path


def _cell(found: re.Match[str], cell: float | str) -> str:
    address = found[0].split('"')[1]
    attributes = re.sub(r' t="\w+"', "", found[1])
    formula = re.search(r"<f.*?</f>", found[2] or "")
    if isinstance(cell, str):
        return f'<c r="{address}"{attributes} t="inlineStr"><is><t>{cell}</t></is></c>'
    return f'<c r="{address}"{attributes}>{formula[0] if formula else ""}<v>{cell!r}</v></c>'


def framework_of_wards() -> Framework:
    """Return definitions with so many indicators and areas that 50,000 rows have a key each: tht's, many times over."""
    framework = load_framework("tht")
    kinds = [find_indicator(framework, name) for name in ("year-6-obesity", "life-satisfaction")]
    indicators = [
        kinds[each % 2].model_copy(update={"id": f"{kinds[each % 2].id}-{each}"}) for each in range(INDICATORS)
    ]
    ward = next(area for area in framework.areas if area.id == framework.home)
    wards = [ward.model_copy(update={"id": f"ward-{n}", "name": f"Ward {n}", "aliases": (), "code": f"E0500{9300 + n}"})
             for n in range(WARDS)]  # fmt: skip
    return framework.model_copy(
        update={"indicators": tuple(indicators), "areas": (*framework.areas, *wards), "published": ()}
    )


def write_large_sheet(path: Path, framework: Framework, *, findings: bool = False) -> Path:
    """Write one sheet of 50,000 rows, 12 columns wide: 20 indicators in 100 wards and 25 years.

    Half of them have counts, with formulas beside them whose results are saved; with findings, one row in 50 has a text
    for its figure.
    """
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Data")
        page.write_row(0, 0, HEADINGS)
        number = 0
        for place in range(INDICATORS):
            for ward, year in product(range(WARDS), range(FIRST_YEAR, FIRST_YEAR + YEARS)):
                number += 1
                key = framework.indicators[place].id, f"Ward {ward}"
                if place % 2:
                    _write_published(page, number, *key, year)
                else:
                    _write_counted(page, number, *key, year)
                if findings and number % 50 == 17:
                    page.write(number, 3 if place % 2 == 0 else 5, "about 300")
    return path


def _write_counted(page: Worksheet, row: int, indicator: str, ward: str, year: int) -> None:
    base = 300 + 5 * (row * 13 % 37)
    count = 5 * round(base * 0.279 / 5)
    lower, upper = wilson_interval(count, base)
    page.write_row(row, 0, (indicator, ward, f"{year}/{(year + 1) % 100:02d}", count, base))
    for column, (name, result) in enumerate((("THT_VALUE", count / base), ("L", lower), ("U", upper)), start=5):
        formula = f"={name}(A{row + 1},D{row + 1},E{row + 1})"
        if name != "THT_VALUE":
            formula = f"=INDEX(THT_VALUE_CI(A{row + 1},D{row + 1},E{row + 1}),1,{2 if name == 'L' else 3})"
        # XlsxWriter takes any number, and declares whole ones alone.
        page.write_formula(row, column, formula, None, cast("int", 100 * float(result)))
    page.write_row(row, 8, ("Persons", "10-11", "NCMP", f"row {row % 1000}"))


def _write_published(page: Worksheet, row: int, indicator: str, ward: str, year: int) -> None:
    # No two wards have the same figures in a year, and no ward in two years.
    value = round(7 + int(ward.split()[1]) / 100 + year * 7 % 11 / 50, 2)
    limits = round(value - 0.25, 2), round(value + 0.25, 2)
    key = indicator, ward, f"{year}/{(year + 1) % 100:02d}"
    page.write_row(row, 0, (*key, "", "", value, *limits, "", "", "Annual Population Survey", f"row {row % 1000}"))
