from typing import Any

import numpy as np
import pandas as pd
import pytest

from tht_xl import frames
from tht_xl.errors import ThtError
from tht_xl.stats.funnel import funnel_limits, funnel_significance

COLUMNS = ["value", "average", "lower_95", "upper_95", "lower_998", "upper_998", "significance", "reason"]
FRAME = pd.DataFrame(
    {
        "year": [2023, 2023, 2024, 2024, 2024],
        "count": [10, 60, 5, 40, 500],
        "denominator": [100, 300, 100, 100, 1000],
    },
    index=list("abcde"),
)


def test_each_group_has_its_own_funnel() -> None:
    found = frames.funnels(FRAME, kind="proportion", by="year")
    assert found.columns.tolist() == ["year", "count", "denominator", *COLUMNS]
    assert found.index.tolist() == list("abcde")
    assert found["average"].tolist() == [17.5, 17.5, *[100 * 545 / 1200] * 3]
    for _, own in found.groupby("year"):
        expected = funnel_significance(own["count"].to_numpy(), own["denominator"].to_numpy(), "proportion")
        assert own["significance"].tolist() == expected.tolist()
    limits = funnel_limits(100, 17.5, "proportion", confidence=[0.95, 0.998])
    assert found[["lower_95", "lower_998"]].iloc[0].tolist() == limits.lower.tolist()


def test_rates_and_ratios() -> None:
    found = frames.funnels(FRAME.assign(denominator=FRAME["denominator"] * 1000), kind="rate")
    assert found["average"].unique() == pytest.approx(100 * 615 / 1600)
    ratios = frames.funnels(FRAME, kind="ratio", average=50)
    assert ratios["average"].tolist() == [50] * 5
    assert frames.funnels(FRAME, kind="ratio")["average"].tolist() == [100] * 5


def test_one_bad_row_takes_no_part_in_the_average() -> None:
    bad = pd.concat([FRAME.iloc[:2], pd.DataFrame({"year": 2023, "count": [500, None, 3], "denominator": [100, 5, 0]})])
    found = frames.funnels(bad, kind="proportion")
    assert found["average"].unique().tolist() == [17.5]
    assert found["reason"].tolist() == [
        *["", ""],
        "the count is 500; expected at most the denominator",
        "the count is missing; enter 0 if none occurred",
        "the denominator is 0; expected above 0",
    ]
    assert found["significance"].tolist()[2:] == [""] * 3
    assert found[["value", "lower_95", "upper_998"]].iloc[2:].isna().all(axis=None)


def test_no_row() -> None:
    found = frames.funnels(FRAME.iloc[:0], kind="rate", by="year")
    assert found.columns.tolist() == ["year", "count", "denominator", *COLUMNS]
    assert np.isnan(frames.funnels(FRAME.iloc[:1].assign(count=0), kind="rate")["value"]).sum() == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"kind": "ratios"}, "unknown kind of funnel 'ratios'. Did you mean 'ratio'?"),
        (
            {"kind": "rate", "average": -1},
            "average is -1; expected a number from 0. Give it per 100000, or leave it out to use that of each group",
        ),
        (
            {"kind": "proportion", "average": 17.5, "multiplier": 1},
            "average is 17.5; expected a number from 0 to 1. Give it per 1, or leave it out to use that of each group",
        ),
        *(
            ({"kind": "ratio", "average": average}, f"average is {average!r}; expected a number from 0. ")
            for average in (float("nan"), float("inf"), [1.0, 2.0])
        ),
    ],
)
def test_refusals(arguments: dict[str, Any], message: str) -> None:
    for frame in (FRAME, FRAME.iloc[:0]):
        with pytest.raises(ThtError) as refused:
            frames.funnels(frame, **arguments)
        assert str(refused.value).startswith(message)


def test_a_standardised_rate_from_fewer_than_ten_events_is_not_judged() -> None:
    """As the reference: no word, no point to draw, and the events still count towards the average."""
    frame = pd.DataFrame({"count": [9, 10, 60, 0, 0, None], "rate": [9.0, 25, 150, 0, 0, 20]})
    frame["denominator"] = 100_000 * frame["count"] / frame["rate"].replace(0, np.nan)
    frame.loc[4, "denominator"] = 30_000
    plain = frames.funnels(frame, kind="rate")
    found = frames.funnels(frame, kind="rate", standardised=True)
    assert plain["significance"].tolist()[0] == "Low (99.8%)"
    assert found["significance"].tolist() == [
        "Not applicable",
        *plain["significance"][1:3],
        *["Not applicable"] * 2,
        "",
    ]
    assert found["value"].isna().tolist() == [True, False, False, True, True, True]
    assert found["value"][1] == pytest.approx(25)
    few = "fewer than 10 events: too few for a directly standardised rate"
    assert found["reason"].tolist() == [few, "", "", few, few, "the count is missing; enter 0 if none occurred"]
    np.testing.assert_array_equal(found["average"], plain["average"])
    np.testing.assert_array_equal(found["upper_95"], plain["upper_95"])
    with pytest.raises(ThtError, match="standardised is true and kind is 'ratio'; expected rates"):
        frames.funnels(frame, kind="ratio", standardised=True)
