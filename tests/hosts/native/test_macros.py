"""Words of closed forms in ordinary functions; engines that compare loosely do not show a digit too many."""

from tht_xl.hosts.native.expression import write
from tht_xl.hosts.native.macros import expanded
from tht_xl.hosts.native.parsing import parse


def test_a_number_is_rounded_at_fifteen_significant_digits() -> None:
    assert write(expanded(parse("FIFTEEN(a+b)"), {})) == "ROUND(a+b,14-INT(LOG10(ABS(a+b)+(a+b=0))))"


def test_typed_numbers_are_compared_as_they_are() -> None:
    assert write(expanded(parse("EXCEEDS(57,2.5)"), {})) == "57>2.5"
