"""What tells the figures of one row from all others."""

from tht_xl.workbook.cross_checks.figures import CheckedFigures

MIN_COUNT, MIN_DENOMINATOR = 50, 1_000
"""Smaller counts may well be the same in two areas or years, the more so where they are rounded. [count]"""
FIGURES = 5
"""Significant digits of a value that two areas do not share by chance."""
MANY_FIGURES = 4
"""Significant digits, of a value and its limits on average, that two years do not share; 72.8 (72.6 to 73.0) comes
twice."""


def signature_of(figures: CheckedFigures, index: int) -> tuple[object, ...]:
    """Return what identifies the figures of a row, or nothing."""
    numbers = (float(numbers[index]) for numbers in (figures.values, *figures.counts, *figures.limits))
    return signature(*numbers)


def signature(value: float, count: float, denominator: float, lower: float, upper: float) -> tuple[object, ...]:
    """Return what identifies figures: large counts, a value with its limits, or a value with many digits."""
    if denominator == denominator:
        return ("counts", count, denominator) if count >= MIN_COUNT and denominator >= MIN_DENOMINATOR else ()
    if value != value or value == 0:
        return ()
    if lower < value < upper:
        return "limits", value, lower, upper
    return ("value", value) if _digits(value) >= FIGURES else ()


def is_rare(mark: tuple[object, ...]) -> bool:
    """Return whether even two periods of one area would not share it: large counts, or many digits in all."""
    numbers = [number for number in mark if isinstance(number, float)]
    return bool(mark) and (mark[0] == "counts" or sum(map(_digits, numbers)) >= MANY_FIGURES * len(numbers))


def _digits(number: float) -> int:
    return len(f"{abs(number):.12g}".replace(".", "").strip("0"))
