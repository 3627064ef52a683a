"""R801 to R815: what is wrong with a workbook that was made from a template."""

from collections.abc import Callable, Iterator, Sequence

from tht_xl.model.finding import Scope, Severity
from tht_xl.workbook.rule import Fault, rule

Faults = Sequence[tuple[str, Fault]]
"""What was found, with its code."""


def _of(code: str) -> Callable[[Faults], Iterator[Fault]]:
    def faults(found: Faults) -> Iterator[Fault]:
        """Yield what was found under one code; `registers` looks for all of them in one pass."""
        yield from (fault for each, fault in found if each == code)

    return faults


rule(
    "R801",
    "The workbook was made from another template, or from another version of it",
    stage="register",
    why="Its columns may mean something else.",
    fix="Copy the rows into a new workbook: tht-xl template new.",
    severity=Severity.ERROR,
    scope=Scope.RETURN,
)(_of("R801"))
rule(
    "R802",
    "A sheet or table of the template is missing",
    stage="register",
    why="Nothing can be read from it.",
    fix="Put it back as it was handed out.",
    severity=Severity.ERROR,
    scope=Scope.RETURN,
)(_of("R802"))
rule(
    "R803",
    "A column of the template is missing",
    stage="register",
    why="What belongs there is not known.",
    fix="Put the column back, with its heading.",
    severity=Severity.ERROR,
    scope=Scope.RETURN,
)(_of("R803"))
rule(
    "R804",
    "A cell is not what its column holds",
    stage="register",
    why="It cannot be counted, sorted or compared.",
    fix="Write what the column asks for.",
    severity=Severity.ERROR,
    scope=Scope.ROW,
)(_of("R804"))
rule(
    "R805",
    "A cell is not one of the choices",
    stage="register",
    why="Rows are counted by their choice; another word drops out.",
    fix="Choose from the list.",
    severity=Severity.ERROR,
    scope=Scope.ROW,
)(_of("R805"))
rule(
    "R806",
    "A cell that has to be filled in is blank",
    stage="register",
    why="Somebody will ask for it.",
    fix="Fill it in.",
    severity=Severity.ERROR,
    scope=Scope.ROW,
)(_of("R806"))
rule(
    "R807",
    "A cell names something that is not in its list",
    stage="register",
    why="The row belongs to nothing that is known.",
    fix="Choose from the list.",
    severity=Severity.ERROR,
    scope=Scope.ROW,
)(_of("R807"))
rule(
    "R808",
    "A rule of the template is broken",
    stage="register",
    why="The row contradicts itself.",
    fix="Correct the row.",
    severity=Severity.ERROR,
    scope=Scope.ROW,
)(_of("R808"))
rule(
    "R809",
    "A key is there twice",
    stage="register",
    why="Nobody can tell which row is meant.",
    fix="Give each row its own.",
    severity=Severity.ERROR,
    scope=Scope.ROW,
)(_of("R809"))
rule(
    "R810",
    "A computed cell was typed over",
    stage="register",
    why="It no longer follows the cells that it is computed from.",
    fix="Copy the formula from the row above.",
    severity=Severity.WARNING,
    scope=Scope.ROW,
)(_of("R810"))
rule(
    "R811",
    "A heading is there twice",
    stage="register",
    why="Only the first column is read.",
    fix="Rename or remove one of them.",
    severity=Severity.WARNING,
    scope=Scope.ROW,
)(_of("R811"))
rule(
    "R812",
    "A rule of the template asks for a second look",
    stage="register",
    why="It may be right, and often is not.",
    fix="Look at the row again.",
    severity=Severity.WARNING,
    scope=Scope.ROW,
)(_of("R812"))
rule(
    "R813",
    "The definitions contradict each other",
    stage="register",
    why="A framework that contradicts itself gives figures that nobody can explain.",
    fix="Correct one of the two.",
    severity=Severity.ERROR,
    scope=Scope.ROW,
)(_of("R813"))
rule(
    "R814",
    "A check of the partnership found something wrong",
    stage="register",
    why="It takes several rows, or the framework, to see it: a saving counted twice, steps that wait for each other.",
    fix="Correct the row.",
    severity=Severity.ERROR,
    scope=Scope.ROW,
)(_of("R814"))
rule(
    "R815",
    "A check of the partnership asks for a second look",
    stage="register",
    why="It takes several rows, or the framework, to see it. It may be right, and often is not.",
    fix="Look at the row again.",
    severity=Severity.WARNING,
    scope=Scope.ROW,
)(_of("R815"))
