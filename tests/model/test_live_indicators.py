"""Which indicators are watched today."""

import pytest

from tht_xl.framework.load import load_framework


@pytest.mark.parametrize(
    ("status", "state", "is_live"),
    [
        ("current", "live", True),
        ("current", "historic", False),
        ("aspirational", "live", False),
        ("data-gap", "live", False),
    ],
)
def test_an_indicator_is_live_while_it_is_measured_and_goes_on(status: str, state: str, is_live: bool) -> None:
    indicator = load_framework("tht").indicators[0].model_copy(update={"status": status, "state": state})
    assert indicator.is_live is is_live
