"""The words of the field that cells, frames and pages share, each written once.

Every member equals its word, `Rating.RED == "Red"`, so that a caller may write either. What leaves the package is the
plain word: arrays of words are made by `stats.arrays.first_match`, which stores plain text, and whatever else puts a
member into a cell, a frame or a file takes its `.value`.
"""

from enum import StrEnum
from typing import Final


class Symbol(StrEnum):
    """Shorthand symbols of government statistics in spreadsheets, in place of a figure.

    In order of precedence: where several cells go into one result, the first of these that occurs is shown.
    """

    CONFIDENTIAL = "[c]"
    UNRELIABLE = "[u]"
    NOT_APPLICABLE = "[z]"
    NOT_AVAILABLE = "[x]"

    @property
    def meaning(self) -> str:
        """What the symbol says, without capital and full stop.

        Examples:
            >>> Symbol("[c]").meaning
            'withheld to protect confidentiality'
        """
        return _MEANINGS[self]


_MEANINGS: Final = {
    Symbol.CONFIDENTIAL: "withheld to protect confidentiality",
    Symbol.UNRELIABLE: "withheld as unreliable",
    Symbol.NOT_APPLICABLE: "not applicable",
    Symbol.NOT_AVAILABLE: "not available",
}

SYMBOLS: Final = tuple(each.value for each in Symbol)
"""The symbols as plain text, in order of precedence."""

WITHHELD: Final = (Symbol.CONFIDENTIAL.value, Symbol.UNRELIABLE.value)
"""There is a figure, and it must not be shown: it could identify a person, or is too unreliable."""


class Polarity(StrEnum):
    """Which way is good: up, down, or neither for contextual indicators."""

    HIGH = "high"
    LOW = "low"
    NONE = "none"


POLARITIES: Final = tuple(each.value for each in Polarity)
"""The polarities as plain text."""


class Rating(StrEnum):
    """A value against its target: a colour, or why there is none."""

    GREEN = "Green"
    AMBER = "Amber"
    RED = "Red"
    PROPOSED = "Proposed"
    """The target is not agreed."""
    NOT_DUE = "Not due"
    NO_TARGET = "No target"
    DATA_ONLY = "Data only"
    """The indicator has no good side, or its rule rates nothing."""


COLOURS: Final = (Rating.GREEN.value, Rating.AMBER.value, Rating.RED.value)
"""The ratings that are colours, as plain text, best first."""


class Comparison(StrEnum):
    """A value against that of another area, another period or a goal."""

    BETTER = "Better"
    SIMILAR = "Similar"
    WORSE = "Worse"
    HIGHER = "Higher"
    """Significantly higher, where neither side is good."""
    LOWER = "Lower"
    BEST = "Best"
    """Better at the 99.8% level too."""
    WORST = "Worst"
    NOT_COMPARED = "Not compared"


class Trend(StrEnum):
    """What the latest five points of a series say."""

    INCREASING_BETTER = "Increasing and getting better"
    INCREASING_WORSE = "Increasing and getting worse"
    DECREASING_BETTER = "Decreasing and getting better"
    DECREASING_WORSE = "Decreasing and getting worse"
    INCREASING = "Increasing"
    """Where neither side is good."""
    DECREASING = "Decreasing"
    NO_CHANGE = "No significant change"
    CANNOT_BE_CALCULATED = "Cannot be calculated"


class Direction(StrEnum):
    """Which way a value moved since the one before, without a test of significance."""

    IMPROVING = "Improving"
    NO_CHANGE = "No change"
    WORSENING = "Worsening"
    UP = "Up"
    """Where neither side is good."""
    DOWN = "Down"
