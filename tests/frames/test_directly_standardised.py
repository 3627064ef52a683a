import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tht_xl import frames
from tht_xl.errors import ThtError
from tht_xl.stats.directly_standardised import directly_standardised_rate
from tht_xl.stats.standard_population import standard_weights

BANDS = ["0-4", *(f"{age}-{age + 4}" for age in range(5, 90, 5)), "90+"]
FIGURES = ["value", "lower", "upper"]


def area(name: str | None, bands: list[str] = BANDS, *, events: int = 5) -> pd.DataFrame:
    random = np.random.default_rng(len(str(name)) + len(bands))
    return pd.DataFrame(
        {
            "area": name,
            "age_band": bands,
            "count": random.integers(1, 2 * events, len(bands)),
            "population": random.integers(500, 3000, len(bands)),
        }
    )


def rates(*areas: pd.DataFrame, **arguments: object) -> pd.DataFrame:
    return frames.directly_standardised_rates(pd.concat(areas), by="area", **arguments)  # type: ignore[arg-type]


def test_each_group_is_what_the_array_function_gives() -> None:
    one, other = area("one"), area("other")
    found = rates(one, other)
    assert found.columns.tolist() == ["area", "count", "population", *FIGURES, "withheld", "reason"]
    for place, each in enumerate((one, other)):
        weights = standard_weights("ESP2013", each["age_band"])
        expected = directly_standardised_rate(each["count"], each["population"], weights)
        assert found[FIGURES].iloc[place].tolist() == [expected.value, *expected.interval]
        assert found[["count", "population"]].iloc[place].tolist() == [each["count"].sum(), each["population"].sum()]


@settings(max_examples=25)
@given(st.permutations(range(57)), st.sampled_from(["{} to {}", "{}-{} years", "{}–{}"]))
def test_the_order_of_rows_and_the_form_of_labels_do_not_matter(order: list[int], form: str) -> None:
    frame = pd.concat([area("a"), area("b"), area(None)], ignore_index=True)
    written = frame.assign(
        age_band=[form.format(*label.split("-")) if "-" in label else "90 and over" for label in frame["age_band"]]
    )
    expected = rates(frame).set_index("area")[FIGURES]
    shuffled = frames.directly_standardised_rates(written.iloc[list(order)], by="area")
    found = shuffled.set_index("area")[FIGURES]
    pd.testing.assert_frame_equal(found.loc[expected.index], expected, rtol=1e-12)
    assert shuffled["area"].isna().sum() == 1


def test_nineteen_twenty_or_twenty_one_bands_side_by_side() -> None:
    """Bands of equal rates give that rate, whatever bands the group comes in."""
    split = ["<1", "1-4", *BANDS[1:]]
    finest = [*split[:-1], "90-94", "95+"]
    areas = [area(str(len(bands)), bands).assign(count=20, population=1000) for bands in (BANDS, split, finest)]
    found = rates(*areas)
    np.testing.assert_allclose(found["value"], 2000)
    assert found["reason"].tolist() == [""] * 3


def test_the_older_standard_and_ages_under_75() -> None:
    found = rates(area("a", [*BANDS[:-2], "85+"]), standard="esp 1976")
    assert found["reason"][0] == ""
    young = BANDS[:15]
    assert rates(area("a", young), ages="0-74")["reason"][0] == ""
    assert rates(area("a", young))["reason"][0] == "the ages \"75+\" are missing; expected all ages (area 'a')"


def test_a_standard_of_ones_own() -> None:
    frame = pd.DataFrame({"age_band": ["65+", "0-64"], "count": [30, 8], "population": [5_000, 10_000]})
    for standard in ({"0-64": 70_000, "65+": 30_000}, pd.Series([30_000, 70_000], index=["65 and over", "0 to 64"])):
        assert frames.directly_standardised_rates(frame, standard=standard)["value"].tolist() == [236]
    words = pd.DataFrame({"age_band": ["Young", "old"], "count": [8, 30], "population": [10_000, 5_000]})
    found = frames.directly_standardised_rates(words, standard={"young": 70_000, "OLD": 30_000})
    assert found["value"].tolist() == [236]


def test_few_events_carry_the_rule_that_withheld_them() -> None:
    frame = area("a").assign(count=[9, *[0] * 18])
    found = rates(frame, frame.assign(area="b", count=[10, *[0] * 18]))
    assert found["withheld"].tolist() == ["fewer-than-10-events", ""]
    assert found["reason"].tolist() == ["withheld: fewer than 10 events", ""]
    assert found[FIGURES].notna().all(axis=1).tolist() == [False, True]
    assert found["count"].tolist() == [9, 10]


def test_a_missing_count_is_told_by_its_band() -> None:
    frame = area("a").astype({"count": float})
    frame.loc[2, "count"] = np.nan
    found = rates(frame, area("b"))
    assert found["reason"].tolist() == ["the count is missing in age band '10-14'; enter 0 if none occurred", ""]
    assert found["withheld"].tolist() == ["", ""]
    assert rates(frame, missing_counts="zero")[FIGURES].equals(rates(frame.fillna(0))[FIGURES])


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("count", -1.0, "the count is -1 in age band '5-9'; expected 0 or more"),
        ("count", np.inf, "the count is inf in age band '5-9'; expected 0 or more"),
        ("population", np.nan, "the population is missing in age band '5-9'"),
        ("population", 0.0, "the population is 0 in age band '5-9'; expected above 0"),
    ],
)
def test_one_bad_band_spoils_one_group(column: str, value: float, reason: str) -> None:
    frame = area("a").astype({column: float})
    frame.loc[1, column] = value
    found = rates(area("before"), frame, area("after"))
    assert found["reason"].tolist() == ["", reason, ""]
    assert found[FIGURES].isna().any(axis=1).tolist() == [False, True, False]


def test_missing_unknown_and_duplicate_bands_are_named_with_the_group() -> None:
    twice = pd.concat([area("twice"), area("twice").iloc[[3]]])
    total = pd.concat([area("total"), area("total").iloc[[0]].assign(age_band="All ages")])
    found = rates(area("missing").drop(index=[4, 7]), twice, total, area("right"))
    assert found["reason"].tolist() == [
        "no row for age bands '20-24', '35-39' (area 'missing')",
        "2 rows for age band '15-19'; expected one (area 'twice')",
        "unknown age band: \"All ages\" is not an age band (area 'total')",
        "",
    ]


def test_bands_that_cut_the_standards_own() -> None:
    found = rates(area("a", ["0-2", "3-9", "10+"]), area("b"))
    assert found["reason"][0].startswith('the age band "0-2" cuts "1-4" of ESP2013;')
    assert found["reason"][1] == ""


def test_several_levels_and_metadata() -> None:
    found = rates(area("a"), confidence=[0.95, 0.998], metadata=True)
    assert found.columns.tolist()[4:8] == ["lower_95", "upper_95", "lower_998", "upper_998"]
    assert (
        found["lower_998"][0] < found["lower_95"][0] < found["value"][0] < found["upper_95"][0] < found["upper_998"][0]
    )
    assert found["method"].tolist() == ["Dobson"]


def test_no_group_one_row_and_no_row() -> None:
    assert len(frames.directly_standardised_rates(area("a").drop(columns="area"))) == 1
    for by in (None, "area"):
        none = frames.directly_standardised_rates(area("a").iloc[:0], by=by)
        assert len(none) == 0
        assert none.columns.tolist()[-5:] == [*FIGURES, "withheld", "reason"]
    one = frames.directly_standardised_rates(area("a").iloc[:1], by="area")
    assert one["reason"].tolist() == ["the ages \"5+\" are missing; expected all ages (area 'a')"]
    whole = pd.DataFrame({"age_band": ["0+"], "count": [50], "population": [1000]})
    assert frames.directly_standardised_rates(whole)["value"].tolist() == [5000]


def test_other_columns_of_a_group_stay_and_those_of_a_band_are_told() -> None:
    frame = area("a").assign(code="E09000030", weight=range(19))
    with pytest.warns(frames.ColumnsLeftOutWarning, match="left out, because they differ within a group: weight"):
        found = frames.directly_standardised_rates(frame, by="area")
    assert found["code"].tolist() == ["E09000030"]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        frames.directly_standardised_rates(frame.drop(columns="weight"), by="area")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"standard": "ESP2031"}, "unknown standard population 'ESP2031'. Did you mean 'ESP2013'?"),
        ({"standard": {}}, 'standard has no weights; expected one for each age band. Or write "ESP2013"'),
        (
            {"standard": {"0-4": 1, "0 to 4": 2}},
            "standard has two weights for the age band '0 to 4'; expected one. Keep one of them",
        ),
        ({"age_band": "ageband"}, "age_band: unknown column 'ageband'. Did you mean 'age_band'?"),
        ({"multiplier": 0}, "multiplier is 0; expected a number above 0"),
        ({"by": ["area", "area"]}, "by names column 'area' twice; expected each column once. Name it once"),
    ],
)
def test_refusals(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ThtError) as refused:
        frames.directly_standardised_rates(area("a"), **{"by": "area", **arguments})  # type: ignore[arg-type]
    assert str(refused.value).startswith(message)
    assert "\n" not in str(refused.value)
