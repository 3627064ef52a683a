"""A framework in the hands of an analyst: one indicator by its id, all of them as a frame."""

import pandas as pd
import pytest

from tht_xl import load_framework
from tht_xl.errors import UnknownNameError
from tht_xl.model.definition import Indicator, Target

THT = load_framework("tht")


def test_an_indicator_by_its_id() -> None:
    assert THT.indicator("year-6-obesity").unit == "%"
    assert THT.indicator("  Year-6-Obesity ") is THT.indicator("year-6-obesity")
    with pytest.raises(UnknownNameError, match=r"unknown indicator 'yr6-obesity'\. Did you mean 'year-6-obesity'\?"):
        THT.indicator("yr6-obesity")


def test_a_frame_has_a_row_for_each_indicator_and_a_column_for_each_field() -> None:
    frame = THT.to_frame()
    assert frame["id"].tolist() == [indicator.id for indicator in THT.indicators]
    assert set(frame.columns) == (set(Indicator.model_fields) - {"target"}) | {
        f"target_{n}" for n in Target.model_fields
    }
    rows = {row["id"]: row for row in frame.to_dict("records")}
    row = rows["year-6-obesity"]
    assert row["period_kind"] == "school year"
    assert (row["target_due"], row["target_baseline_period"], row["target_agreed"]) == ("2030", "2022/23", False)
    assert (row["polarity"], row["decimals"]) == ("low", 1)
    assert pd.isna(row["tolerance"])
    assert pd.isna(rows["hip-fractures"]["target_value"])


def test_milestones_and_breaks_are_text() -> None:
    frame = load_framework("strategy-2009").to_frame()
    row = next(row for row in frame.to_dict("records") if row["id"] == "networks-set-up")
    assert row["target_milestones"].startswith("2009 ")
    assert "; 2010 " in row["target_milestones"]
    assert row["breaks"] == ""


def test_a_framework_is_shown_in_a_line() -> None:
    size = len(THT.indicators)
    shown = f"<Framework tht: Tower Hamlets Together outcomes framework, version {THT.version}, {size} indicators>"
    assert repr(THT) == shown
    assert str(THT) == shown
