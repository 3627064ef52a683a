"""A framework exported and imported again: equal, every mistake by its cell, nobody's work overwritten."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tht_xl.cli.main import COULD_NOT_RUN, FINDINGS, FINE, code
from tht_xl.documents.addresses import column_letters
from tht_xl.errors import DomainError
from tht_xl.framework.load import framework_names, load_framework
from tht_xl.model.definition import Framework
from tht_xl.workbook.registers.framework_book import export_framework, read_framework

pytestmark = pytest.mark.slow  # each writes or reads a whole framework

SMALL = Framework.model_validate({
    "id": "town", "name": "=1+1", "version": "007", "home": "town", "comparators": ["land"],
    "note": "two\n\nlines, 'quoted' \"twice\"; & <b>", "source": "https://example.org/a?b=c",
    "areas": [
        {"id": "town", "name": "Town", "kind": "borough", "aliases": ["A; b", '"C"', "d"], "valid_from": "1965-04-01"},
        {"id": "land", "name": "1/2", "kind": "country"},
    ],
    "domains": [{"id": "health", "name": "TRUE"}],
    "workstreams": [{"id": "one", "name": "One", "priorities": ["first", "second"]}],
    "indicators": [{
        "id": "smoking", "name": "Smoking", "domain": "health", "definition": "Adults", "measure": "published",
        "unit": "%", "polarity": "low", "frequency": "annual", "disclosure": "1-7", "tolerance": 0.1 + 0.2,
        "breaks": ["2019", "2021/22"], "period_kind": "3 calendar years", "release_month": 11,
        "target": {"due": "2030 - 32", "agreed": False, "value": 1 / 3, "baseline": 20, "baseline_period": "2018 - 20",
                   "path": "linear", "milestones": [{"period": "2024 - 26", "value": 12}]},
    }],
    "published": [
        {"indicator": "smoking", "source": "One", "values": {"town": {"2018 - 20": [20.123456789012345, 1, 30]}},
         "releases": {"2018 - 20": "2021-01-31"}},
        {"indicator": "smoking", "source": "Two", "values": {"land": {"2018 - 20": [20]}}},
        {"indicator": "smoking", "source": "None yet", "values": {}},
    ],
})  # fmt: skip
"""What a spreadsheet would spoil: texts that look like formulas, numbers, fractions and links; numbers of 17 digits."""

Cells = dict[tuple[str, str], Any]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export_framework(SMALL, tmp_path_factory.mktemp("exported") / "town.xlsx")


@pytest.fixture
def exported(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(original, tmp_path / "town.xlsx"))


def change(path: Path, cells: Cells) -> Path:
    """Type into cells, named by sheet and address."""
    book = load_workbook(path)
    for (sheet, cell), value in cells.items():
        book[sheet][cell] = value
    book.save(path)
    return path


@pytest.mark.parametrize("name", framework_names())
def test_a_packaged_framework_is_imported_as_it_was_exported(name: str, tmp_path: Path) -> None:
    read = read_framework(export_framework(load_framework(name), tmp_path / "book.xlsx"))
    assert not any(each.holds_back for each in read.report.findings)
    assert read.framework == load_framework(name)


def test_nothing_is_lost_of_what_a_spreadsheet_likes_to_change(exported: Path) -> None:
    read = read_framework(exported)
    assert not any(each.holds_back for each in read.report.findings)
    assert read.framework == SMALL


def test_the_same_framework_gives_the_same_bytes(exported: Path, tmp_path: Path) -> None:
    assert export_framework(SMALL, tmp_path / "again.xlsx").read_bytes() == exported.read_bytes()


def test_a_text_that_looks_like_an_escape_is_kept(tmp_path: Path) -> None:
    framework = SMALL.model_copy(update={"mission": "_x0041_ and _x000D_"})
    assert read_framework(export_framework(framework, tmp_path / "a.xlsx")).framework == framework


def test_a_text_that_no_cell_takes_is_refused(tmp_path: Path) -> None:
    framework = SMALL.model_copy(update={"mission": "x" * 40_000})
    with pytest.raises(DomainError, match=r"Framework!G5: the text has 40,000 characters; a cell takes 32,767"):
        export_framework(framework, tmp_path / "long.xlsx")
    assert not (tmp_path / "long.xlsx").exists()


Mistake = tuple[str, str, int, object, str, str]
MISTAKES: list[Mistake] = [
    ("Indicators", "Period kind", 5, "fortnights", "R813 Indicators!T5", "fortnights"),
    ("Indicators", "Breaks", 5, "2019; soon", "R813 Indicators!AF5", "soon"),
    ("Indicators", "Sex", 5, "men", "R805 Indicators!P5", "not in the list"),
    ("Areas", "Id", 7, "town", "R809 Areas!B7", "given twice"),
    ("Workstreams", "Name", 5, None, "R806 Workstreams!C5", "Name is missing"),
]
"""Together in one workbook: all of them are told in one pass."""
CONTRADICTIONS: list[Mistake] = [
    ("Framework", "Comparators", 5, "land; sea", "R813 Framework!F5", "unknown area 'sea'"),
    ("Targets", "Due", 5, "2017 - 19", "R813 Targets!D5", "not after its baseline"),
    ("Targets", "Minimum", 5, 0.1, "R813 Targets!F5", "better than its target"),
    ("Milestones", "Period", 5, "2033 - 35", "R813 Milestones!C5", "after its target is due"),
    ("Areas", "Within", 5, "town", "R813 Areas!F5", "lies within itself"),
    ("Published values", "Series", 6, "smoking", "R813 Published values!D6", "is already given"),
    ("Published values", "Area", 6, "town", "", ""),
    ("Published on", "Period", 5, "2017 - 19", "R813 Published on!C5", "has no value for it"),
]
BROKEN: list[Mistake] = [
    ("Framework", "Home area", 5, "village", "R807 Framework!E5", "not in the list"),
    ("Indicators", "Domain", 5, "helth", "R807 Indicators!E5", "not in the list"),
    ("Targets", "Target", 5, "ten", "R804 Targets!C5", "not a number"),
    ("Targets", "Agreed", 5, None, "R806 Targets!E5", "Agreed is missing"),
    ("Published values", "Upper limit", 5, 5, "R808 Published values!E5", "between its limits"),
    ("Published values", "Period", 6, "soon", "R804 Published values!D6", "is not a period"),
]


@pytest.mark.parametrize("mistakes", [MISTAKES, CONTRADICTIONS, BROKEN])
def test_mistakes_are_named_by_their_cells(mistakes: list[Mistake], exported: Path) -> None:
    columns = {sheet: [cell.value for cell in load_workbook(exported)[sheet][4]] for sheet, *_ in mistakes}
    cells: Cells = {
        (sheet, f"{column_letters(columns[sheet].index(heading))}{row}"): value
        for sheet, heading, row, value, *_ in mistakes
    }
    read = read_framework(change(exported, cells))
    assert read.framework is None
    told = [str(finding) for finding in read.report.findings]
    for *_, place, says in mistakes:
        assert any(place in each and says in each for each in told), (place, says, told)
    assert all(finding.cell for finding in read.report.findings)


def test_a_second_row_of_the_framework_is_named(exported: Path) -> None:
    cells: Cells = {
        ("Framework", f"{letter}6"): text for letter, text in zip("BCDE", ["b", "B", "1", "town"], strict=True)
    }
    (found,) = read_framework(change(exported, cells)).report.findings
    assert (found.code, found.place, found.given) == ("R813", "Framework!B6", "the sheet 'Framework' has 2 rows")


def test_a_mistake_is_told_once(exported: Path) -> None:
    assert len(read_framework(change(exported, {("Indicators", "O5"): "up"})).report.findings) == 1


def test_a_missing_framework_row_is_told_on_its_sheet(exported: Path) -> None:
    cells: Cells = {("Framework", f"{letter}5"): None for letter in "BCDEFGHIJ"}
    found = read_framework(change(exported, cells)).report.findings
    assert ("R813", "Framework", "the sheet 'Framework' has 0 rows") in {(f.code, f.sheet, f.given) for f in found}


def test_the_check_says_the_same(exported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert code(["check", str(exported)]) == FINE
    change(exported, {("Areas", "F5"): "town"})
    capsys.readouterr()
    assert code(["check", str(exported)]) == FINDINGS
    assert "R813 Areas!F5: area town lies within itself" in capsys.readouterr().out


Run = Callable[..., str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def import_(path: Path, folder: Path, *options: str, ends: int = FINE) -> str:
        capsys.readouterr()
        assert code(["framework", "import", str(path), "--into", str(folder), *options]) == ends
        said = capsys.readouterr()
        return said.out + said.err

    return import_


def test_nothing_is_written_before_it_is_asked_for(exported: Path, tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "town"
    said = run(exported, folder)
    assert "+ indicators smoking: added" in said
    assert "Nothing is written yet: add --apply" in said
    assert not folder.exists()
    assert "Wrote framework.yaml" in run(exported, folder, "--apply")
    assert load_framework(folder) == SMALL
    assert "holds these definitions already" in run(exported, folder, "--apply")


def test_a_change_is_shown_and_written_and_comments_stay(tmp_path: Path, exported: Path, run: Run) -> None:
    folder = tmp_path / "town"
    run(exported, folder, "--apply")
    areas = folder / "areas.yaml"
    areas.write_text("# Ours.\n" + areas.read_text(encoding="utf-8"), encoding="utf-8")
    assert code(["framework", "export", str(folder), "--out", str(tmp_path / "next.xlsx")]) == FINE
    book = change(tmp_path / "next.xlsx", {("Areas", "C5"): "New Town"})
    said = run(book, folder)
    assert "1 change" in said
    assert "~ areas town, name: Town -> New Town" in said
    assert "Files to write: areas.yaml" in said
    run(book, folder, "--apply")
    assert load_framework(folder).areas[0].name == "New Town"
    assert areas.read_text(encoding="utf-8").startswith("# Ours.\nareas:\n  - id: town\n    name: New Town\n")


def test_digits_that_a_spreadsheet_cuts_off_are_no_change(tmp_path: Path, exported: Path, run: Run) -> None:
    run(exported, tmp_path / "town", "--apply")
    # LibreOffice saves 15 digits.
    assert "holds these definitions already" in run(
        change(exported, {("Targets", "C5"): 0.333333333333333}), tmp_path / "town"
    )


def test_a_folder_that_somebody_changed_is_not_overwritten(tmp_path: Path, exported: Path, run: Run) -> None:
    folder = tmp_path / "town"
    run(exported, folder, "--apply")
    path = folder / "framework.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("'007'", "'008'"), encoding="utf-8")
    kept = path.read_bytes()
    change(exported, {("Areas", "C5"): "New Town"})
    said = run(exported, folder, "--apply", ends=COULD_NOT_RUN)
    assert "version: 008 -> 007" in said
    assert "is not as it was when the workbook was exported: somebody has changed it since" in said
    assert path.read_bytes() == kept


def test_another_frameworks_folder_is_refused(tmp_path: Path, exported: Path, run: Run) -> None:
    folder = tmp_path / "other"
    other = export_framework(SMALL.model_copy(update={"id": "village"}), tmp_path / "village.xlsx")
    run(other, folder, "--apply")
    assert "holds another framework, 'village'; the workbook's is 'town'" in run(exported, folder, ends=COULD_NOT_RUN)


def test_a_workbook_with_mistakes_writes_nothing(tmp_path: Path, exported: Path, run: Run) -> None:
    change(exported, {("Areas", "C5"): None})
    said = run(exported, tmp_path / "town", "--apply", ends=FINDINGS)
    assert "Areas!C5" in said
    assert "Nothing is written: correct town.xlsx first" in said
    assert not (tmp_path / "town").exists()


@pytest.mark.parametrize("content", [b"", b"PK", b"not a workbook"])
def test_what_is_no_workbook_is_a_finding(content: bytes, tmp_path: Path, run: Run) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    run(path, tmp_path / "town", ends=FINDINGS)


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path, exported: Path, run: Run) -> None:
    (tmp_path / "town").write_text("", encoding="utf-8")
    assert "cannot be read as a folder" in run(exported, tmp_path / "town", ends=COULD_NOT_RUN)


def test_json(tmp_path: Path, exported: Path, run: Run) -> None:
    said: dict[str, Any] = json.loads(run(exported, tmp_path / "town", "--format", "json"))
    assert said["written"] is False
    assert {"kind": "added", "where": "areas", "item": "town", "field": "", "before": "", "after": ""} in said[
        "changes"
    ]
    assert json.loads(run(exported, tmp_path / "town", "--format", "json", "--apply"))["written"] is True
