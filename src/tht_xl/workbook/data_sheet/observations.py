"""What a checked table gives: observations to evaluate, and the rows that are held back."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from tht_xl.evaluation.rows.observations import COLUMNS as OBSERVED
from tht_xl.evaluation.rows.observations import SYMBOL
from tht_xl.model.vocabulary import SYMBOLS
from tht_xl.workbook.data_sheet.table import ReturnTable

PLACE = ("workbook", "sheet", "row", "cell")
COLUMNS = (*OBSERVED, SYMBOL, *PLACE)
"""The observation columns with the symbol that stands for a row's figures, then where each row came from."""


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A row that is not used until it is corrected.

    Attributes:
        sheet: Worksheet name.
        row: Worksheet row.
        indicator: As typed; like area and period "" where a figure that may be protected has slipped into it.
        area: As typed.
        period: As typed.
        codes: The rules it breaks, in their order.
    """

    sheet: str
    row: int
    indicator: str
    area: str
    period: str
    codes: tuple[str, ...]


def no_observations() -> pd.DataFrame:
    """Return an empty frame with the observation columns and their types."""
    return _no_observations().copy()


@cache
def _no_observations() -> pd.DataFrame:
    # Made once: to set up a frame takes longer than many a rule.
    numbers = {"count", "denominator", "value", "lower", "upper"}
    kinds = {name: "float64" if name in numbers else "int64" if name == "row" else "object" for name in COLUMNS}
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in kinds.items()})


def observations_of(table: ReturnTable, workbook: str, held: Collection[int]) -> pd.DataFrame:
    """Return the rows that are not held back, as observations.

    Where an indicator is computed from counts and the row has them, value and limits stay missing: they are computed
    again from the counts, never taken from a formula's stored result. Counts beside a survey's value are left out, and
    so are limits that do not hold the value. A row
    whose figures a symbol stands for, such as "[c]", has the symbol and no figures.

    Args:
        table: The checked rows.
        workbook: File name.
        held: Worksheet rows that are held back.
    """
    keep = np.array([int(row) not in held for row in table.rows], bool) & table.indicators.is_known
    keep &= table.areas.is_known & table.periods.is_known
    rows = [int(index) for index in np.flatnonzero(keep)]
    if not rows:
        return no_observations()
    symbol = _symbols(table)[rows]
    things = [(table.indicators.things[i], table.areas.things[i], table.periods.things[i]) for i in rows]
    frame = pd.DataFrame(
        {
            "indicator": [indicator.id if indicator else "" for indicator, _, _ in things],
            "area": [area.id if area else "" for _, area, _ in things],
            "period": [period.label if period else "" for _, _, period in things],
            "sex": [indicator.sex if indicator else "" for indicator, _, _ in things],
            "age": [indicator.age if indicator else "" for indicator, _, _ in things],
            **{name: np.where(symbol == "", number, np.nan) for name, number in _numbers(table, rows).items()},
            "source": [table.texts["Source"][i] for i in rows],
            SYMBOL: symbol,
            "workbook": workbook,
            "sheet": table.sheet.name,
            "row": [int(table.rows[i]) for i in rows],
            "cell": [table.cell("Value", i) for i in rows],
        }
    )
    text = [name for name in COLUMNS if frame[name].dtype.kind not in "fi"]
    return frame.astype(dict.fromkeys(text, "object"))


def _symbols(table: ReturnTable) -> np.ndarray:
    """For each row the symbol that its value has, or else one of its counts; "" where its figures are figures."""
    value, *counts = (table.numbers[heading] for heading in ("Value", "Numerator", "Denominator"))
    of_counts = np.select([(counts[0].symbol == s) | (counts[1].symbol == s) for s in SYMBOLS], SYMBOLS, "")
    of_counts = np.where(table.computed.is_counted & ~value.has("number"), of_counts, "")
    # A formula beside a count that is withheld only repeats what evaluating the count says better.
    own = np.where(value.is_formula & table.computed.is_withheld, "", value.symbol)
    return np.where(own != "", own, of_counts).astype(object)


def _numbers(table: ReturnTable, rows: list[int]) -> dict[str, np.ndarray]:
    names = {"value": "Value", "lower": "Lower limit", "upper": "Upper limit"}
    counted = table.computed.is_counted[rows]
    count, denominator = (table.numbers[heading].number[rows] for heading in ("Numerator", "Denominator"))
    has_counts = counted & ~np.isnan(count) & ~np.isnan(denominator)
    results = {
        name: np.where(has_counts, np.nan, table.numbers[heading].number[rows]) for name, heading in names.items()
    }
    # Such a row is here only because somebody waived R209 for the value. It is kept, and limits that do not include it
    # can test nothing.
    with np.errstate(invalid="ignore"):
        outside = (results["value"] < results["lower"]) | (results["value"] > results["upper"])
    results |= {name: np.where(outside, np.nan, results[name]) for name in ("lower", "upper")}
    return {
        "count": np.where(counted, count, np.nan),
        "denominator": np.where(counted, denominator, np.nan),
        **results,
    }


def held_back(table: ReturnTable, broken: Iterable[tuple[int, str]]) -> tuple[HeldBack, ...]:
    """Return the rows with errors, in the order of the sheet.

    Args:
        table: The checked rows.
        broken: Worksheet row and code of each error that holds a row back.
    """
    codes: dict[int, set[str]] = defaultdict(set)
    for row, code in broken:
        codes[row].add(code)
    index = {int(row): position for position, row in enumerate(table.rows)}
    return tuple(
        HeldBack(table.sheet.name, row, *_key(table, index[row]), tuple(sorted(codes[row]))) for row in sorted(codes)
    )


def _key(table: ReturnTable, index: int) -> tuple[str, str, str]:
    cells = (
        "" if table.hides(heading, index) else str(table.cells(heading)[index]).strip()
        for heading in ("Indicator", "Area", "Period")
    )
    return next(cells), next(cells), next(cells)
