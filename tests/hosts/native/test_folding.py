import pytest

from tht_xl.formulas.expression import write
from tht_xl.formulas.parsing import parse
from tht_xl.hosts.native.folding import FALSE, TRUE, any_of, fold, number


@pytest.mark.parametrize(
    ("formula", "short"),
    [
        ('IF("low"="LOW",B2,C2)', "B2"),
        ('IF("low"="high",B2,C2)', "C2"),
        ("(1+0.95)/2", "0.975"),
        ("1/3", "1/3"),
        ("1/0", "1/0"),
        ("1*B2*1/1", "B2"),
        ("-1*B2", "-B2"),
        ("IF(2>=10,B2,B2+FALSE)", "B2"),
        ("(B2>0)*TRUE", "B2>0"),
        ("(B2>0)*FALSE", "FALSE"),
        ("IF(B2,TRUE,FALSE)", "IF(B2,TRUE,FALSE)"),
        ("SUM(B2,1-TRUE)", "SUM(B2,FALSE)"),
    ],
)
def test_reckons_what_is_known(formula: str, short: str) -> None:
    assert write(fold(parse(formula))) == short


def test_one_condition_that_holds_is_enough() -> None:
    assert any_of(FALSE, parse("B2=0"), parse("1=1")) == TRUE
    assert any_of(FALSE, FALSE) == FALSE
    assert write(any_of(FALSE, parse("B2=0"), parse("C2=0"))) == "(B2=0)+(C2=0)"


def test_writes_numbers_as_a_cell_shows_them() -> None:
    assert [write(number(each)) for each in (0.1 + 0.2, -5, 1e20)] == ["0.3", "-5", "1E20"]
