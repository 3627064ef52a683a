"""The 2009 strategy's targets against the values published at their dates, as if the partnership had agreed them."""

import pandas as pd
import pytest

from tht_xl.evaluation.evaluate import evaluate
from tht_xl.evaluation.rows.published import published_observations
from tht_xl.framework.load import load_framework
from tht_xl.model.definition import Framework, Indicator


@pytest.fixture(scope="module")
def results() -> pd.DataFrame:
    framework = load_framework("strategy-2009")
    agreed = framework.model_copy(update={"indicators": tuple(map(_agreed, framework.indicators))})
    return _evaluated(agreed)


def _agreed(indicator: Indicator) -> Indicator:
    assert indicator.target is not None
    return indicator.model_copy(update={"target": indicator.target.model_copy(update={"agreed": True})})


def _evaluated(framework: Framework) -> pd.DataFrame:
    return evaluate(published_observations(framework), framework)


def test_as_they_are_none_is_rated() -> None:
    rated = _evaluated(load_framework("strategy-2009"))
    assert set(rated["rating"]) == {"Proposed"}


@pytest.mark.parametrize(
    ("indicator", "period", "value", "target", "rating"),
    [
        # Table 1: not above 26.4 by 2013. NCMP 2012/13, Fingertips 90323.
        ("year-6-obesity", "2012/13", 25.9332, 26.4, "Green"),
        ("year-6-obesity", "2011/12", 25.30864, None, "Not due"),
        ("year-6-obesity", "2014/15", 27.04626, 26.4, "Red"),
        # The delivery plan dates the same ceiling 2012.
        ("year-6-obesity-2012", "2011/12", 25.30864, 26.4, "Green"),
        # Delivery plan: not above 15.4 by 2012, a ceiling above its own baseline. Fingertips 90319.
        ("reception-obesity", "2012/13", 12.84553, 15.4, "Green"),
        # Table 1: 77.9 and 81.6 by 2013. GLA borough profile 2012-14.
        ("life-expectancy-male", "2012 - 14", 78.1, 77.9, "Green"),
        ("life-expectancy-female", "2012 - 14", 82.5, 81.6, "Green"),
        # Table 1: 93 by 2013; 94 was reported for 2012.
        ("mmr-by-fifth-birthday", "2012", 94.0, None, "Not due"),
    ],
)
def test_rated_at_its_date(
    results: pd.DataFrame, indicator: str, period: str, value: float, target: float | None, rating: str
) -> None:
    row = results[(results["indicator"] == indicator) & (results["period"] == period)].iloc[0]
    assert row["value"] == pytest.approx(value, abs=5e-6)
    assert row["rating"] == rating
    assert row["target"] == pytest.approx(target) if target is not None else pd.isna(row["target"])
