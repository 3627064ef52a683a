"""Risks, other boroughs, facts: ranked, compared, and never mistaken for something else."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from tht_xl.framework.load import load_framework
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import make_view
from tht_xl.templates.check import wrong_rows
from tht_xl.templates.registers import load_register
from tht_xl.templates.table import Tables

Fill = Callable[..., Tables]
Make = Callable[..., ViewInput]

BANDS = [{"name": "Ours", "amber": 8, "red": 15}]
RISK = {"id": "R1", "risk": "It is late", "likelihood": 3, "impact": 4, "owner": "Estates lead", "status": "open",
        "mitigation": "Plan B", "reviewed": date(2026, 10, 1), "next": date(2027, 1, 1)}  # fmt: skip


def test_the_four_risks_of_2019_have_the_papers_mitigations_and_no_scores(given: Make) -> None:
    shown = make_view("risks", given())
    rows = shown.sections[0].rows
    assert shown.sentences[0] == "4 open risks; 4 without a score."
    for row, words in zip(rows, ("disempowered", "governance", "diluted", "fails"), strict=True):
        assert words in str(row[2])
        assert row[3:] == (None,) * 7
    done = shown.sections[1].rows
    assert all(row[3] and str(row[4]).startswith("TIB, June 2019") for row in done)
    assert "engagement is retained" in str(done[2][3])
    assert "local discretion" in str(done[3][3])
    assert [gap.place for gap in shown.gaps if "not scored" in gap.what] == [
        "Risks!E5",
        "Risks!E6",
        "Risks!E7",
        "Risks!E8",
    ]


def test_risks_are_ranked_with_those_unscored_last_and_closed_apart(fill: Fill, given: Make) -> None:
    risks = [
        RISK,
        RISK | {"id": "R2", "risk": "Unscored", "likelihood": None, "impact": None},
        RISK | {"id": "R3", "risk": "Worst", "likelihood": 5, "impact": 5, "before": 20},
        RISK | {"id": "R4", "risk": "As bad", "impact": 3, "likelihood": 4, "before": 12},
        RISK | {"id": "R5", "risk": "Gone", "status": "Closed"},
    ]
    shown = make_view("risks", given(fill("risks", risks=risks, thresholds=BANDS)))
    assert [(row[0], row[1], row[5], row[6], row[7]) for row in shown.sections[0].rows] == [
        (1, "R3", 25, "red", "worse"), (2, "R1", 12, "amber", None), (2, "R4", 12, "amber", "same"),
        (None, "R2", None, None, None),
    ]  # fmt: skip
    assert [row[0] for row in shown.sections[2].rows] == ["R5"]


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"impact": None}, "half-scored"),
        ({"likelihood": 6}, "likelihood"),
        ({"owner": None}, "owner"),
        ({"next": None}, "next"),
        ({"next": date(2026, 9, 1)}, "next-before-last"),
        ({"next": date(2026, 11, 29)}, "review-overdue"),
        ({"likelihood": 5, "mitigation": None}, "nothing-done"),
        ({"next": date(2026, 11, 29), "status": "closed"}, None),
        ({"next": date(2026, 11, 30)}, None),
        ({"likelihood": None, "impact": None, "owner": None, "next": None}, None),
    ],
)
def test_what_is_wrong_with_a_risk(fill: Fill, changed: Mapping[str, object], rule: str | None) -> None:
    tables = fill("risks", risks=[RISK | dict(changed)], thresholds=BANDS)
    assert ([each.rule for each in wrong_rows(tables)] or [None])[0] == rule


def test_a_finding_is_where_something_is_to_be_typed(fill: Fill) -> None:
    late = RISK | {"next": date(2026, 11, 1), "likelihood": 5, "mitigation": None}
    tables = fill("risks", risks=[late], thresholds=BANDS)
    assert [(each.rule, each.row.address(each.column)) for each in wrong_rows(tables)] == [
        ("nothing-done", "K5"), ("review-overdue", "N5"),
    ]  # fmt: skip


def test_an_overdue_review_is_shown_with_its_days(given: Make) -> None:
    shown = make_view("risks", given(load_register("risks-illustrative", today=date(2026, 11, 30))))
    assert ("A data feed stops: its review is 15 days overdue", "Risks!N6") in [
        (gap.what, gap.place) for gap in shown.gaps
    ]


def test_ratings_follow_the_thresholds_and_say_when_there_are_none(fill: Fill) -> None:
    def ratings(bands: list[dict[str, object]]) -> list[object]:
        risks = [RISK | {"id": f"R{n}", "likelihood": n, "impact": 4} for n in range(1, 5)]
        return [row["rating"] for row in fill("risks", risks=risks, thresholds=bands)["risks"]]

    assert ratings([{"name": "Ours", "amber": 8, "red": 15}]) == ["green", "amber", "amber", "red"]
    assert ratings([{"name": "Ours", "amber": 5, "red": 12}]) == ["green", "amber", "red", "red"]
    assert ratings([]) == ["no thresholds"] * 4
    assert [w.rule for w in wrong_rows(fill("risks", thresholds=[{"name": "x", "amber": 15, "red": 8}]))] == [
        "red-below-amber"
    ]


def figures(**values: float) -> list[dict[str, object]]:
    cells: dict[str, object] = {"indicator": "year-6-obesity", "period": "2022/23", "source": "Fingertips"}
    return [cells | {"borough": name.replace("_", " "), "value": value} for name, value in values.items()]


def test_other_boroughs_are_not_supplied_until_somebody_does(given: Make) -> None:
    shown = make_view("other-boroughs", given())
    assert "not supplied" in shown.sentences[0]
    assert not shown.sections
    assert shown.gaps[0].ask.startswith("tht-xl template new borough-values")


@pytest.mark.parametrize("name", ["London", "ENGLAND", "Greater London", " London region "])
def test_london_is_never_another_borough(fill: Fill, given: Make, name: str) -> None:
    rows = figures(Tower_Hamlets=26, Newham=28, Hackney=24)
    with_london = fill("borough-values", figures=[*rows, rows[0] | {"borough": name, "value": 99}])
    assert [each.rule for each in wrong_rows(with_london)] == ["not-a-borough"]
    shown = make_view("other-boroughs", given(with_london))
    alone = make_view("other-boroughs", given(fill("borough-values", figures=rows)))
    assert shown.sections == alone.sections
    assert [gap.place for gap in shown.gaps] == ["Boroughs!D8"]


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (26, (2, 1, 24, "above their median", "worse")),
        (22, (1, 2, 24, "below their median", "better")),
        (24, (1, 1, 24, "at their median", "the same")),
    ],
)
def test_the_borough_is_above_or_below_the_others(
    fill: Fill, given: Make, own: int, expected: tuple[object, ...]
) -> None:
    tables = fill("borough-values", figures=figures(Tower_Hamlets=own, Newham=28, Hackney=24, Camden=20))
    row = make_view("other-boroughs", given(tables, of="year-6-obesity")).sections[0].rows[0]
    assert row[2:4] == (own, 3)
    assert row[4:] == expected


def test_a_comparison_without_us_or_without_others_says_so(fill: Fill, given: Make) -> None:
    shown = make_view("other-boroughs", given(fill("borough-values", figures=figures(Newham=28))))
    assert shown.sections[0].rows[0][2:] == (None, 1, None, None, 28, None, None)
    assert "no figure of Tower Hamlets" in shown.gaps[0].what
    alone = make_view("other-boroughs", given(fill("borough-values", figures=figures(Tower_Hamlets=28))))
    assert "no figure of another borough" in alone.gaps[0].what


FACTS = {232000: "4.8", 262000: "4.8", 13.4: "4.9", 37: "4.10", 65000: "4.11", 33000: "4.11", 7000: "4.11", 900: "3.15"}
"""Figures of the paper of 2009 with their paragraphs."""


def test_facts_have_their_paragraph(given: Make) -> None:
    shown = make_view("facts", given())
    rows = [row for section in shown.sections[:-1] for row in section.rows]
    for figure, paragraph in FACTS.items():
        assert f"IHWB, March 2009, {paragraph}" in [row[6] for row in rows if row[1] == figure], figure
    assert ("London", 5) in [row[4:6] for row in rows]
    assert len([row for row in rows if row[2] == "people (modelled)"]) == 7
    money = {row[3]: row for row in shown.sections[-1].rows}
    assert {"£4,780,000", "£60,000,000"} <= set(money)
    assert [row[4] for row in shown.sections[-1].rows if row[4]] == [1.7, 1.5]
    assert [row[2] for row in shown.sections[-1].rows if row[2]] == [1, 1, 4]


def test_facts_are_neither_indicators_nor_targets() -> None:
    tables = load_register("facts")
    ids = {row["id"] for table in tables for row in table}
    for name in ("tht", "strategy-2009"):
        framework = load_framework(name)
        assert not ids & {indicator.id for indicator in framework.indicators}
    columns = {column.id for table in tables.template.tables for column in table.columns}
    assert not columns & {"target", "indicator", "status", "rating"}


def test_facts_of_one_topic(given: Make) -> None:
    assert [section.heading for section in make_view("facts", given(of="deprivation")).sections] == ["Deprivation"]
    assert [section.heading for section in make_view("facts", given(of="resources")).sections] == ["Resources"]
