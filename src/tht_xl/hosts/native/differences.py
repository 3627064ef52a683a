"""What a native form cannot do, in one place: the pages show this list and the tests leave out nothing else."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from tht_xl.functions.engine.blocks import is_range
from tht_xl.functions.engine.cells import CellError, clean, number_of_text
from tht_xl.functions.engine.function import WorksheetFunction
from tht_xl.model.vocabulary import Symbol

SHAPES: Final = "Ranges that do not fit one another are refused when the formula is written, not by the cell."
NAMED_STANDARD: Final = "Standardised rates take weights as a range; the names of standards and age bands are refused."
QUANTILES: Final = (
    "THT_QUANTILE refuses the whole range where one of its cells is an error or a number typed as text: with that "
    "error, or #VALUE!."
)
TEXT_IN_RANGES: Final = (
    "Inside the range of an aggregate a number typed as text, or a blank beside a symbol, is refused with #VALUE!."
)
LABELS: Final = (
    "Days are read from dates from March 1900 on, 2024-03-31, 2023/24 and years from 1900; other labels of periods, "
    "and labels or days before 1906 inside a range, are refused with #VALUE!."
)
POOLED_AVERAGE: Final = "THT_FUNNEL needs its average for proportions and rates; left out, it is #NUM!."
ERROR_AS_TEXT: Final = "Text that looks like an error, such as #N/A typed into a cell formatted as Text, is #VALUE!."
BLANKS: Final = (
    "Of the blanks around a text only plain spaces are passed over; beside a tab or a no-break space it is #VALUE!."
)
BARS: Final = "Text with a bar, |, may be taken for a blank or a symbol where it would be #VALUE!."
WRONG_COMMAS: Final = (
    "In a number typed as text a blank may follow the sign, and of several commas only the first has to be in its "
    "place."
)
TRUTH_IN_RANGES: Final = "In LibreOffice TRUE inside a range counts as 1 and FALSE as 0, as in its own SUM."
SEVERAL_ERRORS: Final = "Of different errors in one range LibreOffice shows the last."
EXTREMES: Final = (
    "With numbers beyond 1E99, or nearer to 0 than 1E-99, there may be an error where the function has a number, and a "
    "number where it has an error."
)
LAST_DIGIT: Final = "LibreOffice treats numbers as equal that differ in their fifteenth digit only."

DIFFERENCES: Final = (
    SHAPES,
    NAMED_STANDARD,
    QUANTILES,
    TEXT_IN_RANGES,
    LABELS,
    POOLED_AVERAGE,
    ERROR_AS_TEXT,
    BLANKS,
    BARS,
    WRONG_COMMAS,
    TRUTH_IN_RANGES,
    SEVERAL_ERRORS,
    EXTREMES,
    LAST_DIGIT,
)
"""Every way in which a native form differs from the function. But for the last five it only refuses more."""

_BLANK_AFTER_SIGN = re.compile(r" *[+-] +[\d.]")
_DAY = re.compile(r"\d{4}-\d\d-\d\d|(?:19|2[01])\d\d(?:/\d\d(?:\d\d)?)?", re.ASCII)


def difference(function: WorksheetFunction, cells: Sequence[Any]) -> str:
    """Return why the native form gives something else for these cells; "" where it gives the same.

    Args:
        function: The function.
        cells: Its arguments as `functions.call` takes them.
    """
    return next(_differences(function, cells), "")


def _differences(function: WorksheetFunction, cells: Sequence[Any]) -> Iterator[str]:
    given = dict(zip((each.name for each in function.arguments), cells, strict=False))
    if _shapes_differ(function, cells):
        yield SHAPES
    if function.name in ("THT_DSR", "THT_DSR_CI") and not is_range(given["standard"]):
        yield NAMED_STANDARD
    pooled = function.name == "THT_FUNNEL" and is_range(given["counts"]) and given.get("average") is None
    if pooled and clean(given["kind"]) != "ratio":
        yield POOLED_AVERAGE
    for argument, cell in zip(function.arguments, cells, strict=False):
        contents = [each for row in cell for each in row] if is_range(cell) else [cell]
        is_ranked = argument is function.arguments[0] and is_range(cell) and function.name == "THT_QUANTILE"
        if argument.name == "age_bands" and any(each is not None for each in contents):
            yield NAMED_STANDARD
        if any(isinstance(each, str) and each.strip() != each.strip(" ") for each in contents):
            yield BLANKS
        if any(isinstance(each, str) and "|" in each for each in contents):
            yield BARS
        if any(isinstance(each, str) and _BLANK_AFTER_SIGN.match(each) for each in contents):
            yield WRONG_COMMAS
        if is_ranked and any(map(_spoils_ranks, contents)):
            yield QUANTILES
        if argument.series and any(_is_text_in_range(each) for each in contents):
            yield LABELS if argument.kind == "date" else TEXT_IN_RANGES
        if argument.series and len({clean(each) for each in contents if isinstance(clean(each), CellError)}) > 1:
            yield SEVERAL_ERRORS
        if (argument.series or is_ranked) and any(isinstance(each, bool) for each in contents):
            yield TRUTH_IN_RANGES
        if argument.kind == "date" and any(_is_label(each, in_range=argument.series) for each in contents):
            yield LABELS
        if any(map(_is_extreme, contents)):
            yield EXTREMES


def _shapes_differ(function: WorksheetFunction, cells: Sequence[Any]) -> bool:
    ranges = [each for each in cells if is_range(each) and (len(each), len(each[0])) != (1, 1)]
    if len({(len(each), len(each[0])) for each in ranges}) > 1:
        return True
    if any(
        argument.series and is_range(cell) and min(len(cell), len(cell[0])) > 1
        for argument, cell in zip(function.arguments, cells, strict=False)
    ):
        return True
    is_many = len(function.columns) > 1 and not function.calling.one_result
    return is_many and any(len(each[0]) > 1 for each in ranges)


def _is_text_in_range(cell: object) -> bool:
    content = clean(cell)
    if isinstance(content, Symbol):
        return str(cell) != content.value
    return isinstance(cell, str) and cell != "" and not isinstance(content, CellError)


def _spoils_ranks(cell: object) -> bool:
    content = clean(cell)
    # VALUE reads more texts as numbers than the functions do.
    return isinstance(content, CellError) or (isinstance(content, str) and any(map(str.isdecimal, content)))


def _is_extreme(cell: object) -> bool:
    content = clean(cell)
    size = abs(content) if isinstance(content, float) else 1
    return size > 1e99 or 0 < size < 1e-99


def _is_label(cell: object, *, in_range: bool) -> bool:
    content = clean(cell)
    if isinstance(content, str) and (year := number_of_text(content)) is not None:
        content = year
    if isinstance(content, float):
        # Excel's days 1 to 60 are of the year 1900, which it takes for a leap year, and 1000 to 9999 may be years. In a
        # range no formula can tell a year from a day, so all that could be a year is left to the function.
        return content < 2201 if in_range else 1 <= content < 61 or 1000 <= content < 1900 or 2200 < content < 10_000
    return isinstance(content, str) and not _DAY.fullmatch(content)
