"""What a case of findings compares: code, place, given and expected, and the advice where it is the finding's own.

The advice that a rule always gives is in tests/workbook/advice.yaml, once for each rule.
"""

from collections.abc import Iterable

from tht_xl.model.finding import Finding
from tht_xl.workbook.rules import RULES


def finding_lines(findings: Iterable[Finding]) -> list[str]:
    """A line for each finding: "R203 Data!E5: denominator is 0; expected above 0"."""
    return [
        f"{each.code} {each.place}: {each.given}; expected {each.expected}"
        + ("" if each.fix == RULES[each.code].fix else f". {each.fix}")
        for each in findings
    ]
