import numpy as np
import pandas as pd
import pytest

from tht_xl import frames
from tht_xl.errors import ThtError

ENGLAND = pd.DataFrame({"age_band": ["0-64", "65+"], "count": [600, 5_000], "population": [1_000_000, 1_000_000]})
FRAME = pd.DataFrame(
    {
        "area": ["b", "b", "a", "a", None, None],
        "age_band": ["65 and over", "0-64", "0 to 64", "65+", "0-64", "65+"],
        "count": [30, 8, 0, 0, 1, 2],
        "population": [5_000, 10_000, 10_000, 5_000, 0, 5_000],
    }
)

TOTALLED = FRAME.drop(columns="count")


def ratios(frame: pd.DataFrame = FRAME, reference: pd.DataFrame = ENGLAND, **arguments: object) -> pd.DataFrame:
    return frames.indirectly_standardised_ratios(frame, reference, **{"by": "area", **arguments})  # type: ignore[arg-type]


def test_observed_over_expected() -> None:
    found = ratios()
    assert found.columns.tolist() == ["area", "observed", "expected", "value", "lower", "upper", "reason"]
    assert found["area"].tolist()[:2] == ["b", "a"]
    assert found["expected"].tolist() == [31, 31, 25]
    assert found["value"].tolist() == pytest.approx([100 * 38 / 31, 0, 100 * 3 / 25])


def test_no_events_have_a_ratio_and_an_upper_limit() -> None:
    found = ratios()
    assert (found["value"][1], found["lower"][1], found["reason"][1]) == (0, 0, "")
    assert found["upper"][1] == pytest.approx(100 * 3.688879 / 31, rel=1e-6)


def test_the_rate_is_the_ratio_times_the_crude_rate_of_the_reference() -> None:
    rates = frames.indirectly_standardised_rates(FRAME, ENGLAND, by="area")
    for name in ("value", "lower", "upper"):
        np.testing.assert_allclose(rates[name], ratios(scale=1)[name] * 5_600 / 2_000_000 * 100_000)


def test_totals_joined_by_the_keys_of_the_groups() -> None:
    observed = pd.DataFrame({"area": [None, "a", "b"], "count": [3, 0, 38]})
    by_total = ratios(FRAME.drop(columns="count"), ENGLAND, observed=observed)
    pd.testing.assert_frame_equal(by_total, ratios())
    short = ratios(FRAME.drop(columns="count"), ENGLAND, observed=observed.iloc[:2])
    assert short["reason"].tolist() == ["no total in observed; enter 0 if none occurred", "", ""]
    alone = ratios(FRAME.iloc[:2].drop(columns=["count", "area"]), by=None, observed=pd.DataFrame({"count": [38]}))
    assert alone["value"][0] == ratios()["value"][0]


def test_totals_are_joined_by_equal_keys_only() -> None:
    """A year as text is no year as a number, and its total is missing rather than an error."""
    frame = FRAME.drop(columns="count").assign(year=2021)
    observed = pd.DataFrame({"area": ["b", "a", None], "year": ["2021", "2021", "2021"], "count": [38, 0, 3]})
    found = ratios(frame, ENGLAND, by=["area", "year"], observed=observed)
    assert found["reason"].tolist() == ["no total in observed; enter 0 if none occurred"] * 3
    found = ratios(frame, ENGLAND, by=["area", "year"], observed=observed.astype({"year": float}))
    assert found["observed"].tolist() == [38, 0, 3]


def test_bands_by_sex() -> None:
    both = pd.concat([FRAME.iloc[:2].assign(sex="Male"), FRAME.iloc[:2].assign(sex="female")])
    reference = pd.concat([ENGLAND.assign(sex="male"), ENGLAND.assign(sex="Female")])
    found = ratios(both, reference, age_band=["sex", "age_band"])
    assert (found["observed"][0], found["expected"][0]) == (76, 62)


def test_what_is_wrong_stays_with_its_group() -> None:
    frame = FRAME.astype({"count": float, "population": float})
    frame.loc[0, "count"] = np.nan
    frame.loc[2, "age_band"] = "65+"
    frame.loc[[4, 5], "population"] = 0
    assert ratios(frame)["reason"].tolist() == [
        "the count is missing in age band '65 and over'; enter 0 if none occurred",
        "2 rows for age band '65+'; expected one (area 'a')",
        "no events are expected, so there is nothing to compare with",
    ]
    assert ratios(frame)[["value", "lower", "upper"]].isna().all(axis=None)


def test_no_row() -> None:
    assert len(ratios(FRAME.iloc[:0], confidence=[0.95, 0.998])) == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            {"reference": ENGLAND.iloc[[0, 0]]},
            "reference has several rows for age band '0-64'; expected one. Keep one of them",
        ),
        (
            {"reference": ENGLAND.iloc[:0]},
            "reference has no rows; expected one for each age band. Give the reference figures",
        ),
        (
            {"reference": ENGLAND.assign(population=[0, 1])},
            "reference_population is 0 in age band '0-64'; expected above 0. "
            "Enter it, or leave the band out of both frames",
        ),
        (
            {"reference_count": "deaths"},
            "reference_count: unknown column 'deaths'. Known: age_band, count, population",
        ),
        (
            {"frame": TOTALLED, "observed": pd.DataFrame({"area": ["a", "a"], "count": [1, 2]})},
            "observed has several rows for a group (area 'a'); expected one for each. Add them up first",
        ),
        (
            {"frame": TOTALLED, "observed": pd.DataFrame({"count": [1]})},
            "observed by: unknown column 'area'. Known: count",
        ),
        (
            {"frame": TOTALLED.drop(columns="area"), "by": None, "observed": pd.DataFrame({"count": [1, 2]})},
            "observed has 2 rows; expected one for all rows together. "
            "Add them up, or name the columns of the groups in by",
        ),
    ],
)
def test_refusals(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ThtError) as refused:
        ratios(**arguments)  # type: ignore[arg-type]
    assert str(refused.value) == message


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA, pd.NaT])
def test_totals_of_a_group_without_a_name_are_found_whatever_stands_for_it(missing: object) -> None:
    bands = ["0-64", "65+"]
    frame = pd.DataFrame({"area": pd.Series([None, None], dtype=object), "age_band": bands, "population": [1000, 200]})
    reference = pd.DataFrame({"age_band": bands, "count": [10, 50], "population": [10_000, 10_000]})
    totals = pd.DataFrame({"area": pd.Series([missing], dtype=object), "count": [4]})
    found = frames.indirectly_standardised_ratios(frame, reference, by="area", observed=totals)
    assert found["observed"].tolist() == [4]
    assert found["value"].tolist() == [200]


def test_a_band_of_the_reference_written_in_two_ways_is_there_twice() -> None:
    frame = pd.DataFrame({"age_band": ["0-4"], "count": [4], "population": [100]})
    reference = pd.DataFrame({"age_band": ["0-4", "0 to 4"], "count": [10, 50], "population": [100, 100]})
    with pytest.raises(ThtError, match=r"^reference has several rows for age band '0 to 4'; expected one\. Keep one"):
        frames.indirectly_standardised_ratios(frame, reference)
