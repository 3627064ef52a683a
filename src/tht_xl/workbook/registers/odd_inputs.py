"""How cells were filled in, where their values do not say: a formula never worked out, or 20.5% kept as 0.205."""

from tht_xl.documents.addresses import cell_name
from tht_xl.templates.checks import KIND
from tht_xl.templates.definition import ColumnKind
from tht_xl.templates.table import Table
from tht_xl.workbook.file.marks import SheetMarks
from tht_xl.workbook.rule import Fault


def odd_inputs(table: Table, sheet: str, marks: SheetMarks, header: int) -> list[tuple[str, Fault]]:
    """Return what is wrong with how the cells below the headings were filled in, each with the code of its finding."""
    places = {place: table.columns[name] for name, place in table.positions.items()}
    inputs = {place: column for place, column in places.items() if not column.formula}
    filled = {(row.number, table.positions[name]) for row in table for name in row.given}
    found: list[tuple[str, Fault]] = []
    for row, at in sorted(marks.unsaved):
        if row > header and at in inputs and (row, at) not in marks.errors:
            given = f"{inputs[at].heading}: a formula whose result is not saved with it"
            fix = "Type the result, or open the file in Excel and save it"
            found.append((KIND, Fault(given, "what the column holds", cell_name(row, at), row, fix, sheet)))
    for row, at in sorted(marks.percents):
        if (row, at) in filled and inputs[at].kind is ColumnKind.PERCENTAGE:
            # Excel keeps 20.5% as 0.205, and the column counts from 0 to 100.
            given = f"{inputs[at].heading}: typed with a % sign, which Excel keeps as a hundredth"
            fix = "Give the cell the format of its neighbours, and write 20.5 for 20.5%"
            found.append((KIND, Fault(given, "a number from 0 to 100", cell_name(row, at), row, fix, sheet)))
    return found
