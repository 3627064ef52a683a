"""Measurable: a number, on a scale that is defined, and counted the same way from beginning to end."""

import re
from collections.abc import Iterator

from tht_xl.partnership.smart.figures import NUMBER_WORDS, without_other_numbers
from tht_xl.partnership.smart.finding import Criterion, SmartFinding, SmartTest
from tht_xl.partnership.smart.target_in_context import TargetInContext, amount
from tht_xl.partnership.smart.words import quoted

NUMBER_GIVEN = SmartTest("number-given", Criterion.MEASURABLE, "It gives the number to reach.")
BENCHMARK = SmartTest(
    "benchmark-defined", Criterion.MEASURABLE, "A benchmark has a value, or a source, a year and a group of areas."
)
POINTS = SmartTest(
    "points-or-relative", Criterion.MEASURABLE, "A change in per cent says whether it means points or a share."
)
PER_PERIOD = SmartTest("year-or-total", Criterion.MEASURABLE, "A count of events says over what time it is counted.")
DENOMINATOR = SmartTest(
    "denominator", Criterion.MEASURABLE, "A rate or percentage says what is counted, and among whom."
)
COMPARABLE = SmartTest(
    "comparable-over-time", Criterion.MEASURABLE, "Its scale is the same from the baseline to the date it is due."
)
ON_SCALE = SmartTest("on-scale", Criterion.MEASURABLE, "A percentage lies from 0 to 100.")

BENCHMARKS = re.compile(
    r"\b(?:(?:picker |the )?(?:london|national|england|english|regional|uk|county|peer|cipfa|statistical|nearest|"
    r"comparator|group)"
    r"(?:'s)? (?:average|mean|median|neighbours?(?:' average)?|level|norm|benchmark|best|authorities)"
    r"|(?:top|upper|best|bottom|lowest|highest|first|second) (?:quartile|quarter|third|decile|quintile|performing|"
    r"ten|10|five|5)"
    r"|(?:above|below|better than|meets?|reach(?:es)?|at|match(?:es)?) (?:the )?average(?! \w+ (?:score|rate))|"
    r"best in (?:class|the country|england|london)|benchmark"
    r"|(?:similar|comparable|neighbouring) (?:areas|boroughs|authorities)|world[- ]class|statistical neighbours)\b",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?:by at least|at least|no more than|not more than|no fewer than|no less than|at most|a (?:minimum|maximum) of|"
    r"fewer than|less than|more than|not exceed(?:ing)?|up to(?! (?:date|standard|"
    r"speed)))\b(?=(?P<after>(?:\W+[\w%,.]+){0,3}))",
    re.IGNORECASE,
)
_QUANTITY = re.compile(
    rf"\d|\b(?:{'|'.join(NUMBER_WORDS)}|one|a|an|half|all|third|quarter|double|twice|average|national|london|"
    rf"england|hundred|"
    r"thousand|million|in|than|those|last|the)\b",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"\b(?:tbc|tbd|tba|x{1,3}|nn?)\b ?%?|\?{2,}|\[\s*[\w ]{0,20}\]|_{2,}|\u2026|\.{3}"
    r"|\bto be (?:set|agreed|confirmed|determined|defined|added)\b|\b(?:when|once)(?: it is)? (?:set|agreed|known)\b"
    r"|\bnumber (?:is )?missing\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:significant(?:ly)?|substantial(?:ly)?|improv\w+|more|fewer|less|better|closer|increas\w+|reduc\w+|"
    r"rises?|falls?|"
    r"grow\w*|wider|further|high(?:er)?|low(?:er)?|good|sufficient|appropriate|timely|majority|most)\b",
    re.IGNORECASE,
)
_CHANGE_IN_PERCENT = re.compile(
    r"\d[\d,.]*\s?(?:%|per ?cent)(?: \w+)? (?:more|fewer|less|higher|lower|growth|increases?|reduction|decrease|"
    r"rise|fall|"
    r"improvement|drop|cut)\b"
    r"|\b(?:increas|ris|grow|improv|reduc|fall|decreas|cut|drop|lower|rais|"
    r"declin)\w*(?: [\w-]+){0,6}?(?: by)?(?: at least| about)? "
    r"by (?:at least |about |around |up to |a further )?\d+(?:\.\d+)?\s?(?:%|per ?cent)",
    re.IGNORECASE,
)
_MEANING = re.compile(
    r"\bpoints?\b|\brelative\b|\bof the baseline\b|\bfrom [\d.,]+ ?%? to\b|\bto [\d.,]+ ?%", re.IGNORECASE
)
_EVENTS = re.compile(
    r"\b(?:attendances?|appointments?|calls?|contacts?|visits?|sessions?|quits|quitters|admissions?|referrals?|"
    r"deaths|cases|"
    r"patients|checks|screens|tests|vaccinations|doses|assessments|incidents|crimes|journeys|trips|bookings|hours|"
    r"meals|"
    r"downloads|enquiries|interventions|placements)\b",
    re.IGNORECASE,
)
_OVER_TIME = re.compile(
    r"\b(?:a|an|per|each|every|in the|in a|that|during the|of the|by) (?:calendar |financial |school )?(?:year|"
    r"month|week|quarter|day)\b"
    r"|\b(?:annual(?:ly)?|yearly|monthly|weekly|quarterly|in all|in total|altogether|cumulative(?:ly)?)\b|"
    r"\bsince (?:\w+ )?\d{4}"
    r"|\bfrom \d{4}\S* to \d{4}|\(\d{4}\s?[-\u2013]\s?\d{2,4}\)|\bbetween \d{4}\S* and \d{4}|\bover \w+ years\b",
    re.IGNORECASE,
)
_REBASED = re.compile(
    r"\bind(?:ex|ices) of (?:multiple )?deprivation\b|\bimd\b|\bidaci\b|\bidaopi\b|\bdeprivation (?:score|rank)|"
    r"\branks?\b|\branking\b"
    r"|\bleague table\b|\bstar rating\b",
    re.IGNORECASE,
)
_NOT_COMPARABLE = re.compile(
    r"\b(?:do|does|are|is|can|should|must) ?not (?:be )?(?:compar\w+)|\bnot comparable\b|\bnever compared\b",
    re.IGNORECASE,
)
_UNSTATED = re.compile(r"\b(?:not state\w*|unknown|not defined|not given|undefined|unclear|tbc)\b", re.IGNORECASE)


def measurable(given: TargetInContext) -> Iterator[SmartFinding]:
    """Yield what keeps a target from being measured."""
    yield from _number(given)
    yield from _percent_change(given)
    yield from _per_period(given)
    yield from _denominator(given)
    yield from _comparable(given)
    value = given.target.value
    if given.is_percentage and value is not None and not 0 <= value <= 100:
        fault = f"{amount(value, '%')} is outside 0 to 100%"
        yield given.fault(ON_SCALE, fault, "What is the number to reach?", "value")


def _number(given: TargetInContext) -> Iterator[SmartFinding]:
    text, value = given.said, given.target.value
    gap = next(
        (found for found in _BOUND.finditer(without_other_numbers(text)) if not _QUANTITY.search(found["after"])), None
    ) or _PLACEHOLDER.search(text)
    if gap is not None:
        yield given.fault(
            NUMBER_GIVEN, f"the number is missing at {quoted(gap)}", "What is the number to reach?", "statement"
        )
        return
    if value is not None:
        return
    benchmark = BENCHMARKS.search(text) or BENCHMARKS.search(given.indicator.name)
    if benchmark is not None:
        fault = f"the benchmark {quoted(benchmark)} is not defined and has no number"
        question = "Of which measure, source, year and areas is it, and what is its value?"
        yield given.fault(BENCHMARK, fault, question, "statement")
        if not _VAGUE.search(text):
            return
    vague = _VAGUE.search(text)
    said = f"only {quoted(vague)}" if vague else "no number to reach"
    yield given.fault(
        NUMBER_GIVEN, f"there is no number, {said}" if vague else said, "How much, and from what?", "value"
    )


def _percent_change(given: TargetInContext) -> Iterator[SmartFinding]:
    target, unit = given.target, given.indicator.unit
    found = _CHANGE_IN_PERCENT.search(target.statement)
    is_change = found or (unit.startswith("%") and unit.strip() != "%")
    if not is_change or _MEANING.search(target.statement):
        return
    if found and given.is_percentage and target.baseline is not None and target.value is not None:
        return  # both ends are given, so there is nothing to guess
    said = quoted(found) if found else f'the unit "{unit}"'
    if target.baseline is not None and target.value is not None and not found:
        return
    fault = f"{said} can be percentage points or a share of the starting value, which is not given"
    if target.baseline is not None:
        fault = f"{said} can be percentage points or a share of the baseline"
    yield given.fault(
        POINTS, fault, "Points or a share? Of which starting value? What is the value to reach?", "statement"
    )


def _per_period(given: TargetInContext) -> Iterator[SmartFinding]:
    indicator = given.indicator
    if given.target.value is None or not given.is_count or given.is_per_period or not _EVENTS.search(indicator.unit):
        return
    if any(_OVER_TIME.search(text) for text in (given.target.statement, indicator.definition, indicator.unit)):
        return
    fault = f"{amount(given.target.value, indicator.unit)}: it is not said over what time they are counted"
    yield given.fault(PER_PERIOD, fault, "In each year, or in all by the date?", "value")


def _denominator(given: TargetInContext) -> Iterator[SmartFinding]:
    indicator = given.indicator
    path = ("indicators", given.position, "denominator")
    stated = _UNSTATED.search(indicator.denominator)
    if indicator.measure in ("proportion", "rate") and (stated or not (indicator.denominator or indicator.definition)):
        fault = f'the denominator is not stated: "{indicator.denominator}"'
        question = "Which population, of which year and source?"
        finding = given.fault(DENOMINATOR, fault, question)
        yield SmartFinding(finding.indicator, DENOMINATOR, finding.verdict, fault, question, path)


def _comparable(given: TargetInContext) -> Iterator[SmartFinding]:
    indicator, target = given.indicator, given.target
    name = _REBASED.search(f"{indicator.name} {indicator.unit} {target.statement}")
    note = _NOT_COMPARABLE.search(f"{indicator.note} {target.note}")
    start = target.baseline_period or given.framework.issued
    broken = next((each for each in indicator.breaks if start and start.end < each.start <= target.due.end), None)
    question = "Which edition or method counts at the end, and will the start be worked out by it too?"
    if broken:
        fault = f"the series breaks at {broken}, between the start ({start}) and {target.due}"
        yield given.fault(COMPARABLE, fault, question, "due")
    elif name and re.search(r"score|point|rank|index|star", indicator.unit, re.IGNORECASE):
        fault = f"scores and ranks such as {quoted(name)} do not compare over time: each edition has its own scale"
        yield given.fault(COMPARABLE, fault, question)
    elif note and target.value is None:
        yield given.fault(COMPARABLE, f"the note says {quoted(note)}", question)
