"""How many key progress indicators there may be, and what is wrong with those that were chosen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tht_xl.framework.lookup import find_indicator
from tht_xl.model.counted import counted
from tht_xl.model.definition import Framework
from tht_xl.partnership.checks import partnership_check, wrong
from tht_xl.templates.check import Wrong
from tht_xl.templates.table import Row, Tables

KEY_INDICATORS = "key-indicators"


@dataclass(frozen=True, slots=True)
class ChosenIndicators:
    """The rows of a register of key progress indicators, by weight.

    Attributes:
        limit: How many there may be; None where nobody says.
        limit_row: The row that says so, or should; None where there is none.
        within: The rows that are within the limit; all of them without one.
        beyond: The rows beyond it.
    """

    limit: int | None
    limit_row: Row | None
    within: tuple[Row, ...]
    beyond: tuple[Row, ...]


def chosen_indicators(tables: Tables) -> ChosenIndicators:
    """Return the rows by weight, within and beyond the limit."""
    limits = list(tables["limit"])
    stated = [row for row in limits if row["at-most"]]
    limit = max((row["at-most"] for row in stated), default=None)
    rows = _by_weight([row for row in tables["indicators"] if row["indicator"]])
    kept = len(rows) if limit is None else limit
    return ChosenIndicators(limit, (stated or limits or [None])[0], tuple(rows[:kept]), tuple(rows[kept:]))


def _by_weight(rows: Sequence[Row]) -> list[Row]:
    # A row without a number comes last: it cannot put one that has a number beyond the limit.
    return sorted(rows, key=lambda row: (row["rank"] is None, row["rank"] or 0, row.number))


@partnership_check("beyond-the-limit", template=KEY_INDICATORS)
def beyond_the_limit(tables: Tables, _: Framework) -> Iterator[Wrong]:
    """Yield each key progress indicator beyond the limit, and that there is none where some were chosen."""
    chosen = chosen_indicators(tables)
    for place, row in enumerate(chosen.beyond, start=len(chosen.within) + 1):
        by = chosen.limit_row["decided-by"] if chosen.limit_row else None
        yield wrong("beyond-the-limit", row, "indicator", f"{row['indicator']} is number {place}",
                    expected=f"at most {counted(chosen.limit or 0, 'key progress indicator')}",
                    fix=f"Take one out, or have the limit changed by {by or 'whoever decides it'}")  # fmt: skip
    if chosen.limit is None and chosen.within:
        row, column = (chosen.limit_row, "at-most") if chosen.limit_row else (chosen.within[0], "indicator")
        yield wrong("beyond-the-limit", row, column, f"no limit for {counted(len(chosen.within), 'indicator')}",
                    expected="how many there may be", fix="State it on the sheet Limit", is_error=False)  # fmt: skip


@partnership_check("key-indicator-without-figures", template=KEY_INDICATORS)
def key_indicator_without_figures(tables: Tables, framework: Framework) -> Iterator[Wrong]:
    """Yield each key progress indicator that is not measured, or whose series has ended."""
    known = {indicator.id for indicator in framework.indicators}
    for row in tables["indicators"]:
        if row["indicator"] not in known:
            continue  # said already, by the column
        indicator = find_indicator(framework, row["indicator"])
        why = "its series has ended" if indicator.state == "historic" else ""
        why = why if indicator.status == "current" else "it is not measured"
        if why:
            yield wrong("key-indicator-without-figures", row, "indicator", f"{indicator.id}: {why}",
                        expected="an indicator with figures", fix="Choose another", is_error=False)  # fmt: skip
