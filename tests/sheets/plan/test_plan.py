"""The three-way plan: the table of cases, and what holds for all inputs."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tht_xl.errors import SheetError
from tht_xl.sheets.plan.plan import Plan, plan
from tht_xl.sheets.table import NOT_KNOWN, Cell, Column, Table, same

KEY, VALUE = "Key", "Value"
COLUMNS = (Column(KEY), Column(VALUE))
THREE = (Column(KEY), Column("A"), Column("B"))


def one(value: Cell) -> dict[str, dict[str, Cell]]:
    return {"k": {KEY: "k", VALUE: value}}


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        (1.0, 1.0, 1.0, []),
        (1.0, 2.0, 1.0, ["~ k Value: 1 -> 2"]),
        (1.0, None, 1.0, ["~ k Value: 1 -> blank"]),
        (None, 2.0, None, ["~ k Value: blank -> 2"]),
        (1.0, 1.0, 9.0, ["= k Value: theirs kept 9, ours 1"]),
        (1.0, 1.0, None, ["= k Value: theirs kept blank, ours 1"]),
        (1.0, 1.0, "=A1", ['= k Value: theirs kept "=A1", ours 1']),
        (1.0, 2.0, 9.0, ["! k Value: was 1, ours 2, theirs kept 9"]),
        (1.0, 2.0, None, ["! k Value: was 1, ours 2, theirs kept blank"]),
        (NOT_KNOWN, 2.0, 9.0, ["! k Value: was not known, ours 2, theirs kept 9"]),
        (NOT_KNOWN, 2.0, None, ["! k Value: was not known, ours 2, theirs kept blank"]),
        (1.0, 2.0, 2.0, []),
        (NOT_KNOWN, 2.0, 2.0, []),
        ("7", 7.0, "7", ['~ k Value: "7" -> 7']),
        (0.3, 0.1 + 0.2, 0.3, []),
        (0.1 + 0.2, 0.4, 0.3, ["~ k Value: 0.3 -> 0.4"]),
    ],
)
def test_a_cell(base: Cell, ours: Cell, theirs: Cell, expected: list[str]) -> None:
    assert plan(one(ours), one(theirs), one(base), COLUMNS).lines() == expected


@pytest.mark.parametrize(
    ("ours", "theirs", "base", "expected"),
    [
        ("a", "", "", ["+ a: new row"]),
        ("ab", "a", "a", ["+ b: new row"]),
        ("ab", "a", "ab", ["x b: deleted in the sheet, not added again"]),
        ("a", "ab", "ab", ["? b: no longer computed, left alone"]),
        ("a", "az", "a", []),
        ("a", "a", "ab", []),
    ],
)
def test_a_row(ours: str, theirs: str, base: str, expected: list[str]) -> None:
    def table(keys: str) -> Table:
        return {key: {KEY: key, VALUE: 1.0} for key in keys}

    assert plan(table(ours), table(theirs), table(base), COLUMNS).lines() == expected


def test_new_rows_come_in_our_order() -> None:
    ours = {key: {KEY: key, VALUE: 1.0} for key in "cab"}
    assert [append.key for append in plan(ours, {}, {}, COLUMNS).appends] == ["c", "a", "b"]


def test_what_is_remembered() -> None:
    remembered = plan(one(2.0), one(2.0), one(1.0), COLUMNS)
    assert remembered.base_changes == {"k": {VALUE: 2.0}}
    assert not remembered.is_empty
    assert remembered.lines() == []


def test_unmanaged_columns_are_not_looked_at() -> None:
    theirs = {"k": {KEY: "k", VALUE: 1.0, "Comment": "secret"}}
    made = plan(one(2.0), theirs, one(1.0), COLUMNS)
    assert "secret" not in repr(made)


@pytest.mark.parametrize(
    ("ours", "theirs", "message"),
    [
        (
            {},
            one(1.0),
            "rows to write: nothing was computed; last time there were 1 rows. "
            "Check that the returns were found; nothing was written",
        ),
        (
            one(1.0),
            {},
            "none of the 1 rows written last time is in the sheet. If they were deleted by mistake, use File > "
            "Version history in the sheet; if the sheet is to start again, delete its hidden worksheet _tht_base and "
            "prepare it again",
        ),
        (one(1.0), {"Total": {KEY: "Total", VALUE: 1.0}}, "none of the 1 rows written last time is in the sheet"),
    ],
)
def test_a_side_suddenly_empty_is_refused(ours: Table, theirs: Table, message: str) -> None:
    with pytest.raises(SheetError) as refusal:
        plan(ours, theirs, one(1.0), COLUMNS)
    assert str(refusal.value).startswith(message)


cells = st.sampled_from([None, False, True, "x", "007", "=A1", 0.0, 1.0, 0.5])
rows = st.fixed_dictionaries({"A": cells, "B": cells})
tables = st.dictionaries(st.sampled_from("abcdef"), rows, max_size=6).map(
    lambda table: {key: {KEY: key, **row} for key, row in table.items()}
)


@st.composite
def three_tables(draw: st.DrawFn) -> tuple[Table, Table, Table]:
    base = draw(tables)
    ours, theirs = ({**base, **draw(tables)} for _ in range(2))
    gone = draw(st.sets(st.sampled_from("abcdef"), max_size=2))
    theirs = {key: row for key, row in theirs.items() if key not in gone}
    assume(not base or (ours and any(key in theirs for key in base)))
    return ours, theirs, base


def applied(made: Plan, theirs: Table, base: Table) -> tuple[Table, Table]:
    """A sheet and a base after the plan."""
    sheet, known = ({key: dict(row) for key, row in table.items()} for table in (theirs, base))
    for write in made.writes:
        sheet[write.key][write.column] = write.after
    for append in made.appends:
        sheet[append.key], known[append.key] = dict(append.cells), dict(append.cells)
    for key, row in made.base_changes.items():
        known.setdefault(key, {KEY: key, "A": None, "B": None}).update(row)
    return sheet, known


@given(three_tables())
def test_a_cell_of_a_persons_is_never_written_to(sides: tuple[Table, Table, Table]) -> None:
    ours, theirs, base = sides
    made = plan(ours, theirs, base, THREE)
    for write in made.writes:
        assert same(theirs[write.key][write.column], base[write.key][write.column])
    assert not {append.key for append in made.appends} & (theirs.keys() | base.keys())


@given(three_tables())
def test_applied_and_planned_again_there_is_nothing_left(sides: tuple[Table, Table, Table]) -> None:
    ours, theirs, base = sides
    made = plan(ours, theirs, base, THREE)
    sheet, known = applied(made, theirs, base)
    again = plan(ours, sheet, known, THREE)
    assert again.is_empty
    assert again.deleted_in_sheet == made.deleted_in_sheet
    # A row that a person typed before we had it is in conflict once, and theirs from then on.
    typed_before_us = [c for c in made.conflicts if base and c.key not in base]
    conflicts = [(c.key, c.column, c.theirs) for c in made.conflicts if c not in typed_before_us]
    assert [(c.key, c.column, c.theirs) for c in again.conflicts] == conflicts
    kept = {(k.key, k.column, k.theirs) for k in (*made.kept, *typed_before_us)}
    assert {(k.key, k.column, k.theirs) for k in again.kept} == kept


@pytest.mark.slow
@given(three_tables(), st.randoms())
def test_the_order_of_rows_and_columns_does_not_matter(
    sides: tuple[Table, Table, Table],
    random: "st.randoms.Random",  # pyright: ignore
) -> None:
    def shuffled(table: Table) -> Table:
        rows = random.sample(sorted(table), len(table))
        return {key: dict(random.sample(sorted(table[key].items()), len(table[key]))) for key in rows}

    ours, theirs, base = sides
    made = plan(ours, shuffled(theirs), shuffled(base), THREE)
    straight = plan(ours, theirs, base, THREE)
    assert sorted(made.no_longer_computed) == sorted(straight.no_longer_computed)
    assert [line for line in made.lines() if line[0] != "?"] == [line for line in straight.lines() if line[0] != "?"]
    assert made.base_changes == straight.base_changes


@given(three_tables())
def test_every_row_of_ours_is_accounted_for(sides: tuple[Table, Table, Table]) -> None:
    """After the plan each of our cells is in the sheet, or the plan says why not."""
    ours, theirs, base = sides
    made = plan(ours, theirs, base, THREE)
    sheet, _ = applied(made, theirs, base)
    excused = {(c.key, c.column) for c in (*made.kept, *made.conflicts)}
    for key, row in ours.items():
        if key not in made.deleted_in_sheet:
            assert all(same(sheet[key][name], row[name]) or (key, name) in excused for name in ("A", "B"))
