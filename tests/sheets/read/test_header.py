"""Row 1: which column stands where, and what is said where that is not clear."""

import pytest

from tht_xl.errors import SheetError
from tht_xl.sheets.read.grid import Grid
from tht_xl.sheets.read.header import header_positions, headings
from tht_xl.sheets.table import Cell, Column

COLUMNS = (Column("Key"), Column("Lower limit"))


@pytest.mark.parametrize(
    "header",
    [
        ["Key", "Lower limit"],
        [" key\N{NO-BREAK SPACE}", "LOWER\nLIMIT"],
        ["\N{ZERO WIDTH NO-BREAK SPACE}Key", "Lower  limit\t"],
    ],
)
def test_a_header_is_found_however_it_is_spelled(header: list[Cell]) -> None:
    assert header_positions(Grid([["Note", *header]]), COLUMNS, "Data") == {"Key": 1, "Lower limit": 2}


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (["Key"], "Data: row 1 has no column headed 'Lower limit'. Put the headers back"),
        (["Key", "Lower limits"], "no column headed 'Lower limit' (B1 holds \"Lower limits\")"),
        (["Key", "Upper", '="Lower limit"'], 'no column headed \'Lower limit\' (C1 holds "=\\"Lower limit\\"")'),
        (["Key", "Upper", "=A9"], "no column headed 'Lower limit' (C1 holds \"=A9\")"),
        (["Key", "Lower limit", "lower limit "], "more than one column headed 'Lower limit' (B1 and C1)"),
        (
            ["key", "Key", "KEY "],
            "no column headed 'Lower limit' and more than one column headed 'Key' (A1 and B1 and C1)",
        ),
        ([], "no column headed 'Key', 'Lower limit'"),
    ],
)
def test_what_is_not_clear_is_named_with_its_cells(header: list[Cell], message: str) -> None:
    with pytest.raises(SheetError) as refusal:
        header_positions(Grid([header]), COLUMNS, "Data")
    assert message in str(refusal.value)


def test_headings_are_ours_as_we_spell_them_and_peoples_as_they_do() -> None:
    header: list[Cell] = ["KEY", "narrative ", None, " ", "lower limit", 2024.0, "Narrative"]
    data = Grid([header])
    positions = header_positions(data, COLUMNS, "Data")
    assert headings(data, positions) == {"Key": (0,), "narrative ": (1, 6), "Lower limit": (4,), "2024": (5,)}
