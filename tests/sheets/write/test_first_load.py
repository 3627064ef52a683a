"""The first load of realistic rows, at a thirtieth of the size that `benchmarks/test_first_load.py` loads."""

from typing import TYPE_CHECKING

import pytest
import requests
from first_load_rows import COLUMNS, HEADERS, JSON_SIZE, KEY_LENGTH, first_load_rows, json_size

from tht_xl.sheets import spreadsheet
from tht_xl.sheets.hidden import BASE
from tht_xl.sheets.sync import SharedSheet
from tht_xl.sheets.table import Cell
from tht_xl.sheets.write import staging
from tht_xl.sheets.write.packing import packed
from tht_xl.sheets.write.staging import PREFIX

if TYPE_CHECKING:
    from tests.sheets.conftest import World

COUNT = 3_000
LIMIT = spreadsheet.MAX_BODY_SIZE * COUNT // 100_000
TITLE = "Indicators"


def numbered(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Rows as a person reads them back: a blank is "", and a row ends with its last cell."""
    return [[*row, *[""] * (len(HEADERS) - len(row))] for row in rows]


@pytest.fixture
def loaded(world: "World", monkeypatch: pytest.MonkeyPatch) -> tuple[SharedSheet, list[int], int]:
    """The sheet after the first load, the size of each request, and how many calls it took."""
    monkeypatch.setattr(spreadsheet, "MAX_BODY_SIZE", LIMIT)
    http, sizes = world.new_http(), list[int]()

    def note(response: requests.Response, **_: object) -> None:
        sizes.append(int(response.request.headers.get("Content-Length", 0)))

    http.session.hooks["response"].append(note)
    sheet = SharedSheet(http, world.server.create("First load"), TITLE, COLUMNS)
    sheet.prepare()
    sheet.apply(first_load_rows(COUNT))
    return sheet, sizes, http.calls


def test_the_first_load_takes_few_calls_none_of_them_large(loaded: tuple[SharedSheet, list[int], int]) -> None:
    sheet, sizes, calls = loaded
    assert calls <= 12
    assert max(sizes) <= LIMIT
    assert sum(sizes) < 0.7 * json_size(COUNT)
    assert sheet.apply(first_load_rows(COUNT)).calls == 1


@pytest.mark.usefixtures("loaded")
def test_every_cell_arrives_and_is_remembered(world: "World") -> None:
    person = world.server.spreadsheet(world.server.create("First load"))
    expected = [["" if cell is None else cell for cell in row.values()] for row in first_load_rows(COUNT)]
    for title in (TITLE, BASE):
        assert numbered(person.values(title, render="UNFORMATTED_VALUE")[1:]) == expected
    assert not [title for title in person.titles if title.startswith(PREFIX)]


def test_one_row_in_a_hundred_changed_is_two_calls(loaded: tuple[SharedSheet, list[int], int]) -> None:
    rows = [*first_load_rows(COUNT)]
    changed = [{**row, "Value": 1.5} if i % 100 == 0 else row for i, row in enumerate(rows)]
    outcome = loaded[0].apply(changed)
    assert (outcome.calls, len(outcome.plan.writes)) == (2, COUNT // 100)


def test_the_rows_are_realistic() -> None:
    rows = [*first_load_rows(2_000)]
    assert {len(str(row["Key"])) for row in rows} == {KEY_LENGTH}
    assert len({row["Key"] for row in rows}) == len(rows)
    digits = [len(repr(row["Value"]).replace(".", "").lstrip("0")) for row in rows]
    assert sum(15 <= number <= 17 for number in digits) > 0.95 * len(rows)
    assert json_size(100) == pytest.approx(JSON_SIZE / 1_000, rel=0.1)


@pytest.mark.slow
def test_the_size_of_all_rows_is_as_stated() -> None:
    assert json_size(100_000) == JSON_SIZE


def test_whole_numbers_go_without_their_decimal_point() -> None:
    assert [*staging._rows(packed([[1.0, 2.5, True, 1e16, None]], 0), 5)] == [[1], [2.5], [True], [1e16], []]
