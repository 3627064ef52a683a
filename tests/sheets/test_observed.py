"""The trials of tests/sheets/test_live.py, tried on the rehearsal server: they see how each switch is set."""

from dataclasses import fields, replace

import pytest
from tests.sheets.conftest import new_world
from tests.sheets.observed import OBSERVATIONS

from tht_xl.rehearsal.spreadsheet.switches import Switches


def test_every_switch_that_can_be_seen_is_tried() -> None:
    assert {field.name for field in fields(Switches)} - {"edits_shift_addresses"} == set(OBSERVATIONS)


@pytest.mark.parametrize("setting", [True, False])
@pytest.mark.parametrize("name", OBSERVATIONS)
def test_a_trial_sees_how_the_switch_is_set(name: str, *, setting: bool) -> None:
    with new_world(replace(Switches(), **{name: setting})) as world:
        http = world.new_http()
        sheet_id = world.sheet._sheet.overview().sheet_ids["Data"]
        assert OBSERVATIONS[name](http, world.id, sheet_id) is setting
