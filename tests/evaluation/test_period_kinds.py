"""Periods of two kinds in one indicator: the odd ones get a reason, and are never the latest value nor rated."""

import pandas as pd
import pytest

from tht_xl.evaluation.evaluate import evaluate, latest
from tht_xl.evaluation.rows.published import published_observations
from tht_xl.framework.load import load_framework
from tht_xl.framework.period_kinds import LENGTHS, by_end, prevailing_kind
from tht_xl.model.definition import Framework
from tht_xl.model.periods.kind import PeriodKind
from tht_xl.model.periods.period import Period

HERE = "Tower Hamlets"


def observed(indicator: str, *periods: str, values: object = 20.0) -> pd.DataFrame:
    return pd.DataFrame({"indicator": indicator, "area": HERE, "period": periods, "value": values})


def with_fields(framework: Framework, name: str, **fields: object) -> Framework:
    content = framework.model_dump()
    for indicator in content["indicators"]:
        if indicator["id"] == name:
            indicator |= fields
    return Framework.model_validate(content)


def odd_ones(results: pd.DataFrame) -> list[str]:
    return results.loc[results["reason"] != "", "period"].tolist()


def test_the_kind_that_the_definition_states_decides(small: Framework) -> None:
    stated = with_fields(small, "agreed", period_kind="school year")
    results = evaluate(observed("agreed", "2012/13", "2012 - 14", "2013", "AY 2013/14", "FY 2014/15"), stated)
    assert results["reason"].tolist() == [
        "",
        "the period 2012 - 14 is 3 calendar years together; the periods of this indicator are school years, such "
        "as 2022/23",
        "the period 2013 is a calendar year; the periods of this indicator are school years, such as 2022/23",
        "",
        "the period 2014/15 is a financial year; the periods of this indicator are school years, such as 2022/23",
    ]
    assert results["rating"].tolist() == ["Green", "", "", "Green", ""]
    assert results["value"].notna().tolist() == [True, False, False, True, False]
    assert latest(results, stated)["period"].tolist() == ["AY 2013/14"]


@pytest.mark.parametrize(
    ("kind", "period", "label"),
    [
        ("school year", "Sep 2020 - Aug 2021", "2020/21"),
        ("school year", "Aug 2020 - Jul 2021", "2020/21"),
        ("school year", pd.Period("2021", "Y-AUG"), "2020/21"),
        ("school year", "2020-09-01/P1Y", "2020/21"),
        ("3 school years", "Sep 2018 - Aug 2021", "2018/19 - 20/21"),
    ],
)
def test_the_months_of_a_school_year_are_told_its_label(
    small: Framework, kind: str, period: object, label: str
) -> None:
    stated = with_fields(small, "agreed", period_kind=kind)
    rows = pd.DataFrame({"indicator": "agreed", "area": HERE, "period": pd.Series([period], dtype=object), "value": 20})
    (reason,) = evaluate(rows, stated)["reason"]
    years = "school years" if kind == "school year" else "3 school years together"
    assert reason.endswith(f'; the periods of this indicator are {years}; write "{label}"')
    assert evaluate(rows.assign(period=label), stated)["reason"].tolist() == [""]


@pytest.mark.parametrize(
    ("kind", "period"),
    [
        ("financial year", "Sep 2020 - Aug 2021"),
        ("calendar year", "Sep 2020 - Aug 2021"),
        ("school year", "Oct 2020 - Sep 2021"),
        ("school year", "2 Sep 2020 - 1 Sep 2021"),
        ("school year", "Sep 2020 - Jul 2021"),
        ("school year", "Sep 2019 - Aug 2021"),
    ],
)
def test_other_months_are_not_taken_for_a_school_year(small: Framework, kind: str, period: str) -> None:
    stated = with_fields(small, "agreed", period_kind=kind)
    (reason,) = evaluate(observed("agreed", period), stated)["reason"]
    assert "write" not in reason


def test_a_definition_outvotes_any_number_of_rows(small: Framework) -> None:
    stated = with_fields(small, "survey", period_kind="3 calendar years")
    results = evaluate(observed("survey", "2012", "2013", "2014", "2012 - 14"), stated)
    assert odd_ones(results) == [
        "2012",
        "2013",
        "2014",
    ]


def test_without_one_the_kind_of_most_periods_decides(small: Framework) -> None:
    results = evaluate(observed("survey", "2010/11", "2011/12", "2012 - 14", "2012/13"), small)
    assert results["reason"].tolist() == [
        *["", ""],
        "the period 2012 - 14 is 3 calendar years together; the other periods of this indicator are financial or "
        "school years, such as 2012/13. Where both are right, state its period_kind or a break in the definition",
        "",
    ]
    assert latest(results, small)["period"].tolist() == ["2012/13"]


@pytest.mark.parametrize(
    ("frequency", "periods", "odd"),
    [
        ("annual", ["2012/13", "2012 - 14"], ["2012 - 14"]),
        ("annual", ["2012 - 14", "2012/13"], ["2012 - 14"]),
        ("pooled", ["2012/13", "2012 - 14"], ["2012/13"]),
        ("monthly", ["2012", "Jan 2013"], ["2012"]),
        ("quarterly", ["2012", "Q1 2012/13"], ["2012"]),
        ("annual", ["2012", "2012/13"], ["2012"]),
        ("annual", ["2013", "2012/13"], ["2012/13"]),
        ("annual", ["2012", "2012", "2012/13", "2013/14"], ["2012", "2012"]),
    ],
)
def test_of_as_many_the_frequency_decides_and_then_the_newest(
    small: Framework, frequency: str, periods: list[str], odd: list[str]
) -> None:
    framework = with_fields(small, "survey", frequency=frequency)
    rows = observed("survey", *periods)
    if len(periods) == 4:
        rows["area"] = [HERE, "England", HERE, HERE]  # a period counts once, in however many areas it is
    results = evaluate(rows, framework)
    assert odd_ones(results) == odd
    assert not set(odd) & set(latest(results, framework)["period"])


def test_a_break_separates_kinds(small: Framework) -> None:
    rows = observed("broken", "2012/13", "2013/14", "2014", "2015", "2015/16")
    assert odd_ones(evaluate(rows, small)) == ["2015/16"]


def test_an_odd_period_spoils_only_itself(small: Framework) -> None:
    good = observed("survey", "2012/13", "2013/14", "2014/15", values=[10.0, 11.0, 12.0])
    alone = evaluate(good, small)
    beside = evaluate(pd.concat([good, observed("survey", "2014"), observed("rate", "2014")]), small)
    pd.testing.assert_frame_equal(beside.iloc[:3], alone)
    assert beside["reason"].tolist()[4] == ""


@pytest.mark.parametrize(
    ("earlier", "later"),
    [("Apr 2013", "Aug 2013"), ("Sep 2012", "Apr 2013"), ("Dec 2013", "Feb 2014"), ("Q4 2012/13", "Q1 2013/14"),
     ("2010 - 12", "2011 - 13"), ("2012/13", "2013/14"), ("9 Apr 2013", "10 Apr 2013")],
)  # fmt: skip
def test_the_latest_is_the_one_that_ends_last_not_the_last_by_letter_or_row(
    small: Framework, earlier: str, later: str
) -> None:
    for periods in ([earlier, later], [later, earlier]):
        results = evaluate(observed("survey", *periods), small)
        assert latest(results, small)["period"].tolist() == [later]
        assert results.loc[results["period"] == later, "trend_reason"].tolist() != [""]


def test_order_of_recency_is_strict() -> None:
    labels = ["2012 - 14", "2012/13", "2013", "Q1 2013/14", "2014", "Dec 2014"]
    ordered = sorted(map(Period.parse, labels), key=by_end)
    assert [str(p) for p in ordered] == ["2012/13", "Q1 2013/14", "2013", "2012 - 14", "2014", "Dec 2014"]


def test_the_prevailing_kind_names_its_latest_period(small: Framework) -> None:
    periods = [Period.parse(label) for label in ("2014", "2012", "2012 - 14")]
    kind, latest_of_it = prevailing_kind(small.indicators[0], periods)
    assert (kind, latest_of_it) == (PeriodKind.parse("calendar year"), periods[0])


@pytest.mark.parametrize("name", ["tht", "strategy-2009"])
def test_what_is_published_is_of_the_kind_that_is_stated(name: str) -> None:
    framework = load_framework(name)
    rows = published_observations(framework)
    reasons = evaluate(rows, framework)["reason"]
    assert rows[reasons.str.contains("the period")].empty
    assert sum(indicator.period_kind is not None for indicator in framework.indicators) >= 5


def test_what_is_published_is_as_long_as_its_frequency_says_or_its_kind_is_stated() -> None:
    """Or a partner who returns the published series is told that the period '1 Apr 2022' has 0 months."""
    framework = load_framework("tht")
    stated = {indicator.id for indicator in framework.indicators if indicator.period_kind is not None}
    frequency = {indicator.id: indicator.frequency for indicator in framework.indicators}
    rows = published_observations(framework)
    odd = [
        (name, label)
        for name, label in zip(rows["indicator"], rows["period"], strict=True)
        if name not in stated and Period.parse(label).months not in LENGTHS[frequency[name]]
    ]
    assert odd == []
    assert "house-price-ratio" in stated


def test_a_shipped_school_year_is_never_a_calendar_year() -> None:
    framework = load_framework("tht")
    rows = observed("year-6-obesity", "2022/23", "2023", "2021 - 23")
    results = evaluate(rows, framework)
    assert odd_ones(results) == ["2023", "2021 - 23"]
    assert latest(results, framework)["period"].tolist() == ["2022/23"]
