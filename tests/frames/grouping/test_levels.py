import numpy as np
import pytest

from tht_xl.errors import DomainError
from tht_xl.frames.grouping.levels import level_names, level_text, limit_columns
from tht_xl.stats.interval import Interval


def test_one_level_gives_plain_names_and_a_list_gives_each_its_own() -> None:
    assert list(limit_columns(Interval(np.zeros(2), np.ones(2)), 0.95)) == ["lower", "upper"]
    found = limit_columns(Interval(np.array([[1.0, 0.5]]), np.array([[2.0, 2.5]])), [0.95, 0.998])
    assert {name: each.tolist() for name, each in found.items()} == {
        "lower_95": [1.0],
        "upper_95": [2.0],
        "lower_998": [0.5],
        "upper_998": [2.5],
    }


def test_levels_are_named_by_their_digits() -> None:
    assert level_names([0.95, 0.998, 0.9, 0.5, 0.99, 0.9545]) == ["95", "998", "90", "50", "99", "9545"]
    assert level_names(np.array([0.95])) == ["95"]
    assert level_text(0.95) == "95%"
    assert level_text([0.95, 0.998]) == "95%, 99.8%"


def test_a_level_twice_is_refused() -> None:
    with pytest.raises(DomainError) as refused:
        level_names([0.95, 0.95])
    assert str(refused.value) == "confidence names level 95 twice; expected each level once. Name it once"
