import numpy as np
import pandas as pd
import pytest

from tht_xl.evaluation.evaluate import evaluate
from tht_xl.evaluation.result import Result
from tht_xl.evaluation.rows.observations import key_of
from tht_xl.framework.load import load_framework
from tht_xl.framework.lookup import find_indicator
from tht_xl.model.definition import Target
from tht_xl.model.periods.period import Period
from tht_xl.month.shared_sheet.rows import Cell, reading_of_row, sheet_columns, sheet_rows

TABLE = {
    "indicator": ["anxiety", "year-6-obesity", "year-6-obesity", "year-6-obesity", "year-6-obesity"],
    "area": ["Tower Hamlets", "Tower Hamlets", "tower-hamlets", "England", "Tower Hamlets"],
    "period": ["2022/23", "2021/22", "2022/23", "2022/23", "2020/21"],
    "count": [None, 910, 920, None, "n/a"],
    "denominator": [None, 3065, 3280, None, 2950],
    "value": [3.26, None, None, 22.65001, None],
    "source": ["=HYPERLINK(1)", "", "", "", ""],
}


def test_rows_of_the_own_area_in_order_with_ids_as_keys() -> None:
    framework = load_framework("tht")
    rows = sheet_rows(evaluate(pd.DataFrame(TABLE), framework), framework)
    assert [row["Key"] for row in rows] == [
        key_of("year-6-obesity", "tower-hamlets", "2022/23"),
        key_of("year-6-obesity", "tower-hamlets", "2021/22"),
        key_of("anxiety", "tower-hamlets", "2022/23"),
    ]
    assert [tuple(row) for row in rows] == [sheet_columns(framework)] * 3
    assert rows[0]["England"] == 22.65001
    assert rows[0]["Compared with England"] == "Worse"
    assert rows[1]["England"] is None
    assert rows[2]["Lower limit"] is None
    assert rows[2]["Source"] == "=HYPERLINK(1)"


def test_a_withheld_row_shows_its_symbol_and_nothing_else() -> None:
    framework = load_framework("tht")
    strict = tuple(
        i.model_copy(update={"disclosure": "1-7"}) if i.id == "year-6-obesity" else i for i in framework.indicators
    )
    framework = framework.model_copy(update={"indicators": strict})
    table = pd.DataFrame(TABLE).iloc[[2, 3]].assign(count=[5, np.nan])
    row = sheet_rows(evaluate(table, framework), framework)[0]
    assert row["Value"] == "[c]"
    assert row["Lower limit"] is row["Upper limit"] is row["Gap"] is None
    assert row["Note"] == "withheld: disclosure rule 1-7"
    assert row["In words"] == "Withheld: disclosure rule 1-7"


def rated(period: str, value: float, **target: object) -> dict:
    """The sheet's row for one value against this target."""
    framework = load_framework("tht")
    aim = Target.model_validate({"value": 80, "due": "2024", "agreed": True, "baseline": 60, "baseline_period": "2020",
                                 "path": "linear"} | target)  # fmt: skip
    change = {"target": aim, "polarity": "high", "rating": "tower-hamlets"}
    indicators = tuple(i.model_copy(update=change) if i.id == "employment-rate" else i for i in framework.indicators)
    framework = framework.model_copy(update={"indicators": indicators})
    table = {"indicator": ["employment-rate"], "area": ["tower-hamlets"], "period": [period], "value": [value]}
    return sheet_rows(evaluate(pd.DataFrame(table), framework), framework)[0]


@pytest.mark.parametrize(
    ("value", "target", "rating"),
    [
        (71.0, {}, "Green"),
        (69.0, {}, "Red"),
        (69.0, {"minimum": 68}, "Amber"),
        (67.0, {"minimum": 68}, "Red"),
        (71.0, {"agreed": False}, "Proposed"),
    ],
)
def test_the_rating_is_the_one_of_the_trajectory_and_the_target_the_one_in_the_end(
    value: float, target: dict, rating: str
) -> None:
    """In 2022 the line from 60 to 80 stands at 70, which rates; what the board agreed on is 80 by 2024."""
    row = rated("2022", value, **target)
    assert row["Rating"] == rating
    assert (row["Target"], row["Target due"]) == (80, "2024")
    assert row["Gap"] == 80 - value


def test_before_anything_is_due_the_target_is_shown_and_nothing_is_rated() -> None:
    row = rated("2019", 50.0)
    assert (row["Rating"], row["Target"]) == ("Not due", 80)


def test_no_target_is_a_blank_and_says_so() -> None:
    framework = load_framework("tht")
    none = {"target": None}
    indicators = tuple(i.model_copy(update=none) if i.id == "anxiety" else i for i in framework.indicators)
    framework = framework.model_copy(update={"indicators": indicators})
    row = sheet_rows(evaluate(pd.DataFrame(TABLE).iloc[[0]], framework), framework)[0]
    assert (row["Target"], row["Target due"], row["Gap"], row["Rating"]) == (None, None, None, "No target")


def test_rows_without_a_value_stay_out_unless_they_are_withheld() -> None:
    framework = load_framework("tht")
    table = pd.DataFrame(TABLE).iloc[[1, 2]].assign(count=np.nan, denominator=np.nan, symbol=["[x]", "[c]"])
    rows = sheet_rows(evaluate(table, framework), framework)
    assert [(row["Period"], row["Value"]) for row in rows] == [("2022/23", "[c]")]


def test_the_limits_and_the_words_are_those_of_the_row() -> None:
    framework = load_framework("tht")
    results = evaluate(pd.DataFrame(TABLE), framework)
    row, result = sheet_rows(results, framework)[0], results.iloc[2]
    assert (row["Lower limit"], row["Upper limit"]) == (result["lower"], result["upper"])
    assert row["Value"] == result["value"]
    assert (row["Unit"], row["In words"], row["Note"]) == ("%", result["sentence"], None)
    assert (row["Recent trend"], row["Indicator"]) == ("Cannot be calculated", "Year 6 obesity")


def read_back(**typed: Cell) -> Result:
    """The newest Year 6 row of the sheet with these cells typed over, as the paper takes it up."""
    framework = load_framework("tht")
    row = sheet_rows(evaluate(pd.DataFrame(TABLE), framework), framework)[0]
    written = {heading.replace("_", " "): cell for heading, cell in typed.items()}
    assert set(written) <= set(row)
    indicator = find_indicator(framework, "year-6-obesity")
    return reading_of_row(row | written, indicator, Period.parse("2022/23"), framework)


def test_a_row_of_the_sheet_is_the_figure_it_was_made_from() -> None:
    reading = read_back()
    assert reading.key == key_of("year-6-obesity", "tower-hamlets", "2022/23")
    assert (reading.value, reading.withheld, reading.sentence) == (
        pytest.approx(100 * 920 / 3280), "", "28 in 100; worse than England; 178 fewer children would match England"
    )  # fmt: skip
    assert reading.lower is not None and reading.upper is not None
    assert reading.lower < 28 < reading.upper
    beside = {each.area.id: (each.value, each.word) for each in reading.comparisons}
    assert beside["england"] == (22.65001, "Worse")
    assert beside["london"] == (None, "")


@pytest.mark.parametrize("symbol", ["[c]", "[u]"])
def test_a_symbol_in_the_sheet_withholds_the_whole_row(symbol: str) -> None:
    reading = read_back(Value=symbol)
    assert (reading.withheld, reading.value, reading.lower, reading.upper, reading.sentence) == (
        symbol, None, None, None, ""
    )  # fmt: skip


def test_a_number_typed_over_a_withheld_one_stays_withheld() -> None:
    reading = read_back(Value=28.0, Note="withheld: disclosure rule 1-7")
    assert (reading.withheld, reading.value, reading.lower) == ("[c]", None, None)


@pytest.mark.parametrize(
    ("typed", "value"),
    [("about 28", None), ("[x]", None), (True, None), (float("inf"), None), (29, 29.0), (29.5, 29.5), (None, None)],
)
def test_what_somebody_typed_for_a_value_is_theirs_and_withholds_nothing(typed: Cell, value: float | None) -> None:
    reading = read_back(Value=typed)
    assert (reading.value, reading.withheld) == (value, "")
    assert reading.sentence.startswith("28 in 100")
