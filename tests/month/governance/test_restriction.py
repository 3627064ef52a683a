"""Restricted days, roles and how long records are kept."""

from datetime import date
from pathlib import Path

import pytest

from tht_xl.errors import ConfigError
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.governance.restriction import PUBLISHED, record_reason, require_named_role, require_reason
from tht_xl.month.run import run_month
from tht_xl.store.open import open_store

GIVEN = {
    "month": "Apr 2027",
    "returns": [{"workbook": "return.xlsx", "partner": "london-borough-of-tower-hamlets"}],
    "restricted": [{"from": "2027-03-25", "to": "2027-05-06", "reason": "local elections"}],
    "roles": {"sign-off": ["Director of public health"], "close": ["Secretary"]},
    "retention": {"log": "6 years", "runs": "18 months"},
}
CONFIG = MonthConfig.model_validate(GIVEN)


@pytest.mark.parametrize("day", [date(2027, 3, 25), date(2027, 5, 6)])
def test_publishing_on_a_restricted_day_needs_a_reason(day: date) -> None:
    with pytest.raises(ConfigError) as told:
        require_reason(CONFIG, day)
    assert str(told.value) == (
        "restricted: publishing is restricted from 25 Mar 2027 to 6 May 2027 (local elections). Wait, or say why it "
        'may be published: --because "..." --role ROLE. Nothing was written'
    )
    assert require_reason(CONFIG, day, reason="statutory return", role="Director of public health")


@pytest.mark.parametrize("day", [date(2027, 3, 24), date(2027, 5, 7)])
def test_other_days_need_none(day: date) -> None:
    assert not require_reason(CONFIG, day)


def test_a_run_is_refused_before_anything_is_reached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THT_XL_TODAY", "2027-04-01")
    config = CONFIG.model_copy(update={"output": tmp_path / "out"})
    with pytest.raises(ConfigError, match="publishing is restricted"):
        run_month(config, apply=True)
    assert not (tmp_path / "out").exists()


def test_the_reason_is_recorded(tmp_path: Path) -> None:
    with open_store(tmp_path / "store.sqlite", framework="tht", writes=True, create=True) as store:
        record_reason(store, "Apr 2027", reason="statutory return", role="Director of public health")
        row = store.read("SELECT * FROM log WHERE what = ?", PUBLISHED)[0]
    assert (row["subject"], row["role"], row["reason"]) == (
        "Apr 2027",
        "Director of public health",
        "statutory return",
    )


def test_a_role_is_one_of_those_named_for_the_action() -> None:
    assert require_named_role(CONFIG, "close", "secretary") == "Secretary"
    assert require_named_role(CONFIG, "purge", "Records officer") == "Records officer"
    with pytest.raises(ConfigError, match=r"'Analyst' is not named for 'close'.*Named are Secretary"):
        require_named_role(CONFIG, "close", "Analyst")
    with pytest.raises(ConfigError, match="an e-mail address is a person"):
        require_named_role(CONFIG, "purge", "a.person@example.org")
