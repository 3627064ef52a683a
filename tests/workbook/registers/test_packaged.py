"""The workbooks of the packaged registers: what is committed says what the data says, at the same cells."""

from datetime import date
from pathlib import Path

import pytest

from tht_xl.templates.registers import filled_register, load_register, register_names
from tht_xl.workbook.registers.check import read_workbook

FOLDER = Path(__file__).parents[3] / "workbooks" / "registers"
DAY = date(2026, 11, 30)


def test_each_packaged_register_has_its_workbook_and_each_workbook_its_register() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.xlsx")) == register_names()


@pytest.mark.slow
def test_committed_workbooks_say_what_the_data_says_and_nothing_is_wrong_with_them() -> None:
    for name in register_names():
        data, read = load_register(name, today=DAY), read_workbook(FOLDER / f"{name}.xlsx", today=DAY)
        about = filled_register(name).about
        # What is made up may be wrong on purpose, to show what is said of it.
        assert about.illustrative or [each for each in read.findings if each.holds_back] == [], name
        assert (read.origin.framework, read.origin.is_illustrative) == (about.framework, about.illustrative)
        for table in data:
            theirs = read[table.definition.id]
            assert [row.values for row in theirs] == [row.values for row in table], (name, table.definition.id)
            assert [row.place for row in theirs] == [row.place for row in table]
