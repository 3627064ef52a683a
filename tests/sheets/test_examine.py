"""What the doctor sees of a shared sheet, and what it says that it cannot see. Nothing is written."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from tests.sheets.conftest import DATA, World

from tht_xl.cli.main import FINDINGS, code
from tht_xl.model.days import now
from tht_xl.rehearsal.server.faults import InjectedFault
from tht_xl.sheets import examine
from tht_xl.sheets.examine import SheetCheck, examine_sheet


def checks(world: World, worksheet: str = DATA, spreadsheet: str = "") -> list[SheetCheck]:
    before = world.cells()
    found = list(examine_sheet(world.http, spreadsheet or world.id, worksheet))
    assert world.cells() == before
    return found


def worst(found: list[SheetCheck]) -> SheetCheck:
    return max(found, key=lambda each: ("fine", "warning", "fault").index(each.state))


def test_a_sound_sheet_is_looked_at_in_one_call(world: World) -> None:
    calls = world.http.calls
    found = checks(world)
    assert world.http.calls == calls + 1
    assert {each.state for each in found} == {"fine"}
    said = "\n".join(each.said for each in found)
    assert "the spreadsheet 'Outcomes' can be read" in said
    assert "this computer's clock agrees with Google's" in said
    assert "of 10,000,000 cells in use" in said
    assert "not seen from here: whether it may be edited" in said


def test_a_sheet_of_nobody_yet(world: World) -> None:
    found = list(examine_sheet(world.http, world.server.create("Blank"), "This month"))
    assert any("tht-xl sync --init sets it up" in each.said for each in found)
    assert worst(found).state == "fine"


@pytest.mark.parametrize(
    ("seconds", "state", "said"),
    [
        (400, "fault", "ahead of Google's"),
        (-400, "fault", "behind Google's"),
        (100, "warning", "ahead of"),
        (20, "fine", "agrees"),
    ],
)
def test_a_clock_that_is_off(
    world: World, monkeypatch: pytest.MonkeyPatch, seconds: int, state: str, said: str
) -> None:
    monkeypatch.setattr(examine, "now", lambda: now() + timedelta(seconds=seconds))
    found = next(each for each in checks(world) if "clock" in each.said)
    assert (found.state, said in found.said) == (state, True)


def test_a_renamed_worksheet_and_a_missing_hidden_one(world: World) -> None:
    found = worst(checks(world, "Figures"))
    assert (found.state, found.said) == ("fault", "there is no worksheet 'Figures'")
    assert "There are 'Sheet1', 'Data'" in found.remedy
    ids = world.sheet._sheet.overview().sheet_ids
    world.person.request({"deleteSheet": {"sheetId": ids["_tht_undo"]}})
    assert worst(checks(world)).said == "hidden worksheets are missing: _tht_undo"


def test_a_range_that_keeps_people_out(world: World) -> None:
    area = {
        "range": {"sheetId": world.sheet._sheet.overview().sheet_ids[DATA], "startColumnIndex": 1, "endColumnIndex": 2}
    }
    world.person.request({"addProtectedRange": {"protectedRange": {**area, "warningOnly": True}}})
    assert worst(checks(world)).state == "fine"
    world.person.request({"addProtectedRange": {"protectedRange": area}})
    found = worst(checks(world))
    assert (found.state, "1 of the protected ranges in 'Data'" in found.said) == ("warning", True)


def test_a_sheet_that_is_nearly_full(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examine, "MAX_CELLS", 5_000)
    assert "cells in use" in worst(checks(world)).said


@pytest.mark.parametrize(
    ("fault", "said", "remedy"),
    [
        (InjectedFault(status=404), "there is no such spreadsheet", "Check its id"),
        (InjectedFault(status=403), "may not edit the spreadsheet", "Share the spreadsheet"),
        (InjectedFault(status=401), "does not accept the sign-in", "Make a new key"),
        (InjectedFault(status=429, times=None), "Google allows 60 reads", "Wait a few minutes"),
        (InjectedFault(drop=True, times=None), "Google cannot be reached", "check the connection"),
    ],
)
def test_what_google_refuses_is_said_with_what_to_do(
    world: World, fault: InjectedFault, said: str, remedy: str
) -> None:
    world.server.faults.add(fault)
    (found,) = examine_sheet(world.http, world.id, DATA)
    world.server.faults.clear()
    assert (found.state, said in found.said, remedy in found.remedy) == ("fault", True, True)


@pytest.mark.slow  # the doctor imports every extra
@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda _: None, "the key file cannot be read (No such file or directory)"),
        (lambda path: (path.write_text("{}"), path.chmod(0o644)), "others on this computer can read the key file"),
        (lambda path: (path.write_text("{"), path.chmod(0o600)), "the key file is not JSON"),
        (lambda path: (path.write_text("{}"), path.chmod(0o600)), "the file is not a service account's key"),
    ],
)
def test_the_command_says_what_is_wrong_with_the_key(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], make: Callable[[Path], object], said: str
) -> None:
    key, file = tmp_path / "key.json", tmp_path / "november.yaml"
    make(key)
    file.write_text(
        "month: Nov 2026\nreturns:\n  - workbook: return.xlsx\n    partner: london-borough-of-tower-hamlets\n"
        f"sheet:\n  spreadsheet: 1AbCdEfGhIjKlMnOpQrStUvWxYz{'x' * 17}\n  key_file: {key}\noutput: out\n"
    )
    assert code(["doctor", str(file)]) == FINDINGS
    shown = capsys.readouterr().out.replace("\n", " ")
    assert "sheet of november.yaml" in shown
    assert said in shown
