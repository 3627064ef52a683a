from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tht_xl.model.periods.period import Period
from tht_xl.store.open import open_store
from tht_xl.store.records.returns import (
    Registered,
    cells_asked_before,
    month_received,
    note_asked,
    provisional_keys,
    register_return,
    registered_returns,
)
from tht_xl.store.store import Store

NOVEMBER, DECEMBER = Period.parse("Nov 2026"), Period.parse("Dec 2026")
ASKED = Registered(
    "2026-11", "barts-health", "a.xlsx", asked_on=date(2026, 11, 2), due_on=date(2026, 11, 20), asked_cells=4
)
CAME = Registered(
    "2026-11", "barts-health", "a.xlsx", received_on=date(2026, 11, 9), sha256="ab", rows=3, status="received"
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "s.sqlite", framework="tht", writes=True, create=True) as made:
        yield made


def test_the_newest_entry_counts_and_the_same_one_is_kept_once(store: Store) -> None:
    for entry in (ASKED, ASKED, CAME, CAME):
        register_return(store, entry)
    assert registered_returns(store, NOVEMBER) == {("barts-health", "a.xlsx"): CAME}
    assert registered_returns(store, DECEMBER) == {}
    assert store.read("SELECT count(*) FROM returned")[0][0] == 2


def test_a_file_is_known_from_the_months_before_alone(store: Store) -> None:
    register_return(store, CAME)
    assert month_received(store, "ab", before=DECEMBER) == "2026-11"
    assert month_received(store, "ab", before=NOVEMBER) is None
    assert month_received(store, "cd", before=DECEMBER) is None


def test_cells_are_those_of_the_last_month_in_which_the_partner_was_asked(store: Store) -> None:
    assert cells_asked_before(store, DECEMBER, "barts-health") is None
    note_asked(store, Period.parse("Sep 2026"), "barts-health", {"x": 9})
    note_asked(store, NOVEMBER, "barts-health", {"x": 2, "y": 3})
    note_asked(store, NOVEMBER, "other", {"x": 50})
    assert cells_asked_before(store, DECEMBER, "barts-health") == {"x": 2, "y": 3}
    assert cells_asked_before(store, NOVEMBER, "barts-health") == {"x": 9}


def test_only_the_newest_approval_makes_a_figure_provisional(store: Store) -> None:
    for key, word in (("a", "provisional"), ("b", "provisional"), ("a", "agreed")):
        store.add("approval", month="2026-11", key=key, kind="figure", word=word, role="lead", given_on="2026-11-20",
                  value_hash="")  # fmt: skip
    assert provisional_keys(store) == {"b"}
