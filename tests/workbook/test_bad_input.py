"""What may come in a partner's e-mail: each through the library and the command line, and the next file is checked."""

import json
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from values_files import ods_table, write_ods, write_xls, write_xlsb, xls_rows, xlsb_rows

import tht_xl
from tht_xl.cli.main import code
from tht_xl.errors import ThtError
from tht_xl.framework.load import load_framework
from tht_xl.templates.load import load_template
from tht_xl.workbook.check import check_return
from tht_xl.workbook.registers.check import read_workbook
from tht_xl.workbook.registers.write import write_register

Break = Callable[[Path], object]
FRAMEWORK = Path(__file__).parent / "framework"
SHEET = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ODD_NAME = "Rückmeldung für Żółć – März 2026 (最終).xlsx"


def in_sheet(old: bytes, new: Callable[[], bytes]) -> Break:
    """Change the first worksheet; what is large is made when it is needed."""

    def change(path: Path) -> None:
        with zipfile.ZipFile(path) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        name = SHEET if old in parts[SHEET] else SHEET.replace("sheet1", "sheet2")
        parts[name] = parts[name].replace(old, new(), 1)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for part, content in parts.items():
                package.writestr(part, content)

    return change


def a_million_formatted_rows() -> bytes:
    rows = b"".join(b'<row r="%d" s="1" customFormat="1"/>' % row for row in range(1_000, 1_048_577))
    return rows + b"</sheetData>"


def write_docx(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<document/>")


BILLION_LAUGHS = b'?>\n<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
FILES: dict[str, tuple[Break, set[str]]] = {
    "truncated": (lambda path: path.write_bytes(path.read_bytes()[:-300]), {"R105"}),
    "half": (lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]), {"R105"}),
    "encrypted": (lambda path: path.write_bytes(OLE + "EncryptedPackage".encode("utf-16-le")), {"R103"}),
    "a .docx renamed": (write_docx, {"R102"}),
    "a bomb": (in_sheet(b"</worksheet>", lambda: b"</worksheet>" + b" " * 60_000_000), {"R104"}),
    "entities": (in_sheet(b"?>", lambda: BILLION_LAUGHS), {"R106"}),
    "a million formatted rows": (in_sheet(b"</sheetData>", a_million_formatted_rows), {"R116"}),
    "empty": (lambda path: path.write_bytes(b""), {"R102"}),
    "a lock file beside it": (lambda path: path.with_name(f"~${path.name}").write_bytes(b"x"), {"R123"}),
    "a folder": (lambda path: (path.unlink(), path.mkdir()), {"R101"}),
    "gone": (lambda path: path.unlink(), {"R101"}),
}


def checked_by_all(path: Path, capsys: pytest.CaptureFixture[str], *, framework: str) -> list[dict[str, Any]]:
    """What the command says as JSON, held equal with its text and with the library."""
    exits = code(["check", str(path), "--framework", framework, "--format", "json"])
    said = json.loads(capsys.readouterr().out)[0]["findings"]
    code(["check", str(path), "--framework", framework])
    text = capsys.readouterr().out
    report = tht_xl.check(path, framework=framework)
    assert [each["code"] for each in said] == [each.code for each in report]
    assert all(each["code"] in text for each in said)
    assert exits == (1 if report.errors else 0)
    return said


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_a_return(name: str, write_return: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    path = write_return()
    make, codes = FILES[name]
    make(path)
    if name == "a folder":
        # On the command line a folder is its workbooks.
        assert {each.code for each in tht_xl.check(path, framework=FRAMEWORK)} == codes
        assert code(["check", str(path), "--framework", str(FRAMEWORK)]) == 2
        assert "no workbook is in this folder" in capsys.readouterr().err
        return
    assert {each["code"] for each in checked_by_all(path, capsys, framework=str(FRAMEWORK))} == codes


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in FILES if name != "a folder"])
def test_a_register(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_actions(tmp_path / "actions.xlsx")
    make, codes = FILES[name]
    make(path)
    if name == "a million formatted rows":
        codes = set[str]()  # formats are not what a register is held to
    template = read_workbook(path, template="action-tracker")
    assert {each.code for each in template.findings} == codes
    code(["check", str(path), "--template", "action-tracker", "--format", "json"])
    assert {each["code"] for each in json.loads(capsys.readouterr().out)[0]["findings"]} == codes


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in FILES if name not in ("a folder", "gone")])
def test_the_run_goes_on(
    name: str, write_return: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    right = write_return().rename(tmp_path / "z.xlsx")
    path = write_return().rename(tmp_path / "a.xlsx")
    FILES[name][0](path)
    code(["check", str(tmp_path), "--framework", str(FRAMEWORK), "--format", "json"])
    first, second = json.loads(capsys.readouterr().out)
    assert {each["code"] for each in first["findings"]} == FILES[name][1]
    assert second["path"] == str(right)
    assert second["findings"] == []


def write_actions(path: Path, **more: object) -> Path:
    row = {"id": "A1", "action": "Open the clinic", "owner": "Public health lead", "status": "on track"}
    rows = [row | {"due": date(2027, 3, 31)} | more]
    return write_register(path, load_template("action-tracker"), load_framework("tht"), {"actions": rows})


@pytest.mark.parametrize("ending", [".xlsx", ".ods", ".xlsb", ".xls", ".csv"])
def test_a_path_with_blanks_and_letters_of_other_alphabets(
    ending: str, write_return: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "Büro 2 – 'neu' & alt"
    folder.mkdir()
    path = folder / ODD_NAME.replace(".xlsx", ending)
    rows = [["Indicator", "Area"], ["obesity", "Łódź"]]
    writers: dict[str, Callable[[], object]] = {
        ".xlsx": lambda: write_return().rename(path),
        ".ods": lambda: write_ods(path, ods_table("Data", rows)),
        ".xlsb": lambda: write_xlsb(path, {"Data": xlsb_rows(rows)}),
        ".xls": lambda: write_xls(path, {"Data": xls_rows(rows)}),
        ".csv": lambda: path.write_text("Indicator,Area\nobesity,Łódź\n", encoding="utf-8"),
    }
    writers[ending]()
    found = checked_by_all(path, capsys, framework=str(FRAMEWORK))
    assert not {"R101", "R102", "R105"} & {each["code"] for each in found}
    page, log = folder / "Seite – 1.html", folder / "Log – 1.csv"
    code(["check", str(path), "--framework", str(FRAMEWORK), "--html", str(page), "--log", str(log)])
    assert path.name in page.read_text("utf-8")
    assert path.name in log.read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Version: 7", "it was made from version 7"),
        ("Template: actions-of-essex", "it was made from the template 'actions-of-essex'"),
        ("Framework: essex-of-ours", "it was made from the framework 'essex-of-ours'"),
    ],
)
def test_a_template_of_another_version_or_partnership(
    line: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_actions(tmp_path / "actions.xlsx")
    book = load_workbook(path)
    name = line.partition(":")[0]
    cell = next(c for row in book["Read me"].iter_rows() for c in row if str(c.value).startswith(f"{name}: "))
    cell.value = line  # pyright: ignore[reportAttributeAccessIssue]
    book.save(path)

    (said,) = (each for each in tht_xl.check(path) if each.code in ("R801", "R127"))
    assert words in said.given
    code(["check", str(path)])
    # The terminal wraps long lines.
    assert words in " ".join(capsys.readouterr().out.split())


def test_a_rule_that_refers_to_a_column_that_is_not_defined(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "visits.yaml"
    own.write_text(
        "id: visits\nname: Visits\npurpose: A log of visits\nversion: 1\nfilled_in_by: analyst\nfrequency: monthly\n"
        "tables:\n  - id: visits\n    sheet: Visits\n    title: Visits\n    columns:\n"
        "      - {id: day, heading: Day, kind: date}\n"
        "    rules:\n      - id: before\n"
        "        expression: '[@Day]<[@End]'\n        says: after the end\n        fix: Correct one\n",
        encoding="utf-8",
    )
    path = write_actions(tmp_path / "a.xlsx")
    for arguments in (["template", "show", str(own)], ["check", str(path), "--template", str(own)]):
        assert code(arguments) == 2
        said = " ".join(capsys.readouterr().err.split())
        assert re.search(r"visits\.yaml:1\d", said), said
        assert "End" in said
    with pytest.raises(ThtError, match="End"):
        tht_xl.check(path, template=own)


def test_a_rule_whose_column_the_workbook_lacks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_actions(tmp_path / "actions.xlsx")
    book = load_workbook(path)
    sheet = book["Actions"]
    cell = next(c for row in sheet.iter_rows(max_row=8) for c in row if c.value == "Due")
    sheet.delete_cols(cell.column)  # pyright: ignore[reportArgumentType]
    book.save(path)

    filled = read_workbook(path)
    assert "there is no column 'Due'" in {each.given for each in filled.findings if each.code == "R803"}
    assert code(["check", str(path)]) == 1
    assert "there is no column 'Due'" in capsys.readouterr().out


@pytest.mark.slow
def test_ten_thousand_findings_are_summarised_and_never_cut_in_silence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    headings = "Indicator,Area,Period,Numerator,Denominator,Value,Lower limit,Upper limit"
    rows = [f"smoke-free,Tower Hamlets,{1900 + at % 120},about {at},9,,," for at in range(10_000)]
    path.write_text("\n".join([headings, *rows]), encoding="utf-8")

    report = check_return(path, load_framework(FRAMEWORK)).report
    assert sum(each.code == "R201" for each in report) == 10_000
    page, log = tmp_path / "a.html", tmp_path / "log.csv"
    code(["check", str(path), "--framework", str(FRAMEWORK), "--html", str(page), "--log", str(log)])
    said = capsys.readouterr().out
    assert len(said.splitlines()) < 300
    assert re.search(r"… and 9,9\d\d more findings R201; --format json gives all of them", said)
    assert re.search(r"… and [\d,]+ more findings R201", page.read_text("utf-8"))
    assert ",R201," in log.read_text("utf-8-sig")
    assert ",10000" in next(line for line in log.read_text("utf-8-sig").splitlines() if ",R201," in line)
    code(["check", str(path), "--framework", str(FRAMEWORK), "--format", "json"])
    assert sum(f["code"] == "R201" for f in json.loads(capsys.readouterr().out)[0]["findings"]) == 10_000
