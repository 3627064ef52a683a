"""Whatever asks for a role takes and refuses the same."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tht_xl.errors import ConfigError
from tht_xl.month.closing.close import close_month
from tht_xl.month.closing.purge import carry_out
from tht_xl.month.closing.show import reopen_month
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.configuration.load import load_config
from tht_xl.month.governance.approvals import approve
from tht_xl.month.governance.explanations import accept
from tht_xl.month.governance.restriction import require_named_role, require_reason
from tht_xl.store.moving import hand_over, take_back
from tht_xl.store.open import create_store, open_store
from tht_xl.store.records.months import add_closed_month
from tht_xl.store.store import Store

RETURNS = [{"workbook": "return.xlsx", "partner": "london-borough-of-tower-hamlets"}]
CLOSED: Any = SimpleNamespace(is_closed=True, month="2027-03", edition=1)
NOT_ROLES = {
    "...": "nobody is named",
    "jane@example.org": "an e-mail address is a person",
    "lead\nof nothing": "is not one line of text",
}


def configured(**parts: object) -> MonthConfig:
    return MonthConfig.model_validate({"month": "Apr 2027", "returns": RETURNS, **parts})


def loaded(path: Path, **parts: object) -> Any:
    """A configuration read from its file, as a month reads it."""
    file = path.with_name("month.yaml")
    file.write_text(json.dumps({"month": "Apr 2027", "returns": RETURNS, **parts}))  # JSON is YAML
    return load_config(file)


def restricted(role: str) -> object:
    config = configured(restricted=[{"from": "2027-04-01", "to": "2027-04-30"}])
    return require_reason(config, config.restricted[0].begins, reason="statutory", role=role)


ENTRANCES: dict[str, Callable[[str, Store, Path], object]] = {
    "a contact": lambda role, _s, path: loaded(path, secretary={"role": role, "email": "a@example.org"}).secretary.role,
    "a role named for an action": lambda role, _s, path: loaded(path, roles={"close": [role]}).roles["close"][0],
    "a role for an action": lambda role, _s, _p: require_named_role(configured(), "close", role),
    "publishing on a restricted day": lambda role, _s, _p: restricted(role),
    "closing": lambda role, store, _p: close_month(configured(), store, role=role, reason=""),
    "reopening": lambda role, store, _p: reopen_month(store, CLOSED, role=role, reason="why"),
    "purging": lambda role, store, _p: carry_out(configured(), store, (), role=role, reason="why"),
    "approving": lambda role, _s, _p: approve(configured(), "tht", "a|b|c", "agreed", role),
    "accepting": lambda role, _s, _p: accept(configured(), "tht", (), code="R702", reason="late-data", role=role),
    "the log": lambda role, store, _p: store.log("seen", role=role),
    "handing over": lambda role, store, path: hand_over(store, path, role=role),
    "taking back": lambda role, store, _p: take_back(store, role=role),
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "store.sqlite"
    create_store(path, "tht")
    with open_store(path, writes=True) as store:
        yield store


@pytest.mark.parametrize("given", NOT_ROLES)
@pytest.mark.parametrize("entrance", ENTRANCES)
def test_what_is_not_a_role_is_refused(entrance: str, given: str, store: Store, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=NOT_ROLES[given]) as told:
        ENTRANCES[entrance](given, store, tmp_path / "copy.sqlite")
    assert "jane" not in str(told.value)


@pytest.mark.parametrize("entrance", ["a contact", "a role named for an action", "a role for an action"])
def test_a_role_is_recorded_without_what_is_at_its_ends(entrance: str, store: Store, tmp_path: Path) -> None:
    assert ENTRANCES[entrance](" Public health lead. ", store, tmp_path) == "Public health lead"


@pytest.mark.parametrize("entrance", ["reopening", "the log", "handing over", "taking back"])
def test_a_role_is_kept_without_what_is_at_its_ends(entrance: str, store: Store, tmp_path: Path) -> None:
    add_closed_month(store, "2027-03", role="Lead.", note="", manifest={}, files=())
    ENTRANCES[entrance](" Public health lead. ", store, tmp_path / "copy.sqlite")
    assert [row["role"] for row in store.read("SELECT role FROM log")] == ["Lead", "Public health lead"]


def test_a_named_role_is_meant_with_or_without_its_full_stop() -> None:
    config = configured(roles={"close": ["Secretary."]})
    assert require_named_role(config, "close", "secretary") == "Secretary"
