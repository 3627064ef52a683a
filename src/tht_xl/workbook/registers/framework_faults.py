"""Everything that contradicts itself in a workbook of definitions, by cell."""

from collections.abc import Iterable, Iterator

from tht_xl.framework.validate import validate
from tht_xl.model.finding import Finding, Severity
from tht_xl.templates.frameworks.content import content_of_tables
from tht_xl.templates.table import Tables
from tht_xl.workbook.rule import Fault

CONTRADICTION = "R813"
_RULE = "R808"


def faults_of_definitions(tables: Tables, known: Iterable[Finding]) -> Iterator[Fault]:
    """Yield what the definitions have wrong beyond what each row shows by itself.

    Args:
        tables: The filled tables of the template "framework-definitions".
        known: What has been found; a cell is not told twice, nor a row in which a rule of the template is broken.
    """
    errors = [each for each in known if each.severity is Severity.ERROR]
    cells = {(each.sheet, each.cell) for each in errors}
    rows = {(each.sheet, "".join(filter(str.isdigit, each.cell))) for each in errors if each.code == _RULE}
    read = content_of_tables(tables)
    _, contradictions = validate(read.content)
    found = [*read.problems, *((read.place_of(each.path), each) for each in contradictions)]
    for place, each in found:
        if (place.sheet, place.cell) not in cells and (place.sheet, str(place.row)) not in rows:
            yield Fault(each.what, "definitions that agree", place.cell, place.row, each.remedy, place.sheet)
