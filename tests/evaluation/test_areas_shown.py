"""Figures by area: which are shown, in which order, and beside what."""

import pandas as pd

from tht_xl.evaluation.areas import AreaReading, area_readings
from tht_xl.evaluation.evaluate import evaluate
from tht_xl.evaluation.results import unused
from tht_xl.framework.load import load_framework

COLUMNS = ["indicator", "area", "period", "count", "denominator", "value", "lower", "upper", "symbol", "workbook"]
Y6, NAN = "year-6-obesity", float("nan")


def shown(*rows: tuple) -> dict[str, tuple[AreaReading, ...]]:
    framework = load_framework("tht")
    table = pd.DataFrame([(*row, *[None] * (len(COLUMNS) - len(row))) for row in rows], columns=pd.Index(COLUMNS))
    table["symbol"] = table["symbol"].fillna("")
    return area_readings(evaluate(table.assign(workbook="a.xlsx"), framework), framework)


def words(found: dict[str, tuple[AreaReading, ...]], name: str = Y6) -> list[tuple[str, str, str]]:
    return [(r.area.id, str(r.period), r.word) for r in found[name]]


def test_areas_are_compared_with_the_own_area_newest_first() -> None:
    found = shown(
        (Y6, "tower-hamlets", "2022/23", 900, 3000),
        (Y6, "lap-2", "2021/22", 50, 300),
        (Y6, "lap-2", "2022/23", 50, 300),
        (Y6, "lap-1", "2022/23", 150, 300),
        (Y6, "lap-3", "2022/23", 90, 300),
    )
    assert words(found) == [
        ("lap-1", "2022/23", "Worse"),
        ("lap-2", "2022/23", "Better"),
        ("lap-3", "2022/23", "Similar"),
        ("lap-2", "2021/22", ""),
    ]
    first = found[Y6][0]
    assert (first.value, first.absent) == (50, "")
    assert first.limits is not None
    assert 44 < first.limits[0] < 50 < first.limits[1] < 56


def test_without_an_interval_nothing_is_compared() -> None:
    found = shown(
        ("anxiety", "tower-hamlets", "2022/23", None, None, 3.2), ("anxiety", "lap-1", "2022/23", None, None, 3.9)
    )
    assert words(found, "anxiety") == [("lap-1", "2022/23", "Not compared")]
    assert found["anxiety"][0].limits is None


def test_one_limit_is_no_interval() -> None:
    found = shown(
        ("anxiety", "tower-hamlets", "2022/23", None, None, 3.2),
        ("anxiety", "lap-1", "2022/23", None, None, 3.9, 3.5),
        ("anxiety", "lap-2", "2022/23", None, None, 3.9, None, 4.3),
        ("anxiety", "lap-3", "2022/23", None, None, 3.9, 3.5, 4.3),
    )
    assert words(found, "anxiety") == [
        ("lap-1", "2022/23", "Not compared"),
        ("lap-2", "2022/23", "Not compared"),
        ("lap-3", "2022/23", "Worse"),
    ]
    assert [reading.limits for reading in found["anxiety"]] == [None, None, (3.5, 4.3)]


def test_what_has_no_value_says_why() -> None:
    found = shown(
        (Y6, "lap-1", "2022/23", None, None, None, None, None, "[c]"),
        (Y6, "lap-2", "2022/23", None, None, None, None, None, "[x]"),
    )
    assert [(r.value, r.limits, r.word, r.absent) for r in found[Y6]] == [
        (None, None, "", "withheld [c]"),
        (None, None, "", "not available from the source"),
    ]


def test_a_comparator_is_shown_where_the_own_area_has_no_row() -> None:
    own = (Y6, "tower-hamlets", "2022/23", 900, 3000)
    found = shown(own, (Y6, "england", "2022/23", None, None, 22.6), (Y6, "england", "2021/22", None, None, 23.4))
    assert words(found) == [("england", "2021/22", "")]


def test_a_comparator_that_nobody_returned_is_not() -> None:
    framework = load_framework("tht")
    table = pd.DataFrame([(Y6, "england", "2022/23", 22.6)], columns=pd.Index(["indicator", "area", "period", "value"]))
    assert area_readings(evaluate(table, framework), framework) == {}


def test_a_row_of_an_indicator_without_a_card_is_listed_with_the_reason() -> None:
    framework = load_framework("tht")
    status = {Y6: "aspirational", "anxiety": "data-gap"}
    indicators = tuple(i.model_copy(update={"status": status.get(i.id, i.status)}) for i in framework.indicators)
    framework = framework.model_copy(update={"indicators": indicators})
    rows = [(name, "tower-hamlets", "2022/23", 1.0) for name in (Y6, "anxiety", "life-satisfaction", "no-such-thing")]
    table = pd.DataFrame(rows, columns=pd.Index(["indicator", "area", "period", "value"]))
    assert [(row.indicator, row.reason[:70]) for row in unused(evaluate(table, framework), framework)] == [
        (Y6, "the framework lists this indicator as wanted and not yet measured; it "),
        ("anxiety", "the framework lists this indicator as a gap in the data; it has no card"[:70]),
        ("no-such-thing", "unknown indicator 'no-such-thing'. Known: short-term-services-outcome,"[:70]),
    ]
