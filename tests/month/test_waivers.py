"""A mistaken finding from check to month: what is printed is what the configuration takes."""

import csv
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from filled_return import FilledReturn

from tht_xl.cli.main import FINDINGS, FINE, code

MONTH = "month: Nov 2026\nreturns:\n  - workbook: return.xlsx\n    partner: barts-health\noutput: out\n"
PLACE = "workbook: return.xlsx, code: R402, key: reception-obesity|tower-hamlets|2023/24, column: Note, fingerprint: "


@pytest.fixture
def returned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FilledReturn:
    """A return with a clinic's postcode in a note, in the folder one works in."""
    monkeypatch.chdir(tmp_path)
    book = FilledReturn()
    book.put({"N5": "Drop-in at E1 4NS"})
    book.save(tmp_path / "return.xlsx")
    return book


def printed(capsys: pytest.CaptureFixture[str]) -> str:
    """The line that the check prints to add to the configuration."""
    assert code(["check", "return.xlsx", "--waivers"]) == FINDINGS
    (line,) = (line for line in capsys.readouterr().out.splitlines() if line.strip().startswith("- {"))
    return line


def configured(line: str, day: date) -> None:
    filled = line.replace("role: ...", "role: Analyst").replace("reason: ...", "reason: A clinic")
    Path("month.yaml").write_text(f"{MONTH}waivers:\n{filled.replace('YYYY-MM-DD', str(day))}\n", encoding="utf-8")


def found() -> list[dict[str, str]]:
    with Path("out/findings.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.slow
@pytest.mark.usefixtures("returned")
def test_what_check_prints_is_what_the_month_takes(capsys: pytest.CaptureFixture[str]) -> None:
    line = printed(capsys)
    assert PLACE in line
    day = date.today() + timedelta(days=30)  # noqa: DTZ011
    configured(line, day)

    assert code(["month", "month.yaml", "--rehearse", "--format", "json"]) == FINE

    (returned,) = json.loads(capsys.readouterr().out)["returns"]
    assert (returned["rows"], returned["errors"], returned["warnings"], returned["waived"]) == (6, 0, 0, 1)
    (finding,) = found()
    assert (finding["code"], finding["cell"], finding["severity"]) == ("R402", "N5", "error")
    assert (finding["waived_by"], finding["waived_because"]) == ("Analyst", "A clinic")
    assert finding["waived_until"] == str(day)
    assert "E1 4NS" not in Path("out/findings.csv").read_text(encoding="utf-8")


@pytest.mark.slow
def test_another_content_is_held_back_again(returned: FilledReturn, capsys: pytest.CaptureFixture[str]) -> None:
    configured(printed(capsys), date.today() + timedelta(days=30))  # noqa: DTZ011
    returned.put({"N5": "Jane Smith, E1 4NS"})
    returned.save(Path("return.xlsx"))

    assert code(["month", "month.yaml", "--rehearse"]) == FINDINGS

    shown = capsys.readouterr().out
    assert "is for other content" in shown
    assert "return.xlsx: held back" in shown
    assert sorted((each["code"], each["waived_by"]) for each in found()) == [("R402", ""), ("R602", "")]


@pytest.mark.slow
@pytest.mark.usefixtures("returned")
def test_a_day_that_has_passed_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    configured(printed(capsys), date.today() - timedelta(days=1))  # noqa: DTZ011

    assert code(["month", "month.yaml", "--rehearse"]) == FINDINGS

    assert sorted(each["code"] for each in found()) == ["R402", "R601"]


@pytest.mark.usefixtures("returned")
def test_fingerprints_are_printed_on_request_only(capsys: pytest.CaptureFixture[str]) -> None:
    assert code(["check", "return.xlsx"]) == FINDINGS
    shown = capsys.readouterr().out
    assert "fingerprint" not in shown
    assert "--waivers shows how to waive it" in shown

    assert code(["check", "return.xlsx", "--format", "json"]) == FINDINGS
    assert json.loads(capsys.readouterr().out)[0]["to_waive"] == []
    assert code(["check", "return.xlsx", "--format", "json", "--waivers"]) == FINDINGS
    (data,) = json.loads(capsys.readouterr().out)
    (each,) = data["to_waive"]
    assert (each["code"], each["cell"], each["column"]) == ("R402", "N5", "Note")
    assert [(one["holds_back"], one["waiver"]) for one in data["findings"]] == [(True, None)]
