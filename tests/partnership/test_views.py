"""Views of registers: made from what is given, found by name, and shown as page, text and data."""

import json
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tht_xl.cli.main import code
from tht_xl.errors import DefinitionError, DomainError, UnknownNameError
from tht_xl.framework.load import load_framework
from tht_xl.partnership.view import Gap, View, ViewSection, numeric_columns
from tht_xl.partnership.views import VIEW_MODULES, ViewInput, find_view, make_view, view_names
from tht_xl.report.view_page import view_page
from tht_xl.templates.load import load_template
from tht_xl.templates.registers import about_register, filled_register, load_register, register_names
from tht_xl.workbook.registers.check import read_workbook
from tht_xl.workbook.registers.write import write_register

DAY = date(2026, 11, 30)
REGISTER = """
id: our-actions
template: action-tracker
name: Our actions
source: Minutes of 9 November
tables:
  actions:
    - {id: A1, action: Open the clinic, owner: Public health lead, due: 2027-03-31, status: on track}
    - {id: A2, action: Close the <old> one, owner: Estates lead, status: late, forecast: 2027-05-01}
    - {id: A3, action: Ask the schools, status: no update}
"""


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "our-actions.yaml"
    path.write_text(REGISTER, encoding="utf-8")
    return path


def given(register: Path, by: str = "", of: str = "") -> ViewInput:
    tables = load_register(register, today=DAY)
    return ViewInput(load_framework("tht"), DAY, by, of, {tables.template.id: tables})


def test_a_register_has_typed_cells_at_the_places_of_its_workbook(register: Path, tmp_path: Path) -> None:
    tables, filled = load_register(register, today=DAY), filled_register(register)
    path = write_register(tmp_path / "a.xlsx", filled.template, load_framework("tht"), filled.rows, today=DAY)
    read = read_workbook(path, today=DAY)
    assert not [each for each in read.findings if each.code != "R806"]
    for ours, theirs in zip(tables["actions"], read["actions"], strict=True):
        assert (ours.values, ours.place, ours.address("due")) == (theirs.values, theirs.place, theirs.address("due"))
    assert tables["actions"].rows[0]["due"] == date(2027, 3, 31)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("due: 2027-03-31", "due: soon", "our-actions.yaml:8: 'due' is 'soon'. Write a day such as 2019-11-19"),
        ("owner: Estates", "onwer: Estates", "our-actions.yaml:9: unknown column 'onwer'. Did you mean 'owner'"),
        ("actions:\n", "action:\n", "our-actions.yaml:7: unknown table 'action'"),
        ("template: action-tracker", "template: actions", "unknown template 'actions'"),
        ("source: Minutes of 9 November\n", "", "source"),
    ],
)
def test_a_register_that_does_not_fit_is_refused_with_its_line(register: Path, old: str, new: str, said: str) -> None:
    register.write_text(REGISTER.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DefinitionError) as refused:
        load_register(register)
    assert said in str(refused.value)


def test_every_view_is_declared_under_its_name() -> None:
    assert [find_view(name).name for name in view_names()] == list(VIEW_MODULES)


def test_every_packaged_register_fits_its_template() -> None:
    for name in register_names():
        assert load_register(name, today=DAY).name
        about = filled_register(name).about
        assert about.id == name
        assert about_register(name) == about.model_copy(update={"tables": {}})


def test_the_rows_of_a_register_are_shown_with_what_is_wrong(register: Path) -> None:
    shown = make_view("register", given(register))
    assert shown.title == "Our actions"
    assert shown.source == ("Our actions: Minutes of 9 November",)
    assert shown.sections[0].columns == ("No.", "Action", "Owner", "Due", "Status", "Forecast")
    assert shown.sections[0].rows[0][3:] == (date(2027, 3, 31), "on track", None)
    register.write_text(REGISTER.replace("status: on track", "status: slow"), encoding="utf-8")
    assert make_view("register", given(register)).gaps == (
        Gap("Status: not in the list (slow)", "Actions!H5", "Choose from the list"),
    )


def test_rows_are_counted_by_any_column(register: Path) -> None:
    shown = make_view("register", given(register, by="owner"))
    assert shown.sections[0].columns == ("Owner", "rows")
    assert set(shown.sections[0].rows) == {("Public health lead", 1), ("Estates lead", 1), ("not stated", 1)}
    with pytest.raises(UnknownNameError, match="unknown column 'ownr'"):
        make_view("register", given(register, by="ownr"))


def test_what_is_made_up_says_so(register: Path, tmp_path: Path) -> None:
    register.write_text(REGISTER.replace("tables:", "illustrative: yes\ntables:"), encoding="utf-8")
    assert make_view("register", given(register)).is_illustrative
    assert not make_view(
        "register", ViewInput(load_framework("tht"), DAY, registers={"x": _other(tmp_path)})
    ).is_illustrative
    path = write_register(
        tmp_path / "made-up.xlsx", load_template("action-tracker"), load_framework("tht"), stamp="Illustrative"
    )
    assert read_workbook(path)["actions"].tables.is_illustrative


def _other(folder: Path):  # noqa: ANN202 - tables
    path = folder / "other.yaml"
    path.write_text(REGISTER, encoding="utf-8")
    return load_register(path, today=DAY)


def test_a_view_of_everything_refuses_a_choice(register: Path) -> None:
    with pytest.raises(DomainError, match="is of everything"):
        make_view("register", given(register, of="A1"))
    with pytest.raises(UnknownNameError, match="unknown view 'registr'"):
        make_view("registr", given(register))


def test_a_register_that_nobody_gave_is_asked_for() -> None:
    with pytest.raises(DomainError, match="no register was named"):
        make_view("register", ViewInput(load_framework("tht"), DAY))
    with pytest.raises(DomainError, match="no register of the template 'framework-definitions' was given") as refused:
        ViewInput(load_framework("tht"), DAY).register("framework-definitions")
    assert "tht-xl template new framework-definitions" in refused.value.remedy


def test_a_template_of_ones_own_with_the_id_of_a_packaged_one_is_not_taken_for_it(tmp_path: Path) -> None:
    own = tmp_path / "savings.yaml"
    own.write_text(
        "id: savings\nname: Ours\nversion: '1'\nfilled_in_by: Lead\nfrequency: monthly\npurpose: Ours\ntables:\n"
        "  - {id: schemes, sheet: Schemes, title: Schemes, columns: [{id: name, heading: Name, kind: text}]}\n",
        encoding="utf-8",
    )
    path = write_register(tmp_path / "s.xlsx", load_template(own), load_framework("tht"), {"schemes": [{"name": "x"}]})
    filled = read_workbook(path, template=own)
    assert not filled.findings
    assert filled.tables
    with pytest.raises(DomainError, match="made from another template that is also called 'savings'"):
        make_view("savings", ViewInput(load_framework("tht"), DAY, registers={"savings": filled.tables}))


def test_numbers_are_written_to_the_right_and_a_column_without_entries_is_not_one_of_numbers() -> None:
    rows = ((1, None, None, "a", 1.5), (None, None, 2.0, 3, date(2019, 11, 19)))
    assert numeric_columns(rows) == {0, 2}
    assert numeric_columns(()) == frozenset()


class Cells(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.text.append(data.strip())


def test_the_page_shows_every_cell_and_gap_and_escapes_them() -> None:
    view = View("Our <plan>", ("All is well.",), (ViewSection("A", (), ("x", "y"), (("<b>", None), ("c", 1234))),),
                (Gap("No owner", "Actions!D5", "Name one"),), ("The paper",), is_illustrative=True)  # fmt: skip
    page = view_page(view, today=DAY)
    cells = Cells()
    cells.feed(page)
    assert {"Our <plan>", "All is well.", "<b>", "not stated", "1,234", "No owner", "From The paper"} <= set(cells.text)
    assert "Illustrative: made up to show how it works" in cells.text
    assert "Actions!D5: Name one" in cells.text
    assert "<b>" not in page


def test_the_command_shows_a_view(register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.html"
    assert code(["view", "register", str(register), "--as-of", "2026-11-30", "--html", str(page)]) == 0
    shown = capsys.readouterr().out
    assert "Our actions" in shown
    assert "31 Mar 2027" in shown
    assert "Close the &lt;old&gt; one" in page.read_text("utf-8")
    assert code(["view", "register", str(register), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["sections"][0]["rows"][0][1] == "Open the clinic"
    assert code(["view"]) == 0
    assert "register" in capsys.readouterr().out
    assert code(["view", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["views"][0]["name"] == "register"


def test_the_command_reads_a_workbook_and_says_what_is_wrong_with_it(
    register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filled = filled_register(register)
    rows = {"actions": [*filled.rows["actions"], {"id": "A1", "action": "Another", "status": "dropped", "owner": "x"}]}
    path = write_register(tmp_path / "a.xlsx", filled.template, load_framework("tht"), rows, today=DAY)
    assert code(["view", "register", str(path)]) == 0
    assert "Actions!B8" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["registr"], "unknown view 'registr'"),
        (["register", "no-such-register.xlsx"], "no-such-register.xlsx cannot be used"),
        (["register", "no-such-register"], "no-such-register cannot be used"),
        (["register", "{0}", "{0}"], "two registers of the template 'action-tracker' were given"),
        (["register", "{0}", "--as-of", "tomorrow"], "'tomorrow' is not a day"),
    ],
)
def test_what_cannot_be_shown_is_said_in_one_line(
    register: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert code(["view", *(each.format(register) for each in arguments)]) == 2
    shown = capsys.readouterr().err
    assert said in shown
    assert "Traceback" not in shown


def test_a_terminal_too_narrow_for_a_table_shows_a_block_for_each_row(
    register: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from tht_xl.cli import show

    # The console is made when it is first asked for; it takes the terminal's width then.
    for width, is_table in (("200", True), ("40", False)):
        monkeypatch.delitem(vars(show), "out", raising=False)
        monkeypatch.setenv("COLUMNS", width)
        assert code(["view", "register", str(register)]) == 0
        shown = capsys.readouterr().out
        assert ("  Action: Close the <old> one\n" in shown) is not is_table
        assert ("Close the <old> one" in shown) is True
    monkeypatch.delitem(vars(show), "out", raising=False)
