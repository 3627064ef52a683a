"""The interim file: read as earlier versions wrote it, and refused where it is damaged."""

import re
from dataclasses import replace
from datetime import date
from math import nan
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from interim import as_cells, write_interim

from tht_xl.errors import ConfigError
from tht_xl.model.periods.period import Period
from tht_xl.month.memory.interim.cells import row_of
from tht_xl.month.memory.interim.file import HEADER, read_interim
from tht_xl.month.memory.memory import Memory
from tht_xl.store.records.remembered import COLUMNS, Remembered

ROW = Remembered(
    "year-6-obesity", "tower-hamlets", "2022/23", "Persons", "10-11", 920.0, 3280.0, nan, nan, nan, '=NCMP, "x"\n',
    "", "'child.xlsx", "-Data", 5, "G5", 0, date(2026, 11, 30), "@health", Period.parse("Nov 2026"),
)  # fmt: skip
FIVE = Memory().with_returned(replace(ROW, period=str(Period.parse(f"20{n}/{n + 1}"))) for n in range(11, 16))
PLAIN = Memory(tuple(replace(row, source="NCMP") for row in FIVE.rows))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "memory.csv"


def test_what_is_written_is_read(path: Path) -> None:
    memory = FIVE.with_withdrawn({FIVE.rows[2].key: ("lead", "counted twice")}, ROW.month, date(2026, 12, 1))
    write_interim(path, memory, "tht")
    assert [as_cells(row) for row in read_interim(path, "tht").rows] == [as_cells(row) for row in memory.rows]
    assert read_interim(path, "tht").known_in(None).keys() == memory.known_in(None).keys()


texts = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=12)
numbers = st.one_of(st.just(nan), st.floats(allow_nan=False, allow_infinity=False))


@given(texts, texts, numbers, numbers)
def test_any_text_and_any_number_come_back(source: str, sheet: str, count: float, value: float) -> None:
    row = replace(ROW, source=source, sheet=sheet, count=count, value=value)
    back = row_of(dict(zip(COLUMNS, as_cells(row), strict=True)))
    assert (back.source, back.sheet) == (source, sheet)
    assert back.has_figures_of(row)


def refused(path: Path, framework: str = "tht") -> str:
    before = path.read_bytes()
    with pytest.raises(ConfigError) as caught:
        read_interim(path, framework)
    assert path.read_bytes() == before
    return str(caught.value)


LINES = [
    ("920.0", "many", "count is not a number"),
    ("920.0", "inf", "count is not a number"),
    ("920.0", "921.0", "this line was changed"),
    ("2013/14", "soon", "period is 'soon'"),
    ("2013/14", "2013/2014", "period is not written as the month writes it"),
    ("Nov 2026", "2026", "month is '2026', not a month"),
    ("2026-11-30", "30/11/2026", "returned_on is '30/11/2026', not a day"),
    ("current", "gone", "status is 'gone'"),
    ("G5,1", "G5,one", "version is not a whole number"),
    ("tower-hamlets", "", "indicator or area is blank"),
    ("NCMP,", "NCMP,[q]", "symbol is '[q]'"),
    ("NCMP,", "NCMP,,", "25 cells, and there are 24 columns"),
]


@pytest.mark.parametrize(("old", "new", "what"), LINES)
def test_a_changed_line_is_named_and_left_alone(path: Path, old: str, new: str, what: str) -> None:
    write_interim(path, PLAIN, "tht")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    assert old in lines[3]
    lines[3] = lines[3].replace(old, new, 1)
    path.write_text("".join(lines), encoding="utf-8")
    said = refused(path)
    assert said.startswith(f"{path}:4: ")
    assert what in said
    assert "Nothing was overwritten" in said
    assert not re.search(r"\b920\b", said)


@pytest.mark.parametrize(
    ("order", "line", "what"),
    [
        ([1, 2, 3, 4, 5], 1, "these are not the columns of a memory"),
        ([0], 2, "the rows are missing"),
        ([0, 1, 2, 4, 5], 3, "lines after it were added or lost"),
        ([0, 1, 3, 2, 4, 5], 4, "this line was changed"),
        ([0, 1, 2, 3], 4, "lines after it were added or lost"),
        ([0, 1, 2, 3, 4, 5, 5], 6, "lines after it were added or lost"),
    ],
)
def test_lines_that_are_moved_added_or_lost_are_noticed(path: Path, order: list[int], line: int, what: str) -> None:
    write_interim(path, PLAIN, "tht")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[n] for n in order), encoding="utf-8")
    said = refused(path)
    assert said.startswith(f"{path}:{line}: ")
    assert what in said


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "these are not the columns"),
        (b"\xff\xfe", "is not UTF-8"),
        (",".join(HEADER).encode() + b'\n"open', "this is not CSV"),
        (",".join(HEADER).encode() + b"\nx", "the line is cut off"),
        (b"month: Nov 2026\n", "these are not the columns"),
    ],
)
def test_a_file_that_is_something_else_is_left_alone(path: Path, content: bytes, what: str) -> None:
    path.write_bytes(content)
    assert what in refused(path)


def test_cut_off_anywhere_it_is_refused(path: Path) -> None:
    write_interim(path, FIVE, "tht")
    whole = path.read_bytes()
    for size in range(0, len(whole) - 1, 7):
        path.write_bytes(whole[:size])
        refused(path)


def test_a_memory_of_another_framework_is_refused(path: Path) -> None:
    write_interim(path, FIVE, "tht")
    said = refused(path, "strategy-2009")
    assert "the memory is of the framework 'tht', and this month is of 'strategy-2009'" in said
    assert "Name another file with 'memory:'" in said


def test_a_folder_in_its_place_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="the memory cannot be read"):
        read_interim(tmp_path, "tht")
