"""Which figures enter a month, and what is said of the day they came out."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from values_files import sheet_rows, write_as

from tht_xl.framework.load import load_framework
from tht_xl.model.definition import Framework, PublishedSeries
from tht_xl.model.periods.period import Period
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.evaluating.gather import Gathered, check_returns, gather

SERIES = PublishedSeries.model_validate(
    {
        "indicator": "year-6-obesity",
        "source": "A source",
        "values": {"tower-hamlets": {"2010/11": 25, "2011/12": 26, "2012/13": 27, "2013/14": 28, "2014/15": 29}},
        "releases": {"2011/12": "2013-06-30", "2012/13": "2013-07-01", "2014/15": "2013-06-01"},
    }
)
NOTHING = pd.DataFrame()


@pytest.fixture(scope="module")
def framework() -> Framework:
    return load_framework("tht").model_copy(update={"published": (SERIES,)})


def gathered(
    framework: Framework, month: str = "Jun 2013", returned: pd.DataFrame = NOTHING, **more: object
) -> Gathered:
    given = {"month": month, "returns": [{"workbook": Path("x.xlsx"), "partner": "x"}]}
    return gather(MonthConfig.model_validate(given | more), framework, returned)


def test_a_figure_enters_on_the_day_it_came_out_or_else_when_its_period_has_ended(framework: Framework) -> None:
    found = gathered(framework)
    said = dict(zip(found.observations["period"], found.observations["release"], strict=True))
    assert said == {
        "2010/11": "day not known; shown because the period ended by Jun 2013",
        "2011/12": "30 Jun 2013",
        "2014/15": "1 Jun 2013",
    }
    assert len(found.too_late) == 2


def test_a_period_that_ends_with_the_month_has_ended(framework: Framework) -> None:
    assert "2010/11" in gathered(framework, "Mar 2011").observations["period"].tolist()
    assert "2010/11" not in gathered(framework, "Feb 2011").observations["period"].tolist()


def test_who_asks_for_it_sees_it_all_and_is_told(framework: Framework) -> None:
    found = gathered(framework, later_figures=True)
    assert found.too_late == ()
    assert found.observations["release"].tolist() == [
        "day not known; shown because the period ended by Jun 2013",
        "30 Jun 2013",
        "1 Jul 2013, after this month",
        "day not known; the period ends after Jun 2013",
        "1 Jun 2013",
    ]


def test_what_is_returned_takes_the_published_figure_s_place_even_where_that_is_too_late(framework: Framework) -> None:
    row = {"indicator": "year-6-obesity", "area": "tower-hamlets", "value": 99.0, "workbook": "a.xlsx", "sheet": "Data",
           "row": 5, "cell": "G5", "returned_in": "Jun 2013"}  # fmt: skip
    returned = pd.DataFrame([row | {"period": "2012/13"}, row | {"period": "2010/11"}])
    found = gathered(framework, returned=returned)
    assert len(found.too_late) == 1
    own = {row["period"]: row for row in found.observations.to_dict("records")}
    assert {p: row["value"] for p, row in own.items()} == {"2012/13": 99, "2010/11": 99, "2011/12": 26, "2014/15": 29}
    assert [own["2010/11"][name] for name in ("release", "returned_in", "cell")] == ["", "Jun 2013", "G5"]
    assert [own["2011/12"][name] for name in ("returned_in", "workbook", "sheet", "row", "cell")] == [""] * 5


def test_no_figures_at_all_are_columns_all_the_same(framework: Framework) -> None:
    found = gathered(framework, published=False)
    assert {"indicator", "value", "workbook", "returned_in", "release"} <= set(found.observations.columns)
    assert len(found.observations) == 0
    assert found.too_late == ()
    early = gathered(framework, "Jan 1900")
    assert (len(early.observations), len(early.too_late)) == (0, 5)


@pytest.mark.parametrize("name", ["tht", "strategy-2009"])
def test_no_paper_of_june_2013_knows_a_later_year(name: str) -> None:
    found = gathered(load_framework(name))
    assert max(Period.parse(label).end for label in found.observations["period"]) <= date(2013, 6, 30)
    assert found.too_late


def test_a_return_of_values_counts_as_an_excel_workbook_does(
    write_return: Callable[..., Path], config_for: Callable[..., MonthConfig], tmp_path: Path
) -> None:
    right = write_return()
    (of_excel,) = check_returns(config_for(right), load_framework("tht"), lambda *_: None)
    for kind in ("ods", "csv"):
        path = write_as(kind, tmp_path / "sent", sheet_rows(right))
        (done,) = check_returns(config_for(path), load_framework("tht"), lambda *_: None)
        assert [f.code for f in done.report if f not in of_excel.report.findings] == ["R126"]
        assert done.observations["count"].equals(of_excel.observations["count"])
        assert len(done.observations)
