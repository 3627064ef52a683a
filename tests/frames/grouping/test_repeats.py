import numpy as np
import pandas as pd
import pytest

from tht_xl import frames
from tht_xl.stats.directly_standardised import directly_standardised_rate_of_non_independent_events

STANDARD = {"0-64": 70_000, "65+": 30_000}
ROWS = [
    ("a", "0-64", 1, 6),
    ("a", "65+", 1, 20),
    ("a", "0-64", 2, 1),
    ("a", "65+", 2, 5),
    ("b", "65+", 3, 4),
    ("b", "0-64", 1, 9),
]
FRAME = pd.DataFrame(ROWS, columns=["area", "age_band", "times", "count"]).assign(
    population=lambda f: f["age_band"].map({"0-64": 10_000, "65+": 5_000})
)
FIGURES = ["value", "lower", "upper"]


def rates(frame: pd.DataFrame = FRAME) -> pd.DataFrame:
    return frames.directly_standardised_rates(frame, standard=STANDARD, by="area", events_each="times")


def test_each_group_is_what_the_array_function_gives() -> None:
    found = rates(FRAME.sample(frac=1, random_state=3)).sort_values("area", ignore_index=True)
    assert found.columns.tolist() == ["area", "count", "population", *FIGURES, "withheld", "reason"]
    for place, people in enumerate(([[6, 20], [1, 5], [0, 0]], [[9, 0], [0, 0], [0, 4]])):
        expected = directly_standardised_rate_of_non_independent_events(
            people, [1, 2, 3], [10_000, 5_000], [70_000, 30_000]
        )
        np.testing.assert_allclose(found[FIGURES].iloc[place], [expected.value, *expected.interval])
        assert found["count"][place] == expected.events
    assert found["population"].tolist() == [15_000] * 2


def test_one_event_each_is_the_plain_rate() -> None:
    once = FRAME.iloc[:2]
    plain = frames.directly_standardised_rates(once.drop(columns="times"), standard=STANDARD, by="area")
    pd.testing.assert_frame_equal(rates(once), plain)


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("times", 0, "the number of events each is not above 0 in age band '0-64'"),
        ("times", 2, "several rows for one number of events in age band '0-64'"),
        ("population", 9_999, "the population is missing or differs between rows in age band '0-64'"),
        ("count", -1, "the count is negative in age band '0-64'; expected 0 or more"),
        ("count", np.nan, "the count is missing in age band '0-64'; enter 0 if none occurred"),
    ],
)
def test_what_is_wrong_stays_with_its_group(column: str, value: float, reason: str) -> None:
    frame = FRAME.astype({column: float})
    frame.loc[0, column] = value
    found = rates(frame)
    assert found["reason"].tolist() == [reason, ""]
    assert found["value"].notna().tolist() == [False, True]


def test_no_row() -> None:
    assert len(rates(FRAME.iloc[:0])) == 0
