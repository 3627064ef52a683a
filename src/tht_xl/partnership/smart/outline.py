"""The findings of the SMART check as a terminal, a program and a page show them: grouped where they ask the same."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from tht_xl.documents.problem import Path
from tht_xl.model.counted import counted
from tht_xl.partnership.smart.check import SMART_TESTS
from tht_xl.partnership.smart.finding import Criterion, SmartFinding, SmartReport

Place = Callable[[Path], str]
"""Returns the line of a file, or the cell of a workbook, for a place in a framework."""


class SharedQuestion(NamedTuple):
    """Findings that ask the same of several targets: "no baseline is given" is said once, with all their names."""

    first: SmartFinding
    findings: tuple[SmartFinding, ...]


@dataclass(frozen=True, slots=True)
class SmartOutline:
    """The findings, those that say the same of three or more targets put together.

    Attributes:
        by_target: Findings that are about one target, in the order of the report.
        shared: Findings that say the same of several.
    """

    by_target: tuple[SmartFinding, ...]
    shared: tuple[SharedQuestion, ...]


MIN_TOGETHER = 3


def outline(findings: Iterable[SmartFinding]) -> SmartOutline:
    """Return findings in two parts: about one target, and the same about three or more."""
    given = tuple(findings)
    alike: dict[tuple[str, str], list[SmartFinding]] = {}
    for each in given:
        alike.setdefault((each.test.name, each.fault), []).append(each)
    shared = tuple(SharedQuestion(found[0], tuple(found)) for found in alike.values() if len(found) >= MIN_TOGETHER)
    together = {(each.first.test.name, each.first.fault) for each in shared}
    return SmartOutline(tuple(each for each in given if (each.test.name, each.fault) not in together), shared)


def summary(report: SmartReport) -> str:
    """Return the findings in one line."""
    if not report.targets and not report.findings:
        return "SMART: no targets"
    sound = len(report.sound)
    questions = counted(len(report.findings), "question")
    return f"SMART: {sound} of {counted(len(report.targets), 'target')} sound, {questions} for the owners"


def as_data(report: SmartReport, place: Place) -> dict[str, object]:
    """Return the report for a program: verdicts by target, each finding with its place, and the tests."""
    return {
        "targets": [
            {"indicator": name, "sound": name in report.sound}
            | {str(criterion): str(report.verdict(name, criterion)) for criterion in Criterion}
            for name in report.targets
        ],
        "findings": [
            {
                "indicator": each.indicator,
                "criterion": str(each.criterion),
                "test": each.test.name,
                "verdict": str(each.verdict),
                "severity": "warning",
                "at": place(each.path),
                "fault": each.fault,
                "question": each.question,
                "others": [
                    {"id": name, "at": place(path)} for name, path in zip(each.others, each.other_paths, strict=False)
                ],
            }
            for each in report.findings
        ],
        "tests": [{"test": each.name, "criterion": str(each.criterion), "says": each.says} for each in SMART_TESTS],
    }
