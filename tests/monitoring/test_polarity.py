import pytest

from tht_xl.errors import UnknownNameError
from tht_xl.monitoring.polarity import is_high, is_low


def test_each_polarity() -> None:
    given = ["high", "low", "none"]
    assert is_high(given).tolist() == [True, False, False]
    assert is_low(given).tolist() == [False, True, False]
    assert bool(is_high("high"))


def test_refuses_an_unknown_word_and_names_the_nearest() -> None:
    with pytest.raises(UnknownNameError) as refusal:
        is_high(["low", "hihg"])
    assert str(refusal.value) == "unknown polarity 'hihg'. Did you mean 'high'?"
