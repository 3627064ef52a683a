"""Commissioning plans: what each finds wrong by cell, and what several come to as one document."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from tht_xl.cli.main import code
from tht_xl.framework.load import load_framework
from tht_xl.partnership.checks import partnership_wrongs
from tht_xl.partnership.commissioning.plan import CommissioningPlan
from tht_xl.partnership.commissioning.progress import ExpectedProgress, expected_progress, trajectories
from tht_xl.partnership.view import View
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import make_view
from tht_xl.templates.check import wrong_rows
from tht_xl.templates.load import load_template
from tht_xl.templates.registers import load_register
from tht_xl.templates.table import Tables
from tht_xl.workbook.registers.check import read_workbook
from tht_xl.workbook.registers.write import write_register

ILLUSTRATIVE = ("plan-east-illustrative", "plan-council-illustrative", "plan-mental-health-illustrative")
ABOUT = {"plan": "A plan", "strategy": "tht", "covers": "2026/27", "does": "Much", "scored-by": "Lead",
         "scored-on": date(2026, 9, 1)}  # fmt: skip
THEMES = [{"id": "water", "theme": "Clean water"}]
SMOKING = {"indicator": "smoking-prevalence-adults", "baseline": 12.5, "baseline-period": "2023", "by": "2028",
           "expected": 11.5, "lowest": 11.0, "highest": 12.0, "how": "Help"}  # fmt: skip
Some = list[Mapping[str, object]]


@pytest.fixture
def plan(fill):  # noqa: ANN001, ANN201
    """Return a plan of a commissioner with these outcomes, theme scores and trajectories."""

    def made(commissioner: str, outcomes: Some = (), themes: Some = (), expects: Some = (), **about: object) -> Tables:  # pyright: ignore[reportArgumentType]
        rows = {"theme-scores": themes, "plan": [{**ABOUT, "commissioner": commissioner, **about}]}
        return fill("commissioning-plan", outcomes=outcomes, themes=THEMES, trajectories=expects, **rows)

    return made


def scored(thing: str, score: int, **more: object) -> Mapping[str, object]:
    whole = {"evidence": "Page 3"} if score == 3 else {"evidence": "Page 3", "gap": "No measure", "action": "Add one"}
    return {"thing": thing, "score": score, **whole, **more}


def analyse(*plans: Tables, others: Mapping[str, Tables] | None = None) -> View:
    registers = {"commissioning-plan": plans[0], **(others or {})}
    given = ViewInput(
        load_framework("tht"), plans[0].today, registers=registers, others={"commissioning-plan": plans[1:]}
    )
    return make_view("commissioning-analysis", given)


def table(view: View, heading: str) -> list[tuple[object, ...]]:
    return [tuple(row) for section in view.sections if section.heading.endswith(heading) for row in section.rows]


def recommended(view: View) -> dict[str, str]:
    return {str(row[0]): str(row[2]) for row in table(view, "Recommendations")}


def together(*plans: Tables) -> list[ExpectedProgress]:
    framework = load_framework("tht")
    return expected_progress(
        trajectories([CommissioningPlan(e, e["plan"].rows[0], framework) for e in plans], framework)
    )


@pytest.mark.parametrize(
    ("wrong", "cell", "said"),
    [
        ({"themes": [scored("fire", 2)]}, "Theme scores!B5", "Theme: not in the list (fire)"),
        ({"outcomes": [scored("no-such-outcome", 2)]}, "Outcomes!B5", "Outcome: not in the list (no-such-outcome)"),
        ({"outcomes": [scored("healthy-choices", 3, evidence="")]}, "Outcomes!F5", "Evidence is missing (blank)"),
        ({"outcomes": [scored("healthy-choices", 4)]}, "Outcomes!D5", "4"),
        ({"outcomes": [scored("healthy-choices", 2, gap="")]}, "Outcomes!G5", "Gap is missing (blank)"),
        ({"outcomes": [scored("healthy-choices", 1, action="")]}, "Outcomes!H5", "Action is missing (blank)"),
        ({"strategy": "essex-2012"}, "Plan!D5", "Strategy: not in the list (essex-2012)"),
        ({"expects": [{**SMOKING, "baseline": None}]}, "Trajectories!C5", "Baseline is missing (blank)"),
        ({"expects": [{**SMOKING, "baseline-period": None}]}, "Trajectories!D5", "Baseline period is missing (blank)"),
        ({"expects": [{**SMOKING, "lowest": None}]}, "Trajectories!G5", "how sure you are is not stated (blank)"),
        (
            {"expects": [{**SMOKING, "lowest": 13}]},
            "Trajectories!G5",
            "the lowest likely value is above the highest (13)",
        ),
        ({"expects": [{**SMOKING, "expected": 12.2}]}, "Trajectories!F5", "outside its own range"),
        ({"expects": [{**SMOKING, "by": "2023"}]}, "Trajectories!E5", "2023 is not after the baseline of 2023"),
        ({"expects": [SMOKING, SMOKING]}, "Trajectories!B6", "is in Trajectories, row 5 already"),
        (
            {"expects": [{**SMOKING, "expected": 13, "highest": 14}]},
            "Trajectories!F5",
            "12.5% to 13.0%: it gets worse",
        ),
        ({"expects": [{**SMOKING, "baseline": 15.2}]}, "Trajectories!C5", "15.2%; published is 12.5%"),
        ({"expects": [{**SMOKING, "highest": 112}]}, "Trajectories!H5", "112% of Adults who smoke"),
        ({}, "Themes!B5", "Clean water is not scored"),
    ],
)
def test_what_is_wrong_is_found_at_its_cell(plan, wrong: dict[str, object], cell: str, said: str) -> None:  # noqa: ANN001
    tables = plan("East", **wrong)
    found = [*wrong_rows(tables), *partnership_wrongs(tables, load_framework("tht"))]
    by_cell = {f"{e.row.table.definition.sheet}!{e.row.address(e.column)}": e.given for e in found}
    assert said in by_cell[cell]
    shown = analyse(tables) if "strategy" not in wrong else make_view("self-assessment", ViewInput(
        load_framework("tht"), tables.today, registers={"commissioning-plan": tables}))  # fmt: skip
    assert any(said in gap.what and gap.place == cell for gap in shown.gaps)


def test_a_form_asks_for_nothing_until_it_is_begun_and_then_for_everything(fill, plan) -> None:  # noqa: ANN001
    row = {"thing": "healthy-choices"}
    assert list(wrong_rows(fill("commissioning-plan", plan=[{"strategy": "tht"}], outcomes=[row]))) == []
    assert [each.given for each in wrong_rows(plan("East", [row]))] == ["Score is missing (blank)"]
    begun = fill("commissioning-plan", plan=[{"strategy": "tht"}], outcomes=[scored("healthy-choices", 3)])
    assert [each.given for each in wrong_rows(begun)] == ["Commissioner is missing (blank)"]
    nobody = fill("commissioning-plan", outcomes=[scored("healthy-choices", 3)])
    assert [each.given for each in partnership_wrongs(nobody, load_framework("tht"))] == ["the sheet Plan is blank"]
    assert "whose plan it is, is not stated" in analyse(nobody).gaps[0].what


def test_a_sound_plan_has_nothing_wrong(plan) -> None:  # noqa: ANN001
    tables = plan("East", [scored("healthy-choices", 3)], [scored("water", 3)], [SMOKING])
    assert [*wrong_rows(tables), *partnership_wrongs(tables, load_framework("tht"))] == []


def test_the_matrix_says_what_nobody_covers_and_what_two_do(plan) -> None:  # noqa: ANN001
    east = plan("East", [scored("healthy-choices", 3), scored("cleaner-air", 1)], [scored("water", 2)])
    west = plan("West", [scored("Healthy-Choices", 2), scored("cleaner-air", 3, evidence="")], [])
    shown = analyse(east, west)
    rows = {row[0]: row[1:] for row in table(shown, "Strategy and outcomes framework")}
    assert rows["I am supported to make healthy choices"] == ("3", "2", 2)
    assert rows["I am able to breathe cleaner air in the place where I live"] == ("1", "3, no evidence", 0)
    assert rows["I play an active part in my community"] == ("not scored", "not scored", 0)
    assert table(shown, "Cross-cutting themes") == [("Clean water", "2", "not scored", 1)]
    assert table(shown, "What two or more cover") == [("I am supported to make healthy choices", "East, West")]
    assert ("I play an active part in my community",) in table(shown, "What nobody covers")
    assert len(table(shown, "What nobody covers")) == 20
    assert "Of 22 outcomes and themes, 20 are covered by nobody and 1 by two or more." in shown.sentences[0]
    assert recommended(shown)["no evidence"] == "West: I am able to breathe cleaner air in the place where I live"


def test_a_score_whose_row_is_not_complete_covers_nothing(plan) -> None:  # noqa: ANN001
    shown = analyse(plan("East", [scored("healthy-choices", 2, gap="")]))
    rows = {row[0]: row[1:] for row in table(shown, "Strategy and outcomes framework")}
    assert rows["I am supported to make healthy choices"] == ("2, not complete", 0)


def test_two_plans_on_one_indicator_come_to_the_larger_change_or_the_sum(plan) -> None:  # noqa: ANN001
    more = {**SMOKING, "expected": 11.9, "lowest": 11.6, "highest": 12.6}
    (found,) = together(plan("East", expects=[SMOKING]), plan("West", expects=[more]))
    assert found.expected == pytest.approx((10.9, 11.5))  # 12.5 - 1.0 - 0.6; 12.5 - 1.0
    # At best 12.5 - 1.5 - 0.9; at worst the better of the two worst: 12.0, and together 12.5 - 0.5 + 0.1 = 12.1
    assert found.range == pytest.approx((10.1, 12.1))
    assert found.verdict == "better, even at the worst"


def test_an_indicator_whose_high_values_are_good_is_put_together_the_other_way_round(plan) -> None:  # noqa: ANN001
    work = {"indicator": "employment-rate", "baseline": 66.2, "baseline-period": "2023", "by": "2028", "how": "Jobs"}
    east = plan("East", expects=[{**work, "expected": 67.2, "lowest": 66.4, "highest": 68.2}])
    west = plan("West", expects=[{**work, "expected": 66.7, "lowest": 65.2, "highest": 67.2}])
    (found,) = together(east, west)
    assert found.expected == pytest.approx((67.2, 67.7))
    assert found.range == pytest.approx((65.4, 69.2))  # 66.2 + 0.2 - 1.0; 66.2 + 2.0 + 1.0
    assert found.verdict == "better as expected, not at the worst"
    assert found.reaches == "short of it"
    shown = analyse(east, west)
    assert recommended(shown)["several act on one indicator"] == "Employment rate by 2028 (East, West)"


def test_other_years_and_other_baselines_are_not_put_together(plan) -> None:  # noqa: ANN001
    later = {**SMOKING, "by": "2029"}
    other = {**SMOKING, "baseline": 13.0}
    found = together(plan("East", expects=[SMOKING, later]), plan("West", expects=[other]))
    assert [len(each.parts) for each in found] == [1, 1, 1]
    shown = analyse(plan("East", expects=[SMOKING, later]), plan("West", expects=[other]))
    assert recommended(shown)["cannot be put together"] == "Adults who smoke"


def test_a_range_that_one_plan_leaves_out_is_not_stated_for_all(plan) -> None:  # noqa: ANN001
    silent = {**SMOKING, "lowest": None, "highest": None}
    (found,) = together(plan("East", expects=[SMOKING]), plan("West", expects=[silent]))
    assert (found.range, found.verdict) == (None, "better as expected; how sure is not stated")
    shown = analyse(plan("East", expects=[SMOKING]), plan("West", expects=[silent]))
    assert recommended(shown)["no range"] == "Adults who smoke (West)"


def test_a_trajectory_with_an_error_enters_no_figure(plan) -> None:  # noqa: ANN001
    for wrong in ({"baseline": None}, {"by": "2022"}, {"lowest": 12.4}, {"indicator": "no-such"}, {"highest": 120}):
        assert together(plan("East", expects=[{**SMOKING, **wrong}])) == []


def test_a_percentage_stays_within_its_bounds(plan) -> None:  # noqa: ANN001
    steep = {**SMOKING, "expected": 4, "lowest": 2, "highest": 6}
    (found,) = together(plan("East", expects=[steep]), plan("West", expects=[steep]))
    assert found.expected == (0, 4)


def test_a_plan_for_another_strategy_and_a_blank_form_are_left_out_and_named(plan) -> None:  # noqa: ANN001
    form = load_register("self-assessment-tht")
    shown = analyse(plan("East", [scored("healthy-choices", 3)]), plan("West", strategy="essex-2012"), form)
    assert [row[0] for row in table(shown, "Each plan")] == ["East"]
    said = " ".join(gap.what for gap in shown.gaps)
    assert "A plan of West is for the strategy 'essex-2012', not for tht: it is left out" in said
    assert "Commissioning plan self-assessment, Tower Hamlets: a form that nobody has filled in" in said
    assert "given twice" in " ".join(gap.what for gap in analyse(plan("East"), plan("East")).gaps)


def test_made_up_plans_are_left_out_beside_real_ones(plan) -> None:  # noqa: ANN001
    shown = analyse(plan("East"), load_register("plan-council-illustrative"))
    assert [row[0] for row in table(shown, "Each plan")] == ["East"]
    assert "Made up, and left out beside real plans: Public health and care plan" in [gap.what for gap in shown.gaps]


def test_the_latest_decision_of_each_plan_is_its_sign_off(plan, fill) -> None:  # noqa: ANN001
    first = {"plan": "A plan", "commissioner": "East", "decision": "not aligned", "conditions": "No themes",
             "meeting": date(2026, 10, 1), "minute": "5.1"}  # fmt: skip
    later = {**first, "decision": "aligned", "conditions": None, "meeting": date(2026, 11, 1), "minute": "6.2"}
    both = fill("plan-sign-off", decisions=[later, first, {**first, "plan": "Another"}])
    shown = analyse(plan("East"), plan("West"), others={"plan-sign-off": both})
    rows = {row[1]: (row[2], row[5]) for row in table(shown, "The Board's sign-off")}
    assert rows == {"East": ("aligned", "6.2"), "West": ("not decided", None)}
    assert recommended(shown)["not decided"] == "A plan (West)"
    assert "A decision on Another: that plan was not given" in [gap.what for gap in shown.gaps]


def test_a_decision_asks_for_conditions_and_a_minute(fill) -> None:  # noqa: ANN001
    row = {
        "plan": "A plan",
        "decision": "aligned with conditions",
        "meeting": date(2027, 1, 1),
        "met": date(2026, 10, 1),
    }
    given = [each.given for each in wrong_rows(fill("plan-sign-off", decisions=[row]))]
    assert given == [
        "Conditions is missing (blank)",
        "Minute is missing (blank)",
        "decided at a meeting to come (01/01/2027)",
        "the conditions were met before they were made (01/10/2026)",
    ]


def test_the_three_made_up_plans_are_one_stamped_document(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    page = tmp_path / "analysis.html"
    command = ["view", "commissioning-analysis", *ILLUSTRATIVE, "plan-sign-off-illustrative", "--as-of", "2026-11-30"]
    assert code([*command, "--html", str(page)]) == 0
    said = capsys.readouterr().out
    assert "Illustrative" in said
    assert "3 plans for" in said
    assert "25.5% to 26.5%" in said  # Year 6 obesity: 28.0 less 1.5, and less 1.5 and 1.0
    assert "Illustrative" in page.read_text("utf-8")


def test_workbooks_of_three_commissioners_are_read_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = []
    template, framework = load_template("commissioning-plan"), load_framework("tht")
    for name in ("East", "West", "North"):
        rows = {"plan": [{**ABOUT, "commissioner": name}], "outcomes": [dict(scored("healthy-choices", 3))]}
        path = write_register(tmp_path / f"{name}.xlsx", template, framework, rows)
        assert not [e for e in read_workbook(path).report.findings if e.holds_back]
        paths.append(str(path))
    assert code(["view", "commissioning-analysis", *paths, "--as-of", "2026-11-30"]) == 0
    assert "East, West, North" in capsys.readouterr().out
    assert code(["view", "self-assessment", *paths[:2]]) == 2
    assert "two registers of the template 'commissioning-plan'" in capsys.readouterr().err.replace("\n", " ")


def test_without_plans_the_view_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert code(["view", "commissioning-analysis", "--framework", "essex-2012"]) == 0
    said = capsys.readouterr().out
    assert "No plan to analyse: the papers have none." in said
    assert "tht-xl template new commissioning-plan" in said
