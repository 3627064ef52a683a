"""Worksheet functions: counts as a disclosure rule lets them out."""

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tht_xl.disclosure.one_way import suppress
from tht_xl.disclosure.released import NOT_ADDING_UP, WHOLE_TABLE, Released
from tht_xl.disclosure.rules import DISCLOSURE_RULES, DisclosureRule, find_disclosure_rule, round_to
from tht_xl.disclosure.two_way import suppress_table
from tht_xl.functions.engine.arguments import Argument, count
from tht_xl.functions.engine.function import Numbers
from tht_xl.functions.engine.kinds import Choice, Number
from tht_xl.functions.engine.native import closed_form
from tht_xl.functions.engine.outcome import Answer, Outcome, Refusal
from tht_xl.functions.engine.registry import example, worksheet_function
from tht_xl.functions.engine.rowwise import RowWise
from tht_xl.functions.engine.spreading import SpreadBlock

Table: TypeAlias = NDArray[np.float64]
Reasons: TypeAlias = NDArray[np.object_]

_NOT_THE_SUM: Final = f"{NOT_ADDING_UP}; correct the total, or give all the cells that it sums"
_TOTAL_TOO: Final = "the total would have to be withheld too"
_WHOLE = "a whole number from 0 up"
_WHY: Final = {
    "primary": "it is small itself",
    "secondary": "it would give a small count away, by subtraction from a total",
    WHOLE_TABLE: "whatever could be shown of this table would reveal too much; combine rows or columns "
    "that belong together, and start again",
    _TOTAL_TOO: f"{_TOTAL_TOO}; withhold it, or give the range with its totals twice, as counts and as totals",
}


@worksheet_function(
    "THT_SUPPRESS",
    Argument(
        "counts",
        "People or events counted, before any rounding: the cells of a table.",
        Number(_WHOLE, at_least=0, whole=True),
        remedy="enter 0 if none occurred",
        series=True,
    ),
    Argument(
        "rule",
        'The disclosure rule of the source, such as "1-5" or "1-7"; "published" withholds nothing.',
        Choice(tuple(DISCLOSURE_RULES)),
    ),
    Argument(
        "totals",
        "Totals shown beside the counts: one for all, one for each row, or one for each column. Where the last row and "
        "column of the counts are their totals, the same range again. Left out: no totals are shown.",
        Number(_WHOLE, at_least=0, whole=True),
        optional=True,
        series=True,
    ),
    help='Counts with "[c]" where they are withheld: small ones, and others from which a total would give them away.',
    method="By the disclosure rule, for areas smaller than the country; where a total would give a small count away, "
    "other cells are withheld too (secondary suppression), so that nobody who knows the method can narrow it down.",
    category="Protection and explanation",
    source="NHS England, disclosure control methodology; A. Hundepool et al., Statistical Disclosure Control (2012), "
    "ch. 4.",
    examples=(
        example([[3], [12], [40], [0]], "1-5", result=[["[c]"], [12.0], [40.0], [0.0]]),
        example([[3], [12], [40], [0]], "1-5", 55, result=[["[c]"], ["[c]"], [40.0], [0.0]]),
        example([[3, 12, 40], [8, 9, 11]], "1-7", result=[["[c]", 10.0, 40.0], [10.0, 10.0, 10.0]]),
    ),
    calling=SpreadBlock(),
    reasons={Outcome.INVALID: _NOT_THE_SUM},
    native="Which cells to withhold depends on the whole table and its totals.",
)
def suppress_counts(counts: Table, rule: str, totals: Table | None) -> Answer:
    """Return the counts that may be shown, and the outcome of each."""
    shown, reasons = _release(counts, find_disclosure_rule(rule), totals)
    codes = np.where(reasons != "", np.uint8(Outcome.CONFIDENTIAL), np.uint8(Outcome.FINE))
    codes[reasons == NOT_ADDING_UP] = Outcome.INVALID

    def how() -> list[str]:
        described = DISCLOSURE_RULES[rule].description.rstrip(".").replace(": ", ", ")
        return [f"By the rule {rule}: {described}."]

    def why() -> list[str]:
        whys = {each: _WHY.get(each.removeprefix(f"{rule}: "), "") for each in set(reasons.ravel().tolist())}
        said = {each: why and f"withheld by the rule {rule}: {why}" for each, why in whys.items()}
        return [said[each] for each in reasons.ravel().tolist()]

    return Answer((shown.ravel(),), codes.ravel(), how, why)


def _release(counts: Table, rule: DisclosureRule, totals: Table | None) -> tuple[Table, Reasons]:
    """Return what may be shown of each count, and why not."""
    if totals is None:
        return _apart(suppress(counts, rule))
    if totals.shape == counts.shape and counts.size > 1:
        return _with_its_totals(counts, rule, totals)
    if totals.size == 1:
        shown, reasons = _beside(suppress(counts.ravel(), rule, totals.item()))
        return shown.reshape(counts.shape), reasons.reshape(counts.shape)
    if totals.shape[1] == 1:
        return _beside(suppress(counts, rule, totals[:, 0]))
    shown, reasons = _beside(suppress(counts.T, rule, totals[0]))
    return shown.T, reasons.T


def _with_its_totals(counts: Table, rule: DisclosureRule, totals: Table) -> tuple[Table, Reasons]:
    """Return a table whose last row and column, or whose last cell, are its totals.

    Raises:
        Refusal: The totals are another range.
    """
    if not np.array_equal(counts, totals, equal_nan=True):
        raise Refusal(
            Outcome.INVALID,
            "totals has as many cells as counts and other numbers; give one total for each row or column, or the "
            "range of counts again where it holds its totals",
        )
    if min(counts.shape) > 1:
        return _apart(suppress_table(counts, rule))
    line = suppress(counts.ravel()[:-1], rule, counts.ravel()[-1])
    last = line.totals or line
    shown, reasons = np.append(line.counts, last.counts), np.append(line.reasons, last.reasons)
    return shown.reshape(counts.shape), reasons.reshape(counts.shape)


def _apart(released: Released) -> tuple[Table, Reasons]:
    return released.counts, released.reasons


def _beside(released: Released) -> tuple[Table, Reasons]:
    """Return what is shown where totals stay published: nothing of a table whose total would have to be withheld."""
    if released.totals is None:
        return _apart(released)
    gone = np.asarray(released.totals.symbols != "", bool)[..., None]
    return released.counts, np.where(gone & (released.reasons == ""), _TOTAL_TOO, released.reasons)


@worksheet_function(
    "THT_ROUND",
    count("counts", "People or events counted: 0 or more."),
    Argument(
        "base",
        "A whole number from 1 up: 5 unless given.",
        Number("a whole number from 1 up", at_least=1, whole=True),
        optional=True,
        default=5,
    ),
    help="Counts rounded to the nearest multiple of the base, halves up.",
    method="Rounded to the nearest multiple of the base, halves up; rounding alone protects no small count.",
    category="Protection and explanation",
    source="NHS England, disclosure control methodology: rounding to 5.",
    examples=(
        example(12, result=10.0),
        example([[12.5], [13], [0], [None]], result=[[15.0], [15.0], [0.0], ["#N/A"]]),
        example(25, 10, result=30.0),
    ),
    calling=RowWise(groups=("base",)),
    native=closed_form("base*INT(counts/base+0.5)"),
)
def round_counts(counts: Numbers, base: float) -> Numbers:
    """Return rounded counts."""
    return round_to(counts, int(base))
