"""Findings: where they are, what they say together, and what they hold back."""

import pytest

from tht_xl.model.finding import Alike, Finding, Report, Scope, Severity, alike


def finding(
    cell: str = "C14",
    *,
    sheet: str = "Data",
    given: str = "denominator is 0",
    severity: Severity = Severity.ERROR,
    scope: Scope = Scope.ROW,
) -> Finding:
    return Finding("R203", severity, sheet, cell, given, "above 0", "Enter the population.", scope)


@pytest.mark.parametrize(
    ("sheet", "cell", "place"),
    [("Data", "C14", "Data!C14"), ("Data", "", "Data"), ("", "", "file"), ("", "C14", "file")],
)
def test_a_place_is_as_precise_as_is_known(sheet: str, cell: str, place: str) -> None:
    assert finding(cell, sheet=sheet).place == place


def test_a_finding_is_one_line() -> None:
    assert str(finding()) == "R203 Data!C14: denominator is 0; expected above 0. Enter the population."


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        (("C5",), "Data!C5"),
        (("C5", "C9"), "Data!C5 and 1 more cell to C9"),
        (("C5", "C9", "C7"), "Data!C5 and 2 more cells to C7"),
    ],
)
def test_findings_that_say_the_same_say_it_once(cells: tuple[str, ...], place: str) -> None:
    (together,) = alike(finding(cell) for cell in cells)
    assert together == Alike(finding(cells[0]), cells)
    assert together.place == place
    assert str(together) == f"R203 {place}: denominator is 0; expected above 0. Enter the population."


@pytest.mark.parametrize(
    "other",
    [
        finding("C9", given="denominator is -1"),
        finding("C9", sheet="Other"),
        finding("C9", severity=Severity.WARNING),
        finding("C9", scope=Scope.RETURN),
    ],
)
def test_findings_that_differ_stay_apart_in_order_of_the_first(other: Finding) -> None:
    found = alike([other, finding("C5"), finding("C7")])
    assert [(each.first, each.cells) for each in found] == [(other, ("C9",)), (finding("C5"), ("C5", "C7"))]
    assert alike([]) == ()


@pytest.mark.parametrize(
    ("severity", "scope", "errors", "is_held_back"),
    [
        (Severity.ERROR, Scope.RETURN, 1, True),
        (Severity.ERROR, Scope.ROW, 1, False),
        (Severity.WARNING, Scope.RETURN, 0, False),
        (Severity.WARNING, Scope.ROW, 0, False),
    ],
)
def test_only_errors_hold_back(severity: Severity, scope: Scope, errors: int, is_held_back: bool) -> None:
    found = finding(severity=severity, scope=scope)
    report = Report("a.xlsx", (found,))
    assert (len(report.errors), report.is_held_back) == (errors, is_held_back)
    assert (list(report), len(report)) == ([found], 1)


def test_without_findings_nothing_is_held_back() -> None:
    assert (len(Report("a.xlsx", ())), Report("a.xlsx", ()).is_held_back) == (0, False)


def test_a_report_says_in_a_line_what_there_is() -> None:
    warning = finding("C15", severity=Severity.WARNING)
    found = Report("/somewhere/return.xlsx", (finding(), finding("C16"), warning))
    assert repr(found) == "<Report return.xlsx: 2 errors, 1 warning>"
    assert str(found).splitlines() == [
        "return.xlsx: 2 errors, 1 warning",
        "R203 Data!C14 and 1 more cell to C16: denominator is 0; expected above 0. Enter the population.",
        "R203 Data!C15: denominator is 0; expected above 0. Enter the population.",
    ]
    assert repr(warning) == "<warning R203 Data!C15: denominator is 0; expected above 0. Enter the population.>"
    assert repr(Report("return.xlsx", ())) == "<Report return.xlsx: nothing found>"
    held = Report("return.xlsx", (finding(scope=Scope.RETURN),))
    assert repr(held) == "<Report return.xlsx: 1 error; the whole return is held back>"


def test_a_report_as_a_frame_has_a_row_for_each_finding() -> None:
    frame = Report("return.xlsx", (finding(), finding("", sheet="", severity=Severity.WARNING))).to_frame()
    assert list(frame.columns) == ["code", "severity", "sheet", "cell", "given", "expected", "fix", "scope"]
    assert frame.to_numpy().tolist() == [
        ["R203", "error", "Data", "C14", "denominator is 0", "above 0", "Enter the population.", "row"],
        ["R203", "warning", "", "", "denominator is 0", "above 0", "Enter the population.", "row"],
    ]
    assert list(Report("return.xlsx", ()).to_frame().columns) == list(frame.columns)
