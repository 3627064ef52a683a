"""The ordinary formulas of a partner's return: the value from its counts, and the check column."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from tht_xl.documents.addresses import column_letters
from tht_xl.model.definition import Indicator

FINE, TO_FILL_IN = "fine", "to be filled in"
Z = "1.959963984540054"
"""The 97.5% point of the normal distribution, as `stats` has it."""


@dataclass(frozen=True, slots=True)
class ReturnCells:
    """The addresses of one row's cells."""

    numerator: str
    denominator: str
    value: str
    lower: str
    upper: str
    note: str
    narrative: str
    action: str

    @classmethod
    def in_row(cls, row: int, columns: Mapping[str, int]) -> Self:
        """Return the addresses in a row, given the place of each heading."""
        headings = ("Numerator", "Denominator", "Value", "Lower limit", "Upper limit", "Note", "Narrative", "Action")
        return cls(*(f"${column_letters(columns[heading])}{row}" for heading in headings))


def value_formulas(indicator: Indicator, cells: ReturnCells) -> dict[str, str]:
    """Return the formulas of what is computed from the counts: a proportion with its Wilson limits, a rate alone.

    The limits of a rate have no short ordinary formula (they need the chi-square distribution's inverse, which differs
    between spreadsheets in the last digits): they are computed when the return is read.

    Source: R. G. Newcombe, Stat. Med. 17, 857-872 (1998), method 3, as `stats.proportion.wilson_interval`.
    """
    x, n, scale = cells.numerator, cells.denominator, f"{indicator.multiplier:.15g}"
    usable = f"AND(ISNUMBER({x}),ISNUMBER({n}))"
    # The cell is locked, so a symbol that it is to show is typed in place of the numerator.
    value = f'=IF({usable},IF({n}>0,{scale}*{x}/{n},""),IF(LEFT(TRIM({x}),1)="[",TRIM({x}),""))'
    if indicator.measure != "proportion":
        return {"Value": value}
    limits = {"Lower limit": "-", "Upper limit": "+"}
    in_range = f"IF({usable},IF({n}>0,AND({x}>=0,{x}<={n}),FALSE),FALSE)"
    root = f"{Z}*SQRT({Z}^2+4*{x}*({n}-{x})/{n})"
    made = {
        heading: f'=IF({in_range},{scale}*(2*{x}+{Z}^2{sign}{root})/(2*({n}+{Z}^2)),"")'
        for heading, sign in limits.items()
    }
    return {"Value": value, **made}


def check_formula(
    indicator: Indicator, expected: tuple[float, float] | None, last: str, cells: ReturnCells, *, asks_narrative: bool
) -> str:
    """Return the formula of a row's check cell: what is missing or odd, or that the row is fine.

    Args:
        indicator: What the row is about.
        expected: Lowest and highest value that nobody need explain.
        last: The last figure in words.
        cells: The row's cells.
        asks_narrative: Whether narrative and action belong to the row.
    """
    c = cells
    is_symbol = f'LEFT(TRIM({c.value}),1)="["'
    if indicator.measure in ("proportion", "rate"):
        steps = [
            (f'AND({c.numerator}="",{c.denominator}="")', TO_FILL_IN),
            (f'{c.numerator}=""', "numerator missing"),
            (f'{c.denominator}=""', "denominator missing"),
            (_not_whole(c.numerator), "numerator: not a whole number"),
            (_not_whole(c.denominator), "denominator: not a whole number"),
            (f"{c.denominator}=0", "denominator is 0"),
        ]
        if indicator.measure == "proportion":
            steps.append((f"{c.numerator}>{c.denominator}", "more than the denominator"))
    else:
        steps = [
            (f'{c.value}=""', TO_FILL_IN),
            (f"NOT(ISNUMBER({c.value}))", "value: not a number"),
            (f'AND({c.lower}<>"",NOT(ISNUMBER({c.lower})))', "lower limit: not a number"),
            (f'AND({c.upper}<>"",NOT(ISNUMBER({c.upper})))', "upper limit: not a number"),
            (f'AND({c.lower}<>"",{c.value}<{c.lower})', "value below its lower limit"),
            (f'AND({c.upper}<>"",{c.value}>{c.upper})', "value above its upper limit"),
        ]
        if indicator.unit == "%":
            steps.append((f"OR({c.value}<0,{c.value}>100)", "not a percentage"))
    if expected is not None:
        low, high = (f"{limit:.15g}" for limit in expected)
        far = f'AND(TRIM({c.note})="",ISNUMBER({c.value}),OR({c.value}<{low},{c.value}>{high}))'
        steps.append((far, f"far from {last}: say why in Note".replace('"', "'")))
    if asks_narrative:
        steps += [(f'TRIM({c.narrative})=""', "narrative missing"), (f'TRIM({c.action})=""', "action missing")]
    verdict = f'"{FINE}"'
    for condition, words in reversed(steps):
        verdict = f'IF({condition},"{words}",{verdict})'
    # A symbol such as [x] in place of figures is an answer, if somebody says why.
    symbol = f'IF(TRIM({c.note})="","say in Note why there is no figure","{FINE}")'
    return f"=IF(ISTEXT({c.value}),IF({is_symbol},{symbol},{verdict}),{verdict})"


def _not_whole(cell: str) -> str:
    return f"NOT(IF(ISNUMBER({cell}),AND({cell}>=0,INT({cell})={cell}),FALSE))"
