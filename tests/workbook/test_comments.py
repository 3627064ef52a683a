"""Personal data in the comments on cells: old notes and threads, found, waived, and never repeated."""

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from tht_xl.model.definition import Framework
from tht_xl.model.waiver import Waiver
from tht_xl.workbook.check import Return, check_return
from tht_xl.workbook.waiving import waivable

Write = Callable[..., Path]
Commented = Callable[..., Path]
PART = "xl/comments1.xml"
THREAD = (
    '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    '<threadedComment ref="F9" id="{1}"><text>The patient is 943 476 5919</text></threadedComment></ThreadedComments>'
)


@pytest.fixture
def commented(write_return: Write) -> Commented:
    def write(author: str = "", cells: dict | None = None, **comments: str) -> Path:
        def more(_: Workbook, page: Worksheet) -> None:
            for address, text in comments.items():
                page.write_comment(address, text, {"author": author})

        return write_return(cells, more=more)

    return write


def said(done: Return) -> list[tuple[str, str, str]]:
    return [(finding.code, finding.cell, finding.given) for finding in done.report]


@pytest.mark.parametrize(
    ("text", "code", "given"),
    [
        ("ask jane.doe@example.org", "R411", "an e-mail address"),
        ("moved to E1 4NS", "R411", "a full postcode"),
        ("943 476 5919", "R411", "an NHS number"),
        ("9434765919", "R411", "an NHS number"),
        ("DOB 04/05/1962", "R411", "a date of birth"),
        ("NHS 9434765919, born 04/05/1962", "R411", "an NHS number and a date of birth"),
        ("Includes 9434765919", "R412", "ten digits that may be an NHS number"),
        ("Jane Smith 04/05/1962", "R412", "a date beside what may be a name"),
    ],
)
def test_personal_data_in_a_comment(
    commented: Commented, framework: Framework, text: str, code: str, given: str
) -> None:
    done = check_return(commented(F9=text), framework)

    assert said(done) == [(code, "F9", f"{given} in the comment on the cell")]
    assert done.report.is_held_back is (code == "R411")
    assert not any(word in str(done.report) for word in text.split() if any(map(str.isdigit, word)))


@pytest.mark.parametrize(
    "text", ["Provisional", "NHS England, dataset 4010232137", "Counted at Bow School, E3 2QD", "checked 12/03/2024"]
)
def test_other_comments_are_nothing(commented: Commented, framework: Framework, text: str) -> None:
    assert said(check_return(commented(F9=text, A40=text), framework)) == []


def test_the_author_that_excel_names_is_no_content(commented: Commented, framework: Framework) -> None:
    path = commented("jane.doe@example.org", F9="jane.doe@example.org:\nProvisional")

    assert said(check_return(path, framework)) == []


def with_part(path: Path, name: str, content: str, relation: str = "") -> Path:
    """The workbook with a part replaced or added, and named among the relations of its sheet."""
    with zipfile.ZipFile(path) as package:
        parts = {each: package.read(each).decode("utf-8") for each in package.namelist()}
    parts[name] = content
    relations = "xl/worksheets/_rels/sheet1.xml.rels"
    if relation:
        parts[relations] = parts[relations].replace("</Relationships>", f"{relation}</Relationships>")
    with zipfile.ZipFile(path, "w") as package:
        for each, part in parts.items():
            package.writestr(each, part)
    return path


def test_a_thread_is_read(commented: Commented, framework: Framework) -> None:
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    relation = f'<Relationship Id="rId9" Type="{kind}" Target="../threadedComments/threadedComment1.xml"/>'
    path = with_part(commented(F9="Provisional"), "xl/threadedComments/threadedComment1.xml", THREAD, relation)

    assert said(check_return(path, framework)) == [("R411", "F9", "an NHS number in the comment on the cell")]


@pytest.mark.parametrize(
    "content", ["<comments", "<!DOCTYPE x><x/>", '<comments><commentList><comment ref="?"/></commentList></comments>']
)
def test_comments_that_cannot_be_read_are_said_to_be_unread(
    commented: Commented, framework: Framework, content: str
) -> None:
    done = check_return(with_part(commented(F9="Provisional"), PART, content), framework)

    assert said(done) == [("R413", "", "comments that cannot be searched for personal data")]
    assert len(done.observations) == 5


def test_a_comment_is_waived_by_its_own_words(commented: Commented, framework: Framework) -> None:
    done = check_return(commented(F9="Stall at E1 4NS"), framework)
    (each,) = waivable(done.report, done.places, at_most=9)
    assert (each.key, each.column) == ("wellbeing|tower-hamlets|2022/23", "Value")
    waiver = Waiver("R411", each.key, each.column, each.fingerprint, "Analyst", "A stall", date(2027, 3, 31))

    again = check_return(commented(F9="Stall at E1 4NS"), framework, waivers=(waiver,), today=date(2026, 11, 30))
    other = check_return(commented(F9="Stall at E1 4NT"), framework, waivers=(waiver,), today=date(2026, 11, 30))

    assert (again.report.is_held_back, len(again.observations)) == (False, 5)
    assert other.report.is_held_back
