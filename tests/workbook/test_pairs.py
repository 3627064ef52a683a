"""For every rule a workbook that gives its finding and no other, beside one that is near to it and gives none.

Most of them differ from a right return in their cells alone: pairs/cells.yaml. The others are made here.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import yaml
from finding_lines import finding_lines
from openpyxl import load_workbook
from values_files import sheet_rows, write_as

from tht_xl.framework.load import load_framework
from tht_xl.model.definition import Framework
from tht_xl.model.finding import Finding
from tht_xl.model.periods.period import Period
from tht_xl.model.waiver import Waiver
from tht_xl.partnership import checks
from tht_xl.partnership.checks import wrong
from tht_xl.templates.check import Wrong
from tht_xl.templates.load import load_template
from tht_xl.templates.table import Tables
from tht_xl.workbook.check import check_return, report_waivers
from tht_xl.workbook.cross_check import cross_check_returns
from tht_xl.workbook.file import container
from tht_xl.workbook.many.jobs import check_files
from tht_xl.workbook.many.task import HowToCheck
from tht_xl.workbook.registers.check import read_workbook
from tht_xl.workbook.registers.framework_book import export_framework, read_framework
from tht_xl.workbook.registers.sheet import HEADER_ROW
from tht_xl.workbook.registers.write import write_register
from tht_xl.workbook.rules import RULES
from tht_xl.workbook.waiving import waivable
from tht_xl.workbook.writing.template import write_template

Found = Iterable[Finding]
Make = Callable[["Maker", bool], Found]
"""What is found in the broken workbook, or in the right one."""
TODAY = date(2026, 11, 30)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = "xl/worksheets/sheet1.xml"
COLUMNS = "ABCDEFGHIJKLM"


class Maker:
    """Makes workbooks for the pairs and checks them."""

    def __init__(self, write: Callable[..., Path], framework: Framework, folder: Path) -> None:
        self.write, self.framework, self.folder = write, framework, folder

    def check(self, path: Path, **more: Any) -> Found:
        return check_return(path, self.framework, today=TODAY, **more).report

    def of_bytes(self, data: bytes) -> Found:
        path = self.folder / "return.xlsx"
        path.write_bytes(data)
        return self.check(path)

    def replaced(self, old: bytes, new: bytes, part: str = SHEET, path: Path | None = None) -> Found:
        """What is found where some bytes of a part are others."""
        path = path or self.write()
        with ZipFile(path) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new, 1)
        with ZipFile(path, "w", ZIP_DEFLATED) as package:
            for name, content in parts.items():
                package.writestr(name, content)
        return self.check(path)

    def rows(self, last: int, cell: bytes) -> Found:
        """What is found where rows follow below the table."""
        rows = b"".join(b'<row r="%d"%s</row>' % (row, cell.replace(b"#", b"%d" % row)) for row in range(10, last + 1))
        return self.replaced(b"</sheetData>", rows + b"</sheetData>")

    def page(self, change: Callable[[Any, Any], object]) -> Found:
        return self.check(self.write(more=change))

    def together(self, *cells: dict[str, Any], month: str = "Nov 2026") -> Found:
        """What is found in the last of some returns of one month."""
        done = [check_return(self.write(each), self.framework, allows_future=True) for each in cells]
        return cross_check_returns(done, Period.parse(month))[-1].report

    def waived(self, note: str, **change: Any) -> Found:
        """What is found beside a waiver of a kiosk's postcode."""
        path = self.write({"M9": "Kiosk at E1 4NS"})
        done = check_return(path, self.framework)
        (place,) = (each for each in waivable(done.report, done.places, at_most=9) if each.finding.code == "R402")
        waiver = Waiver("R402", place.key, place.column, place.fingerprint, "Analyst", "A kiosk", date(2027, 3, 31))
        waiver = replace(waiver, **change)
        done = check_return(self.write({"M9": note}), self.framework, waivers=[waiver], today=TODAY)
        found = report_waivers(done, [waiver], today=TODAY).report
        return [each for each in found if each.code != "R402"]

    def again(self, cells: dict[str, Any]) -> Found:
        """What is found in the right return after one with these cells."""
        earlier = check_return(self.write(cells), self.framework).observations
        return self.check(self.write(), earlier=earlier)

    def asked(self, change: Callable[[Any], object]) -> Found:
        """What is found in a filled-in template that says what was asked for, but for results not calculated."""
        path, names = self.folder / "asked.xlsx", ("reception-obesity", "year-6-obesity")
        write_template(path, load_framework("tht"), names, ("2022/23", "2023/24"))
        book = load_workbook(path)
        counts = ((310, 2940), (320, 2990), (920, 3280), (905, 3230))
        for row, pair in enumerate(counts, start=5):
            for column, count in zip("EF", pair, strict=True):
                book["Data"][f"{column}{row}"] = count
        change(book)
        book.save(path)
        found = check_return(path, load_framework("tht"), today=TODAY).report
        return [each for each in found if each.code != "R506"]

    def register(self, change: Callable[[Any], object] = lambda _: None, **row: object) -> Found:
        """What is found in an action tracker of one action, with some cells of it others."""
        right = {"id": "A1", "action": "Open the clinic", "owner": "Public health lead", "status": "on track"}
        rows = [right | {"due": date(2027, 3, 31)} | row]
        path = self.folder / "actions.xlsx"
        write_register(path, load_template("action-tracker"), load_framework("tht"), {"actions": rows}, today=TODAY)
        book = load_workbook(path)
        change(book)
        book.save(path)
        return read_workbook(path, today=TODAY).findings

    def checked_by_the_partnership(self, month: int) -> Found:
        """What is found by a check that refuses days before April 2027."""

        def late(tables: Tables, _: Framework) -> Iterator[Wrong]:
            for row in tables["actions"]:
                if row["due"] < date(2027, 4, 1):
                    yield wrong("late", row, "due", "it comes before April", expected="April or later", fix="")

        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(checks._CHECKS, "action-tracker", {"late": late})
            return self.register(due=date(2027, month, 1))

    def definitions(self, comparators: str) -> Found:
        path = export_framework(self.framework, self.folder / "framework.xlsx")
        book = load_workbook(path)
        book["Framework"]["F5"] = comparators
        book.save(path)
        return read_framework(path).report

    def beside(self, name: str) -> Found:
        path = self.write()
        (path.parent / name).write_bytes(b"x")
        return self.check(path)


def _put(sheet: str, cell: str, content: object) -> Callable[[Any], None]:
    def put(book: Any) -> None:
        book[sheet][cell] = content

    return put


def _version(number: str) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        cell = next(c for row in book["Read me"].iter_rows() for c in row if c.value == "Version: 1")
        cell.value = f"Version: {number}"

    return change


def _named(name: str) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        book["Actions"].title = name

    return change


def _add_action(number: str, action: str = "Open another clinic") -> Callable[[Any], None]:
    def change(book: Any) -> None:
        for column in range(2, 13):
            book["Actions"].cell(6, column).value = book["Actions"].cell(5, column).value
        book["Actions"].cell(6, 2).value = number
        book["Actions"].cell(6, 3).value = action

    return change


NO_HEADINGS = {f"{column}4": None for column in COLUMNS}
NO_ROWS = {f"{column}{row}": None for column in COLUMNS for row in range(5, 10)}
FAR = b'<row r="1048576"><c r="M1048576"><v>1</v></c></row></sheetData>'
ENTITIES = b'?>\n<!DOCTYPE x [<!ENTITY a "ha">]>'
OTHER_ROWS = {f"C{row}": period for row, period in ((5, "2017/18"), (6, "2018/19"), (7, "2018/19"), (8, "2018/19"))} | {
    "C9": "2018/19", "I5": None, "I6": None,
}  # fmt: skip


def _row(number: int) -> Callable[[Any], object]:
    return lambda book: book["Data"].delete_rows(number)


def _more(book: Any) -> None:
    for column, cell in zip("ACDEF", ("year-6-obesity", "Tower Hamlets", "2021/22", 910, 3065), strict=True):
        book["Data"][f"{column}9"] = cell
    for column in "GHI":
        book["Data"][f"{column}9"] = str(book["Data"][f"{column}8"].value).replace("8", "9")


PAIRS: dict[str, tuple[Make, str]] = {
    "R101": (lambda m, broken: m.check(m.folder / "none.xlsx" if broken else m.write()), "file: there is no such file"),
    "R102": (
        lambda m, broken: m.of_bytes(b"%PDF-1.7\n" if broken else m.write().read_bytes()),
        "this is a PDF document",
    ),
    "R103": (
        lambda m, broken: m.of_bytes(OLE + "EncryptedPackage".encode("utf-16-le")) if broken else m.check(m.write()),
        "the workbook is encrypted with a password",
    ),
    "R104": (
        lambda m, broken: m.replaced(b"</worksheet>", b"</worksheet>" + b" " * (60_000_000 if broken else 6_000)),
        "times its size",
    ),
    "R105": (lambda m, broken: m.of_bytes(m.write().read_bytes()[: -400 if broken else None]), "the file is damaged"),
    "R106": (lambda m, broken: m.replaced(b"?>", ENTITIES if broken else b"?><!-- ha -->"), "declares a document type"),
    "R107": (
        lambda m, broken: m.check(m.write().rename(m.folder / ("return.xls" if broken else "return.XLSX"))),
        "the name is 'return.xls'",
    ),
    "R109": (
        lambda m, broken: m.replaced(b"</sheetData>", FAR if broken else b"</sheetData>"),
        "the last filled cell is M1048576",
    ),
    "R110": (lambda m, broken: m.check(m.write(sheet="Figures" if broken else "DATA")), "the worksheets are 'Figures'"),
    "R111": (lambda m, broken: m.check(m.write(NO_HEADINGS if broken else {})), "no row holds the headings"),
    "R114": (lambda m, broken: m.check(m.write(NO_ROWS if broken else {})), "no row below the headings"),
    "R115": (
        lambda m, broken: m.rows(65_536, b'><c r="A#"><v>1</v></c>') if broken else m.check(m.write()),
        "rows are filled down to row 65,536",
    ),
    "R116": (
        lambda m, broken: m.rows(2_000 if broken else 900, b' s="1" customFormat="1">'),
        "1,991 empty rows below row 9 are formatted",
    ),
    "R117": (
        lambda m, broken: m.page(
            lambda book, _: book.add_worksheet("Old").hide() if broken else book.add_worksheet("Old")
        ),
        "the worksheet is hidden",
    ),
    "R118": (
        lambda m, broken: m.page(lambda _, page: page.set_row(5 if broken else 30, None, None, {"hidden": True})),
        "row 6 hidden",
    ),
    "R119": (
        lambda m, broken: m.page(lambda _, page: page.merge_range("L8:M8" if broken else "P8:Q8", "Hospital data")),
        "the cells L8:M8 are merged",
    ),
    "R123": (lambda m, broken: m.beside("~$return.xlsx" if broken else "~$other.xlsx"), "Excel"),
    "R124": (lambda m, broken: m.beside("return (1).xlsx" if broken else "return 2023.xlsx"), "return (1).xlsx"),
    "R125": (
        lambda m, broken: (
            check_files([m.write()], HowToCheck(m.framework), jobs=1, seconds=0.01 if broken else 300)[0].report
        ),
        "the check took more than 0.01 seconds",
    ),
    "R126": (
        lambda m, broken: m.check(write_as("ods", m.folder / "saved", sheet_rows(m.write())) if broken else m.write()),
        "values only: formulas, formats",
    ),
    "R127": (
        lambda m, broken: m.page(
            lambda book, _: book.add_worksheet("Read me").write_column(
                0, 0, ["Made from", f"Framework: {'strategy-2009' if broken else 'testing'}"]
            )
        ),
        "made from the framework 'strategy-2009'",
    ),
    "R311": (
        lambda m, broken: m.together(OTHER_ROWS | ({"C9": "2022/23", "F9": 7} if broken else {}), {}),
        "gives this row",
    ),
    "R312": (
        lambda m, broken: m.together({"C9": "2023/24"}, month="Nov 2022" if broken else "Nov 2026"),
        "period is 2023/24",
    ),
    "R316": (
        lambda m, broken: m.together(OTHER_ROWS | ({"C9": "2022/23"} if broken else {}), {}),
        "with the same figures",
    ),
    "R411": (
        lambda m, broken: m.page(
            lambda _, page: page.write_comment("F9", "moved to E1 4NS" if broken else "moved to E1")
        ),
        "a full postcode in the comment on the cell",
    ),
    "R412": (
        lambda m, broken: m.page(
            lambda _, page: page.write_comment("F9", f"{'Jane Smith' if broken else 'Survey'} 04/05/1962")
        ),
        "a date beside what may be a name in the comment on the cell",
    ),
    "R413": (
        lambda m, broken: m.replaced(
            b"<comments",
            b"<comment" if broken else b"<comments",
            "xl/comments1.xml",
            m.write(more=lambda _, page: page.write_comment("F9", "Provisional")),
        ),
        "comments that cannot be searched for personal data",
    ),
    "R601": (
        lambda m, broken: m.waived("Kiosk at E1 4NS", until=date(2026, 11, 29 if broken else 30)),
        "ended on 29 Nov 2026",
    ),
    "R602": (lambda m, broken: m.waived("Kiosk at E1 4NT" if broken else "Kiosk at E1 4NS"), "is for other content"),
    "R603": (lambda m, broken: m.waived("A kiosk" if broken else "Kiosk at E1 4NS"), "waives nothing"),
    "R707": (
        lambda m, broken: m.again({} if broken else OTHER_ROWS | {"D8": 121}),
        "all 5 rows are known already, with the same figures",
    ),
    "R710": (lambda m, broken: m.asked(_row(8) if broken else lambda _: None), "no row for year-6-obesity"),
    "R711": (lambda m, broken: m.asked(_more if broken else lambda _: None), "a row that was not asked for"),
    "R801": (lambda m, broken: m.register(_version("7" if broken else "1")), "it was made from version 7"),
    "R802": (lambda m, broken: m.register(_named("Action" if broken else " ACTIONS ")), "there is no sheet 'Actions'"),
    "R803": (
        lambda m, broken: m.register(_put("Actions", f"D{HEADER_ROW}", "Who" if broken else " OWNER ")),
        "there is no column 'Owner'",
    ),
    "R804": (lambda m, broken: m.register(due="soon" if broken else date(2027, 1, 1)), "soon"),
    "R805": (lambda m, broken: m.register(status="on its way" if broken else "ON TRACK"), "on its way"),
    "R806": (
        lambda m, broken: m.register(owner=None, status="on track" if broken else "no update"),
        "Owner is missing",
    ),
    "R807": (lambda m, broken: m.register(indicator="obese" if broken else "year-6-obesity"), "not in the list"),
    "R808": (lambda m, broken: m.register(start=date(2028 if broken else 2026, 1, 1)), "due before it starts"),
    "R809": (lambda m, broken: m.register(_add_action("A1" if broken else "A2")), "given twice"),
    "R810": (lambda m, broken: m.register(_put("Actions", "J5", 12 if broken else None)), "was typed over the formula"),
    "R811": (
        lambda m, broken: m.register(_put("Actions", f"N{HEADER_ROW}", "Owner" if broken else "My own")),
        "the heading 'Owner' is there twice",
    ),
    "R812": (
        lambda m, broken: m.register(status="late", forecast=date(2027, 3 if broken else 4, 1)),
        "late, but forecast by its due date",
    ),
    "R813": (lambda m, broken: m.definitions("sea" if broken else "england"), "unknown area 'sea'"),
    "R814": (lambda m, broken: m.checked_by_the_partnership(3 if broken else 4), "comes before April"),
    "R815": (
        lambda m, broken: m.register(_add_action("A2", "open THE clinic." if broken else "Open the gate")),
        "the action is in row 5 too",
    ),
}
"""What makes the two workbooks of a rule, and words of its finding."""
CELLS: dict[str, dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "pairs/cells.yaml").read_text("utf-8"))


@pytest.fixture
def maker(write_return: Callable[..., Path], framework: Framework, tmp_path: Path) -> Maker:
    return Maker(write_return, framework, tmp_path)


@pytest.fixture
def make_cell(formula_cell: type, percent_cell: type) -> Callable[[object], object]:
    def make(content: object) -> object:
        if not isinstance(content, dict):
            return content
        if "formula" in content:
            return formula_cell(content["formula"], content["value"])
        if "percent" in content:
            return percent_cell(content["percent"])
        if "duration" in content:
            return timedelta(seconds=float(content["duration"]))
        return time.fromisoformat(content["time"]) if "time" in content else content["date"]

    return make


def test_every_rule_has_its_pair() -> None:
    assert set(PAIRS) | set(CELLS) == set(RULES)
    assert not set(PAIRS) & set(CELLS)


@pytest.mark.parametrize("code", list(CELLS))
def test_cells_that_break_one_rule_and_cells_that_break_none(
    code: str, maker: Maker, make_cell: Callable[[object], object]
) -> None:
    pair = CELLS[code]
    for cells, expected in ((pair["broken"], pair["findings"]), (pair["right"], [])):
        found = maker.check(maker.write({address: make_cell(content) for address, content in cells.items()}))
        assert finding_lines(found) == expected
    assert {line[:4] for line in pair["findings"]} == {code}


@pytest.mark.slow
@pytest.mark.parametrize("code", list(PAIRS))
def test_a_workbook_that_breaks_one_rule_and_one_that_breaks_none(code: str, maker: Maker) -> None:
    make, words = PAIRS[code]
    found = list(make(maker, True))
    assert {each.code for each in found} == {code}
    assert any(words in str(each) for each in found)
    for path in maker.folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert [str(each) for each in make(maker, False)] == []


def test_the_limits_that_the_pairs_rely_on() -> None:
    assert container.SMALL_PART < 60_000_000 < container.MAX_EXPANDED_SIZE
