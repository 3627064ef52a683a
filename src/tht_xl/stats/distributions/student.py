"""Student's t distribution."""

import numpy as np

from tht_xl.stats.arrays import Numbers
from tht_xl.stats.distributions import special
from tht_xl.stats.distributions.normal import tail

_MIN_LEVEL = 0.5
"""Below this level SciPy's inverse loses digits, and some releases all of them near 0."""
_LARGE = 1e5
"""From so many degrees of freedom on, every release of SciPy has the quantile to the last digits."""


def t_score(degrees: Numbers, confidence: float) -> Numbers:
    """Return standard errors either side of a mean that hold a share of Student's t distribution [1].

    SciPy's own inverse is good to eight digits in some releases. One step of Newton's, from the share that is really
    beyond it, gives twelve or more, also at twelve nines of confidence.

    Args:
        degrees: Degrees of freedom, above 0; NaN for any other number. [count]
        confidence: Two-sided coverage, strictly between 0 and 1. [fraction]

    Raises:
        DomainError: The confidence is outside its range.

    Examples:
        >>> t_score(np.array([9.0, 1e6]), 0.95).round(6).tolist()
        [2.262157, 1.959966]

    References:
        [1] Student, Biometrika 6, 1-25 (1908).
    """
    share = tail(confidence)
    with np.errstate(all="ignore"):
        df = np.where(degrees > 0, degrees, np.nan)
        if confidence < _MIN_LEVEL:
            # From the share in the middle, of which little is left in 1 less itself.
            middle = special.betaincinv(0.5, df / 2, confidence)
            return np.asarray(np.sqrt(df * middle / (1 - middle)))
        score = -np.asarray(special.stdtrit(df, share), float)
        beyond = special.betainc(df / 2, 0.5, df / (df + score * score)) / 2
        log_density = (
            special.gammaln((df + 1) / 2)
            - special.gammaln(df / 2)
            - np.log(df * np.pi) / 2
            - (df + 1) / 2 * np.log1p(score**2 / df)
        )
        better = score + (beyond - share) / np.exp(log_density)
    return np.where(np.isfinite(better) & (df < _LARGE), better, score)
