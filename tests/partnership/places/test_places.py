"""Areas of each time, the range between them with its gap and slope, and by what an indicator can be shown."""

import math
from datetime import date
from pathlib import Path

import pytest
import yaml

from tht_xl.errors import UnknownNameError
from tht_xl.framework.load import load_framework
from tht_xl.partnership.checks import partnership_wrongs
from tht_xl.partnership.places.area_values import area_measures
from tht_xl.partnership.places.inequality import gap_between, slope_of
from tht_xl.partnership.view import View
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import make_view
from tht_xl.templates.check import wrong_rows
from tht_xl.templates.registers import load_register
from tht_xl.templates.table import Tables

DAY = date(2026, 11, 30)
MEASURE = {"id": "smokers", "name": "Smokers", "unit": "%", "polarity": "low"}
Row = dict[str, object]


def filled(folder: Path, values: list[Row], indicator: str = "") -> Tables:
    content = {"id": "ours", "template": "area-values", "framework": "tht", "name": "Ours", "source": "Ours",
               "tables": {"values": [{"measure": "smokers", **row} for row in values],
                          "measures": [MEASURE | {"indicator": indicator}]}}  # fmt: skip
    path = folder / "values.yaml"
    path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    return load_register(path, today=DAY)


def seen(name: str, *tables: Tables, of: str = "", day: date = DAY) -> View:
    return make_view(name, ViewInput(load_framework("tht"), day, "", of, {each.template.id: each for each in tables}))


def wrongs(tables: Tables) -> dict[tuple[str, str], str]:
    found = (*wrong_rows(tables), *partnership_wrongs(tables, load_framework("tht")))
    return {
        (f"{each.row.table.definition.sheet}!{each.row.address(each.column)}", each.rule): each.fix for each in found
    }


def test_the_range_of_2009_with_one_ward_that_stays_unresolved() -> None:
    shown = seen("ward-range")
    assert (
        "Life expectancy at birth, males: 72.2 years in Bethnal Green (unresolved) to 80.7 in Millwall, "
        "a gap of 8.5 years; the figures come without limits, so the gap has no interval."
    ) in shown.sentences
    women = "Life expectancy at birth, females: 77.9 years in Bow East to 82.2 in Millwall, a gap of 4.3"
    assert any(text.startswith(women) for text in shown.sentences)
    assert [gap.what for gap in shown.gaps] == ["Bethnal Green, 72.2: unresolved"]
    assert shown.gaps[0].ask.endswith("ward-2002-bethnal-green-north; ward-2002-bethnal-green-south")


# Each ward with when the figure holds, and what to do; the ward of 2014 that was called Bethnal Green is none of 2009.
@pytest.mark.parametrize(
    ("row", "fix"),
    [
        ({"written": "Bethnal Green", "area": "ward-2014-bethnal-green-east", "published": "Mar 2009"},
         "Leave Area blank: no area of that time has this name"),
        ({"written": "Bow East", "area": "ward-2014-bow-east", "period": "2008"}, "Choose ward-2002-bow-east"),
        ({"written": "Bow East", "area": "ward-2002-bow-east", "period": "2016/17"}, "Choose ward-2014-bow-east"),
        ({"written": "St. Katharine's and Wapping", "area": "ward-2002-st-katherines-and-wapping", "period": "2020"},
         "Choose ward-2014-st-katharines-and-wapping"),
        ({"written": "Tower Hamlets Network 3", "area": "network-3", "period": "2023/24"},
         "Leave Area blank: no area of that time has this name"),
    ],
)  # fmt: skip
def test_an_area_of_another_generation_is_an_error_at_its_cell(tmp_path: Path, row: Row, fix: str) -> None:
    found = wrongs(filled(tmp_path, [{"value": 20, **row}]))
    assert found["Values!D5", "ward-of-another-generation"] == fix


def test_an_area_that_ended_within_the_period_is_a_second_look(tmp_path: Path) -> None:
    tables = filled(tmp_path, [{"written": "Weavers", "area": "ward-2002-weavers", "period": "2012 - 14", "value": 3}])
    (found,) = partnership_wrongs(tables, load_framework("tht"))
    assert (found.rule, found.is_error) == ("ward-of-another-generation", False)
    assert "a part of 2012 - 14" in found.given


def test_a_series_breaks_where_the_boundary_changed(tmp_path: Path) -> None:
    rows: list[Row] = [
        {"written": "Bow East", "area": "ward-2014-bow-east", "period": "2015", "value": 21},
        {"written": "Bow East", "area": "ward-2002-bow-east", "period": "2013", "value": 20},
        {"written": "Bow West", "area": "ward-2014-bow-west", "period": "2015", "value": 22},
        {"written": "Bow West", "area": "ward-2014-bow-west", "period": "2016", "value": 22},
    ]
    tables = filled(tmp_path, rows)
    assert wrongs(tables) == {
        ("Values!D5", "series-across-boundaries"): "The boundary changed: compare nothing across it"
    }
    assert [gap.what for gap in seen("ward-range", tables).gaps] == [
        "bow east: the series is of ward-2002-bow-east and ward-2014-bow-east"
    ]


def test_another_area_than_the_one_written_is_a_second_look(tmp_path: Path) -> None:
    rows: list[Row] = [
        {"written": "Weavers", "area": "ward-2014-bow-west", "period": "2020", "value": 20},
        {"written": "St Peter's", "area": "ward-2014-bethnal-green-west", "period": "2020", "value": 20},
    ]
    assert list(wrongs(filled(tmp_path, rows))) == [("Values!D5", "another-area-than-written")]


def test_the_gap_has_the_interval_of_a_difference(tmp_path: Path) -> None:
    rows: list[Row] = [
        {"written": "Weavers", "area": "ward-2014-weavers", "period": "2020", "value": 30, "lower": 27, "upper": 34},
        {"written": "Bow East", "area": "ward-2014-bow-east", "period": "2020", "value": 20, "lower": 16, "upper": 23},
        {"written": "Bow East", "area": "ward-2014-bow-east", "period": "2019", "value": 50, "lower": 16, "upper": 63},
    ]
    tables = filled(tmp_path, rows)
    (measure,) = area_measures(tables, load_framework("tht"))
    low, high = measure.newest_small
    gap = gap_between(high, low)
    assert (gap.value, gap.lower, gap.upper) == (10, 10 - math.hypot(3, 3), 10 + math.hypot(4, 4))
    # With limits that lie evenly about both, it is the interval of a difference of two normal values.
    assert "20% in Bow East to 30 in Weavers, a gap of 10.0% (5.8 to 15.7)" in seen("ward-range", tables).sentences[0]


def test_the_slope_index_is_that_of_the_published_method(tmp_path: Path) -> None:
    # The groups of the worked example of frames.slope_indices: standard errors as limits.
    groups = [(1, 75.9, 1.6, 7291), (2, 78.3, 1.6, 7997), (3, 80.6, 1.5, 6105), (4, 86.3, 1.6, 7666)]
    names = ("bow-east", "bow-west", "weavers", "shadwell")
    rows: list[Row] = [
        {"written": name.replace("-", " ").title(), "area": f"ward-2014-{name}", "period": "2020", "value": value,
         "lower": value - 1.959964 * error, "upper": value + 1.959964 * error, "population": people, "quantile": group}
        for name, (group, value, error, people) in zip(names, groups, strict=True)
    ]  # fmt: skip
    (measure,) = area_measures(filled(tmp_path, rows), load_framework("tht"))
    found = slope_of(measure)
    assert found.value == pytest.approx(13.67, abs=0.005)
    assert (found.lower, found.upper) == (pytest.approx(8.0, abs=0.005), pytest.approx(19.34, abs=0.005))
    one_short = filled(tmp_path, [*rows[:3], {**rows[3], "quantile": ""}])
    (measure,) = area_measures(one_short, load_framework("tht"))
    assert slope_of(measure).reason.startswith("1 of 4 areas lack a deprivation rank")
    # The order of ranks is what counts, so that a rank among all areas of England serves as well.
    of_england = [{**row, "quantile": rank} for row, rank in zip(rows, (812, 4100, 9031, 30112), strict=True)]
    (measure,) = area_measures(filled(tmp_path, of_england), load_framework("tht"))
    assert slope_of(measure) == found
    # Two areas that share a rank are one group: halves of the third give the same index as the whole of it.
    error = math.sqrt(2) * 1.5 * 1.959964
    half = {**rows[2], "lower": 80.6 - error, "upper": 80.6 + error, "population": 3052}
    other = {**half, "written": "Whitechapel", "area": "ward-2014-whitechapel", "population": 3053}
    (measure,) = area_measures(filled(tmp_path, [*rows[:2], half, other, rows[3]]), load_framework("tht"))
    shared = slope_of(measure)
    assert (shared.value, shared.lower, shared.upper) == pytest.approx(
        (found.value, found.lower, found.upper), abs=1e-6
    )


def test_an_unknown_measure_is_named() -> None:
    with pytest.raises(UnknownNameError, match="unknown measure 'life'"):
        seen("ward-range", of="life")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2009, 3, 31), "On 31 Mar 2009: 1 borough, 4 localities, 8 local area partnerships, 17 wards."),
        (date(2014, 5, 22), "On 22 May 2014: 1 borough, 4 localities, 8 local area partnerships, 20 wards."),
        (date(2020, 1, 1), "20 wards, 8 primary care networks."),
        (date(2022, 11, 1), "20 wards, 7 primary care networks."),
    ],
)
def test_the_areas_are_those_of_the_day(day: date, said: str) -> None:
    shown = seen("areas", day=day)
    assert said in shown.sentences[0]
    assert shown.sentences[1] == "2 wards were renamed without a change of boundary."
    assert [gap.what for gap in shown.gaps] == ["Bethnal Green of Mar 2009 is unresolved"]


@pytest.mark.parametrize(
    ("name", "day", "said"),
    [
        ("Bow East", date(2009, 3, 31), "is ward-2002-bow-east."),
        ("bow  east", DAY, "is ward-2014-bow-east."),
        ("St. Peters", DAY, "no area is called"),
        ("St Peter's", DAY, "is ward-2014-bethnal-green-west."),
        ("Bethnal Green", date(2009, 3, 31), "no area is called"),
    ],
)
def test_a_name_means_the_area_of_the_day(name: str, day: date, said: str) -> None:
    assert said in seen("areas", of=name, day=day).sentences[0]


def test_a_name_of_two_generations_breaks_its_series() -> None:
    assert "breaks on 22 May 2014" in seen("areas", of="Limehouse").sentences[1]


def test_what_no_source_gives_is_not_collected() -> None:
    shown = seen("breakdowns")
    (section,) = shown.sections
    assert len(section.columns) == 2 + 9
    women = next(row for row in section.rows if row[0] == "Healthy life expectancy, women")
    assert women[section.columns.index("Sex")] == "published"
    assert women[section.columns.index("Disability")] == "not collected"
    assert "No current indicator is shown by sexual orientation" in {gap.what for gap in shown.gaps}


def test_one_indicator_is_shown_by_areas_and_characteristics(tmp_path: Path) -> None:
    row: Row = {"written": "Weavers", "area": "ward-2014-weavers", "period": "2020", "value": 30}
    tables = filled(tmp_path, [row], "adult-obesity")
    assert {each[0]: each[2] for each in seen("breakdowns", of="adult-obesity").sections[1].rows}["ward"] == (
        "not collected"
    )
    by_area = {each[0]: each[2] for each in seen("breakdowns", tables, of="adult-obesity").sections[1].rows}
    assert (by_area["ward"], by_area["borough"], by_area["lap"]) == ("Weavers", "Tower Hamlets", "not collected")
    with pytest.raises(UnknownNameError, match="unknown indicator 'obesity'"):
        seen("breakdowns", of="obesity")


def test_a_row_with_an_error_has_no_part_in_the_range(tmp_path: Path) -> None:
    rows: list[Row] = [
        {"written": "Weavers", "area": "ward-2014-weavers", "period": "2020", "value": 30},
        {"written": "Bow West", "area": "ward-2014-bow-west", "period": "2020", "value": 25},
        {"written": "Bow East", "area": "ward-2002-bow-east", "period": "2020", "value": 3},
        {"written": "Narnia", "area": "narnia", "period": "2020", "value": 99},
    ]
    shown = seen("ward-range", filled(tmp_path, rows))
    assert shown.sentences[0].startswith("Smokers, 2020: 25% in Bow West to 30 in Weavers, a gap of 5.0%;")
    assert len(shown.sections[0].rows) == 4
