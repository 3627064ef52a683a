"""A row of ours is missing and a row of nobody's is there: when that is asked about, and when it is not."""

import pytest

from tht_xl.sheets.matching import match_key
from tht_xl.sheets.read.changed_key import ChangedKey, MissingRows, changed_keys, row_without_key
from tht_xl.sheets.read.grid import Grid
from tht_xl.sheets.table import NOT_KNOWN, Cell

KEY = "reception-obesity|tower-hamlets|2022/23"
NAMES: tuple[str, ...] = ("Key", "Indicator", "Period", "Value", "Note")
POSITIONS: dict[str, int] = {name: column for column, name in enumerate(NAMES)}
HELD: list[Cell] = ["Reception obesity", "2022/23", 12.5, None]
OTHER = "year-6-obesity|tower-hamlets|2022/23"


def asked(
    *rows: list[Cell], missing: dict[str, list[Cell]] | None = None, ours: tuple[str, ...] = (KEY, OTHER)
) -> list[tuple[str, str]]:
    """Address and key of every question about a sheet with these rows."""
    tables = {key: dict(zip(NAMES, [key, *cells], strict=True)) for key, cells in (missing or {KEY: HELD}).items()}
    data = Grid([list(NAMES), *rows])
    spelling = {match_key(key): key for key in (*ours, *tables)}
    found = changed_keys(data, MissingRows(tables, POSITIONS, 0), spelling, frozenset(ours))
    return [(changed.place, changed.key) for changed in found]


@pytest.mark.parametrize(
    "typed",
    [
        "recepton-obesity|tower-hamlets|2022/23",
        "reception-obesity|towerhamlets|2022/23",
        "reception-obesity | tower-hamlets | 2022/23",
        "reception_obesity|tower_hamlets|2022/23",
        "reception-obesity|tower-hamlets|2022/23*",
        f'="{KEY}"',
    ],
)
def test_a_slip_is_asked_about_whatever_the_row_holds(typed: str) -> None:
    assert asked([typed, "Something", "else", 1.0, "x"]) == [("A2", KEY)]


@pytest.mark.parametrize("typed", ["Childhood obesity", 3.0, True, '=B2&"|"&C2', "=A9"])
def test_a_row_that_holds_what_ours_held_is_asked_about_whatever_its_key(typed: Cell) -> None:
    assert asked([typed, *HELD]) == [("A2", KEY)]


def test_most_of_what_ours_held_is_enough() -> None:
    held: list[Cell] = ["Reception obesity", "2022/23", 12.5, "provisional"]
    assert asked(["Childhood obesity", *held[:2], 99.0, held[3]], missing={KEY: held}) == [("A2", KEY)]
    assert asked(["Childhood obesity", *held[:2], 99.0, "final"], missing={KEY: held}) == []


def test_a_value_or_two_in_common_say_nothing() -> None:
    assert asked(["Childhood obesity", None, None, 12.5, None], missing={KEY: [None, None, 12.5, "x"]}) == []
    assert asked(["Total", None, None, 12.5, "sum"], missing={KEY: [None, None, 12.5, None]}) == []


def test_another_period_of_somebodys_own_is_not_a_slip() -> None:
    typed = "reception-obesity|tower-hamlets|2005/06"
    assert asked([typed, "Reception obesity", "2005/06", 11.0, "from the archive"]) == []
    assert asked([typed, "Reception obesity", "2022/23", 11.0, None]) == [("A2", KEY)]


def test_nothing_is_asked_where_nothing_is_missing_or_nobody_misses_it() -> None:
    assert asked(["recepton-obesity|tower-hamlets|2022/23", *HELD], ours=(OTHER,)) == []
    assert asked([OTHER, *HELD]) == []
    assert asked([None, *HELD], [" ", *HELD]) == []
    assert asked(["Total", "all", "2022/23", 45.0, None]) == []


def test_each_row_is_asked_about_once_and_the_likeliest_counts() -> None:
    missing: dict[str, list[Cell]] = {KEY: HELD, OTHER: ["Year 6 obesity", "2022/23", 26.0, None]}
    first: list[Cell] = ["year6-obesity|tower-hamlets|2022/23", "Year 6 obesity", "2022/23", 27.0, None]
    second: list[Cell] = ["reception-obesity|tower-hamlet|2022/23", *HELD[:2], 13.0, None]
    assert asked(first, second, missing=missing) == [("A2", OTHER), ("A3", KEY)]
    assert asked(second, [*second[:1], *HELD], missing=missing) == [("A3", KEY)]


def test_rows_that_held_the_same_are_asked_about_one_each() -> None:
    missing = {KEY: HELD, OTHER: HELD}
    assert asked(["a", *HELD], ["b", *HELD], ["c", *HELD], missing=missing) == [("A2", KEY), ("A3", OTHER)]


def test_a_formula_that_resembles_nothing_is_named_as_long_as_a_row_is_missing() -> None:
    assert asked(["=B2&C2", "Other", "row", 1.0, None]) == [("A2", "")]
    assert asked(["=B2&C2", "Other", "row", 1.0, None], ["recepton-obesity|tower-hamlets|2022/23", *HELD]) == [
        ("A3", KEY)
    ]


def test_a_whole_column_of_other_keys_is_named_by_one_cell_and_quickly() -> None:
    rows: list[list[Cell]] = [[f"n{i}", f"Indicator {i}", "2022/23", float(i), "edited"] for i in range(2000)]
    keys = [f"indicator-{i}|tower-hamlets|2022/23" for i in range(2000)]
    missing: dict[str, list[Cell]] = {key: ["x", "y", -1.0, "z"] for key in keys}
    assert asked(*rows, missing=missing, ours=tuple(keys)) == [("A12", "")]
    held = {key: row[1:] for key, row in zip(keys, rows, strict=True)}
    assert len(asked(*rows, missing=held, ours=tuple(keys))) == 2000


def test_a_row_without_a_key_that_holds_what_ours_held_has_lost_it() -> None:
    missing = MissingRows({KEY: dict(zip(NAMES, [KEY, *HELD], strict=True))}, POSITIONS, 0)
    for blank in (None, " ", "\N{ZERO WIDTH SPACE}"):
        data = Grid([list(NAMES), ["Total", *HELD], [blank, *HELD]])
        assert row_without_key(data, missing) == ChangedKey("A3", None, KEY)


@pytest.mark.parametrize(
    ("held", "row"),
    [
        (HELD, ["Reception obesity", "2022/23", 99.0, None]),
        (HELD, [None, None, 12.5, None]),
        ([None, None, 12.5, None], ["Reception obesity", "2022/23", 12.5, None]),
        ([None, None, None, None], [None, None, None, None]),
        ([NOT_KNOWN, None, 12.5, None], ["x", None, 12.5, None]),
        ([NOT_KNOWN, None, 12.5, None], [None, None, 12.5, None]),
    ],
    ids=["another value", "one value in common", "one value of ours", "blank rows", "not known", "not known and blank"],
)
def test_a_row_without_a_key_that_holds_something_else_is_somebodys_own(held: list[Cell], row: list[Cell]) -> None:
    missing = MissingRows({KEY: dict(zip(NAMES, [KEY, *held], strict=True))}, POSITIONS, 0)
    assert row_without_key(Grid([list(NAMES), [None, *row]]), missing) is None


def test_a_column_that_the_memory_lacks_matches_nothing() -> None:
    missing = MissingRows({KEY: {"Key": KEY, "Value": 12.5}}, POSITIONS, 0)
    assert row_without_key(Grid([list(NAMES), [None, None, None, 12.5, None]]), missing) is None


def test_the_share_is_of_what_the_missing_row_held() -> None:
    missing = MissingRows({KEY: dict(zip(NAMES, [KEY, *HELD], strict=True)), OTHER: {"Key": OTHER}}, POSITIONS, 0)
    assert missing.share_held(KEY, [*HELD[:2], 99.0, "a note of theirs"]) == (pytest.approx(2 / 3), 3)
    assert missing.share_held(KEY, [*HELD[:3], "a note of theirs"]) == (1.0, 3)
    assert missing.share_held(KEY, [None, None, 12.5, None]) == (pytest.approx(1 / 3), 3)
    assert missing.share_held(OTHER, HELD) == (0.0, 4)  # what the memory does not know is held by nobody
    blank = MissingRows({KEY: dict.fromkeys(NAMES)}, POSITIONS, 0)
    assert blank.share_held(KEY, HELD) == (0.0, 0)


def test_what_is_asked() -> None:
    assert ChangedKey("A7", "typo", KEY).line == (
        f'! {KEY}: not in the sheet. Did somebody change A7 from it to "typo"? '
        "Type the key back, or delete that row if it is not wanted"
    )
    assert ChangedKey("A7", "=B7").line == (
        '! A7: "=B7" is not one of our keys, and rows of ours are missing. '
        "If this is one of them, type its key back as text"
    )
