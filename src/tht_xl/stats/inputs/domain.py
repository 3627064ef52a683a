"""Which numbers can be counts, and which populations."""

import numpy as np

from tht_xl.stats.arrays import Flags, Numbers


def are_counts(x: Numbers) -> Flags:
    """Return where a number is finite and 0 or more."""
    return (x >= 0) & (x < np.inf)


def are_populations(n: Numbers) -> Flags:
    """Return where a number is finite and above 0."""
    return (n > 0) & (n < np.inf)


def are_all_counts(x: Numbers) -> bool:
    """Return whether all are valid. Checks min and max only, for speed."""
    return bool(x.size == 0 or (np.minimum.reduce(x, axis=None) >= 0 and np.maximum.reduce(x, axis=None) < np.inf))


def are_all_populations(n: Numbers) -> bool:
    """Return whether all are valid. Checks min and max only, for speed."""
    return bool(n.size == 0 or (np.minimum.reduce(n, axis=None) > 0 and np.maximum.reduce(n, axis=None) < np.inf))
