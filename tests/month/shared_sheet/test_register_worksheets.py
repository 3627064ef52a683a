"""A worksheet for each register: its workbook is the master, and a status typed in the sheet goes to its keeper."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from colleague import Colleague
from returned import write_rows

from tht_xl.errors import SheetError
from tht_xl.framework.load import load_framework
from tht_xl.month.configuration.load import load_config
from tht_xl.month.run import MonthResult, run_month
from tht_xl.month.shared_sheet.tabs.registers import STATUS, STATUS_THERE
from tht_xl.templates.load import load_template
from tht_xl.workbook.registers.write import write_register

pytestmark = pytest.mark.slow

CLINIC = {"id": "A1", "action": "Open the clinic", "owner": "Clinic manager", "status": "on track",
          "due": date(2027, 3, 31)}  # fmt: skip
SCHOOLS = {"id": "A2", "action": "Ask the schools", "owner": "Schools lead", "status": "not started"}
ACTIONS = "Actions"


class Keeper:
    """Somebody who keeps a tracker and runs the month."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def tracks(self, *rows: dict[str, Any]) -> None:
        path = self.folder / "actions.xlsx"
        path.unlink(missing_ok=True)
        write_register(path, load_template("action-tracker"), load_framework("tht"), {"actions": rows})

    def runs(self, more: str = "", **given: Any) -> MonthResult:
        write_rows(self.folder / "return.xlsx")
        (self.folder / "month.yaml").write_text(
            "month: Nov 2026\nreturns: [{workbook: return.xlsx, partner: london-borough-of-tower-hamlets}]\n"
            f"published: no\noutput: out\nregisters: [{{workbook: actions.xlsx{more}}}]\n",
            encoding="utf-8",
        )
        return run_month(load_config(self.folder / "month.yaml"), apply=True, rehearse=True, **given)

    def to_change(self) -> list[dict[str, str]]:
        with (self.folder / "out" / "actions-to-change.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    made = Keeper(tmp_path)
    made.tracks(CLINIC, SCHOOLS)
    return made


def test_the_worksheet_says_what_the_workbook_says(keeper: Keeper) -> None:
    config = keeper.runs().config
    with Colleague(config) as colleague:
        assert [row[0] for row in colleague.rows(ACTIONS)[1:]] == ["A1", "A2"]
        assert colleague.cell("A1", STATUS_THERE, ACTIONS) == "on track"
        assert colleague.cell("A1", "Due", ACTIONS) == "2027-03-31"
        header = colleague.rows(ACTIONS)[0]
        assert header.index(STATUS) == header.index(STATUS_THERE) + 1
    keeper.tracks(CLINIC | {"status": "done"}, SCHOOLS)
    keeper.runs()
    with Colleague(config) as colleague:
        assert colleague.cell("A1", STATUS_THERE, ACTIONS) == "done"


def test_a_status_typed_there_goes_to_the_keeper_and_changes_nothing(keeper: Keeper) -> None:
    config = keeper.runs().config
    with Colleague(config) as colleague:
        for key, text in (("A1", " On Track "), ("A2", "stuck, see minutes")):
            colleague.sheet.type(ACTIONS, colleague.address(key, STATUS, ACTIONS), text)
    done = keeper.runs()
    assert keeper.to_change() == [
        {"Worksheet": ACTIONS, "Key": "A2", STATUS_THERE: "not started",
         "Status typed in the shared sheet": "stuck, see minutes"}
    ]  # fmt: skip
    assert (
        "1 status typed in the shared sheet is not as in actions.xlsx, which counts: actions-to-change.csv has them "
        "for its keeper."
    ) in done.actions
    tables = done.registers[0].tables
    assert tables is not None
    assert {row["id"]: row["status"] for row in tables["actions"]} == {
        "A1": "on track", "A2": "not started"
    }  # fmt: skip
    # The keeper takes it in: nothing is left to change.
    keeper.tracks(CLINIC, SCHOOLS | {"status": "stuck"})
    with Colleague(config) as colleague:
        colleague.sheet.type(ACTIONS, colleague.address("A2", STATUS, ACTIONS), "stuck")
    keeper.runs()
    assert "have been removed" in (keeper.folder / "out" / "actions-to-change.csv").read_text(encoding="utf-8")
    with Colleague(config) as colleague:
        assert colleague.cell("A2", STATUS, ACTIONS) == "stuck"


def test_a_register_that_is_kept_in_its_file_alone_takes_no_status(keeper: Keeper) -> None:
    config = keeper.runs(", master: file").config
    with Colleague(config) as colleague:
        assert STATUS_THERE in colleague.rows(ACTIONS)[0]
        assert STATUS not in colleague.rows(ACTIONS)[0]


def test_a_register_left_out_later_leaves_its_worksheet_as_it_is(keeper: Keeper) -> None:
    config = keeper.runs().config
    keeper.tracks()
    done = keeper.runs()
    assert done.sync is not None
    assert done.sync.changes_nothing
    with Colleague(config) as colleague:
        assert colleague.cell("A1", STATUS_THERE, ACTIONS) == "on track"


def test_a_worksheet_that_people_had_by_that_name_is_theirs(keeper: Keeper) -> None:
    """Partners often have a worksheet of actions already: it is not mixed with ours."""
    config = keeper.runs(", master: file").config
    keeper.tracks(CLINIC)
    config.rehearsed_sheet.unlink()
    with Colleague(config) as colleague:
        colleague.sheet.request({"addSheet": {"properties": {"title": ACTIONS}}})
        colleague.sheet.write(ACTIONS, "A1", [["Action", "Owner", "Status"], ["Ring the GPs", "Amina", "done"]])
    before = config.rehearsed_sheet.read_bytes()
    with pytest.raises(SheetError, match=f"'{ACTIONS}' that somebody made.*Rename it"):
        keeper.runs(take_over=True, set_back=True)
    assert config.rehearsed_sheet.read_bytes() == before
    with Colleague(config) as colleague:
        colleague.renames_the_worksheet("Our actions", before=ACTIONS)
    keeper.runs(take_over=True, set_back=True)
    with Colleague(config) as colleague:
        assert colleague.rows("Our actions")[1] == ["Ring the GPs", "Amina", "done"]
        assert [row[0] for row in colleague.rows(ACTIONS)[1:]] == ["A1"]
