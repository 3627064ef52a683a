"""What a paper says beside its targets: a figure of today, another deadline, the same figure of something else."""

from collections.abc import Callable, Iterator
from itertools import combinations

from tht_xl.documents.problem import Path
from tht_xl.model.definition import Framework, Mention, Target
from tht_xl.model.periods.period import Period
from tht_xl.partnership.smart.finding import SmartFinding, SmartTest, Verdict
from tht_xl.partnership.smart.pairs import SAME_BASELINE, SAME_COUNT, SAME_VALUE
from tht_xl.partnership.smart.target_in_context import TargetInContext, amount, targets_of
from tht_xl.partnership.smart.time_bound import AFTER_PAPER, ONE_DATE
from tht_xl.partnership.smart.words import overlap, stems

MIN_SHARED_FIGURE = 20
"""Below this, that two sentences have a figure in common says little."""
ALIKE = 0.3
"""Share of words in common from which two sentences with the same figure are taken to speak of one thing."""

MakeFinding = Callable[[SmartTest, str, str, str], SmartFinding]
"""Returns a finding for a test, a fault, a question and a key of the target."""


def mentions(framework: Framework) -> Iterator[SmartFinding]:
    """Yield where a mention disagrees with a target, with another mention, or with the date of the paper."""
    targets = {each.indicator.id: each for each in targets_of(framework)}
    for position, mention in enumerate(framework.mentions):
        path = ("mentions", position)
        if framework.issued and mention.due and mention.due.end <= framework.issued.end:
            fault = f'"{mention.text}" is due {mention.due}, and the paper is of {framework.issued}'
            question = "Which date is meant? Is this done already?"
            name = mention.indicator or mention.id
            yield SmartFinding(name, AFTER_PAPER, Verdict.NOT_MET, fault, question, (*path, "due"), _names(mention))
        if mention.indicator in targets:
            yield from _beside_target(targets[mention.indicator], mention, path)
    for (at, one), (other_at, other) in combinations(enumerate(framework.mentions), 2):
        yield from _between(one, other, ("mentions", at), ("mentions", other_at))


def _same_end(one: Period, other: Period) -> bool:
    return one.end == other.end


def _names(mention: Mention) -> tuple[str, ...]:
    return (mention.id,) if mention.indicator else ()


def _beside_target(given: TargetInContext, mention: Mention, path: Path) -> Iterator[SmartFinding]:
    target, unit = given.target, given.indicator.unit

    def finding(test: SmartTest, fault: str, question: str, key: str) -> SmartFinding:
        place = f" ({mention.source})" if mention.source else ""
        return SmartFinding(
            given.indicator.id,
            test,
            Verdict.NOT_MET,
            fault + place,
            question,
            (*given.path, key),
            (mention.id,),
            (path,),
        )

    if mention.due and not mention.due.overlaps(target.due) and mention.value in (None, target.value):
        fault = f'it is due {target.due} here, and {mention.due} where the paper says "{mention.text}"'
        yield finding(ONE_DATE, fault, "Which date counts?", "due")
    elif mention.due and mention.value is not None and target.value is not None and mention.value != target.value:
        there = amount(mention.value, mention.unit or unit)
        here = f"{amount(target.value, unit)} by {target.due}"
        fault = f'{here} here, {there} by {mention.due} where the paper says "{mention.text}"'
        yield finding(SAME_VALUE, fault, "Which value counts, and for when?", "value")
    elif mention.value is not None and not mention.due:
        yield from _figure_of_the_day(target, unit, mention, finding)


def _figure_of_the_day(target: Target, unit: str, mention: Mention, finding: MakeFinding) -> Iterator[SmartFinding]:
    said = f'the paper also says "{mention.text}"'
    if target.baseline is not None and mention.value != target.baseline:
        when = f" ({target.baseline_period})" if target.baseline_period else ""
        fault = f"the baseline is {amount(target.baseline, unit)}{when}, and {said}"
        yield finding(
            SAME_BASELINE, fault, "Which is the starting point, and how much of the target is left?", "baseline"
        )
    elif target.baseline is None and target.value is not None:
        fault = f"the target is {amount(target.value, unit)} by {target.due}, and {said}"
        question = "Is the target on top of that or does it include it? In each year or in all?"
        if mention.value == target.value:
            question = "Is that all there are, or was it reached when it was set?"
        yield finding(SAME_COUNT, fault, question, "value")
    elif target.value is None:
        yield finding(SAME_COUNT, f"the target has no number, and {said}", "Is that the figure to use?", "value")


def _between(one: Mention, other: Mention, path: Path, other_path: Path) -> Iterator[SmartFinding]:
    is_linked = bool(one.about and one.about.casefold() == other.about.casefold()) or bool(
        one.indicator and one.indicator == other.indicator
    )
    if one.due and other.due and is_linked and one.value == other.value and not _same_end(one.due, other.due):
        fault = f'"{one.text}" is due {one.due} ({one.source}), "{other.text}" is due {other.due} ({other.source})'
        yield SmartFinding(
            one.id, ONE_DATE, Verdict.NOT_MET, fault, "Which date counts?", path, (other.id,), (other_path,)
        )
    if one.value is None or other.value is None or one.due or other.due:
        return
    is_alike = is_linked or (
        one.value == other.value >= MIN_SHARED_FIGURE and overlap(stems(one.text), stems(other.text)) >= ALIKE
    )
    units = one.unit.casefold(), other.unit.casefold()
    if is_alike and (
        (one.value == other.value and units[0] != units[1])
        or (one.value != other.value and units[0] == units[1] and one.period == other.period)
    ):
        fault = f'"{one.text}" ({one.source}), and "{other.text}" ({other.source})'
        question = "Which is right? What is counted, and over what time?"
        yield SmartFinding(
            one.indicator or one.id, SAME_COUNT, Verdict.NOT_MET, fault, question, path, (other.id,), (other_path,)
        )
