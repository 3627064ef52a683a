"""Relevant: reaching the target would show that the outcome was reached."""

import re
from collections.abc import Iterator

from tht_xl.model.vocabulary import Polarity
from tht_xl.partnership.smart.finding import Criterion, SmartFinding, SmartTest
from tht_xl.partnership.smart.target_in_context import TargetInContext, amount
from tht_xl.partnership.smart.words import quoted

OUTCOME = SmartTest(
    "serves-an-outcome", Criterion.RELEVANT, "Where the framework has outcome statements, it belongs to one of them."
)
RISK = SmartTest(
    "risk-not-count",
    Criterion.RELEVANT,
    "A fall in events among people is set as a rate: a count moves with the population.",
)

_EVENTS = (
    r"(?:death|dying|die|admission|case|injur|suicide|accident|crime|offence|arrest|conception|birth|infection|fall|"
    r"diagnos|casualt|incident|stroke|homeless|victim|emergency attendance)\w*"
)
_FEWER = re.compile(
    rf"\b(?:fewer|less|reduc\w+|cut\w*|fall in|decreas\w+|lower)\b[^.;]*\b{_EVENTS}|\b{_EVENTS}\b[^.;]*\b(?:fewer|"
    rf"reduc\w+|fall|"
    r"decreas\w+|cut|lower)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(rf"\b{_EVENTS}\b", re.IGNORECASE)


def relevant(given: TargetInContext) -> Iterator[SmartFinding]:
    """Yield what makes a target say little about its outcome."""
    indicator = given.indicator
    if given.framework.statements and indicator.statement is None:
        finding = given.fault(OUTCOME, "it belongs to no outcome statement", "Which outcome does reaching it show?")
        path = ("indicators", given.position)
        yield SmartFinding(indicator.id, OUTCOME, finding.verdict, finding.fault, finding.question, path)
    falling = _FEWER.search(given.said) or (
        _COUNTED.search(f"{indicator.unit} {indicator.name}") if indicator.polarity == Polarity.LOW else None
    )
    if falling and given.is_count and given.target.value is not None:
        fault = (
            f"{quoted(falling)}, {amount(given.target.value, indicator.unit)}, is a count: in a population that "
            "grows or ages the same risk gives more of them"
        )
        question = "Which rate is meant, on which population? Or say what the population is expected to be"
        yield given.fault(RISK, fault, question, "value")
