"""The SMART check: on the 2009 paper, on two frameworks it was not written for, and kind by kind."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from tht_xl.framework.load import load_framework
from tht_xl.framework.places import place_finder
from tht_xl.model.definition import Area, Domain, Framework, Indicator, Mention, Target
from tht_xl.partnership.smart.check import SMART_TESTS, check_smart
from tht_xl.partnership.smart.finding import Criterion, SmartReport, Verdict

FRAMEWORKS = Path(__file__).parent / "frameworks"
DOCS = Path(__file__).parents[3] / "docs"


def found(report: SmartReport) -> set[tuple[str, str]]:
    return {(each.indicator, each.test.name) for each in report.findings}


@pytest.fixture(scope="module")
def strategy() -> SmartReport:
    return check_smart(load_framework("strategy-2009"))


# Each defect of the paper that somebody who reads it closely finds, and words that the finding must have.
@pytest.mark.parametrize(
    ("name", "test", "words"),
    [
        ("health-helpline-calls", "number-given", 'missing at "by at least"'),
        ("reception-obesity", "asks-for-improvement", "ceiling of 15.4% is worse than its own baseline of 14.7%"),
        ("breast-screening-53-64", "one-date", "70% is due 2013 here and 2012 there (breast-screening-53-64-2012)"),
        ("diabetes-controlled", "one-date", "69% is due 2013 here and 2012 there (diabetes-controlled-2012)"),
        ("year-6-obesity", "one-date", "26.4% is due 2013 here and 2012 there (year-6-obesity-2012)"),
        ("integrated-care-second-bid", "after-the-paper", "is due 6 Feb 2009, and the paper is of Mar 2009"),
        ("shared-resources-seminar", "after-the-paper", "is due Feb 2009"),
        ("action-areas-promoted", "list-count", "says seven and lists 8"),
        ("index-of-multiple-deprivation", "number-given", "there is no number"),
        ("index-of-multiple-deprivation", "comparable-over-time", "do not compare over time"),
        ("gp-access-london-average", "benchmark-defined", '"the London average" is not defined'),
        ("gp-access-top-quartile", "benchmark-defined", '"top quartile" is not defined'),
        ("maternity-satisfaction-national", "benchmark-defined", '"the national average" is not defined'),
        ("smoking-quitters-rate", "one-way-of-counting", "they agree only among 183,545 people (smoking-quits)"),
        ("smoking-quitters-rate", "denominator", "does not state the number"),
        ("time-for-health-recognition", "points-or-relative", '"10% more" can be percentage points or a share'),
        ("time-for-health-recognition", "baseline-given", "the baseline is of Jul 2009, after the paper"),
        ("pharmacy-first-take-up", "points-or-relative", "at least 30%"),
        ("mental-health-reviews", "one-measure", "reviewed in the previous 15 months and assessed"),
        ("reception-obesity", "one-measure", "several values, 15.4% and 26.4%"),
        ("playgrounds", "one-measure", "several values, 28 and 10%"),
        ("women-only-swimming-attendances", "one-measure", "several values, 12 and 40,000"),
        ("school-sport-five-hours", "number-given", "once it is set"),
        ("school-sport-five-hours", "one-measure", "two hours in school and three hours"),
        ("deaths-fewer-than-2008", "risk-not-count", "a population that grows"),
        ("smoking-quits", "one-baseline", "the baseline is 1,800 quits (2008), and the paper also says"),
        ("linkage-plus-contacts", "one-way-of-counting", "900 outreach contacts a month"),
        ("extra-gp-appointments", "one-way-of-counting", "300,000 appointments by 2012, and the paper also says"),
        ("extra-gp-appointments", "year-or-total", "over what time"),
        ("gp-access-48-hours", "benchmark-defined", "86% by 2013, and elsewhere"),
        ("mental-health-teams-to-networks", "one-date", "is due Mar 2010"),
        ("additional-dental-patients", "one-period", "several years"),
        ("life-expectancy-male", "baseline-given", "75.2 years has no period"),
        ("vascular-risk-screening", "baseline-given", "no baseline is given"),
    ],
)
def test_what_is_wrong_in_the_paper_of_2009(strategy: SmartReport, name: str, test: str, words: str) -> None:
    faults = [each.fault for each in strategy.findings if (each.indicator, each.test.name) == (name, test)]
    assert any(words in fault for fault in faults), faults


def test_both_benchmarks_of_gp_access_are_set_beside_the_number(strategy: SmartReport) -> None:
    others = {each.others for each in strategy.findings if each.indicator == "gp-access-48-hours" and each.others}
    assert others == {("gp-access-london-average",), ("gp-access-top-quartile",)}


def test_the_one_sound_target_of_2009(strategy: SmartReport) -> None:
    # A number, a date, a baseline of a stated year, steps that add up: centres opened.
    assert strategy.sound == ("health-centres-opened",)
    assert all(strategy.verdict("health-centres-opened", each) is Verdict.MET for each in Criterion)


def test_a_target_has_a_verdict_on_each_criterion(strategy: SmartReport) -> None:
    verdicts = [strategy.verdict("reception-obesity", each).value for each in Criterion]
    assert verdicts == ["not met", "met", "not met", "met", "doubtful"]
    # The other side of a contradiction is not sound either.
    assert strategy.verdict("smoking-quits", Criterion.MEASURABLE) is Verdict.NOT_MET


def test_findings_are_in_the_order_of_the_framework_and_of_the_criteria(strategy: SmartReport) -> None:
    order = {name: position for position, name in enumerate(strategy.targets)}
    letters = list(Criterion)
    keys = [(order.get(each.indicator, len(order)), letters.index(each.criterion)) for each in strategy.findings]
    assert all(one <= other for one, other in pairwise(keys))


def test_each_finding_leads_to_its_line(strategy: SmartReport) -> None:
    place = place_finder("strategy-2009")
    folder = Path(__file__).parents[3] / "src/tht_xl/definitions/strategy-2009"
    for each in strategy.findings:
        for path in (each.path, *each.other_paths):
            name, _, line = place(path).partition(":")
            assert (folder / name).read_text(encoding="utf-8").splitlines()[int(line) - 1].strip()
    ceiling = next(each for each in strategy.findings if each.test.name == "asks-for-improvement")
    assert "value: 26.4" in _line(folder, place(ceiling.path))


def _line(folder: Path, place: str) -> str:
    name, _, line = place.partition(":")
    return (folder / name).read_text(encoding="utf-8").splitlines()[int(line) - 1]


def test_sound_targets_pass() -> None:
    report = check_smart(load_framework(FRAMEWORKS / "vale"))
    assert report.findings == ()
    assert len(report.sound) == len(report.targets) == 12


def test_unsound_targets_are_found_in_words_of_another_framework() -> None:
    assert found(check_smart(load_framework(FRAMEWORKS / "harbour"))) == {
        ("debt-advice-calls", "number-given"),
        ("loneliness", "asks-for-improvement"),
        ("bowel-screening", "one-date"),
        ("warm-homes", "after-the-paper"),
        ("priority-estates", "list-count"),
        ("child-poverty-rank", "number-given"),
        ("child-poverty-rank", "comparable-over-time"),
        ("child-poverty-rank", "baseline-given"),
        ("dentist", "benchmark-defined"),
        ("alcohol-admissions", "denominator"),
        ("alcohol-admissions", "one-way-of-counting"),
        ("alcohol-admissions-number", "risk-not-count"),
        ("cycling", "points-or-relative"),
        ("cycling", "baseline-given"),
        ("health-visits", "one-measure"),
        ("youth-offending", "risk-not-count"),
        ("library-visits", "year-or-total"),
        ("vaccination", "words-and-fields"),
        ("befriending", "one-baseline"),
        ("meals-delivered", "one-way-of-counting"),
        ("strategy-group", "after-the-paper"),
    }


def make(target: dict[str, object] | None = None, **fields: object) -> Indicator:
    sound = {"value": 60, "due": "2026", "agreed": True, "baseline": 50, "baseline_period": "2022"}
    return Indicator.model_validate(
        {
            "id": "walking",
            "name": "Adults who walk each day",
            "domain": "health",
            "definition": "Adults who walk each day, as a percentage of those asked.",
            "measure": "survey",
            "unit": "%",
            "polarity": "high",
            "frequency": "annual",
            "disclosure": "published",
            "target": sound | (target or {}),
        }
        | fields
    )


def check(*indicators: Indicator, **fields: object) -> SmartReport:
    framework = Framework(
        id="small",
        name="Small",
        version="1",
        home="town",
        areas=(Area(id="town", name="Town", kind="borough"),),
        domains=(Domain(id="health", name="Health"),),
        indicators=indicators,
    )
    return check_smart(framework.model_copy(update=fields))


def names_of(*indicators: Indicator, **fields: object) -> list[str]:
    return [each.test.name for each in check(*indicators, **fields).findings]


def test_a_sound_target_has_no_findings() -> None:
    report = check(make())
    assert report.findings == ()
    assert report.sound == ("walking",)


def test_a_framework_without_targets_has_none() -> None:
    report = check(make(target=None).model_copy(update={"target": None}))
    assert (report.targets, report.findings) == ((), ())


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("60% of adults walk each day by 2026, from 50% in 2022.", []),
        ("Sixty in a hundred adults walk.", []),
        ("60% of adults aged 18 to 64 walk for 30 minutes a day.", []),
        ("At least 60% of adults in Year 2 of the scheme walk.", []),
        ("60% of parents and carers walk.", []),
        ("65% of adults walk each day.", ["words-and-fields"]),
        ("60% of adults walk each day, from 40%.", ["words-and-fields"]),
        ("60% of adults walk each day by 2028.", ["one-date"]),
        ("60% of adults are invited and assessed.", ["one-measure"]),
        ("60% of adults walk and 20% cycle.", ["one-measure"]),
        ("More than of adults walk each day.", ["number-given"]),
        ("XX% of adults walk each day.", ["number-given"]),
        ("60% of adults walk, the way to be agreed.", ["number-given"]),
        ("Four groups walk (60%): parents, carers, staff, pupils and pensioners.", []),
        ("Adults in four wards walk: Mill, Lock, Weir, Quay and Dell.", ["list-count"]),
    ],
)
def test_what_a_sentence_says(statement: str, expected: list[str]) -> None:
    assert names_of(make({"statement": statement})) == expected


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ({"value": 50}, ["asks-for-improvement"]),
        ({"value": 99, "due": "2023"}, ["pace"]),
        ({"value": 160}, ["on-scale", "pace"]),
        ({"baseline": None, "baseline_period": None}, ["baseline-given"]),
        ({"baseline_period": None}, ["baseline-given"]),
        ({"value": None}, ["number-given"]),
        ({"due": "2024 - 26"}, ["one-period"]),
    ],
)
def test_what_the_fields_say(target: dict[str, object], expected: list[str]) -> None:
    assert names_of(make(target)) == expected


def test_a_date_of_another_kind_of_period() -> None:
    assert names_of(make(period_kind="financial year")) == ["one-period"]
    assert names_of(make({"due": "2026/27"}, period_kind="financial year")) == []
    assert names_of(make({"due": "by Mar 2027"}, period_kind="financial year")) == []


def test_an_owner_and_an_outcome_where_the_framework_has_them() -> None:
    framework = load_framework(FRAMEWORKS / "vale")
    assert names_of(make(), partners=framework.partners, statements=framework.statements) == [
        "owner",
        "serves-an-outcome",
    ]


def test_a_break_between_start_and_end() -> None:
    assert names_of(make(breaks=["2025"])) == ["comparable-over-time"]
    assert names_of(make(breaks=["2020"])) == []


def test_a_later_target_that_asks_for_more_is_a_step_on_the_way() -> None:
    later = make({"value": 70, "due": "2028"}, id="walking-later")
    assert names_of(make(), later) == []
    assert names_of(make(), make({"value": 55, "due": "2028"}, id="walking-later")) == ["one-value"]
    assert names_of(make(), make({"value": 70}, id="walking-again")) == ["one-value"]


def test_men_and_women_are_two_measures() -> None:
    assert names_of(make(sex="Male"), make({"due": "2028"}, id="walking-women", sex="Female")) == []


def test_one_measure_in_other_words() -> None:
    again = {"id": "walking-annex", "definition": "Share of the survey.", "name": "Adults who walk daily to work"}
    assert names_of(make(), make({"due": "2028"}, **again)) == ["one-date"]
    # One word in common, or another value, is not enough to take two measures for one.
    assert names_of(make(), make({"due": "2028"}, **again | {"name": "Adults in a choir"})) == []
    assert names_of(make(), make({"value": 55, "due": "2028"}, **again)) == []


def test_two_starting_values_of_one_measure() -> None:
    assert names_of(make(), make({"baseline": 45}, id="walking-again")) == ["one-baseline"]


def test_mentions_beside_a_target() -> None:
    def mention(**fields: object) -> Mention:
        return Mention.model_validate({"id": "box", "indicator": "walking", "text": "In a box."} | fields)

    assert names_of(make(), mentions=(mention(value=50),)) == []
    assert names_of(make(), mentions=(mention(value=48),)) == ["one-baseline"]
    assert names_of(make(), mentions=(mention(value=60, due="2026"),)) == []
    assert names_of(make(), mentions=(mention(value=60, due="2030"),)) == ["one-date"]
    assert names_of(make(), mentions=(mention(value=75, due="2026"),)) == ["one-value"]


def test_a_value_known_before_the_target_was_set() -> None:
    framework = load_framework(FRAMEWORKS / "vale")
    series = {"indicator": "smoking-adults", "source": "A survey", "values": {"vale": {"2022": [9.5], "2025": [8]}}}
    known = Framework.model_validate(framework.model_dump(exclude_unset=True) | {"published": [series]})
    (only,) = check_smart(known).findings
    assert only.fault == "the target of 10% is not better than the published 9.5% of 2022"
    assert only.verdict is Verdict.DOUBTFUL


def test_the_page_lists_every_test() -> None:
    page = (DOCS / "smart.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| (\S+) \| `([a-z-]+)` \| (.+) \|$", page, re.MULTILINE)
    assert listed == [(str(each.criterion), each.name, each.says) for each in SMART_TESTS]


def test_every_test_of_the_check_is_tried() -> None:
    # A test that no framework of this file fails could be taken out unseen.
    tried = {name for _, name in found(check_smart(load_framework("strategy-2009")))}
    tried |= {name for _, name in found(check_smart(load_framework(FRAMEWORKS / "harbour")))}
    tried |= {"one-value", "owner", "on-scale", "pace", "serves-an-outcome"}
    assert tried == {each.name for each in SMART_TESTS}


def test_a_target_is_never_changed() -> None:
    target = Target.model_validate({"value": 60, "due": "2026", "agreed": True})
    indicator = make().model_copy(update={"target": target})
    check(indicator)
    assert indicator.target == target
