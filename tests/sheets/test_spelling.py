"""Keys, headers and the worksheet's title, typed otherwise than we spell them, through a whole synchronisation."""

from typing import TYPE_CHECKING

import pytest

from tht_xl.errors import SheetError
from tht_xl.sheets.table import Cell

if TYPE_CHECKING:
    from tests.sheets.conftest import World

SPELLINGS = {
    "blank after": "{} ",
    "blanks around": "  {}\t",
    "no-break space": "{}\N{NO-BREAK SPACE}",
    "zero-width space": "\N{ZERO WIDTH SPACE}{}",
    "byte-order mark": "\N{ZERO WIDTH NO-BREAK SPACE}{}",
    "line break": "{}\n",
    "full-width blank": "{}\N{IDEOGRAPHIC SPACE}",
    "soft hyphen": "\N{SOFT HYPHEN}{}",
}


def spelled(form: str, text: str) -> str:
    return form.format(text)


def check(world: "World", count: int, changed: tuple[int, ...]) -> None:
    """Every row of ours is there, in whatever spelling, and nothing is left to do."""
    cells = world.cells()
    column = next(i for i, name in enumerate(cells[0]) if "value" in str(name).casefold())
    values = sorted(float(str(row[column])) for row in cells[1:] if len(row) > column)
    assert values == pytest.approx(sorted(float(str(row["Value"])) for row in world.rows(count, changed)), rel=1e-12)
    again = world.sheet.apply(world.rows(count, changed))
    assert (again.calls, again.plan.lines()) == (1, [])


@pytest.mark.parametrize("form", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_a_key_with_blanks_that_nobody_sees_is_the_same_key(world: "World", form: str) -> None:
    world.sheet.apply(world.rows(5))
    world.person.write("Data", "F1", [["Narrative"], [None], [None], [None], ["mine"]])
    typed = spelled(form, "K003")
    world.person.write("Data", "A5", [[typed]])
    outcome = world.sheet.apply(world.rows(6, changed=(3,)))
    assert [(w.key, w.column) for w in outcome.plan.writes] == [("k003", "Value")]
    assert (outcome.plan.deleted_in_sheet, outcome.plan.changed_keys, outcome.raced) == ((), (), ())
    assert world.sheet.theirs["k003"]["Narrative"] == "mine"
    assert world.cells()[4][0] == typed  # theirs to spell
    check(world, 6, (3,))


@pytest.mark.parametrize("form", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_a_header_with_blanks_that_nobody_sees_is_the_same_header(world: "World", form: str) -> None:
    world.sheet.apply(world.rows(3))
    headers = [spelled(form, name.upper()) for name in ("Key", "Age", "Count", "Value", "Status")]
    world.person.write("Data", "A1", [headers])
    world.sheet.prepare()
    outcome = world.sheet.apply(world.rows(4, changed=(1,)))
    assert (outcome.calls, len(outcome.plan.writes), len(outcome.plan.appends)) == (2, 1, 1)
    assert world.cells()[0] == headers
    assert world.sheet.theirs["k001"]["Value"] == pytest.approx(1 / 7 + 1)
    check(world, 4, (1,))


def test_a_sheet_that_people_headed_before_us_is_not_headed_again(world: "World") -> None:
    other = world.shared(worksheet="Sheet1", spreadsheet_id=world.server.create("Another"))
    person = world.server.spreadsheet(other._sheet.id)
    person.write("Sheet1", "A1", [["key ", "AGE", "count\N{NO-BREAK SPACE}", "Value", "status", "Comment"]])
    other.prepare()
    other.apply(world.rows(2))
    assert len(person.values("Sheet1")[0]) == 6
    assert person.values("Sheet1", "A2:E2")[0][0] == "k000"


def test_a_race_over_a_row_and_a_column_spelled_otherwise_is_put_right(world: "World") -> None:
    world.sheet.apply(world.rows(5))
    world.person.write("Data", "D1", [["VALUE "]])
    world.person.write("Data", "A5", [["K003\N{NO-BREAK SPACE}"]])
    world.meanwhile(lambda: world.person.type("Data", "D5", "0.111"))
    outcome = world.sheet.apply(world.rows(5, changed=(2, 3)))
    assert [(cell.key, cell.column) for cell in outcome.raced] == [("k003", "Value")]
    assert [(c.key, c.theirs) for c in outcome.plan.conflicts] == [("k003", 0.111)]
    assert world.cells()[4][3] == 0.111
    assert world.sheet.apply(world.rows(5, changed=(2, 3))).calls == 1


@pytest.mark.parametrize("when", ["at the write", "at the repair"])
def test_a_key_or_header_respelled_while_we_write_moves_nothing(world: "World", when: str) -> None:
    world.sheet.apply(world.rows(5))

    def respells() -> None:
        world.person.write("Data", "A1", [["KEY ", "Age", "Count", "value\N{NO-BREAK SPACE}"]])
        world.person.write("Data", "A5", [["k003 "]])

    def types() -> None:
        world.person.type("Data", "D5", "0.5")

    if when == "at the repair":
        world.meanwhile(types)
    world.meanwhile(respells)
    outcome = world.sheet.apply(world.rows(7, changed=(3,)))
    assert outcome.not_found == ()
    assert [row[0] for row in world.cells()[1:]] == ["k000", "k001", "k002", "k003 ", "k004", "k005", "k006"]
    assert world.sheet.apply(world.rows(7, changed=(3,))).calls == 1


def test_rows_sorted_in_the_same_second_are_found_by_keys_spelled_otherwise(world: "World") -> None:
    world.sheet.apply(world.rows(6))
    world.person.write("Data", "A3", [["K001 "], [" k002"]])
    world.meanwhile(lambda: world.person.sort("Data", 3, descending=True))
    world.sheet.apply(world.rows(8, changed=(1, 2, 4)))
    check(world, 8, (1, 2, 4))


def test_new_rows_under_moved_columns_go_where_a_header_is_spelled_otherwise(world: "World") -> None:
    world.sheet.apply(world.rows(3))
    world.person.write("Data", "A1", [["KEY", "age ", "Count ", "VALUE", "status"]])
    world.meanwhile(lambda: world.person.insert_columns("Data", 3))
    world.sheet.apply(world.rows(5, changed=(1,)))
    assert [row[4] for row in world.cells()[1:]] == pytest.approx([0, 1 / 7 + 1, 2 / 7, 3 / 7, 4 / 7])
    assert world.sheet.apply(world.rows(5, changed=(1,))).calls == 1


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (
            lambda w: w.person.write("Data", "A5", [["K001 "]]),
            "Data!A5: the keys 'k001' in A3 and 'K001 ' in A5 differ only in invisible characters, in capitals or in "
            "the kind of dash. Delete the row that is not wanted, or its key",
        ),
        (
            lambda w: w.person.write("Data", "G1", [["value\N{NO-BREAK SPACE}"]]),
            "Data: row 1 has more than one column headed 'Value' (D1 and G1)",
        ),
        (
            lambda w: w.person.write("Data", "A5", [["\N{ZERO WIDTH SPACE} "]]),
            "Data!A5: the row has lost its key 'k003'",
        ),
    ],
    ids=["two keys alike", "two headers alike", "a key of nothing but blanks"],
)
def test_what_becomes_alike_is_refused_and_both_cells_are_named(world: "World", spoil: object, message: str) -> None:
    world.sheet.apply(world.rows(5))
    assert callable(spoil)
    spoil(world)
    before = world.cells()
    world.answered.clear()
    with pytest.raises(SheetError) as refusal:
        world.sheet.apply(world.rows(5, changed=(1,)))
    assert str(refusal.value).startswith(message)
    assert (world.cells(), world.answered) == (before, ["GET"])


def test_keys_alike_in_rows_of_nobodys_are_no_concern_of_ours(world: "World") -> None:
    world.sheet.apply(world.rows(2))
    world.person.write("Data", "A4", [["Total"], ["TOTAL "], [5], ["5"]])
    assert world.sheet.apply(world.rows(3)).plan.lines() == ["+ k002: new row"]
    assert {"Total", "TOTAL ", "5"} <= world.sheet.theirs.keys()


def test_two_columns_of_peoples_headed_alike_lose_no_word(world: "World") -> None:
    world.sheet.apply(world.rows(3))
    world.person.write("Data", "F1", [["Comment", "comment "], ["first", "second"], [None, "alone"], [None, None]])
    world.sheet.apply(world.rows(3))
    assert [world.sheet.theirs[f"k00{i}"]["Comment"] for i in range(3)] == ["first\nsecond", "alone", None]


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("k0003", '! k003: not in the sheet. Did somebody change A5 from it to "k0003"?'),
        ('=B5&"|"&C5', "! k003: not in the sheet. Did somebody change A5 from it to"),
        ("Childhood obesity", '! k003: not in the sheet. Did somebody change A5 from it to "Childhood obesity"?'),
        (12.0, "! k003: not in the sheet. Did somebody change A5 from it to 12?"),
    ],
)
def test_a_key_that_was_changed_is_asked_about_and_put_right(world: "World", typed: Cell, line: str) -> None:
    world.sheet.apply(world.rows(6))
    world.person.type("Data", "A5", str(typed)) if isinstance(typed, str) else world.person.write(
        "Data", "A5", [[typed]]
    )
    before = world.cells()
    outcome = world.sheet.apply(world.rows(6, changed=(3,)))
    assert [c.key for c in outcome.plan.changed_keys] == ["k003"]
    assert outcome.plan.deleted_in_sheet == ("k003",)
    assert [text[: len(line)] for text in outcome.lines()] == [line]
    assert world.cells() == before
    world.person.write("Data", "A5", [["k003"]])
    assert world.sheet.apply(world.rows(6, changed=(3,))).plan.lines() == [
        "~ k003 Value: 0.428571428571 -> 1.42857142857"
    ]


def test_a_row_that_was_deleted_is_no_question(world: "World") -> None:
    world.sheet.apply(world.rows(6))
    world.person.delete_rows("Data", 5)
    world.person.write("Data", "A7", [["Total", None, 12]])
    assert world.sheet.apply(world.rows(6)).plan.lines() == ["x k003: deleted in the sheet, not added again"]


def test_a_sheet_whose_keys_were_all_changed_says_so(world: "World") -> None:
    world.sheet.apply(world.rows(3))
    world.person.write("Data", "A2", [["r1"], ["r2"], ["r3"]])
    with pytest.raises(SheetError, match='A2 holds "r1": did somebody change the keys'):
        world.sheet.apply(world.rows(3))


def test_our_own_keys_that_become_alike_are_refused(world: "World") -> None:
    with pytest.raises(SheetError, match=r"Key 'A ' comes twice, once as 'a'. Send each key once"):
        world.sheet.apply([{"Key": "a"}, {"Key": "A "}])
    with pytest.raises(SheetError, match="row 1 has no text in 'Key'"):
        world.sheet.apply([{"Key": " "}])


def test_a_key_that_we_spell_otherwise_than_last_time_is_the_same_row(world: "World") -> None:
    world.sheet.apply([{"Key": "a", "Value": 1.0}, {"Key": "b", "Value": 1.0}])
    outcome = world.sheet.apply([{"Key": "A", "Value": 2.0}, {"Key": "b", "Value": 1.0}])
    assert outcome.plan.lines() == ["~ A Value: 1 -> 2"]
    assert world.cells()[1][0] == "a"
    assert world.sheet.apply([{"Key": "a", "Value": 2.0}, {"Key": "b", "Value": 1.0}]).calls == 1


@pytest.mark.parametrize("title", ["Data ", "DATA", "data\N{NO-BREAK SPACE}", "\N{ZERO WIDTH SPACE}Data"])
def test_the_worksheet_may_be_called_otherwise(world: "World", title: str) -> None:
    world.sheet.apply(world.rows(2))
    ids = world.sheet._sheet.overview().sheet_ids
    world.person.request(
        {"updateSheetProperties": {"properties": {"sheetId": ids["Data"], "title": title}, "fields": "title"}}
    )
    other = world.shared()
    assert other.apply(world.rows(2, changed=(1,))).plan.lines() == ["~ k001 Value: 0.142857142857 -> 1.14285714286"]
    other.prepare()
    assert other.apply(world.rows(3, changed=(1,))).plan.lines() == ["+ k002: new row"]
    assert [name for name in world.person.titles if not name.startswith("_")] == ["Sheet1", title]
    assert world.sheet.apply(world.rows(3, changed=(1,))).plan.is_empty


def test_two_worksheets_that_could_both_be_meant_are_refused(world: "World") -> None:
    ids = world.sheet._sheet.overview().sheet_ids
    world.person.request(
        {"updateSheetProperties": {"properties": {"sheetId": ids["Data"], "title": "Data "}, "fields": "title"}},
        {"addSheet": {"properties": {"title": " Data"}}},
    )
    for attempt in (lambda: world.sheet.apply(world.rows(1)), world.sheet.prepare):
        with pytest.raises(
            SheetError, match=r"'Data ' and ' Data' can both be the worksheet 'Data'. Rename one of them"
        ):
            attempt()
