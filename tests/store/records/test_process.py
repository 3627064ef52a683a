"""What the store says of how the months were worked."""

from datetime import date
from pathlib import Path

from tht_xl.store.open import open_store
from tht_xl.store.records.process import process_in_words
from tht_xl.store.records.returns import Registered, register_return


def test_returns_are_in_time_late_or_missing_by_the_last_day_that_was_set(tmp_path: Path) -> None:
    with open_store(tmp_path / "s.sqlite", framework="tht", writes=True, create=True) as store:
        assert process_in_words(store, date(2026, 12, 31)) == {}
        for partner, came in (("a", date(2026, 11, 9)), ("b", date(2026, 11, 21)), ("c", None)):
            register_return(store, Registered("2026-11", partner, "r.xlsx", due_on=date(2026, 11, 20)))
            if came:
                register_return(store, Registered("2026-11", partner, "r.xlsx", received_on=came, status="received"))
        register_return(store, Registered("2026-12", "a", "r.xlsx", due_on=date(2027, 1, 20)))
        said = process_in_words(store, date(2026, 12, 31))
        assert said == {"Returns": "3 returns due in 2026-11: 1 in time, 1 late, 1 not received"}
        assert "4 returns due in 2026-11 to 2026-12" in process_in_words(store, date(2027, 2, 1))["Returns"]
