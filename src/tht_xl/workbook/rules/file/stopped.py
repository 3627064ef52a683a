"""R125: a check that did not come to its end."""

from collections.abc import Iterator

from tht_xl.model.finding import Scope
from tht_xl.workbook.rule import Fault, rule


@rule(
    "R125",
    "The check of the workbook was stopped",
    stage="stopped",
    scope=Scope.RETURN,
    why="It took too long or too much memory, or ended the program that read it; what it holds is not known.",
    fix="Send only the sheets of the return, saved by Excel as a new workbook. If it is stopped again, send it to us.",
)
def check_was_stopped(reason: str) -> Iterator[Fault]:
    """Report why the check did not come to its end; the other workbooks are checked as usual."""
    yield Fault(reason, "a workbook that is checked within its limits of time and memory")
