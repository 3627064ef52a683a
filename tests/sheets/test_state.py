"""The state and its journal survive the hidden worksheet, whatever is in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.errors import SheetError
from tht_xl.model.periods.period import Period
from tht_xl.sheets.journal import Change, Entry, Fresh, Journal
from tht_xl.sheets.read.grid import Grid
from tht_xl.sheets.state import FORMAT, MAX_HISTORY, State, StoreMark, token_id
from tht_xl.sheets.table import Cell, Formula, cell

cells = st.one_of(
    st.none(), st.booleans(), st.text(max_size=9).map(cell), st.floats(allow_nan=False, allow_infinity=False)
)
places = st.integers(0, 10**5)
changes = st.builds(
    Change, places, cells, st.one_of(cells, st.just(Formula("=A1"))), st.none() | st.tuples(places, places)
)
entries = st.builds(Entry, places, cells, st.lists(changes, max_size=3).map(tuple))
fresh = st.none() | st.builds(Fresh, places, places, places)
journals = st.builds(
    Journal,
    places,
    st.dictionaries(places, cells, max_size=4),
    st.lists(entries, max_size=4).map(tuple),
    fresh,
    st.booleans(),
)


@given(journals)
def test_a_state_comes_back_as_it_went(journal: Journal) -> None:
    store, month, history = StoreMark("store-id", 5, "run"), Period.parse("Nov 2026"), ((6, "before"), (7, "run"))
    state = State(7, "sheet-id", "Data", {"Data": 0, "_tht_base": 12}, "run", journal, store, month, history)
    again = State.from_grid(Grid(state.rows()))
    assert again == state
    formulas = [isinstance(c.after, Formula) for e in journal.entries for c in e.changes]
    assert again
    assert [isinstance(c.after, Formula) for e in again.journal.entries for c in e.changes] == formulas


def test_a_blank_sheet_has_no_state() -> None:
    assert State.from_grid(Grid()) is None


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        (0, 1, "three"),
        (0, 4, "{"),
        (0, 4, "[1]"),
        (0, 6, 0.0),
        (0, 6, "2"),
        (0, 6, None),
        (0, 7, None),
        (0, 7, "{"),
        (0, 7, "[]"),
        (0, 7, '{"store": ["id"], "month": null, "writes": []}'),
        (0, 7, '{"store": null, "month": "Novembre", "writes": []}'),
        (0, 7, '{"store": null, "month": null, "writes": [1]}'),
        (1, 1, "?"),
        (1, 1, "[1]"),
        (2, 0, "x"),
        (2, 2, "x"),
        (2, 2, '[{"a":1}]'),
    ],
)
def test_an_edited_state_is_refused(row: int, column: int, value: Cell) -> None:
    journal = Journal(0, {0: "Key"}, (Entry(3, "k", (Change(1, 1.0, 2.0),)),))
    rows = State(1, "id", "Data", {"Data": 0}, "run", journal).rows()
    rows[row][column] = value
    with pytest.raises(SheetError, match="_tht_state: the hidden worksheet has been edited"):
        State.from_grid(Grid(rows))


@pytest.mark.parametrize(
    ("spreadsheet", "worksheet", "message"),
    [
        (
            "copy",
            "Data",
            "copy: this spreadsheet is a copy of original. Use the original; or, to go on with the copy, delete its "
            "hidden worksheets _tht_state, _tht_base, _tht_undo, _tht_stage and prepare it again",
        ),
        (
            "original",
            "Figures",
            "original: the spreadsheet was prepared for the worksheet 'Data', not 'Figures'. Correct the worksheet's "
            "name in the configuration, or use a spreadsheet of its own",
        ),
    ],
)
def test_a_state_of_something_else_is_refused(spreadsheet: str, worksheet: str, message: str) -> None:
    with pytest.raises(SheetError) as refusal:
        State(1, "original", "Data", {}).require(spreadsheet, worksheet)
    assert str(refusal.value) == message


def test_a_state_of_format_1_is_taken_over_and_written_in_the_newest() -> None:
    rows = State(7, "id", "Data", {"Data": 0}, "run", Journal(0, {0: "Key"})).rows()
    state = State.from_grid(Grid([rows[0][:6], *rows[1:]]))
    assert state
    assert (state.format, state.store, state.month, state.history) == (1, None, None, ((7, "run"),))
    again = state.after(8, "next", {})
    assert State.from_grid(Grid(again.rows())) == again
    assert (again.format, again.history) == (FORMAT, ((7, "run"), (8, "next")))


def test_a_state_of_a_newer_version_is_refused_by_that() -> None:
    rows = State(7, "id", "Data", {"Data": 0}).rows()
    rows[0][6] = 4.0
    with pytest.raises(SheetError) as refusal:
        State.from_grid(Grid(rows))
    assert str(refusal.value) == (
        "_tht_state: a newer version of tht_xl has written this sheet (format 4, and this version knows 3). Bring "
        "tht_xl up to date on this computer; nothing was written"
    )


def test_the_state_lists_the_last_writes_alone() -> None:
    state = State(0, "id", "Data", {})
    for generation in range(1, MAX_HISTORY + 6):
        state = state.after(generation, f"run-{generation}", {})
    assert state.history[0] == (6, "run-6")
    assert len(state.history) == MAX_HISTORY


def test_tokens_differ_by_generation_and_spreadsheet() -> None:
    tokens = {token_id(spreadsheet, generation) for spreadsheet in ("a", "b") for generation in range(500)}
    assert len(tokens) == 1000
    assert all(0 < token < 2**31 for token in tokens)
