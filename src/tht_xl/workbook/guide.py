"""Explain the rules: one at a time for a user, all of them for the documentation."""

import textwrap

from tht_xl.errors import UnknownNameError
from tht_xl.model.finding import Severity
from tht_xl.workbook.rule import RULES, Rule

CHAPTERS = {
    "R1": "File and layout",
    "R2": "Numbers",
    "R3": "Against the definition",
    "R4": "Privacy and disclosure",
    "R5": "Formulas",
    "R6": "Waivers",
    "R7": "Cross-checks with other figures",
    "R8": "Plans, registers and logs",
}
WAIVABLE = "It can be waived in the month's configuration."
WIDTH = 118
OPENING = """\
# Findings

What `tht-xl check` looks at. Everything that is wrong is reported in one pass, each finding with its code, its cell,
what was found, what was expected and what to do. A code never changes its meaning; `tht-xl explain R203` prints one.

An **error** holds back its row, or the whole return where that is said. A **warning** holds back nothing. Where it is
said that a finding can be waived, the month's configuration can [waive](month.md#waivers) it.

This page is written from the rules themselves, and a test keeps the two in step:
`python -c "from tht_xl.workbook.rules import findings_page; print(findings_page(), end='')" > docs/findings.md`
"""


def explanation(code: str) -> str:
    """Return a rule in the words of its finding.

    Raises:
        UnknownNameError: No rule has this code.
    """
    rule = RULES.get(code.strip().upper())
    if rule is None:
        raise UnknownNameError("finding code", code, sorted(RULES))
    waived = f"\n{WAIVABLE}" if rule.waivable else ""
    return f"{rule.code}: {rule.title} ({_severity(rule)})\nWhy it matters: {rule.why}\nWhat to do: {rule.fix}{waived}"


def findings_page() -> str:
    """Return the documentation of every rule, as Markdown."""
    return OPENING + "".join(_chapter(start, title) for start, title in CHAPTERS.items())


def _chapter(start: str, title: str) -> str:
    rules = [rule for code, rule in sorted(RULES.items()) if code.startswith(start)]
    return f"\n## {title}\n" + "".join(_section(rule) for rule in rules)


def _section(rule: Rule) -> str:
    paragraphs = (
        f"*{_severity(rule).capitalize()}.* {rule.why}",
        f"{rule.fix} {WAIVABLE if rule.waivable else ''}".strip(),
    )
    text = "\n\n".join(textwrap.fill(paragraph, WIDTH, break_on_hyphens=False) for paragraph in paragraphs)
    return f"\n### {rule.code}: {rule.title}\n\n{text}\n"


def _severity(rule: Rule) -> str:
    return f"{'error' if rule.severity is Severity.ERROR else 'warning'}: {rule.consequence}"
