"""Why a standardised rate has no value: the words that are shown instead."""

from typing import Final

FEW_EVENTS: Final = "fewer-than-10-events"
"""Withheld by the method's rule: a rate from so few events is too unreliable to show."""

MISSING_COUNT: Final = "missing-count"
IMPOSSIBLE_COUNT: Final = "impossible-count"
MISSING_POPULATION: Final = "missing-population"
IMPOSSIBLE_POPULATION: Final = "impossible-population"
IMPOSSIBLE_STANDARD: Final = "impossible-standard"
IMPOSSIBLE_REFERENCE: Final = "impossible-reference"
NO_EXPECTED: Final = "no-expected-events"
