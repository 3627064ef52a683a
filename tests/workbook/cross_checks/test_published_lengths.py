"""A period as long as one that a source has published for its indicator is right, whatever the frequency says."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tht_xl.model.definition import Framework, PublishedSeries
from tht_xl.workbook.check import check_return

Write = Callable[..., Path]


@pytest.fixture
def with_months(framework: Framework) -> Framework:
    """The framework with a published series of months for its annual score of well-being."""
    values = {"england": {"Jan 2022": [7.2, 7.1, 7.3], "Feb 2022": [7.1, 7.0, 7.2]}}
    series = PublishedSeries.model_validate({"indicator": "wellbeing", "source": "Survey", "values": values})
    return framework.model_copy(update={"published": (*framework.published, series)})


@pytest.mark.parametrize(
    ("area", "period", "codes"),
    [
        ("England", "Jan 2022", set()),
        ("Tower Hamlets", "Mar 2022", set()),
        ("Tower Hamlets", "Q1 2022/23", {"R310"}),
    ],
)
def test_a_published_length_is_right(
    write_return: Write, with_months: Framework, area: str, period: str, codes: set[str]
) -> None:
    report = check_return(write_return({"B9": area, "C9": period}), with_months).report

    assert {finding.code for finding in report if finding.code.startswith("R3")} == codes


def test_it_is_right_for_its_own_indicator_alone(write_return: Write, with_months: Framework) -> None:
    cells = {"A9": "contact", "C9": "Mar 2022", "F9": 28, "G9": None, "H9": None}

    assert [f.code for f in check_return(write_return(cells), with_months).report] == ["R310"]
