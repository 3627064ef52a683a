from tht_xl.functions import REGISTRY
from tht_xl.functions.engine.native import ClosedForm, closed_form, wilson_lower, wilson_upper
from tht_xl.functions.engine.outcome import Outcome


def test_a_closed_form_has_a_formula_for_each_column() -> None:
    form = closed_form("a/b", "a", unless=(("b<1", Outcome.UNDEFINED),))
    assert form == ClosedForm(("a/b", "a"), (), (("b<1", Outcome.UNDEFINED),))


def test_the_upper_limit_is_that_of_those_not_counted() -> None:
    assert wilson_upper("x", "n") == f"(1-{wilson_lower('(n-x)', 'n')})"


def test_every_function_says_whether_it_has_a_native_form() -> None:
    assert all(each.native for each in REGISTRY.values())
