"""Words of closed forms in ordinary functions; engines that compare loosely do not show a digit too many."""

from tht_xl.formulas.expression import Atom, write
from tht_xl.formulas.parsing import parse
from tht_xl.functions import REGISTRY
from tht_xl.hosts.native.macros import expand, steps_of_digits
from tht_xl.hosts.native.reading import GivenArgument


def test_a_number_is_rounded_at_fifteen_significant_digits() -> None:
    assert write(expand(parse("FIFTEEN(a+b)"), {})) == "ROUND(a+b,14-INT(LOG10(ABS(a+b)+(a+b=0))))"


def test_typed_numbers_are_compared_as_they_are() -> None:
    assert write(expand(parse("EXCEEDS(57,2.5)"), {})) == "57>2.5"


def test_each_number_of_a_cell_has_its_fifteen_digits_and_nothing_else_has() -> None:
    arguments = REGISTRY["THT_RAG"].arguments
    given = {
        "value": GivenArgument(arguments[0], Atom("B2")),
        "target": GivenArgument(arguments[1], Atom("57")),
        "polarity": GivenArgument(arguments[2], Atom("D2")),
    }
    assert [argument.kind for argument in arguments[:3]] == ["number", "number", "choice"]
    assert list(steps_of_digits(given)) == ["value_15"]
