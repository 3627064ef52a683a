"""What the framework covers: the choice of metrics, who uses them, owners, gaps, plan on a page."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from tht_xl.framework.load import load_framework
from tht_xl.model.definition import Framework
from tht_xl.partnership.checks import partnership_wrongs
from tht_xl.partnership.coverage.data import current_indicators, figures_of
from tht_xl.partnership.view import View
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import make_view
from tht_xl.templates.check import wrong_rows
from tht_xl.templates.registers import load_register
from tht_xl.templates.table import Tables

DAY = date(2019, 11, 19)
Rows = Mapping[str, list[dict[str, str]]]


def filled(folder: Path, template: str, rows: Rows, framework: str = "tht") -> Tables:
    tables = "\n".join(
        f"  {name}:\n" + "\n".join(f"    - {{{', '.join(f'{k}: {v!r}' for k, v in row.items())}}}" for row in some)
        for name, some in rows.items()
    )
    path = folder / f"{template}.yaml"
    path.write_text(
        f"id: ours\ntemplate: {template}\nframework: {framework}\nname: Ours\nsource: Ours\ntables:\n{tables}\n",
        encoding="utf-8",
    )
    return load_register(path, today=DAY)


def seen(name: str, *tables: Tables, framework: str = "tht", by: str = "", of: str = "") -> View:
    given = {each.template.id: each for each in tables}
    return make_view(name, ViewInput(load_framework(framework), DAY, by, of, given))


def wrongs(tables: Tables, framework: str = "tht") -> set[tuple[str, str]]:
    """Return the cell and the rule of everything that is wrong with a register."""
    found = (*wrong_rows(tables), *partnership_wrongs(tables, load_framework(framework)))
    return {(f"{each.row.table.definition.sheet}!{each.row.address(each.column)}", each.rule) for each in found}


CELL = {"statement": "healthy-choices", "group": "children"}
GROUPS = [{"id": "children", "name": "Children", "workstream": "living-well", "matched-by": "the partnership"}]


def test_only_what_is_agreed_counts_as_chosen(tmp_path: Path) -> None:
    row = {**CELL, "choice": "primary", "metric": "year-6-obesity", "reason": "Counts", "standing": "agreed",
           "chosen-by": "Lead", "due": "Apr 2018"}  # fmt: skip
    agreed = filled(tmp_path, "metric-selection", {"selection": [row], "groups": GROUPS})
    assert "1 chosen, 0 proposed, 16 to choose" in seen("selection", agreed).sentences[0]
    proposed = filled(tmp_path, "metric-selection", {"selection": [row | {"standing": "proposed"}], "groups": GROUPS})
    assert "0 chosen, 1 proposed, 16 to choose" in seen("selection", proposed).sentences[0]
    by_group = seen("selection", proposed, by="group")
    assert next(section.heading for section in by_group.sections) == "Children"
    assert ("primary: Year 6 obesity (proposed)") in {row[1] for row in by_group.sections[0].rows}


def test_the_worked_example_is_a_proposal_with_its_reasons() -> None:
    shown = seen("selection")
    reasons = next(each for each in shown.sections if each.heading == "Choices with their reasons")
    assert {row[0] for row in reasons.rows} == {"healthy-choices"}
    assert {row[5] for row in reasons.rows} == {"proposed"}
    assert {row[2] for row in reasons.rows} == {"primary", "secondary", "none suits"}
    assert "overdue on 19 November 2019" in shown.sentences[1]


def test_the_cells_of_the_packaged_selection_are_those_of_the_framework() -> None:
    tables, tht = load_register("metric-selection-2018"), load_framework("tht")
    cells = {(row["statement"], row["group"]) for row in tables["selection"]}
    assert cells == {(each.id, row["id"]) for each in tht.statements for row in tables["groups"]}
    assert len(cells) == 51
    words = {row["statement"]: row["wording"] for row in tables["statements"]}
    assert words == {each.id: each.text for each in tht.statements}
    assert {row["matched-by"] for row in tables["groups"]} == {"this project"}


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([{**CELL, "choice": "primary", "metric": "year-6-obesity", "standing": "proposed"}],
         ("Selection!F5", "reason")),
        ([{**CELL, "choice": "primary", "reason": "x", "standing": "proposed"}], ("Selection!E5", "metric")),
        ([{**CELL, "choice": "none suits", "metric": "anxiety", "reason": "x", "standing": "proposed"}],
         ("Selection!E5", "metric-without-choice")),
        ([{**CELL, "statement": "good-choices", "choice": "to choose"}], ("Selection!B5", "statement")),
        ([{**CELL, "group": "pensioners", "choice": "to choose"}], ("Selection!C5", "group")),
        ([{**CELL, "choice": "primary", "metric": "anxiety", "reason": "x", "standing": "agreed"}],
         ("Selection!H5", "chosen-by")),
        ([{**CELL, "choice": "to choose"}, {**CELL, "choice": "none suits", "reason": "x", "standing": "proposed"}],
         ("Selection!D5", "none-beside-another")),
        ([{**CELL, "choice": "primary", "metric": "mmr-two-doses", "reason": "x", "standing": "proposed"}],
         ("Selection!E5", "metric-not-current")),
        ([{**CELL, "choice": "to choose"}], ("Groups!B5", "statement-without-row")),
    ],
)  # fmt: skip
def test_a_choice_that_does_not_fit_is_named_by_its_cell(
    tmp_path: Path, rows: list[dict[str, str]], found: tuple[str, str]
) -> None:
    assert found in wrongs(filled(tmp_path, "metric-selection", {"selection": rows, "groups": GROUPS}))


def test_a_metric_is_not_both_primary_and_secondary(tmp_path: Path) -> None:
    both = [{**CELL, "choice": choice, "metric": "anxiety", "reason": "x", "standing": "proposed"}
            for choice in ("primary", "secondary")]  # fmt: skip
    found = wrongs(filled(tmp_path, "metric-selection", {"selection": both, "groups": GROUPS}))
    assert {("Selection!E5", "primary-and-secondary"), ("Selection!E6", "primary-and-secondary")} <= found
    twice = [both[0], both[0]]
    found = wrongs(filled(tmp_path, "metric-selection", {"selection": twice, "groups": GROUPS}))
    assert ("Selection!E5", "metric-twice") in found


def test_every_existing_strategy_of_the_delivery_plan_is_a_service_and_used_as_the_plan_says() -> None:
    tables = load_register("uses-2009")
    assert (len(tables["services"]), len(tables["uses"])) == (23, 136)
    assert wrongs(tables, "strategy-2009") == set()
    shown = seen("uses", framework="strategy-2009")
    alone = {row[1] for row in next(each for each in shown.sections if each.heading == "Without a counterpart").rows}
    # Table 1 names no strategy, and personalisation has none beside it; a strategy for care homes is not in the plan.
    assert {"index-of-multiple-deprivation", "personal-budget-offered", "Year of Care Implementation Plan"} <= alone
    assert "Tobacco Control Strategy" not in alone
    for by in ("metric", "service"):
        assert seen("uses", framework="strategy-2009", by=by).sections[0].rows


def test_two_services_that_measure_the_same_overlap(tmp_path: Path) -> None:
    services = [{"id": each, "name": each, "kind": "service"} for each in ("clinic", "school")]
    uses = [{"metric": "reception-obesity", "service": "clinic", "how": "measures"},
            {"metric": "reception-obesity", "service": "school", "how": "measures"},
            {"metric": "year-6-obesity", "service": "school", "how": "measures"},
            {"metric": "year-6-obesity", "service": "clinic", "how": "reads"}]  # fmt: skip
    same = [{"metric": "reception-obesity", "other": "year-6-obesity", "difference": "One is earlier."}]
    tables = filled(tmp_path, "uses", {"uses": uses, "services": services, "same-measures": same})
    found = wrongs(tables)
    assert {("Uses!D5", "measured-twice"), ("Uses!D6", "measured-twice")} <= found
    assert ("Uses!D7", "measured-twice") not in found
    assert ("Uses!B7", "same-measure-twice") in found
    gaps = [gap.what for gap in seen("uses", tables).gaps]
    assert "reception-obesity is measured by clinic and school" in gaps
    assert any(gap.startswith("Used by nobody: short-term-services-outcome") for gap in gaps)


def test_coverage_names_statements_without_a_current_indicator_and_what_indicators_lack() -> None:
    shown = seen("coverage")
    gaps = {gap.what: gap.ask for gap in shown.gaps}
    assert shown.sentences[0] == "8 of 17 statements have no current indicator."
    assert gaps["safe-from-harm: no current indicator"] == (
        "Which series takes the place of personal-crime, which ended?"
    )
    assert "cancers-diagnosed-early: no named owner or target" in gaps
    assert "preventable-cardiovascular-mortality: belongs to no statement" in gaps
    assert "support-requests-resulting-in-service: no target" not in gaps  # neither way is good


def test_every_live_indicator_has_a_row_of_owners_and_one_is_owned_by_nobody() -> None:
    tables = load_register("ownership-2019")
    live = {each.id for each in current_indicators(load_framework("tht"))}
    assert {row["indicator"] for row in tables["owners"]} == live
    assert wrongs(tables) == {("Owners!C19", "owned-by-nobody")}
    assert tables["owners"].rows[14]["indicator"] == "cancers-diagnosed-early"


def test_owners_left_out_and_owners_of_what_has_ended_are_found(tmp_path: Path) -> None:
    owners = [{"indicator": "personal-crime", "partner": "barts-health", "standing": "proposed"}]
    found = wrongs(filled(tmp_path, "ownership", {"owners": owners}))
    assert {("Owners!B5", "indicator-without-row"), ("Owners!B5", "indicator-not-current")} <= found


def test_the_score_counts_fresh_told_and_named(tmp_path: Path) -> None:
    row = {
        "indicator": "employment-rate",
        "partner": "barts-health",
        "narrative": "Work is up.",
        "narrative-on": "2019-11-01",
    }
    proposed = filled(tmp_path, "ownership", {"owners": [row | {"standing": "proposed"}]})
    agreed = filled(tmp_path, "ownership", {"owners": [row | {"standing": "agreed"}]})

    def points(tables: Tables) -> object:
        return next(each for each in seen("ownership", tables).sections[-1].rows if each[0] == "Employment rate")[-1]

    # Up to date in November 2019 (the figure of 2018), with a narrative; the owner counts once he has agreed.
    assert (points(proposed), points(agreed)) == (2, 3)
    by_partner = seen("ownership", agreed, by="partner").sections[0]
    assert ("Barts Health NHS Trust", 1, 1, 1, 1, "100% (3 of 3)") in by_partner.rows
    assert ("Tower Hamlets GP Care Group", 0, 0, 0, 0, "not known") in by_partner.rows


def test_what_is_made_up_names_no_owner(tmp_path: Path) -> None:
    row = {"indicator": "employment-rate", "partner": "barts-health", "standing": "agreed"}
    tables = filled(tmp_path, "ownership", {"owners": [row]})
    tables.is_illustrative = True
    assert "8 with a named owner, 0 with a proposed one, 13 with none" in seen("ownership", tables).sentences[0]


def test_figures_come_from_the_results_too_and_later_ones_do_not_count() -> None:
    given = ViewInput(load_framework("tht"), date(2012, 6, 30))
    assert str(figures_of(given)["employment-rate"].newest) == "2011"
    assert figures_of(given)["year-6-obesity"].words == "comes with a partner's return"


def test_the_papers_gaps_have_no_owner_day_or_source() -> None:
    shown = seen("data-gaps")
    said = [gap.what for gap in shown.gaps]
    assert "G1, Metrics of adult social care need to be stronger: no owner, due date, source that closes it" in said
    assert "Sense of safety: No indicator measures whether people feel safe" in said
    assert shown.sections[1].rows[0][:3] == ("Air quality", "Deaths attributable to air pollution", "live")


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ({"status": "open"}, ("Gaps!E5", "owner")),
        ({"status": "open", "owner": "Lead"}, ("Gaps!F5", "due")),
        ({"status": "closed", "owner": "Lead", "due": "2020-01-01"}, ("Gaps!H5", "indicator")),
        ({"status": "closed", "owner": "Lead", "due": "2020-01-01", "indicator": "hip-fractures"},
         ("Gaps!H5", "closed-without-figures")),
    ],
)  # fmt: skip
def test_a_gap_that_is_not_closed_is_named(tmp_path: Path, row: dict[str, str], found: tuple[str, str]) -> None:
    assert found in wrongs(filled(tmp_path, "data-gaps", {"gaps": [{"id": "G9", "gap": "Schools", **row}]}))


def test_the_plan_on_a_page_says_what_a_framework_leaves_open() -> None:
    page = seen("plan-on-a-page")
    assert page.sections[0].sentences[0].startswith("Transform people's health and lives")
    assert [len(section.rows) for section in page.sections[1:]] == [3, 3, 4, 6, 3]
    assert [gap.what for gap in seen("plan-on-a-page", framework="essex-2012").gaps] == [
        "The mission is not stated",
        "The vision is not stated",
        "No workstreams are stated",
        "Priorities for action: Not stated in the paper; the priorities of the strategy are to be entered",
    ]


def test_a_narrative_that_is_missing_is_a_gap_and_one_that_is_there_is_shown() -> None:
    assert seen("narratives").sentences[0] == "5 domains and 17 statements; 0 of 22 have a narrative."
    tht = load_framework("tht")
    told = _with_narrative(tht)
    shown = make_view("narratives", ViewInput(told, DAY))
    assert shown.sentences[0] == "5 domains and 17 statements; 1 of 22 have a narrative."
    assert shown.sections[0].sentences == ("Services meet.",)
    assert not any(tht.domains[0].name in gap.what for gap in shown.gaps)


def _with_narrative(tht: Framework) -> Framework:
    first = tht.domains[0].model_copy(update={"narrative": "Services meet."})
    return tht.model_copy(update={"domains": (first, *tht.domains[1:])})


def test_what_was_written_beside_the_latest_figure_is_a_narrative() -> None:
    texts = {"employment-rate|tower-hamlets|2018": {"Narrative": "Work is up.", "Action": "Train"},
             "anxiety|tower-hamlets|2016/17": {"Narrative": "About an earlier year"}}  # fmt: skip
    shown = make_view("ownership", ViewInput(load_framework("tht"), DAY, narratives=texts))
    told = {row[0]: row[4] for row in shown.sections[-1].rows}
    assert (told["Employment rate"], told["Anxiety"]) == ("Work is up.", None)


def test_registers_of_one_framework_say_nothing_of_another() -> None:
    shown = make_view("ownership", ViewInput(load_framework("strategy-2009"), DAY))
    assert "0 with a proposed one" in shown.sentences[0]
    shown = make_view("breakdowns", ViewInput(load_framework("strategy-2009"), DAY, of="reception-obesity"))
    assert shown.sentences == ("0 of 9 protected characteristics.",)


def test_a_row_with_an_error_is_shown_and_not_counted(tmp_path: Path) -> None:
    row = {**CELL, "choice": "primary", "metric": "year-6-obesity", "standing": "agreed", "chosen-by": "Lead"}
    shown = seen("selection", filled(tmp_path, "metric-selection", {"selection": [row], "groups": GROUPS}))
    assert "0 chosen, 0 proposed, 17 to choose" in shown.sentences[0]
    assert shown.sentences[1] == "1 row is not counted: something is wrong there."
    assert "primary: Year 6 obesity (not counted: wrong)" in {each[2] for each in shown.sections[0].rows}
    owner = {"indicator": "employment-rate", "partner": "barts-health", "standing": "agreed", "narrative": "No day"}
    shown = seen("ownership", filled(tmp_path, "ownership", {"owners": [owner]}))
    assert "8 with a named owner" in shown.sentences[0]
