"""The month fills several worksheets, and what people type in any of them stays."""

from collections.abc import Callable
from pathlib import Path

import pytest
from colleague import Colleague
from returned import GOOD

from tht_xl.evaluation.rows.observations import key_of
from tht_xl.model.days import OTHER_DAY
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.run import MonthResult, run_month
from tht_xl.month.shared_sheet.headings import WHICH
from tht_xl.month.shared_sheet.tabs.about import ABOUT, COLUMNS, ROLE, UPDATED
from tht_xl.month.shared_sheet.tabs.definitions import DEFINITIONS
from tht_xl.month.shared_sheet.tabs.history import HISTORY

pytestmark = pytest.mark.slow

INDICATOR, AREA = "year-6-obesity", "Tower Hamlets"
BEFORE, LATEST, NEWER = (key_of(INDICATOR, "tower-hamlets", year) for year in ("2021/22", "2022/23", "2023/24"))
NEW = (INDICATOR, AREA, "2023/24", 985, 2950)


@pytest.fixture
def month(write_return: Callable[..., Path], config_for: Callable[..., MonthConfig], tmp_path: Path) -> Callable:
    def run(*rows: tuple, label: str = "Nov 2026", apply: bool = True, **more: object) -> MonthResult:
        given = config_for(write_return(rows=rows or GOOD)).model_dump()
        made = {"month": label, "store": tmp_path / "kept.sqlite"} | more
        return run_month(MonthConfig.model_validate(given | made), apply=apply, rehearse=True)

    return run


def keys(colleague: Colleague, worksheet: str = "") -> list[str]:
    return [row[0] for row in colleague.rows(worksheet)[1:] if row]


def test_a_new_sheet_has_the_latest_figure_first_and_every_figure_in_history(month: Callable) -> None:
    result = month()
    with Colleague(result.config) as colleague:
        visible = [title for title in colleague.sheet.titles if not title.startswith("_tht")]
        assert visible[:5] == ["This month", "Exceptions", HISTORY, DEFINITIONS, ABOUT]
        assert keys(colleague) == [LATEST]
        assert keys(colleague, HISTORY) == [BEFORE, LATEST]
        assert colleague.cell(LATEST, WHICH) == "Latest"
        assert "#REF!" not in str(colleague.sheet.values("Exceptions", render="FORMULA"))


def test_a_row_stays_beside_its_narrative_when_a_newer_figure_comes(month: Callable) -> None:
    config = month().config
    with Colleague(config) as colleague:
        colleague.types(LATEST, "Narrative", "The new pathway opened in May")
    month(*GOOD, NEW, label="Dec 2026")
    with Colleague(config) as colleague:
        assert keys(colleague) == [LATEST, NEWER]
        assert [colleague.cell(key, WHICH) for key in (LATEST, NEWER)] == ["Earlier", "Latest"]
        assert colleague.cell(LATEST, "Narrative") == "The new pathway opened in May"
        changed = str(colleague.cell(NEWER, "What changed since last month"))
        assert changed.startswith("New figure; 2022/23 was 28.0%")
    month(*GOOD[:1], (*GOOD[1][:3], 925, 3280), GOOD[2], NEW, label="Dec 2026")
    with Colleague(config) as colleague:
        assert colleague.cell(LATEST, "Value") == pytest.approx(100 * 925 / 3280), "kept up to date"


def test_what_people_type_in_any_worksheet_stays_and_is_told(month: Callable) -> None:
    config = month().config
    with Colleague(config) as colleague:
        for worksheet, key, heading in ((DEFINITIONS, INDICATOR, "Definition"), (ABOUT, ROLE, COLUMNS[2])):
            colleague.sheet.type(worksheet, colleague.address(key, heading, worksheet), "As we agreed in May")
    result = month(secretary={"role": "performance officer", "email": "performance@example.org"})
    assert result.sync is not None
    assert [kept.key for kept in result.sync.more[DEFINITIONS].kept] == [INDICATOR]
    assert [conflict.key for conflict in result.sync.more[ABOUT].conflicts] == [ROLE]
    assert result.sync.conflicts == 1
    assert result.needs_attention
    said = result.files["plan.txt"].read_text(encoding="utf-8")
    assert f"= Definitions: {INDICATOR} Definition: theirs kept" in said
    with Colleague(config) as colleague:
        assert colleague.cell(INDICATOR, "Definition", DEFINITIONS) == "As we agreed in May"
        assert colleague.cell(ROLE, COLUMNS[2], ABOUT) == "As we agreed in May"


def test_a_change_beside_the_first_worksheet_alone_is_told(month: Callable) -> None:
    month()
    asked = {"secretary": {"role": "performance officer", "email": "performance@example.org"}}
    planned = month(apply=False, **asked)
    assert not planned.sync.changes_nothing
    assert planned.sync.sentence == (
        "Rehearsal sheet: 0 new rows and 0 changed cells to be written; About to be brought up to date."
    )
    assert f"~ About: {ROLE} {COLUMNS[2]}: " in planned.files["plan.txt"].read_text(encoding="utf-8")
    assert not month(**asked).sync.changes_nothing
    assert month(**asked).sync.changes_nothing


def test_about_has_the_day_of_the_last_change(month: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(OTHER_DAY, "2026-12-01")
    config = month().config
    monkeypatch.setenv(OTHER_DAY, "2026-12-02")
    again = month()
    assert again.sync.changes_nothing
    assert "computed" not in again.files["plan.txt"].read_text(encoding="utf-8")
    assert not month(apply=False).sync.lines
    with Colleague(config) as colleague:
        assert colleague.cell(UPDATED, COLUMNS[2], ABOUT) == "1 Dec 2026"
    month(GOOD[0], (*GOOD[1][:3], 925, 3280), GOOD[2])
    with Colleague(config) as colleague:
        assert colleague.cell(UPDATED, COLUMNS[2], ABOUT) == "2 Dec 2026"


def test_an_earlier_comparator_that_an_error_holds_back_is_read_from_history(month: Callable) -> None:
    england = (INDICATOR, "England", "2021/22", None, None, 23.4, 23.3, 23.5)
    config = month(*GOOD, england, store=None).config
    with Colleague(config) as colleague:
        assert colleague.cell(BEFORE, "England", HISTORY) == 23.4
    month(*GOOD, (INDICATOR, "England", "2021/22", None, None, 123.4, 23.3, 23.5), store=None)
    with Colleague(config) as colleague:
        assert colleague.cell(BEFORE, "England", HISTORY) == 23.4
