"""Formulas on any worksheet that contradict the definition of the rows they refer to."""

from collections.abc import Callable
from pathlib import Path

import pytest
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from tht_xl.model.definition import Framework
from tht_xl.workbook.check import check_return
from tht_xl.workbook.told_formulas import calls

Write = Callable[..., Path]


@pytest.fixture
def found(write_return: Write, framework: Framework) -> Callable[[str], list[tuple[str, str]]]:
    """What is said of a formula in C2 of a sheet Summary whose row 2 is about well-being."""

    def check_formula(formula: str) -> list[tuple[str, str]]:
        def more(workbook: Workbook, _: Worksheet) -> None:
            page = workbook.add_worksheet("My summary")
            page.write_row(0, 0, ["Indicator", "Name", "Status"])
            page.write_row(1, 0, ["wellbeing", "Well-being"])
            page.write_formula(1, 2, formula, None, "Green")  # pyright: ignore[reportArgumentType]

        report = check_return(write_return(more=more), framework).report
        assert {finding.code for finding in report} <= {"R513"}
        return [(finding.place, finding.given) for finding in report]

    return check_formula


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ('=THT_RAG(Data!F6,10,"high")', "THT_RAG with polarity high"),
        ('=IF(A1="",0,THT_TREND(Data!$D$5:$D$6,Data!$E$5:$E$6,"High"))', "THT_TREND with polarity high"),
        ('=[1]!THT_RAG(7.1,7,"low")', "THT_RAG with polarity low"),
        ('=THT_RAG(Data!F6,Data!F8,"high")', "THT_RAG with polarity high"),  # two indicators, and low is good for both
        ('=THT_RAG(B2,7,"lower")', "THT_RAG with polarity low"),
        ("=THT_RATE(Data!D8,Data!E8,1000)", "THT_RATE with multiplier 1000"),
        ('=THT_VALUE("falls",Data!D5,Data!E5)', "THT_VALUE of falls"),
    ],
)
def test_what_contradicts_is_named(formula: str, said: str, found: Callable[..., list[tuple[str, str]]]) -> None:
    assert found(formula) == [("My summary!C2", said)]


@pytest.mark.parametrize(
    "formula",
    [
        '=THT_RAG(Data!F6,10,"low")',
        '=THT_RAG(7.1,7,"high")',
        '=THT_RAG(Data!F6,Data!F9,"high")',  # cells of two indicators, of which high is good for one
        '=THT_RAG(Data!F5:F3000,10,"high")',
        "=THT_RATE(Data!D8,Data!E8,100000)",
        "=THT_PROPORTION(Data!D9,Data!E9,1)",  # a survey has no multiplier
        '=THT_VALUE("obesity",Data!D5,Data!E5)',
        '=CONCATENATE("THT_RAG(1,2,""low"")",A1)',
        "=THT_RAG(Data!F6,10,A2)",
    ],
)
def test_what_agrees_or_cannot_be_told_is_not(formula: str, found: Callable[..., list[tuple[str, str]]]) -> None:
    assert found(formula) == []


@pytest.fixture
def found_beside(write_return: Write, framework: Framework) -> Callable[..., list[tuple[str, str]]]:
    """What is said of formulas in C2 and C3 of a sheet that keeps its settings in column F and on another sheet."""

    def check_formulas(*formulas: str) -> list[tuple[str, str]]:
        def more(workbook: Workbook, _: Worksheet) -> None:
            page = workbook.add_worksheet("My summary")
            page.write_column(1, 0, ["wellbeing", "admissions"])
            page.write_column(0, 5, ["high", "low", 1000, 100000, "falls", "sideways", True])
            page.write_formula(0, 6, '=IF(1,"low","")', None, "low")  # pyright: ignore[reportArgumentType]
            settings = workbook.add_worksheet("Partner's settings")
            settings.write_column(0, 0, ["Low", "high"])
            for row, formula in enumerate(formulas, start=1):
                page.write_formula(row, 2, formula, None, "Green")  # pyright: ignore[reportArgumentType]

        report = check_return(write_return(more=more), framework).report
        assert {finding.code for finding in report} <= {"R513"}
        return [(finding.place, finding.given) for finding in report]

    return check_formulas


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("=THT_RAG(7.1,7,F2)", "THT_RAG with polarity low"),
        ("=THT_RAG(7.1,7,$F$2)", "THT_RAG with polarity low"),
        ("=THT_RAG(7.1,7,G1)", "THT_RAG with polarity low"),  # what was saved with the formula there
        ("=THT_RAG(7.1,7,'My summary'!F2)", "THT_RAG with polarity low"),
        ("=THT_RAG(7.1,7,'Partner''s settings'!$A$1)", "THT_RAG with polarity low"),
        ("=THT_RATE(Data!D8,Data!E8,F3)", "THT_RATE with multiplier 1000"),
        ("=THT_VALUE(F5,Data!D5,Data!E5)", "THT_VALUE of falls"),
    ],
)
def test_a_cell_that_is_referred_to_is_read(formula: str, said: str, found_beside: Callable[..., list]) -> None:
    assert found_beside(formula) == [("My summary!C2", said)]


@pytest.mark.parametrize(
    "formula",
    [
        "=THT_RAG(7.1,7,F1)",
        "=THT_RAG(7.1,7,'Partner''s settings'!A2)",
        "=THT_RAG(7.1,7,'Partner''s settings'!Z99)",
        "=THT_RAG(7.1,7,Missing!A1)",
        "=THT_RAG(7.1,7,F6)",  # no polarity: the cell shows an error, which others say
        "=THT_RAG(7.1,7,F7)",
        "=THT_RAG(7.1,7,F2:F2)",
        "=THT_RAG(7.1,7,INDEX(F1:F2,2))",
        "=THT_RATE(Data!D8,Data!E8,F4)",
        "=THT_VALUE(A2,7,8)",
    ],
)
def test_a_cell_that_agrees_or_cannot_be_read_is_not_named(formula: str, found_beside: Callable[..., list]) -> None:
    assert found_beside(formula) == []


def test_calls_within_calls() -> None:
    (outer, inner) = calls('THT_RAG(THT_PROPORTION(A1,B1,100),{1,2},"low")')

    assert (outer.name, outer.told) == ("THT_RAG", {"polarity": '"low"'})
    assert outer.others == ("THT_PROPORTION(A1,B1,100)", "{1,2}")
    assert inner.told == {"multiplier": "100"}
