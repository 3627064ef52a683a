"""The star: tidy tables with keys that join, and no withheld value that can be worked out from them."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tht_xl.evaluation.evaluate import evaluate
from tht_xl.evaluation.results import Results
from tht_xl.evaluation.star.schema import STAR, StarKind, relationships
from tht_xl.evaluation.star.tables import WITHHELD_BESIDE, star_tables, withheld_beside
from tht_xl.framework.load import load_framework
from tht_xl.model.definition import Framework
from tht_xl.partnership.monitoring.published_figures import published_results

Tables = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def tht() -> Framework:
    return load_framework("tht")


@pytest.fixture(scope="module")
def tables(tht: Framework) -> Tables:
    return star_tables(published_results(tht, date(2026, 11, 30)))


def test_each_table_has_its_columns_its_types_and_no_key_twice(tables: Tables) -> None:
    kinds = {StarKind.TEXT: "object", StarKind.NUMBER: "float64", StarKind.WHOLE: "Int64", StarKind.YES_NO: "boolean",
             StarKind.DAY: "datetime64[s]"}  # fmt: skip
    assert list(tables) == [table.name for table in STAR]
    for table in STAR:
        frame = tables[table.name]
        assert list(frame.columns) == list(table.column_names)
        assert {name: str(kind) for name, kind in frame.dtypes.items()} == {
            c.name: kinds[c.kind] for c in table.columns
        }
        assert not frame.duplicated(list(table.key)).any()
        assert len(frame) > 0


def test_each_key_that_is_referred_to_is_there(tables: Tables) -> None:
    keys = {table.name: table.key[0] for table in STAR}
    joined = list(relationships())
    assert len(joined) == 8
    for table, column, to in joined:
        given = tables[table][column]
        assert set(given[given != ""]) <= set(tables[to][keys[to]]), (table, column)


def test_the_figures_are_those_of_the_results(tables: Tables, tht: Framework) -> None:
    facts: Any = tables["fact_value"].set_index(["indicator_key", "area_key", "period_key"])
    frame = published_results(tht, date(2026, 11, 30)).frame
    row = frame[(frame["indicator"] == "employment-rate") & (frame["area"] == "tower-hamlets")].iloc[-1]
    fact = facts.loc[("employment-rate", "tower-hamlets", row["period"])]
    assert (fact["value"], fact["lower"], fact["rating"]) == (row["value"], row["lower"], row["rating"])
    beside: Any = tables["fact_comparison"].set_index(["indicator_key", "area_key", "period_key", "comparator_key"])
    england = beside.loc[("employment-rate", "tower-hamlets", row["period"], "england")]
    assert england["comparator_value"] == row["england_value"]
    assert england["difference"] == row["value"] - row["england_value"]
    assert england["comparison"] == row["england_comparison"]


def test_the_newest_period_with_a_value_is_marked_once_for_each_indicator_and_area(tables: Tables) -> None:
    facts = tables["fact_value"]
    newest = facts[facts["is_latest"]]
    assert not newest.duplicated(["indicator_key", "area_key"]).any()
    with_value = facts[facts["value"].notna()]
    assert len(newest) == len(with_value.drop_duplicates(["indicator_key", "area_key"]))


def wards(tht: Framework) -> list[str]:
    return [area.id for area in tht.areas if area.kind == "ward"]


def ward_tables(tht: Framework, counts: list[float], symbols: list[str]) -> Tables:
    """The star of one indicator in as many wards, and in the borough."""
    names = [*wards(tht)[: len(counts)], tht.home]
    rows = pd.DataFrame(
        {"indicator": "year-6-obesity", "area": names, "period": "2022/23", "count": [*counts, np.nansum(counts) + 4],
         "denominator": [None if np.isnan(c) else 100.0 for c in counts] + [100.0 * len(counts)],
         "symbol": [*symbols, ""]}
    )  # fmt: skip
    return star_tables(Results(evaluate(rows, tht), tht))


def test_a_single_withheld_area_takes_the_smallest_other_with_it(tht: Framework) -> None:
    found = ward_tables(tht, [np.nan, 20.0, 12.0, 30.0], ["[c]", "", "", ""])
    facts: Any = found["fact_value"].set_index("area_key")
    first, second, third, fourth = wards(tht)[:4]
    assert facts.loc[first, "symbol"] == "[c]"
    assert (facts.loc[third, "symbol"], facts.loc[third, "reason"]) == ("[c]", WITHHELD_BESIDE)
    hidden = ["value", "lower", "upper", "numerator", "denominator", "gap"]
    assert facts.loc[[first, third], hidden].isna().all().all()
    assert facts.loc[third, "sentence"] == ""
    assert facts.loc[[second, fourth], "numerator"].tolist() == [20.0, 30.0]
    assert withheld_beside(found) == 1
    assert third not in set(found["fact_comparison"]["area_key"])


def test_two_withheld_areas_protect_each_other(tht: Framework) -> None:
    found = ward_tables(tht, [np.nan, np.nan, 12.0, 30.0], ["[c]", "[c]", "", ""])
    assert withheld_beside(found) == 0
    assert found["fact_value"]["numerator"].notna().sum() == 3


def test_a_withheld_row_says_nothing_of_its_value_in_any_table(tht: Framework) -> None:
    found = ward_tables(tht, [np.nan, np.nan, 12.0], ["[c]", "[c]", ""])
    facts = found["fact_value"]
    withheld = facts[facts["symbol"] == "[c]"]
    numbers = withheld.select_dtypes("number").drop(columns=["target", "target_final"], errors="ignore")
    assert numbers.isna().all().all()


def test_results_without_rows_give_empty_tables_of_the_same_shape(tht: Framework, tables: Tables) -> None:
    rows = pd.DataFrame({"indicator": [], "area": [], "period": []}, dtype=object)
    found = star_tables(Results(evaluate(rows, tht), tht))
    assert len(found["fact_value"]) == len(found["fact_comparison"]) == 0
    assert all(list(found[name].dtypes) == list(tables[name].dtypes) for name in found)
