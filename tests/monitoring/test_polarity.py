import pytest

from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.monitoring.polarity import good_sides


def test_each_polarity() -> None:
    given = ["high", "low", "none"]
    high, low = good_sides(given, (3,))
    assert high.tolist() == [True, False, False]
    assert low.tolist() == [False, True, False]
    assert bool(good_sides("high")[0])


def test_refuses_an_unknown_word_and_names_the_nearest() -> None:
    with pytest.raises(UnknownNameError) as refusal:
        good_sides(["low", "hihg"], (2,))
    assert str(refusal.value) == "unknown polarity 'hihg'. Did you mean 'high'?"


def test_refuses_polarities_that_do_not_fit_the_rows() -> None:
    with pytest.raises(DomainError) as refusal:
        good_sides(["high", "low"], (3,))
    assert str(refusal.value) == (
        "the lengths differ: polarity 2, rows or series 3; expected equal lengths. "
        "Give one for each, or a single one for all of them"
    )


@pytest.mark.parametrize("given", [None, 3, ["high", None], [["high"], ["high", "low"]]])
def test_refuses_what_is_no_word(given: object) -> None:
    with pytest.raises(UnknownNameError, match=r"^unknown polarity "):
        good_sides(given)  # type: ignore[arg-type]
