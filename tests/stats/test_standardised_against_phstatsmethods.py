"""Means and standardised rates side by side with the public health profession's own package, on random groups."""

import contextlib
import io
from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from phstatsmethods import ph_dsr, ph_ISRate, ph_ISRatio, ph_mean

from tht_xl.stats.arrays import Numbers
from tht_xl.stats.directly_standardised import directly_standardised_rate
from tht_xl.stats.indirectly_standardised import indirectly_standardised_rate, indirectly_standardised_ratio
from tht_xl.stats.interval import Interval
from tht_xl.stats.mean import mean, mean_interval
from tht_xl.stats.standard_population import standard_weights

pytestmark = pytest.mark.slow

GROUPS = 1000
BANDS = ["0-4", *[f"{start}-{start + 4}" for start in range(5, 90, 5)], "90+"]
LEVELS: Any = [0.95, 0.998]
SUFFIXES = ["95_ci", "99_8_ci"]

KNOWN_FAULTS = {
    "a group without events refuses the whole table": lambda counts: counts.sum(-1) == 0,
    "one value below 0 refuses the whole table of means": lambda values: (values < 0).any(-1),
}
"""Groups on which the reference is wrong; they are left out of the comparison, each for a named reason."""


def drawn() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Counts and populations: a third of the groups with few events, some of them with fewer than ten."""
    random = np.random.default_rng(1976)
    populations = random.integers(50, 9_000, (GROUPS, len(BANDS)))
    rate = np.where(np.arange(GROUPS) % 3, 0.004, 0.00015)[:, None]
    return random.poisson(rate * populations), populations


def tidy(counts: NDArray[Any], populations: NDArray[Any]) -> pd.DataFrame:
    groups, bands = counts.shape
    return pd.DataFrame({
        "area": np.repeat(np.arange(groups), bands),
        "band": BANDS * groups,
        "x": counts.ravel(),
        "n": populations.ravel(),
    })  # fmt: skip


def assert_agrees(value: Numbers, interval: Interval, theirs: pd.DataFrame) -> None:
    np.testing.assert_allclose(value, theirs["Value"], rtol=1e-11)
    for place, suffix in enumerate(SUFFIXES):
        np.testing.assert_allclose(interval.lower[:, place], theirs[f"lower_{suffix}"], rtol=1e-8, atol=1e-8)
        np.testing.assert_allclose(interval.upper[:, place], theirs[f"upper_{suffix}"], rtol=1e-8)


def test_directly_standardised_rates_agree() -> None:
    counts, populations = drawn()
    with contextlib.redirect_stdout(io.StringIO()):
        theirs = ph_dsr(tidy(counts, populations), "x", "n", "band", group_cols="area", confidence=LEVELS)
    ours = directly_standardised_rate(counts, populations, standard_weights("ESP2013", BANDS), confidence=LEVELS)
    few = ours.reason == "fewer-than-10-events"
    assert 50 < few.sum() < GROUPS / 2
    assert theirs["Value"].isna().tolist() == few.tolist()
    np.testing.assert_array_equal(ours.events, theirs["Total Count"])
    assert_agrees(ours.value, ours.interval, theirs)


def test_the_reference_counts_a_missing_count_as_none_and_we_only_when_told() -> None:
    counts, populations = drawn()
    missing = np.where(np.random.default_rng(3).random(counts.shape) < 0.02, np.nan, counts)
    with contextlib.redirect_stdout(io.StringIO()):
        theirs = ph_dsr(tidy(missing, populations), "x", "n", "band", group_cols="area", confidence=LEVELS)
    weights = standard_weights("ESP2013", BANDS)
    told = directly_standardised_rate(missing, populations, weights, confidence=LEVELS, missing_counts="zero")
    assert_agrees(told.value, told.interval, theirs)
    ours = directly_standardised_rate(missing, populations, weights)
    assert np.isnan(ours.value[np.isnan(missing).any(-1)]).all()


@pytest.mark.parametrize("kind", ["rate", "ratio"])
def test_indirectly_standardised_rates_and_ratios_agree(kind: str) -> None:
    counts, populations = drawn()
    sound = ~KNOWN_FAULTS["a group without events refuses the whole table"](counts)
    counts, populations = counts[sound], populations[sound]
    reference, of = counts.sum(0) + 1, populations.sum(0)
    frame = tidy(counts, populations)
    frame["X"], frame["N"] = np.tile(reference, len(counts)), np.tile(of, len(counts))
    if kind == "rate":
        theirs = ph_ISRate(frame, "x", "n", "X", "N", group_cols="area", confidence=LEVELS)
        ours = indirectly_standardised_rate(counts, populations, reference, of, confidence=LEVELS)
    else:
        theirs = ph_ISRatio(frame, "x", "n", "X", "N", group_cols="area", confidence=LEVELS, refvalue=100)
        ours = indirectly_standardised_ratio(counts, populations, reference, of, confidence=LEVELS)
    assert (ours.observed < 10).sum() > 50
    np.testing.assert_array_equal(ours.observed, theirs["Observed"])
    np.testing.assert_allclose(ours.expected, theirs["Expected"], rtol=1e-12)
    assert_agrees(ours.value, ours.interval, theirs)


def test_the_fault_that_is_left_out_is_still_there_and_not_ours() -> None:
    counts, populations = np.zeros((1, len(BANDS))), np.full((1, len(BANDS)), 100)
    frame = tidy(counts, populations).assign(X=5, N=1000)
    with pytest.raises(ValueError, match="must be a positive number"):
        ph_ISRate(frame, "x", "n", "X", "N", group_cols="area")
    assert np.isfinite(indirectly_standardised_rate(counts, populations, [5] * 19, [1000] * 19).interval.upper).all()


@pytest.mark.parametrize("size", [2, 5, 400])
def test_means_agree(size: int) -> None:
    random = np.random.default_rng(size)
    values = random.gamma(random.uniform(0.5, 9, (GROUPS, 1)), random.uniform(0.1, 20, (GROUPS, 1)), (GROUPS, size))
    frame = pd.DataFrame({"area": np.repeat(np.arange(GROUPS), size), "y": values.ravel()})
    theirs = ph_mean(frame, "y", "area", confidence=LEVELS)
    assert_agrees(mean(values), mean_interval(values, confidence=LEVELS), theirs)
