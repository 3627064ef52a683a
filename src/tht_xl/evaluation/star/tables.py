"""Make the tables of the star from evaluated results."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from tht_xl.evaluation.results import Results
from tht_xl.evaluation.rows.observations import compared
from tht_xl.evaluation.star.protect import MEASURED, rows_to_withhold
from tht_xl.evaluation.star.schema import (
    DIM_AREA,
    DIM_INDICATOR,
    DIM_PERIOD,
    FACT_COMPARISON,
    FACT_VALUE,
    StarKind,
    StarTable,
)
from tht_xl.model.definition import Framework
from tht_xl.model.periods.period import Period
from tht_xl.model.vocabulary import Symbol

WITHHELD_BESIDE = "withheld: another area could be worked out from it"
_FROM_RESULTS = {
    "value": "value", "lower": "lower", "upper": "upper", "numerator": "count", "denominator": "denominator",
    "symbol": "withheld", "reason": "reason", "trend": "trend", "direction": "direction", "rating": "rating",
    "target": "target", "target_final": "target_final", "target_due": "target_due", "target_is_agreed": "agreed",
    "gap": "gap", "people_to_target": "people_to_target", "sentence": "sentence", "source": "source",
    "workbook": "workbook", "marks": "marks",
}  # fmt: skip
"""Columns of the facts and those of results that they are."""
SAID_OF_THE_VALUE = ("trend", "direction", "rating", "sentence")
"""What is said of a value in words, and is blank beside one that is withheld here."""


def star_tables(results: Results) -> dict[str, pd.DataFrame]:
    """Return every table of the star, by name; each has the columns and types of the schema, sorted by its key.

    Rows that could not be used, and breakdowns of an indicator by anything but area, are left out.

    Args:
        results: Evaluated results, as everybody may see them.
    """
    facts, period_of = _facts(results)
    framework = results.framework
    more = rows_to_withhold(facts, framework)
    facts.loc[more, [*MEASURED, "gap", "people_to_target"]] = np.nan
    facts.loc[more, list(SAID_OF_THE_VALUE)] = ""
    facts.loc[more, "symbol"], facts.loc[more, "reason"] = Symbol.CONFIDENTIAL.value, WITHHELD_BESIDE
    facts["is_latest"] = _latest(facts, period_of)
    return {
        table.name: _typed(frame, table)
        for table, frame in (
            (FACT_VALUE, facts),
            (FACT_COMPARISON, _comparisons(facts, results)),
            (DIM_INDICATOR, _indicators(framework)),
            (DIM_AREA, _areas(framework)),
            (DIM_PERIOD, _periods(period_of)),
        )
    }


def withheld_beside(tables: Mapping[str, pd.DataFrame]) -> int:
    """Return how many figures were withheld because another could be worked out from them."""
    return int((tables[FACT_VALUE.name]["reason"] == WITHHELD_BESIDE).sum())


def _facts(results: Results) -> tuple[pd.DataFrame, dict[str, Period]]:
    """Return a row for each figure with the columns of the facts, and the period that each label names."""
    found, shown = results.found, np.flatnonzero(results.is_shown)
    frame = results.frame.iloc[shown]
    periods = [found.period.thing(row) for row in shown.tolist()]
    facts = pd.DataFrame(index=pd.RangeIndex(len(shown)))
    facts["indicator_key"] = [found.indicator.thing(row).id for row in shown.tolist()]
    facts["area_key"] = [found.area.thing(row).id for row in shown.tolist()]
    facts["period_key"] = [str(period) for period in periods]
    for name, column in _FROM_RESULTS.items():
        facts[name] = frame[column].to_numpy() if column in frame else None
    sheets, cells = (frame[c].fillna("").astype(str) if c in frame else "" for c in ("sheet", "cell"))
    facts["cell"] = (sheets + "!" + cells).where(cells != "", "").to_numpy() if isinstance(cells, pd.Series) else ""
    is_withheld = facts["symbol"].fillna("") != ""
    facts.loc[is_withheld, list(MEASURED)] = np.nan
    return facts, dict(zip(facts["period_key"], periods, strict=True))


def _latest(facts: pd.DataFrame, period_of: Mapping[str, Period]) -> pd.Series:
    ends = pd.to_datetime(facts["period_key"].map({label: period.end for label, period in period_of.items()}))
    ends = ends.where(facts["value"].notna())
    newest = ends.groupby([facts["indicator_key"], facts["area_key"]]).transform("max")
    return (ends == newest) & ends.notna()


def _comparisons(facts: pd.DataFrame, results: Results) -> pd.DataFrame:
    """Return a row for each figure and comparator that has a value for the same period."""
    frame = results.frame.iloc[np.flatnonzero(results.is_shown)].reset_index(drop=True)
    parts = []
    for comparator in results.framework.comparators:
        part = facts[["indicator_key", "area_key", "period_key"]].assign(
            comparator_key=comparator,
            comparator_value=frame[compared(comparator, "value")].astype("float64"),
            comparison=frame[compared(comparator, "comparison")],
            comparator_in_interval=frame[compared(comparator, "in_interval")],
        )
        part["difference"] = facts["value"].astype("float64") - part["comparator_value"]
        is_there = part["comparator_value"].notna() & facts["value"].notna() & (part["area_key"] != comparator)
        parts.append(part[is_there])
    return pd.concat(parts) if parts else pd.DataFrame(columns=pd.Index(FACT_COMPARISON.column_names))


def _indicators(framework: Framework) -> pd.DataFrame:
    names = {each.id: each.name for each in (*framework.domains, *framework.priorities, *framework.partners,
                                             *framework.workstreams)}  # fmt: skip
    statements = {each.id: each.text for each in framework.statements}
    rows = [
        {
            "indicator_key": each.id, "name": each.label, "short_name": each.short_name or each.name,
            "unit": each.unit, "decimals": each.decimals, "polarity": str(each.polarity), "measure": each.measure,
            "sex": each.sex, "age": each.age, "frequency": each.frequency, "domain_key": each.domain,
            "domain": names.get(each.domain, ""), "statement": statements.get(each.statement or "", ""),
            "priority": names.get(each.dashboard_priority or "", ""),
            "workstream": names.get(each.workstream or "", ""), "owner": names.get(each.owner or "", ""),
            "tier": each.tier, "status": each.status, "state": each.state, "disclosure": each.disclosure,
            "definition": each.definition,
        }
        for each in framework.indicators
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=pd.Index(DIM_INDICATOR.column_names))


def _areas(framework: Framework) -> pd.DataFrame:
    rows = [
        {
            "area_key": each.id, "name": each.name, "kind": each.kind, "code": each.code,
            "parent_key": each.parent or "", "valid_from": each.valid_from, "valid_to": each.valid_to,
            "is_home": each.id == framework.home, "is_comparator": each.id in framework.comparators,
        }
        for each in framework.areas
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=pd.Index(DIM_AREA.column_names))


def _periods(period_of: Mapping[str, Period]) -> pd.DataFrame:
    rows = [
        {"period_key": label, "start": each.start, "end": each.end, "kind": str(each.kind), "end_year": each.end.year}
        for label, each in period_of.items()
    ]
    return pd.DataFrame(rows, columns=pd.Index(DIM_PERIOD.column_names))


def _typed(frame: pd.DataFrame, table: StarTable) -> pd.DataFrame:
    """Return the columns of a table in their order, with their types, sorted by its key."""
    columns = {column.name: _typed_column(frame[column.name], column.kind) for column in table.columns}
    return pd.DataFrame(columns).sort_values(list(table.key), kind="stable", ignore_index=True)


def _typed_column(given: pd.Series, kind: StarKind) -> pd.Series:
    given = given.reset_index(drop=True)
    if kind is StarKind.TEXT:
        return given.astype(object).where(given.notna(), "").map(str).astype(object)
    if kind is StarKind.DAY:
        return pd.to_datetime(given).astype("datetime64[s]")
    if kind is StarKind.NUMBER:
        return pd.to_numeric(given).astype("float64")
    known = given.astype(object).where(given.notna(), pd.NA)
    return known.astype("Int64") if kind is StarKind.WHOLE else known.astype("boolean")
