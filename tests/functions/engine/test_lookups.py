from pathlib import Path

import pytest

from tht_xl.functions import REGISTRY, call
from tht_xl.functions.engine.lookups import FieldsOf, as_cell, field_of, split_prefix
from tht_xl.model.definition import Indicator, Target
from tht_xl.model.periods.period import Period

NEEDS_FRAMEWORK = [
    ("THT_INDICATOR", "reception-obesity", "unit"),
    ("THT_VALUE", "reception-obesity", 310, 2940),
    ("THT_VALUE_CI", "reception-obesity", 310, 2940),
    ("THT_TARGET", "reception-obesity", "2022/23"),
    ("THT_STATUS", "reception-obesity", 10, "2022/23"),
    ("THT_STATEMENT", "healthy-choices"),
    ("THT_FRAMEWORK", "name"),
    ("THT_FRAMEWORK",),
]


def _first(shown: object) -> object:
    return shown[0][0] if isinstance(shown, list) else shown  # type: ignore[index]


def test_all_framework_functions_are_tried() -> None:
    names = {name for name, function in REGISTRY.items() if function.category == "From the framework"}
    assert names == {call[0] for call in NEEDS_FRAMEWORK} | {"THT_VERSION"}


@pytest.mark.parametrize("formula", NEEDS_FRAMEWORK)
@pytest.mark.usefixtures("definitions")
def test_missing_framework(formula: tuple[str, ...]) -> None:
    assert _first(call(*formula)) == "#VALUE!"
    assert "unknown framework 'tht'" in str(call("THT_NOTE", *formula))


@pytest.mark.parametrize("formula", NEEDS_FRAMEWORK)
def test_missing_folder(definitions: Path, formula: tuple[str, ...]) -> None:
    definitions.rmdir()
    assert _first(call(*formula)) == "#VALUE!"
    assert "No such file or directory" in str(call("THT_NOTE", *formula))


@pytest.mark.parametrize("formula", NEEDS_FRAMEWORK)
def test_broken_framework(definitions: Path, formula: tuple[str, ...]) -> None:
    folder = definitions / "tht"
    folder.mkdir()
    (folder / "framework.yaml").write_text("id: tht\nname: [unclosed\n", "utf-8")
    assert _first(call(*formula)) == "#VALUE!"
    assert "framework.yaml:" in str(call("THT_NOTE", *formula))
    assert "\n" not in str(call("THT_NOTE", *formula))


@pytest.mark.usefixtures("definitions")
def test_everything_else_works_without_a_framework() -> None:
    assert call("THT_RAG", 57, 57, "high") == "Green"
    assert call("THT_RAG", [[57]], [[57]], "high") == [["Green"]]


@pytest.mark.usefixtures("definitions")
def test_broken_framework_spoils_its_own_rows() -> None:
    shown = call("THT_INDICATOR", [["reception-obesity"], [None], ["[c]"]], "unit")
    assert shown == [["#VALUE!"], ["#N/A"], ["[c]"]]


def test_prefix() -> None:
    assert split_prefix(" Strategy-2009 : quits ") == ("strategy-2009", "quits")
    assert split_prefix(" quits ") == ("tht", "quits")


def test_fields_of_parts() -> None:
    fields = FieldsOf("Indicator", (("target", "Target"),)).names()
    assert {"target", "target_due", "target_minimum", "polarity"} <= set(fields)
    assert "target_value" not in fields


def test_field_of_a_part_that_is_left_out() -> None:
    indicator = Indicator.model_validate(
        {"id": "x", "name": "X", "domain": "d", "definition": "x", "measure": "survey", "unit": "%"}
        | {"polarity": "high", "frequency": "annual", "disclosure": "published"}
    )
    assert [field_of(indicator, each) for each in ("target", "target_due", "owner", "breaks", "note")] == ["[x]"] * 5


def test_cells_of_fields() -> None:
    due = Period.parse("2023/24")
    target = Target(value=60, due=due, agreed=True)
    assert [as_cell(each) for each in (3, True, due, due.end, target, (due, due), "text")] == [
        *(3.0, True, "2023/24", 45382.0, 60.0, "2023/24; 2023/24", "text"),
    ]
