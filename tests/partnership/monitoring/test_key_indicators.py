"""Key progress indicators: a limit that is data, and what is beyond it is found and not shown."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tht_xl.framework.load import load_framework
from tht_xl.model.definition import Framework
from tht_xl.partnership.checks import partnership_wrongs
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import make_view
from tht_xl.templates.registers import filled_register, load_register
from tht_xl.templates.table import Tables
from tht_xl.workbook.check import check
from tht_xl.workbook.registers.write import write_register

Make = Callable[..., ViewInput]
HEAD = "id: key\ntemplate: key-indicators\nframework: tht\nname: Ours\nsource: Minutes\ntables:\n"


@pytest.fixture
def chosen(framework: Framework, tmp_path: Path) -> Callable[..., Tables]:
    def make(*names: str, limit: str = "2", order: tuple[int, ...] = ()) -> Tables:
        rows = [
            f"    - {{rank: {rank}, indicator: {name}, why: Because, owner: Lead, standing: proposed}}\n"
            for rank, name in zip(order or range(1, len(names) + 1), names, strict=True)
        ]
        at_most = f", at-most: {limit}" if limit else ""
        limits = f"  limit:\n    - {{says: A few{at_most}, decided-by: the Board}}\n"
        path = tmp_path / "key.yaml"
        path.write_text(f"{HEAD}  indicators:\n{''.join(rows)}{limits}", encoding="utf-8")
        return load_register(path, framework=framework)

    return make


def test_the_row_beyond_the_limit_is_found_by_its_number_and_not_by_its_place(
    chosen: Callable[..., Tables], framework: Framework
) -> None:
    found = list(partnership_wrongs(chosen("checks", "falls", "visits", order=(9, 1, 2)), framework))
    assert [(each.code, each.row.address(each.column), each.given) for each in found] == [
        ("R814", "C5", "checks is number 3")
    ]
    assert found[0].expected == "at most 2 key progress indicators"
    assert found[0].fix == "Take one out, or have the limit changed by the Board"
    assert not list(partnership_wrongs(chosen("checks", "falls"), framework))


def test_no_limit_and_no_figures_are_asked_about(chosen: Callable[..., Tables], framework: Framework) -> None:
    found = list(partnership_wrongs(chosen("checks", "hopes", "old-series", limit=""), framework))
    assert [(each.code, each.given) for each in found] == [
        ("R815", "no limit for 3 indicators"),
        ("R815", "hopes: it is not measured"),
        ("R815", "old-series: its series has ended"),
    ]
    assert not any(each.is_error for each in found)


def test_the_view_keeps_the_limit_and_loses_nothing(given: Make, chosen: Callable[..., Tables]) -> None:
    shown = make_view("key-indicators", given(registers={"key-indicators": chosen("falls", "waits", "visits")}))
    assert [row[1] for row in shown.sections[0].rows] == ["Falls", "Waits"]
    assert shown.sentences == (
        "3 key progress indicators; at most 2 (A few).",
        "1 is beyond the limit and not shown.",
    )
    assert [gap.what for gap in shown.gaps] == [
        "visits is beyond the limit of 2 and is not shown",
        "Falls: no narrative for 2025",
        "Waits: a key progress indicator without a value",
    ]


def test_none_chosen_is_a_hole_and_not_an_error(given: Make) -> None:
    assert [gap.what for gap in make_view("key-indicators", given()).gaps] == ["No key progress indicators were chosen"]
    essex = load_framework("essex-2012")
    shown = make_view("key-indicators", given(framework=essex, results=None))
    assert "no number is stated" in shown.sentences[0]
    assert [gap.what for gap in shown.gaps] == ["No limit is stated", "No key progress indicators were chosen"]


def test_an_indicator_of_another_framework_is_a_gap(given: Make, chosen: Callable[..., Tables]) -> None:
    shown = make_view("key-indicators", given(registers={"key-indicators": chosen("year-6-obesity")}))
    assert shown.sections[0].rows == ()
    assert shown.gaps[0].what == "year-6-obesity is not an indicator of shire-2026"


def test_the_workbook_says_so_with_nothing_installed_and_so_does_the_check(tmp_path: Path) -> None:
    filled = filled_register("key-indicators-illustrative")
    more = {"rank": 6.0, "indicator": "anxiety", "why": "Because", "owner": "Lead", "standing": "proposed"}
    rows = {**filled.rows, "indicators": (*filled.rows["indicators"], more)}
    path = write_register(tmp_path / "key.xlsx", filled.template, load_framework("tht"), rows)
    found = [each for each in check(path) if each.code == "R814"]
    assert [(each.cell, each.given) for each in found] == [("C10", "anxiety is number 6")]
    tables = load_register("key-indicators-illustrative")
    assert {row.cell_of("within") for row in tables["indicators"]} == {"yes"}
