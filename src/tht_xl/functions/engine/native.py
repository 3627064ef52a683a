"""The native form of a worksheet function: its value in ordinary spreadsheet functions, without any guards."""

from dataclasses import dataclass

from tht_xl.functions.engine.outcome import Outcome


@dataclass(frozen=True, slots=True)
class ClosedForm:
    """The value as formulas over the names of the arguments, which are valid when they are reached.

    The reasons for no value (a blank, a symbol, a number out of range) are not written here: they follow from the
    arguments and the rules of the registry. A name stands for a number, a day's serial, a word or a range, of which
    `filled_rows` cells are filled.
    Conditions are joined by + and *, since AND and OR would make one answer of a whole column.

    Attributes:
        columns: A formula for each column of the result.
        steps: Names for what several formulas share, each with its formula; a step may use those before it.
        unless: Reasons beyond those of arguments and rules: a condition and its outcome.
    """

    columns: tuple[str, ...]
    steps: tuple[tuple[str, str], ...] = ()
    unless: tuple[tuple[str, Outcome], ...] = ()

    @property
    def is_filled_down(self) -> bool:
        """Whether a row is compared with the whole column, `all_values`."""
        return any("all_values" in column for column in self.columns)


def closed_form(
    *columns: str, steps: tuple[tuple[str, str], ...] = (), unless: tuple[tuple[str, Outcome], ...] = ()
) -> ClosedForm:
    """Return a closed form with a formula for each column of the result."""
    return ClosedForm(columns, steps, unless)


Z = ("z", "NORM.S.INV((1+confidence)/2)")
"""The normal quantile of a confidence level, as a step."""


def wilson_lower(numerator: str, denominator: str) -> str:
    """Wilson's lower limit of a proportion as a fraction, from the names of its parts."""
    return _score_limit(numerator, denominator)


def wilson_upper(numerator: str, denominator: str) -> str:
    """Wilson's upper limit: 1 less the lower limit of those not counted."""
    return f"(1-{_score_limit(f'({denominator}-{numerator})', denominator)})"


def poisson_lower(count: str) -> str:
    """Return the lower limit of a Poisson count: exact below 10, Byar's from 10."""
    exact = f"GAMMA.INV((1-confidence)/2,{count},1)"
    return f"IF({count}=0,0,IF({count}<10,{exact},{byar_limit(count, '-z')}))"


def poisson_upper(count: str) -> str:
    """Return the upper limit of a Poisson count: exact below 10, Byar's from 10."""
    exact = f"GAMMA.INV((1+confidence)/2,{count}+1,1)"
    return f"IF({count}<10,{exact},{byar_limit(f'({count}+1)', 'z')})"


def byar_limit(count: str, z: str) -> str:
    """Byar's lower limit with a negative z; with a positive one and the count plus 1 the upper."""
    return f"{count}*(1-1/(9*{count})+{z}/(3*SQRT({count})))^3"


def _score_limit(x: str, n: str) -> str:
    # Sums where the usual form takes the difference of near-equal terms: exact at 0 and at n.
    return f"2*{x}*({x}/{n})/(2*{x}+z^2+z*SQRT(z^2+4*{x}*({n}-{x})/{n}))"
