"""The workbooks that come with the package: what is committed is what the builder writes."""

import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.metadata import version
from itertools import takewhile
from pathlib import Path
from types import ModuleType

import pytest
from openpyxl import load_workbook
from openpyxl.cell import Cell
from workbook_contents import BUILT_WITH, contents

from tht_xl.evaluation.evaluate import evaluate
from tht_xl.framework.load import load_framework
from tht_xl.functions import REGISTRY, call
from tht_xl.workbook.check import check_return

# openpyxl says that it does not keep sparklines; nothing is saved here.
pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension:UserWarning")

FOLDER = Path(__file__).parents[2] / "workbooks"
PUBLISHED = ("wider-determinants", "healthy-lives", "quality-of-life")
"""Returns whose series are those of the framework's published.yaml."""
RETURNS = ("child-weight", "adult-social-care", *PUBLISHED)
ANALYSES = ("strategy-2009", "wards-and-localities", "system-dashboard")
NAMES = (*RETURNS, *ANALYSES)
BUILDER = tuple(path.stem for path in FOLDER.glob("*.py"))


@pytest.fixture
def builder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], ModuleType]]:
    """The builder's modules, which are no part of the package."""
    monkeypatch.syspath_prepend(str(FOLDER))
    yield import_module
    for name in BUILDER:
        sys.modules.pop(name, None)


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.slow
def test_committed_workbooks_say_what_the_builder_writes(builder: Callable[[str], ModuleType], tmp_path: Path) -> None:
    built = builder("build").build(tmp_path)

    assert [path.name for path in built] == [f"{name}.xlsx" for name in NAMES]
    for path in built:
        assert contents(path) == contents(FOLDER / path.name)


@pytest.mark.slow
@pytest.mark.skipif(
    version("XlsxWriter") != BUILT_WITH, reason=f"the workbooks were built with XlsxWriter {BUILT_WITH}"
)
def test_committed_workbooks_are_what_the_builder_writes_to_the_byte(
    builder: Callable[[str], ModuleType], tmp_path: Path
) -> None:
    for path in builder("build").build(tmp_path):
        ours, committed = parts(path), parts(FOLDER / path.name)
        assert list(ours) == list(committed)
        assert [name for name in ours if ours[name] != committed[name]] == []


@pytest.mark.parametrize("name", NAMES)
def test_excel_is_not_told_to_recalculate(name: str) -> None:
    workbook = parts(FOLDER / f"{name}.xlsx")["xl/workbook.xml"].decode()

    assert '<calcPr calcId="191029"/>' in workbook


@pytest.mark.parametrize("name", NAMES)
def test_nothing_in_the_file_names_a_machine(name: str) -> None:
    for part in parts(FOLDER / f"{name}.xlsx").values():
        assert not re.search(rb"/tmp/|/home/|/Users/|[A-Z]:\\\\", part)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_every_formula_carries_a_result(name: str) -> None:
    for address, formula, value in formulas(name):
        assert value not in (None, ""), (address, formula)
        assert not str(value).startswith("#"), (address, formula, value)
        used = re.findall(r"THT_[A-Z_]+", formula)
        assert set(used) <= set(REGISTRY), (address, formula)


def formulas(name: str) -> Iterator[tuple[str, str, object]]:
    """Sheet and address, formula and stored result of every formula."""
    path = FOLDER / f"{name}.xlsx"
    texts, values = load_workbook(path), load_workbook(path, data_only=True)
    for sheet in texts.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, Cell) and cell.data_type == "f":
                    yield (
                        f"{sheet.title}!{cell.coordinate}",
                        str(cell.value),
                        values[sheet.title][cell.coordinate].value,
                    )


def test_stored_results_are_those_of_the_functions() -> None:
    stored = {address: value for address, _, value in formulas("child-weight")}
    rows = load_workbook(FOLDER / "child-weight.xlsx")["Data"].iter_rows(min_row=5, values_only=True)
    checked = 0
    for number, row in enumerate(rows, start=5):
        if row[4] is not None:
            (limits,) = call("THT_VALUE_CI", row[0], row[4], row[5])  # type: ignore[misc]
            assert [stored[f"Data!{column}{number}"] for column in "GHI"] == pytest.approx(limits, rel=1e-12)
            checked += 1
    assert checked == 15 + 16


def test_summary_says_what_the_framework_evaluates() -> None:
    framework = load_framework("tht")
    results = evaluate(check_return(FOLDER / "child-weight.xlsx", framework).observations, framework)
    summary = load_workbook(FOLDER / "child-weight.xlsx", data_only=True)["Summary"]
    headings = [cell.value for cell in summary[4]]
    for row in (5, 6):
        shown = dict(zip(headings, [cell.value for cell in summary[row]], strict=True))
        own = results[(results["indicator"] == shown["Indicator"]) & (results["area"] == "tower-hamlets")]
        latest = own[own["period"] == shown["Period"]].iloc[0]
        assert shown["Value"] == pytest.approx(latest["value"], rel=1e-12)
        assert shown["Against comparator"] == latest["england_comparison"]
        assert shown["Recent trend"] == latest["trend"]
        before = own[own["period"] == latest["previous_period"]].iloc[0]
        limits = [point[name] for point in (latest, before) for name in ("value", "lower", "upper")]
        assert shown["Since the period before"] == call("THT_CHANGE", *limits, "low") == "Similar"
        assert shown["Target"] == latest["target_final"]
        assert shown["Target now"] == pytest.approx(latest["target"], rel=1e-12)
        assert shown["Status"] == latest["rating"]


def test_a_summary_calls_nothing_worse_that_nobody_tested() -> None:
    summary = load_workbook(FOLDER / "adult-social-care.xlsx", data_only=True)["Summary"]
    headings = [cell.value for cell in summary[4]]
    cells = summary.iter_rows(min_row=5, max_row=11, values_only=True)
    rows = [dict(zip(headings, row, strict=True)) for row in cells]
    said = {row["Indicator"]: (row["Lower limit"], row["Since the period before"]) for row in rows}
    assert said["short-term-services-outcome"] == ("[x]", "Lower; may be chance")
    assert said["support-requests-resulting-in-service"] == ("[x]", "Higher; may be chance")
    assert said["social-contact-service-users"] == (38.7, "Similar")


def test_rounded_counts_reproduce_what_was_published(builder: Callable[[str], ModuleType]) -> None:
    off: dict[tuple[str, str], float] = {}
    for series in builder("figures").load_figures("child-weight").series:
        if series.kind == "counts":
            for period, (numerator, denominator, value, *published) in series.values.items():
                assert (numerator % 5, denominator % 5) == (0, 0)
                assert 100 * numerator / denominator == pytest.approx(value, abs=5e-6 * 1.3)
                _, *limits = call("THT_VALUE_CI", series.indicator, numerator, denominator)[0]  # type: ignore[index]
                off[series.indicator, period] = max(abs(a - b) for a, b in zip(limits, published, strict=True))
    assert len(off) == 31
    # The source used exact counts, so ours are a little off: within a tenth of a point, but for one upper limit.
    assert {key: round(by, 4) for key, by in off.items() if by > 0.1} == {("year-6-obesity", "2012/13"): 0.1017}


def test_what_is_published_never_shows_the_published_limits() -> None:
    framework = load_framework("tht")
    observed = check_return(FOLDER / "child-weight.xlsx", framework).observations
    own = observed[observed["count"].notna()]
    assert len(own) == 31
    assert own[["value", "lower", "upper"]].isna().all(axis=None)
    results = evaluate(own, framework)
    assert set(results["interval"]) == {"computed"}


@pytest.mark.slow
@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_return_says_what_the_framework_holds_and_breaks_no_rule(name: str) -> None:
    framework = load_framework("tht")
    done = check_return(FOLDER / f"{name}.xlsx", framework)

    # Nothing in it is new, because the framework holds the same series (docs/workbooks.md).
    assert [finding.code for finding in done.report] == ["R707"]
    rows = load_workbook(FOLDER / f"{name}.xlsx", data_only=True)["Data"].iter_rows(min_row=5, values_only=True)
    held = {series.indicator: series for series in framework.published}
    area_ids = {area.name: area.id for area in framework.areas}
    checked: dict[str, int] = {}
    for indicator, _, area, period, _, _, value, lower, upper, _, _, _, source, *_ in rows:
        given = [each for each in (value, lower, upper) if each is not None]
        expected = held[str(indicator)].values[area_ids[str(area)]][str(period)]
        assert given == pytest.approx(list(expected), rel=1e-14)  # XlsxWriter writes 16 digits
        assert source
        checked[str(indicator)] = checked.get(str(indicator), 0) + 1
    assert checked == {each: sum(map(len, held[each].values.values())) for each in checked}


@pytest.mark.slow
def test_a_summary_agrees_with_the_evaluation_of_published_series() -> None:
    framework = load_framework("tht")
    for name in PUBLISHED:
        results = evaluate(check_return(FOLDER / f"{name}.xlsx", framework).observations, framework)
        for shown in summary_rows(name):
            own = results[(results["indicator"] == shown["Indicator"]) & (results["area"] == "tower-hamlets")]
            latest = own[own["period"] == shown["Period"]].iloc[0]
            assert shown["Value"] == pytest.approx(latest["value"], rel=1e-12)
            assert shown["Status"] in (latest["rating"], "Data only" if shown["Good is"] == "none" else "No target")
            if shown["Comparator"] == "England" and shown["Lower limit"] != "[x]":
                assert shown["Against comparator"] == latest["england_comparison"]


@pytest.mark.slow
def test_periods_of_three_years_are_compared_with_one_that_shares_no_year() -> None:
    said = {row["Indicator"]: row for row in summary_rows("quality-of-life")}
    deaths = said["preventable-cardiovascular-mortality"]
    values = next(
        series.values["tower-hamlets"]
        for series in load_framework("tht").published
        if series.indicator == "preventable-cardiovascular-mortality"
    )

    change = call("THT_CHANGE", *values["2022 - 24"], *values["2019 - 21"], "low")
    assert deaths["Since the period before"] == change
    data = load_workbook(FOLDER / "quality-of-life.xlsx")["Data"].iter_rows(min_row=5, max_col=4)
    before = next(
        row[0].row
        for row in data
        if [row[0].value, row[2].value, row[3].value]
        == ["preventable-cardiovascular-mortality", "Tower Hamlets", "2019 - 21"]
    )
    texts = {address: formula for address, formula, _ in formulas("quality-of-life")}
    # Row 9 of the Summary, column Since the period before.
    assert f"Data!G{before},Data!H{before},Data!I{before}" in texts["Summary!L9"]
    assert deaths["Recent trend"] == "None: periods overlap"


def test_old_and_new_method_of_air_quality_are_never_one_series() -> None:
    sheet = load_workbook(FOLDER / "wider-determinants.xlsx", data_only=True)["Air quality"]
    rows = {str(row[0]): row for row in sheet.iter_rows(min_row=6, max_row=17, values_only=True)}

    assert (rows["2017"][1], rows["2017"][2], rows["2017"][7]) == (6.83, None, "[z]")
    assert (rows["2018"][1], rows["2018"][2], rows["2018"][7]) == (6.97, 9.45, 2.48)
    assert (rows["2021"][1], rows["2021"][2], rows["2021"][7]) == (None, 7.04, "[z]")
    data = load_workbook(FOLDER / "wider-determinants.xlsx", data_only=True)["Data"].iter_rows(min_row=5)
    air = [row[3].value for row in data if row[0].value == "air-pollution-mortality-fraction"]
    assert set(air) == {"2018", "2019", "2020", "2021"}


def table_rows(name: str, sheet: str, header_row: int) -> list[dict[object, object]]:
    """The rows of a table by heading, down to the first blank one."""
    cells = load_workbook(FOLDER / f"{name}.xlsx", data_only=True)[sheet]
    headings = [cell.value for cell in cells[header_row]]
    rows = takewhile(lambda row: row[1] is not None, cells.iter_rows(min_row=header_row + 1, values_only=True))
    return [dict(zip(headings, row, strict=True)) for row in rows]


def test_strategy_breaks_no_rule_of_its_own_framework() -> None:
    done = check_return(FOLDER / "strategy-2009.xlsx", load_framework("strategy-2009"))

    assert [finding.code for finding in done.report] == ["R707"]
    assert len(done.observations) == 21


def test_table_1_says_what_the_strategys_own_rule_says() -> None:
    framework = load_framework("strategy-2009")
    results = evaluate(check_return(FOLDER / "strategy-2009.xlsx", framework).observations, framework)
    rows = table_rows("strategy-2009", "Table 1", 4)

    assert [row["Outcome"] for row in rows] == [
        each.id for each in framework.indicators if each.domain == "outcomes-by-2013"
    ]
    for row in rows:
        own = results[results["indicator"] == row["Outcome"]]
        for period, status in (("Period", "Status in 2013"), ("Latest period", "Latest status")):
            of_period = own[own["period"] == row[period]]
            assert row[status] == (of_period.iloc[0]["rating"] if len(of_period) else "No value")
    assert {row["Outcome"]: (row["Period"], row["Status in 2013"], row["Latest status"]) for row in rows}[
        "year-6-obesity"
    ] == ("2012/13", "Proposed", "Proposed")


def test_only_green_amber_and_red_are_coloured() -> None:
    sheet = load_workbook(FOLDER / "strategy-2009.xlsx")["Table 1"]
    words = {rule.formula[0] for ranges in sheet.conditional_formatting for rule in ranges.rules}

    assert words == {'"Green"', '"Amber"', '"Red"'}


@pytest.mark.slow
def test_wards_are_as_published_and_range_names_the_lowest_and_the_highest(
    builder: Callable[[str], ModuleType],
) -> None:
    measures = builder("ward_figures").load_ward_figures().measures
    names = {area.code: area.name for area in load_framework("tht").areas}
    wards = {row["Code"]: list(row.values()) for row in table_rows("wards-and-localities", "Wards 2002-14", 4)}
    spread = {row["Measure"]: row for row in table_rows("wards-and-localities", "Range", 4)}

    assert len(wards) == 17
    for column, measure in enumerate(measures, start=2):
        assert {code: row[column] for code, row in wards.items()} == measure.values
        said = spread[measure.name]
        low, high = min(measure.values.values()), max(measure.values.values())
        assert (said["Lowest"], said["Highest"]) == (low, high)
        assert said["Apart"] == pytest.approx(high - low)
        for heading, extreme in (("Ward with the lowest", low), ("Ward with the highest", high)):
            found = [names[code] for code, value in measure.values.items() if value == extreme]
            assert said[heading] == (found[0] if len(found) == 1 else f"{len(found)} wards")
    assert spread["Life expectancy at birth"]["Ward with the highest"] == "Millwall"
    assert spread["Subjective well-being, average score"]["Ward with the highest"] == "4 wards"


def test_links_between_areas_that_nobody_published_stay_unknown() -> None:
    wards = table_rows("wards-and-localities", "Generations", 4)
    assert [row["Generation"] for row in wards] == ["2002 to 2014"] * 17 + ["since 2014"] * 20
    assert {(row["Local area partnership"], row["Locality"]) for row in wards} == {("unknown", "unknown")}
    assert {row["Became"] for row in wards[:17]} == {"unknown"}
    renamed = {row["Ward, as elected"]: row["Ward, by 2022"] for row in wards[17:]}
    assert {old: new for old, new in renamed.items() if old != new} == {
        "Bethnal Green": "Bethnal Green East",
        "St Peter's": "Bethnal Green West",
    }


def test_workbook_of_the_wards_is_no_return_and_the_check_says_so() -> None:
    report = check_return(FOLDER / "wards-and-localities.xlsx").report

    assert [finding.code for finding in report] == ["R110"]


@pytest.mark.slow
def test_dashboard_shows_every_key_metric_under_its_priority() -> None:
    framework = load_framework("tht")
    done = check_return(FOLDER / "system-dashboard.xlsx", framework)
    results = evaluate(done.observations, framework)
    cells = load_workbook(FOLDER / "system-dashboard.xlsx", data_only=True)["Dashboard"]
    headings = [cell.value for cell in cells[4]]
    named = {each.short_name: each for each in framework.indicators}
    priorities = {each.name: each.id for each in framework.priorities}

    # Most series are those of published.yaml (docs/workbooks.md).
    assert {finding.code for finding in done.report} == {"R708"}
    below, shown = "", dict[str, list[str]]()
    for cells_of_row in cells.iter_rows(min_row=5, values_only=True):
        row = dict(zip(headings, cells_of_row, strict=True))
        metric = str(row["Metric"])
        if metric in priorities:
            below = priorities[metric]
            shown[below] = []
        elif metric in named:
            shown[below].append(named[metric].id)
            own = results[(results["indicator"] == named[metric].id) & (results["area"] == "tower-hamlets")]
            latest = own[own["period"] == row["Period"]].iloc[0]
            assert row["Value"] == pytest.approx(latest["value"], rel=1e-12)
            assert row["Status"] in {latest["rating"], "No target"} - {"Green", "Amber", "Red"}
            assert row["Narrative"] == "no narrative yet"
            assert row["Source"]
    assert {priority: sorted(ids) for priority, ids in shown.items()} == {
        priority.id: sorted(each.id for each in framework.indicators if each.dashboard_priority == priority.id)
        for priority in framework.priorities
    }


def test_dashboard_has_sparklines_and_charts_and_passes_on_no_published_limits() -> None:
    written = parts(FOLDER / "system-dashboard.xlsx")
    assert written["xl/worksheets/sheet2.xml"].count(b"<x14:sparkline>") == 19
    assert sum(name.startswith("xl/charts/chart") for name in written) == 3
    columns = table_rows("system-dashboard", "Data", 4)
    assert {row["Published lower"] for row in columns} == {row["Published upper"] for row in columns} == {None}


def summary_rows(name: str) -> list[dict[object, object]]:
    """The rows of a Summary, by heading."""
    return table_rows(name, "Summary", 4)
