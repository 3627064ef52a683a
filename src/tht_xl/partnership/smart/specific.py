"""Specific: one thing, said once, the same in words and in fields, and somebody whose task it is."""

import re
from collections.abc import Iterator
from itertools import pairwise

from tht_xl.partnership.smart.figures import NUMBER_WORDS, Amount, without_other_numbers
from tht_xl.partnership.smart.finding import Criterion, SmartFinding, SmartTest
from tht_xl.partnership.smart.target_in_context import TargetInContext, amount

ONE_MEASURE = SmartTest("one-measure", Criterion.SPECIFIC, "It sets one value for one measure.")
WORDS_AND_FIELDS = SmartTest("words-and-fields", Criterion.SPECIFIC, "Its sentence and its fields give the same value.")
LIST_COUNT = SmartTest(
    "list-count", Criterion.SPECIFIC, "Where it names a number of things and lists them, both agree."
)
OWNER = SmartTest("owner", Criterion.SPECIFIC, "A partner of the framework owns the indicator.")

_VERBS = """
assess complete improve move recognise recognize understand review receive have had attend treat screen offer accept
start finish reduce increase rise fall know use visit maintain sustain recover get return refer test vaccinate
immunise register diagnose feel report join leave enter gain achieve employ see seen record plan support discharge
train publish agree open run launch
"""
_VERB = "|".join(sorted({each.rstrip("e") for each in _VERBS.split()} | {"see", "agree"}, key=len, reverse=True))
_PARTICIPLE = r"(?!(?:aged|related|based|need|speed|disabled|unpaid|used|registered)\b)[a-z]{3,}ed"
_INFLECTED = rf"(?:(?:{_VERB})(?:e|es|ed|s|d|ing|ned|ted|led)?|understood|kept|{_PARTICIPLE})"
_COUNT = rf"(?:\d+|{'|'.join(NUMBER_WORDS)})"
_TWO_VERBS = re.compile(
    rf"\b{_INFLECTED}\b[^.;:]*?\band "
    r"(?:then |also |will |to |be |been |were |are |have |had |has |"
    rf"was |fully )*"
    rf"{_INFLECTED}\b"
    r"(?! (?:posts?|services?|practices?|care|patients|population|crimes?|offences|deaths|cases|"
    r"accommodation|housing|homes|areas|"
    r"wards|children|adults|families|people|young|older)\b)",
    re.IGNORECASE,
)
_ADJECTIVES = re.compile(r"\b(?:registered|aged|related|looked after|employed and self-employed)\b", re.IGNORECASE)
_TWO_NOUNS = re.compile(r"\b(?:a|an) [\w -]{3,40}? and (?:a|an) [\w -]{3,40}", re.IGNORECASE)
_TWICE = re.compile(
    rf"\b{_COUNT} (?P<unit>hours?|sessions?|visits?|portions?)\b[^.;:]*\b"
    rf"and {_COUNT} (?P=unit)\b(?! (?:in|by) \d{{4}})",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\band\b|[;,]|\bplus\b|\bas well as\b", re.IGNORECASE)
_OWN_YEAR = re.compile(r"^[^,;:]{0,40}?\b(?:in|by|during) (?:\w+ )?(?:19|20)\d\d", re.IGNORECASE)
_LISTED = re.compile(
    rf"(?<![\d.,])\b(?P<number>\d{{1,2}}|{'|'.join(NUMBER_WORDS)})\b(?P<noun>[^.;:,\d]{{0,60}}?)(?:[ ,]+(?:in|by|"
    rf"during) [\d/]+)?"
    r"\s*(?::|\(|\bnamely\b|\bsuch as\b|\u2013| - )\s*(?P<items>[^.:()]+)",
    re.IGNORECASE,
)


def specific(given: TargetInContext) -> Iterator[SmartFinding]:
    """Yield what makes a target unspecific."""
    yield from _compound(given)
    yield from _words_and_fields(given)
    yield from _list_count(given)
    if given.framework.partners and given.indicator.owner is None:
        path = ("indicators", given.position)
        finding = given.fault(OWNER, "no partner owns the indicator", "Which partner is to reach it?")
        yield SmartFinding(finding.indicator, OWNER, finding.verdict, finding.fault, finding.question, path)


def _compound(given: TargetInContext) -> Iterator[SmartFinding]:
    own = _own_amounts(given)
    if len({each.value for each in own}) > 1:
        text = given.target.statement
        between = any(_JOINED.search(text[one.end : other.start]) for one, other in pairwise(own))
        if between:
            both = " and ".join(_as_written(text, each) for each in own)
            fault = f"the sentence sets several values, {both}"
            yield given.fault(
                ONE_MEASURE, fault, "Is each a target of its own? Then give each its own line", "statement"
            )
            return
    found = _TWICE.search(given.said) or _TWO_VERBS.search(_ADJECTIVES.sub(lambda each: "-" * len(each[0]), given.said))
    found = found or (_TWO_NOUNS.search(given.indicator.name) if not given.figures or given.is_percentage else None)
    if found:
        fault = f'two conditions in one target: "{" ".join(given.said[found.start() : found.end()].split())}"'
        if found.string == given.indicator.name:
            fault = f'two conditions in one target: "{found[0]}"'
        question = "Does somebody count who meets only one of the two, and how many meet each?"
        yield given.fault(ONE_MEASURE, fault, question, "statement")


def _own_amounts(given: TargetInContext) -> list[Amount]:
    """Return the amounts that the sentence asks for: not where it starts, nor the steps on the way to one total."""
    target, text = given.target, given.target.statement
    known = {target.baseline, target.minimum, *(each.value for each in target.milestones)}
    return [
        each
        for each in given.figures
        if not each.is_start
        and not each.is_word
        and each.value not in known - {target.value}
        and not _OWN_YEAR.match(text[each.end :])
        and not re.match(r" ?(?:or (?:less|more|under|over|below|above)|of \d)", text[each.end :])
        and not _in_brackets(text, each)
    ]


def _in_brackets(text: str, figure: Amount) -> bool:
    # "Reach the England value (76.0%)" gives the number of a thing named before it.
    before = text[: figure.start]
    return before.count("(") > before.count(")")


def _as_written(text: str, figure: Amount) -> str:
    return text[figure.start : figure.end].strip()


def _words_and_fields(given: TargetInContext) -> Iterator[SmartFinding]:
    target, digits = given.target, [each for each in given.figures if not each.is_word]
    ends = [each for each in digits if not each.is_start]
    is_said = {target.value, target.minimum, *(each.value for each in target.milestones)}
    if target.value is not None and ends and not any(_same(each.value, value) for each in ends for value in is_said):
        said = _as_written(target.statement, ends[0])
        fault = f"the sentence says {said}, the value is {amount(target.value, given.indicator.unit)}"
        yield given.fault(WORDS_AND_FIELDS, fault, "Which of the two is the target?", "value")
    starts = [each for each in digits if each.is_start]
    if starts and target.baseline is not None and not any(_same(each.value, target.baseline) for each in starts):
        said = _as_written(target.statement, starts[0])
        fault = f"the sentence starts from {said}, the baseline is {amount(target.baseline, given.indicator.unit)}"
        yield given.fault(WORDS_AND_FIELDS, fault, "Which of the two is the baseline?", "baseline")


def _same(said: float, value: float | None) -> bool:
    """Return whether a figure in words is a value, rounded to as many decimals as it is written with."""
    if value is None:
        return False
    decimals = len(f"{said:g}".partition(".")[2])
    return (
        abs(said - value) <= 0.5 * 10**-decimals + 1e-9 or abs(said * 1e6 - value) < 1 or abs(said - value * 100) < 1e-9
    )


def _list_count(given: TargetInContext) -> Iterator[SmartFinding]:
    for text, at in ((given.target.statement, "statement"), (given.indicator.name, "")):
        found = _LISTED.search(without_other_numbers(text))
        if found is None:
            continue
        number = NUMBER_WORDS.get(found["number"].casefold()) or int(found["number"])
        items = [
            each.strip() for each in re.split(r"[,;\n\u2022]|\band\b(?=[^,;]*$)", text[slice(*found.span("items"))])
        ]
        items = [each for each in items if each]
        amounts = [re.match(r"\d+", each) for each in items]
        if len(items) < 2:
            continue
        if all(amounts):
            listed = sum(int(each[0]) for each in amounts if each)
            what = f"{found['number']} are named, and the parts add up to {listed}"
        else:
            listed = len(items)
            what = f"the sentence says {found['number']} and lists {listed}"
        # "14 centres (of 17 schemes)" or "in 3 areas: mainly schools, shops" are not lists of so many things.
        if listed != number and abs(listed - number) <= max(2, number / 4) and number >= 2:
            question = f"Is it {number} or {listed}, and which are they?"
            path_key = (at,) if at else ()
            yield given.fault(LIST_COUNT, what, question, *path_key)
            return
