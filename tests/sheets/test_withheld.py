"""A figure that becomes withheld leaves the sheet's hidden worksheets too, as soon as its write has been checked."""

from typing import Any

import pytest

from tht_xl.errors import SheetError
from tht_xl.rehearsal.server.faults import InjectedFault
from tht_xl.sheets.hidden import HIDDEN, UNDO

FORMER = 1234.5


def rows(world: Any, value: object) -> list[dict[str, Any]]:
    return [*world.rows(3), {"Key": "secret", "Age": "10-14", "Count": 4, "Value": value, "Status": "x"}]


def holding(world: Any, figure: object) -> list[str]:
    """The worksheets in which a figure is found, in whatever form."""
    titles = [*world.person.titles]
    return [title for title in titles if any(str(figure) in str(cell) for row in world.cells(title) for cell in row)]


@pytest.fixture
def shown(world: Any) -> Any:
    """The figure is in the sheet."""
    world.sheet.apply(rows(world, FORMER))
    assert "Data" in holding(world, FORMER)
    return world


def test_it_is_nowhere_after_the_run(shown: Any) -> None:
    outcome = shown.shared().apply(rows(shown, "[c]"))
    assert [(write.key, write.after) for write in outcome.plan.writes] == [("secret", "[c]")]
    assert holding(shown, FORMER) == []
    assert set(HIDDEN) <= set(shown.person.titles)
    again = shown.shared().confirm(rows(shown, "[c]"))
    assert again is not None
    assert again.plan.is_empty


def test_a_run_that_was_cut_off_before_is_completed_by_the_next_even_with_nothing_new(shown: Any) -> None:
    # The write goes through; the request that would empty the pre-image does not.
    shown.server.faults.add(InjectedFault(match=":batchUpdate", method="POST", status=403, skip=1, times=1))
    with pytest.raises(SheetError, match="may not edit"):
        shown.shared().apply(rows(shown, "[c]"))
    assert UNDO in holding(shown, FORMER)
    assert shown.shared().confirm(rows(shown, "[c]")) is None
    shown.shared().apply(rows(shown, "[c]"))
    assert holding(shown, FORMER) == []


def test_what_a_person_typed_in_that_second_is_put_back_first(shown: Any) -> None:
    shown.meanwhile(lambda: shown.type("secret", "Value", "mine"))
    outcome = shown.shared().apply(rows(shown, "[c]"))
    assert shown.table()["secret"]["Value"] == "mine"
    assert [cell.key for cell in outcome.raced] == ["secret"]
    assert [conflict.key for conflict in outcome.plan.conflicts] == ["secret"]


def test_other_changes_take_no_further_request(world: Any) -> None:
    world.sheet.apply(world.rows(4))
    assert world.shared().apply(world.rows(4, changed=(1,))).calls == 2
