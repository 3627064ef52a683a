"""What the SMART check finds: a question for the owner of a target, and the place that raises it."""

from dataclasses import dataclass
from enum import StrEnum

from tht_xl.documents.problem import Path


class Criterion(StrEnum):
    """The five letters, each with what it asks."""

    SPECIFIC = "specific"
    """One thing, said once, and somebody whose task it is."""
    MEASURABLE = "measurable"
    """A number on a scale that is defined, and counted the same way each time."""
    ACHIEVABLE = "achievable"
    """A known starting point, and a distance from it that can be covered."""
    RELEVANT = "relevant"
    """Reaching it would show that the outcome was reached."""
    TIME_BOUND = "time-bound"
    """One date, after the paper, that falls in one period of the measure."""


class Verdict(StrEnum):
    """How a target does on a criterion."""

    MET = "met"
    DOUBTFUL = "doubtful"
    """It can be meant, and somebody should say so."""
    NOT_MET = "not met"
    """A fact is missing, or two places disagree."""


@dataclass(frozen=True, slots=True)
class SmartTest:
    """One test of the check.

    Attributes:
        name: Its stable name, such as "number-given".
        criterion: The criterion it belongs to.
        says: What a target must do to pass, in one sentence.
    """

    name: str
    criterion: Criterion
    says: str


@dataclass(frozen=True, slots=True)
class SmartFinding:
    """One question that a target raises.

    Attributes:
        indicator: Id of the indicator; of the mention or the framework where no one indicator is meant.
        test: The test that was not passed.
        verdict: Doubtful, or not met.
        fault: What is at fault, with the figures and words that were found.
        question: What to ask the owner.
        path: Where it is in the framework, from which the line of a file or the cell of a workbook is looked up.
        others: Ids of the indicators or mentions that it is compared with.
        other_paths: Their places.
    """

    indicator: str
    test: SmartTest
    verdict: Verdict
    fault: str
    question: str
    path: Path
    others: tuple[str, ...] = ()
    other_paths: tuple[Path, ...] = ()

    @property
    def criterion(self) -> Criterion:
        """The criterion it counts against."""
        return self.test.criterion


@dataclass(frozen=True, slots=True)
class SmartReport:
    """The SMART check of one framework.

    Attributes:
        framework: Its id.
        targets: Ids of the indicators that have a target, in the framework's order.
        findings: What was found, by indicator and then by criterion.
    """

    framework: str
    targets: tuple[str, ...]
    findings: tuple[SmartFinding, ...]

    def verdict(self, indicator: str, criterion: Criterion) -> Verdict:
        """Return the verdict on one target: the most serious of its findings, or "met" where there is none."""
        found = {
            each.verdict
            for each in self.findings
            if each.criterion is criterion and indicator in (each.indicator, *each.others)
        }
        return next((verdict for verdict in (Verdict.NOT_MET, Verdict.DOUBTFUL) if verdict in found), Verdict.MET)

    @property
    def sound(self) -> tuple[str, ...]:
        """Ids of the targets that meet all five criteria."""
        asked = {name for each in self.findings for name in (each.indicator, *each.others)}
        return tuple(name for name in self.targets if name not in asked)
