"""Trackers of other people's own read as a template: strange headings and words, and findings by the owner's cells."""

import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tht_xl.cli.main import COULD_NOT_RUN, FINDINGS, FINE, code
from tht_xl.errors import DefinitionError
from tht_xl.templates.mapping import load_mapping
from tht_xl.workbook.registers.foreign import read_foreign
from tht_xl.workbook.registers.foreign_sheets import headings_of

TODAY = date(2026, 11, 30)
MAPPING = """\
template: action-tracker
tables:
  actions:
    sheet: Actions & risks
    header_rows: [3, 4]
    columns:
      id: Item / Ref No
      action: Item / Agreed action
      owner: Item / Action Owner
      start: Dates / Opened
      due: Dates / By when
      status: {heading: Position / RAG, values: {Complete: done, In progress: on track}}
      evidence: Position / Latest update
    fixed: {source: ICB log}
"""
SAVINGS = """\
id: savings
name: Savings
version: "1"
filled_in_by: Finance lead
frequency: monthly
purpose: What each scheme saves.
tables:
  - id: schemes
    sheet: Schemes
    title: Schemes
    columns:
      - {id: scheme, heading: Scheme, kind: text, required: yes, unique: yes, also_called: [Programme]}
      - {id: plan, heading: Plan, kind: money, required: yes, also_called: [Target]}
      - {id: saved, heading: Saved, kind: money, also_called: [Actual]}
      - {id: share, heading: Share, kind: percentage}
    rules:
      - {id: more, expression: 'OR([@Saved]="",[@Saved]<=[@Plan]*2)', says: twice the plan, fix: Look again}
"""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Return an export with a cover, a merged title, headings in two rows, a blank row and a column too many."""
    book = Workbook()
    book.create_sheet("Cover")
    sheet = book.create_sheet("Actions & risks")
    sheet["A1"] = "ICB ACTION LOG"
    sheet.merge_cells("A1:H1")
    for cell, text in {"A3": "Item", "D3": "Dates", "F3": "Position"}.items():
        sheet[cell] = text
    sheet.merge_cells("A3:C3")
    sheet.merge_cells("D3:E3")
    rows: list[list[object]] = [
        ["Ref  No", "Agreed action", "Action\nOwner", "Opened", "By when", "RAG", "Latest update", "Cost code"],
        ["R1", "Open the clinic", "Health lead", date(2026, 1, 5), "31/03/2027", "COMPLETE", "Opened 1 May", "X"],
        [],
        ["R2", "Recruit", "Nursing lead", "2026-02-01", date(2026, 12, 31), "In progress", None, None],
        ["R3", "Write", "Comms lead", "soon", None, "Parked", None, None],
    ]
    for number, row in enumerate(rows, start=4):
        for at, value in enumerate(row, start=1):
            sheet.cell(number, at, value)  # type: ignore[arg-type]
    book.save(tmp_path / "log.xlsx")
    return tmp_path / "log.xlsx"


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_text(text, encoding=encoding)
    return path


def test_a_log_with_strange_headings_is_read_as_the_template(log: Path, tmp_path: Path) -> None:
    filled = read_foreign(log, write(tmp_path / "m.yaml", MAPPING), today=TODAY)
    rows = [(r["id"], r["start"], r["due"], r["status"], r["source"], r.address("due")) for r in filled["actions"]]
    assert rows == [
        ("R1", date(2026, 1, 5), date(2027, 3, 31), "done", "ICB log", "E5"),
        ("R2", date(2026, 2, 1), date(2026, 12, 31), "on track", "ICB log", "E7"),
        ("R3", None, None, "Parked", "ICB log", "E8"),
    ]
    assert [(f.code, f.place) for f in filled.findings] == [
        ("R804", "Actions & risks!D8"),
        ("R805", "Actions & risks!F8"),
    ]
    assert [row["id"] for row in filled.usable("actions")] == ["R1", "R2"]


def test_an_error_value_is_a_finding_and_no_blank(log: Path, tmp_path: Path) -> None:
    book = load_workbook(log)
    book["Actions & risks"]["E5"] = "#N/A"
    book.save(log)
    found = read_foreign(log, write(tmp_path / "m.yaml", MAPPING), today=TODAY).findings
    assert ("R804", "Actions & risks!E5") in [(f.code, f.place) for f in found]


def test_a_heading_or_sheet_that_is_not_there_is_named(log: Path, tmp_path: Path) -> None:
    slips = MAPPING.replace("Position / Latest update", "Position / Last update").replace(
        "      id: Item / Ref No\n", ""
    )
    told = [str(f) for f in read_foreign(log, write(tmp_path / "m.yaml", slips), today=TODAY).findings]
    assert any("R803" in each and "'Position / Last update'" in each and "latest update" in each for each in told)
    assert any("R803" in each and "nothing for 'No.'" in each for each in told)
    other = write(tmp_path / "n.yaml", MAPPING.replace("Actions & risks", "Actions"))
    assert [f.code for f in read_foreign(log, other, today=TODAY).findings] == ["R802"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_a_savings_sheet_as_csv(encoding: str, between: str, tmp_path: Path) -> None:
    write(tmp_path / "savings.yaml", SAVINGS)
    rows = [
        ["Cost improvement", "", "", ""],
        ["", "2026/27", "", ""],
        ["Programme", "Target £", "Actual", "%"],
        ["Café", '"£1,200"', "300", "25%"],
        ["Beds", "tbc", '"2,000.50"', ""],
        ["Total", '"1,200"', '"9,000"', "101"],
    ]
    path = write(tmp_path / "export.csv", "\r\n".join(between.join(row) for row in rows), encoding)
    mapping = write(
        tmp_path / "m.yaml",
        "template: savings.yaml\ntables:\n  schemes:\n    header_rows: [2, 3]\n"
        "    columns: {scheme: Programme, plan: 2026/27 / Target £, saved: 2026/27 / Actual, share: 2026/27 / %}\n",
    )
    filled = read_foreign(path, mapping, today=TODAY)
    assert [(r["scheme"], r["plan"], r["saved"], r["share"]) for r in filled["schemes"]] == [
        ("Café", 1200, 300, 25), ("Beds", None, 2000.5, None), ("Total", 1200, 9000, None),
    ]  # fmt: skip
    told = [(f.code, f.place) for f in filled.findings]
    assert told == [("R804", "export!B5"), ("R808", "export!C6"), ("R804", "export!D6")]


def test_a_cell_that_shows_a_percentage_is_read_as_it_shows(tmp_path: Path) -> None:
    write(tmp_path / "savings.yaml", SAVINGS)
    book = Workbook()
    for row in (["Name", "Plan", "Share"], ["Beds", 100, 0.255]):
        book.worksheets[0].append(row)
    book.worksheets[0]["C2"].number_format = "0.0%"
    book.save(tmp_path / "a.xlsx")
    columns = "{scheme: Name, plan: Plan, share: Share}"
    text = f"template: savings.yaml\ntables:\n  schemes:\n    header_rows: [1]\n    columns: {columns}\n"
    filled = read_foreign(tmp_path / "a.xlsx", write(tmp_path / "m.yaml", text), today=TODAY)
    assert filled["schemes"].rows[0]["share"] == 25.5


def test_an_ods_file_is_read(tmp_path: Path) -> None:
    def row(*texts: str) -> str:
        cells = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in texts
        )
        return f"<table:table-row>{cells}</table:table-row>"

    kinds = ("office", "table", "text")
    spaces = " ".join(f'xmlns:{kind}="urn:oasis:names:tc:opendocument:xmlns:{kind}:1.0"' for kind in kinds)
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="Log">{row("Ref", "Task", "Lead", "Progress")}'
        f"{row('A1', 'Open', 'Health lead', 'Done')}</table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    with zipfile.ZipFile(tmp_path / "log.ods", "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
        package.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    assert (
        code(
            [
                "template",
                "map",
                str(tmp_path / "log.ods"),
                "--template",
                "action-tracker",
                "--out",
                str(tmp_path / "m.yaml"),
            ]
        )
        == FINE
    )
    filled = read_foreign(tmp_path / "log.ods", tmp_path / "m.yaml", today=TODAY)
    assert [(r["id"], r["action"], r["status"], r.address("status")) for r in filled["actions"]] == [
        ("A1", "Open", "done", "D2")
    ]
    assert not filled.findings


def test_a_draft_is_a_mapping_that_needs_only_the_words(
    log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "drafted.yaml"
    assert code(["template", "map", str(log), "--template", "action-tracker", "--out", str(path)]) == FINE
    text = path.read_text(encoding="utf-8")
    assert "# Not used: Cost code" in text
    path.write_text(text.replace("COMPLETE: ''", "Complete: done").replace("In progress: ''", "in progress: on track"))
    capsys.readouterr()
    assert code(["check", str(log), "--mapping", str(path)]) == FINDINGS
    assert "R805 Actions & risks!F8: Status: not in the list (Parked)" in capsys.readouterr().out
    assert code(["template", "map", str(log), "--template", "action-tracker", "--out", str(path)]) == COULD_NOT_RUN


@pytest.mark.parametrize(("name", "content"), [("a.xlsx", b"PK"), ("a.ods", b"x"), ("a.csv", b"\0\1"), ("b.xls", b"")])
def test_what_cannot_be_read_is_a_finding(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    mapping = write(tmp_path / "m.yaml", MAPPING)
    assert {f.code for f in read_foreign(tmp_path / name, mapping, today=TODAY).findings} == {"R101"}
    assert code(["template", "map", str(tmp_path / name), "--template", "action-tracker"]) == COULD_NOT_RUN


def test_mistakes_of_a_mapping_are_named_by_line(tmp_path: Path) -> None:
    wrong = MAPPING.replace("due: Dates", "duee: Dates").replace("Complete: done", "Complete: finished")
    with pytest.raises(DefinitionError) as refused:
        load_mapping(write(tmp_path / "m.yaml", wrong))
    assert refused.value.problems == (
        "m.yaml:11: unknown column 'duee'. Did you mean 'due'?",
        "m.yaml:12: unknown value 'finished'. Known: no update, no change, not started, on track, late, done and 1 more",  # noqa: E501
    )


def test_merged_headings_go_on_to_the_right() -> None:
    grid = [["Item", "", "Dates", ""], ["No", "Task", "From", ""]]
    assert headings_of(grid, [1, 2]) == ["Item / No", "Item / Task", "Dates / From", ""]
    assert headings_of(grid, [2]) == ["No", "Task", "From", ""]
