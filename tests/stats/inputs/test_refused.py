import numpy as np
import pandas as pd
import pytest

from tht_xl.errors import UnknownNameError
from tht_xl.stats.inputs.refused import MAX_LENGTH, check_name, has_truth_values, shown


def test_a_thing_is_shown_on_one_line_and_cut_short() -> None:
    assert shown("a\nb") == r"'a\nb'"
    for each in (pd.Series(range(100)), pd.DataFrame({"a": [1, 2]}), np.zeros((50, 50))):
        assert "\n" not in shown(each)
        assert len(shown(each)) <= MAX_LENGTH


@pytest.mark.parametrize("given", [None, 5, ["b"], np.array(["a", "b"]), pd.Series(["a"]), "c"], ids=str)
def test_what_is_no_known_name_is_refused(given: object) -> None:
    with pytest.raises(UnknownNameError, match=r"^unknown letter [^\n]*\. Known: a, b$"):
        check_name("letter", given, ["a", "b"])


def test_truth_values_are_found_at_any_depth() -> None:
    assert has_truth_values([[1, 2], [3, (4, True)]])
    assert has_truth_values((np.bool_(False),))
    assert not has_truth_values([[0, 1], [1.0, None]])
