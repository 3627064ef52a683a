from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.errors import DefinitionError, DomainError, UnknownNameError
from tht_xl.evaluation.comparison import NOT_COMPARED
from tht_xl.evaluation.evaluate import evaluate, latest
from tht_xl.evaluation.schema import result_columns
from tht_xl.framework.load import load_framework
from tht_xl.model.definition import Framework

HERE, ENGLAND, LONDON = "Tower Hamlets", "England", "London"


def observed(*rows: tuple) -> pd.DataFrame:
    """Rows of indicator, area, period, count, denominator, value, lower, upper; short rows are filled with NaN."""
    names = ["indicator", "area", "period", "count", "denominator", "value", "lower", "upper"]
    filled = [(*row, *[np.nan] * (len(names) - len(row))) for row in rows]
    return pd.DataFrame(filled, columns=names)


def published(indicator: str, area: str, period: str, *numbers: float) -> tuple:
    return (indicator, area, period, np.nan, np.nan, *numbers)


def one(framework: Framework, *rows: tuple) -> pd.Series:
    return evaluate(observed(*rows), framework).iloc[0]


def test_published_answer_in_full(small: Framework) -> None:
    # NCMP 2022/23, Reception obesity: Tower Hamlets 310/2,940 published as 10.54422 (9.45915-11.67868), England 9.1535.
    row = one(small, ("obesity", HERE, "2022/23", 310, 2940), published("obesity", ENGLAND, "2022/23", 9.1535))
    assert row["value"] == pytest.approx(10.54422, abs=5e-6)
    assert (row["lower"], row["upper"]) == pytest.approx((9.45915, 11.67868), abs=0.1)
    assert (row["interval"], row["england_comparison"], row["people_to_comparator"]) == ("computed", "Worse", 41)
    assert not row["england_in_interval"]
    assert row["sentence"] == "One in ten; worse than England; 41 fewer children would match England"


def test_rows_keep_order_index_and_other_columns(small: Framework) -> None:
    rows = observed(("rate", HERE, "2022", 5, 1000), ("obesity", HERE, "2021/22", 310, 2940), ("nonsense", "x", "y"))
    rows.index = pd.Index([30, 10, 20])
    rows["cell"] = ["A1", "A2", "A3"]
    before = rows.copy()
    results = evaluate(rows, small)
    pd.testing.assert_frame_equal(rows, before)
    assert list(results.index) == [30, 10, 20]
    assert list(results["cell"]) == ["A1", "A2", "A3"]
    assert list(results["indicator"]) == ["rate", "obesity", "nonsense"]
    assert set(result_columns(small)) <= set(results.columns)


@pytest.mark.parametrize("size", [0, 1])
def test_no_row_and_one_row(small: Framework, size: int) -> None:
    results = evaluate(observed(("obesity", HERE, "2022/23", 310, 2940)).iloc[:size], small)
    assert len(results) == size
    assert set(result_columns(small)) <= set(results.columns)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("obesty", HERE, "2022/23", 1, 2), "unknown indicator 'obesty'. Did you mean 'obesity'?"),
        (("obesity", "Tower Hamlet", "2022/23", 1, 2), "unknown area 'Tower Hamlet'"),
        (("obesity", HERE, "last year", 1, 2), "last year"),
        (("obesity", HERE, "2022/23", 3, 2), "the numerator is above the denominator"),
        (("obesity", HERE, "2022/23", -1, 2), "the count is negative"),
        (("obesity", HERE, "2022/23", 1, 0), "the denominator is 0"),
        (("obesity", HERE, "2022/23", 1, np.nan), "the denominator is missing"),
        (("obesity", HERE, "2022/23", np.nan, 5), "the count is missing; enter 0 if none occurred"),
        (("obesity", HERE, "2022/23"), "no value: enter a count and a denominator, or a value"),
        (("obesity", HERE, "2022/23", "many", 5), "count 'many' is not a number"),
        (("obesity", HERE, "2022/23", np.inf, 5), "count 'inf' is not a number"),
        (published("survey", HERE, "2022", 5, 6, 7), "the value is outside its own limits"),
        (published("survey", HERE, "2022", 5, 6, 4), "the lower limit is above the upper limit"),
    ],
)
def test_one_bad_row_spoils_one_row(small: Framework, row: tuple, reason: str) -> None:
    good = ("rate", HERE, "2022", 7, 616_282)
    results = evaluate(observed(good, row), small)
    assert reason in results["reason"][1]
    assert np.isnan(results["value"][1])
    assert results["sentence"][1].startswith("No value: ")
    alone = evaluate(observed(good), small)
    pd.testing.assert_frame_equal(results.iloc[[0]].drop(columns="count"), alone.drop(columns="count"))


def test_a_row_given_twice_is_not_used(small: Framework) -> None:
    row = ("obesity", HERE, "2022/23", 310, 2940)
    results = evaluate(observed(row, ("obesity", "tower-hamlets", "2022-04-01/P1Y", 300, 2940)), small)
    assert results["reason"].str.startswith("given twice").all()
    assert results["value"].isna().all()


def test_missing_column_is_named(small: Framework) -> None:
    with pytest.raises(DomainError, match="no column 'period'"):
        evaluate(pd.DataFrame({"indicator": [], "area": []}), small)


def test_sex_and_age_are_the_indicators_own(small: Framework) -> None:
    rows = observed(("women", HERE, "2022", 5, 10), ("women", HERE, "2021", 5, 10), ("women", HERE, "2020", 5, 10))
    results = evaluate(rows.assign(sex=["", "Male", "Female"], age=["53-64", "", "53-64 yrs"]), small)
    assert results["reason"].tolist() == ["", "sex 'Male' is not this indicator's 'Female'", ""]


@pytest.mark.parametrize("age", ["53 to 64", "[53,65)", "age_53_64", "Aged 53–64", "53-64 years"])
def test_an_age_is_compared_by_the_ages_that_it_means(small: Framework, age: str) -> None:
    rows = observed(("women", HERE, "2022", 5, 10), ("women", HERE, "2021", 5, 10)).assign(age=[age, "53-65"])
    assert evaluate(rows, small)["reason"].tolist() == ["", "age '53-65' is not this indicator's '53-64'"]


def test_published_values_pass_through(small: Framework) -> None:
    row = one(small, published("survey", HERE, "2018/19", 42.1, 38.7, 45.5))
    assert (row["value"], row["lower"], row["upper"], row["interval"]) == (42.1, 38.7, 45.5, "published")


def test_no_interval_is_never_a_guess(small: Framework) -> None:
    row = one(small, published("survey", HERE, "2022", 64.7), published("survey", ENGLAND, "2022", 66.0))
    assert row["england_comparison"] == NOT_COMPARED
    assert row["england_in_interval"] is pd.NA
    assert row["trend_reason"]


def test_survey_estimates_never_speak_of_people(small: Framework) -> None:
    row = one(small, published("survey", HERE, "2022", 10, 9, 11), published("survey", ENGLAND, "2022", 66.0))
    assert row["england_comparison"] == "Worse"
    assert row["people_to_comparator"] is pd.NA


def test_counts_are_released_before_anything_is_computed(small: Framework) -> None:
    rounded = one(small, ("obesity", HERE, "2022/23", 308, 2942))
    assert (rounded["count"], rounded["denominator"], rounded["value"]) == (
        310,
        2940,
        pytest.approx(10.54422, abs=1e-5),
    )
    withheld = one(small, ("small-counts", HERE, "2022/23", 7, 200))
    assert (withheld["withheld"], withheld["reason"]) == ("[c]", "withheld: disclosure rule 1-7")
    assert np.isnan(withheld["count"])
    assert np.isnan(withheld["value"])
    assert np.isnan(withheld["upper"])
    assert one(small, ("small-counts", ENGLAND, "2022/23", 7, 200))["withheld"] == ""


def test_context_is_higher_or_lower_and_never_rated(small: Framework) -> None:
    row = one(small, ("context", HERE, "2022", 50, 100), published("context", ENGLAND, "2022", 10.0))
    assert (row["england_comparison"], row["rating"]) == ("Higher", "Data only")


def test_targets(small: Framework) -> None:
    results = evaluate(
        observed(
            ("proposed", HERE, "2022/23", 10, 100),
            published("agreed", HERE, "2012/13", 25.9332, 24.3638, 27.77299),
            published("agreed", HERE, "2013/14", 26.9),
            published("agreed", HERE, "2014/15", 27.1),
            published("agreed", HERE, "2011/12", 25.3),
            published("agreed", ENGLAND, "2012/13", 18.9),
            published("on-the-way", HERE, "2022", 71.0),
            published("on-the-way", HERE, "2020", 60.0),
            ("obesity", HERE, "2022/23", 310, 2940),
        ),
        small,
    )
    assert results["rating"].tolist() == [
        "Proposed", "Green", "Amber", "Red", "Not due", "", "Green", "Not due", "No target",
    ]  # fmt: skip
    assert results["gap"][0] == 1
    assert results["people_to_target"][0] == 1
    assert results["target"][6] == pytest.approx(70, abs=0.02)
    assert results["target_in_interval"][1]
    assert "within the uncertainty" in results["sentence"][1]
    assert np.isnan(results["target_final"][5])


def test_previous_point_neither_overlaps_nor_crosses_a_break(small: Framework) -> None:
    results = evaluate(
        observed(
            published("survey", HERE, "2018 - 20", 1.0),
            published("survey", HERE, "2019 - 21", 2.0),
            published("survey", HERE, "2021 - 23", 3.0),
            published("broken", HERE, "2013", 4.0),
            published("broken", HERE, "2014", 5.0),
            published("broken", HERE, "2015", 6.0),
        ),
        small,
    )
    assert results["previous_period"].tolist() == ["", "", "2018 - 20", "", "", "2014"]
    assert results["direction"].tolist() == ["", "", "Improving", "", "", "Worsening"]


def test_trend_from_counts_up_to_each_row(small: Framework) -> None:
    # Counts and denominators of a published Fingertips example: significant increase.
    counts, denominators = [994, 1023, 1199, 1332, 1367], [40299, 41527, 42811, 44064, 44701]
    rows = [("context", HERE, str(2015 + n), c, d) for n, (c, d) in enumerate(zip(counts, denominators, strict=True))]
    results = evaluate(observed(*reversed(rows)), small)
    assert results["trend"].tolist() == ["Increasing"] + ["Cannot be calculated"] * 4
    assert set(results["trend_reason"][1:]) == {"fewer than five points"}


def test_a_gap_makes_the_trend_incalculable(small: Framework) -> None:
    years = ["2017/18", "2018/19", "2019/20", "2021/22", "2022/23"]
    results = evaluate(observed(*[("obesity", HERE, y, 300 + n, 3000) for n, y in enumerate(years)]), small)
    assert results["trend"].iloc[-1] == "Cannot be calculated"
    assert "missing" in results["trend_reason"].iloc[-1]


def test_latest_is_the_newest_shown_row_of_the_own_area(small: Framework) -> None:
    results = evaluate(
        observed(
            published("survey", ENGLAND, "2024", 1.0),
            ("small-counts", HERE, "2023", 5, 100),
            ("small-counts", HERE, "2022", 50, 100),
            published("survey", HERE, "2023", 2.0),
            published("survey", HERE, "2024"),
            ("obesity", HERE, "2022/23", 310, 2940),
        ),
        small,
    )
    newest = latest(results, small)
    assert newest[["indicator", "period"]].to_numpy().tolist() == [
        ["obesity", "2022/23"], ["small-counts", "2023"], ["survey", "2023"],
    ]  # fmt: skip


@pytest.mark.slow
@given(st.permutations(range(8)))
def test_the_order_of_rows_changes_nothing(small: Framework, order: list[int]) -> None:
    rows = observed(
        *[("obesity", HERE, f"20{y}/{y + 1}", 300 + 5 * y, 3000) for y in range(15, 20)],
        published("obesity", ENGLAND, "2019/20", 9.9),
        published("agreed", HERE, "2012/13", 25.9),
        ("unknown", HERE, "2012/13", 1, 2),
    )
    expected = evaluate(rows, small)
    pd.testing.assert_frame_equal(evaluate(rows.iloc[order], small).loc[expected.index], expected)


def test_the_population_of_a_rate_is_public_and_not_rounded(small: Framework) -> None:
    rate = next(i for i in small.indicators if i.id == "rate").model_copy(update={"disclosure": "1-7"})
    framework = small.model_copy(update={"indicators": (rate,)})
    row = one(framework, ("rate", HERE, "2022", 21, 1003))
    assert (row["count"], row["denominator"]) == (20, 1003)


@pytest.mark.parametrize(
    ("symbol", "withheld", "sentence"),
    [
        ("[c]", "[c]", "Withheld by the source, because it could identify a person"),
        ("[u]", "[u]", "Withheld by the source as too unreliable"),
        ("[x]", "", "No value: not available from the source"),
        ("[z]", "", "No value: not applicable"),
    ],
)
def test_a_symbol_of_the_source_is_kept(small: Framework, symbol: str, withheld: str, sentence: str) -> None:
    row = evaluate(observed(published("survey", HERE, "2022")).assign(symbol=symbol), small).iloc[0]
    assert (row["withheld"], row["sentence"]) == (withheld, sentence)
    assert row["reason"].casefold() in sentence.casefold()


def test_absurd_numbers_spoil_their_own_row(small: Framework) -> None:
    rows = observed(
        ("rate", HERE, "2020", 1e308, 1e308), ("rate", HERE, "2021", 2**70, 2**80), ("rate", HERE, "2022", 7, 616_282)
    )
    rows["count"] = rows["count"].astype(object)
    rows.loc[1, "count"] = 10**400
    results = evaluate(rows, small)
    assert results["reason"].tolist()[0] == "no value: the counts are too large to compute with"
    assert "is not a number" in results["reason"][1]
    assert results["value"][2] == pytest.approx(1.13584, abs=5e-6)
    assert results["value"][:2].isna().all()


def test_truths_and_dates_are_no_counts(small: Framework) -> None:
    rows = observed(*[("rate", HERE, str(year), 7, 616_282) for year in (2020, 2021, 2022)])
    rows["count"] = pd.Series([True, pd.Timestamp("2022-01-01"), "7"], dtype=object)
    results = evaluate(rows, small)
    assert results["reason"].tolist() == [
        "count 'True' is not a number", "count '2022-01-01 00:00:00' is not a number", "",
    ]  # fmt: skip


def test_almost_none_where_a_few_may_have_been_rounded_away(small: Framework) -> None:
    assert one(small, ("obesity", HERE, "2022/23", 2, 3280))["sentence"] == "None or almost none"
    assert one(small, ("context", HERE, "2022", 0, 3280))["sentence"] == "None"
    assert one(small, ("obesity", HERE, "2022/23", 1, 2))["reason"] == "no value: the denominator rounds to 0"


def test_a_person_row_is_not_spoilt_by_one_for_another_sex(small: Framework) -> None:
    rows = observed(("obesity", HERE, "2022/23", 310, 2940), ("obesity", HERE, "2022/23", 150, 1400))
    results = evaluate(rows.assign(sex=["Persons", "Male"]), small)
    assert results["reason"].tolist() == ["", "sex 'Male' is not this indicator's 'Persons'"]


def test_what_lies_within_the_interval_is_the_target_the_sentence_names(small: Framework) -> None:
    # On the way from 60 in 2020 to 80 in 2024 the target for 2022 is 70.
    rows = [
        published("on-the-way", HERE, "2022", 78.0, 76.0, 81.0),
        published("on-the-way", HERE, "2023", 73.0, 70.0, 76.0),
    ]
    results = evaluate(observed(*rows), small)
    assert results["target_in_interval"].tolist() == [False, True]
    assert ["uncertainty" in said for said in results["sentence"]] == [False, True]


def test_a_symbol_wins_over_figures_beside_it(small: Framework) -> None:
    rows = observed(("context", HERE, "2022", 3, 50), published("survey", HERE, "2022", 6.0, 1.0, 9.0))
    results = evaluate(rows.assign(symbol="[c]"), small)
    assert results["withheld"].tolist() == ["[c]", "[c]"]
    assert results[["count", "denominator", "value", "lower", "upper"]].isna().all(axis=None)


def test_a_row_says_what_it_is_about(small: Framework) -> None:
    rows = observed(("rate", HERE, "2022/23", 5, 1000), ("nonsense", HERE, "2021 - 23"), ("survey", HERE, "last year"))
    results = evaluate(rows.set_axis(pd.Index([5, 3, 4])), small)
    assert list(results.columns[-5:]) == ["name", "unit", "polarity", "period_start", "period_end"]
    assert results[["name", "unit", "polarity"]].to_numpy().tolist() == [
        ["rate", "per 100,000", "low"],
        ["", "", ""],
        ["survey", "%", "high"],
    ]
    assert results["period_start"].tolist() == [pd.Timestamp("2022-04-01"), pd.Timestamp("2021-01-01"), pd.NaT]
    assert results["period_end"].tolist() == [pd.Timestamp("2023-03-31"), pd.Timestamp("2023-12-31"), pd.NaT]


def test_a_column_of_that_name_stays_as_it_came(small: Framework) -> None:
    rows = observed(("rate", HERE, "2022/23", 5, 1000)).assign(name="mine", unit="ours")
    results = evaluate(rows, small)
    assert results[["name", "unit", "polarity"]].iloc[0].tolist() == ["mine", "ours", "low"]
    pd.testing.assert_frame_equal(evaluate(results, small), results)


def test_a_framework_may_be_named(tmp_path: Path) -> None:
    rows = observed(("employment-rate", HERE, "2022", np.nan, np.nan, 60.0))
    expected = evaluate(rows, load_framework("tht"))
    pd.testing.assert_frame_equal(evaluate(rows, "tht"), expected)
    folder = Path(__file__).parents[1] / "framework/valid"
    named = evaluate(observed(("smoking", "town", "2022/23", 10, 100)), folder)
    assert named["value"].tolist() == [10.0]
    with pytest.raises(UnknownNameError, match=r"unknown framework 'thtt'\. Did you mean 'tht'\?"):
        evaluate(rows, "thtt")
    with pytest.raises(DomainError, match="the framework is a int; expected a name or a folder"):
        evaluate(rows, 3)  # pyright: ignore[reportArgumentType]
    with pytest.raises(DefinitionError):
        evaluate(rows, tmp_path)


MONTHS = ("Apr 2024", "Aug 2024", "Dec 2023", "Feb 2024", "Jan 2024", "Jul 2024", "Jun 2024", "Mar 2024", "May 2024")
"""In the order of the alphabet, in which the newest stands second."""


def test_the_latest_month_is_the_latest_in_time_and_not_in_the_alphabet(small: Framework) -> None:
    results = evaluate(observed(*(published("survey", HERE, month, 50.0 + n) for n, month in enumerate(MONTHS))), small)
    assert latest(results, small)["period"].tolist() == ["Aug 2024"]
    before = dict(zip(results["period"], results["previous_period"], strict=True))
    assert [before[month] for month in ("Dec 2023", "Jan 2024", "Apr 2024", "Aug 2024")] == [
        "",
        "Dec 2023",
        "Mar 2024",
        "Jul 2024",
    ]


def test_latest_takes_the_newest_withheld_row_and_passes_over_the_unusable(small: Framework) -> None:
    results = evaluate(
        observed(
            ("small-counts", HERE, "2022", 50, 100),
            ("small-counts", HERE, "2023", 5, 100),
            ("small-counts", HERE, "2024", 500, 100),
            ("no-such-thing", HERE, "2025", 5, 100),
        ),
        small,
    )
    assert latest(results, small)[["period", "withheld"]].to_numpy().tolist() == [["2023", "[c]"]]


@pytest.mark.parametrize(("count", "value"), [(0, 0.0), (200, 100.0)])
def test_none_and_all_are_values(small: Framework, count: int, value: float) -> None:
    row = one(small, ("context", HERE, "2022", count, 200))
    assert (row["value"], row["reason"], row["interval"]) == (value, "", "computed")
    assert row["lower"] <= value <= row["upper"]
    beyond = one(small, ("context", HERE, "2022", 201, 200))
    assert (beyond["reason"], np.isnan(beyond["value"])) == ("the numerator is above the denominator", True)
    # A rate counts events, of which there may be more than people.
    assert one(small, ("rate", HERE, "2022", 201, 200))["value"] == 100_500


def test_a_percentage_may_be_negative(small: Framework) -> None:
    row = one(small, published("survey", HERE, "2022", -3.2, -5.0, -1.5), published("survey", ENGLAND, "2022", -1.0))
    assert (row["value"], row["lower"], row["upper"], row["reason"]) == (-3.2, -5.0, -1.5, "")
    assert (row["england_comparison"], row["england_in_interval"]) == ("Worse", False)
    assert row["sentence"] == "−3.2%; worse than England"
    assert one(small, published("survey", HERE, "2022", -3.2, -1.5, -5.0))["reason"] == (
        "the lower limit is above the upper limit"
    )


def mixed() -> pd.DataFrame:
    """Rows of every kind: counted, published, withheld, wrong, of several areas, with and without a past."""
    random = np.random.default_rng(5)
    names = ["obesity", "small-counts", "rate", "survey", "broken", "agreed", "on-the-way", "context", "no-such"]
    rows = [(n, a, str(y)) for n in names for a in (HERE, ENGLAND, LONDON) for y in range(2010, 2025)]
    frame = pd.DataFrame(rows, columns=["indicator", "area", "period"])
    frame["denominator"] = random.integers(1, 500, len(rows)).astype(float)
    frame["count"] = np.floor(frame["denominator"] * random.uniform(0, 1.05, len(rows)))
    frame["value"] = np.where(random.random(len(rows)) < 0.3, 30.0, np.nan)
    frame["lower"], frame["upper"] = frame["value"] - 2, frame["value"] + 2
    frame.loc[random.random(len(rows)) < 0.3, "count"] = np.nan
    return frame.sample(frac=1, random_state=3)


@pytest.mark.slow
@pytest.mark.parametrize("size", [1, 7, 100])
def test_rows_are_worked_out_alike_in_blocks_of_any_size(
    small: Framework, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    whole = evaluate(mixed(), small)
    monkeypatch.setattr("tht_xl.evaluation.rows.by_row.BLOCK", size)
    monkeypatch.setattr("tht_xl.evaluation.trends.BLOCK", size)
    pd.testing.assert_frame_equal(evaluate(mixed(), small), whole)


def test_the_order_of_rows_does_not_matter(small: Framework) -> None:
    whole = evaluate(mixed(), small)
    pd.testing.assert_frame_equal(evaluate(mixed().sort_index(), small), whole.sort_index())


@pytest.mark.parametrize("dtype", ["object", "string", "category", None])
def test_text_columns_are_objects_whatever_text_they_came_from(small: Framework, dtype: str | None) -> None:
    given = mixed() if dtype is None else mixed().astype(dict.fromkeys(["indicator", "area", "period"], dtype))
    results = evaluate(given, small)
    texts = ["indicator", "area", "period", "sex", "age", "source", "sentence", "reason", "england_comparison", "unit"]
    assert {str(results[name].dtype) for name in texts} == {"object"}
    assert all(type(cell) is str for name in texts for cell in results[name])


def test_what_passes_through_is_left_as_it_is(small: Framework) -> None:
    given = mixed().assign(note="x", kind=pd.Categorical(["a"] * len(mixed())), day=pd.Timestamp("2024-01-01"))
    given.attrs["source"], given.columns.name = "NCMP", "field"
    before = given.copy()
    results = evaluate(given, small)
    pd.testing.assert_frame_equal(given, before)
    pd.testing.assert_frame_equal(results[["note", "kind", "day"]], given[["note", "kind", "day"]])
    assert (results.attrs, results.columns.name) == ({"source": "NCMP"}, "field")


def test_a_result_can_be_changed_without_changing_what_was_given(small: Framework) -> None:
    given = observed(("rate", HERE, "2022", 5, 1000)).assign(note=1.0)
    results = evaluate(given, small)
    results.loc[0, "note"] = 2.0
    assert given["note"].tolist() == [1.0]


def test_a_breakdown_is_a_series_beside_its_own_comparators(small: Framework) -> None:
    rows = [
        ("agreed", HERE, "2012", "", 30.0), ("agreed", HERE, "2013", "", 29.0),
        ("agreed", HERE, "2012", "White", 20.0), ("agreed", HERE, "2013", "White", 40.0),
        ("agreed", ENGLAND, "2013", "", 25.0), ("agreed", ENGLAND, "2013", "White", 35.0),
    ]  # fmt: skip
    given = pd.DataFrame(rows, columns=["indicator", "area", "period", "ethnicity", "value"])
    results = evaluate(given.assign(lower=given["value"] - 1, upper=given["value"] + 1), small)
    assert results["reason"].eq("").all()
    assert results["england_value"].tolist()[1::2][:2] == [25.0, 35.0]
    assert results["previous"].tolist()[1:4:2] == [30.0, 20.0]
    # The target is the whole indicator's.
    assert results["rating"].tolist()[:4] == ["Not due", "Red", "", ""]
    assert latest(results, small)[["period", "ethnicity"]].to_numpy().tolist() == [["2013", ""]]
    assert results["ethnicity"].tolist() == given["ethnicity"].tolist()
