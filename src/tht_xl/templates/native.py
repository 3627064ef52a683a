"""The check column of a workbook, which works with nothing installed."""

from collections.abc import Callable, Sequence

from tht_xl.errors import DefinitionError
from tht_xl.formulas.expression import Atom, Binary, Call, Node, QuotedText, replace_nodes, write
from tht_xl.formulas.references import Reference
from tht_xl.templates.checks import Check

FINE = "fine"
"""What the check column says of a row in which nothing is wrong."""
MAX_NESTED = 60
"""Excel takes 64 functions within each other. [functions]"""
MAX_LENGTH = 8000
"""Excel takes 8,192 characters in a formula. [characters]"""
MAX_ROW = 1_048_576
"""The last row that a worksheet has."""

ROW = "\x00"
"""Stands for the number of a row in a formula that is written for every row; no formula has this character."""

Address = Callable[[Reference], str]
"""From a column that a formula names to the address of its cell in this row, or of the whole column."""


def native_check(checks: Sequence[Check], inputs: Sequence[str], address: Address) -> str:
    """Return the formula of a check cell: blank for an unused row, else the first thing wrong, or "fine".

    Where the addresses of a row have `ROW` as its number, `in_row` puts the numbers in, so that a formula is made once.

    Args:
        checks: The table's checks, in order.
        inputs: Addresses of a row's cells that somebody fills in.
        address: Finds the address of each column.

    Raises:
        DefinitionError: The formula is longer or deeper than Excel takes.
    """
    verdict: Node = QuotedText(FINE)
    for check in reversed(checks):
        # A check that comes to an error is not passed: IFERROR turns it into "wrong".
        is_wrong = Call("IFERROR", (Call("NOT", (native(check.tree, address),)), Atom("TRUE")))
        verdict = Call("IF", (is_wrong, QuotedText(check.says), verdict))
    is_unused = Binary("=", Call("COUNTA", tuple(Atom(each) for each in inputs)), Atom("0"))
    text = "=" + write(Call("IF", (is_unused, QuotedText(""), verdict)))
    if len(checks) > MAX_NESTED or len(in_row(text, MAX_ROW)) > MAX_LENGTH:
        raise DefinitionError(
            f"the check column needs {len(checks)} checks in {len(text):,} characters; Excel takes {MAX_NESTED} checks "
            f"and {MAX_LENGTH:,} characters",
            remedy="Split the table, or shorten its rules",
        )
    return text


def in_row(text: str, row: int) -> str:
    """Return a formula that was made for every row as it is in one."""
    return text.replace(ROW, str(row))


def native(tree: Node, address: Address) -> Node:
    """Return an expression with its columns replaced by addresses, for any spreadsheet."""

    def located(node: Node) -> Node | None:
        if isinstance(node, Atom) and "[" in node.text:
            return Atom(address(Reference(node.text)))
        return None

    return replace_nodes(tree, located)
