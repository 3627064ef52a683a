"""The QA log of a check: every rule, what it looked at, and what came of it.

Start with `qa_log`. A rule that did not run is in the log too: a workbook that cannot be opened passes nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Any

from tht_xl.documents.addresses import cell_position
from tht_xl.model.finding import Finding, Report, RuleRun
from tht_xl.model.rule_outcome import RuleOutcome
from tht_xl.workbook.rule import Rule, Stage
from tht_xl.workbook.rules import RULES

LOOKED_AT: dict[Stage, tuple[str, Callable[[Any], int]]] = {
    "file": ("file", lambda _: 1),
    "stopped": ("file", len),
    "book": ("worksheet", lambda book: len(book.sheets)),
    "origin": ("file", lambda _: 1),
    "marks": ("worksheet", lambda _: 1),
    "layout": ("worksheet", lambda _: 1),
    "cells": ("cell", lambda sheet: sum(len(row) - row.count("") for row in sheet.values)),
    "comments": ("comment", lambda comments: len(comments.texts)),
    "formulas": ("formula", len),
    # Totals and footnotes between the rows are looked at too: R122 is about nothing else.
    "table": ("row", lambda table: len(table.rows) + len(table.passed_over)),
    "cross_checks": ("row", lambda figures: len(figures.keys)),
    "waivers": ("waiver", len),
}
"""What the rules of a stage look at one by one, and how many of them there are."""
OF_A_RETURN = (frozenset(LOOKED_AT) | {"across_returns"}) - {"stopped"}
OF_A_REGISTER = frozenset({"file", "register"})


def runs_of(stage: Stage, subject: object) -> Iterator[tuple[Rule, RuleRun]]:
    """Yield the rules of a stage, each with the entry that says what it looks at."""
    unit, count = LOOKED_AT[stage]
    checked = count(subject)
    yield from ((rule, _run(rule.code, unit, checked)) for rule in _rules_of(stage))


@cache
def _rules_of(stage: Stage) -> tuple[Rule, ...]:
    return tuple(rule for rule in RULES.values() if rule.stage == stage)


@lru_cache(maxsize=4096)
def _run(code: str, unit: str, checked: int) -> RuleRun:
    # The returns of one month have as many rows each, and ninety rules.
    return RuleRun(code, unit, checked)


def qa_log(report: Report) -> tuple[RuleOutcome, ...]:
    """Return what came of every rule, in the order of their codes; those that did not run are said to be so.

    Rules that compare the returns of a month with each other run in `tht-xl month` alone.
    """
    runs, found = {run.code: run for run in report.ran}, defaultdict[str, list[Finding]](list)
    for finding in report:
        found[finding.code].append(finding)
    stages = OF_A_REGISTER if any(RULES[code].stage == "register" for code in {*runs, *found}) else OF_A_RETURN
    return tuple(
        _outcome(rule, runs.get(rule.code), found[rule.code])
        for rule in RULES.values()
        if rule.stage in stages or rule.code in found
    )


def _outcome(rule: Rule, run: RuleRun | None, findings: list[Finding]) -> RuleOutcome:
    if run is None and not findings:
        return RuleOutcome(rule.code, rule.title, rule.severity.value)
    unit = run.unit if run else LOOKED_AT.get(rule.stage, ("file", len))[0]
    failed = {_thing(finding, unit) for finding in findings if finding.waiver is None}
    waived = {_thing(finding, unit) for finding in findings if finding.waiver} - failed
    # A row that was asked for and is missing is not among the rows that are there.
    checked = max(run.checked if run else 0, len(failed) + len(waived))
    waivers = tuple(dict.fromkeys(finding.waiver.words for finding in findings if finding.waiver))
    numbers = checked, len(failed), len(waived), len(findings)
    return RuleOutcome(rule.code, rule.title, rule.severity.value, unit, *numbers, waivers)


def _thing(finding: Finding, unit: str) -> object:
    """Return which of the things that a rule looks at a finding is about."""
    if unit == "file":
        return unit
    if unit == "worksheet":
        return finding.sheet
    if unit == "row" and finding.cell:
        return finding.sheet, cell_position(finding.cell)[0]
    return finding.sheet, finding.cell, finding.given
