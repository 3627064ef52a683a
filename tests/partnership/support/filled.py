"""Registers of a few rows, for tests of views and checks."""

from collections.abc import Mapping, Sequence
from datetime import date

from tht_xl.framework.load import load_framework
from tht_xl.partnership.view import View
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import make_view
from tht_xl.templates.lists import framework_lists
from tht_xl.templates.load import load_template
from tht_xl.templates.registers import FIRST_ROW, load_register
from tht_xl.templates.table import Tables

DAY = date(2010, 6, 30)
Rows = Sequence[Mapping[str, object]]


def fill(template: str, framework: str = "strategy-2009", **rows: Rows) -> Tables:
    """A register with these rows; a table's name has _ for -."""
    tables = Tables(load_template(template), framework_lists(load_framework(framework)), DAY)
    for table in tables.template.tables:
        positions = {column.id: at for at, column in enumerate(table.columns, start=1)}
        given = rows.get(table.id.replace("-", "_"), ())
        tables.add(table.id, positions, list(enumerate(given, start=FIRST_ROW)))
    return tables


def plan(*milestones: Mapping[str, object], dependencies: Rows = ()) -> Tables:
    """A delivery plan of one sub-element."""
    return fill(
        "delivery-plan",
        aims=[{"id": "1", "aim": "Be well"}],
        sub_elements=[{"id": "1.1", "aim": "1", "name": "Walk more"}],
        milestones=[{"sub-element": "1.1", "milestone": "Open it", "status": "on track"} | dict(m) for m in milestones],
        dependencies=dependencies,
    )


def show(view: str, tables: Tables | str, *, by: str = "", of: str = "", framework: str = "strategy-2009") -> View:
    """A view of a register that is given, or of a packaged one."""
    register = load_register(tables, today=DAY) if isinstance(tables, str) else tables
    return make_view(view, ViewInput(load_framework(framework), DAY, by, of, {register.template.id: register}))


def words(view: View) -> str:
    """Everything that a view says, for tests that look for words."""
    parts = [*view.sentences, *(f"{g.what} {g.place} {g.ask}" for g in view.gaps)]
    for section in view.sections:
        parts += [section.heading, *section.sentences, *(" ".join(map(str, row)) for row in section.rows)]
    return "\n".join(parts)
