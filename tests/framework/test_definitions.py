"""The shipped frameworks: counts, spot checks against the sources, and documentation that keeps step."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from tht_xl.framework.load import load_framework
from tht_xl.model.definition import Framework, Indicator, PublishedSeries
from tht_xl.model.periods.period import Period

DOCS = Path(__file__).parents[2] / "docs"

# The polarity of the indicator catalogue; three are none because more is not simply better or worse.
POLARITY = {
    "short-term-services-outcome": "high",
    "service-users-find-information": "high",
    "carers-find-information": "high",
    "support-requests-resulting-in-service": "none",
    "diabetes-treatment-targets": "high",
    "employment-rate": "high",
    "claimant-count-rate": "low",
    "children-in-low-income-families": "low",
    "air-pollution-mortality-fraction": "low",
    "air-pollution-pm25": "low",
    "good-level-of-development": "high",
    "house-price-ratio": "none",
    "personal-crime": "none",
    "smoking-prevalence-adults": "low",
    "reception-obesity": "low",
    "year-6-obesity": "low",
    "adult-obesity": "low",
    "mmr-two-doses": "high",
    "low-birth-weight": "low",
    "under-18-conceptions": "low",
    "physically-active-adults": "high",
    "social-care-quality-of-life": "high",
    "cancers-diagnosed-early": "high",
    "cancer-screening": "high",
    "infant-mortality": "low",
    "hip-fractures": "low",
    "healthy-life-expectancy-male": "high",
    "healthy-life-expectancy-female": "high",
    "life-satisfaction": "high",
    "anxiety": "low",
    "social-contact-service-users": "high",
    "carer-quality-of-life": "high",
    "preventable-cardiovascular-mortality": "low",
    "avoidable-deaths": "low",
}

HISTORIC = {
    "diabetes-treatment-targets",
    "air-pollution-pm25",
    "good-level-of-development",
    "personal-crime",
    "mmr-two-doses",
    "low-birth-weight",
    "under-18-conceptions",
    "physically-active-adults",
    "cancer-screening",
    "infant-mortality",
    "hip-fractures",
    "social-contact-service-users",
    "avoidable-deaths",
}

IN_WORKBOOKS = {
    "reception-obesity",
    "year-6-obesity",
    "short-term-services-outcome",
    "service-users-find-information",
    "carers-find-information",
    "support-requests-resulting-in-service",
    "social-care-quality-of-life",
    "carer-quality-of-life",
    "social-contact-service-users",
}

# Value, or value with lower and upper limit, as printed by the source.
TOWER_HAMLETS_TODAY = [
    # ONS, Explore local statistics: healthy life expectancy, Tower Hamlets, 2022-01-01/P3Y.
    ("healthy-life-expectancy-male", "tower-hamlets", "2022 - 24", (59.5, 53.2, 65.9)),
    ("healthy-life-expectancy-female", "tower-hamlets", "2022 - 24", (59.2, 53.0, 65.3)),
    ("healthy-life-expectancy-male", "england", "2018 - 20", (63.1, 62.9, 63.3)),
    # ONS, Explore local statistics: employment rate, 2023-01-01/P1Y.
    ("employment-rate", "tower-hamlets", "2023", (66.2, 59.8, 72.6)),
    # ONS, Explore local statistics: claimant count, 2025-01-01/P1Y.
    ("claimant-count-rate", "tower-hamlets", "2025", (6.7,)),
    ("claimant-count-rate", "london", "2025", (5.6,)),
    # DWP, children in relative low income families before housing costs, 2024-04-01/P1Y.
    ("children-in-low-income-families", "tower-hamlets", "2024/25", (26.68984577,)),
    # ONS, UK SDG data 3.9.1 (Fingertips 93861, new method), 2021.
    ("air-pollution-mortality-fraction", "england", "2021", (5.5,)),
    # ONS, cigarette smokers (APS), 2023.
    ("smoking-prevalence-adults", "tower-hamlets", "2023", (12.5, 7.5, 17.5)),
    # ONS, adult obesity prevalence, 2024-11-16/P1Y.
    ("adult-obesity", "tower-hamlets", "2024-11-16/P1Y", (16.57765, 14.21215, 18.94954)),
    # ONS, cancer diagnosis at stage 1 and 2, 2020-01-01/P1Y.
    ("cancers-diagnosed-early", "tower-hamlets", "2020", (52.70588, 47.95624, 57.40704)),
    # ONS, personal well-being estimates, 2022-04-01/P1Y.
    ("life-satisfaction", "london", "2022/23", (7.35, 7.29, 7.41)),
    ("anxiety", "tower-hamlets", "2022/23", (3.26, 2.65, 3.88)),
    # ONS, preventable cardiovascular mortality, 2019-01-01/P3Y.
    ("preventable-cardiovascular-mortality", "tower-hamlets", "2019 - 21", (37.8815, 31.22516, 45.46733)),
    # ONS, housing affordability ratio, 2025-04-01.
    ("house-price-ratio", "tower-hamlets", "2025-04-01", (9.62,)),
    # ONS Health Index, data year 2018.
    ("infant-mortality", "tower-hamlets", "2018", (4.271930471,)),
    ("under-18-conceptions", "tower-hamlets", "2015", (21.1,)),
    # NHS England, Improvement and Assessment Framework 2016/17, NHS Tower Hamlets CCG.
    ("diabetes-treatment-targets", "tower-hamlets", "2016/17", (45.9,)),
]

TOWER_HAMLETS_SINCE_2009 = [
    # GLA, London Borough Profiles, life expectancy 2012-14.
    ("life-expectancy-male", "tower-hamlets", "2012 - 14", (78.1,)),
    ("life-expectancy-female", "tower-hamlets", "2012 - 14", (82.5,)),
    # National Child Measurement Programme.
    ("year-6-obesity", "tower-hamlets", "2012/13", (25.9332,)),
    ("year-6-obesity-2012", "tower-hamlets", "2022/23", (28.04878,)),
    ("reception-obesity", "tower-hamlets", "2022/23", (10.54422,)),
    # East London Advertiser on COVER, 2012; the paper's own baselines of 2008.
    ("mmr-by-fifth-birthday", "tower-hamlets", "2012", (94,)),
    ("smoking-quits", "tower-hamlets", "2008", (1800,)),
    ("diabetes-controlled", "tower-hamlets", "2008", (51,)),
    ("breast-screening-53-64-2012", "tower-hamlets", "2008", (50,)),
]

# Table 1 of Improving Health and Well-being in Tower Hamlets (March 2009): value, baseline given beside it.
TABLE_1 = {
    "index-of-multiple-deprivation": (None, None),
    "life-expectancy-male": (77.9, 75.2),
    "life-expectancy-female": (81.6, 80.2),
    "smoking-quitters-rate": (1253.1, None),
    "gp-access-48-hours": (86, None),
    "mental-health-reviews": (55, None),
    "year-6-obesity": (26.4, None),
    "mmr-by-fifth-birthday": (93, None),
    "cardiovascular-mortality-all-ages": (92, None),
    "diabetes-controlled": (69, None),
    "breast-screening-53-64": (70, None),
}


@pytest.fixture(scope="module")
def tht() -> Framework:
    return load_framework("tht")


@pytest.fixture(scope="module")
def strategy() -> Framework:
    return load_framework("strategy-2009")


def indicators(framework: Framework) -> dict[str, Indicator]:
    return {indicator.id: indicator for indicator in framework.indicators}


def series_of(framework: Framework, indicator: str) -> PublishedSeries:
    (series,) = [s for s in framework.published if s.indicator == indicator]
    return series


def published(framework: Framework, indicator: str, area: str) -> dict[Period, tuple[float, ...]]:
    values = series_of(framework, indicator).values.get(area, {})
    return {Period.parse(label): numbers for label, numbers in values.items()}


def table(page: str, columns: int) -> list[list[str]]:
    """The body of the first Markdown table with this many columns."""
    rows = [line.strip("| ").split(" | ") for line in (DOCS / page).read_text("utf-8").splitlines() if line[:1] == "|"]
    return [row for row in rows if len(row) == columns][1:]


class TestTowerHamletsTogether:
    def test_holds_what_the_papers_state(self, tht: Framework) -> None:
        assert [d.name for d in tht.domains] == [
            "Integrated health and care system",
            "Wider determinants of health",
            "Healthy lives",
            "Quality of care and support",
            "Quality of life",
        ]
        counted = (tht.objectives, tht.priorities, tht.partners, tht.workstreams, tht.statements, tht.indicators)
        assert [len(things) for things in counted] == [3, 4, 6, 3, 17, 34]
        assert (tht.home, tht.comparators) == ("tower-hamlets", ("england", "london", "oflog-median"))

    def test_one_statement_is_confirmed(self, tht: Framework) -> None:
        confirmed = [statement for statement in tht.statements if statement.confirmed]
        assert [(s.id, s.text) for s in confirmed] == [("healthy-choices", "I am supported to make healthy choices")]

    def test_every_polarity_is_the_catalogues(self, tht: Framework) -> None:
        assert {i.id: i.polarity for i in tht.indicators} == POLARITY

    def test_indicators_are_in_the_catalogues_order(self, tht: Framework) -> None:
        assert [i.id for i in tht.indicators] == list(POLARITY)

    def test_thirteen_indicators_are_history(self, tht: Framework) -> None:
        assert {i.id for i in tht.indicators if i.state == "historic"} == HISTORIC
        assert len(HISTORIC) == 13

    def test_what_has_no_polarity_is_data_only(self, tht: Framework) -> None:
        assert {i.id for i in tht.indicators if i.rating == "data-only"} == {
            k for k, v in POLARITY.items() if v == "none"
        }
        assert {i.rating for i in tht.indicators} == {"tower-hamlets", "data-only"}

    def test_only_child_obesity_is_counted_and_rounded(self, tht: Framework) -> None:
        obesity = {"reception-obesity", "year-6-obesity"}
        assert {i.id for i in tht.indicators if i.disclosure == "round-5"} == obesity
        assert {i.id for i in tht.indicators if i.measure in ("proportion", "rate")} == obesity
        assert {(i.multiplier, i.people) for i in tht.indicators if i.id in obesity} == {(100, "children")}

    def test_every_mapping_is_a_proposal(self, tht: Framework) -> None:
        assert not any(indicator.mapping_confirmed for indicator in tht.indicators)

    def test_primary_indicators_are_live_and_point_somewhere(self, tht: Framework) -> None:
        primary = [i for i in tht.indicators if i.tier == "primary"]
        assert primary
        assert all(i.state == "live" and i.polarity != "none" for i in primary)
        assert all(len(published(tht, i.id, tht.home)) >= 5 for i in primary if i.id not in IN_WORKBOOKS)

    def test_every_unverified_code_says_so(self, tht: Framework) -> None:
        assert len([i for i in tht.indicators if "unverified code" in i.note]) == 13
        assert not any("unverified" in indicator.external_id for indicator in tht.indicators)

    def test_every_indicator_has_figures_in_exactly_one_place(self, tht: Framework) -> None:
        in_file = [series.indicator for series in tht.published]
        assert sorted(in_file) == sorted(POLARITY.keys() - IN_WORKBOOKS)
        assert all(published(tht, indicator, tht.home) for indicator in in_file)

    def test_areas_of_each_generation(self, tht: Framework) -> None:
        kinds = [area.kind for area in tht.areas]
        wards = [area for area in tht.areas if area.kind == "ward"]
        assert [kinds.count(k) for k in ("locality", "lap", "network")] == [4, 8, 9]
        assert len([w for w in wards if w.valid_to]) == 17
        assert len([w for w in wards if not w.valid_to]) == 20
        assert len({area.code for area in tht.areas if area.code}) == len([a for a in tht.areas if a.code])
        assert {a.id for a in tht.areas if a.kind == "network" and a.valid_to} == {"network-3", "network-4"}


class TestProposedTargets:
    def test_none_is_agreed(self, tht: Framework) -> None:
        targets = [i.target for i in tht.indicators if i.target]
        assert len(targets) == 11
        assert not any(target.agreed for target in targets)
        assert all("not agreed by the partnership" in target.source for target in targets)

    @pytest.mark.parametrize("indicator", sorted(POLARITY.keys() - IN_WORKBOOKS))
    def test_each_follows_the_rule(self, tht: Framework, indicator: str) -> None:
        own, england = (published(tht, indicator, area) for area in ("tower-hamlets", "england"))
        found, target = indicators(tht)[indicator], indicators(tht)[indicator].target
        shared = sorted(own.keys() & england.keys())
        sign = {"high": 1, "low": -1, "none": 0}[found.polarity]
        if found.state == "historic" or not shared or (england[shared[-1]][0] - own[shared[-1]][0]) * sign <= 0:
            assert target is None
            return
        assert target is not None
        assert (target.value, target.baseline) == (england[shared[-1]][0], own[shared[-1]][0])
        assert target.baseline_period == shared[-1]
        assert target.due == Period.parse("2030")
        assert str(shared[-1]) in target.statement

    def test_those_of_child_obesity_too(self, tht: Framework) -> None:
        # National Child Measurement Programme 2022/23: England 9.1535 and 22.65001.
        found = {i: indicators(tht)[i].target for i in ("reception-obesity", "year-6-obesity")}
        assert {i: (t.value, t.baseline) for i, t in found.items() if t} == {
            "reception-obesity": (9.1535, 10.54422),
            "year-6-obesity": (22.65001, 28.04878),
        }


class TestStrategyOf2009:
    def test_no_target_of_a_discussion_document_is_agreed(self, strategy: Framework) -> None:
        assert len(strategy.indicators) == 58
        assert [i.id for i in strategy.indicators if i.target is None or i.target.agreed] == []

    def test_table_1(self, strategy: Framework) -> None:
        found = {i.id: i.target for i in strategy.indicators if i.domain == "outcomes-by-2013"}
        assert {i: (t.value, t.baseline) for i, t in found.items() if t} == TABLE_1
        assert {t.due for t in found.values() if t} == {Period.parse("2013")}

    def test_a_target_without_a_number_says_so(self, strategy: Framework) -> None:
        without = {i.id: i.target.note for i in strategy.indicators if i.target and i.target.value is None}
        assert set(without) == {
            "index-of-multiple-deprivation",
            "health-helpline-calls",
            "campaign-stakeholders",
            "school-sport-five-hours",
            "gp-access-london-average",
            "gp-access-top-quartile",
            "maternity-satisfaction-london",
            "maternity-satisfaction-national",
        }
        assert all("no number" in note or "missing" in note for note in without.values())

    def test_polarity_follows_the_direction_of_the_target(self, strategy: Framework) -> None:
        low = {i.id for i in strategy.indicators if i.polarity == "low"}
        assert low == {
            "index-of-multiple-deprivation",
            "cardiovascular-mortality-all-ages",
            "year-6-obesity",
            "year-6-obesity-2012",
            "reception-obesity",
        }
        assert {i.polarity for i in strategy.indicators} == {"high", "low"}

    def test_a_ceiling_above_its_baseline_stays_as_printed(self, strategy: Framework) -> None:
        target = indicators(strategy)["reception-obesity"].target
        assert target is not None
        assert (target.kind, target.value, target.baseline, target.due.label) == ("ceiling", 15.4, 14.7, "2012")

    @pytest.mark.parametrize("measure", ["year-6-obesity", "diabetes-controlled", "breast-screening-53-64"])
    def test_a_measure_due_in_two_years_is_two_indicators(self, strategy: Framework, measure: str) -> None:
        table, plan = (indicators(strategy)[i].target for i in (measure, f"{measure}-2012"))
        assert table is not None
        assert plan is not None
        assert (table.value, table.due.label, plan.due.label) == (plan.value, "2013", "2012")

    def test_quits_agree_with_the_rate_only_at_one_population(self, strategy: Framework) -> None:
        quits, rate = (indicators(strategy)[i].target for i in ("smoking-quits", "smoking-quitters-rate"))
        assert quits is not None
        assert rate is not None
        assert quits.value is not None
        assert rate.value == round(quits.value / 183_545 * 100_000, 1)

    def test_the_all_ages_rate_on_the_old_standard_has_no_series(self, strategy: Framework) -> None:
        assert "cardiovascular-mortality-all-ages" not in {series.indicator for series in strategy.published}


@pytest.mark.parametrize(("indicator", "area", "period", "expected"), TOWER_HAMLETS_TODAY)
def test_published_today(tht: Framework, indicator: str, area: str, period: str, expected: tuple[float, ...]) -> None:
    assert published(tht, indicator, area)[Period.parse(period)] == expected


@pytest.mark.parametrize(("indicator", "area", "period", "expected"), TOWER_HAMLETS_SINCE_2009)
def test_published_since_2009(
    strategy: Framework, indicator: str, area: str, period: str, expected: tuple[float, ...]
) -> None:
    assert published(strategy, indicator, area)[Period.parse(period)] == expected


@pytest.mark.parametrize("name", ["tht", "strategy-2009"])
class TestEveryPublishedSeries:
    def test_is_in_order_of_time(self, name: str) -> None:
        for series in load_framework(name).published:
            for area, values in series.values.items():
                periods = [Period.parse(label) for label in values]
                assert all(one < two for one, two in pairwise(periods)), (series.indicator, area)

    def test_has_periods_of_one_length(self, name: str) -> None:
        for series in load_framework(name).published:
            periods = [Period.parse(label) for values in series.values.values() for label in values]
            assert len({(period.kind, period.months, period.start.month) for period in periods}) == 1, series.indicator

    def test_has_canonical_labels(self, name: str) -> None:
        labels = {label for s in load_framework(name).published for values in s.values.values() for label in values}
        assert {label for label in labels if str(Period.parse(label)) != label} == set()

    def test_is_either_all_values_or_all_with_limits(self, name: str) -> None:
        for series in load_framework(name).published:
            lengths = {len(numbers) for values in series.values.values() for numbers in values.values()}
            assert lengths in ({1}, {3}), series.indicator

    def test_names_its_source_and_no_machine(self, name: str) -> None:
        for series in load_framework(name).published:
            assert re.fullmatch(r"(https://\S+)?", series.url), series.indicator

    def test_short_names_fit_a_board_page_and_differ(self, name: str) -> None:
        labels = [indicator.label for indicator in load_framework(name).indicators]
        assert len(set(labels)) == len(labels)
        assert max(map(len, labels)) <= 55


class TestDocumentationKeepsStep:
    def test_domain_mapping(self, tht: Framework) -> None:
        stated = [[i.id, i.domain, i.statement or "none", i.tier, i.workstream or "none"] for i in tht.indicators]
        assert table("decisions/domain-mapping.md", 5) == stated

    def test_statements_without_an_indicator(self, tht: Framework) -> None:
        page = " ".join((DOCS / "decisions/domain-mapping.md").read_text("utf-8").split())
        gaps = [s.id for s in tht.statements if s.id not in {i.statement for i in tht.indicators}]
        assert f"No indicator for: {', '.join(gaps)}." in page

    def test_proposed_targets(self, tht: Framework) -> None:
        stated = {
            i.id: (i.target.baseline, str(i.target.baseline_period), i.target.value, str(i.target.due))
            for i in tht.indicators
            if i.target
        }
        found = {
            name: (float(baseline.split(" (")[0]), baseline.split(" (")[1].rstrip(")"), float(value), due)
            for name, baseline, value, due in table("decisions/proposed-targets.md", 4)
        }
        assert found == stated
