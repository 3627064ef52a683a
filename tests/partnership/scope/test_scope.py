"""What belongs in a framework, what is produced for it, with whom, and how it reads across."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from tht_xl.cli.main import FINDINGS, FINE, code
from tht_xl.framework.load import load_framework
from tht_xl.partnership.checks import partnership_wrongs
from tht_xl.partnership.view import View
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import make_view
from tht_xl.templates.check import wrong_rows
from tht_xl.templates.registers import load_register
from tht_xl.templates.table import Tables

DAY = date(2013, 2, 28)
REGISTERS = Path(__file__).parents[3] / "workbooks" / "registers"
Row = dict[str, str]


def filled(folder: Path, template: str, tables: dict[str, list[Row]]) -> Tables:
    content = {
        "id": "ours",
        "template": template,
        "framework": "essex-2012",
        "name": "Ours",
        "source": "Ours",
        "tables": tables,
    }
    path = folder / "ours.yaml"
    path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    return load_register(path, today=DAY)


def seen(name: str, *tables: Tables, of: str = "") -> View:
    return make_view(
        name, ViewInput(load_framework("essex-2012"), DAY, "", of, {each.template.id: each for each in tables})
    )


def wrongs(tables: Tables) -> dict[tuple[str, str], str]:
    found = (*wrong_rows(tables), *partnership_wrongs(tables, load_framework("essex-2012")))
    return {
        (f"{each.row.table.definition.sheet}!{each.row.address(each.column)}", each.rule): each.given for each in found
    }


ITEM = {
    "id": "1",
    "item": "A",
    "priority": "P",
    "own-work": "no",
    "managed-by": "the Board",
    "biggest": "yes",
    "target": "T",
}


@pytest.mark.parametrize(
    ("change", "scope", "found"),
    [
        ({}, "inside", ""),
        ({"managed-by": "partners together"}, "inside", ""),
        ({"own-work": "yes"}, "outside: business as usual", "business-as-usual"),
        ({"managed-by": "one partner"}, "outside: one partner manages it", "managed-by-one-partner"),
        ({"biggest": "no"}, "outside: not one of the few", "not-one-of-the-few"),
        ({"biggest": "not known"}, "open: difference not known", ""),
        ({"target": ""}, "open: no target", "no-target"),
    ],
)
def test_business_as_usual_stays_out_with_the_reason(tmp_path: Path, change: Row, scope: str, found: str) -> None:
    tables = filled(tmp_path, "proposed-items", {"items": [ITEM | change]})
    assert tables["items"].rows[0]["scope"] == scope
    assert [rule for _, rule in wrongs(tables)] == ([found] if found else [])
    shown = seen("scope", tables)
    asked = [gap.what for gap in shown.gaps]
    assert asked == ([] if scope == "inside" else asked)
    if scope.startswith("outside"):
        assert asked == [f"1, A: rejected, {scope.removeprefix('outside: ')}"]
    elif scope.startswith("open"):
        assert asked == [f"1, A: {scope.removeprefix('open: ')}"]


def test_without_items_the_rule_is_shown() -> None:
    assert seen("scope").sentences[0] == "No item is proposed: the papers name none."
    assert "Business as usual" in seen("scope").sentences[2]


def test_the_made_up_items_are_stamped_and_one_is_rejected(capsys: pytest.CaptureFixture[str]) -> None:
    tables = load_register("proposed-items-illustrative", today=DAY)
    assert seen("scope", tables).is_illustrative
    assert code(["check", str(REGISTERS / "proposed-items-illustrative.xlsx")]) == FINDINGS
    assert "business as usual" in capsys.readouterr().out


def test_a_register_is_checked_with_the_framework_that_it_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert code(["check", str(REGISTERS / "uses-2009.xlsx")]) == FINE
    assert "nothing wrong" in capsys.readouterr().out
    assert code(["check", str(REGISTERS / "uses-2009.xlsx"), "--framework", "tht"]) == FINDINGS


def test_six_outputs_with_the_deadlines_as_printed() -> None:
    shown = seen("outputs")
    assert shown.sentences == ("6 outputs; 6 have no update.", "2 deadlines lie before the paper itself.")
    asked = [gap.what for gap in shown.gaps]
    assert "4, HWB Monitoring: Feb 2012 is before the paper of Nov 2012" in asked
    assert "6, Learning points from the process so far: Apr 2012 is before the paper of Nov 2012" in asked
    assert "3, Analysis of Commissioning Plans: due Jan 2013, no update" in asked
    assert not any(text.startswith("5, Whole Systems Resource: due") for text in asked)  # not due yet
    assert [row[2] for row in shown.sections[0].rows][4] == "For use from April 2013 onwards"


def test_a_deadline_before_the_paper_is_named_by_its_cell() -> None:
    assert wrongs(load_register("outputs-essex-2012", today=DAY)) == {
        ("Outputs!E8", "deadline-before-paper"): "Feb 2012 is before the paper of Nov 2012",
        ("Parts!D20", "deadline-before-paper"): "Apr 2012 is before the paper of Nov 2012",
    }


def test_an_undated_output_and_one_without_parts_are_gaps(tmp_path: Path) -> None:
    tables = filled(tmp_path, "outputs", {"outputs": [{"id": "7", "output": "Report", "status": "no update"}]})
    assert [gap.what for gap in seen("outputs", tables).gaps] == [
        "7, Report: no deadline",
        "7, Report: nobody owns it",
        "7, Report: what it holds is not stated",
    ]


def test_three_strands_with_groups_aims_and_what_was_done() -> None:
    shown = seen("engagement-strands")
    assert shown.sentences[0] == "3 strands: 5 groups of the public, 4 aims with providers."
    public, providers, young = shown.sections
    assert (len(public.rows), len(providers.rows), young.rows) == (5, 4, ())
    assert sum("equalities impact assessment" in str(row[2]) for row in public.rows) == 4
    assert any("what we did with it, is not stated" in gap.what for gap in shown.gaps)
    assert [section.heading for section in seen("engagement-strands", of="young-people").sections] == [
        "Young people consulted in stage 2"
    ]


def test_what_was_heard_is_answered_or_a_gap(tmp_path: Path) -> None:
    heard = [{"id": "1", "strand": "young-people", "theme": "Bullying", "did": "A priority", "told-on": "2013-01-10"},
             {"id": "2", "strand": "young-people", "theme": "Sport"},
             {"id": "3", "strand": "young-people", "theme": "Sleep", "told-on": "2013-01-10"}]  # fmt: skip
    strands = [{"id": "young-people", "strand": "Young people", "when": "Jan 2013", "owner": "Engagement lead"}]
    tables = filled(tmp_path, "engagement-strands", {"strands": strands, "heard": heard})
    shown = seen("engagement-strands", tables)
    assert shown.sentences[1] == "What we did with it: 1 answer to 3 themes heard."
    assert [gap.what for gap in shown.gaps] == [
        "Young people, Sport: nobody says what was done with it",
        "Young people, Sleep: nobody says what was done with it",
    ]
    assert {("Heard!E6", "nothing-done-with-it"), ("Heard!E7", "did")} <= set(wrongs(tables))


def test_the_read_across_is_walked_both_ways() -> None:
    shown = seen("read-across", of="strategy-2009")
    there, back = shown.sections
    assert ("indicator", "Reception obesity", "same measure", "Reception obesity", "", "proposed") in there.rows
    assert ("indicator", "Reception obesity", "same measure", "Reception obesity", "", "proposed") in back.rows
    assert any(row[:3] == ("indicator", "Cancer screening", "includes") for row in back.rows)
    assert any(row[:4] == ("indicator", "Anxiety", "nothing", "") for row in back.rows)
    names = {row[1] for row in there.rows if row[0] == "indicator"}
    assert names == {each.label for each in load_framework("strategy-2009").indicators}
    names = {row[1] for row in back.rows if row[0] == "indicator"}
    assert names == {each.label for each in load_framework("tht").indicators}


def test_every_packaged_link_names_what_is_there() -> None:
    tables = load_register("read-across-2009-2012", today=DAY)
    assert wrongs(tables) == {}
    assert {row["standing"] for row in tables["links"]} == {"proposed"}


@pytest.mark.parametrize(
    ("change", "cell", "rule"),
    [
        ({"from": "reception-obesty"}, "Links!E5", "unknown-thing"),
        ({"to-framework": "thtt"}, "Links!G5", "unknown-thing"),
        ({"to": "no-such"}, "Links!I5", "unknown-thing"),
        ({"to-framework": "strategy-2009"}, "Links!C5", "framework-with-itself"),
        ({"relation": "nothing"}, "Links!F5", "nothing-with-something"),
        ({"relation": "close"}, "Links!J5", "difference"),
    ],
)
def test_a_link_that_does_not_fit_is_named_by_its_cell(tmp_path: Path, change: Row, cell: str, rule: str) -> None:
    link = {"id": "1", "from-framework": "strategy-2009", "from-kind": "indicator", "from": "reception-obesity",
            "relation": "same measure", "to-framework": "tht", "to-kind": "indicator", "to": "reception-obesity",
            "standing": "proposed"}  # fmt: skip
    assert (cell, rule) in wrongs(filled(tmp_path, "read-across", {"links": [link | change]}))


def test_the_stages_strands_and_documents_to_tie_in_with_are_shown_with_their_holes() -> None:
    shown = make_view("outputs", ViewInput(load_framework("essex-2012"), date(2026, 11, 30)))
    found = {section.heading: section.rows for section in shown.sections}
    assert [row[2:4] for row in found["Stages of the strategy"]] == [
        ("Nov 2011", "Apr 2012"),
        ("May 2012", "Sep 2012"),
        ("Oct 2012", "Mar 2013"),
    ]
    assert len(found["Strands common to all stages"]) == 4
    assert [row[:2] for row in found["What the outputs must tie in with"]] == [
        ("Forward Plan", None),
        ("Communications Strategy", None),
    ]
    assert "Communications Strategy: where it is kept is not stated" in [gap.what for gap in shown.gaps]
