"""Each system of the papers: its command shows a named figure of the paper, and not once its data is gone."""

import re
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from tht_xl.cli import show
from tht_xl.cli.main import code
from tht_xl.framework import load as frameworks
from tht_xl.model.definition import Framework
from tht_xl.templates import registers
from tht_xl.templates.registers import register_names

PAGE = Path(__file__).parents[2] / "docs" / "systems.md"


class System(NamedTuple):
    """A line of docs/systems.md: its number, a command, what it shows, and the register or framework it is from."""

    number: int
    command: str
    shows: str
    register: str


WARDS = "ward-life-expectancy-2009"
SELF_ASSESSMENT = "self-assessment-essex-2012"
ANALYSIS = (
    "view commissioning-analysis plan-east-illustrative plan-council-illustrative plan-mental-health-illustrative "
    "plan-sign-off-illustrative"
)
SYSTEMS = [
    System(9, "view bodies", "Shadwell Fire Station", "bodies-2019"),
    System(9, "view forward-plan", "Enabler spotlight: Urgent Care", "forward-plan-2019"),
    System(9, "view agenda --of 2019-11-19", "11 Nov 2019", "forward-plan-2019"),
    System(6, "view dashboard", "Design care around people", "tht"),
    System(6, "view dashboard", "Metrics of adult social care need to be stronger", "data-gaps-2019"),
    System(20, "view local-meeting delivery-plan-2009", "Second bid submitted", "delivery-plan-2009"),
    System(20, "view key-indicators --framework essex-2012", "no number is stated", "key-indicators-essex-2012"),
    System(8, "view workstreams", "Born Well and Growing Well, Living Well, Promoting Independence", "tht"),
    System(8, "view workstream --of living-well", "What is happening now", "tht"),
    System(
        8,
        "view workstream improvement-projects-illustrative --of born-well-growing-well",
        "4 points (appointments)",
        "improvement-projects-illustrative",
    ),
    System(
        8,
        "view workstream shadow-budget-illustrative --of born-well-growing-well",
        "£1,000,000",
        "shadow-budget-illustrative",
    ),
    System(10, "view actions", "single assessor", "action-tracker-2019"),
    System(10, "view crosswalk", "WEL 10", "wel-crosswalk-2019"),
    System(12, "view delivery-plan", "22 sub-elements, 54 actions, 102 milestones", "delivery-plan-2009"),
    System(12, "view plan-exceptions", "Second bid submitted", "delivery-plan-2009"),
    System(12, "view plan-dependencies", "PSA 22", "delivery-plan-2009"),
    System(13, "view capital-schemes", "5+3+6 = 14", "capital-schemes-2009"),
    System(1, "view selection", "51 cells, 17 statements by 3 life-course groups", "metric-selection-2018"),
    System(2, "view uses", "23 services and strategies", "uses-2009"),
    System(3, "view data-gaps", "Physical environment, Crime and disorder, Sense of safety", "data-gaps-2019"),
    System(
        3,
        "view breakdowns --of healthy-life-expectancy-male",
        "1 of 9 protected characteristics: sex",
        "breakdowns-tht",
    ),
    System(4, "view plan-on-a-page", "3 statements of vision, 3 objectives, 4 priorities, 6 partners", "tht"),
    System(5, "view coverage", "8 of 17 statements have no current indicator", "tht"),
    System(5, "view narratives", "5 domains and 17 statements", "tht"),
    System(5, "view ownership", "12 with a proposed one, 1 with none", "ownership-2019"),
    System(14, "view ward-range", "72.2 years in Bethnal Green (unresolved) to 80.7 in Millwall", WARDS),
    System(14, "view ward-range --of life-expectancy-female", "77.9 years in Bow East to 82.2 in Millwall", WARDS),
    System(14, "view areas", "23 networks became 8, 17 wards became 20", "area-history-tower-hamlets"),
    System(17, "view outputs", "6 outputs", "outputs-essex-2012"),
    System(
        17,
        "view read-across --of essex-2012",
        "From essex-2012 to tht: 3 of 5 things have a counterpart",
        "read-across-2009-2012",
    ),
    System(
        23, "view engagement-strands", "5 groups of the public, 4 aims with providers", "engagement-strands-essex-2012"
    ),
    System(23, "view scope proposed-items-illustrative", "rejected, business as usual", "proposed-items-illustrative"),
    System(11, "view targets --framework strategy-2009 --of outcomes-by-2013", "1,253.1", "strategy-2009"),
    System(
        18, "view self-assessment --framework essex-2012", "Not stated in the paper; to be entered", SELF_ASSESSMENT
    ),
    System(18, "view self-assessment", "0 of 21 rows scored", "self-assessment-tht"),
    System(19, ANALYSIS, "10 are covered by nobody and 6 by two or more", "plan-east-illustrative"),
    System(19, ANALYSIS, "25.5% to 26.5%", "plan-council-illustrative"),
    System(19, ANALYSIS, "Talking therapies", "plan-mental-health-illustrative"),
    System(19, ANALYSIS, "aligned with conditions", "plan-sign-off-illustrative"),
    System(21, "view whole-systems", "themes: not stated in the paper", "themes-essex-2012"),
    System(21, "view whole-systems --of mental-health", "65,000 people (modelled)", "facts"),
    System(22, "view year-review", "April 2012, April 2013", "year-review-essex-2012"),
    System(22, "view year-review", "6 outputs due by the day of this page", "outputs-essex-2012"),
    System(17, "view outputs", "Communications Strategy", "outputs-essex-2012"),
    System(17, "view outputs", "Accountability, delivery and review", "outputs-essex-2012"),
    System(9, "view agenda --of 2019-06-10", "To note the comments on how the Board", "forward-plan-2019"),
    System(16, "view facts", "Large print or braille", "facts"),
    System(9, "view despatch", "12 Feb 2018", "forward-plan-2019"),
    System(9, "view engagement", "Community participation and voice", "engagement-plan-2019"),
    System(15, "view achievements", "200,000", "achievements-2009"),
    System(15, "view consultation", "Have your children had the MMR jab?", "consultation-2009"),
    System(16, "view savings", "Savings already delivered through joint working", "savings-2019"),
    System(16, "view savings", "£60,000,000", "facts"),
    System(16, "view risks", "The Health and Wellbeing Board is disempowered", "risks-2019"),
    System(16, "view facts", "£4,780,000", "facts"),
]


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda each: f"{each.number} {each.command}")
def test_a_command_shows_what_the_paper_says_and_not_without_its_register(
    system: System, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # The console takes the terminal's width when it is made, which an earlier test may have done.
    monkeypatch.delitem(vars(show), "out", raising=False)
    monkeypatch.setenv("COLUMNS", "400")
    assert code([*system.command.split(), "--as-of", "2026-11-30"]) == 0
    assert system.shows in capsys.readouterr().out
    load = registers._load_packaged

    def emptied(name: str) -> registers.FilledRegister:
        return replace(load(name), rows={}) if name == system.register else load(name)

    def without_indicators(name: str) -> Framework:
        empty = (
            {"indicators": (), "priorities": (), "published": (), "statements": (), "workstreams": ()}
            if name == system.register
            else {}
        )
        return frameworks.load_packaged(name).model_copy(update=empty)

    monkeypatch.setattr(registers, "_load_packaged", emptied)
    monkeypatch.setattr(frameworks, "load_framework", without_indicators)
    code([*system.command.split(), "--as-of", "2026-11-30"])
    assert system.shows not in capsys.readouterr().out


def test_the_page_has_each_system_with_its_command_and_what_it_shows() -> None:
    found = re.finditer(r"^\| (\d+) \|.*$", PAGE.read_text("utf-8"), re.MULTILINE)
    lines = {int(each[1]): each[0] for each in found}
    assert sorted(lines) == list(range(1, 24))
    for system in SYSTEMS:
        assert f"`tht-xl {system.command}`" in lines[system.number], system
        assert system.register in lines[system.number]
        assert system.register in (*register_names(), *frameworks.framework_names())
