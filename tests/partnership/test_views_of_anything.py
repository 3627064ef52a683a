"""Views and checks of registers in which something is missing or wrong: every hole is shown, and nothing breaks."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from tht_xl.errors import ThtError
from tht_xl.framework.load import load_framework
from tht_xl.partnership.checks import partnership_wrongs
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import find_view, make_view
from tht_xl.report.view_page import view_page
from tht_xl.templates.check import wrong_rows
from tht_xl.templates.definition import NUMERIC, ColumnKind
from tht_xl.templates.registers import filled_register, load_register

DAY = date(2019, 11, 19)
MAX_ROWS = 12
"""So many rows of each table are enough to break a view, and quick."""
VIEWS = ("selection", "uses", "ownership", "coverage", "data-gaps", "areas", "ward-range", "breakdowns", "read-across",
         "outputs", "scope", "engagement-strands", "self-assessment", "commissioning-analysis", "whole-systems",
         "year-review", "actions", "crosswalk", "delivery-plan", "plan-exceptions", "plan-dependencies",
         "capital-schemes", "bodies", "forward-plan", "despatch", "engagement", "achievements", "consultation",
         "savings", "risks", "key-indicators", "scrutiny", "local-meeting", "workstreams")  # fmt: skip
REGISTERS = {
    "metric-selection": "metric-selection-2018", "uses": "uses-2009", "ownership": "ownership-2019",
    "data-gaps": "data-gaps-2019", "area-history": "area-history-tower-hamlets",
    "area-values": "ward-life-expectancy-2009", "breakdowns": "breakdowns-tht", "read-across": "read-across-2009-2012",
    "outputs": "outputs-essex-2012", "proposed-items": "proposed-items-illustrative",
    "engagement-strands": "engagement-strands-essex-2012", "commissioning-plan": "plan-east-illustrative",
    "plan-sign-off": "plan-sign-off-illustrative", "themes": "themes-essex-2012",
    "year-review": "year-review-essex-2012", "action-tracker": "action-tracker-2019", "crosswalk": "wel-crosswalk-2019",
    "delivery-plan": "delivery-plan-2009-illustrative", "capital-schemes": "capital-schemes-2009",
    "bodies": "bodies-2019", "forward-plan": "forward-plan-illustrative", "engagement-plan": "engagement-plan-2019",
    "achievements": "achievements-2009", "consultation": "consultation-illustrative", "savings": "savings-illustrative",
    "risks": "risks-illustrative", "key-indicators": "key-indicators-illustrative", "scrutiny": "scrutiny-illustrative",
    "improvement-projects": "improvement-projects-illustrative", "shadow-budget": "shadow-budget-illustrative",
}  # fmt: skip


def _spoilt(template: str, table: str, column: str, word: str | None) -> dict[str, object]:
    """Return a packaged register with one column blank, or holding what does not belong there."""
    filled = filled_register(REGISTERS[template])
    rows = {name: [dict(row) for row in some[:MAX_ROWS]] for name, some in filled.rows.items()}
    for row in rows.get(table, []):
        row.pop(column, None)
        if word is not None:
            row[column] = word
    texts = {name: [{key: str(value) for key, value in row.items()} for row in some] for name, some in rows.items()}
    about = filled.about
    return {"id": "spoilt", "template": template, "framework": about.framework, "name": "Spoilt", "source": "Spoilt",
            "tables": texts}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("template", REGISTERS)
def test_a_column_that_is_blank_or_wrong_breaks_no_view_and_no_check(template: str, tmp_path: Path) -> None:
    filled = filled_register(REGISTERS[template])
    views = [name for name in VIEWS if template in find_view(name).registers]
    assert views
    framework = load_framework(filled.about.framework)
    for table in filled.template.tables:
        for column in table.columns:
            texts = column.kind not in NUMERIC and column.kind is not ColumnKind.DATE
            for word in (None, "no such thing") if texts else (None,):
                if column.formula:
                    continue
                path = tmp_path / "spoilt.yaml"
                path.write_text(yaml.safe_dump(_spoilt(template, table.id, column.id, word)), encoding="utf-8")
                tables = load_register(path, today=DAY)
                found = [*wrong_rows(tables), *partnership_wrongs(tables, framework)]
                if column.required and word is None:
                    assert len(found) >= len(tables[table.id])
                for name in views:
                    view = make_view(name, ViewInput(framework, DAY, registers={template: tables}))
                    assert view_page(view, today=DAY)


@pytest.mark.parametrize("name", VIEWS)
def test_an_empty_register_is_shown_as_empty(name: str, tmp_path: Path) -> None:
    for template in find_view(name).registers:
        path = tmp_path / f"{template}.yaml"
        content = {"id": "empty", "template": template, "name": "Empty", "source": "Empty", "tables": {}}
        path.write_text(yaml.safe_dump(content), encoding="utf-8")
        view = make_view(
            name, ViewInput(load_framework("tht"), DAY, registers={template: load_register(path, today=DAY)})
        )
        assert view.sentences


@pytest.mark.parametrize("name", VIEWS)
def test_every_choice_that_is_not_there_is_one_line(name: str) -> None:
    try:
        make_view(name, ViewInput(load_framework("tht"), DAY, of="no such thing"))
    except ThtError as error:
        assert "\n" not in str(error)
