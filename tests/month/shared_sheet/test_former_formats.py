"""Sheets as earlier versions left them: taken over with people's words, and without a conflict.

`formats/format_1.json` is a rehearsal sheet as a version before the store wrote it: two results and a comparator, a
narrative, an action, a target that somebody typed over, and the journal of a write.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from colleague import Colleague
from returned import GOOD

from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.run import run_month
from tht_xl.month.shared_sheet.sync import STORE

pytestmark = pytest.mark.slow

FORMAT_1 = Path(__file__).parent / "formats" / "format_1.json"
NEWEST, BEFORE = "year-6-obesity|tower-hamlets|2022/23", "year-6-obesity|tower-hamlets|2021/22"


def first_row_of_state(store: Path) -> list[object]:
    (book,) = json.loads(store.read_text(encoding="utf-8"))["spreadsheets"]
    (state,) = (sheet for sheet in book["sheets"] if sheet["title"] == "_tht_state")
    return state["rows"][0]


@pytest.mark.parametrize("newest", [925, 930], ids=["the same figures", "a new figure"])
def test_a_sheet_of_format_1_is_taken_over(
    write_return: Callable[..., Path], config_for: Callable[..., MonthConfig], newest: int
) -> None:
    config = config_for(write_return(rows=[GOOD[0], (*GOOD[1][:3], newest, 3280), GOOD[2]]))
    config.output.mkdir()
    shutil.copy(FORMAT_1, config.output / STORE)
    assert len(first_row_of_state(FORMAT_1)) == 6
    result = run_month(config, apply=True, rehearse=True)
    assert result.sync is not None
    assert not result.sync.conflicts
    assert not result.sync.plan.appends
    assert [(kept.column, kept.theirs) for kept in result.sync.plan.kept] == [("Target", 25.5)]
    page = result.files["board.html"].read_text(encoding="utf-8")
    assert "The new pathway opened in May" in page
    with Colleague(config) as colleague:
        assert colleague.cell(NEWEST, "Narrative") == "The new pathway opened in May"
        assert colleague.cell(BEFORE, "Action") == "Ask the schools again"
        assert colleague.cell(NEWEST, "Value") == pytest.approx(newest / 32.8)
    row = first_row_of_state(config.output / STORE)
    assert row[6] == 3, "several worksheets"
    again = run_month(config, apply=True, rehearse=True)
    assert again.sync is not None
    assert again.sync.changes_nothing
