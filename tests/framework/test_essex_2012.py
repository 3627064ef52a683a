"""The framework of the Essex paper: what it names, and what it leaves open."""

import pytest

from tht_xl.cli.main import FINE, code
from tht_xl.framework.load import load_framework
from tht_xl.partnership.smart.check import check_smart


def test_it_names_no_indicator_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    essex = load_framework("essex-2012")
    assert (essex.indicators, len(essex.objectives)) == ((), 3)
    assert "Not stated in the paper" in essex.priorities[0].name
    assert code(["framework", "show", "essex-2012"]) == FINE
    shown = capsys.readouterr().out
    assert "Cross-cutting themes, not stated in the paper: no indicator" in shown
    assert "1. SMART targets that the Board and partner organisations own" in shown


def test_two_deadlines_are_printed_before_the_paper() -> None:
    report = check_smart(load_framework("essex-2012"))
    assert [(each.indicator, each.test.name) for each in report.findings] == [
        ("output-4-monitoring", "after-the-paper"),
        ("output-6-learning-points", "after-the-paper"),
    ]


def test_the_plan_on_a_page_of_2019_is_in_the_definitions() -> None:
    tht = load_framework("tht")
    assert tht.mission.startswith("Transform people's health and lives in Tower Hamlets")
    assert [text.split()[0] for text in tht.vision_statements] == ["Tower", "Health", "Service"]
    assert all(each.note and each.source for each in (*tht.objectives, *tht.priorities))
    assert [len(tht.objectives), len(tht.priorities), len(tht.partners)] == [3, 4, 6]
