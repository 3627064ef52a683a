"""The table of columns: what `evaluate` gives is what it says, and a change is known to the changelog."""

import hashlib
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tht_xl.evaluation.evaluate import evaluate
from tht_xl.evaluation.schema import (
    DESCRIPTION,
    OBSERVATION,
    PLACE,
    PROVENANCE,
    RESULT,
    ResultKind,
    added_columns,
    result_columns,
)
from tht_xl.framework.load import load_framework
from tht_xl.model.definition import Framework

ROOT = Path(__file__).parents[2]
TABLE = (*OBSERVATION, *PLACE, *RESULT, *DESCRIPTION, *PROVENANCE)


def frame(**columns: object) -> pd.DataFrame:
    return pd.DataFrame({"indicator": "obesity", "area": "London", "period": ["2021", "2022"], **columns})


@pytest.mark.parametrize("dtype", ["object", "string", "category", None])
@pytest.mark.parametrize("rows", [0, 2])
def test_evaluate_gives_the_columns_of_the_table(small: Framework, dtype: str | None, rows: int) -> None:
    given = frame(count=[5.0, np.nan], denominator=[100.0, np.nan]).iloc[:rows]
    given = given if dtype is None else given.astype(dict.fromkeys(["indicator", "area", "period"], dtype))
    results = evaluate(given, small)
    expected = {column.name: str(column.kind) for column in (*OBSERVATION, *added_columns(small))}
    assert {name: str(kind) for name, kind in results.dtypes.items()} == expected
    assert list(results.columns)[len(OBSERVATION) :] == list(result_columns(small))


def test_every_text_is_plain_text(small: Framework) -> None:
    given = pd.DataFrame(
        {
            "indicator": ["obesity", "small-counts", "agreed", "agreed", "no-such", "survey"],
            "area": "Tower Hamlets",
            "period": ["2022", "2022", "2012/13", "2013/14", "2022", "2022"],
            "count": [5, 5, 30, 40, 1, np.nan],
            "denominator": [100, 100, 100, 100, 2, np.nan],
            "symbol": ["", "", "", "", "", "[u]"],
        }
    )
    results = evaluate(given, small)
    assert results["withheld"].tolist() == ["", "[c]", "", "", "", "[u]"]
    texts = [column.name for column in (*OBSERVATION, *added_columns(small)) if column.kind is ResultKind.TEXT]
    assert {(name, type(cell).__name__) for name in texts for cell in results[name]} == {(n, "str") for n in texts}


def test_columns_of_comparators_stand_together_in_their_order() -> None:
    framework = load_framework("tht")
    names = result_columns(framework)
    assert framework.comparators[2] == "oflog-median"
    assert names[:10] == (
        "interval", "england_value", "england_comparison", "england_in_interval", "london_value", "london_comparison",
        "london_in_interval", "oflog_median_value", "oflog_median_comparison", "oflog_median_in_interval",
    )  # fmt: skip
    assert names[10] == "people_to_comparator"


def test_no_column_is_there_twice() -> None:
    names = [column.name for column in TABLE]
    assert len(set(names)) == len(names)
    assert all(column.meaning for column in TABLE)


def test_the_changelog_knows_the_table() -> None:
    """A change of any name, type or place needs a line in the changelog, which carries the table's fingerprint."""
    listed = "\n".join(f"{column.name} {column.kind}" for column in TABLE)
    fingerprint = hashlib.sha256(listed.encode()).hexdigest()[:12]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert fingerprint in changelog, (
        "tht_xl.evaluation.schema changed: say in CHANGELOG.md which column has another name, type or place, before "
        f"and after, and end the line with `columns {fingerprint}`"
    )


@pytest.mark.parametrize("column", TABLE, ids=lambda column: column.name)
def test_every_column_is_in_the_documentation(column: object) -> None:
    name = str(getattr(column, "name", "")).replace("{comparator}", "england")
    page = (ROOT / "docs/evaluate.md").read_text(encoding="utf-8")
    assert re.search(rf"\b{name}\b", page)
