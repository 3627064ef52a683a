"""What partners write beside their figures: narratives in the paper, actions as rows of the tracker."""

import csv
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from colleague import Colleague
from returned import GOOD, write_rows

from tht_xl.cli.main import code
from tht_xl.framework.load import load_framework
from tht_xl.month.configuration.load import load_config
from tht_xl.month.run import MonthResult, run_month
from tht_xl.partnership.plans.merge_actions import action_id
from tht_xl.store.open import open_store
from tht_xl.store.records.registers import RegisterUpdate, newest_updates
from tht_xl.templates.load import load_template
from tht_xl.workbook.registers.write import write_register

pytestmark = pytest.mark.slow
INDICATOR, KEY = "year-6-obesity", "year-6-obesity|tower-hamlets|2022/23"
WORDS, ACTION = "Two schools joined the daily mile.", "Open the Saturday clinic"
CLINIC = {"id": "A1", "action": "Ask the schools", "owner": "Schools lead", "status": "on track"}
ID = action_id(ACTION, INDICATOR)
PARTNER = "London Borough of Tower Hamlets"


def with_words(narrative: str = WORDS, action: str = ACTION, *, value: int = 920) -> tuple[tuple, ...]:
    row = (*GOOD[1][:3], value, GOOD[1][4], *[None] * 8, narrative or None, action or None)
    return (GOOD[0], row, GOOD[2])


class Secretariat:
    """Somebody who runs the month in a folder, and keeps the tracker there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def tracks(self, *rows: dict[str, Any]) -> None:
        path = self.folder / "actions.xlsx"
        path.unlink(missing_ok=True)
        write_register(path, load_template("action-tracker"), load_framework("tht"), {"actions": rows})

    def runs(
        self, rows: Sequence[tuple] | None = None, month: str = "Nov 2026", more: str = "", *, tracker: bool = True,
        apply: bool = False,
    ) -> MonthResult:  # fmt: skip
        if rows is not None:
            write_rows(self.folder / "return.xlsx", rows)
        registers = "registers: [{workbook: actions.xlsx}]\nviews: [actions]\n" if tracker else ""
        path = self.folder / "month.yaml"
        path.write_text(
            f"month: {month}\nreturns: [{{workbook: return.xlsx, partner: london-borough-of-tower-hamlets}}]\n"
            f"published: no\noutput: out\n{registers}{more}",
            encoding="utf-8",
        )
        return run_month(load_config(path), apply=apply, rehearse=apply)

    def page(self, name: str = "board.html") -> str:
        return (self.folder / "out" / name).read_text(encoding="utf-8")

    def recorded(self) -> dict[str, RegisterUpdate]:
        with open_store(self.folder / "tht-xl-store.sqlite") as store:
            return {update.key: update for update in newest_updates(store, "actions.xlsx").values()}

    def to_add(self) -> list[dict[str, str]]:
        return list(csv.DictReader(StringIO(self.page("actions-to-add.csv"))))


@pytest.fixture
def secretariat(tmp_path: Path) -> Secretariat:
    made = Secretariat(tmp_path)
    made.tracks(CLINIC)
    return made


def test_an_action_typed_in_a_return_is_a_row_of_the_tracker(secretariat: Secretariat) -> None:
    done = secretariat.runs(with_words())
    assert done.actions == (
        "1 action typed beside figures: it became a row of actions.xlsx.",
        "1 row of actions.xlsx not in its workbook yet: actions-to-add.csv has them, to be pasted below the others.",
    )
    update = secretariat.recorded()[ID]
    assert (update.status, update.cells["action"], update.cells["indicator"]) == ("new", ACTION, INDICATOR)
    assert update.place == f"Return of {PARTNER}, Nov 2026, return.xlsx, Data!O3"
    [row] = secretariat.to_add()
    assert (row["No."], row["Action"], row["Indicator"], row["Status"]) == (ID, ACTION, INDICATOR, "no update")
    assert ACTION in secretariat.page("view-actions.html")
    # The tracker is where it is read: the paper says it once, with what is missing, and the narrative beside it.
    page = secretariat.page()
    assert f"{ACTION} (owner not named; no due date; no update)" in page
    assert f"Action ({PARTNER})" not in page
    assert f"Narrative ({PARTNER})" in page
    assert WORDS in page
    assert [each.lacks_narrative for each in done.standing.assessments.values() if each.indicator.id == INDICATOR] == [
        False
    ]


def test_the_same_month_and_the_next_add_nothing_again(secretariat: Secretariat) -> None:
    secretariat.runs(with_words(), month="Oct 2026")
    before = secretariat.recorded()[ID]
    for month in ("Oct 2026", "Nov 2026"):
        done = secretariat.runs(month=month)
        assert len(done.actions) == 1
        assert secretariat.recorded()[ID] == before
        assert [row["No."] for row in secretariat.to_add()] == [ID]
    # A return without the row keeps the action and the narrative of the figure that still counts.
    secretariat.runs((GOOD[0], GOOD[2]), month="Dec 2026")
    assert WORDS in secretariat.page()
    assert ACTION in secretariat.page()


def test_the_same_row_returned_again_without_words_has_none(secretariat: Secretariat) -> None:
    secretariat.runs(with_words(), month="Oct 2026")
    secretariat.runs(with_words("", ""), month="Nov 2026")
    assert WORDS not in secretariat.page()
    assert ACTION in secretariat.page(), "an action that somebody stops typing is not done"


def test_words_about_a_figure_that_has_changed_say_so(secretariat: Secretariat) -> None:
    secretariat.runs(with_words(), month="Oct 2026")
    secretariat.runs(with_words(value=1200), month="Nov 2026")
    assert f"Written about 28.0%, 2022/23: {WORDS}" not in secretariat.page()
    secretariat.runs(with_words("", "", value=1300), month="Dec 2026")
    assert WORDS not in secretariat.page()


def test_once_the_keeper_has_taken_it_in_the_workbook_is_its_master(secretariat: Secretariat) -> None:
    secretariat.runs(with_words(), month="Oct 2026")
    taken = {"id": ID, "action": ACTION, "indicator": INDICATOR, "owner": "Clinic lead", "status": "on track"}
    secretariat.tracks(CLINIC, taken)
    done = secretariat.runs(with_words(), month="Nov 2026")
    assert done.actions == ()
    assert secretariat.recorded()[ID].place.startswith("Actions, row")
    assert secretariat.page("actions-to-add.csv").startswith("The workbook has every action.")
    assert f"{ACTION} (Clinic lead; no due date; on track)" in secretariat.page()
    secretariat.tracks(CLINIC, taken | {"status": "done", "evidence": "Minutes of May"})
    secretariat.runs(with_words(), month="Dec 2026")
    assert secretariat.recorded()[ID].cells["status"] == "done"
    assert ACTION not in secretariat.page(), "it is done, whatever a return still says"


def test_what_the_keeper_deletes_is_not_added_again(secretariat: Secretariat) -> None:
    secretariat.runs(with_words(), month="Sep 2026")
    secretariat.tracks(CLINIC, {"id": ID, "action": ACTION, "indicator": INDICATOR, "status": "no update"})
    secretariat.runs(with_words(), month="Oct 2026")
    secretariat.tracks(CLINIC)
    done = secretariat.runs(with_words(), month="Nov 2026")
    assert done.actions == ("1 action typed beside figures had been deleted from actions.xlsx: not added again.",)
    assert secretariat.recorded()[ID].status == "gone"


def test_an_action_typed_in_the_sheet_too_is_one_row(secretariat: Secretariat) -> None:
    first = secretariat.runs(GOOD, apply=True)
    with Colleague(first.config) as colleague:
        colleague.types(KEY, "Action", f" {ACTION.lower()}.")
        colleague.types(KEY, "Narrative", "Only in the sheet")
    secretariat.runs(with_words(), apply=True)
    assert [row["Action"] for row in secretariat.to_add()] == [ACTION]
    page = secretariat.page()
    assert "Only in the sheet" in page
    assert WORDS in page


def test_an_action_beside_a_figure_that_is_not_open_enters_nothing(secretariat: Secretariat) -> None:
    exempt = f"content:\n  - {{figure: {INDICATOR}|2022/23, audience: exempt}}\n"
    done = secretariat.runs(with_words(), more=exempt)
    assert done.actions == ()
    assert ID not in secretariat.recorded()
    for path in (secretariat.folder / "out").iterdir():
        assert ACTION not in path.read_text(encoding="utf-8"), path.name
        assert WORDS not in path.read_text(encoding="utf-8"), path.name


def test_without_a_tracker_it_is_printed_beside_the_figure_and_the_way_is_told(secretariat: Secretariat) -> None:
    done = secretariat.runs(with_words(), tracker=False)
    assert done.actions == (
        "1 action was typed beside figures. Name an action tracker under 'registers:', and each becomes a row of it "
        "(docs/plans.md).",
    )
    assert done.summary()["actions"] == list(done.actions)
    assert f"Action ({PARTNER})" in secretariat.page()
    assert "Name an action tracker" in secretariat.page("month-report.html")


def test_the_next_return_shows_what_the_tracker_has(secretariat: Secretariat) -> None:
    secretariat.runs(with_words(action="=Open the clinic" + " on Saturdays" * 100), month="Oct 2026")
    path = secretariat.folder / "month.yaml"
    config = path.read_text(encoding="utf-8").replace("Oct 2026", "Nov 2026")
    path.write_text(config.replace("tower-hamlets}", f"tower-hamlets, indicators: [{INDICATOR}]}}"), encoding="utf-8")
    assert code(["month", "new", str(path)]) == 0
    [asked] = (secretariat.folder / "asked").rglob("*.xlsx")
    sheet = openpyxl.load_workbook(asked)["Data"]
    cells = [cell for row in sheet.iter_rows() for cell in row if "In the action tracker: =Open" in str(cell.value)]
    assert [cell.protection.locked for cell in cells] == [True]
    assert "…\nChange these there." in str(cells[0].value)
    assert cells[0].data_type == "s"


@pytest.mark.parametrize("typed", ["n/a", "-", "tbc"])
def test_what_only_fills_the_cell_is_no_action(secretariat: Secretariat, typed: str) -> None:
    assert secretariat.runs(with_words(WORDS, typed)).actions == ()


@pytest.mark.parametrize("typed", ["=HYPERLINK(1)", "<script>alert(1)</script>", "Übung " * 900, "two\nlines"])
def test_whatever_is_typed_stays_text(secretariat: Secretariat, typed: str) -> None:
    secretariat.runs(with_words(WORDS, typed))
    [row] = secretariat.to_add()
    assert row["Action"].lstrip("'") == " ".join(typed.split())
    assert not row["Action"].startswith("=")
    assert "<script>alert" not in secretariat.page()


def test_owner_and_due_typed_beside_an_action_are_those_of_its_row(secretariat: Secretariat) -> None:
    config = secretariat.runs(with_words("", ""), apply=True).config
    with Colleague(config) as colleague:
        for heading, text in (("Action", ACTION), ("Owner", "Public health lead"), ("Due", "31/03/2027")):
            colleague.types(KEY, heading, text)
    secretariat.runs(apply=True)
    [row] = secretariat.to_add()
    assert (row["Owner"], row["Due"]) == ("Public health lead", "2027-03-31")
    assert "Public health lead; due 31 Mar 2027" in secretariat.page()
    # Typed over in the sheet, which is where the row is known from until its keeper takes it in.
    with Colleague(config) as colleague:
        colleague.types(KEY, "Owner", "Schools lead")
        colleague.types(KEY, "Due", "after Easter")
    secretariat.runs(month="Dec 2026", apply=True)
    [row] = secretariat.to_add()
    assert (row["Owner"], row["Due"]) == ("Schools lead", "2027-03-31")
    assert secretariat.recorded()[ID].version == 2
    with Colleague(config) as colleague:
        assert colleague.cell(KEY, "Due") == "after Easter"
    # In the workbook: it is the master, and the difference is told.
    secretariat.tracks(CLINIC, {"id": ID, "action": ACTION, "indicator": INDICATOR, "owner": "Clinic manager",
                                "status": "on track"})  # fmt: skip
    done = secretariat.runs(month="Jan 2027", apply=True)
    assert "1 owner or day typed beside figures is not as in actions.xlsx, which counts." in done.actions
    assert "Clinic manager" in secretariat.page()
    assert "Schools lead; " not in secretariat.page()


def test_an_owner_typed_after_the_action_fills_its_row(secretariat: Secretariat) -> None:
    config = secretariat.runs(with_words(), apply=True).config
    assert secretariat.recorded()[ID].cells.get("owner") is None
    with Colleague(config) as colleague:
        for heading, text in (("Action", ACTION), ("Owner", "Public health lead")):
            colleague.types(KEY, heading, text)
    secretariat.runs(month="Dec 2026", apply=True)
    update = secretariat.recorded()[ID]
    assert (update.status, update.cells["owner"], update.version) == ("changed", "Public health lead", 2)
    secretariat.runs(month="Dec 2026", apply=True)
    assert secretariat.recorded()[ID] == update
