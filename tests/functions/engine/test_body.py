from dataclasses import replace

import numpy as np
import pytest

from tht_xl.errors import DomainError
from tht_xl.functions import REGISTRY
from tht_xl.functions.engine.body import answer_of, columns_of
from tht_xl.functions.engine.outcome import Answer, Outcome, Refusal

GAP = REGISTRY["THT_GAP"]


def _refuses() -> None:
    raise DomainError("the method does not reach this far", remedy="Give less")


def test_what_the_statistics_refuse_is_refused_for_these_rows() -> None:
    refusing = replace(GAP, python=_refuses)
    assert columns_of(refusing, [], 2) == [["#VALUE!", "#VALUE!"]]
    with pytest.raises(Refusal, match="the method does not reach this far; give less"):
        answer_of(refusing, [])


def test_outcomes_by_row_win_over_results() -> None:
    def some() -> Answer:
        codes = np.array([Outcome.FINE, Outcome.CONFIDENTIAL, Outcome.FINE], np.uint8)
        return Answer((np.array([1.0, 2.0, np.nan]), "[x]"), codes)

    given = replace(GAP, python=some, columns=("value", "lower"))
    assert columns_of(given, [], 3) == [[1.0, "[c]", "#NUM!"], ["[x]", "[c]", "[x]"]]


def test_arithmetic_raises_no_warning() -> None:
    dividing = replace(GAP, python=lambda: np.float64(1) / np.float64(0))
    assert columns_of(dividing, [], 1) == [["#NUM!"]]
