"""Whether the borough is above or below others, from figures that somebody supplies; London is never one of them."""

from collections.abc import Iterator, Mapping
from statistics import median

from tht_xl.model.counted import counted
from tht_xl.model.definition import Framework
from tht_xl.model.vocabulary import Polarity
from tht_xl.partnership.table_section import gap_place
from tht_xl.partnership.view import Gap, View, ViewCell, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view
from tht_xl.templates.table import Row, Table

NOT_BOROUGHS = ("london", "greater london", "london region", "england")
"""What is often set beside a borough, and is not one."""
_SOURCE = "TIB, June 2019, item 5"


@view("other-boroughs", title="Above or below the other boroughs", registers=("borough-values",), of="an indicator")
def other_boroughs(given: ViewInput) -> View:
    """Return, for each indicator and period, how the borough compares with those whose figures were supplied."""
    supplied = given.optional("borough-values")
    if supplied is None:
        said = f"Figures of other boroughs: not supplied. {_SOURCE}, asks for them; London is not one of them."
        ask = "tht-xl template new borough-values --out FILE.xlsx, and name the file when it is filled in"
        return View(sentences=(said,), gaps=(Gap("Figures of other boroughs are not supplied", "", ask),))
    table, home = supplied["figures"], _home(given.framework)
    columns = (
        "Indicator",
        "Period",
        home,
        "Boroughs",
        "Below us",
        "Above us",
        "Their median",
        f"{home} is",
        "Better or worse",
    )
    rows, gaps = list[tuple[ViewCell, ...]](), list(_not_boroughs(table))
    for (name, period), values in _groups(table, given.of).items():
        own = values.pop(home.casefold(), None)
        if own is None:
            gaps.append(Gap(f"{name}, {period}: no figure of {home}", table.definition.sheet, "Add its row"))
        if not values:
            gaps.append(
                Gap(f"{name}, {period}: no figure of another borough", table.definition.sheet, "Add their rows")
            )
        rows.append(
            (_label(given.framework, name), period, own, len(values), *_stand(given.framework, name, own, values))
        )
    return View(
        sentences=(f"{counted(len(rows), 'comparison')} with the figures supplied; intervals are not, so that the "
                   "difference could be chance is not excluded.",),
        sections=(ViewSection("", (), columns, tuple(rows)),),
        gaps=tuple(gaps),
    )  # fmt: skip


def _home(framework: Framework) -> str:
    return next((area.name for area in framework.areas if area.id == framework.home), "The borough")


def _label(framework: Framework, name: str) -> str:
    return next((each.label for each in framework.indicators if each.id == name), name)


def _groups(table: Table, of: str) -> Mapping[tuple[str, str], dict[str, float]]:
    found = dict[tuple[str, str], dict[str, float]]()
    for row in table:
        if _is_usable(row) and (not of or row["indicator"] == of):
            key = row["indicator"], str(row["period"])
            found.setdefault(key, {}).setdefault(row["borough"].strip().casefold(), row["value"])
    return found


def _is_usable(row: Row) -> bool:
    filled = row["indicator"] and row["period"] and row["borough"] and row["value"] is not None
    return bool(filled) and row["borough"].strip().casefold() not in NOT_BOROUGHS


def _not_boroughs(table: Table) -> Iterator[Gap]:
    for row in table:
        if (row["borough"] or "").strip().casefold() in NOT_BOROUGHS:
            place = gap_place(row, "borough")
            yield Gap(f"{row['borough']} is not a borough; left out", place, "Take the row out")


def _stand(framework: Framework, name: str, own: float | None, values: Mapping[str, float]) -> tuple[ViewCell, ...]:
    """Return how many are below and above, their median, on which side of it we are, and whether that is better."""
    if not values:
        return None, None, None, None, None
    middle = median(values.values())
    if own is None:
        return None, None, middle, None, None
    side = "above" if own > middle else "below" if own < middle else "at"
    below, above = (sum(each < own for each in values.values()), sum(each > own for each in values.values()))
    return below, above, middle, f"{side} their median", _judged(framework, name, side)


def _judged(framework: Framework, name: str, side: str) -> str | None:
    polarity = next((each.polarity for each in framework.indicators if each.id == name), Polarity.NONE)
    if side == "at":
        return "the same"
    if polarity is Polarity.NONE:
        return None
    return "better" if (side == "above") == (polarity is Polarity.HIGH) else "worse"
