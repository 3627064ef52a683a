"""A run with nothing new: one read shows it, and nothing is written."""

from typing import Any

import pytest

from tht_xl.errors import SheetError
from tht_xl.sheets.sheet_tabs import SheetTabs
from tht_xl.sheets.spreadsheet import Spreadsheet
from tht_xl.sheets.standing import Writer
from tht_xl.sheets.sync import SharedSheet
from tht_xl.sheets.table import Column
from tht_xl.sheets.write.staging import PREFIX


def test_one_read_is_enough(world: Any) -> None:
    world.sheet.apply(world.rows(4))
    sheet = world.shared()
    world.answered.clear()
    sheet.require_may_write()
    outcome = sheet.confirm(world.rows(4))
    assert outcome is not None
    assert outcome.plan.is_empty
    assert world.answered == ["GET"]
    assert set(sheet.theirs) == {"k000", "k001", "k002", "k003"}


def test_it_says_what_apply_says(world: Any) -> None:
    world.sheet.apply(world.rows(4))
    world.type("k002", "Value", "99")
    world.type("k003", "Status", "mine")
    confirmed = world.shared().confirm(world.rows(4))
    applied = world.shared().apply(world.rows(4))
    assert confirmed is not None
    assert confirmed.plan == applied.plan
    assert confirmed.lines() == applied.lines()
    assert [cell.key for cell in confirmed.plan.kept] == ["k002", "k003"]


@pytest.mark.parametrize("rows", [(5, ()), (4, (2,))], ids=["a new row", "a changed value"])
def test_where_there_is_something_to_do_it_writes_nothing(world: Any, rows: tuple[int, tuple[int, ...]]) -> None:
    world.sheet.apply(world.rows(4))
    before = world.cells()
    world.answered.clear()
    assert world.shared().confirm(world.rows(*rows)) is None
    assert set(world.answered) == {"GET"}
    assert world.cells() == before


def test_what_a_write_ran_over_is_left_for_apply_to_put_back(world: Any) -> None:
    world.sheet.apply(world.rows(4))
    world.meanwhile(lambda: world.type("k001", "Value", "typed"))
    sheet = world.shared()
    # The write goes through, and the run ends before it has looked at what the write found.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SheetTabs, "repairs", lambda *_: {})
        patch.setattr("tht_xl.sheets.step.overwritten", lambda *_: ())
        sheet.apply(world.rows(4, changed=(1,)))
    assert world.table()["k001"]["Value"] != "typed"
    assert world.shared().confirm(world.rows(4, changed=(1,))) is None
    world.shared().apply(world.rows(4, changed=(1,)))
    assert world.table()["k001"]["Value"] == "typed"


def test_a_spreadsheet_that_is_not_prepared_is_left_to_be_prepared(world: Any) -> None:
    number = world.server.create("Fresh")
    fresh = SharedSheet(world.new_http(), number, "Data", [Column("Key"), Column("Value")])
    fresh.require_may_write()
    assert fresh.confirm([{"Key": "a", "Value": 1.0}]) is None
    with pytest.raises(SheetError):
        fresh.apply([{"Key": "a", "Value": 1.0}])
    fresh.prepare()
    assert fresh.apply([{"Key": "a", "Value": 1.0}]).calls == 2


def test_a_spreadsheet_that_is_not_prepared_is_asked_about_once(world: Any) -> None:
    number = world.server.create("Fresh")
    fresh = SharedSheet(world.new_http(), number, "Data", [Column("Key"), Column("Value")])
    world.answered.clear()
    fresh.require_may_write()
    assert world.answered == ["GET", "GET"]
    assert fresh.confirm([{"Key": "a", "Value": 1.0}]) is None
    assert world.answered == ["GET", "GET"]
    fresh.prepare()
    fresh.apply([{"Key": "a", "Value": 1.0}])
    outcome = fresh.confirm([{"Key": "a", "Value": 1.0}])
    assert outcome is not None
    assert outcome.plan.is_empty


def test_what_a_run_that_was_cut_off_had_sent_ahead_is_deleted(world: Any, new_ledger: Any) -> None:
    writer = Writer(new_ledger())
    world.shared(writer=writer).apply(world.rows(4))
    sheet = world.shared(writer=writer)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Spreadsheet, "write", _send_ahead_and_die)
        with pytest.raises(KeyboardInterrupt):
            sheet.apply(world.rows(4, changed=(1,)))
    # The change is withdrawn: nothing is new, and what was sent ahead must not stay in the spreadsheet for ever.
    again = world.shared(writer=writer)
    again.require_may_write()
    assert again.confirm(world.rows(4)) is None
    again.prepare()
    assert not [title for title in world.person.titles if title.startswith(PREFIX)]
    assert again.apply(world.rows(4)).plan.is_empty


def _send_ahead_and_die(sheet: Spreadsheet, body: Any, **_: object) -> None:
    sheet._sent_ahead(body, must=True)
    raise KeyboardInterrupt
