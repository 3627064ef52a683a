import numpy as np
import pandas as pd
import pytest
from scipy.special import expit, logit

from tht_xl import frames
from tht_xl.errors import ThtError
from tht_xl.stats.slope_index import relative_index, slope_index
from tht_xl.stats.slope_simulation import simulated_slope_index

FIGURES = ["value", "lower", "upper"]


def area(name: str | None, groups: int = 10) -> pd.DataFrame:
    random = np.random.default_rng(groups)
    value = 70 + np.arange(groups) + random.normal(0, 0.3, groups)
    return pd.DataFrame(
        {
            "area": name,
            "quantile": range(1, groups + 1),
            "value": value,
            "lower": value - 1.5,
            "upper": value + 1.5,
            "population": random.integers(5000, 9000, groups),
        }
    )


def test_each_group_is_what_the_array_function_gives_in_any_order() -> None:
    one, five = area("one"), area("five", 5)
    error = np.full(10, 3 / (2 * 1.959963984540054))
    frame = pd.concat([one.sample(frac=1, random_state=3).assign(number=10), five.assign(number=5)])
    for function, expected in (
        (frames.slope_indices, slope_index(one["value"], error, one["population"])),
        (frames.relative_indices, relative_index(one["value"], error, one["population"])),
    ):
        found = function(frame, by="area", number="number")
        assert found.columns.tolist() == ["area", "number", "quantiles", "population", *FIGURES, "reason"]
        np.testing.assert_allclose(found[FIGURES].iloc[0].tolist(), [expected.value, *expected.interval], rtol=1e-12)
        assert found["quantiles"].tolist() == [10, 5]
        assert found["reason"].tolist() == ["", ""]


def test_standard_errors_on_the_logarithmic_scale_come_from_the_limits() -> None:
    frame = area("a")
    error = (np.log(frame["upper"]) - np.log(frame["lower"])) / (2 * 1.959963984540054)
    from_limits = frames.slope_indices(frame, by="area", scale="log")
    given = frames.slope_indices(
        frame.drop(columns=["lower", "upper"]).assign(se=error), by="area", scale="log", standard_error="se"
    )
    np.testing.assert_allclose(from_limits[FIGURES], given[FIGURES])
    simulated = frames.slope_indices(frame, by="area", scale="log", simulated=True)
    expected = simulated_slope_index(frame["value"], error, frame["population"], scale="log")
    np.testing.assert_allclose(simulated[FIGURES].iloc[0].tolist(), [expected.value, *expected.interval])


def test_a_multiplier_that_turns_the_index_round_keeps_the_limits_in_order() -> None:
    found = frames.slope_indices(area("a"), by="area", multiplier=-0.5, scale="log")
    assert found["lower"][0] < found["value"][0] < found["upper"][0] < 0


def test_what_is_wrong_stays_with_its_group() -> None:
    twice, missing, alone = area("twice"), area("missing"), area("alone").iloc[:1]
    twice.loc[4, "quantile"], missing.loc[2, "value"] = 4, np.nan
    unlimited = area("unlimited").assign(lower=np.nan)
    frame = pd.concat([twice, missing, alone, unlimited, area(None)], ignore_index=True)
    found = frames.slope_indices(frame, by="area")
    assert found["reason"].tolist() == [
        "the quantile 4 occurs again in row 4; expected one row for each",
        "the value is missing in row 12",
        "a single quantile; expected two or more",
        "the lower limit is missing in row 21",
        "",
    ]
    assert found["value"].notna().tolist() == [False, False, False, True, True]
    assert found["lower"].notna().tolist() == [False, False, False, False, True]


def five(name: str, *without: int) -> pd.DataFrame:
    frame = area(name, 5)
    return frame[~frame["quantile"].isin(without)]


def test_a_missing_quantile_is_noticed() -> None:
    """Even the last one, which only the other groups tell."""
    frame = pd.concat([five("all"), five("no third", 3), five("no last", 5), five("few", 2, 3, 4)])
    for function in (frames.slope_indices, frames.relative_indices):
        found = function(frame, by="area")
        assert found["reason"].tolist() == [
            "",
            "no row for quantile 3; expected all of 1 to 5",
            "no row for quantile 5; expected all of 1 to 5",
            "no row for quantiles 2, 3, 4; expected all of 1 to 5",
        ]
        assert found["value"].notna().tolist() == [True, False, False, False]
    assert frames.slope_indices(five("alone", 5))["reason"].tolist() == [""]
    alone = frames.slope_indices(five("alone", 5), number=5)
    assert alone["reason"].tolist() == ["no row for quantile 5; expected all of 1 to 5"]
    assert frames.slope_indices(five("a"), number=4)["reason"].tolist() == ["the quantile is 5; expected 1 to 4"]


def test_one_wrong_quantile_spoils_one_group() -> None:
    odd = five("odd")
    odd.loc[4, "quantile"] = 10**12
    half = five("half")
    half["quantile"] += 0.5
    found = frames.slope_indices(pd.concat([five("a"), odd, half, five("b")], ignore_index=True), by="area")
    assert found["reason"].tolist() == [
        "",
        "no row for quantiles 5, 6, 7 and 999999999992 more; expected all of 1 to 1e+12",
        "the quantile is 1.5 in row 10; expected a whole number from 1",
        "",
    ]


def test_impossible_limits_leave_the_value_and_say_which() -> None:
    swapped, zero, negative = five("swapped"), five("zero"), five("negative")
    swapped.loc[2, ["lower", "upper"]] = [80.0, 60.0]
    zero.loc[1, "lower"] = 0.0
    found = frames.slope_indices(pd.concat([swapped, zero], ignore_index=True), by="area", scale="log")
    assert found["reason"].tolist() == [
        "the lower limit is 80 in row 2; expected at most the upper limit",
        "the lower limit is 0 in row 6; expected above 0 on the log scale",
    ]
    assert found["value"].notna().all()
    assert found["lower"].isna().all()
    errors = negative.assign(se=[1, 1, -1, 1, 1])
    found = frames.slope_indices(errors.drop(columns=["lower", "upper"]), standard_error="se")
    assert found["reason"].tolist() == ["the standard error is -1 in row 2; expected 0 or more"]
    assert found["value"].isna().all()


def test_several_levels_no_group_and_no_row() -> None:
    found = frames.slope_indices(area("a").drop(columns="area"), confidence=[0.95, 0.998], metadata=True)
    assert found.columns.tolist()[3:7] == ["lower_95", "upper_95", "lower_998", "upper_998"]
    assert found["method"].tolist() == ["normal"]
    for function in (frames.slope_indices, frames.relative_indices):
        assert len(function(area("a").iloc[:0], by="area", confidence=[0.95, 0.998])) == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"scale": "lgo"}, "unknown scale 'lgo'. Did you mean 'log'?"),
        (
            {"simulated": True},
            'simulated is True and scale "linear"; expected "log" or "logit". '
            "Leave simulated out: the limits on the linear scale are exact",
        ),
        ({"number": 1.5}, "number is 1.5; expected a whole number from 2. Use 10, 5 or 4"),
        ({"number": 10**400}, f"number is 1{'0' * 39}; expected a whole number from 2. Use 10, 5 or 4"),
        ({"quantile": "decile"}, "quantile: unknown column 'decile'. Did you mean 'value'?"),
    ],
)
def test_refusals(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ThtError) as refused:
        frames.slope_indices(area("a"), by="area", **arguments)  # type: ignore[arg-type]
    assert str(refused.value).startswith(message[:35])


def quantiles_of(**groups: list[int]) -> pd.DataFrame:
    rows = [(group, each) for group, numbers in groups.items() for each in numbers]
    frame = pd.DataFrame(rows, columns=["area", "quantile"])
    return frame.assign(value=10.0 + frame["quantile"], standard_error=1.0, population=100)


def test_as_many_rows_as_quantiles_do_not_make_up_for_one_that_is_beyond() -> None:
    found = frames.slope_indices(quantiles_of(a=[1, 2, 3, 5]), standard_error="standard_error", number=4)
    assert found["reason"].tolist() == ["the quantile is 5; expected 1 to 4"]
    assert found["value"].isna().all()


def test_of_two_numbers_equally_common_the_higher_is_expected() -> None:
    found = frames.slope_indices(quantiles_of(a=[1, 2, 3], b=[1, 2, 3, 4]), standard_error="standard_error", by="area")
    assert found["reason"].tolist() == ["no row for quantile 4; expected all of 1 to 4", ""]


@pytest.mark.parametrize(("scale", "values"), [("log", [300.0, 240, 180]), ("logit", [0.3, 0.24, 0.18])])
def test_limits_become_standard_errors_on_the_scale(scale: str, values: list[float]) -> None:
    there, back = (np.log, np.exp) if scale == "log" else (logit, expit)
    half = 1.959963984540054 * np.array([0.1, 0.2, 0.15])
    frame = pd.DataFrame({"quantile": [1, 2, 3], "value": values, "population": [50, 60, 70]})
    limits = frame.assign(lower=back(there(values) - half), upper=back(there(values) + half))
    errors = frame.assign(standard_error=half / 1.959963984540054)
    for function in (frames.slope_indices, frames.relative_indices):
        found, expected = function(limits, scale=scale), function(errors, scale=scale, standard_error="standard_error")
        np.testing.assert_allclose(found[FIGURES], expected[FIGURES], rtol=1e-9)
