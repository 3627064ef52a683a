"""One target with its indicator and its framework: what every test of the check is given."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from tht_xl.documents.problem import Path
from tht_xl.model.definition import Framework, Indicator, Target
from tht_xl.partnership.smart.figures import Amount, figures_in
from tht_xl.partnership.smart.finding import SmartFinding, SmartTest, Verdict

_PER = re.compile(r"\b(?:per|an?|each|every) (?:\d|year|month|week|quarter|day|head|person|1|million)", re.IGNORECASE)
_SCALES = re.compile(
    r"%|\b(?:percent|points?|score|rank|ranking|index|years of life|years|£|gbp|ratio|rating)\b|£", re.IGNORECASE
)


@dataclass(frozen=True)
class TargetInContext:
    """One target, and where it is.

    Attributes:
        framework: The framework it belongs to.
        position: Where its indicator is among the framework's indicators.
        indicator: The indicator.
        target: The target.
    """

    framework: Framework
    position: int
    indicator: Indicator
    target: Target

    @property
    def path(self) -> Path:
        """Where the target is in the framework."""
        return ("indicators", self.position, "target")

    @cached_property
    def figures(self) -> tuple[Amount, ...]:
        """The amounts in the words of the target."""
        return figures_in(self.target.statement)

    @cached_property
    def said(self) -> str:
        """The target in words: its statement, or the indicator's name where nobody wrote one."""
        return self.target.statement or self.indicator.name

    @property
    def is_percentage(self) -> bool:
        """Whether the measure itself is a percentage."""
        return self.indicator.unit.strip() == "%"

    @property
    def is_rate(self) -> bool:
        """Whether the measure is per so many people."""
        return self.indicator.measure in ("rate", "standardised") or bool(
            re.search(r"\bper [\d,]+", self.indicator.unit)
        )

    @property
    def is_count(self) -> bool:
        """Whether the measure counts things: neither a percentage, a rate nor a scale such as years or points."""
        return (
            not self.is_rate
            and not _SCALES.search(self.indicator.unit)
            and self.indicator.measure
            in (
                "published",
                "survey",
            )
        )

    @property
    def is_per_period(self) -> bool:
        """Whether the unit says per what time: "quits a year"."""
        return bool(_PER.search(self.indicator.unit))

    def fault(
        self, test: SmartTest, fault: str, question: str, *at: str | int, verdict: Verdict = Verdict.NOT_MET
    ) -> SmartFinding:
        """Return a finding about this target, at a key of the target."""
        return SmartFinding(self.indicator.id, test, verdict, fault, question, (*self.path, *at))

    def doubt(self, test: SmartTest, fault: str, question: str, *at: str | int) -> SmartFinding:
        """Return a finding about something that may be meant."""
        return self.fault(test, fault, question, *at, verdict=Verdict.DOUBTFUL)


def targets_of(framework: Framework) -> Iterator[TargetInContext]:
    """Yield every indicator of the framework that has a target."""
    for position, indicator in enumerate(framework.indicators):
        if indicator.target is not None:
            yield TargetInContext(framework, position, indicator, indicator.target)


def amount(value: float, unit: str = "") -> str:
    """Return a number as a sentence writes it: "1,800 quits", "26.4%"."""
    number = f"{value:,.10g}"
    if unit.startswith("%"):
        return f"{number}{unit}"
    return f"{number} {unit}".strip()
