"""What a workbook says of itself: its framework, and that it is for reading alone."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

import tht_xl
from tht_xl.cli.main import code
from tht_xl.framework.load import load_framework
from tht_xl.model.definition import Framework
from tht_xl.model.finding import Report
from tht_xl.workbook.check import check_return
from tht_xl.workbook.many.jobs import check_files
from tht_xl.workbook.many.task import HowToCheck
from tht_xl.workbook.origin import BookOrigin, framework_of, origin_of
from tht_xl.workbook.qa_log import qa_log

Write = Callable[..., Path]
WORKBOOKS = Path(__file__).parents[2] / "workbooks"


def says(*lines: str) -> Callable[[Workbook, Worksheet], None]:
    """Add a sheet Read me with these lines under "Made from"."""

    def add(book: Workbook, _: Worksheet) -> None:
        page = book.add_worksheet("Read me")
        for row, line in enumerate(("About", "Framework: not this", "Made from", *lines)):
            page.write_string(row, 0, line)

    return add


def for_reading(path: Path, *lines: str, cell: object = "Bow") -> Path:
    with Workbook(path) as book:
        book.set_properties({"created": datetime(2026, 11, 1)})  # noqa: DTZ001 - as a workbook has it
        page = book.add_worksheet("Wards")
        page.write(0, 0, cell)
        says("Framework: tht", "Kind: for reading", *lines)(book, page)
    return path


def codes(report: Report) -> list[tuple[str, str, str]]:
    return [(f.code, f.sheet, f.cell) for f in report]


def test_the_lines_under_made_from_come_before_all_others() -> None:
    rows = [["Framework: a"], ["Made from"], ["", "Framework: b", "Kind: for reading"], ["Source"], ["Framework: c"]]
    assert origin_of(rows) == BookOrigin(framework="b", kind="for reading")
    assert origin_of([["Framework: a"]]) == BookOrigin()
    assert origin_of([["x"]] * 60 + [["Made from"], ["Framework: b"]]) == BookOrigin()


def test_a_workbook_is_checked_with_the_framework_that_it_names(write_return: Write) -> None:
    path = write_return({"A5": "life-expectancy-male", "A9": None}, more=says("Framework: strategy-2009"))
    found = {f.cell for f in tht_xl.check(path) if f.code == "R301"}
    assert "A5" not in found
    assert "A5" in {f.cell for f in tht_xl.check(path, framework="tht") if f.code == "R301"}
    assert code(["check", str(WORKBOOKS / "strategy-2009.xlsx")]) == 0


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [0, 1])
def test_the_command_line_leaves_each_workbook_its_own(jobs: int) -> None:
    files = [WORKBOOKS / f"{name}.xlsx" for name in ("strategy-2009", "quality-of-life", "wards-and-localities")]
    for done in check_files(files, HowToCheck(), jobs=jobs):
        assert not done.report.errors
        assert "R127" not in {f.code for f in done.report}


def test_another_framework_than_its_own_is_told(write_return: Write, framework: Framework) -> None:
    path = write_return(more=says("Framework: strategy-2009"))
    (finding,) = check_return(path, framework).report
    assert str(finding) == (
        "R127 file: it says that it was made from the framework 'strategy-2009'; expected 'testing', which it is "
        "checked with. Check it with its own: tht-xl check --framework strategy-2009"
    )


@pytest.mark.parametrize("said", ["essex-of-ours", "{folder}", "../other", "\\\\server\\share"])
def test_a_workbook_does_not_say_which_folder_is_read(write_return: Write, said: str) -> None:
    said = said.format(folder=Path(__file__).parent / "framework")
    path = write_return(more=says(f"Framework: {said}"))
    finding = next(f for f in tht_xl.check(path) if f.code == "R127")
    assert finding.fix == "Check it with its own: tht-xl check --framework FOLDER"
    assert framework_of(BookOrigin(framework=said)) == load_framework("tht")


def test_a_workbook_does_not_say_which_template_file_is_read(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("id: own\n", encoding="utf-8")
    with Workbook(tmp_path / "a.xlsx") as book:
        says(f"Template: {own}")(book, book.add_worksheet("Rows"))
    (finding,) = tht_xl.check(tmp_path / "a.xlsx")
    assert finding.code == "R801"
    assert finding.fix == "If it is your own, name its YAML file: tht-xl check --template"


def test_a_workbook_for_reading_needs_no_sheet_data(tmp_path: Path) -> None:
    path = for_reading(tmp_path / "wards.xlsx")
    assert codes(tht_xl.check(path)) == []
    (done,) = check_files([path], HowToCheck())
    assert codes(done.report) == []
    outcomes = {each.code: each for each in qa_log(done.report)}
    assert outcomes["R110"].outcome == outcomes["R201"].outcome == "not run"
    # The cells of both sheets.
    assert outcomes["R402"].checked == 6


def test_a_workbook_for_reading_is_searched_on_every_sheet(tmp_path: Path) -> None:
    path = for_reading(tmp_path / "wards.xlsx", "write to jane@example.org", cell="Flat 2, E1 4NS")
    assert codes(tht_xl.check(path)) == [("R401", "Read me", "A6"), ("R402", "Wards", "A1")]


def test_a_return_for_reading_is_none(tmp_path: Path) -> None:
    done = check_return(for_reading(tmp_path / "wards.xlsx"))
    assert [f.code for f in done.report] == ["R110"]


def test_a_return_does_not_get_away_by_calling_itself_for_reading(write_return: Write) -> None:
    path = write_return({"D5": "about 9"}, more=says("Kind: for reading"))
    assert "R201" in {f.code for f in tht_xl.check(path, framework=Path(__file__).parent / "framework")}


def test_a_workbook_for_reading_with_a_stray_cell_far_away_is_a_finding(tmp_path: Path) -> None:
    with Workbook(tmp_path / "a.xlsx") as book:
        page = book.add_worksheet("Wards")
        page.write(1_048_575, 16_383, 1)
        says("Kind: for reading")(book, page)
    (finding,) = tht_xl.check(tmp_path / "a.xlsx")
    assert (finding.code, finding.given) == ("R109", "the last filled cell of a worksheet is XFD1048576")


@pytest.mark.slow
@pytest.mark.parametrize("sheet", ["Read me", "Summary"])
def test_a_stray_cell_of_another_sheet_harms_no_return(write_return: Write, framework: Framework, sheet: str) -> None:
    def add(book: Workbook, _: Worksheet) -> None:
        page = book.add_worksheet(sheet)
        page.write_formula(0, 0, "=THT_RAG(1,2)", None, 1)
        page.write(1_048_575, 16_383, 1)

    assert codes(check_return(write_return(more=add), framework).report) == []
