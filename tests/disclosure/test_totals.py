import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.disclosure.one_way import suppress
from tht_xl.disclosure.rules import DISCLOSURE_RULES
from tht_xl.disclosure.totals import safe_total
from tht_xl.model.vocabulary import SYMBOLS

cells = st.lists(st.one_of(st.integers(0, 50), st.sampled_from(SYMBOLS)), max_size=6)


def test_a_total_of_known_cells() -> None:
    assert safe_total([10, 20, 12.5], "").totals == 42.5
    assert safe_total([[1, 2], [3, 4]], "").totals.tolist() == [3, 7]
    empty = safe_total([], "")
    assert (empty.totals, empty.symbols.item()) == (0, "")


@pytest.mark.parametrize(
    ("symbols", "expected"),
    [(["", "[x]", ""], "[x]"), (["[u]", "[x]", "[z]"], "[u]"), (["[u]", "", "[c]"], "[c]"), (["", "", ""], "[x]")],
)
def test_a_cell_that_is_not_there_leaves_no_total(symbols: list[str], expected: str) -> None:
    total = safe_total([np.nan, np.nan, np.nan], symbols)
    assert np.isnan(total.totals)
    assert total.symbols.item() == expected


@given(cells)
def test_nothing_is_ever_skipped(given: list[int | str]) -> None:
    numbers = [np.nan if isinstance(cell, str) else cell for cell in given]
    total = safe_total(numbers, [cell if isinstance(cell, str) else "" for cell in given])
    marks = [cell for cell in given if isinstance(cell, str)]
    assert total.symbols.item() == min(marks, key=SYMBOLS.index, default="")
    assert np.isnan(total.totals) == bool(marks)
    if not marks:
        assert total.totals == sum(numbers)


def test_the_total_of_what_a_rule_released() -> None:
    shown = suppress([3, 12, 40], DISCLOSURE_RULES["1-5"])
    assert safe_total(shown.counts, shown.symbols).symbols.item() == "[c]"
