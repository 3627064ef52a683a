import pytest

from tht_xl.functions import call

COUNTS = [[994], [1023], [1199], [1332], [1367]]
PEOPLE = [[40299], [41527], [42811], [44064], [44701]]
YEARS = [["2018/19"], ["2019/20"], ["2020/21"], ["2021/22"], ["2022/23"]]
BLANKS = [[None], [""], ["  "]] * 1000
RISING = "Increasing and getting worse"


def test_whole_columns() -> None:
    assert call("THT_TREND", COUNTS + BLANKS, PEOPLE + BLANKS, "low", YEARS + BLANKS) == RISING


def test_periods_may_be_filled_in_ahead() -> None:
    ahead = [["2023/24"], ["2024/25"]]
    assert call("THT_TREND", COUNTS + [[None]] * 2, PEOPLE + [[None]] * 2, "low", YEARS + ahead) == RISING


def test_row_filled_in_one_range_only_is_a_row() -> None:
    assert call("THT_TREND", [*COUNTS, [None]], [*PEOPLE, [45000]], "low") == "#N/A"


def test_not_available_is_no_blank() -> None:
    assert call("THT_TREND", [*COUNTS, ["[x]"]], [*PEOPLE, ["[x]"]], "low") == "#N/A"


@pytest.mark.parametrize("cell", [None, "", "[x]"])
def test_gap_in_the_periods(cell: object) -> None:
    assert call("THT_TREND", COUNTS, PEOPLE, "low", [*YEARS[:2], [cell], *YEARS[3:]]) == "#N/A"


@pytest.mark.parametrize("periods", [None, "", [[None]], [[None]] * 5, [[""]] * 5])
def test_periods_left_out(periods: object) -> None:
    assert call("THT_TREND", COUNTS, PEOPLE, "low", periods) == RISING


def test_rows_and_columns_may_be_mixed() -> None:
    assert call("THT_TREND", [[row[0] for row in COUNTS]], PEOPLE, "low") == RISING


def test_tables_and_ranges_of_options_are_refused() -> None:
    assert call("THT_TREND", [[1, 2], [3, 4]], [[1, 2], [3, 4]], "low") == "#VALUE!"
    assert call("THT_TREND", COUNTS, PEOPLE, [["low"]] * 5) == "#VALUE!"
    assert call("THT_TREND", COUNTS, PEOPLE, [["low"]]) == RISING


def test_what_is_older_than_the_latest_five_does_not_count() -> None:
    for old in (None, "abc", "#N/A", "[c]", -1):
        assert call("THT_TREND", [[old], *COUNTS], [[1], *PEOPLE], "low") == RISING
    assert call("THT_TREND", [["#N/A"], *COUNTS[:4]], [[1], *PEOPLE[:4]], "low") == "#N/A"


def test_single_cells_are_a_series_of_one() -> None:
    assert call("THT_TREND", 5, 10, "low") == "Cannot be calculated"


def test_one_cell_beside_longer_ranges_where_that_will_do() -> None:
    reference = ([[10], [5]], [[1], [2]], [[10], [10]])
    assert call("THT_ISRATIO", 2, *reference) == call("THT_ISRATIO", [[1], [1]], *reference) == 100
    assert call("THT_ISRATIO", None, *reference) == "#N/A"
    assert call("THT_ISRATIO", 2, 10, *reference[1:]) == "#VALUE!"


def test_the_reason_stands_in_every_cell() -> None:
    for values, cell in (([[None]], "#N/A"), ([[1, 2], [3, 4]], "#VALUE!"), ([["[c]"], [1]], "[c]"), ([[1]], "#NUM!")):
        assert call("THT_MEAN_CI", values) == [[cell] * 3]
