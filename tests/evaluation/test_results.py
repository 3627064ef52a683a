"""Results as values: made of the rows that are shown, by one look-up."""

import pandas as pd
import pytest

from tht_xl.evaluation import areas, results
from tht_xl.evaluation.areas import area_readings
from tht_xl.evaluation.evaluate import evaluate
from tht_xl.evaluation.exceptions import assess
from tht_xl.evaluation.result import Origin
from tht_xl.evaluation.results import Results, readings, unused
from tht_xl.evaluation.rows.resolve import Resolved, resolve
from tht_xl.evaluation.target_status import TargetStatus
from tht_xl.model.definition import Framework

HERE = "Tower Hamlets"


def evaluated(framework: Framework) -> pd.DataFrame:
    rows = [
        ("agreed", HERE, "2012/13", "", 30.0),
        ("agreed", HERE, "2011/12", "", 28.0),
        ("agreed", "England", "2012/13", "", 27.0),
        ("agreed", HERE, "2012/13", "White", 20.0),
        ("no-such", HERE, "2012/13", "", 20.0),
        ("survey", HERE, "soon", "", 1.0),
    ]
    given = pd.DataFrame(rows, columns=["indicator", "area", "period", "ethnicity", "value"])
    return evaluate(given.assign(lower=given["value"] - 1, upper=given["value"] + 1), framework)


def test_rows_that_are_shown_become_values_oldest_first(small: Framework) -> None:
    found = readings(evaluated(small), small)
    assert list(found) == ["agreed"]
    earlier, latest = found["agreed"]
    assert [str(each.period) for each in (earlier, latest)] == ["2011/12", "2012/13"]
    assert (latest.indicator, latest.area, latest.key) == ("agreed", "tower-hamlets", "agreed|tower-hamlets|2012/13")
    assert (latest.value, latest.limits, latest.previous) == (30.0, (29.0, 31.0), 28.0)
    assert latest.headline is not None
    assert (latest.headline.area.id, latest.headline.value, latest.headline.word) == ("england", 27.0, "Worse")
    status = latest.target_status
    assert status == TargetStatus("Red", 26.4, 26.4, due="by 2013", minimum=27.0, gap=status.gap, in_interval=False)
    assert status.gap == pytest.approx(3.6)
    assert latest.count is None


def test_where_a_figure_comes_from_is_one_thing(small: Framework) -> None:
    frame = evaluated(small)
    assert readings(frame, small)["agreed"][-1].origin == Origin()
    month = {"returned_on": "2026-11-30", "returned_by_role": "analyst", "status": "revised"}
    told = frame.assign(source="NCMP", workbook="a.xlsx", sheet="Data", cell="F2", release="", **month)
    told["overridden_by_role"] = "owner"
    told["version"] = pd.array([2] * len(frame), "Int64")
    assert readings(told, small)["agreed"][-1].origin == Origin(
        "NCMP", "a.xlsx", "Data", "F2", "", 2, "2026-11-30", "analyst", "revised", "owner"
    )
    # A published figure has no version.
    told["version"] = pd.array([pd.NA] * len(frame), "Int64")
    assert readings(told, small)["agreed"][-1].origin.version is None


def test_what_nothing_shows_has_its_reason(small: Framework) -> None:
    told = unused(evaluated(small), small)
    assert [each.indicator for each in told] == ["no-such", "survey"]
    assert told[0].reason.startswith("unknown indicator")


def test_rows_are_looked_up_once_whoever_asks(small: Framework, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def counted(rows: pd.DataFrame, framework: Framework) -> Resolved:
        asked.append(len(rows))
        return resolve(rows, framework)

    frame = evaluated(small)
    monkeypatch.setattr(results, "resolve", counted)
    view = Results(frame, small)
    for _ in range(2):
        assert readings(view, small)
        assert unused(view, small)
        assess(view, small)
        area_readings(view, small)
    assert asked == [len(frame)]
    assert not hasattr(areas, "resolve")
