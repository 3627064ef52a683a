"""Published series as observations."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from tht_xl.evaluation.rows.observations import COLUMNS, KEY, NUMBERS
from tht_xl.evaluation.rows.published import published_observations, release_days
from tht_xl.framework.load import framework_names, load_framework
from tht_xl.model.definition import Framework
from tht_xl.model.periods.period import Period

VALID = Path(__file__).parents[2] / "framework/valid"


def test_each_value_is_one_row_with_the_limits_it_has() -> None:
    frame = published_observations(load_framework(VALID))
    expected = pd.DataFrame(
        [
            ("smoking", "town", "2020/21", "Persons", "All ages", None, None, 14, 13, 15, "A survey"),
            ("smoking", "town", "2021/22", "Persons", "All ages", None, None, 13.5, None, None, "A survey"),
        ],
        columns=list(COLUMNS),
    ).astype(dict.fromkeys(NUMBERS, float))
    pd.testing.assert_frame_equal(frame, expected, check_dtype=False)


def test_labels_are_canonical_and_in_order_of_time() -> None:
    framework = load_framework(VALID)
    values = {"town": {"2022/2023": (3.0,), "2020/21": (1.0,), "2021-04-01/P1Y": (2.0,)}}
    series = framework.published[0].model_copy(update={"values": values})
    frame = published_observations(framework.model_copy(update={"published": (series,)}))
    assert frame["period"].tolist() == ["2020/21", "2021/22", "2022/23"]
    assert frame["value"].tolist() == [1, 2, 3]


def test_nothing_published_gives_the_columns_all_the_same() -> None:
    framework = load_framework(VALID).model_copy(update={"published": ()})
    frame = published_observations(framework)
    assert (len(frame), tuple(frame.columns)) == (0, COLUMNS)
    assert all(frame[name].dtype == float for name in NUMBERS)


def test_each_call_gives_a_frame_of_its_own() -> None:
    framework = load_framework(VALID)
    frame = published_observations(framework)
    frame["value"] = 0.0
    assert published_observations(framework)["value"].tolist() == [14, 13.5]


@pytest.fixture(params=framework_names())
def packaged(request: pytest.FixtureRequest) -> Framework:
    return load_framework(request.param)


def test_the_packaged_series_have_one_value_for_each_key(packaged: Framework) -> None:
    frame = published_observations(packaged)
    assert not frame.duplicated(list(KEY)).any()
    assert frame["value"].notna().all()
    assert (frame["lower"].isna() | frame["value"].between(frame["lower"], frame["upper"])).all()
    assert all(str(Period.parse(label)) == label for label in frame["period"])


def test_release_days_are_known_by_any_label_of_the_period() -> None:
    framework = load_framework(VALID)
    releases = {"2021/2022": date(2022, 11, 3)}
    series = framework.published[0].model_copy(update={"releases": releases})
    framework = framework.model_copy(update={"published": (series,)})
    assert release_days(framework) == {("smoking", "town", "2021/22"): date(2022, 11, 3)}
