import numpy as np

from tht_xl.stats.arrays import first_match


def test_the_first_case_that_holds_wins() -> None:
    first, second = np.array([True, False, False]), np.array([True, True, False])
    words = first_match([(first, "a"), (second, "b")], otherwise="c")
    assert words.tolist() == ["a", "b", "c"]
    assert all(type(word) is str for word in words)


def test_conditions_broadcast() -> None:
    assert first_match([(np.array([[True], [False]]), "a"), (np.array([True, False]), "b")], otherwise="").tolist() == [
        ["a", "a"], ["b", ""],
    ]  # fmt: skip
    assert first_match([(np.array(True), "a")], otherwise="").item() == "a"
