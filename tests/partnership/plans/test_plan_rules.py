"""What is wrong with a row of a delivery plan is found in its cell."""

from collections.abc import Mapping
from datetime import date

import pytest
from filled import plan

from tht_xl.templates.check import wrong_rows

OWNED = {"id": "M1", "owner": "Estates lead"}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"start": date(2010, 5, 1), "due": date(2010, 4, 1)}, [("R808", "H5", "due before it starts (01/05/2010)")]),
        ({"start": date(2010, 5, 1), "forecast": date(2010, 4, 1)},
         [("R808", "H5", "forecast before it starts (01/05/2010)"),
          ("R808", "J5", "the forecast day has passed (01/04/2010)")]),
        ({"owner": None}, [("R806", "L5", "Owner is missing (blank)")]),
        ({"owner": "a.person@example.org"}, [("R804", "L5", "Owner: a role, not an address (***)")]),
        ({"status": "done"}, [("R806", "M5", "Evidence is missing (blank)")]),
        ({"status": "late"}, [("R806", "J5", "Forecast is missing (blank)")]),
        ({"status": "late", "due": date(2010, 9, 1), "forecast": date(2010, 8, 1)},
         [("R808", "E5", "late, but forecast by its due date (late)")]),
        ({"due": date(2010, 9, 1), "forecast": date(2010, 10, 1)},
         [("R808", "E5", "on track, but forecast after its due date (on track)")]),
        ({"sub-element": "7.7"}, [("R807", "C5", "Sub-element: not in the list (7.7)")]),
        ({"indicator": "happiness"}, [("R807", "N5", "Indicator: not in the list (happiness)")]),
        ({"action": "A9"}, [("R807", "O5", "Action: not in the list (A9)")]),
        ({"due": "soon"}, [("R804", "I5", "Due: not a date (soon)")]),
        ({"status": "no update", "owner": None}, []),
        ({"status": "no change"}, []),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found_in_its_cell(row: Mapping[str, object], expected: list[tuple[str, str, str]]) -> None:
    wrong = [(each.code, each.row.address(each.column), each.given) for each in wrong_rows(plan({**OWNED, **row}))]
    assert wrong == expected


def test_an_id_that_is_there_twice() -> None:
    assert [wrong.code for wrong in wrong_rows(plan(OWNED, OWNED))] == ["R809", "R809"]


def test_slippage_in_days() -> None:
    row = plan({**OWNED, "due": date(2010, 9, 1), "forecast": date(2010, 10, 1)})["milestones"].rows[0]
    assert row["slippage"] == 30
