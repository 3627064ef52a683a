"""R701 to R704: a figure beside the rest of its series, and beside what was published for the same key."""

from collections.abc import Iterator

import numpy as np

from tht_xl.model.finding import Severity
from tht_xl.workbook.cross_checks.examined import Examined
from tht_xl.workbook.cross_checks.known import PUBLISHED
from tht_xl.workbook.cross_checks.slips import Slip
from tht_xl.workbook.rule import Fault, rule

CHECK_BOTH = "Check both periods against the source. If both are right, say so in the Note; nothing is held back."


def _fault(examined: Examined, slip: Slip, words: str) -> Fault:
    """Return a fault for a figure that does not fit the others; of two figures, either may be wrong."""
    table, heading, name = examined.table, slip.heading, slip.heading.lower()
    shown, others = f"{name} is {table.shown(heading, slip.row)}", f"{slip.others:.4g}"
    if slip.beside is None:
        expected = "something like the others"
        in_words = f"{name} is {words}", expected
        return table.fault(heading, slip.row, f"{shown}, {words}", f"{expected}, {others}", in_words=in_words)
    doubt, expected = (
        f"either {table.periods.things[slip.row]} or {slip.beside} may be wrong",
        "similar figures",
    )
    in_words = f"{name} is {words}: {doubt}", expected
    given = f"{shown}, {words}, {others}: {doubt}"
    return table.fault(heading, slip.row, given, expected, in_words=in_words)._replace(fix=CHECK_BOTH)


def _others(slip: Slip, several: str) -> str:
    return several if slip.beside is None else f"that of {slip.beside}"


@rule(
    "R701",
    "A figure is far from the rest of its series",
    stage="cross_checks",
    severity=Severity.WARNING,
    why="Two digits that have changed places, or another area's or group's figure, look like any other number.",
    fix="Check it against the source. If it is right, say in the Note what happened; nothing is held back.",
)
def figure_is_far_from_its_series(examined: Examined) -> Iterator[Fault]:
    """Further from the other periods than any published figure is; docs/decisions/plausibility.md says how far."""
    for slip in examined.slips:
        if not slip.exponent and not slip.is_zero:
            yield _fault(examined, slip, f"far from {_others(slip, 'the other periods')}")


@rule(
    "R702",
    "A value is not the one that was published",
    stage="cross_checks",
    severity=Severity.WARNING,
    why="Readers will find two values for the same period, and nothing says which is right.",
    fix="Check it against the source. If the source has revised it, say so in the Note; nothing is held back.",
)
def value_is_not_the_published_one(examined: Examined) -> Iterator[Fault]:
    """Report a value that differs from the published one for the same indicator, area and period."""
    for index, key in examined.keys.items():
        known = examined.known.get(key)
        value = examined.values[index]
        if known is None or known.origin != PUBLISHED or np.isnan(value):
            continue
        if abs(value - known.value) > examined.rounding(index, known.value):
            given = f"value is {value:.6g}"
            words = "value differs from the published one", "the published value"
            yield examined.table.fault("Value", index, given, f"{known.value:.6g}, as published", in_words=words)


@rule(
    "R703",
    "A figure is off by a power of ten",
    stage="cross_checks",
    severity=Severity.WARNING,
    why="A digit was left out or typed twice, or a decimal point has moved: 2.8 for 28, or 330 for 3,300.",
    fix="Check it against the source. If it is right, say in the Note what happened; nothing is held back.",
)
def figure_is_off_by_a_power_of_ten(examined: Examined) -> Iterator[Fault]:
    """About ten, a hundred or a thousand times the other periods, or as small a part of them."""
    for slip in examined.slips:
        if slip.exponent:
            size = f"{10 ** abs(slip.exponent):,}"
            times = f"{size} times" if slip.exponent > 0 else f"one {size}th of"
            others = _others(slip, "that of the other periods")
            yield _fault(examined, slip, f"about {times} {others}".replace("one 10th", "one tenth"))


@rule(
    "R704",
    "There is a zero where the other periods have none",
    stage="cross_checks",
    severity=Severity.WARNING,
    why="A 0 says that nobody was counted; a missing figure is not a 0.",
    fix="Enter [x] in its place if the figure is missing, and say why in the Note. Nothing is held back.",
)
def zero_among_figures(examined: Examined) -> Iterator[Fault]:
    """Report a zero in a series that has hardly any, where at least five would be expected."""
    for slip in examined.slips:
        if slip.is_zero:
            others = slip.beside or "most other periods"
            given = f"{slip.heading.lower()} is 0, and in {others} is not"
            yield examined.table.fault_without_figures(slip.heading, slip.row, given, "a figure, or [x]")
