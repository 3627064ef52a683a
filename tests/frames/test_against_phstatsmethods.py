"""Side by side with the public health profession's own package, on random grouped frames.

Its known faults are left out of the comparison by name; each has a test that it is there still, and not in ours.
"""

import contextlib
import io
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from phstatsmethods import (
    assign_funnel_significance,
    byars,
    calculate_funnel_limits,
    calculate_funnel_points,
    ph_dsr,
    ph_ISRate,
    ph_ISRatio,
    ph_mean,
    ph_proportion,
    ph_quantile,
    ph_rate,
)

from tht_xl import frames
from tht_xl.stats.distributions.poisson import byar_interval

pytestmark = pytest.mark.slow

BANDS = ["0-4", *(f"{age}-{age + 4}" for age in range(5, 90, 5)), "90+"]
LIMITS = {
    "lower_95": "lower_95_ci",
    "upper_95": "upper_95_ci",
    "lower_998": "lower_99_8_ci",
    "upper_998": "upper_99_8_ci",
}
LEVELS = [0.95, 0.998]

Frame = pd.DataFrame
Random = np.random.Generator

KNOWN_FAULTS: dict[str, Callable[[Frame], Frame]] = {
    "one zero total refuses the whole table": lambda totals: totals.loc[totals["x"] > 0],
    "rows with a null key vanish": lambda totals: totals.dropna(subset=["area", "sex"]),
}
"""Groups of a random frame that the reference cannot take."""


def theirs(function: Callable[..., Frame], *given: Any, **arguments: Any) -> Frame:
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return function(*given, metadata=False, **arguments)


def random_rows(random: Random, rows: int = 1_000) -> Frame:
    denominators = np.exp(random.uniform(0, np.log(20_000), rows)).astype(int) + 1
    return Frame(
        {
            "area": random.choice(np.array([*(f"ward {number}" for number in range(99)), None], object), rows),
            "sex": random.choice(np.array(["Male", "Female", None], object), rows, p=[0.45, 0.45, 0.1]),
            "x": np.minimum(random.integers(0, 12, rows), denominators),
            "n": denominators,
        }
    )


def sound(rows: Frame, *faults: str) -> Frame:
    """The rows of the groups that no fault of the reference touches."""
    keys = ["area", "sex"]
    totals = Frame(rows.groupby(keys, dropna=False, as_index=False)["x"].sum())
    for fault in faults:
        totals = Frame(KNOWN_FAULTS[fault](totals))
    return rows.merge(totals[keys], on=keys)


def assert_alike(ours: Frame, reference: Frame, columns: dict[str, str], *, keys: list[str]) -> None:
    both = ours.merge(reference, on=keys, how="outer", suffixes=("", "_theirs"), validate="one_to_one")
    assert len(both) == len(ours) == len(reference)
    for own, other in columns.items():
        np.testing.assert_allclose(both[own], both[other], rtol=1e-9, atol=1e-9, err_msg=own)


@pytest.mark.parametrize("by", [None, [], "area"])
@pytest.mark.parametrize("multiplier", [1, 1000])
def test_each_row_all_rows_and_one_key_agree(by: Any, multiplier: int) -> None:
    """At levels of the analyst's own."""
    rows = random_rows(np.random.default_rng(multiplier)).dropna(subset="area").drop(columns="sex").assign(all=1)
    rows = rows[rows["x"] > 0]  # one zero count refuses the whole table of rates
    if by == []:
        rows = rows.drop(columns="area")
    levels, keys = [0.9, 0.9545], "all" if by == [] else by
    columns = {"value": "Value", "lower_90": "lower_90_ci", "upper_9545": "upper_95_45_ci"}
    given: dict[str, Any] = {"denominator": "n", "by": by, "multiplier": multiplier, "confidence": levels}
    for ours, function in (
        (frames.proportions(rows, numerator="x", **given), ph_proportion),
        (frames.rates(rows, count="x", **given), ph_rate),
    ):
        reference = theirs(function, rows, "x", "n", keys, confidence=levels, multiplier=multiplier)
        own = ours.sort_values("area") if by == "area" else ours
        assert len(own) == len(reference)
        for name, other in columns.items():
            np.testing.assert_allclose(own[name], reference[other], rtol=1e-9, atol=1e-9, err_msg=name)


@pytest.mark.parametrize("seed", range(5))
def test_grouped_proportions_agree(seed: int) -> None:
    rows = sound(random_rows(np.random.default_rng(seed)), "rows with a null key vanish")
    keys = ["area", "sex"]
    ours = frames.proportions(rows, numerator="x", denominator="n", by=keys, multiplier=100, confidence=LEVELS)
    reference = theirs(ph_proportion, rows, "x", "n", keys, confidence=LEVELS, multiplier=100)
    assert_alike(ours, reference, {"value": "Value", "numerator": "x", "denominator": "n", **LIMITS}, keys=keys)


@pytest.mark.parametrize("seed", range(5))
def test_grouped_rates_agree(seed: int) -> None:
    random = np.random.default_rng(seed)
    rows = sound(random_rows(random), *KNOWN_FAULTS)
    keys = ["area", "sex"]
    ours = frames.rates(rows, count="x", denominator="n", by=keys, confidence=LEVELS)
    reference = theirs(ph_rate, rows, "x", "n", keys, confidence=LEVELS)
    assert_alike(ours, reference, {"value": "Value", "count": "x", **LIMITS}, keys=keys)


@pytest.mark.parametrize("seed", range(3))
def test_means_agree(seed: int) -> None:
    random = np.random.default_rng(seed)
    rows = sound(random_rows(random), "rows with a null key vanish").assign(
        value=lambda f: random.normal(50, 9, len(f))
    )
    ours = frames.means(rows.drop(columns=["x", "n"]), by=["area", "sex"], confidence=LEVELS)
    reference = theirs(ph_mean, rows, "value", ["area", "sex"], confidence=LEVELS)
    assert_alike(ours, reference, {"value": "Value", "count": "value_count", **LIMITS}, keys=["area", "sex"])


def banded(random: Random, groups: int, *, few: int) -> Frame:
    frame = Frame({"area": np.repeat([f"E{group:04d}" for group in range(groups)], 19), "age": BANDS * groups})
    scale = np.repeat(np.exp(random.uniform(np.log(0.1), np.log(few), groups)), 19)
    return frame.assign(x=random.poisson(scale), n=random.integers(1_000, 90_000, len(frame)))


@pytest.mark.parametrize("seed", range(3))
def test_directly_standardised_rates_agree(seed: int) -> None:
    frame = banded(np.random.default_rng(seed), 150, few=50)
    ours = frames.directly_standardised_rates(
        frame, count="x", population="n", age_band="age", by="area", confidence=LEVELS
    )
    reference = theirs(ph_dsr, frame.copy(), "x", "n", "age", "area", confidence=LEVELS)
    assert ours["value"].isna().any()
    assert_alike(ours, reference, {"value": "Value", "count": "Total Count", **LIMITS}, keys=["area"])


@pytest.mark.parametrize("seed", range(3))
def test_indirectly_standardised_agree(seed: int) -> None:
    random = np.random.default_rng(seed)
    frame = banded(random, 60, few=20)
    frame = frame[frame.groupby("area")["x"].transform("sum") > 0]  # one zero total refuses the whole table
    reference = Frame({"age": BANDS, "x": random.integers(500, 9_000, 19), "n": random.integers(10**5, 10**6, 19)})
    joined = frame.merge(reference.rename(columns={"x": "rx", "n": "rn"}), on="age")
    names = {"count": "x", "population": "n", "age_band": "age", "by": "area", "confidence": LEVELS}
    ratios = frames.indirectly_standardised_ratios(frame, reference, scale=1, **names)  # type: ignore[arg-type]
    rates = frames.indirectly_standardised_rates(frame, reference, **names)  # type: ignore[arg-type]
    columns = {"observed": "Observed", "expected": "Expected", "value": "Value", **LIMITS}
    for ours, function in ((ratios, ph_ISRatio), (rates, ph_ISRate)):
        assert_alike(
            ours, theirs(function, joined, "x", "n", "rx", "rn", "area", confidence=LEVELS), columns, keys=["area"]
        )


@pytest.mark.parametrize("seed", range(3))
def test_directly_standardised_to_a_standard_of_ones_own_agree(seed: int) -> None:
    """Weights joined by label, rows in any order, two keys, and no key."""
    random = np.random.default_rng(seed)
    frame = banded(random, 120, few=50).assign(sex=lambda f: np.where(f["area"] < "E0060", "Male", "Female"))
    frame = frame.sample(frac=1, random_state=seed)
    weights = Frame({"age": BANDS, "weight": random.integers(1_000, 9_000, 19)})
    standard = weights.set_index("age")["weight"].sample(frac=1, random_state=seed)
    given: dict[str, Any] = {"count": "x", "population": "n", "age_band": "age", "standard": standard}
    columns = {"value": "Value", "count": "Total Count", "population": "Total Pop", **LIMITS}
    ours = frames.directly_standardised_rates(frame, by=["area", "sex"], multiplier=1_000, confidence=LEVELS, **given)
    own = {"euro_standard_pops": False, "ref_df": weights, "ref_join_left": "age", "ref_join_right": "age"}
    more = {"multiplier": 1_000, "confidence": LEVELS, **own}
    reference = theirs(ph_dsr, frame.copy(), "x", "n", "weight", ["area", "sex"], **more)
    assert_alike(ours, reference, columns, keys=["area", "sex"])
    one = frame[frame["area"] == "E0003"]
    alone = frames.directly_standardised_rates(one.drop(columns=["area", "sex"]), confidence=LEVELS, **given)
    alone = alone.assign(key=1)
    reference = theirs(ph_dsr, one.copy(), "x", "n", "weight", confidence=LEVELS, **own).assign(key=1)
    assert_alike(alone, reference, columns, keys=["key"])


@pytest.mark.parametrize("seed", range(3))
def test_missing_counts_as_zero_agree(seed: int) -> None:
    """What the reference always does in standardised rates is asked for here."""
    random = np.random.default_rng(seed)
    frame = banded(random, 100, few=50).astype({"x": float})
    frame.loc[random.random(len(frame)) < 0.1, "x"] = np.nan
    given: dict[str, Any] = {"count": "x", "population": "n", "age_band": "age", "by": "area", "confidence": LEVELS}
    ours = frames.directly_standardised_rates(frame, missing_counts="zero", **given)
    reference = theirs(ph_dsr, frame.copy(), "x", "n", "age", "area", confidence=LEVELS)
    assert_alike(ours, reference, {"value": "Value", "count": "Total Count", **LIMITS}, keys=["area"])


@pytest.mark.parametrize("seed", range(3))
def test_totals_observed_and_a_reference_frame_agree(seed: int) -> None:
    random = np.random.default_rng(seed)
    frame = banded(random, 100, few=20)
    observed = Frame(frame.groupby("area", as_index=False)["x"].sum()).assign(x=lambda f: f["x"] + 1)
    frame = frame.drop(columns="x").sample(frac=1, random_state=seed)
    reference = Frame({"age": BANDS, "rx": random.integers(500, 9_000, 19), "rn": random.integers(10**5, 10**6, 19)})
    given: dict[str, Any] = {
        "count": "x",
        "population": "n",
        "age_band": "age",
        "by": "area",
        "reference_count": "rx",
        "reference_population": "rn",
        "observed": observed,
        "confidence": LEVELS,
    }
    joins = {"ref_df": reference, "ref_join_left": "age", "ref_join_right": "age"}
    joins |= {"obs_df": observed, "obs_join_left": "area", "obs_join_right": "area"}
    columns = {"observed": "Observed", "expected": "Expected", "value": "Value", **LIMITS}
    ratios = frames.indirectly_standardised_ratios(frame, reference, scale=100, **given)
    rates = frames.indirectly_standardised_rates(frame, reference, multiplier=1_000, **given)
    for ours, function, more in ((ratios, ph_ISRatio, {"refvalue": 100}), (rates, ph_ISRate, {"multiplier": 1_000})):
        found = theirs(function, frame, "x", "n", "rx", "rn", "area", confidence=LEVELS, **joins, **more)
        assert_alike(ours, found, columns, keys=["area"])


def test_the_words_of_metadata_say_the_same() -> None:
    frame = Frame({"area": ["a", "b"], "x": [5, 60], "n": [100, 200]})
    ours = frames.rates(frame, count="x", denominator="n", by="area", confidence=LEVELS, metadata=True)
    with contextlib.redirect_stdout(io.StringIO()):
        reference = ph_rate(frame, "x", "n", "area", confidence=LEVELS, multiplier=100_000)  # type: ignore[arg-type]  # their annotation names one level
    assert reference["Confidence"].tolist() == ours["confidence"].tolist() == ["95%, 99.8%"] * 2
    assert [word[:4] for word in reference["Method"]] == ["Exac", "Byar"]
    assert ours["method"].tolist() == ["exact Poisson", "Byar"]


@pytest.mark.parametrize("number", [2, 4, 5, 10])
@pytest.mark.parametrize("invert", [True, False])
def test_quantiles_agree(number: int, invert: bool) -> None:
    random = np.random.default_rng(number)
    frame = Frame({"area": random.choice(list("abcd"), 300), "value": random.integers(0, 60, 300).astype(float)})
    ours = frames.quantiles(frame, by="area", number=number, polarity="low" if invert else "high")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reference = ph_quantile(frame, "value", "area", nquantiles=number, invert=invert)
    own, other = ours["quantile"].to_numpy(float, na_value=np.nan), reference["quantile"].to_numpy(float)
    np.testing.assert_array_equal(own, other)


WORDS = {
    "Low (0.001)": "Low (99.8%)",
    "Low (0.025)": "Low (95%)",
    "Not significant": "Not significant",
    "High (0.025)": "High (95%)",
    "High (0.001)": "High (99.8%)",
}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", ["proportion", "rate", "ratio"])
def test_funnel_significance_agrees(kind: str, seed: int) -> None:
    random = np.random.default_rng(seed)
    n = random.integers(20, 2_000, 200)
    share = 1.0 if kind == "ratio" else 0.1
    x = np.clip(
        random.poisson(n * share * random.choice([0.7, 1, 1, 1.3], 200)), 1, n if kind == "proportion" else None
    )
    frame = Frame({"x": x, "n": n, "rate": x / n * 100_000})
    ours = frames.funnels(frame, kind=kind, count="x", denominator="n")
    more = {"rate": "rate", "rate_type": "crude", "multiplier": 100_000} if kind == "rate" else {}
    reference = assign_funnel_significance(frame, "x", kind, "n", **more)
    assert ours["significance"].tolist() == [WORDS[word] for word in reference["significance"]]
    assert ours["significance"].nunique() > 3


SIDES = {"lower_95": "lower_2s", "upper_95": "upper_2s", "lower_998": "lower_3s", "upper_998": "upper_3s"}


@pytest.mark.parametrize("seed", range(3))
def test_funnel_limits_of_proportions_agree(seed: int) -> None:
    """At each size of the reference's curve."""
    random = np.random.default_rng(seed)
    n = random.integers(20, 2_000, 200)
    frame = Frame({"x": random.binomial(n, 0.2), "n": n})
    curve = theirs(calculate_funnel_limits, frame, "x", "proportion", 100, denom_col="n")
    sizes = Frame({"count": 0, "denominator": curve["Population"]})
    ours = frames.funnels(sizes, kind="proportion", average=float(curve["baseline"].iloc[0]))
    for own, other in SIDES.items():
        np.testing.assert_allclose(ours[own], curve[f"{other}_limit"], rtol=1e-9, atol=1e-9, err_msg=own)
    whole = frames.funnels(frame, kind="proportion", count="x", denominator="n")
    np.testing.assert_allclose(whole["average"], curve["baseline"].iloc[0])


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("kind", ["rate", "ratio"])
def test_funnel_limits_of_events_agree(kind: str, seed: int) -> None:
    """The reference gives the size at which so many events are the limit, by bisection to 7 digits of a share."""
    random = np.random.default_rng(seed)
    n = random.integers(20, 900, 60)
    frame = Frame({"x": random.poisson(n) + 1, "n": n}).assign(rate=lambda f: f["x"] / f["n"] * 1_000)
    more: dict[str, Any] = {"denom_col": "n", "ratio_type": "isr", "years_of_data": 1}
    if kind == "rate":
        more |= {"rate": "rate", "rate_type": "crude"}
    per, size = (1_000, "population_1_year") if kind == "rate" else (100, "exp_events")
    curve = theirs(calculate_funnel_limits, frame, "x", kind, per, **more)
    average = float(curve["baseline"].iloc[0]) if kind == "rate" else None
    for own, other in SIDES.items():
        sizes = Frame({"count": 1, "denominator": curve[f"{other}_{size}"]})
        ours = frames.funnels(sizes, kind=kind, average=average, multiplier=per)
        np.testing.assert_allclose(ours[own], curve[f"{other}_limit"], rtol=1e-4, err_msg=own)


def test_funnel_points_agree() -> None:
    n = np.arange(100, 2_100, 10)
    frame = Frame({"x": n // 17, "n": n}).assign(rate=lambda f: f["x"] / f["n"] * 100_000)
    points = calculate_funnel_points(frame, "x", "rate", "crude", "n")
    ours = frames.funnels(frame, kind="rate", count="x", denominator="n")
    np.testing.assert_allclose(ours["value"], points["rate_chart"])


def test_funnel_significance_of_standardised_rates_agrees() -> None:
    """Their denominators are those that give the rate: multiplier times count over rate."""
    random = np.random.default_rng(4)
    n = random.integers(2_000, 90_000, 300)
    frame = Frame({"x": random.poisson(n * 0.01) + 10, "n": n})
    frame["rate"] = frame["x"] / frame["n"] * 100_000 * random.uniform(0.8, 1.25, 300)
    ours = frames.funnels(frame.assign(n=100_000 * frame["x"] / frame["rate"]), kind="rate", count="x", denominator="n")
    reference = assign_funnel_significance(frame, "x", "rate", "n", rate="rate", rate_type="dsr", multiplier=100_000)
    assert ours["significance"].tolist() == [WORDS[word] for word in reference["significance"]]
    assert ours["significance"].nunique() > 3


class TestKnownFaults:
    """Each is still in the reference, and not in ours."""

    ROWS = Frame({"area": ["b", None, "a", "b"], "x": [5, 7, 0, 15], "n": [100, 100, 100, 100]})

    def test_one_zero_total_refuses_the_whole_table(self) -> None:
        with pytest.raises(ValueError, match="must be a positive number"):
            theirs(ph_rate, self.ROWS, "x", "n", "area")
        ours = frames.rates(self.ROWS, count="x", denominator="n", by="area")
        assert ours["reason"].tolist() == [""] * 3
        assert (ours["value"][2], ours["lower"][2]) == (0, 0)
        assert ours["upper"][2] > 0

    def test_rows_with_a_null_key_vanish(self) -> None:
        assert len(theirs(ph_proportion, self.ROWS, "x", "n", "area")) == 2
        assert len(frames.proportions(self.ROWS, numerator="x", denominator="n", by="area")) == 3

    def test_groups_are_sorted_anew(self) -> None:
        assert theirs(ph_proportion, self.ROWS, "x", "n", "area")["area"].tolist() == ["a", "b"]
        ours = frames.proportions(self.ROWS, numerator="x", denominator="n", by="area")
        assert ours["area"].dropna().tolist() == ["b", "a"]

    def test_byars_of_100(self) -> None:
        assert np.round(byars(100), 2).tolist() == [99.04, 101.30]
        assert np.round(list(byar_interval(100)), 2).tolist() == [81.36, 121.63]

    def test_a_missing_count_is_taken_as_zero(self) -> None:
        frame = banded(np.random.default_rng(1), 1, few=50).astype({"x": float}).assign(x=40.0)
        frame.loc[3, "x"] = np.nan
        assert theirs(ph_dsr, frame.copy(), "x", "n", "age", "area")["Total Count"].tolist() == [18 * 40]
        ours = frames.directly_standardised_rates(frame, count="x", population="n", age_band="age", by="area")
        assert ours["reason"].tolist() == ["the count is missing in age band '15-19'; enter 0 if none occurred"]

    def test_exactly_nineteen_rows_are_demanded(self) -> None:
        frame = banded(np.random.default_rng(1), 1, few=50).assign(x=40)
        coarser = pd.concat([frame.iloc[:17], frame.iloc[[17]].assign(age="85+")])
        with pytest.raises(ValueError, match="There must be 19 rows of data per group"):
            theirs(ph_dsr, coarser.copy(), "x", "n", "age", "area")
        ours = frames.directly_standardised_rates(coarser, count="x", population="n", age_band="age", by="area")
        assert ours["reason"].tolist() == [""]

    def test_bands_are_joined_by_position_among_the_first_numbers(self) -> None:
        """Single years 0 to 18 pass for the nineteen five-year bands."""
        frame = banded(np.random.default_rng(1), 1, few=50).assign(x=40, age=[str(age) for age in range(19)])
        assert theirs(ph_dsr, frame.copy(), "x", "n", "age", "area")["Value"].notna().all()
        ours = frames.directly_standardised_rates(frame, count="x", population="n", age_band="age", by="area")
        assert ours["value"].isna().all()
        assert ours["reason"][0].endswith("(area 'E0000')")

    def test_a_whole_multiplier_in_floats_is_refused(self) -> None:
        with pytest.raises(ValueError, match="must be a positive integer"):
            theirs(ph_proportion, self.ROWS, "x", "n", multiplier=100.0)
        ours = frames.proportions(self.ROWS, numerator="x", denominator="n", multiplier=100.0)
        assert ours["value"].tolist() == [5, 7, 0, 15]

    def test_confidence_below_90_per_cent_is_refused(self) -> None:
        with pytest.raises(ValueError, match=r"between 0\.9 and 1"):
            theirs(ph_proportion, self.ROWS, "x", "n", confidence=0.8)
        assert frames.proportions(self.ROWS, numerator="x", denominator="n", confidence=0.8)["lower"].notna().all()

    def test_all_counted_is_more_than_one(self) -> None:
        frame = Frame({"x": range(1, 400), "n": range(1, 400)})
        assert theirs(ph_proportion, frame, "x", "n")["upper_95_ci"].max() > 1
        assert set(frames.proportions(frame, numerator="x", denominator="n")["upper"]) == {1.0}

    def test_one_missing_denominator_or_negative_count_refuses_the_whole_table(self) -> None:
        frame = self.ROWS.assign(n=[100, 0, 100, 100])
        with pytest.raises(ValueError, match="Denominators must be greater than zero"):
            theirs(ph_proportion, frame, "x", "n")
        ours = frames.proportions(frame, numerator="x", denominator="n")
        assert ours["value"].notna().tolist() == [True, False, True, True]
