"""The rows of the shared sheet: what the board is told, one row for an indicator and period."""

import math

import pandas as pd

from tht_xl.framework.lookup import find_area, find_indicator
from tht_xl.framework.observations import compared, key_of
from tht_xl.model.definition import Framework
from tht_xl.model.period import Period

Cell = str | float | bool | None

KEY = "Key"
OWN = ("Indicator", "Period", "Value", "Lower limit", "Upper limit", "Unit", "Recent trend", "Target", "Target due",
       "Rating", "Gap", "In words", "Note", "Source")  # fmt: skip


def sheet_columns(framework: Framework) -> tuple[str, ...]:
    """The headers of the columns that the sync manages; the key first."""
    names = {area.id: area.name for area in framework.areas}
    beside = [h for c in framework.comparators for h in (names[c], f"Compared with {names[c]}")]
    return (KEY, *OWN[:6], *beside, *OWN[6:])


def sheet_rows(results: pd.DataFrame, framework: Framework) -> list[dict[str, Cell]]:
    """Every result of the framework's own area that may be shown, in its order, newest period first.

    Rows that could not be used are left out, so that the last good value stays where it is.
    """
    order = {indicator.id: number for number, indicator in enumerate(framework.indicators)}
    rows: list[tuple[tuple[int, int], dict[str, Cell]]] = []
    for result in results.to_dict("records"):
        if math.isnan(result["value"]) and not result["withheld"]:
            continue
        if find_area(framework, result["area"]).id != framework.home:
            continue
        period = Period.parse(result["period"])
        place = (order[find_indicator(framework, result["indicator"]).id], -period.end.toordinal())
        rows.append((place, _row(result, period, framework)))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def _row(result: dict, period: Period, framework: Framework) -> dict[str, Cell]:
    indicator = find_indicator(framework, result["indicator"])
    names = {area.id: area.name for area in framework.areas}
    row: dict[str, Cell] = {
        KEY: key_of(indicator.id, framework.home, str(period)),
        "Indicator": indicator.label,
        "Period": str(period),
        "Value": result["withheld"] or result["value"],
        "Lower limit": _number(result["lower"]),
        "Upper limit": _number(result["upper"]),
        "Unit": indicator.unit,
    }
    for comparator in framework.comparators:
        row[names[comparator]] = _number(result[compared(comparator, "value")])
        row[f"Compared with {names[comparator]}"] = result[compared(comparator, "comparison")] or None
    return row | {
        "Recent trend": result["trend"] or None,
        "Target": _number(result["target_final"]),
        "Target due": result["target_due"] or None,
        "Rating": result["rating"] or None,
        "Gap": _number(result["gap"]),
        "In words": result["sentence"],
        "Note": result["reason"] or None,
        "Source": result["source"] or None,
    }


def _number(given: float) -> float | None:
    return None if math.isnan(given) else given
