import pytest

from tht_xl.errors import DomainError
from tht_xl.formulas.expression import Atom, is_constant
from tht_xl.formulas.parsing import parse


def test_reads_cells_columns_and_tables_as_references() -> None:
    for reference in ("B2", "$B$2:C7", "B:B", "Data!B2", "Table1[Count]", "[@Count]"):
        assert parse(reference) == Atom(reference)
        assert not is_constant(parse(reference))


@pytest.mark.parametrize("text", ["a+", "IF(a,b", "a b", "a;b", "=a", "a!", "'a", "[1]Sheet!", "a)", '"open'])
def test_refuses_what_is_no_formula(text: str) -> None:
    with pytest.raises(DomainError, match="cannot read the formula"):
        parse(text)
