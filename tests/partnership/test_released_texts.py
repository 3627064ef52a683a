"""A text that waits for its release is in no output and in no message."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tht_xl.cli.main import code
from tht_xl.framework.load import load_framework
from tht_xl.month.registers.updates import kept_cells
from tht_xl.partnership.register_view import NOT_RELEASED
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import make_view
from tht_xl.templates.check import wrong_rows
from tht_xl.templates.load import load_template
from tht_xl.templates.table import Tables
from tht_xl.workbook.registers.write import write_register

Fill = Callable[..., Tables]
Make = Callable[..., ViewInput]

UNRELEASED = "The manager of the Larkspur Road surgery shouted at me"
QUESTION = {"id": "1", "audience": "staff", "question": "How are you?"}
POINT = {"id": "P1", "response": "R1", "question": "1", "text": UNRELEASED}
RELEASE = {"released-by": "Consultation lead", "released-on": "2026-06-01"}


def test_the_view_of_any_register_holds_a_text_back_until_it_is_released(fill: Fill, given: Make) -> None:
    points = [POINT, POINT | RELEASE | {"id": "P2", "text": "It is easier to park"}, POINT | {"id": "P3", "text": None}]
    tables = fill("consultation", questions=[QUESTION], points=points)
    for by in ("", "what was said"):
        shown = str(make_view("register", given(tables, by=by)))
        assert UNRELEASED not in shown
        assert "It is easier to park" in shown
        assert NOT_RELEASED in shown


def test_no_finding_quotes_it(fill: Fill) -> None:
    definition = load_template("consultation").table("points")
    waiting = next(column for column in definition.columns if column.id == "text")
    assert waiting.released_by == "released-by"
    tables = fill("consultation", questions=[QUESTION], points=[POINT, POINT])
    assert [each.given for each in wrong_rows(tables)] == ["No.: given twice (P1)"] * 2
    from tht_xl.templates.check import _shown

    assert _shown(tables["points"].rows[0], "text") == "not shown"


def test_no_command_prints_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = {"questions": [QUESTION], "points": [POINT | {"theme": "nobody-listed-this"}]}
    path = write_register(tmp_path / "c.xlsx", load_template("consultation"), load_framework("tht"), rows)
    page, log = tmp_path / "page.html", tmp_path / "log.csv"
    code(["check", str(path), "--html", str(page), "--log", str(log)])
    code(["check", str(path), "--format", "json"])
    code(["view", "register", str(path), "--html", str(tmp_path / "view.html")])
    code(["view", "register", str(path), "--format", "json"])
    printed = capsys.readouterr()
    written = "".join(each.read_text("utf-8") for each in (page, log, tmp_path / "view.html"))
    assert "nobody-listed-this" in printed.out
    assert "Larkspur" not in printed.out + printed.err + written


def test_a_month_does_not_record_it(fill: Fill) -> None:
    waiting, released = fill("consultation", questions=[QUESTION], points=[POINT, POINT | RELEASE | {"id": "P2"}])[
        "points"
    ]
    assert "text" not in kept_cells(waiting)
    assert kept_cells(released)["text"] == UNRELEASED
