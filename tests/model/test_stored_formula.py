import pytest
from openpyxl.utils import FORMULAE

from tht_xl.model.stored_formula import FUTURE_FUNCTIONS, stored_formula


@pytest.mark.parametrize(
    ("shown", "stored"),
    [
        ("=NORM.S.INV(0.5)+SUM(GAMMA.INV(0.5,1,1))", "=_xlfn.NORM.S.INV(0.5)+SUM(_xlfn.GAMMA.INV(0.5,1,1))"),
        ("=norm.s.inv(0.5)", "=_xlfn.NORM.S.INV(0.5)"),
        ("=SORT(FILTER(A1:A9,B1:B9))", "=_xlfn._xlws.SORT(_xlfn._xlws.FILTER(A1:A9,B1:B9))"),
        ("=_xlfn.IFNA(XLOOKUP(1,A:A,B:B),0)", "=_xlfn.IFNA(_xlfn.XLOOKUP(1,A:A,B:B),0)"),
        ("=_xlfn._xlws.SORT(A1:A9)", "=_xlfn._xlws.SORT(A1:A9)"),
        ("=LAMBDA(x,LET(days,x,days))", "=_xlfn.LAMBDA(x,_xlfn.LET(days,x,days))"),
        ("=-T.INV.2T(0.05,9)*T.TEST(A1,B1,1,1)", "=-_xlfn.T.INV.2T(0.05,9)*_xlfn.T.TEST(A1,B1,1,1)"),
    ],
)
def test_functions_newer_than_excel_2007_get_their_prefix(shown: str, stored: str) -> None:
    assert stored_formula(shown) == stored
    assert stored_formula(stored) == stored


@pytest.mark.parametrize(
    "formula",
    [
        '="IFNA(""LET(1)"")"&A1',
        "='LET(1)'!A1+'it''s LET('!B2",
        "=SUM(Table1[LET(1)])",
        "=THT_RAG(A1,B1,LOWER(C1))",
        "=NETWORKDAYS.INTL(A1,B1)+WORKDAY.INTL(A1,1)+ISO.CEILING(1)",
        "=MY.LET(1)+XLET(1)+my_base(1)",
        "=let+base*days",
        "=DAYS360(A1,B1)+BASE",
    ],
)
def test_everything_else_stays_as_it_is(formula: str) -> None:
    assert stored_formula(formula) == formula


def test_no_function_of_excel_2007_is_on_the_list() -> None:
    assert not FUTURE_FUNCTIONS & FORMULAE
    assert len(FUTURE_FUNCTIONS) == 157
