"""What rows name, each distinct key looked up once."""

from pathlib import Path

import pytest

from tht_xl.framework.load import load_framework
from tht_xl.model.definition import Framework
from tht_xl.workbook.data_sheet.lookup import Pairs, find_areas, find_indicators, find_periods


@pytest.fixture(scope="module")
def framework() -> Framework:
    return load_framework(Path(__file__).parents[1] / "framework")


def test_rows_name_things_or_say_why_not(framework: Framework) -> None:
    found = find_areas(framework, ["England", "", "nowhere", "england", "nowhere"])

    assert [area.id if area else None for area in found.things] == ["england", None, None, "england", None]
    assert found.is_known.tolist() == [True, False, False, True, False]
    assert [(index, "nowhere" in problem.message) for index, problem in found.problems] == [(2, True), (4, True)]
    assert found.where(lambda area: area is None).tolist() == [False, True, True, False, True]
    assert find_areas(framework, []).things == []


def test_two_ways_to_write_a_name_are_one_group(framework: Framework) -> None:
    found = find_indicators(framework, ["wellbeing", "obesity", "Wellbeing", "nothing"])

    groups = {thing.id if thing else None: rows.tolist() for thing, rows in found.groups()}
    assert groups == {"wellbeing": [0, 2], "obesity": [1], None: [3]}
    assert list(groups) == ["wellbeing", "obesity", None]


def test_pairs_are_looked_at_once_and_said_of_every_row(framework: Framework) -> None:
    indicators = find_indicators(framework, ["obesity", "wellbeing", "obesity", "obesity"])
    periods = find_periods(["2022/23", "2022/23", "2023", "2022/23"])
    pairs = Pairs.of(indicators, periods)

    assert [(one.id, str(two)) for one, two in pairs.each if one and two] == [
        ("obesity", "2022/23"), ("wellbeing", "2022/23"), ("obesity", "2023"),
    ]  # fmt: skip
    assert list(pairs.rows_with(["a", None, "c"])) == [(0, "a"), (2, "c"), (3, "a")]
