"""Side by side with the public health profession's own package, on random rows."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from phstatsmethods import ph_proportion, ph_rate

from tht_xl.stats.proportion import proportion, wilson_interval
from tht_xl.stats.rate import crude_rate, rate_interval

pytestmark = pytest.mark.slow

ROWS = 4000
Counts = NDArray[np.int64]

KNOWN_FAULTS: dict[str, Callable[[Counts, Counts], NDArray[np.bool_]]] = {
    "one zero count refuses the whole table of rates": lambda x, _n: x == 0,
}
"""Rows on which the reference is wrong; they are left out of the comparison, each for a named reason."""


def rows(*, up_to: int) -> tuple[Counts, Counts]:
    random = np.random.default_rng(2024)
    denominators = np.exp(random.uniform(0, np.log(up_to), ROWS)).astype(int) + 1
    few = random.random(ROWS) < 0.3
    return np.minimum(
        (random.random(ROWS) * np.where(few, 15, denominators + 1)).astype(int), denominators
    ), denominators


@pytest.mark.parametrize("confidence", [0.95, 0.998])
def test_proportions_agree(confidence: float) -> None:
    x, n = rows(up_to=10**7)
    theirs = ph_proportion(pd.DataFrame({"x": x, "n": n}), "x", "n", confidence=confidence, multiplier=100)
    ours = wilson_interval(x, n, confidence=confidence).scaled(100)
    suffix = {0.95: "95_ci", 0.998: "99_8_ci"}[confidence]
    np.testing.assert_allclose(proportion(x, n, multiplier=100), theirs["Value"], rtol=1e-12)
    # Absolute, because the reference loses digits near 0 and passes 100 by 3e-14 where all are counted.
    np.testing.assert_allclose(ours.lower, theirs[f"lower_{suffix}"], rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(ours.upper, theirs[f"upper_{suffix}"], rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("confidence", [0.95, 0.998])
def test_rates_agree(confidence: float) -> None:
    x, n = rows(up_to=10**6)
    sound = ~KNOWN_FAULTS["one zero count refuses the whole table of rates"](x, n)
    assert sound.sum() > ROWS / 2
    x, n = x[sound], n[sound]
    theirs = ph_rate(pd.DataFrame({"x": x, "n": n}), "x", "n", confidence=confidence)
    ours = rate_interval(x, n, confidence=confidence)
    suffix = {0.95: "95_ci", 0.998: "99_8_ci"}[confidence]
    np.testing.assert_allclose(crude_rate(x, n), theirs["Value"], rtol=1e-12)
    np.testing.assert_allclose(ours.lower, theirs[f"lower_{suffix}"], rtol=1e-9)
    np.testing.assert_allclose(ours.upper, theirs[f"upper_{suffix}"], rtol=1e-9)


def test_the_fault_that_is_left_out_is_still_there_and_not_ours() -> None:
    with pytest.raises(ValueError, match="must be a positive number"):
        ph_rate(pd.DataFrame({"x": [0, 5], "n": [100, 100]}), "x", "n")
    assert np.isfinite(rate_interval([0, 5], 100).upper).all()
