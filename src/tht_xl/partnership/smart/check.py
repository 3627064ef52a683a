"""Check every target of a framework against the five criteria. Start reading here."""

from tht_xl.model.definition import Framework
from tht_xl.partnership.smart.achievable import ASKS_FOR_CHANGE, BASELINE, PACE, achievable
from tht_xl.partnership.smart.finding import Criterion, SmartFinding, SmartReport, SmartTest
from tht_xl.partnership.smart.measurable import (
    BENCHMARK,
    COMPARABLE,
    DENOMINATOR,
    NUMBER_GIVEN,
    ON_SCALE,
    PER_PERIOD,
    POINTS,
    measurable,
)
from tht_xl.partnership.smart.mentions import mentions
from tht_xl.partnership.smart.pairs import SAME_BASELINE, SAME_COUNT, SAME_VALUE, pairs
from tht_xl.partnership.smart.relevant import OUTCOME, RISK, relevant
from tht_xl.partnership.smart.specific import LIST_COUNT, ONE_MEASURE, OWNER, WORDS_AND_FIELDS, specific
from tht_xl.partnership.smart.target_in_context import targets_of
from tht_xl.partnership.smart.time_bound import AFTER_PAPER, ONE_DATE, ONE_PERIOD, time_bound

SMART_TESTS: tuple[SmartTest, ...] = (
    ONE_MEASURE,
    WORDS_AND_FIELDS,
    LIST_COUNT,
    SAME_VALUE,
    OWNER,
    NUMBER_GIVEN,
    BENCHMARK,
    POINTS,
    PER_PERIOD,
    DENOMINATOR,
    COMPARABLE,
    SAME_COUNT,
    ON_SCALE,
    BASELINE,
    SAME_BASELINE,
    ASKS_FOR_CHANGE,
    PACE,
    OUTCOME,
    RISK,
    AFTER_PAPER,
    ONE_DATE,
    ONE_PERIOD,
)
"""Every test of the check, by criterion."""

_BY_TARGET = (specific, measurable, achievable, relevant, time_bound)


def check_smart(framework: Framework) -> SmartReport:
    """Return what the targets of a framework leave open, as questions to their owners.

    Nothing is refused: a target that raises questions is used as it is. A framework without targets has no findings.

    Args:
        framework: A framework without contradictions.

    Examples:
        >>> from tht_xl.framework.load import load_framework
        >>> report = check_smart(load_framework("strategy-2009"))
        >>> [each.test.name for each in report.findings if each.indicator == "health-helpline-calls"]
        ['number-given', 'baseline-given']
    """
    targets = tuple(targets_of(framework))
    found = [finding for given in targets for test in _BY_TARGET for finding in test(given)]
    found += [*pairs(framework), *mentions(framework)]
    order = {indicator.id: position for position, indicator in enumerate(framework.indicators)}
    letters = {criterion: position for position, criterion in enumerate(Criterion)}

    def by_indicator(finding: SmartFinding) -> tuple[int, int]:
        # What is about no indicator comes last. The sort is stable, so the tests keep their order within a criterion.
        return order.get(finding.indicator, len(order)), letters[finding.criterion]

    names = tuple(given.indicator.id for given in targets)
    return SmartReport(framework.id, names, tuple(sorted(found, key=by_indicator)))
