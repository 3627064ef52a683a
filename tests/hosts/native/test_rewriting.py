import pytest

from tht_xl.hosts.native.cell import formula
from tht_xl.hosts.native.rewriting import native_cell


def test_a_call_becomes_its_native_form() -> None:
    assert native_cell('=THT_RAG(B2,C2,"low")') == (formula("THT_RAG", "B2", "C2", '"low"'), ())


def test_a_call_inside_a_formula_becomes_its_native_form() -> None:
    rewritten = native_cell('=IF(B2="","",THT_GAP(B2,C2,"low")*2)')
    assert rewritten.formula == f'=IF(B2="","",{formula("THT_GAP", "B2", "C2", chr(34) + "low" + chr(34))[1:]}*2)'
    assert rewritten.left_alone == ()


@pytest.mark.parametrize(("index", "column"), [("1,1", "value"), ("1,3", "upper"), ("2", "lower")])
def test_index_takes_a_column(index: str, column: str) -> None:
    assert native_cell(f"=INDEX(THT_RATE_CI(B2,C2),{index})").formula == formula(
        "THT_RATE_CI", "B2", "C2", column=column
    )


@pytest.mark.parametrize("text", ["B2", "", "THT_RAG", "=SUM(B2:B7)", "=B2+1"])
def test_other_cells_come_back_as_they_are(text: str) -> None:
    assert native_cell(text) == (text, ())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            '=THT_STATUS("x",B2,C2)',
            "THT_STATUS has no native form: a formula has no access to the definitions of the framework",
        ),
        ("=THT_RATE_CI(B2,C2)", "THT_RATE_CI fills 3 cells; a native formula fills one"),
        ("=INDEX(THT_RATE_CI(B2,C2),1,4)", "THT_RATE_CI has no column 4"),
        ("=INDEX(THT_RATE_CI(B2,C2),D2)", "THT_RATE_CI fills 3 cells; a native formula fills one"),
        ("=THT_QUANTILE(B2:B9)", "THT_QUANTILE fills a column; its native formula is filled down"),
        ("=THT_GAP(B2+1,C2,D2)", "THT_GAP is given a formula; the native form takes references, numbers and texts"),
        ("=THT_GAP(B2,C2)", "THT_GAP takes 3 arguments; 2 given"),
        ("=THT_GPA(B2,C2,D2)", "unknown function 'THT_GPA'"),
        ("=THT_GAP(B2:B9,C2,D2)", "value is the range B2:B9; expected one cell"),
        ("=THT_GAP(B2,C2,D2", "cannot read the formula 'THT_GAP(B2,C2,D2'"),
    ],
)
def test_what_has_no_native_form_is_left_alone_and_named(text: str, reason: str) -> None:
    rewritten = native_cell(text)
    assert rewritten.formula == text
    assert reason in rewritten.left_alone[0]


def test_one_call_that_stays_does_not_keep_another() -> None:
    rewritten = native_cell('=THT_STATUS("x",B2,C2)&THT_ROUND(B2)')
    assert rewritten.formula.startswith('=THT_STATUS("x",B2,C2)&IF(')
    assert len(rewritten.left_alone) == 1
