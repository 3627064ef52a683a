"""The tables of the star: their columns, types and keys. Programs rely on it: a change is a line in the changelog."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class StarKind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole number"
    YES_NO = "yes or no"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class StarColumn:
    """One column.

    Attributes:
        name: Its name.
        kind: What it holds.
        meaning: What it says, in one line.
        refers_to: The table that has it as its key; "" where it refers to none.
    """

    name: str
    kind: StarKind
    meaning: str
    refers_to: str = ""


@dataclass(frozen=True, slots=True)
class StarTable:
    """One table.

    Attributes:
        name: Its name, which is that of its file and worksheet.
        meaning: What a row is.
        key: The columns that tell its rows apart.
        columns: Its columns, in order.
    """

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[StarColumn, ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        """The names of its columns, in order."""
        return tuple(column.name for column in self.columns)


_T, _N, _W, _Y, _D = StarKind.TEXT, StarKind.NUMBER, StarKind.WHOLE, StarKind.YES_NO, StarKind.DAY
_INDICATOR = StarColumn("indicator_key", _T, "the indicator's id", "dim_indicator")
_AREA = StarColumn("area_key", _T, "the area's id", "dim_area")
_PERIOD = StarColumn("period_key", _T, "the period's label", "dim_period")

FACT_VALUE: Final = StarTable(
    "fact_value",
    "one figure: an indicator in an area for a period",
    ("indicator_key", "area_key", "period_key"),
    (
        _INDICATOR,
        _AREA,
        _PERIOD,
        StarColumn("value", _N, "the value on the indicator's scale; blank where it is withheld or not known"),
        StarColumn("lower", _N, "lower 95% limit"),
        StarColumn("upper", _N, "upper 95% limit"),
        StarColumn("numerator", _N, "those counted, as released under the disclosure rule"),
        StarColumn("denominator", _N, "those who could have been counted, as released"),
        StarColumn("symbol", _T, "[c] withheld as confidential, [u] too unreliable to show"),
        StarColumn("reason", _T, "why there is no value"),
        StarColumn("is_latest", _Y, "whether it is the indicator's newest period with a value in this area"),
        StarColumn("trend", _T, "recent trend over the latest five points"),
        StarColumn("direction", _T, "direction of travel since the period before"),
        StarColumn("rating", _T, "Green, Amber or Red, or why there is no colour"),
        StarColumn("target", _N, "the target's value at the period's end"),
        StarColumn("target_final", _N, "what is to be reached in the end"),
        StarColumn("target_due", _T, "and when"),
        StarColumn("target_is_agreed", _Y, "whether the target is agreed"),
        StarColumn("gap", _N, "how far the value is short of target_final; negative is beyond it"),
        StarColumn("people_to_target", _W, "people between the value and target_final"),
        StarColumn("sentence", _T, "the result in one sentence"),
        StarColumn("source", _T, "where the figure comes from"),
        StarColumn("workbook", _T, "file of the return; blank for a published figure"),
        StarColumn("cell", _T, "its worksheet and cell"),
        StarColumn("marks", _T, "[r] revised, [p] provisional, [b] first period measured in a new way"),
    ),
)
FACT_COMPARISON: Final = StarTable(
    "fact_comparison",
    "one figure beside one comparator, same indicator and period",
    ("indicator_key", "area_key", "period_key", "comparator_key"),
    (
        _INDICATOR,
        _AREA,
        _PERIOD,
        StarColumn("comparator_key", _T, "the comparator's id", "dim_area"),
        StarColumn("comparator_value", _N, "the comparator's value"),
        StarColumn("difference", _N, "value less comparator_value"),
        StarColumn("comparison", _T, "the value beside it in a word, by our interval"),
        StarColumn("comparator_in_interval", _Y, "whether the comparator's value lies in our interval"),
    ),
)
DIM_INDICATOR: Final = StarTable(
    "dim_indicator",
    "one indicator",
    ("indicator_key",),
    (
        StarColumn("indicator_key", _T, "its id"),
        StarColumn("name", _T, "its name"),
        StarColumn("short_name", _T, "its name where there is little room"),
        StarColumn("unit", _T, "its unit"),
        StarColumn("decimals", _W, "with how many decimals it is shown"),
        StarColumn("polarity", _T, "which way is good: high, low or none"),
        StarColumn("measure", _T, "how a value comes about"),
        StarColumn("sex", _T, "whom it is about"),
        StarColumn("age", _T, "of which age"),
        StarColumn("frequency", _T, "how often it comes out"),
        StarColumn("domain_key", _T, "id of its domain"),
        StarColumn("domain", _T, "its domain"),
        StarColumn("statement", _T, "the I-statement that it belongs to"),
        StarColumn("priority", _T, "the priority that it shows"),
        StarColumn("workstream", _T, "the workstream that it belongs to"),
        StarColumn("owner", _T, "the partner that owns it"),
        StarColumn("tier", _T, "primary or secondary"),
        StarColumn("status", _T, "current, aspirational or data-gap"),
        StarColumn("state", _T, "live or historic"),
        StarColumn("disclosure", _T, "the rule by which small counts are withheld"),
        StarColumn("definition", _T, "what is counted, among whom"),
    ),
)
DIM_AREA: Final = StarTable(
    "dim_area",
    "one area",
    ("area_key",),
    (
        StarColumn("area_key", _T, "its id"),
        StarColumn("name", _T, "its name"),
        StarColumn("kind", _T, "country, region, borough, locality, lap, ward, network, practice or group"),
        StarColumn("code", _T, "its official code"),
        StarColumn("parent_key", _T, "the area that it lies in", "dim_area"),
        StarColumn("valid_from", _D, "first day on which it was there"),
        StarColumn("valid_to", _D, "last day"),
        StarColumn("is_home", _Y, "whether it is the framework's own area"),
        StarColumn("is_comparator", _Y, "whether others are compared with it"),
    ),
)
DIM_PERIOD: Final = StarTable(
    "dim_period",
    "one period",
    ("period_key",),
    (
        StarColumn("period_key", _T, "its label, such as 2023/24"),
        StarColumn("start", _D, "its first day"),
        StarColumn("end", _D, "its last day"),
        StarColumn("kind", _T, "what kind of period it is, such as financial year"),
        StarColumn("end_year", _W, "the calendar year in which it ends"),
    ),
)
STAR: Final = (FACT_VALUE, FACT_COMPARISON, DIM_INDICATOR, DIM_AREA, DIM_PERIOD)
"""Every table, facts first."""


def relationships() -> Iterator[tuple[str, str, str]]:
    """Yield each relationship: a table, its column, and the table whose key the column holds."""
    for table in STAR:
        for column in table.columns:
            if column.refers_to:
                yield table.name, column.name, column.refers_to
