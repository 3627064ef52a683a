"""Rating rules that look at the previous value or the interval, through the definitions and the evaluation."""

import numpy as np
import pandas as pd
import pytest

from tht_xl.evaluation.evaluate import evaluate
from tht_xl.evaluation.target_status import rated_values, rating_of, target_status
from tht_xl.model.definition import Framework, Indicator
from tht_xl.model.periods.period import Period

YEAR = Period.parse("2023/24")


def agreed(framework: Framework, rule: str) -> Indicator:
    indicator = next(i for i in framework.indicators if i.id == "agreed")
    return indicator.model_copy(update={"rating": rule})


@pytest.mark.parametrize(
    ("rule", "words"),
    [("tower-hamlets", ["Red", "Red"]), ("havering", ["Green", "Red"]), ("benchmark", ["Amber", "Red"])],
)
def test_each_rule_sees_what_it_looks_at(small: Framework, rule: str, words: list[str]) -> None:
    indicator = agreed(small, rule)
    found = rated_values(
        indicator,
        target_status(indicator, YEAR),
        np.array([28.0, 30.0]),
        previous=np.array([np.nan, 29.0]),
        lower=np.array([26.4, 29.0]),
        upper=np.array([29.6, 31.0]),
    )
    assert found.tolist() == words


@pytest.mark.parametrize("rule", ["havering", "benchmark"])
def test_without_what_it_looks_at_a_rule_is_silent(small: Framework, rule: str) -> None:
    indicator = agreed(small, rule)
    assert rating_of(indicator, target_status(indicator, YEAR), 40.0) == ""


@pytest.mark.parametrize(
    ("rule", "ratings", "sentence"),
    [
        ("havering", ["", "Amber", "Green"], "short of the target of 26.4"),
        ("benchmark", ["Red", "Red", "Amber"], "short of the target of 26.4"),
    ],
)
def test_evaluation_hands_on_the_previous_value_and_the_interval(
    small: Framework, rule: str, ratings: list[str], sentence: str
) -> None:
    others = [i for i in small.indicators if i.id != "agreed"]
    framework = small.model_copy(update={"indicators": (*others, agreed(small, rule))})
    rows = pd.DataFrame(
        {
            "indicator": "agreed",
            "area": "tower-hamlets",
            "period": ["2021/22", "2022/23", "2023/24"],
            "count": [400, 330, 270],
            "denominator": 1000,
        }
    )
    found = evaluate(rows, framework)
    assert found["rating"].tolist() == ratings
    # Green is no promise that the target is met.
    assert sentence in found["sentence"].iloc[-1]
