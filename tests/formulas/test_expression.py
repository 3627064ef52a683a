import pytest

from tht_xl.formulas.expression import write
from tht_xl.formulas.parsing import parse


@pytest.mark.parametrize(
    "formula",
    [
        "a-(b-c)",
        "a/(b*c)",
        "a*(b*c)",
        "(a+b)*c^2",
        "a+-b",
        "a*(-b)",
        "(-a)^2",
        'IF(a<>"",b,)',
        '"say ""yes"""',
        "INDEX(B2:B7,1):INDEX(B2:B7,3)",
        "'My sheet'!$B$2+Data[@Value]+Data[[#This Row],[Low limit]]",
        "IF({1,0,0},#N/A,#DIV/0!)",
        "1E+20-.5",
        "LOG10(B2)+lower_998",
    ],
)
def test_writes_what_it_reads(formula: str) -> None:
    assert write(parse(formula)) == formula


def test_leaves_out_brackets_that_change_nothing() -> None:
    assert write(parse("((a * b) / c) + ((d))")) == "a*b/c+d"
