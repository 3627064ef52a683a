"""What spreadsheets compute differently is refused, and what they agree on is not."""

import pytest

from tht_xl.errors import DomainError
from tht_xl.formulas.differences import refuse_differences
from tht_xl.formulas.parsing import parse
from tht_xl.formulas.references import require_evaluable


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ('MAX(0,"x")', "MAX is given a text"),
        ("COUNT([@A]>0)", "COUNT is given TRUE or FALSE"),
        ("SUM(IF([@A]>0,[@A],0))", "SUM is given a cell"),
        ('SUMPRODUCT(--([A]>0),IF(TRUE,"a",2))', "SUMPRODUCT is given a text"),
        ('OR([@A]>0,"x")', "OR is given a text"),
        ("LEFT([@A]=1,1)", "LEFT is given TRUE or FALSE"),
        ("ISNUMBER([@A]=1)", "ISNUMBER is given TRUE or FALSE"),
        ('TRUE&"a"', "& joins TRUE or FALSE"),
        ("([@A]>0)>[@B]", "TRUE or FALSE is compared with something else"),
    ],
)
def test_a_difference_is_refused(formula: str, said: str) -> None:
    with pytest.raises(DomainError, match=said):
        refuse_differences(parse(formula))


@pytest.mark.parametrize(
    "formula",
    [
        "MAX([@A],[B],0)",
        "SUMPRODUCT(--([A]=[@A]),[B])",
        "([@A]>0)=([@B]>0)",
        'IF([@A]="","",LEFT([@A],1)&"x")',
        "AND([@A]>0,NOT(ISBLANK([@B])),1)",
        "SUM(LEN([@A]),INT([@B]))",
    ],
)
def test_what_is_alike_everywhere_is_let_pass(formula: str) -> None:
    refuse_differences(parse(formula))


@pytest.mark.parametrize("formula", ["(" * 5000 + "1" + ")" * 5000, "-" * 5000 + "1", "1" + "+1" * 5000])
def test_a_formula_that_is_too_deep_is_refused_in_words(formula: str) -> None:
    with pytest.raises(DomainError, match=r"cannot read the formula|steps within each other"):
        require_evaluable(parse(formula))
