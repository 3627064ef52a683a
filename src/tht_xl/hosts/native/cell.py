"""The native formula for one cell: for any Excel from 2010 on, LibreOffice and Google Sheets."""

import re
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Final

from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.formulas.expression import Atom, Minus, Node, QuotedText, is_constant, write
from tht_xl.formulas.parsing import REFERENCE, parse
from tht_xl.functions.engine.arguments import Argument
from tht_xl.functions.engine.function import WorksheetFunction
from tht_xl.functions.engine.native import ClosedForm
from tht_xl.functions.engine.registry import find_function
from tht_xl.hosts.native.closed import closed_form, inline
from tht_xl.hosts.native.reading import GivenArgument
from tht_xl.hosts.native.reasons import first_reason
from tht_xl.hosts.native.references import first_and_all, is_on_sheet, is_one_cell, size_of

_DAY: Final = re.compile(r"\d{4}(?:-\d\d-\d\d|/\d{2,4})")

MAX_FORMULA_LENGTH: Final = 8192
"""Excel takes no longer formula. [characters]"""


def formula(name: str, *arguments: str, column: str = "") -> str:
    """Return the native formula for one cell.

    A function that compares each row of a column with the others gives the formula of the first row, to fill down.

    Args:
        name: Name of the worksheet function, in any case.
        arguments: References, numbers and quoted texts; an optional one can be "". Known values are calculated. A day
            such as 2024-03-31 or 2023/24 needs no quotes, which a shell takes off.
        column: Which column of the result, such as "lower"; the first one unless given.

    Returns:
        The formula with its equals sign, as one types it.

    Raises:
        UnknownNameError: There is no such function or column; the nearest name is given.
        DomainError: The function has no native form, an argument is not one of these or would be refused, or the
            formula is longer than Excel takes.

    Examples:
        >>> formula("THT_VERSION").startswith('="')
        True
    """
    function = find_function(name)
    form = form_of(function)
    if column and column not in function.columns:
        raise UnknownNameError("column", column, list(function.columns))
    function.check_number_of_arguments(len(arguments))
    cells = [_read(text, argument) for text, argument in zip(arguments, function.arguments, strict=False)]
    texts = formulas_of(function, form, cells)
    return checked_length(function.name, f"={texts[function.columns.index(column) if column else 0]}")


def form_of(function: WorksheetFunction) -> ClosedForm:
    """Return the closed form of a function.

    Raises:
        DomainError: It has none.
    """
    if isinstance(function.native, ClosedForm):
        return function.native
    raise DomainError(f"{function.name} has no native form: {reason_without(function)}", remedy="Use an add-in for it")


def reason_without(function: WorksheetFunction) -> str:
    """Return why a function has no native form, as the end of a sentence; "" where it has one."""
    if isinstance(function.native, ClosedForm):
        return ""
    said = function.native.rstrip(".")
    return said[:1].lower() + said[1:]


def formulas_of(function: WorksheetFunction, form: ClosedForm, cells: Sequence[Node | None]) -> list[str]:
    """Return the formula of each column, without its equals sign.

    Raises:
        DomainError: An argument does not fit.
    """
    function.check_number_of_arguments(len(cells))
    own: dict[str, Node] = {"package_version": QuotedText(version("tht_xl"))}
    if form.is_filled_down:
        cells = [*_first_cell(cells[0], own), *cells[1:]]
    filled = [*cells, *[None] * (len(function.arguments) - len(cells))]
    given = [_argument(function, place, cell) for place, cell in enumerate(filled)]
    _check_sizes(given)
    parts = closed_form(function, form, given, refuse_truth=True, own=own)
    reasons = [(inline(condition, parts.steps), inline(shown, parts.steps)) for condition, shown in parts.reasons]
    return [write(first_reason(reasons, inline(value, parts.steps))) for value in parts.columns]


def checked_length(name: str, text: str) -> str:
    """Return the formula, where Excel takes it.

    Raises:
        DomainError: It is too long.
    """
    if len(text) <= MAX_FORMULA_LENGTH:
        return text
    raise DomainError(
        f"the formula for {name} has {len(text):,} characters; Excel takes {MAX_FORMULA_LENGTH:,}",
        remedy="Give references without a sheet's name, or write known options as text",
    )


def _read(written: str, argument: Argument) -> Node | None:
    """Return a reference, a number, a quoted text, or nothing.

    Raises:
        DomainError: It is something else.
    """
    text = written.strip()
    if not text:
        return None
    if argument.kind == "date" and _DAY.fullmatch(text):
        return QuotedText(text)
    refused = DomainError(
        f"{text[:60]!r} is not a reference, number or quoted text",
        remedy='Write for instance B2, Data!B2:B7, 57 or "low"',
    )
    try:
        node = parse(text)
    except DomainError:
        raise refused from None
    if not is_argument(node):
        raise refused
    if isinstance(node, Atom) and not is_on_sheet(node.text):
        raise DomainError(f"{text} is beyond the end of a worksheet", remedy="A worksheet ends at XFD1048576")
    return node


def is_argument(node: Node | None) -> bool:
    """Return whether a native formula takes it as an argument."""
    if isinstance(node, Minus):
        return is_constant(node.operand) and not isinstance(node.operand, QuotedText)
    return node is None or is_constant(node) or (isinstance(node, Atom) and bool(REFERENCE.fullmatch(node.text)))


def _first_cell(cell: Node | None, own: dict[str, Node]) -> tuple[Node]:
    if not isinstance(cell, Atom):
        raise DomainError("a single value has no others to be ranked among", remedy="Give a column, such as B2:B33")
    first, everything = first_and_all(cell.text)
    own["all_values"] = Atom(everything)
    return (Atom(first),)


def _argument(function: WorksheetFunction, place: int, cell: Node | None) -> GivenArgument:
    argument = function.arguments[place]
    given = GivenArgument(argument, cell)
    if cell is None and not argument.optional:
        raise DomainError(f"{argument.name} is left out", remedy=f"Write {function.signature}")
    if argument.series and cell is not None and (given.is_known or argument.optional):
        raise DomainError(
            f"{argument.name} of {function.name} has no native form here; the native form takes numbers in a range",
            remedy="Give a range of numbers, and leave out what is optional",
        )
    if not argument.series and isinstance(cell, Atom) and not given.is_known and not is_one_cell(cell.text):
        raise DomainError(
            f"{argument.name} is the range {cell.text}; expected one cell",
            remedy="Give a cell and fill the formula down",
        )
    return given


def _check_sizes(given: Sequence[GivenArgument]) -> None:
    sizes: Mapping[str, tuple[int, int] | None] = {
        each.argument.name: size_of(each.cell.text)
        for each in given
        if each.argument.series and isinstance(each.cell, Atom)
    }
    known = {name: size for name, size in sizes.items() if size}
    for name, size in known.items():
        if min(size) > 1:
            raise DomainError(f"{name} is a table; expected one column or one row", remedy="Give a range such as B2:B7")
    lengths = {
        max(size)
        for each in given
        if (size := known.get(each.argument.name)) and not (each.takes_total and size == (1, 1))
    }
    if len(lengths) > 1:
        raise DomainError(
            f"the ranges have different lengths, {' and '.join(map(str, sorted(lengths)))}",
            remedy="Give ranges of the same rows",
        )
