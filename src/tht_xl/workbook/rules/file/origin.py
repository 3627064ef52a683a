"""R127: the framework that a workbook says it was made from."""

from collections.abc import Iterator

from tht_xl.framework.load import framework_names
from tht_xl.model.finding import Scope, Severity
from tht_xl.workbook.origin import UsedFramework
from tht_xl.workbook.rule import Fault, rule


@rule(
    "R127",
    "The workbook was made from another framework",
    stage="origin",
    severity=Severity.WARNING,
    scope=Scope.RETURN,
    why="Its indicators, areas and targets are those of that framework, and may be unknown in this one.",
    fix="Check it with its own framework: tht-xl check --framework NAME.",
)
def framework_is_another(framework: UsedFramework) -> Iterator[Fault]:
    """Report a workbook that names another framework than the one that it is checked with."""
    said, used = framework.said, framework.used.id
    if said and said != used:
        given = f"it says that it was made from the framework {said!r}"
        name = said if said in framework_names() else "FOLDER"
        fix = f"Check it with its own: tht-xl check --framework {name}"
        yield Fault(given, f"{used!r}, which it is checked with", sheet="", fix=fix)
