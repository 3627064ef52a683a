"""What protection costs: how often tables are withheld whole or lose totals, and how many figures go.

    python benchmarks/disclosure_price.py [tables]

Counts are drawn about a mean cell (Poisson about gamma-distributed means, so that cells of one table differ as those of
wards do). The figures of docs/methods/disclosure.md are this script's, seed 1.
"""

import sys

import numpy as np

from tht_xl.disclosure.linked.tables import suppress_linked
from tht_xl.disclosure.two_way import suppress_table, with_totals

SHAPES = ((4, 3), (6, 4), (10, 2), (20, 5))
MEANS = (10, 20, 50)


def drawn(random: np.random.Generator, mean: float, *shape: int) -> np.ndarray:
    """Counts of cells that differ: Poisson about means of a gamma distribution of shape 2."""
    return random.poisson(random.gamma(2, mean / 2, shape)).astype(float)


def line(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def two_way(tables: int) -> None:
    """Two-way tables with all totals, one by one."""
    line(f"{'two-way, 1-5':<34}{'whole':>8}{'totals go':>11}{'cells go':>10}")
    for shape in SHAPES:
        for mean in MEANS:
            random = np.random.default_rng(1)
            reasons = suppress_table(with_totals(drawn(random, mean, tables, *shape)), "1-5").reasons
            whole = np.char.endswith(reasons.astype(str), "whole table").all(axis=(1, 2))
            totals = ((reasons[:, -1, :] != "").any(axis=1) | (reasons[:, :, -1] != "").any(axis=1)) & ~whole
            cells = (reasons[~whole][:, :-1, :-1] != "").mean() if not whole.all() else np.nan
            name = f"{shape[0]} x {shape[1]}, mean cell {mean}"
            line(f"{name:<34}{whole.mean():>8.1%}{totals.mean():>11.1%}{cells:>10.1%}")


def hierarchy(tables: int) -> None:
    """Wards within localities within a borough, in one call."""
    line(f"{'wards in localities, 1-5':<34}{'whole':>8}{'totals go':>11}{'wards go':>10}")
    localities = np.repeat(np.eye(4, dtype=bool), 5, axis=1)
    members = np.vstack([np.eye(20, dtype=bool), localities, np.ones((1, 20), bool)])
    for mean in MEANS:
        random = np.random.default_rng(1)
        hidden = np.array([
            suppress_linked(members @ drawn(random, mean, 20), members, "1-5").symbols == "[c]" for _ in range(tables)
        ])  # fmt: skip
        whole = hidden.all(axis=1)
        name = f"20 in 4 in 1, mean ward {mean}"
        totals = (hidden[:, 20:].any(axis=1) & ~whole).mean()
        line(f"{name:<34}{whole.mean():>8.1%}{totals:>11.1%}{hidden[~whole][:, :20].mean():>10.1%}")


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    two_way(number)
    hierarchy(number)
