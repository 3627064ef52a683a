"""R123 and R124: a return that is open in another program, and copies that lie beside it."""

from collections.abc import Iterator

from tht_xl.model.finding import Scope, Severity
from tht_xl.workbook.file.container import RawFile
from tht_xl.workbook.file.neighbours import copies_beside, programs_that_have_open
from tht_xl.workbook.rule import Fault, rule


@rule(
    "R123",
    "The workbook is open in another program",
    stage="file",
    severity=Severity.WARNING,
    scope=Scope.RETURN,
    why="What was typed since it was last saved is not read, and it may be saved with other figures at any time.",
    fix="Save and close the workbook, and check again. If nobody has it open, delete the lock file beside it.",
)
def workbook_is_open(raw: RawFile) -> Iterator[Fault]:
    """Report the lock file that Excel or LibreOffice keeps beside an open workbook."""
    # The file says whose lock it is, which is nobody else's business.
    for program in programs_that_have_open(raw.path):
        yield Fault(f"{raw.path.name} is open in {program}: its lock file lies beside it", "a closed workbook")


@rule(
    "R124",
    "Copies of the return lie beside it",
    stage="file",
    severity=Severity.WARNING,
    scope=Scope.RETURN,
    why="Only one of them is read, and nobody can tell which one the partner means.",
    fix="Keep the one that counts under the name of the return, and move the others away.",
)
def copies_lie_beside(raw: RawFile) -> Iterator[Fault]:
    """Report files called "child-weight (1).xlsx" or "Copy of child-weight.xlsx" beside child-weight.xlsx."""
    if copies := copies_beside(raw.path):
        names = " and ".join(map(repr, copies)) if len(copies) < 3 else f"{copies[0]!r} and {len(copies) - 1} more"
        lies = "lies" if len(copies) == 1 else "lie"
        yield Fault(f"{names} {lies} beside it, and only {raw.path.name} is read", "one file for each return")
