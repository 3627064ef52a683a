"""The newest figures as an accessible statistical workbook: a cover, contents, and one table to a sheet.

The layout is that of the Government Analysis Function's guidance, which `gptables` writes: no merged cells, no blank
rows within a table, every table marked up, symbols explained above each.
"""

import re
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from tht_xl.evaluation.star.schema import DIM_AREA, DIM_INDICATOR, FACT_COMPARISON, FACT_VALUE
from tht_xl.extras import named_when_missing
from tht_xl.model.definition import Framework
from tht_xl.model.vocabulary import Symbol

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

SHOWN_SYMBOLS = (Symbol.CONFIDENTIAL, Symbol.UNRELIABLE, Symbol.NOT_AVAILABLE)
NOT_AVAILABLE = Symbol.NOT_AVAILABLE.value
COLUMNS = ("Indicator", "Unit", "Period", "Value", "Lower 95% limit", "Upper 95% limit", "Comparator",
           "Comparator value", "Comparison", "Trend", "Target", "Rating", "Source")  # fmt: skip
WIDTHS = (42, 18, 26, 10, 13, 13, 14, 18, 24, 26, 10, 14, 60)
"""Of the columns. [characters]"""
COVER, COVER_WIDTH = "Cover", 90
CONTENTS_WIDTHS = (36, 60)
"""Of the columns of the contents. [characters]"""
LINE_HEIGHT, HEADING_HEIGHT = 16, 22
"""[points]"""
TABLE = "domain_"
MAX_SHEET_NAME = 31


def accessible_book(tables: Mapping[str, pd.DataFrame], framework: Framework, title: str, about: str) -> bytes:
    """Return the workbook: for each domain the newest figure of each indicator in the framework's own area.

    Args:
        tables: What `star_tables` returned.
        framework: The definitions.
        title: Its title.
        about: What the figures are, in a sentence.

    Raises:
        MissingExtraError: gptables is not installed.
    """
    # What gptables does with pandas and with its own files is its own affair: none of it concerns our user.
    with warnings.catch_warnings(), tempfile.TemporaryDirectory(prefix="tht-xl-") as folder:
        warnings.simplefilter("ignore")
        path = Path(folder) / "accessible.xlsx"
        _write(path, _newest(tables, framework), framework, title, about)
        return path.read_bytes()


def _write(path: Path, newest: pd.DataFrame, framework: Framework, title: str, about: str) -> None:
    with named_when_missing():
        import gptables as gpt
    numbers = {domain.id: number for number, domain in enumerate(framework.domains, start=1)}
    newest["number"] = newest["domain_key"].map(numbers)
    sheets: dict[str, gpt.GPTable] = {}
    for domain in framework.domains:
        number, rows = numbers[domain.id], newest[newest["domain_key"] == domain.id]
        if rows.empty:
            continue
        sheets[f"{number} {domain.name}"[:MAX_SHEET_NAME]] = gpt.GPTable(
            table=rows[list(COLUMNS)].reset_index(drop=True),
            table_name=f"{TABLE}{number}",
            title=f"{domain.name}: newest figures",
            subtitles=["Each indicator with its newest figure; the period is beside it."],
            scope=_home(framework),
            source=about,
            legend=[f"{symbol.value} {symbol.meaning}" for symbol in SHOWN_SYMBOLS],
            index_columns={2: 0},
        )
    intro = [about, "Symbols in the place of figures are explained above each table."]
    defined = [f"Definitions: {framework.name}, {framework.version}."]
    cover = gpt.Cover(title=title, intro=intro, about=defined, cover_label=COVER)
    workbook = gpt.produce_workbook(filename=str(path), sheets=sheets, cover=cover, auto_width=False)
    for sheet in workbook.worksheets():
        _set_up_page(sheet)
        if sheet.name in sheets:
            _set_up_table(sheet, newest)
        elif sheet.name == COVER:
            # A title and a heading, the introduction, a heading, what the definitions are.
            _set_up_texts(sheet, (title, "", *intro, "", *defined))
        else:
            sheet.set_column(0, 0, CONTENTS_WIDTHS[0])
            sheet.set_column(1, 1, CONTENTS_WIDTHS[1])
    workbook.close()


def _set_up_page(sheet: "Worksheet") -> None:
    """Print a sheet on A4."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _set_up_texts(sheet: "Worksheet", texts: Sequence[str]) -> None:
    """Make rows of text as high as they need; the headings, which are short, are blank here.

    Excel fits rows when it opens a file; LibreOffice and previews do not, and texts would lie over each other.
    """
    sheet.set_column(0, 0, COVER_WIDTH)
    for number, text in enumerate(texts):
        sheet.set_row(number, max(1, ceil(len(text) / COVER_WIDTH)) * (HEADING_HEIGHT if not number else LINE_HEIGHT))


def _set_up_table(sheet: "Worksheet", newest: pd.DataFrame) -> None:
    """Make a table's columns wide, and its rows high enough for their texts, as those of `_set_up_texts`."""
    for at, width in enumerate(WIDTHS):
        sheet.set_column(at, at, width)
    first, last = (int(re.sub(r"\D", "", corner)) for corner in sheet.tables[0]["range"].split(":"))
    sheet.set_row(first - 1, 2 * LINE_HEIGHT)
    shown = sheet.tables[0]["name"].removeprefix(TABLE)
    rows = newest[newest["number"] == int(shown)]
    for number, (_, row) in zip(range(first, last), rows.iterrows(), strict=True):
        lines = max(ceil(len(str(row[name])) / width) for name, width in zip(COLUMNS, WIDTHS, strict=True))
        sheet.set_row(number, max(lines, 1) * LINE_HEIGHT)


def _home(framework: Framework) -> str:
    return next(area.name for area in framework.areas if area.id == framework.home)


def _newest(tables: Mapping[str, pd.DataFrame], framework: Framework) -> pd.DataFrame:
    """Return the columns of the workbook, a row for each indicator with a figure, or with one that is withheld."""
    facts, indicators = tables[FACT_VALUE.name], tables[DIM_INDICATOR.name].set_index("indicator_key")
    names = tables[DIM_AREA.name].set_index("area_key")["name"]
    home = facts[facts["area_key"] == framework.home]
    ends = tables["dim_period"].set_index("period_key")["end"]
    home = home[home["value"].notna() | (home["symbol"] != "")].assign(end=home["period_key"].map(ends))
    newest = home.sort_values("end").groupby("indicator_key", as_index=False).tail(1)
    beside = tables[FACT_COMPARISON.name]
    beside = beside[beside["area_key"] == framework.home]
    order = {name: number for number, name in enumerate(framework.comparators)}
    beside = beside.assign(order=beside["comparator_key"].map(order)).sort_values("order")
    beside = beside.groupby(["indicator_key", "period_key"], as_index=False).head(1)
    newest = newest.merge(beside, on=["indicator_key", "period_key"], how="left", suffixes=("", "_beside"))
    about = indicators.loc[newest["indicator_key"]].reset_index()
    decimals = about["decimals"].astype(int).tolist()

    def words(column: str) -> list[str]:
        # Our pages show "–" where there is no verdict; a screen reader reads out nothing for it.
        return [cell if any(map(str.isalnum, cell)) else NOT_AVAILABLE for cell in newest[column].fillna("").tolist()]

    def shown(column: str) -> list[object]:
        cells = zip(newest[column].tolist(), newest["symbol"].tolist(), decimals, strict=True)
        return [(symbol or NOT_AVAILABLE) if pd.isna(cell) else round(cell, places) for cell, symbol, places in cells]

    return pd.DataFrame(
        {
            "domain_key": about["domain_key"], "Indicator": about["name"],
            "Unit": about["unit"].replace("%", "per cent"),
            "Period": newest["period_key"], "Value": shown("value"), "Lower 95% limit": shown("lower"),
            "Upper 95% limit": shown("upper"), "Comparator": newest["comparator_key"].map(names).fillna(NOT_AVAILABLE),
            "Comparator value": shown("comparator_value"), "Comparison": words("comparison"),
            "Trend": words("trend"), "Target": shown("target"),
            "Rating": words("rating"), "Source": words("source"),
        }
    ).sort_values("Indicator")  # fmt: skip
