import numpy as np
import pandas as pd
import pytest

from tht_xl import frames
from tht_xl.errors import DomainError
from tht_xl.stats.life_expectancy import AGE_STARTS, life_expectancy, life_expectancy_by_age

BANDS = ["<1", "1-4", *(f"{age}-{age + 4}" for age in range(5, 90, 5)), "90+"]
SHORTER = [*BANDS[:-2], "85 and over"]


def area(name: str | None, bands: list[str] = BANDS, people: int = 3000) -> pd.DataFrame:
    random = np.random.default_rng(len(bands))
    population = random.integers(people // 2, people, len(bands))
    deaths = np.ceil(population * np.linspace(0.001, 0.2, len(bands)) ** 1.5)
    return pd.DataFrame({"area": name, "age_band": bands, "deaths": deaths, "population": population})


def lives(*areas: pd.DataFrame, **arguments: object) -> pd.DataFrame:
    return frames.life_expectancies(pd.concat(areas), by="area", **arguments)  # type: ignore[arg-type]


def test_each_group_is_what_the_array_function_gives_in_any_order() -> None:
    frame = area("a")
    expected = life_expectancy(frame["deaths"], frame["population"])
    found = lives(area(None), frame.sample(frac=1, random_state=1))
    assert found.columns.tolist() == [
        *["area", "deaths", "population", "age", "value", "lower", "upper", "withheld", "reason"],
    ]
    assert found[["value", "lower", "upper"]].iloc[1].tolist() == [expected.value, *expected.interval]
    assert found[["deaths", "population"]].iloc[1].tolist() == [frame["deaths"].sum(), frame["population"].sum()]


def test_groups_may_end_in_different_bands() -> None:
    shorter = area("b", SHORTER)
    found = lives(area("a"), shorter, area("c"))
    expected = life_expectancy(shorter["deaths"], shorter["population"], age_starts=AGE_STARTS[:-1])
    assert found["area"].tolist() == ["a", "b", "c"]
    assert found["value"][1] == expected.value
    assert found["value"][0] == lives(area("a"))["value"][0]


def test_several_ages_and_all_ages() -> None:
    frame = area("a")
    every = life_expectancy_by_age(frame["deaths"], frame["population"])
    found = lives(frame, area("b", SHORTER), at_age=None)
    assert found.groupby("area").size().to_dict() == {"a": 20, "b": 19}
    assert found["age"].tolist()[:20] == list(AGE_STARTS)
    np.testing.assert_array_equal(found["value"][:20], every.value)
    two = lives(frame, area("b", SHORTER), at_age=[65, 90])
    assert two["area"].tolist() == ["a", "a", "b", "b"]
    assert two["reason"].tolist() == ["", "", "", "no age band begins at 90"]


def test_small_populations_and_wide_intervals_carry_their_rule() -> None:
    small = area("a", people=300)
    wide = area("b").assign(deaths=[*[0] * 19, 1])
    found = lives(small, wide)
    assert found["withheld"].tolist() == ["small-population", "wide-interval"]
    assert found["reason"].tolist() == [
        "withheld: the total population is 5,000 or less",
        "withheld: the 95% interval is wider than 20 years",
    ]
    assert found["value"].isna().all()
    assert found["lower"].notna().tolist() == [False, True]


def test_what_is_wrong_stays_with_its_group() -> None:
    blank, above, none = area("blank"), area("above"), area("none")
    blank.loc[3, "deaths"], above.loc[4, "deaths"], none.loc[19, "deaths"] = np.nan, 10**6, 0
    found = lives(blank, above, none, area("short").drop(index=[2]), area("right"))
    assert found["reason"].tolist() == [
        "the number of deaths is missing in age band '10-14'; enter 0 if none occurred",
        "an age band has more deaths than people",
        "nobody died in the open last age band, so how long people live in it is unknown",
        "no row for age band '5-9' (area 'short')",
        "",
    ]
    assert found["value"].notna().tolist() == [False] * 4 + [True]
    assert lives(blank, missing_counts="zero")["reason"].tolist() == [""]


def test_bands_with_a_gap() -> None:
    found = lives(area("a", ["0-4", "10+"]), area("b"))
    assert found["reason"][0] == "the ages \"5-9\" are missing; expected all ages (area 'a')"
    assert found["reason"][1] == ""


def test_several_levels_no_group_and_no_row() -> None:
    found = lives(area("a"), confidence=[0.95, 0.998])
    assert found["lower_998"][0] < found["lower_95"][0] < found["value"][0]
    assert len(frames.life_expectancies(area("a").drop(columns="area"))) == 1
    for at_age in (0, None, [0, 65]):
        assert len(lives(area("a").iloc[:0], at_age=at_age)) == 0


def test_a_frame_of_unknown_bands_keeps_its_groups() -> None:
    found = lives(area("a", ["young", "old"]), at_age=None)
    assert found["reason"].tolist() == ["unknown age band: \"young\" is not an age band (area 'a')"]


def test_an_age_at_which_no_band_begins() -> None:
    with pytest.raises(DomainError, match=r"^at_age is 66; expected the first age of a band. Use one of 0, 1, 5, 10"):
        lives(area("a"), at_age=66)


@pytest.mark.parametrize("names", [pd.cut, None])
def test_bands_as_software_writes_them(names: object) -> None:
    frame = area("a")
    edges = [*AGE_STARTS, np.inf]
    # Without names, a table with columns such as age_5_9 turned into rows, its first age left as the number 0.
    labels = (
        pd.cut(list(AGE_STARTS), edges, right=False)
        if names
        else [0, *(f"age_{band.replace('-', '_').replace('+', '_plus')}" for band in BANDS[1:])]
    )
    expected = lives(frame)
    pd.testing.assert_frame_equal(lives(frame.assign(age_band=labels)), expected)
    closed_on_the_right = lives(frame.assign(age_band=pd.cut(list(AGE_STARTS), [-1, *AGE_STARTS])))
    assert "can be read in more than one way" in closed_on_the_right["reason"][0]
