"""The rows of the shared sheet: what the board is told, one row for an indicator and period."""

import math
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd

from tht_xl.evaluation.exceptions import Assessment
from tht_xl.evaluation.result import ComparatorFigure, Origin, Result
from tht_xl.evaluation.results import Results
from tht_xl.evaluation.rows.observations import compared, key_of
from tht_xl.evaluation.sentence import with_unit
from tht_xl.evaluation.target_status import TargetStatus
from tht_xl.framework.lookup import find_area
from tht_xl.model.definition import Framework, Indicator
from tht_xl.model.periods.period import Period
from tht_xl.model.vocabulary import WITHHELD
from tht_xl.month.closing.results_table import Seen
from tht_xl.month.shared_sheet.headings import (
    ATTENTION,
    CHANGED,
    DOMAIN,
    KEY,
    OPTIONAL,
    OWN,
    PROVISIONAL,
    Cell,
)
from tht_xl.month.shared_sheet.tabs.changes import NOTHING_SEEN, what_changed
from tht_xl.month.shared_sheet.tabs.series import tell_series


def sheet_columns(framework: Framework) -> tuple[str, ...]:
    """Return the headers of the columns that the sync manages; the key first."""
    names = {area.id: area.name for area in framework.areas}
    beside = [h for c in framework.comparators for h in (names[c], f"Compared with {names[c]}")]
    return (KEY, *OWN[:6], *beside, *OWN[6:], *OPTIONAL)


def sheet_rows(
    results: pd.DataFrame | Results,
    framework: Framework,
    assessments: Mapping[str, Assessment] = MappingProxyType({}),
    seen: Seen = NOTHING_SEEN,
) -> list[dict[str, Cell]]:
    """Every result of the framework's own area that may be shown, by domain in its order, newest period first.

    Rows that could not be used are left out, so that the last good value stays where it is.

    Args:
        results: What `evaluate` returned.
        framework: The definitions it was evaluated against.
        assessments: What needs attention, by indicator; its words are in the row of the latest period.
        seen: What the board saw last, with which the rows are compared.
    """
    domains = [domain.id for domain in framework.domains]
    order = {each.id: (domains.index(each.domain), number) for number, each in enumerate(framework.indicators)}
    attention = {a.latest.key: _attention(a) for a in assessments.values() if a.latest is not None}
    rows: list[tuple[tuple[tuple[int, int], int], dict[str, Cell]]] = []
    view = Results.of(results, framework)
    frame, found = view.frame, view.found
    is_home = found.area.column(lambda area: area.id == framework.home, False, bool)
    has_figure = frame["value"].notna().to_numpy() | (frame["withheld"] != "").to_numpy(bool)
    shown = np.flatnonzero(view.is_shown & is_home & has_figure)
    for number, result in zip(shown.tolist(), frame.iloc[shown].to_dict("records"), strict=True):
        indicator, period = found.indicator.thing(number), found.period.thing(number)
        row = _row(result, indicator, period, framework)
        row |= {CHANGED: what_changed(result, indicator, seen), ATTENTION: attention.get(str(row[KEY]))}
        rows.append(((order[indicator.id], -period.end.toordinal()), row))
    told = [row for _, row in sorted(rows, key=lambda pair: pair[0])]
    tell_series(told)
    return [{column: row[column] for column in sheet_columns(framework)} for row in told]


def _attention(assessment: Assessment) -> str | None:
    """Every reason in one cell, beside the column in which people answer."""
    said = assessment.words + ("; narrative expected" if assessment.owes_narrative else "")
    return said or None


def _row(result: dict, indicator: Indicator, period: Period, framework: Framework) -> dict[str, Cell]:
    names = {area.id: area.name for area in framework.areas}
    notes = (result["reason"], result.get("held_back"), _provisional(result), *_marks(result, indicator))
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
        "Note": "; ".join(filter(None, notes)) or None,
        "Source": result["source"] or None,
        DOMAIN: next(domain.name for domain in framework.domains if domain.id == indicator.domain),
    }


def _provisional(result: dict) -> str:
    approval = str(result.get("approval") or "")
    return approval if PROVISIONAL in approval else ""


def _marks(result: dict, indicator: Indicator) -> Iterator[str]:
    """Yield what the marks of a figure mean, with the figure before a revised one where that may be repeated."""
    marks = str(result.get("marks") or "").split(" ")
    if "[r]" in marks:
        before = result.get("value_before")
        said = "" if before is None or math.isnan(before) else f"{with_unit(indicator, before)} before, "
        yield f"[r] revised: {said}{result['month_before']}"
    if "[b]" in marks:
        yield "[b] measured in a new way from this period on"


def _number(given: float) -> float | None:
    return None if math.isnan(given) else given


def reading_of_row(row: Mapping[str, Cell], indicator: Indicator, period: Period, framework: Framework) -> Result:
    """Return the reading that a row of the sheet was made from, as far as the sheet has it.

    Numbers people have typed over are theirs. What our own note calls withheld stays so, whatever was typed there.
    """
    value, note = _number_in(row, "Value"), _text_in(row, "Note")
    symbol = _text_in(row, "Value") if _text_in(row, "Value") in WITHHELD else ""
    withheld = symbol or (WITHHELD[0] if note.startswith("withheld") else "")
    return Result(
        key=key_of(indicator.id, framework.home, str(period)),
        period=period,
        value=None if withheld else value,
        lower=None if withheld else _number_in(row, "Lower limit"),
        upper=None if withheld else _number_in(row, "Upper limit"),
        count=None,
        denominator=None,
        comparisons=tuple(
            ComparatorFigure(area, _number_in(row, area.name), _text_in(row, f"Compared with {area.name}"), None)
            for area in (find_area(framework, comparator) for comparator in framework.comparators)
        ),
        people_to_comparator=None,
        previous=None,
        previous_period="",
        direction="",
        trend=_text_in(row, "Recent trend"),
        trend_reason="",
        target_status=TargetStatus(
            rating=_text_in(row, "Rating"),
            target=None,
            final=_number_in(row, "Target"),
            due=_text_in(row, "Target due"),
            minimum=None,
            gap=_number_in(row, "Gap"),
            people=None,
            in_interval=None,
        ),
        withheld=withheld,
        reason=note,
        sentence="" if withheld else _text_in(row, "In words"),
        origin=Origin(_text_in(row, "Source")),
    )


def _number_in(row: Mapping[str, Cell], heading: str) -> float | None:
    given = row.get(heading)
    is_number = isinstance(given, float | int) and not isinstance(given, bool) and math.isfinite(given)
    return float(given) if is_number and given is not None else None


def _text_in(row: Mapping[str, Cell], heading: str) -> str:
    given = row.get(heading)
    return given.strip() if isinstance(given, str) else ""
