import datetime
from typing import Any

import pytest
from worked_cases import worked_cases

from tht_xl.functions import REGISTRY
from tht_xl.functions.engine.native import ClosedForm
from tht_xl.hosts.native.differences import (
    BARS,
    BLANKS,
    EXTREMES,
    LABELS,
    NAMED_STANDARD,
    POOLED_AVERAGE,
    QUANTILES,
    SEVERAL_ERRORS,
    SHAPES,
    TEXT_IN_RANGES,
    TRUTH_IN_RANGES,
    WRONG_COMMAS,
    difference,
)

BANDS = [[40], [5]]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (("THT_GAP", [[1], [2]], [[1, 2]], "high"), SHAPES),
        (("THT_RATE_CI", [[1, 2]], 10), SHAPES),
        (("THT_MEAN", [[1, 2], [3, 4]]), SHAPES),
        (("THT_DSR", BANDS, BANDS, "ESP2013", [["0-64"], ["65+"]]), NAMED_STANDARD),
        (("THT_DSR", BANDS, BANDS, BANDS, [["0-64"], ["65+"]]), NAMED_STANDARD),
        (("THT_MEAN", [["1,234"], [5]]), TEXT_IN_RANGES),
        (("THT_MEAN", [[" [c] "], [5]]), TEXT_IN_RANGES),
        (("THT_MEAN", [["[c]"], ["#N/A"], [""], [None]]), ""),
        (("THT_MEAN", [[True], [5]]), TRUTH_IN_RANGES),
        (("THT_MEAN", [["#NUM!"], ["#N/A"], [5]]), SEVERAL_ERRORS),
        (("THT_MEAN", [["#NUM!"], ["#NUM!"], [5]]), ""),
        (("THT_FUNNEL", [[1], [2]], [[9], [9]], "rate"), POOLED_AVERAGE),
        (("THT_FUNNEL", [[1], [2]], [[9], [9]], "ratio"), ""),
        (("THT_FUNNEL", 1, 9, "rate"), ""),
        (("THT_REQUIRED_CHANGE", 1, "Q1 2023/24", 2, "2025"), LABELS),
        (("THT_REQUIRED_CHANGE", 1, 1850, 2, "2025"), LABELS),
        (("THT_REQUIRED_CHANGE", 1, datetime.date(2023, 3, 31), 2, "2025-03-31"), ""),
        (("THT_GAP", "\t57", 57, "high"), BLANKS),
        (("THT_GAP", 57, 57, "high\u00a0"), BLANKS),
        (("THT_GAP", " 57 ", 57, "high"), ""),
        (("THT_GAP", "5|", 57, "high"), BARS),
        (("THT_GAP", "- 5", 57, "high"), WRONG_COMMAS),
        (("THT_GAP", "-5", 57, "high"), ""),
        (("THT_QUANTILE", [[1], ["1,000"], [3]], 2), QUANTILES),
        (("THT_QUANTILE", [[1], ["#N/A"], [3]], 2), QUANTILES),
        (("THT_QUANTILE", [[1], ["12,34"], [3]], 2), QUANTILES),
        (("THT_QUANTILE", [[1], [True], [3]], 2), TRUTH_IN_RANGES),
        (("THT_QUANTILE", [[1], ["[c]"], ["none"], [None]], 1), ""),
        (("THT_RATE_CI", 1.7e308, 6000, 100), EXTREMES),
        (("THT_RATE_CI", 5, 5e-324), EXTREMES),
        (("THT_RATE_CI", 1e99, 1e-99), ""),
        (("THT_PROJECT", [[44927], [2022]], [[1], [2]], 45000), LABELS),
        (("THT_PROJECT", [[44927], [2201]], [[1], [2]], 45000), ""),
        (("THT_PROJECT", [["2021/22"], ["2022/23"]], [[1], [2]], 45000), LABELS),
    ],
)
def test_says_which_difference_applies(cells: tuple[Any, ...], said: str) -> None:
    assert difference(REGISTRY[cells[0]], cells[1:]) == said


def test_leaves_few_cases_out() -> None:
    cases = [each for each in worked_cases() if isinstance(REGISTRY[each.name].native, ClosedForm)]
    out = [each for each in cases if difference(REGISTRY[each.name], each.cells)]
    assert len(out) < len(cases) / 6
