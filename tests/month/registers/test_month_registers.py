"""Plans, registers and logs over several months: checked like returns, recorded update by update, shown in views."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tht_xl.cli.main import code
from tht_xl.errors import ConfigError
from tht_xl.framework.load import load_framework
from tht_xl.model.periods.period import Period
from tht_xl.month.configuration.load import load_config
from tht_xl.month.run import MonthResult, run_month
from tht_xl.store.open import open_store
from tht_xl.store.records.registers import newest_updates, registers_seen
from tht_xl.templates.load import load_template
from tht_xl.workbook.registers.write import write_register

Cells = dict[str, Any]
CLINIC: Cells = {"id": "A1", "action": "Open the clinic", "owner": "Public health lead", "status": "on track",
                 "due": date(2027, 3, 31)}  # fmt: skip
SCHOOLS: Cells = {"id": "A2", "action": "Ask the schools", "owner": "Schools lead", "status": "not started"}


@pytest.fixture
def folder(write_return: Callable[..., Path], tmp_path: Path) -> Path:
    write_return()
    return tmp_path


def write_actions(folder: Path, rows: Sequence[Cells], name: str = "actions.xlsx", stamp: str = "") -> Path:
    path = folder / name
    path.unlink(missing_ok=True)
    return write_register(path, load_template("action-tracker"), load_framework("tht"), {"actions": rows}, stamp=stamp)


def write_config(folder: Path, month: str = "Nov 2026", registers: str = "", views: str = "", more: str = "") -> Path:
    path = folder / "month.yaml"
    path.write_text(
        f"month: {month}\nreturns:\n  - workbook: return.xlsx\n    partner: london-borough-of-tower-hamlets\n"
        f"registers:\n{registers or '  - workbook: actions.xlsx'}\nviews: {views or '[]'}\npublished: no\n"
        f"output: out\n{more}",
        encoding="utf-8",
    )
    return path


def run(folder: Path, rows: Sequence[Cells] | None = None, **config: str) -> MonthResult:
    if rows is not None:
        write_actions(folder, rows)
    return run_month(load_config(write_config(folder, **config)))


def recorded(folder: Path) -> dict[str, tuple[int, str, Any]]:
    """Version, kind and status cell of the newest update of each row."""
    with open_store(folder / "tht-xl-store.sqlite") as store:
        updates = newest_updates(store, "actions.xlsx").values()
        return {update.key: (update.version, update.status, update.cells.get("status")) for update in updates}


@pytest.mark.slow
def test_each_update_of_a_row_is_recorded_from_month_to_month(folder: Path) -> None:
    first = run(folder, [CLINIC, SCHOOLS], month="Sep 2026")
    assert first.registers[0].says == "2 rows, 2 new"
    assert recorded(folder) == {"A1": (1, "new", "on track"), "A2": (1, "new", "not started")}
    again = run(folder, month="Sep 2026")
    assert again.registers[0].says == "2 rows"

    second = run(folder, [CLINIC | {"status": "no change"}, SCHOOLS | {"status": "on track"}], month="Oct 2026")
    assert second.registers[0].says == "2 rows, 1 no change, 1 changed"
    assert recorded(folder) == {"A1": (2, "no change", "on track"), "A2": (2, "changed", "on track")}
    assert run(folder, month="Oct 2026").registers[0].says == "2 rows"

    assert run(folder, [SCHOOLS], month="Nov 2026").registers[0].says == "1 row, 1 changed, 1 gone"
    assert recorded(folder)["A1"] == (3, "gone", "on track")
    assert run(folder, [CLINIC, SCHOOLS], month="Dec 2026").registers[0].says == "2 rows, 1 back"
    assert recorded(folder)["A1"] == (4, "back", "on track")


@pytest.mark.slow
def test_a_row_that_an_error_holds_back_stays_as_it_was_recorded(folder: Path) -> None:
    run(folder, [CLINIC, SCHOOLS], month="Oct 2026")
    wrong = run(folder, [CLINIC | {"status": "whatever"}, SCHOOLS | {"status": "on track"}])
    assert wrong.needs_attention
    assert wrong.registers[0].says == "2 rows, 1 changed, 1 row held back"
    assert recorded(folder) == {"A1": (1, "new", "on track"), "A2": (2, "changed", "on track")}
    assert "R805" in (folder / "out" / "findings.csv").read_text("utf-8")
    report = (folder / "out" / "month-report.html").read_text("utf-8")
    assert "Tell the Secretariat what to correct in actions.xlsx." in report


@pytest.mark.slow
@pytest.mark.parametrize("content", [None, b"", b"not a workbook"])
def test_a_register_that_cannot_be_read_leaves_what_was_recorded(folder: Path, content: bytes | None) -> None:
    run(folder, [CLINIC], month="Oct 2026")
    (folder / "actions.xlsx").unlink()
    if content is not None:
        (folder / "actions.xlsx").write_bytes(content)
    done = run(folder)
    assert done.needs_attention
    assert done.registers[0].says == "could not be read; what was recorded of it before stays"
    assert len(done.newest) > 0
    assert recorded(folder) == {"A1": (1, "new", "on track")}


@pytest.mark.slow
def test_what_is_made_up_is_checked_and_enters_nothing(folder: Path) -> None:
    write_actions(folder, [CLINIC], stamp="Illustrative")
    done = run(folder, views="[register]")
    assert done.registers[0].says == "is illustrative: it is checked, and enters nothing"
    assert recorded(folder) == {}
    assert "Open the clinic" not in (folder / "out" / "view-register.html").read_text("utf-8")


@pytest.mark.slow
def test_a_register_that_nobody_brings_up_to_date_is_owed(folder: Path) -> None:
    run(folder, [CLINIC], month="Sep 2026")
    done = run(folder, month="Oct 2026")
    assert done.registers[0].is_owed
    assert done.registers[0].says == "1 row, owed: not brought up to date since Sep 2026"
    assert "bring actions.xlsx up to date" in (folder / "out" / "month-report.html").read_text("utf-8")
    quarterly = "  - {workbook: actions.xlsx, frequency: quarterly}"
    assert not run(folder, month="Nov 2026", registers=quarterly).registers[0].is_owed
    assert run(folder, month="Dec 2026", registers=quarterly).registers[0].is_owed
    never = "  - {workbook: actions.xlsx, frequency: as needed}"
    assert not run(folder, month="Jan 2027", registers=never).registers[0].is_owed
    assert not run(folder, [CLINIC | {"status": "no change"}], month="Feb 2027").registers[0].is_owed


@pytest.mark.slow
def test_views_are_written_as_pages_of_the_month(folder: Path) -> None:
    done = run(folder, [CLINIC, SCHOOLS | {"status": "nowhere"}], views="[{view: register, by: Owner}]")
    page = done.files["view-register.html"].read_text("utf-8")
    assert "Public health lead" in page
    assert "30 Nov 2026" in page
    assert "actions.xlsx, Actions!" in page


@pytest.mark.slow
def test_a_register_that_is_not_listed_is_off(folder: Path) -> None:
    write_actions(folder, [CLINIC])
    done = run_month(load_config(_without_registers(folder)))
    assert done.registers == ()
    assert done.summary()["registers"] == []
    assert recorded(folder) == {}


def _without_registers(folder: Path) -> Path:
    path = write_config(folder)
    path.write_text(path.read_text("utf-8").replace("registers:\n  - workbook: actions.xlsx\n", ""), encoding="utf-8")
    return path


@pytest.mark.slow
def test_an_owners_own_tracker_is_read_through_its_mapping(folder: Path) -> None:
    (folder / "tracker.csv").write_text("Ref,What,Who,RAG\n7,Open the clinic,PH lead,Green\n", encoding="utf-8")
    (folder / "tracker.yaml").write_text(
        "template: action-tracker\ntables:\n  actions:\n    header_rows: [1]\n    columns:\n      id: Ref\n"
        "      action: What\n      owner: Who\n      status: {heading: RAG, values: {Green: on track}}\n",
        encoding="utf-8",
    )
    done = run(folder, registers="  - {workbook: tracker.csv, mapping: tracker.yaml, role: PMO}")
    assert done.registers[0].says == "1 row, 1 new"
    with open_store(folder / "tht-xl-store.sqlite") as store:
        (update,) = newest_updates(store, "tracker.csv").values()
        (seen,) = registers_seen(store, "tracker.csv")
    assert (update.role, update.cells["status"], update.month) == ("PMO", "on track", Period.parse("Nov 2026"))
    assert (seen.template, seen.rows, seen.errors) == ("action-tracker", 1, 0)


@pytest.mark.slow
def test_a_plan_of_another_framework_is_read_with_its_own_lists(folder: Path) -> None:
    row = CLINIC | {"indicator": "smoking-quitters"}
    framework = load_framework("strategy-2009")
    names = [each.id for each in framework.indicators]
    row["indicator"] = names[0]
    (folder / "actions.xlsx").unlink(missing_ok=True)
    write_register(folder / "actions.xlsx", load_template("action-tracker"), framework, {"actions": [row]})
    assert run(folder).registers[0].says == "1 row, 1 new"


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ({"views": "[registr]"}, "unknown view 'registr'"),
        ({"views": "[register, register]"}, "the view 'register' is there twice"),
        ({"views": "[{view: register, of: A1}]"}, "the view 'register' is of everything"),
        ({"registers": "  - {workbook: a/x.xlsx}\n  - {workbook: b/x.xlsx}"}, "two registers are called x.xlsx"),
        ({"registers": "  - {workbook: x.xlsx, frequency: weekly}"}, "weekly"),
        ({"registers": "  - {workbok: x.xlsx}"}, "workbok"),
    ],
)
def test_a_mistake_in_the_configuration_is_said_with_its_line(folder: Path, config: Cells, said: str) -> None:
    with pytest.raises(ConfigError, match=r"month\.yaml:\d+: ") as refused:
        load_config(write_config(folder, **config))
    assert said in str(refused.value)


@pytest.mark.slow
def test_two_registers_of_a_kind_are_both_recorded_and_the_view_says_which_it_shows(folder: Path) -> None:
    write_actions(folder, [SCHOOLS], "others.xlsx")
    both = "  - workbook: actions.xlsx\n  - workbook: others.xlsx"
    done = run(folder, [CLINIC], registers=both, views="[register]")
    assert [each.says for each in done.registers] == ["1 row, 1 new", "1 row, 1 new"]
    page = (folder / "out" / "view-register.html").read_text("utf-8")
    assert "others.xlsx is a register of the same kind, and is not in this view" in page


@pytest.mark.slow
def test_the_command_shows_them(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_actions(folder, [CLINIC | {"owner": None}])
    assert code(["month", "run", str(write_config(folder))]) == 1
    shown = capsys.readouterr().out
    assert "Plans, registers and logs" in shown
    assert "R806" in shown
    assert code(["month", "run", str(folder / "month.yaml"), "--format", "json"]) == 1
    (data,) = json.loads(capsys.readouterr().out)["registers"]
    assert (data["template"], data["kept_by"], data["rows"], data["errors"]) == ("action-tracker", "Secretariat", 1, 1)


@pytest.mark.slow
def test_the_demo_has_registers_and_writes_their_views(demo: MonthResult) -> None:
    assert {each.name: each.says for each in demo.registers} == {
        "action-tracker-2019.xlsx": "5 rows, 5 new",
        "risks-2019.xlsx": "5 rows, 5 new",
    }
    page = demo.files["view-actions.html"].read_text("utf-8")
    assert "single assessor" in page.casefold()
    assert "Year 6 obesity" in demo.files["view-exceptions.html"].read_text("utf-8")
