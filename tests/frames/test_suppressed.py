import numpy as np
import pandas as pd
import pytest

from tht_xl import frames
from tht_xl.errors import ThtError

FRAME = pd.DataFrame(
    {
        "ward": ["Bow", "Poplar", "Wapping", "Shadwell", "Bow", "Poplar"],
        "year": [2023, 2023, 2023, 2023, 2024, 2024],
        "count": [3, 12, 40, 0, 9, 11],
    }
)


def test_each_group_is_a_table_with_a_total() -> None:
    found = frames.suppressed(FRAME, rule="1-5", by="year")
    assert found.columns.tolist() == ["ward", "year", "count", "symbol", "withheld", "released_total", "total_withheld"]
    assert found["symbol"].tolist() == ["[c]", "[c]", "", "", "", ""]
    assert found["withheld"].tolist() == ["1-5: primary", "1-5: secondary", "", "", "", ""]
    np.testing.assert_array_equal(found["count"], [np.nan, np.nan, 40, 0, 9, 11])
    assert found["released_total"].tolist() == [55, 55, 55, 55, 20, 20]


def test_the_count_itself_does_not_leak() -> None:
    found = frames.suppressed(FRAME, rule="1-5", by="year")
    assert not (found == 3).any(axis=None)
    assert FRAME["count"][0] == 3


def test_a_total_of_ones_own_and_no_row() -> None:
    given = frames.suppressed(FRAME.assign(total=[55] * 4 + [20] * 2), rule="1-7", by="year", total="total")
    assert given["symbol"].tolist()[0] == "[c]"
    assert len(frames.suppressed(FRAME.iloc[:0], rule="1-5", by="year")) == 0


def test_there_is_no_default_rule() -> None:
    with pytest.raises(ThtError) as refused:
        frames.suppressed(FRAME, rule="1-6")
    assert str(refused.value).startswith("unknown disclosure rule '1-6'. Did you mean ")
